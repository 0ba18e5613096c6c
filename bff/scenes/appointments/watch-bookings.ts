import { type Booking, stands } from '../../../adapters/port/booking.ts';
import type { Subscriptions } from '../../partners/inbox.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { commit } from '../../platform/store/commit.ts';
import {
  insertReadyTask,
  keepLeasePart,
  type LeasedTask,
  postponeTaskPart,
  wakeTaskPart,
} from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { adoptBooking } from './adopt-booking.ts';
import { type Claim, insertClaim, readClaim, selectClaimsByKey } from './appointment-rows.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from './dependencies.ts';
import { type ClaimPatch, confirmedBy, moveClaim } from './move-claim.ts';
import { type ClaimState, ENDED } from './rules.ts';
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
      compare: (booking) => compare(dependencies, hospitalId, booking),
      gone: (claimId) => cancelledThere(dependencies, claimId),
    });
  const [watched] = await store.read(selectChangesCursor({ hospitalId }));
  let cursor = watched?.changesCursor ?? undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const outcome = await hospitals.ask(hospitalId, 'bookings', 'list', cursor);
    if (!outcome.ok) return;
    let understood = true;
    for (const booking of outcome.value.bookings) understood = (await compare(dependencies, hospitalId, booking)) && understood;
    // A booking whose claim is under way says nothing yet: the cursor stays, and the page is read again next time.
    if (!understood) return;
    cursor = outcome.value.cursor;
    const ended = outcome.value.more ? [] : [dependencies.recovery.endedPart(hospitalId)];
    const parts = [keepLeasePart(task, clock.now()), saveChangesCursor({ hospitalId, cursor }), ...ended];
    const committed = await commit(dependencies, 'save-changes-cursor', 'background', parts);
    if (!committed.ok || !outcome.value.more) return;
  }
}

/** Holds one booking of the hospital against our claims. Repeating it changes nothing. False: too early to tell. */
async function compare(dependencies: AppointmentDependencies, hospitalId: string, booking: Booking): Promise<boolean> {
  const { store, log, metrics } = dependencies;
  const claims = await store.read(selectClaimsByKey({ hospitalId, bookingKey: booking.key }));
  const main = claims.find((claim) => claim.ghostOf === null);
  if (!main) {
    if (await adoptBooking(dependencies, hospitalId, booking)) return true;
    metrics.count('onedoor_stray_bookings_total', `hospital="${hospitalId}"`);
    log.write('warn', 'watch.stray-booking', { hospitalId });
    return true;
  }
  const claim = await readClaim(store, main.id);
  if (!claim) return true;
  if (UNDER_WAY.includes(claim.state)) return false;
  if (stands(booking.status)) return compareBooked(dependencies, claim, booking);
  return booking.status === 'cancelled' ? compareCancelled(dependencies, claim, booking) : true;
}

const UNDER_WAY: readonly ClaimState[] = ['claimed', 'sent'];
const WAITING_FOR_IT: readonly ClaimState[] = ['unknown', 'absent', 'manual'];

async function compareBooked(dependencies: AppointmentDependencies, claim: Claim, booking: Booking): Promise<boolean> {
  if (WAITING_FOR_IT.includes(claim.state)) {
    return adopt(dependencies, claim, 'confirmed', { ...confirmedBy(booking), settledAt: dependencies.clock.now() });
  }
  const ours = claim.hospitalRef === booking.ref;
  const duplicate = claim.hospitalRef !== null && !ours;
  if (duplicate || (ENDED.includes(claim.state) && !ours)) await cancelGhost(dependencies, claim, booking);
  return true;
}

async function compareCancelled(dependencies: AppointmentDependencies, claim: Claim, booking: Booking): Promise<boolean> {
  const ours = claim.hospitalRef === null || claim.hospitalRef === booking.ref;
  if (!ours || (claim.state !== 'confirmed' && claim.state !== 'manual')) return true;
  return adopt(dependencies, claim, 'cancelled', { reason: 'cancelled' });
}

/** The hospital does not hold the booking any more. */
async function cancelledThere(dependencies: AppointmentDependencies, claimId: string): Promise<void> {
  const claim = await readClaim(dependencies.store, claimId);
  if (claim?.state === 'confirmed') await adopt(dependencies, claim, 'cancelled', { reason: 'cancelled' });
}

/** The saga's own task may be at work on the same claim: whoever commits first wins, the other one looks again. */
async function adopt(dependencies: AppointmentDependencies, claim: Claim, to: ClaimState, patch: ClaimPatch): Promise<boolean> {
  const fence = [wakeTaskPart(SETTLE_CLAIM, claim.id, dependencies.clock.now())];
  const moved = await moveClaim(dependencies, claim, to, patch, fence);
  if (!moved.ok) dependencies.log.write('info', 'watch.moved-elsewhere', { claimId: claim.id, detail: moved.guard });
  return moved.ok;
}

/** A claim that holds no place, only to be cancelled. Its id follows from the booking, so that it is made once. */
async function cancelGhost(dependencies: AppointmentDependencies, claim: Claim, booking: Booking): Promise<void> {
  const { clock, ids, metrics } = dependencies;
  const now = clock.now();
  const id = `clm_${digest(`ghost ${claim.id} ${booking.ref}`).slice(0, 22)}`;
  const ghost = {
    id,
    appointmentId: claim.appointmentId,
    slotId: claim.slotId,
    hospitalId: claim.hospitalId,
    bookingKey: claim.bookingKey,
    ghostOf: claim.id,
    places: 0,
    state: 'cancelling',
    now,
    waitsUntil: now,
    sentAt: now,
    hospitalRef: booking.ref,
    settledAt: null,
    queueNumber: null,
    knowBy: now,
  };
  await commit(dependencies, 'cancel-ghost', 'background', [
    insertClaim(ghost),
    insertReadyTask(ids.inOrder('tsk'), SETTLE_CLAIM, id, now),
  ]);
  metrics.count('onedoor_ghost_bookings_total', `hospital="${claim.hospitalId}"`);
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
