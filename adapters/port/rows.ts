import type { Outcome } from './terms.ts';

/**
 * Lists that the other side sends. A list costs no more than its length, whatever stands in it: how long it is is looked at before any
 * row is, rows are read one after the other, and what can not be used is left out, counted and named, so that one bad row never hides
 * the others.
 */

/** Rows of one page, of whatever there are lists. Pages of hospitals have a thousand at most; what is longer is not read at all. */
export const ROWS_MAX = 10_000;

/** Differences that are looked at in one list before it is given up: naming each of a million would stop the gateway. */
const PROBLEMS_MAX = 5_000;

/** Whether it is a list of a length that is read. Looks at no row. */
export function isList(value: unknown, max: number = ROWS_MAX): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= max;
}

/** A row as it was read: its value, or where the first difference is and how many there are. */
export type ReadRow<T> =
  | { readonly usable: true; readonly value: T }
  | { readonly usable: false; readonly where: string; readonly problems: number };

/** Rows of a page that can not be used, and are not in it. */
export interface LeftOut {
  readonly count: number;
  /** Where the first of them differs, for engineers; as in `Failure.detail`, nothing of what stands there. */
  readonly detail: string;
}

export interface UsableRows<T> {
  readonly rows: readonly T[];
  /** Absent where every row is there. */
  readonly leftOut?: LeftOut;
}

/**
 * The rows that can be used. `malformed` where none can, or where so many differ that they are not looked through. `read` answers
 * `undefined` for a row that is about something else.
 */
export function usableRows<Row, T>(list: readonly Row[], read: (row: Row) => ReadRow<T> | undefined): Outcome<UsableRows<T>> {
  const usable = usableOnTheWay(list, read);
  if (!usable.ok) return usable;
  const { rows, leftOut } = usable.value;
  return rows.length === 0 && leftOut !== undefined ? malformed(`no row that can be used: ${leftOut.detail}`) : usable;
}

/** The same of a page behind which others stand: were one without a row that can be used `malformed`, nobody would ever read on behind it. */
export function usableOnTheWay<Row, T>(list: readonly Row[], read: (row: Row) => ReadRow<T> | undefined): Outcome<UsableRows<T>> {
  const rows: T[] = [];
  let count = 0;
  let problems = 0;
  let detail = '';
  for (const row of list) {
    const one = read(row);
    if (one === undefined) continue;
    if (one.usable) {
      rows.push(one.value);
      continue;
    }
    count += 1;
    problems += one.problems;
    if (count === 1) detail = `unexpected at ${one.where}`;
    if (problems > PROBLEMS_MAX) return malformed(`too many rows that can not be used: ${detail}`);
  }
  return { ok: true, value: { rows, ...leftOutOf({ count, detail }) } };
}

/** All rows, or `malformed` at the first that can not be used: where "not there" would be a statement. */
export function everyRow<Row, T>(list: readonly Row[], read: (row: Row) => ReadRow<T> | undefined): Outcome<readonly T[]> {
  const rows: T[] = [];
  for (const row of list) {
    const one = read(row);
    if (one === undefined) continue;
    if (!one.usable) return malformed(`unexpected at ${one.where}`);
    rows.push(one.value);
  }
  return { ok: true, value: rows };
}

/** What several readings of one page left out; nothing where they left out nothing. */
export function leftOutOf(...some: readonly (LeftOut | undefined)[]): { readonly leftOut?: LeftOut } {
  const left = some.filter((one) => one !== undefined && one.count > 0) as readonly LeftOut[];
  const [first] = left;
  return first === undefined ? {} : { leftOut: { count: left.reduce((sum, { count }) => sum + count, 0), detail: first.detail } };
}

/** A schema, as far as reading a row takes one. */
export interface RowSchema<T> {
  safeParse(
    row: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } };
}

/** Reads a row by its schema. */
export function rowOf<T>(schema: RowSchema<T>, row: unknown): ReadRow<T> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return { usable: true, value: parsed.data };
  const { issues } = parsed.error;
  return { usable: false, where: whereOf(issues[0]?.path ?? []), problems: issues.length };
}

/** A row that was read, in other words; one that can not be used stays so. */
export function mapRow<T, U>(row: ReadRow<T>, change: (value: T) => ReadRow<U>): ReadRow<U> {
  return row.usable ? change(row.value) : row;
}

/** A row that its schema lets pass and that can not be used all the same. */
export function unusable(where: string): { readonly usable: false; readonly where: string; readonly problems: number } {
  return { usable: false, where, problems: 1 };
}

/** A path in words: names of members and places in lists, nothing that could be somebody's data. */
function whereOf(path: readonly PropertyKey[]): string {
  const parts = path.filter((part) => typeof part === 'number' || /^[A-Za-z]{1,40}$/.test(String(part)));
  return parts.length === 0 ? 'the top' : parts.map(String).join('.');
}

function malformed(detail: string): {
  readonly ok: false;
  readonly failure: { readonly kind: 'malformed'; readonly detail: string };
} {
  return { ok: false, failure: { kind: 'malformed', detail } };
}

const SHANGHAI_MS = 8 * 3_600_000;

/** The instant of a day `2027-03-01` and a time `08:00:00` in +08:00, ms; NaN for a day or a time that there is not, as 31 February. */
export function shanghaiInstant(day: string, time: string): number {
  const at = Date.parse(`${day}T${time}+08:00`);
  const isThere = !Number.isNaN(at) && new Date(at + SHANGHAI_MS).toISOString().startsWith(`${day}T${time}`);
  return isThere ? at : Number.NaN;
}
