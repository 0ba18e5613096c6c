import type { Problem } from '../../../bff/contract/client.ts';
import type { Say } from '../../i18n/text.ts';
import { Action } from '../action/action.tsx';
import { Screen } from '../screen/screen.tsx';
import { type Way, wayLabels, waysFrom } from './trouble-ways.ts';
import './trouble.css';

export interface TroubleProps {
  readonly problem: Problem;
  readonly say: Say;
  readonly window: string;
  readonly can: Partial<Readonly<Record<Way, () => void>>>;
}

/** What happened, what to do, where to go: in words of the person, with no code but the one for the staff, small, below. */
export function Trouble({ problem, say, window, can }: TroubleProps) {
  const ways = waysFrom(problem.code).flatMap((way) => {
    const onPress = can[way];
    return onPress === undefined ? [] : [{ way, onPress }];
  });
  return (
    <Screen title={say('trouble.title')} alert>
      {sentencesOf(say(`problem.${problem.code}`, { window })).map((sentence) => (
        <p class="trouble-sentence" key={sentence}>
          {sentence}
        </p>
      ))}
      <div class="screen-actions">
        {ways.map(({ way, onPress }, index) => (
          <Action key={way} kind={index === 0 ? 'main' : 'plain'} label={say(wayLabels[way])} onPress={onPress} />
        ))}
      </div>
      {problem.instance !== '' && <p class="trouble-request">{say('trouble.request', { id: problem.instance.slice(-8) })}</p>}
    </Screen>
  );
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[。?!])|(?<=\.)\s/).filter((sentence) => sentence !== '');
}
