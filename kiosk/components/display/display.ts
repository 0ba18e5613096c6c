import { createContext } from 'preact';

/** How the screen is shown to the person in front of it. Each switch is their own, and gone with them. */
export interface Display {
  /** Large is what everybody gets; `standard` shows more at once. */
  readonly text: 'large' | 'standard';
  readonly contrast: 'usual' | 'high';
  /** `low`: everything that is pressed lies in the lower half of the screen, for a chair and for short arms. */
  readonly reach: 'usual' | 'low';
}

export const USUAL_DISPLAY: Display = { text: 'large', contrast: 'usual', reach: 'usual' };

/** Tells the style sheets; `kiosk/styles/modes.css` does the rest. */
export function showAs(page: HTMLElement, { text, contrast, reach }: Display): void {
  Object.assign(page.dataset, { text, contrast, reach });
}

export const DisplayContext = createContext<Display>(USUAL_DISPLAY);
