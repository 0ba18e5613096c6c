/** Who may change a figure: the city in its file, a hospital in its `policy`, a setting of the gateway, or nobody. */
export type SetBy = 'city' | 'hospital' | 'setting' | 'fixed';

/** One bound: everything that grows has one. `docs/limits.md` is written from these rows, and what enforces them reads them here. */
export interface Bound {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** Of whom it is counted. */
  readonly of: string;
  readonly setBy: SetBy;
  /** Where it is set, when it is not fixed. */
  readonly setAt?: string;
  /** What the one who meets it hears: a problem of the contract, or what happens instead. */
  readonly hears: string;
  /** The file that enforces it. */
  readonly at: string;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const KIB = 1_024;
