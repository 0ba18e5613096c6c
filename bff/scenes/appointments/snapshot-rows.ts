import { sql } from 'kysely';
import { template } from '../../platform/store/statement.ts';
import type { Part, Statement } from '../../platform/store/store.ts';

/** One row of a snapshot, resolved against the directory. */
export interface SnapshotRow {
  readonly id: string;
  readonly hospitalId: string;
  readonly ref: string;
  readonly departmentId: string;
  readonly departmentCode: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly feeFen: number;
  readonly free: number;
  /** Numbers of a session; null where one comes at `startsAt`. */
  readonly numbers: number | null;
}

const FIELDS = [
  'id',
  'hospitalId',
  'ref',
  'departmentId',
  'departmentCode',
  'practitionerId',
  'startsAt',
  'endsAt',
  'feeFen',
  'free',
  'numbers',
] as const satisfies readonly (keyof SnapshotRow)[];

/** D1 takes at most 100 parameters a statement; a row has 13, and the statement one more. */
const ROWS_PER_STATEMENT = 7;

type Values = Record<string, string | number | null>;
type Build = (values: Values) => Statement;

/** A shape of statement for each number of rows, compiled once: a big city has tens of thousands of statements. */
function byRowCount(make: (count: number) => Build): (count: number) => Build {
  const made = new Map<number, Build>();
  return (count) => {
    const build = made.get(count) ?? make(count);
    made.set(count, build);
    return build;
  };
}

/** What the read model knows of a slot, as far as a snapshot can say something else. */
export interface KnownSlot {
  readonly ref: string;
  readonly state: string;
  readonly departmentId: string;
  readonly departmentCode: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly feeFen: number;
  readonly numbers: number | null;
}

const knownOf = byRowCount((count) =>
  template<Values>((q, p) =>
    q
      .selectFrom('slot')
      .select([
        'hospital_slot_ref as ref',
        'state',
        'department_id as departmentId',
        'department_code as departmentCode',
        'practitioner_id as practitionerId',
        'starts_at as startsAt',
        'ends_at as endsAt',
        'fee_fen as feeFen',
        'numbers',
      ])
      .where('hospital_id', '=', p.hospitalId as string)
      .where('hospital_slot_ref', 'in', refsIn(p, count)),
  ),
);

/** The rows of one hospital that are known already. At most as many rows as one statement takes parameters: some 50. */
export function selectKnown(rows: readonly SnapshotRow[]): Statement<KnownSlot> {
  return knownOf(rows.length)(refsOf(rows)) as Statement<KnownSlot>;
}

/** Whether the snapshot changes only how many places are free. */
export function onlyCounts(row: SnapshotRow, known: KnownSlot | undefined): boolean {
  return (
    known?.state === 'open' &&
    known.departmentId === row.departmentId &&
    known.departmentCode === row.departmentCode &&
    known.practitionerId === row.practitionerId &&
    known.startsAt === row.startsAt &&
    known.endsAt === row.endsAt &&
    known.feeFen === row.feeFen &&
    known.numbers === row.numbers
  );
}

/**
 * First statements of applying a snapshot: new slots come in with nothing claimed, known ones only note what was seen. They take
 * the rows' locks, so that the statement after them sees every claim that was made before. An older snapshot changes nothing.
 * `counts`: rows of which nothing else changes, so that none of the indexes is written.
 */
export function touchParts(rows: readonly SnapshotRow[], askedAt: number, counts: boolean): readonly Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT);
    const values: Values = { askedAt };
    some.forEach((row, index) => {
      for (const field of FIELDS) values[`${field}${index}`] = row[field];
    });
    parts.push((counts ? touchCounts : touchAll)(some.length)(values));
  }
  return parts;
}

const COUNTS = ['free_seen', 'asked_at'] as const;
const ALL = [
  ...COUNTS,
  'state',
  'department_id',
  'department_code',
  'practitioner_id',
  'starts_at',
  'ends_at',
  'fee_fen',
  'numbers',
] as const;

const touchCounts = byRowCount((count) => touchTemplate(count, COUNTS));
const touchAll = byRowCount((count) => touchTemplate(count, ALL));

function touchTemplate(count: number, columns: readonly (typeof ALL)[number][]): Build {
  return template<Values>((q, p) => {
    const askedAt = p.askedAt as number;
    return q
      .insertInto('slot')
      .values(Array.from({ length: count }, (_, index) => newSlot(p, index)))
      .onConflict((conflict) =>
        conflict
          .columns(['hospital_id', 'hospital_slot_ref'])
          .doUpdateSet((row) => Object.fromEntries(columns.map((column) => [column, row.ref(`excluded.${column}`)])))
          .where('slot.asked_at', '<', askedAt),
      );
  });
}

/** Literals, because what is the same in every row need not be a parameter of each. */
const OPEN = sql<'open'>`'open'`;
const ZERO = sql<number>`0`;

function newSlot(p: Values, index: number) {
  // The placeholders of one row; which of them are text and which are numbers is for the columns to say.
  const row = Object.fromEntries(FIELDS.map((field) => [field, p[`${field}${index}`]])) as unknown as SnapshotRow;
  return {
    id: row.id,
    hospital_id: row.hospitalId,
    hospital_slot_ref: row.ref,
    department_id: row.departmentId,
    department_code: row.departmentCode,
    practitioner_id: row.practitionerId,
    starts_at: row.startsAt,
    ends_at: row.endsAt,
    fee_fen: row.feeFen,
    state: OPEN,
    offered: row.free,
    claimed: ZERO,
    asked_at: p.askedAt as number,
    free_seen: row.free,
    short: ZERO,
    numbers: row.numbers,
  };
}

const SETTLED = sql`claim.places = 1 AND claim.state IN ('confirmed', 'cancelling', 'cancel-sent')`;

const recountOf = byRowCount((count) =>
  template<Values>((q, p) => {
    const reflected = sql<number>`(SELECT count(*) FROM claim WHERE claim.slot_id = slot.id AND ${SETTLED} AND claim.settled_at < ${p.settledBefore})`;
    const offered = sql<number>`CASE WHEN free_seen + ${reflected} < claimed THEN claimed ELSE free_seen + ${reflected} END`;
    const short = sql<number>`CASE WHEN free_seen + ${reflected} < claimed THEN 1 ELSE 0 END`;
    return (
      q
        .updateTable('slot')
        .set({ offered, short })
        .where('hospital_id', '=', p.hospitalId as string)
        .where('hospital_slot_ref', 'in', refsIn(p, count))
        .where('asked_at', '=', p.askedAt as number)
        // What did not change is not written: neither the row nor its indexes.
        .where(sql<boolean>`(offered <> ${offered} OR short <> ${short})`)
    );
  }),
);

/**
 * Last statement: `offered` becomes what the hospital has free and what we had settled before it was asked, but never less than
 * is claimed. Claims still open, or settled too late for the snapshot to know, are not added: it may undersell for a moment.
 */
export function recountSlots(rows: readonly SnapshotRow[], askedAt: number, settledBefore: number): Statement {
  return recountOf(rows.length)({ ...refsOf(rows), askedAt, settledBefore });
}

function refsOf(rows: readonly SnapshotRow[]): Values {
  const values: Values = { hospitalId: rows[0]?.hospitalId ?? '' };
  rows.forEach((row, index) => {
    values[`ref${index}`] = row.ref;
  });
  return values;
}

function refsIn(p: Values, count: number): string[] {
  return Array.from({ length: count }, (_, index) => p[`ref${index}`] as string);
}
