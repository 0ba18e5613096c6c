import { useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import { Action } from '../action/action.tsx';
import './choice-list.css';

export interface Choice {
  readonly key: string;
  readonly title: string;
  readonly hint?: string | undefined;
  /** On the right, in tabular numbers: a price, what is left. */
  readonly aside?: string | undefined;
  /** The answer that was given before. */
  readonly chosen?: boolean;
  /** Shown, with its reason in `hint`, and not to be chosen. */
  readonly closed?: boolean;
  readonly onPress?: () => void;
}

export interface ChoiceListProps {
  readonly choices: readonly Choice[];
  readonly say: Say;
  /** At most six: more are not read, they are searched. */
  readonly atOnce?: number;
}

const AT_ONCE = 6;

/** Choices below each other, a page at a time: no scrolling, because a list that goes on below the edge is not found. */
export function ChoiceList({ choices, say, atOnce = AT_ONCE }: ChoiceListProps) {
  const chosenAt = choices.findIndex(({ chosen }) => chosen === true);
  const [page, setPage] = useState(Math.max(0, Math.floor(chosenAt / atOnce)));
  const pages = Math.max(1, Math.ceil(choices.length / atOnce));
  const at = Math.min(page, pages - 1);
  return (
    <div class="choices">
      <ul class="choice-list">
        {choices.slice(at * atOnce, (at + 1) * atOnce).map((choice) => (
          <li key={choice.key}>{choice.closed ? <Closed {...choice} /> : <Open {...choice} say={say} />}</li>
        ))}
      </ul>
      {pages > 1 && (
        <div class="choice-pages">
          <div>{at > 0 && <Action label={say('list.earlier')} onPress={() => setPage(at - 1)} />}</div>
          <p class="choice-page">{say('list.page', { page: at + 1, pages })}</p>
          <div>{at < pages - 1 && <Action label={say('list.more')} onPress={() => setPage(at + 1)} />}</div>
        </div>
      )}
    </div>
  );
}

function Open({ title, hint, aside, chosen, onPress, say }: Choice & { readonly say: Say }) {
  return (
    <button type="button" class={`choice ${chosen ? 'choice-chosen' : ''}`} onClick={onPress}>
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
