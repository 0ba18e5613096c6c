import { sql } from 'kysely';
import type { Booking } from '../../../adapters/port/booking.ts';
import { noteLeftOut } from '../../partners/left-out.ts';
import { Pages } from '../../partners/pages.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { templates } from '../../platform/store/statement.ts';
import { leaseKeeper } from '../../platform/tasks/lease-keeper.ts';
import { keepLeasePart, type LeasedTask } from '../../platform/tasks/task-rows.ts';
import type { SlotTables } from '../slots/tables.ts';
import { listEndedPart, listWithoutEnd } from '../slots/unended-lists.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import type { AppointmentTables } from './tables.ts';

const template = templates<AppointmentTables & Pick<SlotTables, 'slot'>>();

/** Pages of one sweep. A hospital that goes on for longer does not end. */
const PAGES_MAX = 2_000;
/** Bookings that a hospital may hold for us at one time: those of weeks, at a hospital of ten thousand visits a day. */
const BOOKINGS_MAX = limits.bookingsOfList.figure;
/** A sweep that takes longer tells of no moment. */
const SWEEP_MAX_MS = 10 * 60 * 1000;
/** Claims looked through at a time for those that a sweep did not mention. */
const ROWS_MAX = 500;
/** Bookings that are asked for after one sweep; the others after the next. */
const ASKED_MAX = 20;
/** A sweep that misses more than ten and more than this share is taken for a fault of the hospital, and nothing is concluded from it. */
const MISSING_SHARE_MAX = 0.3;

/** What is to be done with a booking that the hospital mentions, or holds no more; both as the watch does it. */
export interface Comparison {
  /** `askedAt`: when the hospital was asked for what it says. False: too early to tell. */
  readonly compare: (booking: Booking, askedAt: number) => Promise<boolean>;
  readonly gone: (claimId: string) => Promise<void>;
}

/**
 * Watches a hospital that tells no changes: reads all bookings of ours that it holds now, and then asks for those that should be among
 * them and are not. A booking is gone only when the hospital, asked for that very one, does not know it either.
 */
export async function sweepBookings(
  dependencies: AppointmentDependencies,
  task: LeasedTask,
  comparison: Comparison,
): Promise<void> {
  const { hospitals, clock, recovery } = dependencies;
  const hospitalId = task.subjectId;
  const settleWindowMs = hospitals.facet(hospitalId, 'booking')?.settleWindowMs ?? 0;
  const before = clock.now() - settleWindowMs;
  const held = new Set<string>();
  let cursor: string | undefined;
  let understood = true;
  const keepLease = leaseKeeper(dependencies, task);
  const bounds = { pagesMax: PAGES_MAX, rowsMax: BOOKINGS_MAX, until: clock.now() + SWEEP_MAX_MS };
  const pages = new Pages(bounds);
  for (;;) {
    const askedAt = clock.now();
    const outcome = await hospitals.ask(hospitalId, 'bookings', 'list', cursor);
    if (!outcome.ok) return;
    const { bookings, more, leftOut } = outcome.value;
    const why = pages.add({ rows: bookings.length, next: more ? outcome.value.cursor : undefined }, clock.now());
    if (why) return listWithoutEnd(dependencies, { hospitalId, list: 'bookings', why, count: pages.rows });
    if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'bookings', leftOut });
    understood &&= leftOut === undefined;
    for (const booking of bookings) {
      held.add(booking.key);
      understood = (await comparison.compare(booking, askedAt)) && understood;
      if (!(await keepLease())) return;
    }
    const ended = more ? [] : [listEndedPart(hospitalId, 'bookings'), ...(understood ? [recovery.endedPart(hospitalId)] : [])];
    const parts = [keepLeasePart(task, clock.now()), ...ended];
    const committed = await commit(dependencies, 'sweep-bookings', 'background', parts);
    if (!committed.ok) return;
    if (!more) return settleMissing(dependencies, { hospitalId, before, held }, comparison);
    cursor = outcome.value.cursor;
  }
}

interface Expected {
  readonly claimId: string;
  readonly bookingKey: string;
}

/** Confirmed before the sweep began, and for a time that has not come: a visit that is over may rightly have gone from the list. */
const selectExpected = template<{ hospitalId: string; now: number; before: number; after: string; limit: number }, Expected>(
  (q, p) =>
    q
      .selectFrom('claim')
      .innerJoin('slot', 'slot.id', 'claim.slot_id')
      .select(['claim.id as claimId', 'claim.booking_key as bookingKey'])
      .where('claim.hospital_id', '=', p.hospitalId)
      .where(sql<boolean>`claim.state = 'confirmed'`)
      .where(sql<boolean>`claim.ghost_of IS NULL`)
      .where('claim.settled_at', '<', p.before)
      .where('slot.starts_at', '>', p.now)
      .where('claim.booking_key', '>', p.after)
      .orderBy('claim.booking_key')
      .limit(p.limit),
);

async function settleMissing(
  dependencies: AppointmentDependencies,
  { hospitalId, before, held }: { readonly hospitalId: string; readonly before: number; readonly held: ReadonlySet<string> },
  { compare, gone }: Comparison,
): Promise<void> {
  const { hospitals, log, store, clock } = dependencies;
  const missing: Expected[] = [];
  let expected = 0;
  let after = '';
  for (;;) {
    const query = { hospitalId, now: clock.now(), before, after, limit: ROWS_MAX };
    const rows = await store.read(selectExpected(query));
    expected += rows.length;
    missing.push(...rows.filter(({ bookingKey }) => !held.has(bookingKey)));
    if (rows.length < ROWS_MAX) break;
    after = rows.at(-1)?.bookingKey ?? '';
  }
  if (missing.length > 10 && missing.length > expected * MISSING_SHARE_MAX) {
    log.write('warn', 'watch.too-many-missing', { hospitalId, count: missing.length });
    return;
  }
  for (const { claimId, bookingKey } of missing.slice(0, ASKED_MAX)) {
    const askedAt = clock.now();
    const found = await hospitals.ask(hospitalId, 'bookings', 'find', bookingKey);
    // One that can not be read says nothing of the others.
    if (!found.ok && found.failure.kind === 'malformed') continue;
    if (!found.ok) return;
    if (found.value === null) await gone(claimId);
    else await compare(found.value, askedAt);
  }
}
