import type { Split } from '../../../adapters/port/charges.ts';
import { today } from '../identity/dependencies.ts';

/** Something of one day that a partner and this database do not say alike. */
export interface Difference {
  readonly hospital: string;
  readonly who: 'provider' | 'insurer' | 'hospital';
  readonly what: 'payment' | 'refund' | 'settled' | 'undone' | 'taken-back';
  /**
   * `unknown`: the partner has it, and this database does not. `missing`: this database has it, and the partner does not. `twice`: the partner
   * has a second one of another reference under the key. `repeated`: it tells the same one again. `other`: reference, amount, order, split or
   * state are not ours.
   */
  readonly is: 'unknown' | 'missing' | 'twice' | 'repeated' | 'other';
  readonly key: string;
  /** The partner's own reference, by which people find it there; absent where it has none. */
  readonly ref?: string;
  /** Of `twice`: the reference of the one that counts. */
  readonly beside?: string;
  /** As the partner says; of what is missing there, ours. */
  readonly fen: number;
  /** Of an insurer's settlement. */
  readonly split?: Borne;
  readonly at: number;
  /** What it should be; absent where nothing is known of it here. */
  readonly ours?: Ours;
  /** Of a payment at a provider: whether a hospital says of that day that it has settled the bill with it. Else the money belongs to the payer. */
  readonly settled?: boolean;
}

/** What this database has under a key. */
export interface Ours {
  readonly state: string;
  readonly fen: number;
  readonly ref: string | null;
  /** Of a refund: the order of which money goes back. */
  readonly order?: string;
  readonly split?: Borne;
}

export type Borne = Omit<Split, 'total'>;

/** A list that could not be read to its end. Of a partner's own day nothing is said to be missing then. */
export interface Unread {
  readonly hospital: string;
  readonly who: Difference['who'] | 'gateway';
  /** `no-bill-yet`: a provider makes its bill of a day when the day is over. `too-long`: the rest was not read. */
  readonly why: string;
  /** Where it is another day than was asked about: one beside it, in which something of ours may stand. */
  readonly day?: string;
}

/** What a comparison found. */
export interface Compared {
  readonly differences: readonly Difference[];
  readonly unread: readonly Unread[];
}

/** A partner's list of one day. `why`: it is not whole. */
export interface DayList<Row> {
  readonly rows: readonly Row[];
  readonly why?: string;
}

export const DAY_MS = 24 * 3600 * 1000;
/** Pages of one list; longer ones say that they were not read to their end. */
export const PAGES_MAX = 1_000;
/** What happened so near to midnight may stand in the list of the day beside it, ms: clocks differ, and an answer takes its time. */
export const NEAR_MIDNIGHT_MS = 10 * 60_000;
/** In the year 9999. */
const INSTANT_MAX = 253_370_000_000_000;
/** Lists of other days that one comparison reads of a partner. */
const OTHER_DAYS_MAX = 10;

/** First instant of a day in +08:00. */
export function beginOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

/** Every day that has an instant of `[from, to]`, or one near to it; none of an instant that no calendar has. */
export function daysAround(from: number, to: number): readonly string[] {
  const days: string[] = [];
  if (!(from >= 0 && to <= INSTANT_MAX)) return days;
  for (let at = beginOf(today(from - NEAR_MIDNIGHT_MS)); at <= to + NEAR_MIDNIGHT_MS; at += DAY_MS) days.push(today(at));
  return days;
}

/** Reads the lists of a partner, each once, and not of more days than a comparison needs. */
export function listsOf<Row>(read: (day: string) => Promise<DayList<Row>>): (day: string) => Promise<DayList<Row>> {
  const lists = new Map<string, Promise<DayList<Row>>>();
  return (day) => {
    const known = lists.get(day);
    if (known) return known;
    if (lists.size > OTHER_DAYS_MAX) return Promise.resolve({ rows: [], why: 'too-many-days' });
    const list = read(day);
    lists.set(day, list);
    return list;
  };
}

/** One row of a partner's list, as far as it can be told from another one. */
interface Told {
  readonly ref: string;
}

/** The rows under one key: the one that counts, those that stand beside it, and those that are told again. */
export interface Sorted<Row> {
  readonly first: Row;
  readonly twice: readonly Row[];
  readonly repeated: readonly Row[];
}

/** @param ourRef of the one that counts, where it is among them */
export function sortRows<Row extends Told>(rows: readonly [Row, ...Row[]], ourRef: string | null | undefined): Sorted<Row> {
  const at = Math.max(
    0,
    rows.findIndex(({ ref }) => ref === ourRef),
  );
  const first = rows[at] ?? rows[0];
  const refs = new Set([first.ref]);
  const [twice, repeated]: [Row[], Row[]] = [[], []];
  for (const [index, row] of rows.entries()) {
    if (index === at) continue;
    (refs.has(row.ref) ? repeated : twice).push(row);
    refs.add(row.ref);
  }
  return { first, twice, repeated };
}

/** Rows by what they are about. */
export function grouped<Row>(rows: readonly Row[], nameOf: (row: Row) => string): ReadonlyMap<string, readonly [Row, ...Row[]]> {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** Something of ours that a partner's lists have to have. */
export interface Expected {
  /** As `grouped` names it. */
  readonly name: string;
  /** The days in whose list it may stand, beside the one that is asked about. */
  readonly days: readonly string[];
  readonly difference: Difference;
}

/** Of what a list of the day does not have, the partner is asked when it was, so many times. */
const ASKED_MAX = 50;

interface Looking<Row> {
  readonly day: string;
  readonly list: (day: string) => Promise<DayList<Row>>;
  readonly nameOf: (row: Row) => string;
  /** When it was, as the partner says if it is asked by its key: a restored gateway learns late what happened long before. */
  readonly when: (difference: Difference) => Promise<number | undefined>;
}

/** Which of ours no list has. Where a list can not be read in which one may stand, that is said, and nothing of that one. */
export async function missingOf<Row>(
  expected: readonly Expected[],
  { day, list, nameOf, when }: Looking<Row>,
): Promise<Compared> {
  const differences: Difference[] = [];
  const unread = new Map<string, Unread>();
  const names = new Map<string, ReadonlySet<string>>();
  const has = async (one: string, name: string): Promise<boolean> => {
    const known = names.get(one) ?? new Set((await list(one)).rows.map(nameOf));
    names.set(one, known);
    return known.has(name);
  };
  const isIn = async (days: readonly string[], name: string): Promise<boolean> => {
    for (const one of days) if (await has(one, name)) return true;
    return false;
  };
  let asked = 0;
  for (const { name, days, difference } of expected) {
    const looked = [...new Set([day, ...days])];
    if (await isIn(looked, name)) continue;
    const at = asked < ASKED_MAX ? await when(difference) : undefined;
    asked += 1;
    const others = at === undefined ? [] : daysAround(at, at);
    if (await isIn(others, name)) continue;
    let sure = true;
    for (const one of new Set([...looked, ...others])) {
      const { why } = await list(one);
      if (why === undefined) continue;
      sure = false;
      unread.set(one, { hospital: difference.hospital, who: difference.who, why, day: one });
    }
    if (sure) differences.push(difference);
  }
  return { differences, unread: [...unread.values()] };
}
