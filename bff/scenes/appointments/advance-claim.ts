import type { Booking, Failure, RejectReason } from '../../../adapters/port.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import {
  finishTaskPart,
  keepLeasePart,
  LEASE_LOST,
  LEASE_MS,
  type LeasedTask,
  postponeTaskPart,
  TASK_WOKEN,
  taskRows,
} from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient } from '../identity/patients.ts';
import { rereadSlot } from '../slots/sync-slots.ts';
import { type Claim, readClaim, updateClaimPart } from './appointment-rows.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { type ClaimPatch, confirmedBy, moveClaim } from './move-claim.ts';
import { askDelayMs, type ClaimState, nextStep, provesAbsence, resendDelayMs, STAFF_WITHIN_MS, type Step } from './rules.ts';

/** What becomes of the task after a step. */
type After = 'keep' | 'finish' | { readonly runAt: number };

/** Whether the saga goes on at once or the task is put down. */
type Onward = 'go-on' | 'stop';

/** A claim takes few steps between two pauses; more means that two rules disagree. */
const STEPS_MAX = 12;

/** Takes a claim through its states until it rests or has to wait. */
export function claimHandler(dependencies: AppointmentDependencies): TaskHandler {
  return async (task) => {
    let leased: LeasedTask | undefined = task;
    for (let count = 0; leased && count < STEPS_MAX; count += 1) {
      const claim = await readClaim(dependencies.store, task.subjectId);
      if (!claim) throw new TypeError('a task without its claim');
      const capabilities = dependencies.hospitals.capabilities(claim.hospitalId);
      const now = dependencies.clock.now();
      const aboutToCall = count === 0 && isAboutToCall(leased, claim, now);
      const step = nextStep({ ...claim, aboutToCall }, capabilities, now);
      const onward: Onward = await STEPS[step]({ dependencies, task: leased, claim });
      if (onward === 'stop') return;
      leased = await refreshLease(dependencies, leased);
    }
    if (leased) throw new TypeError('a claim does not come to rest');
  };
}

/**
 * Only the process that wrote the booking has a task that was never leased from the table. One that was held up for longer than
 * its lease may have been taken for dead, and somebody else asks by now.
 */
function isAboutToCall(task: LeasedTask, claim: Claim, now: number): boolean {
  return task.attempts === 0 && claim.sentAt !== null && now - claim.sentAt < LEASE_MS;
}

/** The breaker lets a probe through every ten seconds. */
const UNREACHABLE_PAUSE_MS = 5_000;

interface Working {
  readonly dependencies: AppointmentDependencies;
  readonly task: LeasedTask;
  readonly claim: Claim;
}

const STEPS: Readonly<Record<Step, (working: Working) => Promise<Onward>>> = {
  call,
  send,
  doubt,
  ask,
  release,
  'to-staff': toStaff,
  'begin-cancel': beginCancel,
  'send-cancel': sendCancel,
  rest,
};

/** Books: the intent to send is committed before the call, the outcome after it. */
async function send(working: Working): Promise<Onward> {
  const { dependencies, claim } = working;
  const now = dependencies.clock.now();
  if (!dependencies.hospitals.reachable(claim.hospitalId)) return putDown(working, now + resendDelayMs(claim.tries));
  const sent = await move(working, 'sent', { sentAt: now }, 'keep');
  return sent ? call({ ...working, claim: sent }) : 'stop';
}

/** The claim is `sent` and committed: nothing stands between the intent and the call. */
async function call(working: Working): Promise<Onward> {
  const { dependencies, claim } = working;
  const patient = await revealPatient(dependencies, claim.patientId);
  const patientRef = await localRefOf(dependencies, claim.patientId, claim.hospitalId);
  const { bookingKey: key, slotRef } = claim;
  const request = { key, slotRef, patient, ...(patientRef === undefined ? {} : { patientRef }) };
  const outcome = await dependencies.hospitals.book(claim.hospitalId, request, working.task.traceparent);
  return outcome.ok ? booked(working, outcome.value) : notBooked(working, outcome.failure);
}

async function booked(working: Working, booking: Booking): Promise<Onward> {
  const { clock } = working.dependencies;
  // Not our key, or a booking under it that was cancelled since: the answer is not to be trusted, let the question settle it.
  if (booking.status !== 'booked' || booking.key !== working.claim.bookingKey)
    return moveAndPause(working, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(0));
  return moveAndEnd(working, 'confirmed', { ...confirmedBy(booking), settledAt: clock.now() });
}

