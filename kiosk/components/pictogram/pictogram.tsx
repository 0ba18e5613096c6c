import type { Drawing } from './drawing.ts';
import './pictogram.css';

/** A picture beside words that say the same: whoever listens is not told twice. */
export function Pictogram({ drawing }: { readonly drawing: Drawing }) {
  return (
    <svg class="pictogram" viewBox="0 0 48 48" aria-hidden="true" focusable="false" fill="currentColor">
      {drawing.map(({ d, evenodd }) => (
        <path key={d} d={d} fill-rule={evenodd ? 'evenodd' : undefined} />
      ))}
    </svg>
  );
}
