import type { ForWhom } from './rule-set.ts';
import type { Sex } from './terms.ts';

/** An age in days: `from` counts, `below` does not. Of somebody whose birthday is known it is one day wide. */
export interface AgeSpan {
  readonly from: number;
  readonly below: number;
}

export const ANY_AGE: AgeSpan = { from: 0, below: Infinity };

export function ageOf(ageDays: number | null): AgeSpan {
  return ageDays === null ? ANY_AGE : { from: ageDays, below: ageDays + 1 };
}

/** `maybe`: as far as it is known. */
export type Truth = 'yes' | 'no' | 'maybe';

/** Whether a row is for an age. */
export function fitsAge({ fromDays = 0, belowDays = Infinity }: ForWhom, age: AgeSpan): Truth {
  if (age.below <= fromDays || age.from >= belowDays) return 'no';
  return age.from >= fromDays && age.below <= belowDays ? 'yes' : 'maybe';
}

/** Whether a row can be for somebody at all; of whom nothing is known, it can. */
export function mayBeFor(row: ForWhom, { age, sex }: { readonly age: AgeSpan; readonly sex: Sex }): boolean {
  return fitsAge(row, age) !== 'no' && (row.sex === undefined || sex === 'unknown' || row.sex === sex);
}
