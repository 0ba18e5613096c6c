/** How far a hospital's own file of a person (建档) is: being looked for or opened, known, or for a person at the hospital to sort out. */
export type FilingState = 'filing' | 'known' | 'ambiguous';

/** What the decision needs to know of a file. */
export interface FilingFacts {
  readonly state: FilingState;
  /** When it was wanted. */
  readonly changedAt: number;
}

export type FilingStep = 'look' | 'rest';

/** A file that nobody could get for so long is looked for again when the person books again. */
export const FILING_WANTED_MS = 10 * 60 * 1000;

/** Whoever finds a file that was sent for looks before anything else: hospitals make two files of two requests that race. */
export function nextFilingStep({ state, changedAt }: FilingFacts, now: number): FilingStep {
  return state === 'filing' && now - changedAt < FILING_WANTED_MS ? 'look' : 'rest';
}
