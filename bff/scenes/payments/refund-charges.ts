import type { ChargeRefund } from '../../../adapters/port/charges.ts';
import { DEADLINE_MS, isRef, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import type { Part } from '../../platform/store/store.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import { type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { type ChargeRefundRow, moveChargeRefundPart, readChargeRefund } from './charge-refund-rows.ts';
import { type PaymentDependencies, paymentSignalOf } from './dependencies.ts';
import { type Movement, postParts } from './ledger-rows.ts';
import { insuranceMovements } from './move-part.ts';
import { readOrders } from './order-rows.ts';
import { type PaymentPart, readPart } from './part-rows.ts';
import { eventParts } from './payment-rows.ts';
import { refundParts } from './refund-parts.ts';
import { askDelayMs, type ChargeRefundStep, nextChargeRefundStep } from './rules.ts';

/** Why people have it: the money that goes back is stuck. */
const STUCK = 'refund-stuck';

/** How soon it looks again at money that is on its way. */
const LOOK_AGAIN_MS = 60_000;

type RefundWork = Working<ChargeRefundRow, PaymentDependencies>;

/**
 * Takes back what a hospital has settled: the hospital first, because it decides; then the insurer, where all of it goes back; then the
 * money, to where it came from. Before the hospital has said yes nothing has changed.
 */
export function chargeRefundHandler(dependencies: PaymentDependencies): TaskHandler {
  const { store, clock } = dependencies;
  const steps: Record<ChargeRefundStep, (work: RefundWork) => Promise<Onward>> = {
    call,
    doubt: (work) => move(work, { state: 'unknown', tries: 0, notFound: 0 }, { runAt: clock.now() + askDelayMs(0) }),
    ask,
    undo,
    wait: (work) => work.write('wait-for-money', { runAt: clock.now() + LOOK_AGAIN_MS }, []),
    end: (work) => move(work, { state: 'done' }, 'finish'),
    stuck: (work) => move(work, { state: 'case', reason: STUCK }, 'finish'),
    'to-people': (work) => move(work, { state: 'case', reason: 'no-answer' }, 'finish'),
    rest: ({ write }) => write('finish-charge-refund', 'finish', []),
  };
  return sagaHandler(dependencies, {
    name: 'refund of charges',
    read: (id) => readChargeRefund(store, id),
    decide: (refund, mayCall) => nextChargeRefundStep(refund, mayCall, clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps,
  });
}

async function partOf({ dependencies, subject }: RefundWork): Promise<PaymentPart & { readonly settlementRef: string }> {
  const part = await readPart(dependencies.store, subject.partId);
  if (!part?.settlementRef) throw new TypeError('a refund of what was never settled');
  return { ...part, settlementRef: part.settlementRef };
}

async function call(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const part = await partOf(work);
  const settlement = { key: part.id, ref: part.settlementRef };
  const request = { key: refund.id, settlement, lines: refund.lines, amount: refund.amount };
  const answer = await dependencies.hospitals.ask(part.hospitalId, 'charges', 'refund', request);
  if (answer.ok) return takenBack(work, part, answer.value);
  const { clock } = dependencies;
  switch (answer.failure.kind) {
    case 'rejected':
      return move(work, { state: 'refused', reason: answer.failure.reason }, 'finish');
    case 'unavailable':
    case 'unauthenticated':
      return move(work, { state: 'refused', reason: 'hospital-unavailable' }, 'finish');
    case 'unknown-outcome':
    case 'malformed':
      return move(work, { state: 'unknown', tries: 0, notFound: 0 }, { runAt: clock.now() + askDelayMs(0) });
  }
}

async function ask(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const { hospitals, clock } = dependencies;
  const part = await partOf(work);
  const later = (to: Partial<ChargeRefundRow>) =>
    move(work, { tries: refund.tries + 1, ...to }, { runAt: clock.now() + askDelayMs(refund.tries) });
  if (!hospitals.reachable(part.hospitalId)) return later({ tries: refund.tries });
  const answer = await hospitals.ask(part.hospitalId, 'charges', 'findRefund', refund.id);
  if (!answer.ok) return later({});
  if (answer.value !== null) return takenBack(work, part, answer.value);
  const notFound = refund.notFound + 1;
  const settleWindowMs = hospitals.facet(part.hospitalId, 'charges')?.settleWindowMs ?? 0;
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + settleWindowMs;
  // The hospital has nothing under our key, and can not get it any more: nothing was taken back, and the person may ask again.
  if (provesAbsence({ notFound, sentAt: refund.sentAt }, arrivesMs, clock.now()))
    return move(work, { state: 'refused', reason: 'hospital-unavailable' }, 'finish');
  return later({ notFound });
}

/** The hospital has taken it back. An answer about something else leaves it to people. */
async function takenBack(
  work: RefundWork,
  part: PaymentPart,
  { key, ref, settlementKey, amount }: ChargeRefund,
): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  if (key !== refund.id || settlementKey !== part.id || amount !== refund.amount || !isRef(ref))
    return move(work, { state: 'case', reason: 'hospital-contradicts' }, 'finish');
  const back: Movement = { from: 'hospital', to: 'held', fen: amount, businessKey: `taken-back:${refund.id}` };
  const taken = { hospitalRef: ref, sentAt: dependencies.clock.now(), tries: 0 };
  if (refund.lines === 'whole' && part.insuranceRef !== null)
    return move(work, { ...taken, state: 'undoing' }, 'keep', { part, movements: [back] });
  const insurance = refund.lines === 'whole' && part.insurance === 'hospital' ? borneBy(part) : { fund: 0, account: 0 };
  return giveBack(work, part, {
    to: taken,
    cash: amount - insurance.fund - insurance.account,
    movements: [back, ...insuranceMovements(part, insurance, 'out')],
  });
}

const borneBy = ({ settledFund, settledAccount }: PaymentPart) => ({ fund: settledFund ?? 0, account: settledAccount ?? 0 });

async function undo(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const part = await partOf(work);
  if (part.insuranceRef === null) throw new TypeError('a settlement of an insurer without its reference');
  const answer = await dependencies.insurers.ask(part.hospitalId, 'undo', { key: part.id, ref: part.insuranceRef });
  if (answer.ok && answer.value.state === 'undone') {
    const insurance = borneBy(part);
    const cash = refund.amount - insurance.fund - insurance.account;
    return giveBack(work, part, { to: {}, cash, movements: insuranceMovements(part, insurance, 'out') });
  }
  if (!answer.ok && answer.failure.kind === 'rejected') return move(work, { state: 'case', reason: 'not-undoable' }, 'finish');
  return move(work, { tries: refund.tries + 1 }, { runAt: dependencies.clock.now() + askDelayMs(refund.tries) });
}

/** Sets the cash part on its way back; where there was none, everything is done. */
async function giveBack(
  work: RefundWork,
  part: PaymentPart,
  {
    to,
    cash,
    movements,
  }: { readonly to: Partial<ChargeRefundRow>; readonly cash: number; readonly movements: readonly Movement[] },
): Promise<Onward> {
  const { dependencies } = work;
  const order = (await readOrders(dependencies.store, part.id)).find(({ key }) => key === part.cashOrder);
  if (cash === 0) return move(work, { ...to, state: 'done' }, 'finish', { part, movements });
  if (!order) return move(work, { ...to, state: 'case', reason: 'no-order' }, 'finish', { part, movements });
  const back = refundParts(dependencies, {
    orderKey: order.key,
    partId: part.id,
    channel: order.channel,
    amount: cash,
    cause: 'asked',
    asked: work.subject.id,
    since: work.subject.createdAt,
  });
  return move(
    work,
    { ...to, state: 'returning', refundKey: back.key },
    { runAt: dependencies.clock.now() + 5_000 },
    {
      part,
      movements,
      parts: back.parts,
    },
  );
}

async function move(
  work: RefundWork,
  to: Partial<ChargeRefundRow>,
  after: Parameters<RefundWork['write']>[1],
  more?: { readonly part: PaymentPart; readonly movements: readonly Movement[]; readonly parts?: readonly Part[] },
): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const { clock, ids, signals, tasks } = dependencies;
  const now = clock.now();
  const posted = more
    ? [
        ...postParts(
          { hospitalId: more.part.hospitalId, partId: more.part.id, at: now, nextId: () => ids.inOrder('lgr') },
          more.movements,
        ),
        ...(more.parts ?? []),
        ...eventParts({ paymentId: more.part.paymentId, at: now, partId: more.part.id, state: more.part.state }),
      ]
    : [];
  const { id: about, partId, amount: fen } = refund;
  // Money that is stuck was told with that money.
  const told =
    to.state === 'case' && to.reason !== STUCK
      ? dependencies.tellOfMoney({ kind: 'payment-with-staff', partId, about, fen, cause: null, now })
      : [];
  const onward = await work.write(`charge-refund-${to.state ?? refund.state}`, after, [
    moveChargeRefundPart(refund, to, now),
    ...posted,
    ...told,
  ]);
  if (more) signals.notify(paymentSignalOf(more.part.paymentId));
  tasks.poke();
  return onward;
}
