import { type DeliverSummary, isSummaryKey, type Summary, type SummaryReceipt } from '../../../adapters/port/preconsult.ts';
import { DEADLINE_MS, isRef, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import { type After, type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { localRefOf } from '../identity/local-patients.ts';
import { revealPatient, sealingOf } from '../identity/patients.ts';
import { bookingStandsPart, type Delivery, moveDeliveryPart, readDeliveries } from './delivery-rows.ts';
import { deliveryPlace, deliverySignalOf, type PreconsultDependencies } from './dependencies.ts';
import { type PreconsultRow, readPreconsult } from './preconsult-rows.ts';
import { askDelayMs, DELIVERY_ENDED, type DeliveryStep, mayMoveDelivery, nextDeliveryStep } from './rules.ts';

/** How soon it looks again whether the hospital has confirmed the booking. */
const LOOK_AGAIN_MS = 3_000;
/** A summary that waits is looked at until the visit is over: nobody reads it afterwards. */
const AFTER_VISIT_MS = 24 * 3600 * 1000;
/** So often is one sent that a hospital does not take, before it stays here; and asked back that it does not give, before people have to. */
const TRIES_MAX = 200;

/** A claim that came to nothing, or was given back for good. */
const ENDED_CLAIMS = ['refused', 'released', 'cancelled'];

/** A pre-consult with its summaries, and the one that is next. */
interface Subject {
  readonly preconsult: PreconsultRow;
  readonly deliveries: readonly Delivery[];
  readonly delivery: Delivery | undefined;
}

type Work = Working<Subject, PreconsultDependencies>;

/**
 * Takes the summaries of one pre-consult to the hospital, one after the other, in the order in which the person agreed to them. The intent
 * is written before the call, in a unit that looks once more whether the booking stands; no readable answer is "unknown", and asked about.
 */
export function deliveryHandler(dependencies: PreconsultDependencies): TaskHandler {
  const { clock, store } = dependencies;
  const steps: Record<DeliveryStep, (work: Work) => Promise<Onward>> = {
    wait: ({ write }) => write('wait-for-booking', { runAt: clock.now() + LOOK_AGAIN_MS }, []),
    send,
    drop: (work) => move(work, { state: 'dropped', settledAt: clock.now() }, 'keep'),
    doubt: (work) => move(work, { state: 'unknown', tries: 0, notFound: 0 }, { runAt: clock.now() + askDelayMs(0) }),
    ask,
    withdraw,
    rest: ({ write }) => write('finish-summaries', 'finish', []),
  };
  return sagaHandler(dependencies, {
    name: 'pre-consult',
    read: (id) => readSubject(store, id),
    decide: (subject) => stepOf(subject, clock.now()),
    // Every intent is written by the step that acts on it.
    intentAt: () => null,
    steps,
  });
}

async function readSubject(store: PreconsultDependencies['store'], id: string): Promise<Subject | undefined> {
  const [preconsult, deliveries] = await Promise.all([readPreconsult(store, id), readDeliveries(store, id)]);
  if (!preconsult) return undefined;
  const over = hasEnded(preconsult);
  const moving = deliveries.find(({ state }) => !DELIVERY_ENDED.includes(state) && (over || state !== 'delivered'));
  return { preconsult, deliveries, delivery: moving };
}

/** Given back, or never booked. A hospital may yet refuse to cancel: until then nothing is taken back. */
function hasEnded({ claimState }: PreconsultRow): boolean {
  return ENDED_CLAIMS.includes(claimState);
}

function stepOf({ preconsult, delivery }: Subject, now: number): DeliveryStep {
  if (!delivery) return 'rest';
  const { claimState, cancelWanted, bookingRef } = preconsult;
  const stands = claimState === 'confirmed' && cancelWanted === 0 && bookingRef !== null;
  const gone = hasEnded(preconsult) || now > preconsult.startsAt + AFTER_VISIT_MS;
  return nextDeliveryStep({
    state: delivery.state,
    booking: gone ? 'over' : stands ? 'stands' : 'pending',
  });
}

async function send(work: Work): Promise<Onward> {
  const { dependencies, subject } = work;
  const { hospitals, clock } = dependencies;
  const { preconsult, delivery } = subject;
  if (!delivery) return 'stop';
  if (hospitals.facet(delivery.hospitalId, 'preconsult') === undefined || delivery.tries >= TRIES_MAX)
    return move(work, { state: 'dropped', reason: 'not-taken', settledAt: clock.now() }, 'keep');
  if (!hospitals.reachable(delivery.hospitalId))
    return note(work, { tries: delivery.tries + 1 }, clock.now() + askDelayMs(delivery.tries));
  const request = await requestOf(work);
  const intended: Delivery = { ...delivery, state: 'sending', sentAt: clock.now() };
  const { onward, written } = await writeMove(work, intended, 'keep', [bookingStandsPart(preconsult.id)]);
  return written ? call({ ...work, subject: { ...subject, delivery: intended } }, request) : onward;
}

async function requestOf({ dependencies, subject }: Work): Promise<DeliverSummary> {
  const { preconsult, deliveries, delivery } = subject;
  if (!delivery || preconsult.bookingRef === null) throw new TypeError('a summary without a booking');
  const { patientId, bookingKey, bookingRef } = preconsult;
  const sealing = await sealingOf(dependencies, patientId);
  const summary = JSON.parse(sealing.open(delivery.sealed, deliveryPlace(delivery.key))) as Summary;
  const patientRef = await localRefOf(dependencies, patientId, delivery.hospitalId);
  const before = deliveries.filter(({ nth, state }) => nth < delivery.nth && state === 'delivered').at(-1);
  return {
    key: delivery.key,
    booking: { key: bookingKey, ref: bookingRef },
    patient: await revealPatient(dependencies, patientId),
    ...(patientRef === undefined ? {} : { patientRef }),
    summary,
    ...(before === undefined ? {} : { replaces: before.key }),
  };
}

async function call(work: Work, request: DeliverSummary): Promise<Onward> {
  const { dependencies, subject } = work;
  const { delivery } = subject;
  if (!delivery) return 'stop';
  const { clock, hospitals } = dependencies;
  const answer = await hospitals.ask(delivery.hospitalId, 'preconsult', 'deliver', request);
  if (answer.ok) return isReceipt(answer.value, delivery) ? delivered(work, answer.value) : doubt(work);
  switch (answer.failure.kind) {
    case 'rejected':
      return move(work, { state: 'refused', reason: answer.failure.reason, settledAt: clock.now() }, 'keep');
    case 'unavailable':
    case 'unauthenticated':
      return move(work, { state: 'waiting', tries: delivery.tries + 1 }, { runAt: clock.now() + askDelayMs(delivery.tries) });
    case 'unknown-outcome':
    case 'malformed':
      return doubt(work);
  }
}

function isReceipt({ key, ref, withdrawn }: SummaryReceipt, delivery: Delivery): boolean {
  return isSummaryKey(key) && key === delivery.key && isRef(ref) && !withdrawn;
}

function delivered(work: Work, { ref }: SummaryReceipt): Promise<Onward> {
  return move(work, { state: 'delivered', hospitalRef: ref, settledAt: work.dependencies.clock.now() }, 'keep');
}

function doubt(work: Work): Promise<Onward> {
  return move(work, { state: 'unknown', tries: 0, notFound: 0 }, { runAt: work.dependencies.clock.now() + askDelayMs(0) });
}

/** The hospital says what it has under our key; that it has nothing settles something only once what was sent can not arrive any more. */
async function ask(work: Work): Promise<Onward> {
  const { dependencies, subject } = work;
  const { delivery } = subject;
  if (!delivery) return 'stop';
  const { clock, hospitals } = dependencies;
  const facet = hospitals.facet(delivery.hospitalId, 'preconsult');
  if (facet === undefined) return note(work, { tries: delivery.tries + 1 }, clock.now() + askDelayMs(delivery.tries));
  const answer = await hospitals.ask(delivery.hospitalId, 'preconsult', 'find', delivery.key);
  const again = clock.now() + askDelayMs(delivery.tries);
  if (!answer.ok) return note(work, { tries: delivery.tries + 1 }, again);
  if (answer.value !== null) {
    if (isReceipt(answer.value, delivery)) return delivered(work, answer.value);
    // Before an older backup was restored here, it was taken back there.
    if (answer.value.key === delivery.key && answer.value.withdrawn)
      return move(work, { state: 'withdrawn', settledAt: clock.now() }, 'keep');
    return note(work, { tries: delivery.tries + 1 }, again);
  }
  const notFound = delivery.notFound + 1;
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + facet.settleWindowMs;
  if (provesAbsence({ notFound, sentAt: delivery.sentAt }, arrivesMs, clock.now()))
    return move(work, { state: 'waiting', notFound: 0 }, 'keep');
  return note(work, { tries: delivery.tries + 1, notFound }, again);
}

/**
 * Takes back what a doctor could still read for a visit that will not be, as often as it takes. The intent and the call are one step: a
 * saga has twelve, and there may be ten summaries.
 */
async function withdraw(work: Work): Promise<Onward> {
  const { subject } = work;
  const { delivery } = subject;
  if (!delivery) return 'stop';
  if (delivery.state === 'withdrawing') return callBack(work, delivery);
  const intended: Delivery = { ...delivery, state: 'withdrawing', tries: 0 };
  const { onward, written } = await writeMove(work, intended, 'keep', []);
  return written ? callBack({ ...work, subject: { ...subject, delivery: intended } }, intended) : onward;
}

async function callBack(work: Work, delivery: Delivery): Promise<Onward> {
  const { clock, hospitals } = work.dependencies;
  const answer = await hospitals.ask(delivery.hospitalId, 'preconsult', 'withdraw', delivery.key);
  // What the hospital never had, no doctor reads.
  const isGone = answer.ok || (answer.failure.kind === 'rejected' && answer.failure.reason === 'summary-unknown');
  if (isGone) return move(work, { state: 'withdrawn', settledAt: clock.now() }, 'keep');
  const tries = delivery.tries + 1;
  if (tries < TRIES_MAX) return note(work, { tries }, clock.now() + askDelayMs(delivery.tries));
  work.dependencies.log.write('error', 'preconsult.not-withdrawn', { hospitalId: delivery.hospitalId });
  return work.write('leave-summary', 'finish', [moveDeliveryPart(delivery.state, { ...delivery, tries })]);
}

/** Moves the summary along one edge of the table. */
async function move(work: Work, to: Partial<Delivery> & Pick<Delivery, 'state'>, after: After): Promise<Onward> {
  const { delivery } = work.subject;
  if (!delivery) return 'stop';
  return (await writeMove(work, { ...delivery, ...to }, after, [])).onward;
}

/**
 * Writes a move in one unit with the audit row and the lease of whoever does it, and counts it once it is written. `written`: not where
 * somebody else moved it meanwhile, or has the lease.
 */
async function writeMove(
  { dependencies, subject: { preconsult, delivery }, settle }: Work,
  to: Delivery,
  after: After,
  parts: readonly Part[],
): Promise<{ readonly onward: Onward; readonly written: boolean }> {
  if (!delivery || !mayMoveDelivery(delivery.state, to.state))
    throw new TypeError(`a summary may not go from ${delivery?.state} to ${to.state}`);
  let written = false;
  const onward = await settle(after, async (fence) => {
    const done = await commit(dependencies, `summary-${to.state}`, 'outcomes', [
      fence,
      ...parts,
      moveDeliveryPart(delivery.state, to),
      auditOf(dependencies, preconsult, to.state),
    ]);
    written = done.ok;
    return done;
  });
  if (written) {
    dependencies.metrics.count('onedoor_summaries_total', `state="${to.state}"`);
    dependencies.signals.notify(deliverySignalOf(preconsult.id));
  }
  return { onward, written };
}

/** Keeps counts without a change of state. */
function note(work: Work, counts: Partial<Delivery>, runAt: number): Promise<Onward> {
  const { delivery } = work.subject;
  if (!delivery) return Promise.resolve('stop');
  return work.write('note-summary', { runAt }, [moveDeliveryPart(delivery.state, { ...delivery, ...counts })]);
}

function auditOf({ ids, clock }: PreconsultDependencies, preconsult: PreconsultRow, state: string): Part {
  return auditPart(ids, clock.now(), {
    actor: GATEWAY,
    action: `summary.${state}`,
    subject: { kind: 'patient', id: preconsult.patientId },
    requestId: preconsult.id,
  });
}
