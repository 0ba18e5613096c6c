import { type Booking, isElsewhere, stands } from '../../../adapters/port/booking.ts';
import { type Failure, isRef, type RejectReason } from '../../../adapters/port/terms.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import { type Onward, sagaHandler } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient } from '../identity/patients.ts';
import { rereadSlot } from '../slots/sync-slots.ts';
import { abilitiesOf, refusedInAdvance } from './abilities.ts';
import { readClaim } from './appointment-rows.ts';
import { beginCancel, sendCancel } from './cancel-claim.ts';
import { type ClaimWork, moveAndCall, moveAndEnd, moveAndGoOn, moveAndPause, note, toStaff } from './claim-work.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { cancelGhost, isAnothers } from './ghosts.ts';
import { confirmedBy } from './move-claim.ts';
import { type AskPace, askDelayMs, nextStep, resendDelayMs, type Step } from './rules.ts';

/** Takes a claim through its states until it rests or has to wait. */
export function claimHandler(dependencies: AppointmentDependencies): TaskHandler {
  const { store, hospitals, clock } = dependencies;
  return sagaHandler(dependencies, {
    name: 'claim',
    read: (id) => readClaim(store, id),
    decide: (claim, aboutToCall) => nextStep({ ...claim, aboutToCall }, abilitiesOf(hospitals, claim.hospitalId), clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps: STEPS,
  });
}

/** The breaker lets a probe through every ten seconds. */
const UNREACHABLE_PAUSE_MS = 5_000;

const STEPS: Readonly<Record<Step, (work: ClaimWork) => Promise<Onward>>> = {
  call,
  send,
  doubt,
  ask,
  release,
  'to-staff': toStaff,
  'begin-cancel': beginCancel,
  'send-cancel': sendCancel,
  rest: ({ write }) => write('finish-claim', 'finish', []),
};

/** Books: the intent to send is committed before the call, the outcome after it. */
async function send(work: ClaimWork): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  const now = dependencies.clock.now();
  if (!dependencies.hospitals.reachable(claim.hospitalId))
    return work.write('postpone-claim', { runAt: now + resendDelayMs(claim.tries) }, []);
  return moveAndCall(work, 'sent', { sentAt: now }, call);
}

/** The claim is `sent` and committed: nothing stands between the intent and the call. */
async function call(work: ClaimWork): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  const patient = await revealPatient(dependencies, claim.patientId);
  const patientRef = await localRefOf(dependencies, claim.patientId, claim.hospitalId);
  // Where people have files nobody is booked without theirs: it was linked away, or the hospital keeps files only now.
  if (patientRef === undefined && dependencies.hospitals.facet(claim.hospitalId, 'patients'))
    return notBooked(work, { kind: 'rejected', reason: 'patient-unknown', detail: 'no file' });
  const inAdvance = await refusedInAdvance(dependencies.hospitals, claim);
  if (inAdvance) return notBooked(work, { kind: 'rejected', reason: inAdvance, detail: 'not free when it was read again' });
  const { bookingKey: key, slotRef } = claim;
  const request = { key, slotRef, patient, ...(patientRef === undefined ? {} : { patientRef }) };
  const whom = { id: claim.hospitalId, traceparent: work.task.traceparent };
  const outcome = await dependencies.hospitals.ask(whom, 'booking', 'book', request);
  return outcome.ok ? booked(work, outcome.value) : notBooked(work, outcome.failure);
}

async function booked(work: ClaimWork, booking: Booking): Promise<Onward> {
  // Not our key, no reference, a place on a list, or a booking that was cancelled since: let the question settle it.
  const answersIt = stands(booking.status) && booking.key === work.subject.bookingKey && isRef(booking.ref);
  if (answersIt && isElsewhere(booking, work.subject.slotRef)) return bookedElsewhere(work, booking);
  if (!answersIt || (await isAnothers(work.dependencies, work.subject, booking.ref)))
    return moveAndPause(work, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(paceOf(work), 0));
  return confirmed(work, booking);
}

/** The hospital has it. Where somebody asked meanwhile to give it back, that comes next: nothing else would wake the task again. */
function confirmed(work: ClaimWork, booking: Booking): Promise<Onward> {
  const patch = { ...confirmedBy(booking), settledAt: work.dependencies.clock.now() };
  return work.subject.cancelWanted ? moveAndGoOn(work, 'confirmed', patch) : moveAndEnd(work, 'confirmed', patch);
}

