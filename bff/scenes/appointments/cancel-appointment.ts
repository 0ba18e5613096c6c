import { auditPart } from '../../platform/audit/audit.ts';
import { KEY_USED, type KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Answer, type BodyReply, type ProblemReply, problem, toWire } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { actsFor } from '../identity/acting-for.ts';
import { awaitReply, RUNNING_MS, undetermined } from './await-reply.ts';
import { type AppointmentDependencies, SETTLE_CLAIM, signalOf } from './dependencies.ts';
import { appointmentReply, etagOf } from './present.ts';
import { type AppointmentRow, CLAIM_MOVED, cancelWantedPart, readAppointmentRow } from './rows.ts';
import { cancellationOf } from './settle-replies.ts';

export interface CancelOrder {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly deviceId: string | null;
  readonly request: KeyedRequest;
  readonly ifMatch: string | undefined;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** Notes the wish to cancel and waits for what becomes of it. A booking that is still being made is cancelled once it stands. */
export async function cancelAppointment(dependencies: AppointmentDependencies, order: CancelOrder): Promise<Answer> {
  const row = await readAppointmentRow(dependencies.store.read.bind(dependencies.store), order.appointmentId);
  if (!row) return problem('not-found');
  const theirs = row.patientId === order.patientId || (await actsFor(dependencies, order.patientId)).includes(row.patientId);
  if (!theirs) return problem('not-found');
  const again = await replay(dependencies, order);
  if (again) return again;
  if (order.ifMatch !== undefined && order.ifMatch !== etagOf(row)) return problem('precondition-failed');
  const settled = await settledAlready(dependencies, row);
  if (settled) return keep(dependencies, order, settled);

  const committed = await commit(dependencies, 'cancel-appointment', 'interactive', cancelParts(dependencies, order, row));
  if (committed.ok) {
    dependencies.signals.notify(signalOf(order.appointmentId));
    dependencies.tasks.poke();
    return awaitReply(dependencies, order.request, order.appointmentId, order.signal);
  }
  if (committed.guard === KEY_USED)
    return (await replay(dependencies, order)) ?? problem('idempotency-key-running', { headers: { 'retry-after': '1' } });
  // It ended, or went to staff, in between: look again, and answer that. These states never change back.
  if (committed.guard === CLAIM_MOVED) return cancelAppointment(dependencies, order);
  throw new TypeError(`no reply for the guard ${committed.guard}`);
}

/** A determined answer, kept under the key so that every repetition hears the same. */
async function keep(dependencies: AppointmentDependencies, order: CancelOrder, reply: BodyReply | ProblemReply): Promise<Answer> {
  const part = dependencies.idempotency.settledAtOnce(order.request, toWire(reply, order.requestId));
  const kept = await commit(dependencies, 'keep-answer', 'interactive', [part]);
  return kept.ok ? reply : ((await replay(dependencies, order)) ?? reply);
}

function replay(dependencies: AppointmentDependencies, { request, appointmentId }: CancelOrder) {
  return dependencies.idempotency.replay(request, RUNNING_MS, () => undetermined(dependencies, appointmentId));
}

/** What needs no hospital to answer. */
async function settledAlready(
  dependencies: AppointmentDependencies,
  row: AppointmentRow,
): Promise<BodyReply | ProblemReply | undefined> {
  const { clock, hospitals } = dependencies;
  if (row.state === 'cancelled') return appointmentReply(dependencies, row, 200);
  const ended = row.state === 'refused' || row.state === 'released' || row.state === 'manual';
  const able = hospitals.ids().includes(row.hospitalId) && hospitals.capabilities(row.hospitalId).cancel;
  return ended || !able || row.startsAt <= clock.now() ? problem('not-cancellable') : undefined;
}

function cancelParts({ ids, clock, idempotency }: AppointmentDependencies, order: CancelOrder, row: AppointmentRow) {
  const now = clock.now();
  const actor = { kind: 'patient', id: order.patientId } as const;
  const subject = { kind: 'appointment', id: order.appointmentId };
  const { requestId, deviceId } = order;
  return [
    idempotency.begin(order.request, cancellationOf(order.appointmentId)),
    wakeTaskPart(SETTLE_CLAIM, row.claimId, now),
    cancelWantedPart(row.claimId),
    auditPart(ids, now, { actor, action: 'appointment.cancel', subject, requestId, deviceId: deviceId ?? undefined }),
  ];
}
