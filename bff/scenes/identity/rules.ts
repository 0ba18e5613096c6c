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

/** Years by which a guardian is older than the child at the least: what nature allows a parent and a grandparent, and no more. */
const YEARS_OLDER = { parent: 12, guardian: 0, grandparent: 26 } as const;
/** Who answers for a child is of full age (Civil Code Art. 17, 18 and 27). */
const GUARDIAN_FROM_YEARS = 18;

/**
 * Whether somebody of this birthday may be this child's guardian today; days are `YYYY-MM-DD`. A likely order of ages is no proof of
 * anything; an impossible one shows that somebody made a mistake, or pretends.
 */
export function guardianFits(
  relationship: keyof typeof YEARS_OLDER,
  guardianBorn: string,
  childBorn: string,
  today: string,
): boolean {
  const ofAge = guardianBorn <= yearsBefore(today, GUARDIAN_FROM_YEARS);
  return ofAge && guardianBorn < childBorn && guardianBorn <= yearsBefore(childBorn, YEARS_OLDER[relationship]);
}

function yearsBefore(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}
