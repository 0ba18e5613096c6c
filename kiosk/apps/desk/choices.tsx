import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '../../staff/saying.ts';
import type { Word } from '../../staff/word.ts';
import { Act, type Key, KeyHint, useKey } from './keys.tsx';
import { choosing } from './words.ts';

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly aside?: string | undefined;
  /** What choosing it does, where that is not plain. */
  readonly act?: string | undefined;
  readonly strong?: boolean;
  /** One of several that go together: whether it is among them. */
  readonly chosen?: boolean;
  readonly off?: boolean;
  readonly run: () => void;
}

/** As many as there are digits for. */
const AT_ONCE = 9;

/** One of some things: by its digit, or by Tab and Enter. More than nine stand on pages. */
export function Choices({
  choices,
  label,
  wide = false,
}: {
  readonly choices: readonly Choice[];
  readonly label: string;
  readonly wide?: boolean;
}) {
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(choices.length / AT_ONCE));
  const at = page % pages;
  return (
    <>
      <ul class={wide ? 'choices wide' : 'choices'} aria-label={label}>
        {choices.slice(at * AT_ONCE, (at + 1) * AT_ONCE).map((choice, index) => (
          <li key={choice.id}>
            <OneChoice choice={choice} keys={`Alt+${index + 1}`} />
          </li>
        ))}
      </ul>
      {pages > 1 && <Act keys="Alt+0" word={choosing.more} filling={{ at: at + 1, of: pages }} run={() => setPage(at + 1)} />}
    </>
  );
}

function OneChoice({ choice, keys }: { readonly choice: Choice; readonly keys: Key }) {
  const { title, aside, act, strong = false, chosen, off = false, run } = choice;
  const choose = () => {
    if (!off) run();
  };
  useKey(keys, choose);
  return (
    <button
      type="button"
      class={strong ? 'choice strong' : 'choice'}
      aria-disabled={off}
      aria-pressed={chosen}
      aria-keyshortcuts={keys}
      onClick={choose}
    >
      <KeyHint of={keys} />
      <span class="choice-words">
        <strong>{title}</strong>
        {aside !== undefined && <span>{aside}</span>}
      </span>
      {act !== undefined && <em>{act}</em>}
    </button>
  );
}

/** A question before something that is not taken back. */
export function Question({ children, ...acts }: QuestionProps) {
  const say = useSay();
  const { yes, filling, no, onYes, onNo, off, other } = acts;
  return (
    <section class="question" aria-label={say(choosing.question)}>
      {children}
      <div class="row">
        <Act keys="Alt+Y" word={yes} {...(filling ? { filling } : {})} run={onYes} off={off} main />
        {other && <Act {...other} off={off} />}
        <Act keys="Escape" word={no} run={onNo} off={off} />
      </div>
    </section>
  );
}

interface QuestionProps {
  readonly children: ComponentChildren;
  readonly yes: Word;
  readonly filling?: Readonly<Record<string, string | number>>;
  readonly no: Word;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly off: boolean;
  /** A third way. */
  readonly other?: { readonly keys: Key; readonly word: Word; readonly run: () => void };
}
