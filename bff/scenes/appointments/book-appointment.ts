import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { Part } from '../../platform/store/store.ts';
import { insertLeasedTask, type LeasedTask } from '../../platform/tasks/task-rows.ts';
import { maintenanceAt } from '../directory/opening.ts';
import { booksFor } from '../identity/acting-for.ts';
import { ensureLocalPatient } from '../identity/local-patients.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { callerNow, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { STAFF_PRESENT } from '../identity/staff-presence.ts';
import { hasConsented } from '../oversight/consents.ts';
import { findSlot, SLOT_TAKEN, takePlacePart, whyNoPlace } from '../slots/places.ts';
import { nearestAlternatives } from '../slots/search-slots.ts';
import { ALREADY_BOOKED, insertAppointmentPart, insertClaim, insertEvent } from './appointment-rows.ts';
import { type ActingClerk, clerkParts } from './at-desk.ts';
import { awaitReply, RUNNING_MS, undetermined } from './await-reply.ts';
import { type AppointmentDependencies, SETTLE_CLAIM } from './dependencies.ts';
import { cancelledOften, quotaAt, refusedByQuota } from './quota.ts';
import { isFlagged, type Quota, quotaParts, takeTurnPart, unprovedParts, type Wanted } from './quota-rows.ts';
import { PATIENT_WAITS_MS } from './rules.ts';

export interface BookingOrder {
  readonly slotId: string;
  readonly patientId: string;
  /** Whose session it is: the patient's, or of who acts for them. */
  readonly caller: Caller;
  /** Who does it for them at a desk. */
  readonly clerk?: ActingClerk | undefined;
  readonly coverage: 'self-pay' | 'medical-insurance';
  readonly request: KeyedRequest;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly signal: AbortSignal;
}

/** By then the person will usually know: a call and its deadline, and the first questions after it. */
const USUALLY_KNOWN_MS = 60_000;

/**
 * Books one place. One unit writes down the place, the appointment, the claim as `sent`, and the task that calls the hospital; only
 * then is the hospital called. The reply is the hospital's answer, or after three seconds a 202.
 */
export function bookAppointment(dependencies: AppointmentDependencies, order: BookingOrder): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: RUNNING_MS,
    undetermined: (appointmentId) => undetermined(dependencies, appointmentId),
    mayHear: async () => (await booksFor(dependencies, order.caller, 'appointments')).includes(order.patientId),
    work: () => bookingWork(dependencies, order),
  });
}

async function bookingWork(dependencies: AppointmentDependencies, order: BookingOrder): Promise<KeyedWork | Decided> {
  const slot = await findSlot(dependencies.store, order.slotId);
  if (!slot) return { answer: problem('not-found') };
  const refusal =
    notBookable(dependencies, slot) ??
    (await notYetRecovered(dependencies, slot.hospitalId)) ??
    (await ensureLocalPatient(dependencies, order.patientId, slot.hospitalId));
  return refusal ? { answer: refusal } : claimAndSend(dependencies, order, slot.hospitalId);
}

/** What can be refused without writing anything. */
function notBookable(
  { clock, hospitals, directory }: AppointmentDependencies,
  slot: { readonly startsAt: number; readonly endsAt: number; readonly hospitalId: string; readonly departmentId: string },
): ProblemReply | undefined {
  const { hospitalId, departmentId, startsAt, endsAt } = slot;
  const now = clock.now();
  if (startsAt <= now) return problem('slot-past');
  const bookable = hospitals.ids().includes(hospitalId) && hospitals.facet(hospitalId, 'booking') !== undefined;
  if (!bookable || !directory.sees(departmentId, startsAt, endsAt)) return problem('booking-refused');
  const away = !hospitals.reachable(hospitalId) || maintenanceAt(directory.closuresOf(hospitalId), now) !== undefined;
  return away ? problem('hospital-unavailable', { headers: { 'retry-after': '10' } }) : undefined;
}

/** After a restore nothing is booked at a hospital until it has told what it holds for us. */
async function notYetRecovered({ recovery }: AppointmentDependencies, hospitalId: string): Promise<ProblemReply | undefined> {
  if (!(await recovery.isUnderWay(hospitalId))) return undefined;
  return problem('hospital-unavailable', { headers: { 'retry-after': '30' } });
}