async function notBooked(working: Working, failure: Failure): Promise<Onward> {
  const { claim } = working;
  switch (failure.kind) {
    case 'rejected': {
      const reason = refusalOf(failure.reason);
      const onward = await moveAndEnd(working, 'refused', { reason, stopOffering: reason === 'slot-taken' });
      if (reason === 'slot-taken') await rereadSlot(working.dependencies, claim.hospitalId, claim.slotRef);
      return onward;
    }
    case 'unavailable':
      return moveAndPause(working, 'claimed', { tries: claim.tries + 1 }, resendDelayMs(claim.tries));
    case 'not-supported':
      return moveAndEnd(working, 'refused', { reason: 'hospital-refused' });
    case 'unknown-outcome':
    case 'malformed':
      return moveAndPause(working, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(0));
  }
}

/** Whoever sent it is gone. Nothing is repeated: a booking is asked for, a cancellation may be sent again. */
async function doubt(working: Working): Promise<Onward> {
  if (working.claim.state === 'cancel-sent') return (await move(working, 'cancelling', {}, 'keep')) ? 'go-on' : 'stop';
  return moveAndPause(working, 'unknown', { tries: 0, notFound: 0 }, askDelayMs(0));
}

/** Asks the hospital what became of the booking. */
async function ask(working: Working): Promise<Onward> {
  const { dependencies, claim } = working;
  // A question that the open breaker would swallow is none: it must not lengthen the pause before the next one.
  if (!dependencies.hospitals.reachable(claim.hospitalId)) {
    const later = dependencies.clock.now() + UNREACHABLE_PAUSE_MS;
    return note(working, { knowBy: Math.max(claim.knowBy, later + 10_000) }, later);
  }
  const outcome = await dependencies.hospitals.findBooking(claim.hospitalId, claim.bookingKey);
  const now = dependencies.clock.now();
  if (outcome.ok && outcome.value?.status === 'booked') {
    return moveAndEnd(working, 'confirmed', { ...confirmedBy(outcome.value), settledAt: now });
  }
  if (outcome.ok && outcome.value)
    return moveAndEnd(working, 'cancelled', { hospitalRef: outcome.value.ref, reason: 'cancelled' });
  const notFound = claim.notFound + (outcome.ok ? 1 : 0);
  const { settleWindowMs } = dependencies.hospitals.capabilities(claim.hospitalId);
  if (provesAbsence({ notFound, sentAt: claim.sentAt }, settleWindowMs, now)) {
    return (await move(working, 'absent', { notFound }, 'keep')) ? 'go-on' : 'stop';
  }
  const runAt = now + askDelayMs(claim.tries + 1);
  return note(working, { tries: claim.tries + 1, notFound, knowBy: Math.max(claim.knowBy, runAt + 10_000) }, runAt);
}

async function release(working: Working): Promise<Onward> {
  const { claim } = working;
  const unsent = claim.state === 'claimed' ? 'hospital-unavailable' : 'not-booked';
  return moveAndEnd(working, 'released', { reason: claim.cancelWanted ? 'cancelled' : unsent });
}

/** A person with a name and a clock takes over: the hospital's duty desk, shown with the appointment. */
async function toStaff(working: Working): Promise<Onward> {
  const { dependencies, claim } = working;
  const fields = { claimId: claim.id, appointmentId: claim.appointmentId, hospitalId: claim.hospitalId };
  dependencies.log.write('warn', 'claim.needs-staff', fields);
  return moveAndEnd(working, 'manual', { knowBy: dependencies.clock.now() + STAFF_WITHIN_MS });
}

async function beginCancel(working: Working): Promise<Onward> {
  const now = working.dependencies.clock.now();
  return (await move(working, 'cancelling', { sentAt: now, tries: 0, knowBy: now + 60_000 }, 'keep')) ? 'go-on' : 'stop';
}

