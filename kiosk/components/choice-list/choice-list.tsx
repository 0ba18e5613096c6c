import type { Say } from '../../i18n/text.ts';
import { Pages } from '../pages/pages.tsx';
import type { Drawing } from '../pictogram/drawing.ts';
import { Pictogram } from '../pictogram/pictogram.tsx';
import './choice-list.css';

export interface Choice {
  readonly key: string;
  readonly title: string;
  readonly hint?: string | undefined;
  /** On the right, in tabular numbers: a price, what is left. */
  readonly aside?: string | undefined;
  /** Stands before the words, and says the same. */
  readonly picture?: Drawing | undefined;
  /** The answer that was given before. */
  readonly chosen?: boolean;
  /** What most people here want most; there is at most one. */
  readonly main?: boolean;
  /** Shown, with its reason in `hint`, and not to be chosen. */
  readonly closed?: boolean;
  readonly onPress?: () => void;
}

export interface ChoiceListProps {
  readonly choices: readonly Choice[];
  readonly say: Say;
  /** At most six: more are not read, they are searched. */
  readonly atOnce?: number;
  /** Which sheet is shown, from 1, where whoever shows it keeps that. */
  readonly sheet?: number | undefined;
  readonly onTurn?: ((sheet: number) => void) | undefined;
}

const AT_ONCE = 6;

/** Choices below each other, as many at a time as there is room for, beginning where the one chosen before is. */
export function ChoiceList({ choices, say, atOnce = AT_ONCE, sheet, onTurn }: ChoiceListProps) {
  const chosenAt = choices.findIndex(({ chosen }) => chosen === true);
  return (
    <Pages items={choices} keyOf={({ key }) => key} atOnce={atOnce} startAt={chosenAt} say={say} sheet={sheet} onTurn={onTurn}>
      {(shown) => (
        <ul class="choice-list">
          {shown.map((choice) => (
            <li key={choice.key}>{choice.closed ? <Closed {...choice} /> : <Open {...choice} say={say} />}</li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

function Open({ title, hint, aside, picture, chosen, main, onPress, say }: Choice & { readonly say: Say }) {
  return (
    <button type="button" class={`choice ${chosen ? 'choice-chosen' : ''} ${main ? 'choice-main' : ''}`} onClick={onPress}>
      {picture !== undefined && <Pictogram drawing={picture} />}
      <span class="choice-words">
        <span class="choice-title">{title}</span>
        {hint !== undefined && <span class="choice-hint">{hint}</span>}
        {chosen && <span class="choice-hint">✓ {say('list.chosen')}</span>}
      </span>
      {aside !== undefined && <span class="choice-aside">{aside}</span>}
    </button>
  );
}

function Closed({ title, hint }: Choice) {
  return (
    <div class="choice choice-closed">
      <span class="choice-words">
        <span class="choice-title">{title}</span>
        <span class="choice-hint">{hint}</span>
      </span>
    </div>
  );
}
