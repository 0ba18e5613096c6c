import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** How the screen is shown to the person in front of it. Each switch is their own, and gone with them. */
export interface Display {
  readonly text: 'usual' | 'large';
  readonly contrast: 'usual' | 'high';
  /** `low`: everything that is pressed lies in the lower half of the screen, for a chair and for short arms. */
  readonly reach: 'usual' | 'low';
}

export const USUAL_DISPLAY: Display = { text: 'usual', contrast: 'usual', reach: 'usual' };

/** Tells the style sheets; `kiosk/styles/modes.css` does the rest. */
export function showAs(page: HTMLElement, { text, contrast, reach }: Display): void {
  Object.assign(page.dataset, { text, contrast, reach });
}

export const DisplayContext = createContext<Display>(USUAL_DISPLAY);

/** Larger words, or half of the screen, leave room for fewer choices; the others are one page further. */
const CHOICES_WITH_LESS_ROOM = 4;

/** How many of so many choices stand on one page. */
export function useChoicesAtOnce(most: number): number {
  const { text, reach } = useContext(DisplayContext);
  return text === 'large' || reach === 'low' ? Math.min(most, CHOICES_WITH_LESS_ROOM) : most;
}
