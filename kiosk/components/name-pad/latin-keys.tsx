import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import { Pages } from '../pages/pages.tsx';
import { DOT, isCapital, MARKED } from './typing.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const MARKED_AT_ONCE = 24;

interface LatinKeysProps {
  readonly name: string;
  readonly onWrite: (written: string) => void;
  readonly say: Say;
  readonly children: ComponentChildren;
}

/** Each letter as it will stand in the name; those with marks on pages of their own, because nobody finds what a long press hides. */
export function LatinKeys({ name, onWrite, say, children }: LatinKeysProps) {
  const [marked, setMarked] = useState(false);
  const key = (letter: string) => {
    const written = isCapital(name) && letter !== 'ß' ? letter.toUpperCase() : letter;
    return (
      <button key={letter} type="button" class="pad-key" onClick={() => onWrite(written)}>
        {written}
      </button>
    );
  };
  const sign = (written: string, label: 'name-pad.apostrophe' | 'name-pad.hyphen' | 'name-pad.dot') => (
    <button type="button" class="pad-key" aria-label={say(label)} onClick={() => onWrite(written)}>
      {written}
    </button>
  );
  const turn = (
    <button type="button" class={`pad-key ${marked ? 'name-pad-wide' : 'name-pad-marked'}`} onClick={() => setMarked(!marked)}>
      {marked ? say('name-pad.plain') : say('name-pad.marked')}
    </button>
  );
  if (marked)
    return (
      <>
        <Pages items={MARKED} atOnce={MARKED_AT_ONCE} say={say}>
          {(shown) => <div class="name-pad-keys">{shown.map(key)}</div>}
        </Pages>
        <div class="name-pad-keys">
          {turn}
          {children}
        </div>
      </>
    );
  return (
    <div class="name-pad-keys">
      {LETTERS.map(key)}
      {sign("'", 'name-pad.apostrophe')}
      {sign('-', 'name-pad.hyphen')}
      {sign(DOT, 'name-pad.dot')}
      {turn}
      <button type="button" class="pad-key name-pad-wide" onClick={() => onWrite(' ')}>
        {say('name-pad.blank')}
      </button>
      {children}
    </div>
  );
}
