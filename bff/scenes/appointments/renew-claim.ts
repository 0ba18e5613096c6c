import type { Booking } from '../../../adapters/port/booking.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { insertReadyTask } from '../../platform/tasks/task-rows.ts';
import { addAdoptedPlace, findSlot } from '../slots/places.ts';
import { CLAIM_MOVED, type Claim, insertClaim, insertEvent, WANTED, WANTED_FOR_THEM } from './appointment-rows.ts';
import { needsStaff } from './claim-work.ts';
import { type AppointmentDependencies, SETTLE_CLAIM, signalOf } from './dependencies.ts';
import { CANCELLED_MAX } from './ghosts.ts';
import { keepCancelWanted, renewAppointmentPart, type selectClaimsByKey } from './held-rows.ts';
import { confirmedBy } from './move-claim.ts';
import { type ClaimState, STAFF_WITHIN_MS } from './rules.ts';

type Related = NonNullable<ReturnType<typeof selectClaimsByKey>['row']>;

/** Whether the hospital has gone back on its word so often that only people can find out. */
export function isGivenUp(claims: readonly Related[]): boolean {
  return roundsOf(claims) > CANCELLED_MAX;
}

/** How many claims have stood for the appointment so far. */
function roundsOf(claims: readonly Related[]): number {
  return claims.filter(({ ghostOf }) => ghostOf === null).length;
}

/**
 * The hospital holds a booking that it had called cancelled, so the appointment stands, whatever was told of it. A claim that has ended
 * stays as it ended: another one takes its place. Where the person wanted the cancellation it is asked for again, else the appointment is
 * shown as the hospital has it; a hospital that goes on like this is left to a duty desk. False where the person has booked the same slot
 * anew since: then this booking is one too many.
 */
export async function renewClaim(
  dependencies: AppointmentDependencies,
  claim: Claim,
  claims: readonly Related[],
  booking: Booking,
): Promise<boolean> {
  const { store, clock, ids, metrics, signals, notify } = dependencies;
  const { appointmentId, slotId, hospitalId, bookingKey } = claim;
  const now = clock.now();
  const slot = await findSlot(store, slotId);
  // A visit whose time has come is not cancelled any more, nor promised anew.
  if (!slot || slot.startsAt <= now) return true;
  const state: ClaimState = roundsOf(claims) >= CANCELLED_MAX ? 'manual' : claim.cancelWanted ? 'cancelling' : 'confirmed';
  const id = `clm_${digest(`renewed ${claim.id}`).slice(0, 22)}`;
  const { hospitalRef = null, queueNumber = null } = confirmedBy(booking);
  const renewed = {
    id,
    appointmentId,
    slotId,
    hospitalId,
    bookingKey,
    ghostOf: null,
    places: 1,
    state,
    now,
    waitsUntil: now,
    sentAt: now,
    hospitalRef,
    settledAt: now,
    queueNumber,
    knowBy: now + (state === 'manual' ? STAFF_WITHIN_MS : 60_000),
  };
  const committed = await commit(dependencies, 'renew-claim', 'outcomes', [
    insertReadyTask(ids.inOrder('tsk'), SETTLE_CLAIM, id, now),
    addAdoptedPlace({ slotId }),
    guarded(insertClaim(renewed), CLAIM_MOVED),
    ...(claim.cancelWanted ? [keepCancelWanted({ id, wanted: claim.cancelledForThem ? WANTED_FOR_THEM : WANTED })] : []),
    renewAppointmentPart({ id: appointmentId, version: claim.version, claimId: claim.id, next: id }),
    insertEvent({ appointmentId, version: claim.version + 1, at: now, claimState: state }),
    ...(state === 'confirmed'
      ? notify({ kind: 'booking-confirmed', appointmentId, version: claim.version + 1, seen: false, now })
      : []),
    auditPart(ids, now, {
      actor: GATEWAY,
      action: `claim.${state}`,
      subject: { kind: 'appointment', id: appointmentId },
      requestId: id,
    }),
  ]);
  if (!committed.ok) return false;
  contradicted(dependencies, hospitalId, 'held-though-cancelled', { claimId: id, appointmentId });
  if (state === 'manual') needsStaff(dependencies, { ...claim, id });
  metrics.count('onedoor_claims_total', `state="${state}"`);
  signals.notify(signalOf(appointmentId));
  return true;
}
