import type { Subscriptions } from '../../partners/inbox.ts';
import { noteLeftOut } from '../../partners/left-out.ts';
import { commit } from '../../platform/store/commit.ts';
import { keepLeasePart, type LeasedTask, postponeTaskPart, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { cancelledThere, compareBooking } from './compare-booking.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { sweepBookings } from './sweep-bookings.ts';
import { saveChangesCursor, selectChangesCursor } from './watch-rows.ts';

/** Kind of the task that watches one hospital's list of bookings; its subject is the hospital. */
export const WATCH_BOOKINGS = 'watch-bookings';

const PAGES_MAX = 20;

/**
 * Watches what the hospital says it holds for us: a booking that arrives late is adopted while somebody still waits for it, and
 * cancelled as a ghost when nobody does. Without this, a late booking would keep a doctor waiting for a patient who was told no.
 */
export function watchHandler(dependencies: AppointmentDependencies, everyMs: number): TaskHandler {
  return async (task) => {
    await watch(dependencies, task);
    const runAt = dependencies.clock.now() + everyMs;
    await commit(dependencies, 'postpone-watch', 'background', [postponeTaskPart(task, runAt)]);
  };
}

async function watch(dependencies: AppointmentDependencies, task: LeasedTask): Promise<void> {
  const { hospitals, store, clock } = dependencies;
  const hospitalId = task.subjectId;
  if (hospitals.facet(hospitalId, 'bookings')?.listing === 'sweep')
    return sweepBookings(dependencies, task, {
      compare: (booking, askedAt) => compareBooking(dependencies, hospitalId, booking, askedAt),
      gone: (claimId) => cancelledThere(dependencies, claimId),
    });
  const [watched] = await store.read(selectChangesCursor({ hospitalId }));
  let cursor = watched?.changesCursor ?? undefined;
  let whole = true;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const askedAt = clock.now();
    const outcome = await hospitals.ask(hospitalId, 'bookings', 'list', cursor);
    if (!outcome.ok) return;
    const { leftOut, more } = outcome.value;
    if (leftOut) noteLeftOut(dependencies, { hospitalId, list: 'bookings', leftOut });
    whole &&= leftOut === undefined;
    let understood = true;
    for (const booking of outcome.value.bookings)
      understood = (await compareBooking(dependencies, hospitalId, booking, askedAt)) && understood;
    // A booking whose claim is under way says nothing yet: the cursor stays, and the page is read again next time.
    if (!understood) return;
    cursor = outcome.value.cursor;
    // What was left out may be mended by the next time: the cursor stays before it, and what comes after it is compared again. It goes
    // on only when so much has come after it that the rest would not be seen.
    const saved = whole || page === PAGES_MAX - 1 ? [saveChangesCursor({ hospitalId, cursor })] : [];
    const ended = whole && !more ? [dependencies.recovery.endedPart(hospitalId)] : [];
    const parts = [keepLeasePart(task, clock.now()), ...saved, ...ended];
    const committed = await commit(dependencies, 'save-changes-cursor', 'background', parts);
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
