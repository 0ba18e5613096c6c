import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables & Pick<IdentityTables, 'staff' | 'shift'>>();

/** Name of the guard: nobody has counted the drawer of this shift. */
export const DRAWER_UNCOUNTED = 'drawer-uncounted';

/** The cash of a shift, fen. */
export interface Drawer {
  readonly shiftId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly staffNumber: string;
  readonly hospitalId: string;
  readonly since: number;
  /** The shift goes on. */
  readonly open: boolean;
  readonly taken: number;
  readonly timesTaken: number;
  readonly given: number;
  readonly timesGiven: number;
  readonly count: DrawerCount | undefined;
}

/** What a cashier said. */
interface DrawerCount {
  readonly at: number;
  readonly counted: number;
  /** What was in it before anything was taken. */
  readonly opening: number;
}

type NewDrawer = { shiftId: string; staffId: string; hospitalId: string; since: number };

const insertDrawer = template((q, p: NewDrawer) =>
  q
    .insertInto('drawer')
    .values({ shift_id: p.shiftId, staff_id: p.staffId, hospital_id: p.hospitalId, since: p.since })
    .onConflict((conflict) => conflict.doNothing()),
);

/** The drawer of a shift, where it has none yet; behind a part that holds the shift. */
export function openDrawer(values: NewDrawer): Part {
  return insertDrawer(values);
}

/** Cash was given back in this shift. */
export const givenInShift = template((q, p: { key: string; shiftId: string }) =>
  q.updateTable('payment_refund').set({ shift_id: p.shiftId }).where('refund_key', '=', p.key),
);

const TAKEN = sql<number>`(SELECT COALESCE(SUM(paid_amount), 0) FROM payment_order WHERE payment_order.shift_id = drawer.shift_id)`;
const GIVEN = sql<number>`(SELECT COALESCE(SUM(amount), 0) FROM payment_refund WHERE payment_refund.shift_id = drawer.shift_id)`;
const TIMES_TAKEN = sql<number>`(SELECT COUNT(*) FROM payment_order WHERE payment_order.shift_id = drawer.shift_id)`;
const TIMES_GIVEN = sql<number>`(SELECT COUNT(*) FROM payment_refund WHERE payment_refund.shift_id = drawer.shift_id)`;
const IS_OPEN = (now: number) =>
  sql<number>`(SELECT COUNT(*) FROM shift WHERE shift.id = drawer.shift_id AND shift.ended_at IS NULL AND shift.until > ${now})`;

const COLUMNS = [
  'drawer.shift_id as shiftId',
  'drawer.staff_id as staffId',
  'staff.name as staffName',
  'staff.number as staffNumber',
  'drawer.hospital_id as hospitalId',
  'drawer.since',
  'drawer_count.at',
  'drawer_count.counted',
  'drawer_count.opening',
] as const;

const SUMS = [TAKEN.as('taken'), TIMES_TAKEN.as('timesTaken'), GIVEN.as('given'), TIMES_GIVEN.as('timesGiven')] as const;

interface Raw extends Omit<Drawer, 'count' | 'open'> {
  readonly open: number;
  readonly at: number | null;
  readonly counted: number | null;
  readonly opening: number | null;
}

function toDrawer({ open, at, counted, opening, ...rest }: Raw): Drawer {
  return {
    ...rest,
    // PostgreSQL answers sums as text.
    taken: Number(rest.taken),
    timesTaken: Number(rest.timesTaken),
    given: Number(rest.given),
    timesGiven: Number(rest.timesGiven),
    open: Number(open) > 0,
    count: at === null || counted === null || opening === null ? undefined : { at, counted, opening },
  };
}

/** Drawers of one cashier that are looked at: the one of now, and the one before. */
const LAST = 2;

const selectLast = template((q, p: { staffId: string; now: number }) =>
  q
    .selectFrom('drawer')
    .innerJoin('staff', 'staff.id', 'drawer.staff_id')
    .leftJoin('drawer_count', 'drawer_count.shift_id', 'drawer.shift_id')
    .select([...COLUMNS, ...SUMS, IS_OPEN(p.now).as('open')])
    .where('drawer.staff_id', '=', p.staffId)
    .orderBy('drawer.since', 'desc')
    .orderBy('drawer.shift_id', 'desc')
    .limit(LAST),
);

/** The last two drawers of a cashier, the newest first. */
export async function readLastDrawers(store: Pick<Store, 'read'>, staffId: string, now: number): Promise<readonly Drawer[]> {
  return (await store.read(selectLast({ staffId, now }))).map(toDrawer);
}

const selectOne = template((q, p: { shiftId: string; now: number }) =>
  q
    .selectFrom('drawer')
    .innerJoin('staff', 'staff.id', 'drawer.staff_id')
    .leftJoin('drawer_count', 'drawer_count.shift_id', 'drawer.shift_id')
    .select([...COLUMNS, ...SUMS, IS_OPEN(p.now).as('open')])
    .where('drawer.shift_id', '=', p.shiftId),
);

export async function readDrawerOf(store: Pick<Store, 'read'>, shiftId: string, now: number): Promise<Drawer | undefined> {
  const [row] = await store.read(selectOne({ shiftId, now }));
  return row && toDrawer(row);
}

const selectOfDay = template((q, p: { from: number; to: number; now: number; limit: number }) =>
  q
    .selectFrom('drawer')
    .innerJoin('staff', 'staff.id', 'drawer.staff_id')
    .leftJoin('drawer_count', 'drawer_count.shift_id', 'drawer.shift_id')
    .select([...COLUMNS, ...SUMS, IS_OPEN(p.now).as('open')])
    .where('drawer.since', '>=', p.from)
    .where('drawer.since', '<', p.to)
    .orderBy('drawer.since')
    .orderBy('drawer.shift_id')
    .limit(p.limit),
);

/** Drawers of shifts that began in a time, the oldest first, and one more than are shown where there are more. */
export async function readDrawersOf(
  store: Pick<Store, 'read'>,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): Promise<readonly Drawer[]> {
  return (await store.read(selectOfDay({ from, to, now, limit: limits.drawersShown.figure + 1 }))).map(toDrawer);
}

type NewCount = { shiftId: string; at: number; counted: number; opening: number };

const insertCount = template((q, p: NewCount) =>
  q
    .insertInto('drawer_count')
    .columns(['shift_id', 'at', 'taken', 'given', 'counted', 'opening'])
    .expression((inner) =>
      inner
        .selectFrom('drawer')
        .select((row) => [
          'drawer.shift_id',
          row.val(p.at).as('at'),
          TAKEN.as('taken'),
          GIVEN.as('given'),
          row.val(p.counted).as('counted'),
          row.val(p.opening).as('opening'),
        ])
        .where('drawer.shift_id', '=', p.shiftId),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

/** What a cashier counted, beside what was taken and given back by then; behind the part that ends the shift. `DRAWER_UNCOUNTED` the second time. */
export function countDrawerPart(values: NewCount): Part {
  return guarded(insertCount(values) as Statement, DRAWER_UNCOUNTED);
}
