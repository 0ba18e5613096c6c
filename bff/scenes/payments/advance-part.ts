import { limits } from '../../platform/limits/limits.ts';
import type { Part } from '../../platform/store/store.ts';
import { type Onward, sagaHandler } from '../../platform/tasks/saga.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { FOLLOW_ORDER, type PaymentDependencies } from './dependencies.ts';
import { askInsurer, doubtInsurance, giveUpInsurance, reverseInsurance, sendInsurance, undoInsurance } from './insure-part.ts';
import { movePart, notePart, type PartSubject, type PartWork } from './move-part.ts';
import { readOrders, unwantOrders } from './order-rows.ts';
import { readPart } from './part-rows.ts';
import { readRefunds } from './refund-rows.ts';
import { nextStep, PAYABLE, type PartFacts, type PartStep } from './rules.ts';
import { askHospital, doubtSettlement, sendSettlement, takeBack, undoAll } from './settle-part.ts';

/** Somebody who pays from home gets another code when one is over, so many times. */
const ORDERS_FROM_HOME = limits.ordersFromHome.figure;
/** How soon a part looks again at what others work at: they wake it when there is news. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Takes a part of a payment through its states until it rests or has to wait. */
export function paymentHandler(dependencies: PaymentDependencies): TaskHandler {
  const { clock } = dependencies;
  return sagaHandler(dependencies, {
    name: 'part of a payment',
    read: (id) => readSubject(dependencies, id),
    decide: (subject) => nextStep(factsOf(subject), clock.now()),
    // Every intent is written by the step that acts on it.
    intentAt: () => null,
    steps: STEPS,
  });
}

async function readSubject({ store }: PaymentDependencies, id: string): Promise<PartSubject | undefined> {
  const part = await readPart(store, id);
  if (!part) return undefined;
  const [orders, refunds] = await Promise.all([readOrders(store, id), readRefunds(store, id)]);
  return { part, orders, refunds };
}

/** What the rows say, as the decision needs it. */
export function factsOf({ part, orders, refunds }: PartSubject): PartFacts {
  const openOrders = orders.filter(({ state }) => PAYABLE.includes(state)).length;
  const cashThere = part.cash === 0 || part.cashOrder !== null;
  return {
    state: part.state,
    insurance: part.insurance,
    cashThere,
    openOrders,
    paidElsewhere: orders.some(({ state }) => state === 'elsewhere'),
    orderFailed: !cashThere && openOrders === 0 && orders.length >= (part.payerCode === null ? 1 : ORDERS_FROM_HOME),
    cancelWanted: part.cancelWanted,
    payUntil: part.payUntil,
    sentAt: part.sentAt,
    paidAt: part.paidAt,
    refunds: {
      open: refunds.filter(({ state }) => state !== 'done' && state !== 'stuck').length,
      stuck: refunds.filter(({ state }) => state === 'stuck').length,
      allBack: refunds.some(({ cause }) => cause === 'undone') && refunds.every(({ state }) => state === 'done'),
    },
  };
}

const STEPS: Readonly<Record<PartStep, (work: PartWork) => Promise<Onward>>> = {
  'wait-for-cash': ({ subject: { part }, write }) => write('wait-for-cash', { runAt: part.payUntil }, []),
  'take-cash': takeCash,
  'stop-paying': stopPaying,
  'wait-for-orders': waitForOthers,
  'end-unpaid': (work) => movePart(work, { to: 'undone', patch: { reason: unpaidReason(work.subject) }, after: 'finish' }),
  'send-insurance': sendInsurance,
  'give-up-insurance': giveUpInsurance,
  'give-up-hospital': (work) => undoAll(work, 'hospital-unavailable'),
  doubt: (work) => (work.subject.part.state === 'insuring' ? doubtInsurance(work) : doubtSettlement(work)),
  'ask-insurer': askInsurer,
  reverse: reverseInsurance,
  'send-settlement': sendSettlement,
  'ask-hospital': askHospital,
  'take-back': takeBack,
  'undo-insurance': undoInsurance,
  'wait-for-refunds': waitForOthers,
  'end-undone': (work) => movePart(work, { to: 'undone', after: 'finish' }),
  'to-people': (work) => movePart(work, { to: 'case', patch: { reason: caseReason(work.subject) }, after: 'finish' }),
  rest: ({ write }) => write('finish-payment', 'finish', []),
};

/** The cash is there. An order that somebody could still pay is closed: late money of an earlier one may have paid the part. */
function takeCash(work: PartWork): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  return movePart(work, {
    to: 'paid',
    patch: { paidAt: part.paidAt ?? dependencies.clock.now(), reason: null, tries: 0 },
    parts: closeOrders(work),
    after: 'keep',
  });
}

/** Parts that have every order closed that somebody may still pay, each by whoever follows it. */
function closeOrders({ dependencies, subject: { part, orders } }: PartWork): readonly Part[] {
  const now = dependencies.clock.now();
  const open = orders.filter(({ state }) => PAYABLE.includes(state));
  return [unwantOrders({ partId: part.id }), ...open.map(({ key }) => wakeTaskPart(FOLLOW_ORDER, key, now))];
}

/** Nobody is to pay any more: its orders are closed. */
function stopPaying(work: PartWork): Promise<Onward> {
  return movePart(work, {
    to: 'closing',
    patch: { reason: unpaidReason(work.subject) },
    parts: closeOrders(work),
    after: 'keep',
  });
}

function caseReason({ part, orders }: PartSubject): string {
  if (orders.some(({ state }) => state === 'elsewhere')) return 'paid-elsewhere';
  return part.reason ?? 'no-answer';
}

function unpaidReason({ part, orders, refunds }: PartSubject): string {
  if (part.cancelWanted) return 'cancelled';
  if (refunds.some(({ cause }) => cause === 'other-amount')) return 'other-amount';
  const last = orders.at(-1);
  const codeless = last !== undefined && last.code === null && last.state !== 'paid';
  return codeless ? 'channel-unavailable' : 'not-paid-in-time';
}

/** Others work at it and wake it; by when the person knows is said anew each time. */
function waitForOthers(work: PartWork): Promise<Onward> {
  return notePart(work, {}, LOOK_AGAIN_MS);
}
