import type { Subscriptions } from '../../partners/inbox.ts';
import { noteLeftOut } from '../../partners/left-out.ts';
import { Pages } from '../../partners/pages.ts';
import { commit } from '../../platform/store/commit.ts';
import { leaseKeeper } from '../../platform/tasks/lease-keeper.ts';
import { keepLeasePart, type LeasedTask, postponeTaskPart, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { listEndedPart, listWithoutEnd } from '../slots/unended-lists.ts';
import { cancelledThere, compareBooking } from './compare-booking.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { Noted } from './noted.ts';
import { sweepBookings } from './sweep-bookings.ts';
import { saveChangesCursor, selectChangesCursor } from './watch-rows.ts';

/** Kind of the task that watches one hospital's list of bookings; its subject is the hospital. */
export const WATCH_BOOKINGS = 'watch-bookings';

/** Pages of changes in one look; a hospital that has more to tell is heard to the end in the looks to come. */
const PAGES_MAX = 20;
/** Pages in a row without an end: more than a city's bookings of a week. A hospital that goes on for longer does not end. */
const BACKLOG_PAGES_MAX = 2_000;
/** Bookings of one such backlog. */
const BACKLOG_MAX = 1_000_000;

/**
 * Watches what the hospital says it holds for us: a booking that arrives late is adopted while somebody still waits for it, and
 * cancelled as a ghost when nobody does. Without this, a late booking would keep a doctor waiting for a patient who was told no.
 */
export function watchHandler(dependencies: AppointmentDependencies, everyMs: number): TaskHandler {
  const remembered = { backlogs: new Map<string, Pages>(), noted: new Noted() };
  return async (task) => {
    await watch(dependencies, task, remembered);
    const runAt = dependencies.clock.now() + everyMs;
    await commit(dependencies, 'postpone-watch', 'background', [postponeTaskPart(task, runAt)]);
  };
}

/** What a process remembers from one look to the next. */
interface Remembered {
  /** Pages of changes read since their last end, by hospital. */
  readonly backlogs: Map<string, Pages>;
  /** Bookings that need people, so that each is told once. */
  readonly noted: Noted;
}

async function watch(dependencies: AppointmentDependencies, task: LeasedTask, remembered: Remembered): Promise<void> {
  const hospitalId = task.subjectId;
  if (dependencies.hospitals.facet(hospitalId, 'bookings')?.listing !== 'sweep')
    return readChanges(dependencies, task, remembered);
  const { noted } = remembered;
  return sweepBookings(dependencies, task, {
    compare: (booking, askedAt) => compareBooking(dependencies, hospitalId, booking, { askedAt, noted }),
    gone: (claimId) => cancelledThere(dependencies, claimId),
  });
}

async function readChanges(
  dependencies: AppointmentDependencies,
  task: LeasedTask,
  { backlogs, noted }: Remembered,
): Promise<void> {
  const { hospitals, store, clock, recovery } = dependencies;
  const hospitalId = task.subjectId;
  const keepLease = leaseKeeper(dependencies, task);
  const [watched] = await store.read(selectChangesCursor({ hospitalId }));
  let cursor = watched?.changesCursor ?? undefined;
  let whole = true;
  const bounds = { pagesMax: BACKLOG_PAGES_MAX, rowsMax: BACKLOG_MAX, until: Number.POSITIVE_INFINITY };
  const backlog = backlogs.get(hospitalId) ?? new Pages(bounds, cursor);
  backlogs.set(hospitalId, backlog);
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const askedAt = clock.now();
    const outcome = await hospitals.ask(hospitalId, 'bookings', 'list', cursor);
    if (!outcome.ok) return;
    const { bookings, more, leftOut } = outcome.value;
    if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'bookings', leftOut });
    whole &&= leftOut === undefined;
    let understood = true;
    for (const booking of bookings) {
      understood = (await compareBooking(dependencies, hospitalId, booking, { askedAt, noted })) && understood;
      if (!(await keepLease())) return;
    }
    // A booking whose claim is under way says nothing yet: the cursor stays, and the page is read again next time.
    if (!understood) return;
    cursor = outcome.value.cursor;
    const why = backlog.add({ rows: bookings.length, next: more ? cursor : undefined }, clock.now());
    // Pages that are read again next time, because something on them was left out, are no circle.
    if (why || !more || !whole) backlogs.delete(hospitalId);
    if (why) return listWithoutEnd(dependencies, { hospitalId, list: 'bookings', why, count: backlog.rows });
    // What was left out may be mended by the next time: the cursor stays before it, and what comes after it is compared again. It goes
    // on only when so much has come after it that the rest would not be seen.
    const saved = whole || page === PAGES_MAX - 1 ? [saveChangesCursor({ hospitalId, cursor })] : [];
    const ended = more ? [] : [listEndedPart(hospitalId, 'bookings'), ...(whole ? [recovery.endedPart(hospitalId)] : [])];
    const parts = [keepLeasePart(task, clock.now()), ...saved, ...ended];
    const committed = await commit(dependencies, 'save-changes-cursor', 'background', parts);
    // Whoever goes on reads this page again, and it is no circle.
    if (!committed.ok) backlogs.delete(hospitalId);
    if (!committed.ok || !more) return;
  }
}

/** A booking that changed is found by the watch, which looks now instead of in half a minute. */
export function bookingSubscriptions({ hospitals, clock }: AppointmentDependencies): Subscriptions {
  return {
    booking: {
      max: 1,
      async parts(hospitalId) {
        return hospitals.facet(hospitalId, 'bookings') ? [wakeTaskPart(WATCH_BOOKINGS, hospitalId, clock.now())] : [];
      },
    },
  };
}
