import type { Say } from '../../i18n/text.ts';

export interface WhereHelpIsProps {
  readonly say: Say;
  readonly window: string;
  /** What the screen says above. */
  readonly words: string;
}

/** Where a human is, unless the words above say so already. Nobody is left with trouble and no place to go. */
export function WhereHelpIs({ say, window, words }: WhereHelpIsProps) {
  return words.includes(window) ? null : <p>{say('trouble.where', { window })}</p>;
}
