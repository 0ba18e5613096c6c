import { useLayoutEffect } from 'preact/hooks';
import type { Say } from '../../i18n/text.ts';
import './pad.css';

export interface PadProps {
  readonly keys: readonly string[];
  readonly value: string;
  readonly lengthMax: number;
  readonly onChange: (value: string) => void;
  readonly say: Say;
  /** What is shown above the keys, written as one reads it aloud. */
  readonly shown?: string;
  readonly label: string;
}

export const DIGITS = [...'1234567890'];
/** Of a number that is not whole. */
export const DIGITS_AND_POINT = [...DIGITS, '.'];
export const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** How so many keys stand. */
function kindOf(count: number): string {
  if (count <= DIGITS.length) return '';
  if (count <= DIGITS_AND_POINT.length) return 'pad-point';
  return count > LETTERS.length ? 'pad-letters pad-both' : 'pad-letters';
}

/** Keys on the screen for those who never typed. A keyboard works too, wherever the focus is. */
export function Pad({ keys, value, lengthMax, onChange, say, shown, label }: PadProps) {
  const add = (key: string) => {
    if (value.length < lengthMax) onChange(value + key);
  };
  const remove = () => onChange(value.slice(0, -1));
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const key = event.key.toUpperCase();
      if (event.key === 'Backspace') remove();
      else if (keys.includes(key)) add(key);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  return (
    <div class="pad">
      <output class={`pad-value ${value === '' ? 'pad-empty' : ''}`} aria-label={label}>
        {value === '' ? say('pad.empty') : (shown ?? value)}
      </output>
      <div class={`pad-keys ${kindOf(keys.length)}`}>
        {keys.map((key) => (
          <button key={key} type="button" class="pad-key" onClick={() => add(key)}>
            {key}
          </button>
        ))}
        <button type="button" class="pad-key pad-delete" disabled={value === ''} onClick={remove}>
          {say('pad.delete')}
        </button>
      </div>
    </div>
  );
}