function claimAndSend(dependencies: AppointmentDependencies, order: BookingOrder, hospitalId: string): KeyedWork {
  const { ids, tasks, metrics } = dependencies;
  const appointmentId = ids.nextInOrder('apt');
  const claimId = ids.inOrder('clm');
  const quota = quotaAt(dependencies, hospitalId);
  const wanted = { appointmentId, patientId: order.patientId, slotId: order.slotId, now: dependencies.clock.now() };
  const task = tasks.lease(SETTLE_CLAIM, claimId, order.traceparent);
  const wait = () => {
    metrics.count('onedoor_claims_total', 'state="sent"');
    tasks.adopt(task);
    return awaitReply(dependencies, order.request, appointmentId, order.signal);
  };
  return {
    name: 'book-appointment',
    parts: bookingParts(dependencies, order, { wanted, quota, claimId, hospitalId, task }),
    reply: { resourceId: appointmentId, wait },
    refused: async (guard) => {
      // The right may come back, with the consent or with another session: nothing is kept under the key.
      if (guard === RIGHT_TO_ACT) return { answer: await whyNoRight(dependencies, order) };
      if (guard === STAFF_PRESENT) return { answer: problem('staff-locked') };
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      return (await refusedByQuota(dependencies, guard, wanted, quota)) ?? { kept: await refusalFor(dependencies, order, guard) };
    },
  };
}

function bookingParts(
  { ids, bookingKeys }: AppointmentDependencies,
  { slotId, patientId, caller, clerk, coverage, requestId }: BookingOrder,
  {
    wanted,
    quota,
    claimId,
    hospitalId,
    task,
  }: { wanted: Wanted; quota: Quota; claimId: string; hospitalId: string; task: LeasedTask },
): readonly Part[] {
  const { appointmentId, now } = wanted;
  const claim = {
    id: claimId,
    appointmentId,
    slotId,
    hospitalId,
    bookingKey: bookingKeys.make({ patientId, coverage, hospitalId }),
    ghostOf: null,
    places: 1,
    state: 'sent',
    now,
    waitsUntil: now + PATIENT_WAITS_MS,
    sentAt: now,
    hospitalRef: null,
    settledAt: null,
    queueNumber: null,
    knowBy: now + USUALLY_KNOWN_MS,
  };
  const subject = { kind: 'appointment', id: appointmentId };
  return [
    takePlacePart(slotId, now),
    takeTurnPart({ caller, patientId, now, atDesk: clerk !== undefined }, quota),
    ...patientPresentParts(caller),
    insertAppointmentPart({ id: appointmentId, patientId, slotId, claimId, now, coverage, bookedBy: caller.patientId }),
    ...quotaParts(wanted, quota),
    ...unprovedParts(caller, wanted, quota),
    insertClaim(claim),
    insertEvent({ appointmentId, version: 1, at: now, claimState: 'sent' }),
    insertLeasedTask(task, now),
    ...clerkParts(clerk, now),
    auditPart(ids, now, {
      actor: actorOf(caller, clerk?.staff),
      action: 'appointment.book',
      subject,
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ];
}

/** Consent, session or right ended between the look and the unit; what they said is to be looked at first; or they gave too many back. */
async function whyNoRight(
  dependencies: AppointmentDependencies,
  { caller, patientId, clerk }: BookingOrder,
): Promise<ProblemReply> {
  const now = await callerNow(dependencies, caller);
  if (!now) return problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
  if (!(await hasConsented(dependencies, patientId))) return problem('consent-required');
  if (!(await booksFor(dependencies, now, 'appointments')).includes(patientId)) return problem('not-found');
  if (!clerk && (await isFlagged(dependencies.store, patientId, dependencies.clock.now()))) return problem('red-flag');
  return cancelledOften(dependencies, patientId);
}

/** What is final is kept under the key, so that every repetition hears the same. */
async function refusalFor(dependencies: AppointmentDependencies, order: BookingOrder, guard: string): Promise<ProblemReply> {
  switch (guard) {
    case SLOT_TAKEN:
      return problem(await whyNoPlace(dependencies.store, order.slotId), {
        extra: { alternatives: await nearestAlternatives(dependencies, order.slotId) },
      });
    case ALREADY_BOOKED:
      return problem('already-booked');
    default:
      throw new TypeError(`no reply for the guard ${guard}`);
  }
}
