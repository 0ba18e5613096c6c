import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import { Pages } from '../pages/pages.tsx';
import { DOT, isCapital, MARKED } from './typing.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const SIGNS = [
  ["'", 'name-pad.apostrophe'],
  ['-', 'name-pad.hyphen'],
  [DOT, 'name-pad.dot'],
] as const;
const MARKED_AT_ONCE = 24;

interface LatinKeysProps {
  readonly name: string;
  readonly onWrite: (written: string) => void;
  readonly say: Say;
  readonly children: ComponentChildren;
}

/** Letters as they will stand in the name; those with marks on pages of their own, because nobody finds what a long press hides. */
export function LatinKeys({ name, onWrite, say, children }: LatinKeysProps) {
  const [marked, setMarked] = useState(false);
  if (marked)
    return (
      <>
        <Pages items={MARKED} keyOf={String} uniform atOnce={MARKED_AT_ONCE} say={say}>
          {(shown) => <div class="name-pad-keys">{letterKeys(shown, name, onWrite)}</div>}
        </Pages>
        <div class="name-pad-keys">
          <button type="button" class="pad-key name-pad-wide" onClick={() => setMarked(false)}>
            {say('name-pad.plain')}
          </button>
          {children}
        </div>
      </>
    );
  return (
    <div class="name-pad-keys">
      {letterKeys(LETTERS, name, onWrite)}
      {SIGNS.map(([sign, label]) => (
        <button key={sign} type="button" class="pad-key" aria-label={say(label)} onClick={() => onWrite(sign)}>
          {sign}
        </button>
      ))}
      <button type="button" class="pad-key name-pad-marked" onClick={() => setMarked(true)}>
        {say('name-pad.marked')}
      </button>
      <button type="button" class="pad-key name-pad-wide" onClick={() => onWrite(' ')}>
        {say('name-pad.blank')}
      </button>
      {children}
    </div>
  );
}

function letterKeys(letters: readonly string[], name: string, onWrite: (written: string) => void) {
  const capital = isCapital(name);
  return letters.map((letter) => {
    // ß has no capital of one letter.
    const written = capital && letter !== 'ß' ? letter.toUpperCase() : letter;
    return (
      <button key={letter} type="button" class="pad-key" onClick={() => onWrite(written)}>
        {written}
      </button>
    );
  });
}
