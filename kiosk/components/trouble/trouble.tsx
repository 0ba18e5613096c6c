import type { ComponentChildren } from 'preact';
import type { Problem } from '../../../bff/contract/client.ts';
import type { Say } from '../../i18n/text.ts';
import { Action } from '../action/action.tsx';
import { Screen } from '../screen/screen.tsx';
import { boundIn, type Way, wayLabels, wayPictures, waysFrom } from './trouble-ways.ts';
import { WhereHelpIs } from './where-help-is.tsx';
import './trouble.css';

export interface TroubleProps {
  readonly problem: Problem;
  readonly say: Say;
  readonly window: string;
  readonly can: Ways;
  /** What stands in the way, to be looked at. */
  readonly children?: ComponentChildren;
}

/** What can be done from where one stands; home and a person always can. */
export type Ways = Readonly<Partial<Record<Way, () => void>> & Record<'home' | 'person', () => void>>;

/** What happened, what to do, where to go: in words of the person, with no code but the one for the staff, small, below. */
export function Trouble({ problem, say, window, can, children }: TroubleProps) {
  const full = boundIn(problem);
  const ways = waysFrom(problem.code, (way) => can[way] !== undefined, full?.bound);
  const words = full
    ? say(`problem.too-many-appointments.${full.bound}`, { window, most: full.most })
    : say(`problem.${problem.code}`, { window });
  return (
    <Screen title={say(titleOf(problem))} alert>
      {sentencesOf(words).map((sentence) => (
        <p class="trouble-sentence" key={sentence}>
          {sentence}
        </p>
      ))}
      {children}
      <WhereHelpIs {...{ say, window, words }} />
      <div class="screen-actions">
        {ways.map((way, index) => (
          <Action
            key={way}
            kind={index === 0 ? 'main' : 'plain'}
            label={say(wayLabels[way])}
            picture={wayPictures[way]}
            onPress={() => can[way]?.()}
          />
        ))}
      </div>
      {problem.instance !== '' && <p class="trouble-request">{say('trouble.request', { id: problem.instance.slice(-8) })}</p>}
    </Screen>
  );
}

/** Whoever was helped has done nothing wrong: what is asked of them is the last step, and no trouble. */
const titleOf = ({ code }: Problem) => (code === 'presence-required' ? 'trouble.title.card' : 'trouble.title');

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[。?!])|(?<=\.)\s/).filter((sentence) => sentence !== '');
}
