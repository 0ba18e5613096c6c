import type { Comparator, Decimal, Result } from '../../../../adapters/port/records.ts';

/** How a value stands, in a word. `unusual` and `critical` are for values that are no numbers. */
export type Verdict = 'usual' | 'low' | 'high' | 'critical-low' | 'critical-high' | 'unusual' | 'critical';

/** Why a value is on no line of a trend. */
export type ApartReason = 'no-number' | 'no-unit' | 'unit-not-understood' | 'other-method' | 'no-time';

/** What is known of the hospital and of the person before a value is read. */
export interface Knowing {
  /** Whose result it is: names of trends of the hospital's own codes begin with it. */
  readonly hospital: string;
  /** The hospital's own codes, in lower case, and which measure of ours each is: a key of `MEASURES`, or a code of LOINC. */
  readonly codes: Readonly<Record<string, string>>;
  /** `K/uL` of this hospital means thousands in a microlitre; else it is kelvin, and not understood. */
  readonly countsInThousands: boolean;
  readonly sex: 'male' | 'female' | 'unknown';
  /** On the day of the sample. */
  readonly ageYears: number;
}

/** A value as it is shown, and what was made of it. Nothing of the hospital's is altered: `result` stays as it came. */
export interface NormalResult {
  readonly result: Result;
  /** The value as people read it, digit by digit as it was written. */
  readonly text: string;
  readonly unit?: string;
  /** What was measured in words for everybody, where it is known. */
  readonly plainName?: { readonly zh: string; readonly en: string };
  /** LOINC, where code and unit agree on it. */
  readonly loinc?: string;
  /** The unit as UCUM, where it is understood. */
  readonly ucum?: string;
  /** Under which name it can be seen over time. */
  readonly trend?: string;
  readonly verdict?: Verdict;
  readonly verdictBy?: 'hospital' | 'limits';
  readonly ranges: readonly { readonly text: string; readonly appliesTo?: string }[];
  /** Its place on a line, in the line's unit as UCUM; absent where it is on none, and then `apart` says why. A value that was taken back has neither. */
  readonly onLine?: { readonly unit: string; readonly number: Decimal; readonly comparator?: Comparator };
  readonly apart?: ApartReason;
  /** A code or a unit that leads to nothing that we know, or the two contradict each other. */
  readonly unmapped?: { readonly system: string; readonly code: string; readonly unit: string };
}
