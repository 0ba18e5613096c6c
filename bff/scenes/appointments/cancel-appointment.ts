import { evidenceLevels } from '../../contract/evidence.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller, callerLevel } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type BodyReply, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { areOnePerson } from '../identity/one-person.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { mayActPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { STAFF_PRESENT } from '../identity/staff-presence.ts';
import { type AppointmentRow, CLAIM_MOVED, cancelWantedPart, readAppointmentRow } from './appointment-rows.ts';
import { type ActingClerk, clerkParts } from './at-desk.ts';
import { awaitReply, RUNNING_MS, undetermined } from './await-reply.ts';
import { type AppointmentDependencies, SETTLE_CLAIM, signalOf } from './dependencies.ts';
import { appointmentReply, hasSeen } from './present.ts';
import { CANCELLATIONS_MS, countCancellation } from './quota-rows.ts';
import { isTheirs } from './read-appointments.ts';
import { cancellationOf } from './settle-replies.ts';

export interface CancelOrder {
  readonly appointmentId: string;
  readonly caller: Caller;
  /** Who does it for them at a desk. */
  readonly clerk?: ActingClerk | undefined;
  readonly request: KeyedRequest;
  readonly ifMatch: string | undefined;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** Notes the wish to cancel and waits for what becomes of it. A booking that is still being made is cancelled once it stands. */
export async function cancelAppointment(dependencies: AppointmentDependencies, order: CancelOrder): Promise<Answer> {
  const { appointmentId, caller, request, requestId } = order;
  const row = await readAppointmentRow(dependencies.store, appointmentId);
  if (!row || !(await isTheirs(dependencies, row, caller))) return problem('not-found');
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: RUNNING_MS,
    undetermined: () => undetermined(dependencies, appointmentId),
    work: () => cancelWork(dependencies, order),
  });
}

async function cancelWork(dependencies: AppointmentDependencies, order: CancelOrder): Promise<KeyedWork | Decided> {
  const { appointmentId, ifMatch, request, signal } = order;
  const row = await readAppointmentRow(dependencies.store, appointmentId);
  if (!row) throw new TypeError('an appointment is never deleted');
  if (ifMatch !== undefined && !hasSeen(dependencies.directory, row, ifMatch)) return { answer: problem('precondition-failed') };
  const settled = await settledAlready(dependencies, row);
  if (settled) return { kept: settled };
  const wait = () => {
    dependencies.signals.notify(signalOf(appointmentId));
    dependencies.tasks.poke();
    return awaitReply(dependencies, request, appointmentId, signal);
  };
  const forThem = !(await isTheirOwnWish(dependencies, order, row));
  return {
    name: 'cancel-appointment',
    parts: cancelParts(dependencies, order, row, forThem),
    reply: { resourceId: cancellationOf(appointmentId), wait },
    refused: async (guard) => {
      // It ended, or went to staff, in between: look again, and answer that. These states never change back.
      if (guard === CLAIM_MOVED) return 'again';
      if (guard === STAFF_PRESENT) return { answer: problem('staff-locked') };
      if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
      // Nothing is kept under the key: the same request may come again in the session of the card that is shown next.
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      throw new TypeError(`no reply for the guard ${guard}`);
    },
  };
}

/** What needs no hospital to answer. */
async function settledAlready(
  dependencies: AppointmentDependencies,
  row: AppointmentRow,
): Promise<BodyReply | ProblemReply | undefined> {
  const { clock, hospitals } = dependencies;
  if (row.state === 'cancelled') return appointmentReply(dependencies, row, 200);
  const ended = row.state === 'refused' || row.state === 'released' || row.state === 'manual';
  const able = hospitals.ids().includes(row.hospitalId) && hospitals.facet(row.hospitalId, 'cancellation') !== undefined;
  return ended || !able || row.startsAt <= clock.now() ? problem('not-cancellable') : undefined;
}

/**
 * Whether it is certainly the person who cancels: they showed their document themselves. In every other case they hear of it, so that nobody
 * travels to what a helper, a guardian, a clerk or whoever holds their phone has cancelled.
 */
async function isTheirOwnWish(
  { store }: AppointmentDependencies,
  { caller, clerk }: CancelOrder,
  { patientId }: AppointmentRow,
): Promise<boolean> {
  // In a session that a clerk opened nobody knows who pressed.
  const isShown = clerk === undefined && caller.evidence !== 'staff-present' && evidenceLevels[callerLevel(caller)].proves;
  return isShown && (await areOnePerson(store, caller.patientId, patientId));
}

function cancelParts({ ids, clock }: AppointmentDependencies, order: CancelOrder, row: AppointmentRow, forThem: boolean) {
  const now = clock.now();
  const subject = { kind: 'appointment', id: order.appointmentId };
  const { requestId, caller, clerk } = order;
  return [
    mayActPart(caller, row.patientId, now, 'appointments'),
    ...patientPresentParts(caller),
    wakeTaskPart(SETTLE_CLAIM, row.claimId, now),
    countCancellation({ patientId: row.patientId, claimId: row.claimId, now, windowStart: now - CANCELLATIONS_MS }),
    cancelWantedPart(row.claimId, forThem),
    ...clerkParts(clerk, now),
    auditPart(ids, now, {
      actor: actorOf(caller, clerk?.staff),
      action: 'appointment.cancel',
      subject,
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ];
}