async function sendCancel(working: Working): Promise<Onward> {
  const { dependencies } = working;
  const sent = await move(working, 'cancel-sent', {}, 'keep');
  if (!sent) return 'stop';
  const request = { key: sent.bookingKey, ref: sent.hospitalRef ?? '' };
  const outcome = await dependencies.hospitals.cancel(sent.hospitalId, request);
  const onward = { ...working, claim: sent };
  const gone = outcome.ok || (outcome.failure.kind === 'rejected' && outcome.failure.reason === 'booking-unknown');
  if (gone) return moveAndEnd(onward, 'cancelled', { reason: 'cancelled' });
  if (!outcome.ok && (outcome.failure.kind === 'rejected' || outcome.failure.kind === 'not-supported'))
    return cancelRefused(onward);
  const delayMs = askDelayMs(sent.tries);
  const knowBy = dependencies.clock.now() + delayMs + 10_000;
  return moveAndPause(onward, 'cancelling', { tries: sent.tries + 1, knowBy }, delayMs);
}

async function cancelRefused(working: Working): Promise<Onward> {
  if (working.claim.ghostOf !== null) return moveAndEnd(working, 'manual', {});
  return moveAndEnd(working, 'confirmed', { dropCancel: true });
}

async function rest(working: Working): Promise<Onward> {
  const { dependencies, task } = working;
  const committed = await commit(dependencies, 'finish-claim', 'outcomes', [finishTaskPart(task)]);
  return committed.ok ? 'stop' : 'go-on';
}

function refusalOf(reason: RejectReason): string {
  return reason === 'slot-taken' || reason === 'slot-closed' || reason === 'slot-unknown' ? 'slot-taken' : 'hospital-refused';
}

function moveAndEnd(working: Working, to: ClaimState, patch: ClaimPatch): Promise<Onward> {
  return moveThen(working, to, patch, 'finish');
}

function moveAndPause(working: Working, to: ClaimState, patch: ClaimPatch, delayMs: number): Promise<Onward> {
  return moveThen(working, to, patch, { runAt: working.dependencies.clock.now() + delayMs });
}

/** Moves and puts the task down in one unit. If there is news for the task, the outcome is committed all the same and the saga goes on. */
async function moveThen(working: Working, to: ClaimState, patch: ClaimPatch, after: After): Promise<Onward> {
  const { dependencies, claim, task } = working;
  const moved = await moveClaim(dependencies, claim, to, patch, [fenceOf(working, after)]);
  if (moved.ok) return 'stop';
  if (moved.guard !== TASK_WOKEN) return lost(working, moved.guard);
  const kept = await moveClaim(dependencies, claim, to, patch, [keepLeasePart(task, dependencies.clock.now())]);
  return kept.ok ? 'go-on' : lost(working, kept.guard);
}

async function move(working: Working, to: ClaimState, patch: ClaimPatch, after: After): Promise<Claim | undefined> {
  const moved = await moveClaim(working.dependencies, working.claim, to, patch, [fenceOf(working, after)]);
  if (moved.ok) return moved.claim;
  lost(working, moved.guard);
  return undefined;
}

/** Another process has the task, or the claim was moved by the watch: whatever is true now is in the rows, not here. */
function lost({ dependencies, claim, task }: Working, guard: string): Onward {
  dependencies.log.write('warn', 'claim.moved-elsewhere', { claimId: claim.id, taskId: task.id, detail: guard });
  return guard === LEASE_LOST ? 'stop' : 'go-on';
}

/** Keeps counts without a change of state. */
async function note(working: Working, values: Partial<Claim>, runAt: number): Promise<Onward> {
  const { dependencies, claim, task } = working;
  const parts = [postponeTaskPart(task, runAt), updateClaimPart(claim.state, { ...claim, ...values })];
  const committed = await commit(dependencies, 'note-claim', 'outcomes', parts);
  return committed.ok ? 'stop' : 'go-on';
}

async function putDown({ dependencies, task }: Working, runAt: number): Promise<Onward> {
  const committed = await commit(dependencies, 'postpone-claim', 'outcomes', [postponeTaskPart(task, runAt)]);
  return committed.ok ? 'stop' : 'go-on';
}

function fenceOf({ dependencies, task }: Working, after: After): Part {
  if (after === 'keep') return keepLeasePart(task, dependencies.clock.now());
  return after === 'finish' ? finishTaskPart(task) : postponeTaskPart(task, after.runAt);
}

/** The task as it is now, with the wakes that were seen; `undefined` when the lease is lost. */
async function refreshLease({ store }: AppointmentDependencies, task: LeasedTask): Promise<LeasedTask | undefined> {
  const [row] = await store.read(taskRows.selectTask({ id: task.id }));
  return row?.lease_token === task.leaseToken ? { ...task, wakes: row.wakes } : undefined;
}
