import { type Booking, stands } from '../../../adapters/port/booking.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Onward } from '../../platform/tasks/saga.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { type Claim, readClaim, updateClaimPart } from './appointment-rows.ts';
import { type ClaimWork, moveAndCall, moveAndEnd, moveAndGoOn, moveAndPause, toStaff } from './claim-work.ts';
import { SETTLE_CLAIM } from './dependencies.ts';
import { selectCurrentClaim } from './held-rows.ts';
import { moveClaim } from './move-claim.ts';
import { cancelDelayMs, type GhostVerdict, ghostVerdict, type Named } from './rules.ts';

export async function beginCancel(work: ClaimWork): Promise<Onward> {
  const now = work.dependencies.clock.now();
  return moveAndGoOn(work, 'cancelling', { sentAt: now, tries: 0, knowBy: now + 60_000 });
}

export function sendCancel(work: ClaimWork): Promise<Onward> {
  return moveAndCall(work, 'cancel-sent', {}, callCancel);
}

async function callCancel(work: ClaimWork): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  const request = { key: claim.bookingKey, ref: claim.hospitalRef ?? '' };
  const outcome = await dependencies.hospitals.ask(claim.hospitalId, 'cancellation', 'cancel', request);
  if (!outcome.ok) {
    const { failure } = outcome;
    if (failure.kind !== 'rejected') return again(work);
    return failure.reason === 'booking-unknown' ? cancelled(work, request.ref) : cancelRefused(work);
  }
  const { key, ref, status } = outcome.value;
  if (key !== claim.bookingKey || status !== 'cancelled') return again(work);
  return cancelled(work, ref);
}

/** The hospital says that a booking under our key is cancelled. That counts for the one that it names, and for no other. */
async function cancelled(work: ClaimWork, ref: string): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  const named = ref === claim.hospitalRef;
  if (!named && claim.tries === 0) {
    const { id: claimId, appointmentId, hospitalId } = claim;
    contradicted(dependencies, hospitalId, 'other-booking-cancelled', { claimId, appointmentId });
  }
  const main = claim.ghostOf === null ? undefined : await standingBeside(work);
  if (main) return settleGhost(work, main, named ? 'ghost' : ref === main.hospitalRef ? 'main' : 'neither');
  return named ? moveAndEnd(work, 'cancelled', { reason: 'cancelled' }) : again(work);
}

/** The claim that stands for the appointment, where it is for another booking under the same key: a hospital that cancels by key may have taken either. */
async function standingBeside({ dependencies, subject: claim }: ClaimWork): Promise<Claim | undefined> {
  const { store, hospitals } = dependencies;
  if (!hospitals.facet(claim.hospitalId, 'bookings')) return undefined;
  const [current] = await store.read(selectCurrentClaim({ appointmentId: claim.appointmentId }));
  const main = current && (await readClaim(store, current.claimId));
  return main?.state === 'confirmed' && main.bookingKey === claim.bookingKey ? main : undefined;
}

/** Asks which of two bookings under one key is left, before anything is told. */
async function settleGhost(work: ClaimWork, main: Claim, named: Named): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  const { hospitals, clock } = dependencies;
  const settleWindowMs = hospitals.facet(claim.hospitalId, 'booking')?.settleWindowMs ?? 0;
  const found = await hospitals.ask(claim.hospitalId, 'bookings', 'find', claim.bookingKey);
  const held = found.ok && found.value?.key === claim.bookingKey ? found.value : null;
  const which = held?.ref === main.hospitalRef ? 'main' : held?.ref === claim.hospitalRef ? 'ghost' : 'neither';
  const verdict = ghostVerdict({
    named,
    found: which,
    stands: held !== null && stands(held.status),
    settled: claim.sentAt !== null && clock.now() - claim.sentAt > settleWindowMs,
    tries: claim.tries,
  });
  return VERDICTS[verdict](work, main, which === 'ghost' ? held : null);
}

const VERDICTS: Readonly<Record<GhostVerdict, (work: ClaimWork, main: Claim, held: Booking | null) => Promise<Onward>>> = {
  gone: (work) => moveAndEnd(work, 'cancelled', { reason: 'cancelled' }),
  again,
  'to-staff': toStaff,
  exchanged,
  async 'both-gone'(work, main) {
    const wake = wakeTaskPart(SETTLE_CLAIM, main.id, work.dependencies.clock.now());
    await moveClaim(work.dependencies, main, 'cancelled', { reason: 'cancelled' }, [wake]);
    return moveAndEnd(work, 'cancelled', { reason: 'cancelled' });
  },
};

/**
 * The hospital has cancelled the booking that we confirmed and keeps the one that was to go. The person has one place, as they wished:
 * the booking that is left stands for it from now on. Its number is the one that the hospital tells of it, if it does.
 */
async function exchanged(
  { dependencies, subject: claim, settle }: ClaimWork,
  main: Claim,
  held: Booking | null,
): Promise<Onward> {
  const { clock, ids } = dependencies;
  const now = clock.now();
  const left: Claim = { ...main, hospitalRef: claim.hospitalRef, settledAt: now, queueNumber: held?.queueNumber ?? null };
  const audit = auditPart(ids, now, {
    actor: GATEWAY,
    action: 'claim.exchange',
    subject: { kind: 'appointment', id: claim.appointmentId },
    requestId: claim.id,
  });
  return settle('finish', (fence) =>
    commit(dependencies, 'exchange-booking', 'outcomes', [
      fence,
      updateClaimPart('confirmed', left),
      updateClaimPart('cancel-sent', { ...claim, state: 'cancelled', reason: 'cancelled', settledAt: now }),
      audit,
    ]),
  );
}

/** Cancelling may be repeated. */
function again(work: ClaimWork): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  const delayMs = cancelDelayMs(claim.tries);
  const knowBy = dependencies.clock.now() + delayMs + 10_000;
  return moveAndPause(work, 'cancelling', { tries: claim.tries + 1, knowBy }, delayMs);
}

async function cancelRefused(work: ClaimWork): Promise<Onward> {
  if (work.subject.ghostOf !== null) return moveAndEnd(work, 'manual', {});
  return moveAndEnd(work, 'confirmed', { dropCancel: true });
}
