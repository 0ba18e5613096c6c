import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import type { Part, Statement } from '../../platform/store/store.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { SlotTables } from './tables.ts';

const template = templates<SlotTables & Pick<AppointmentTables, 'claim'>>();

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
  /** Numbers of a clinic; null where one comes at `startsAt`. */
  readonly numbers: number | null;
}

/** What a snapshot says of a slot besides its free places, and the column that keeps it. The next field is one line here. */
const DESCRIBED = {
  departmentId: 'department_id',
  departmentCode: 'department_code',
  practitionerId: 'practitioner_id',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  feeFen: 'fee_fen',
  numbers: 'numbers',
} as const satisfies Partial<Record<keyof SnapshotRow, keyof SlotTables['slot']>>;
type DescribedField = keyof typeof DESCRIBED;
const DESCRIBED_FIELDS = Object.keys(DESCRIBED) as DescribedField[];

/** What people were told when they booked. */
const BOOKED = [
  'departmentId',
  'departmentCode',
  'practitionerId',
  'startsAt',
  'endsAt',
] as const satisfies readonly DescribedField[];

/** What differs from row to row, and is a parameter of each. */
const FIELDS = ['id', 'ref', 'free', ...DESCRIBED_FIELDS] as const;

/** Each row has its fields, `free` once more, the hospital and the time; the statement has the time. D1 takes at most 100 parameters. */
const ROWS_PER_STATEMENT = Math.floor((100 - 1) / (FIELDS.length + 3));

/** What the read model knows of a slot, as far as a snapshot can say something else. */
export interface SeenSlot extends Pick<SnapshotRow, DescribedField> {
  readonly ref: string;
  readonly state: string;
  /** Places that people have. */
  readonly claimed: number;
}

const seenOf = byLength((length) =>
  template<Values, SeenSlot>((q, p) =>
    q
      .selectFrom('slot')
      .select(['hospital_slot_ref as ref', 'state', 'claimed'])
      .select(DESCRIBED_FIELDS.map((field) => `${DESCRIBED[field]} as ${field}` as const))
      .where('hospital_id', '=', p.hospitalId as string)
      .where('hospital_slot_ref', 'in', listed(p, 'ref', length)),
  ),
);

/** The rows of one hospital that are known already. At most as many rows as one statement takes parameters: some 50. */
export function selectSeen(rows: readonly SnapshotRow[]): Statement<SeenSlot> {
  return seenOf(rows.length)(refsOf(rows));
}

/** Whether the snapshot changes only how many places are free. */
export function onlyCounts(row: SnapshotRow, seen: SeenSlot | undefined): boolean {
  return seen?.state === 'open' && DESCRIBED_FIELDS.every((field) => seen[field] === row[field]);
}

/** Whether the snapshot says of a slot that people have booked that it is at another time, or with somebody else. */
export function changesBooked(row: SnapshotRow, seen: SeenSlot | undefined): boolean {
  return seen !== undefined && seen.claimed > 0 && BOOKED.some((field) => seen[field] !== row[field]);
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
    const values: Values = { askedAt, hospitalId: some[0]?.hospitalId ?? '' };
    some.forEach((row, index) => {
      for (const field of FIELDS) values[`${field}${index}`] = row[field];
    });
    parts.push((counts ? touchCounts : touchAll)(some.length)(values));
  }
  return parts;
}

const COUNTS = ['free_seen', 'asked_at'] as const;
const ALL = [...COUNTS, 'state', ...Object.values(DESCRIBED)] as const;

const touchCounts = byLength((length) => touchTemplate(length, COUNTS));
const touchAll = byLength((length) => touchTemplate(length, ALL));

function touchTemplate(length: number, columns: readonly (typeof ALL)[number][]): (values: Values) => Statement {
  return template<Values>((q, p) => {
    const askedAt = p.askedAt as number;
    return q
      .insertInto('slot')
      .values(Array.from({ length }, (_, index) => newSlot(p, index)))
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
  const described = Object.fromEntries(DESCRIBED_FIELDS.map((field) => [DESCRIBED[field], row[field]]));
  return {
    ...(described as Pick<SlotTables['slot'], (typeof DESCRIBED)[DescribedField]>),
    id: row.id,
    hospital_id: p.hospitalId as string,
    hospital_slot_ref: row.ref,
    state: OPEN,
    offered: row.free,
    claimed: ZERO,
    asked_at: p.askedAt as number,
    free_seen: row.free,
    short: ZERO,
  };
}

const SETTLED = sql`claim.places = 1 AND claim.state IN ('confirmed', 'cancelling', 'cancel-sent')`;

const recountOf = byLength((length) =>
  template<Values>((q, p) => {
    const reflected = sql<number>`(SELECT count(*) FROM claim WHERE claim.slot_id = slot.id AND ${SETTLED} AND claim.settled_at < ${p.settledBefore})`;
    const offered = sql<number>`CASE WHEN free_seen + ${reflected} < claimed THEN claimed ELSE free_seen + ${reflected} END`;
    const short = sql<number>`CASE WHEN free_seen + ${reflected} < claimed THEN 1 ELSE 0 END`;
    return (
      q
        .updateTable('slot')
        .set({ offered, short })
        .where('hospital_id', '=', p.hospitalId as string)
        .where('hospital_slot_ref', 'in', listed(p, 'ref', length))
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
  return {
    hospitalId: rows[0]?.hospitalId ?? '',
    ...listValues(
      'ref',
      rows.map(({ ref }) => ref),
    ),
  };
}