async function notBooked(work: ClaimWork, failure: Failure): Promise<Onward> {
  const { subject: claim } = work;
  switch (failure.kind) {
    case 'rejected': {
      const reason = refusalOf(failure.reason);
      const noPlace = reason === 'slot-taken' || reason === 'slot-gone';
      const onward = await moveAndEnd(work, 'refused', { reason, stopOffering: noPlace });
      if (noPlace) await rereadSlot(work.dependencies, claim.hospitalId, claim.slotRef);
      return onward;
    }
    case 'unavailable':
      return moveAndPause(work, 'claimed', { tries: claim.tries + 1 }, resendDelayMs(claim.tries));
    case 'unauthenticated':
      // Nothing that is sent again soon will be better: an operator has to act, and the person hears it now.
      return moveAndEnd(work, 'refused', { reason: 'hospital-unavailable' });
    case 'unknown-outcome':
    case 'malformed':
      return moveAndPause(work, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(paceOf(work), 0));
  }
}

/** Whoever sent it is gone. Nothing is repeated: a booking is asked for, a cancellation may be sent again. */
async function doubt(work: ClaimWork): Promise<Onward> {
  if (work.subject.state === 'cancel-sent') return moveAndGoOn(work, 'cancelling', {});
  return moveAndPause(work, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(paceOf(work), 0));
}

/** Asks the hospital what became of the booking. */
async function ask(work: ClaimWork): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  // A question that the open breaker would swallow is none: it must not lengthen the pause before the next one.
  if (!dependencies.hospitals.reachable(claim.hospitalId)) {
    const later = dependencies.clock.now() + UNREACHABLE_PAUSE_MS;
    return note(work, { knowBy: Math.max(claim.knowBy, later + 10_000) }, later);
  }
  const outcome = await dependencies.hospitals.ask(claim.hospitalId, 'bookings', 'find', claim.bookingKey);
  const now = dependencies.clock.now();
  const answered = outcome.ok ? outcome.value : null;
  // A booking under another key, or without a reference, answers nothing: it is asked for again.
  const held = answered?.key === claim.bookingKey && isRef(answered.ref) ? answered : null;
  if (held && held.status !== 'wait-listed' && isElsewhere(held, claim.slotRef)) return bookedElsewhere(work, held);
  const anothers = held !== null && stands(held.status) && (await isAnothers(dependencies, claim, held.ref));
  if (anothers && claim.tries >= ANOTHERS_ASKED) return toStaff(work);
  if (held && stands(held.status) && !anothers) return confirmed(work, held);
  if (held?.status === 'cancelled') return moveAndEnd(work, 'cancelled', { hospitalRef: held.ref, reason: 'cancelled' });
  // A wish on a waiting list is no booking, and no absence either: it is asked for again.
  const notFound = claim.notFound + (outcome.ok && answered === null ? 1 : 0);
  const { settleWindowMs } = abilitiesOf(dependencies.hospitals, claim.hospitalId);
  if (provesAbsence({ notFound, sentAt: claim.sentAt }, settleWindowMs, now)) {
    return moveAndGoOn(work, 'absent', { notFound });
  }
  const runAt = now + askDelayMs(paceOf(work), claim.tries + 1);
  return note(work, { tries: claim.tries + 1, notFound, knowBy: Math.max(claim.knowBy, runAt + 10_000) }, runAt);
}

/** Questions after which a hospital that gives this person somebody else's booking is left to a duty desk. */
const ANOTHERS_ASKED = 2;

/**
 * The hospital has booked, under our key, a slot that nobody asked for. The person is told that what they wanted was not booked, and the
 * booking that nobody knows of is cancelled; where that can not be done, a duty desk takes over.
 */
async function bookedElsewhere(work: ClaimWork, booking: Booking): Promise<Onward> {
  const { dependencies, subject: claim } = work;
  contradicted(dependencies, claim.hospitalId, 'other-slot', { claimId: claim.id, appointmentId: claim.appointmentId });
  if (stands(booking.status)) {
    const cancellable = dependencies.hospitals.facet(claim.hospitalId, 'cancellation') !== undefined;
    if (!cancellable || (await isAnothers(dependencies, claim, booking.ref))) {
      if (claim.state === 'unknown') return toStaff(work);
      return moveAndPause(work, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(paceOf(work), 0));
    }
    await cancelGhost(dependencies, claim, booking, { askedAt: dependencies.clock.now() });
  }
  return moveAndEnd(work, 'refused', { reason: claim.cancelWanted ? 'cancelled' : 'not-booked' });
}

async function release(work: ClaimWork): Promise<Onward> {
  const { subject: claim } = work;
  const unsent = claim.state === 'claimed' ? 'hospital-unavailable' : 'not-booked';
  return moveAndEnd(work, 'released', { reason: claim.cancelWanted ? 'cancelled' : unsent });
}

/** How often this hospital is asked what became of a booking. */
function paceOf({ dependencies, subject: claim }: ClaimWork): AskPace {
  return dependencies.directory.policyOf(claim.hospitalId).askAfterUnknown;
}

function refusalOf(reason: RejectReason): string {
  if (reason === 'slot-closed' || reason === 'slot-unknown') return 'slot-gone';
  return reason === 'slot-taken' ? 'slot-taken' : 'hospital-refused';
}
