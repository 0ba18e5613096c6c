import { isPayerAddress } from '../../../adapters/payments/port.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { newSlipCode } from '../../platform/slip-code.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { insertLeasedTask, insertReadyTask, type LeasedTask } from '../../platform/tasks/task-rows.ts';
import { refuseHealthData } from '../identity/health-data.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { mayBeginPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { findBills } from './ask-quotes.ts';
import { orderKeyOf } from './bill.ts';
import {
  ADVANCE_PAYMENT,
  type Channel,
  channelAt,
  FOLLOW_ORDER,
  hasLinks,
  type PaymentDependencies,
  payableBy,
} from './dependencies.ts';
import { partToBegin } from './forgotten-payments.ts';
import { insertOrderPart, MERCHANT_AGREED, type NewOrder } from './order-rows.ts';
import { insertPart } from './part-rows.ts';
import { BILL_FREE, eventParts, holdBillPart, insertPayment } from './payment-rows.ts';
import { QUOTE_OPEN, type Quote, readBatch, useQuotePart } from './quote-rows.ts';
import { mayReadQuotes, paymentReply } from './read-payments.ts';

export interface PaymentOrder {
  readonly quotesId: string;
  readonly channel: Channel;
  /** Somebody pays for the person from home, by a code on paper. */
  readonly fromHome: boolean;
  /** A link, which the phone opens that asks: where it is in the network. Without it a code is shown. */
  readonly link: { readonly payerAddress: string } | undefined;
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
  readonly traceparent: string | undefined;
}

/** How long a code or a link can be paid, and how long somebody has to reach the window, or to pay from home, ms. */
const CODE_WITHIN_MS = limits.paymentCode.figure;
const WINDOW_WITHIN_MS = limits.paymentAtWindow.figure;
const HOME_WITHIN_MS = limits.paymentFromHome.figure;
/** How long an order is looked at after it was closed: longer than any provider repeats a notice. */
const WATCHED_MS = limits.orderWatched.figure;

/**
 * Agrees to some quotes. One unit writes the payment, a part and an order for each bill, and holds the bills; only then is anybody asked. Of one
 * that is paid from home there is no order until whoever pays it wants the code.
 */
export function createPayment(dependencies: PaymentDependencies, order: PaymentOrder): Promise<Answer> {
  return keyedOperation(dependencies, {
    request: order.request,
    requestId: order.requestId,
    runningMs: 0,
    undetermined: async (paymentId) => (await paymentReply(dependencies, paymentId, 201)) ?? problem('not-found'),
    mayHear: async () => mayReadQuotes(dependencies, await readBatch(dependencies.store, order.quotesId), order.caller),
    work: () => paymentWork(dependencies, order),
  });
}

async function paymentWork(dependencies: PaymentDependencies, order: PaymentOrder): Promise<KeyedWork | Decided> {
  const { store } = dependencies;
  const quotes = await readBatch(store, order.quotesId);
  const [first] = quotes;
  if (!first) return { answer: problem('not-found') };
  const refused =
    (await refuseHealthData(dependencies, order.caller, first.patientId, 'money')) ??
    notPayable(dependencies, quotes, order) ??
    (await changed(dependencies, first.patientId, quotes));
  if (refused) return { answer: refused };
  const quoted = await partsOf(dependencies, order.channel, quotes);
  if (quoted === undefined) return { answer: problem('channel-unavailable') };
  const begun = begin(dependencies, order, first.patientId, quoted);
  return {
    name: 'create-payment',
    parts: begun.unit,
    reply: {
      resourceId: begun.paymentId,
      async wait() {
        for (const task of begun.tasks) dependencies.tasks.adopt(task);
        return (await paymentReply(dependencies, begun.paymentId, 201)) ?? problem('not-found');
      },
    },
    refused: async (guard) => {
      if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      if (guard === BILL_FREE) return { answer: problem('bill-in-payment') };
      if (guard === MERCHANT_AGREED) return { answer: problem('channel-unavailable') };
      if (guard === QUOTE_OPEN) return { kept: problem('quotes-expired') };
      throw new TypeError(`no reply for the guard ${guard}`);
    },
  };
}

/** What can be refused without asking anybody. */
function notPayable(
  dependencies: PaymentDependencies,
  quotes: readonly Quote[],
  { channel, fromHome, link, caller }: PaymentOrder,
): ProblemReply | undefined {
  const { clock, hospitals, payerAddress } = dependencies;
  const now = clock.now();
  if (quotes.some(({ state, until }) => state !== 'open' || until <= now)) return problem('quotes-expired');
  if (quotes.some(({ hospitalId }) => !hospitals.reachable(hospitalId)))
    return problem('hospital-unavailable', { headers: { 'retry-after': '10' } });
  if (fromHome && (channel === 'cash' || payerAddress === '')) return problem('channel-unavailable');
  // A machine in a hall opens nobody's WeChat, and whoever pays from home holds another phone than this one.
  if (link && (caller.deviceId !== null || fromHome || !isPayerAddress(link.payerAddress))) return problem('channel-unavailable');
  const unpaid = quotes.filter(({ cash }) => (cash ?? 0) > 0);
  const without = unpaid.some(
    ({ hospitalId }) => !payableBy(dependencies, channel, hospitalId) || (link && !hasLinks(dependencies, channel, hospitalId)),
  );
  return without ? problem('channel-unavailable') : undefined;
}

/** The bills are read once more: nobody pays one that has changed since it was quoted. */
async function changed(
  dependencies: PaymentDependencies,
  patientId: string,
  quotes: readonly Quote[],
): Promise<ProblemReply | undefined> {
  const wanted = quotes.map(({ hospitalId, visitRef, billHash }) => ({ hospital: hospitalId, visitRef, billHash }));
  const found = await findBills(dependencies, patientId, wanted);
  return 'problem' in found ? found : undefined;
}

/** Each quote with the id of the part that uses it; `undefined` where a provider does not say what it has. */
async function partsOf(
  dependencies: PaymentDependencies,
  channel: Channel,
  quotes: readonly Quote[],
): Promise<readonly QuotedPart[] | undefined> {
  const parts = await Promise.all(
    quotes.map(async (quote) => {
      const partId = await partToBegin(dependencies, channel, quote);
      return partId === undefined ? [] : [{ quote, partId }];
    }),
  );
  return parts.every(({ length }) => length > 0) ? parts.flat() : undefined;
}

interface QuotedPart {
  readonly quote: Quote;
  readonly partId: string;
}

interface Begun {
  readonly paymentId: string;
  readonly tasks: readonly LeasedTask[];
  readonly unit: readonly Part[];
}

function begin(dependencies: PaymentDependencies, order: PaymentOrder, patientId: string, quoted: readonly QuotedPart[]): Begun {
  const { ids, clock } = dependencies;
  const { caller, channel, fromHome, requestId } = order;
  const now = clock.now();
  const paymentId = ids.nextInOrder('pay');
  const payUntil = Math.ceil((now + withinOf(order)) / 1000) * 1000;
  // Bills are held in one order everywhere, so that two payments of the same bills can not wait for each other.
  const sorted = quoted.toSorted((one, other) => (holdOf(one.quote) < holdOf(other.quote) ? -1 : 1));
  const begun = sorted.map((part) => beginPart(dependencies, order, { ...part, paymentId, payUntil }));
  const deviceId = caller.deviceId;
  const code = newSlipCode(dependencies.random);
  const payment = {
    id: paymentId,
    batchId: order.quotesId,
    code,
    patientId,
    paidBy: caller.patientId,
    deviceId,
    channel,
    payerCode: fromHome ? newSlipCode(dependencies.random) : null,
    now,
  };
  return {
    paymentId,
    tasks: begun.flatMap(({ leased }) => leased),
    unit: [
      mayBeginPart(caller, patientId, now, 'money'),
      ...patientPresentParts(caller),
      ...sorted.map(({ quote }) => useQuotePart(quote.id, now)),
      insertPayment(payment),
      ...begun.flatMap(({ unit }) => unit),
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'payment.create',
        subject: { kind: 'payment', id: paymentId },
        requestId,
        deviceId: deviceId ?? undefined,
      }),
    ],
  };
}

function withinOf({ channel, fromHome }: PaymentOrder): number {
  if (channel === 'cash') return WINDOW_WITHIN_MS;
  return fromHome ? HOME_WITHIN_MS : CODE_WITHIN_MS;
}

const holdOf = ({ hospitalId, visitRef }: Quote) => `${hospitalId} ${visitRef}`;

function beginPart(
  { clock, ids, tasks, channels }: PaymentDependencies,
  { channel, fromHome, link, traceparent }: PaymentOrder,
  { quote, partId: id, paymentId, payUntil }: QuotedPart & { readonly paymentId: string; readonly payUntil: number },
): { readonly leased: readonly LeasedTask[]; readonly unit: readonly Part[] } {
  const now = clock.now();
  const { hospitalId, visitRef, total, insurance } = quote;
  const { fund, account, cash } = quote;
  if (fund === null || account === null || cash === null) throw new TypeError('an open quote without its split');
  const values = { id, paymentId, quoteId: quote.id, hospitalId, visitRef, total, fund, account, cash, insurance, payUntil, now };
  const ordering = cash > 0 && channel !== 'cash' && !fromHome;
  const newOrder: Omit<NewOrder, 'merchant'> = {
    key: orderKeyOf(id),
    partId: id,
    channel,
    presented: link ? 'link' : 'code',
    amount: cash,
    expiresAt: payUntil,
    watchUntil: payUntil + WATCHED_MS,
    now,
  };
  // A part that waits for its cash is woken by it, or looks when the time to pay is over.
  const waits = cash > 0 ? [insertReadyTask(ids.inOrder('tsk'), ADVANCE_PAYMENT, id, payUntil)] : [];
  const leased: LeasedTask[] = cash > 0 ? [] : [tasks.lease(ADVANCE_PAYMENT, id, traceparent)];
  if (ordering) {
    const following = tasks.lease(FOLLOW_ORDER, newOrder.key, traceparent);
    leased.push(link ? { ...following, unwritten: link.payerAddress } : following);
  }
  return {
    leased,
    unit: [
      // Whoever begins to pay this bill at the same moment makes a part of the same id.
      guarded(insertPart(values), BILL_FREE),
      holdBillPart({ hospitalId, visitRef, partId: id }),
      ...(ordering ? [insertOrderPart({ ...newOrder, merchant: channels.port(channelAt(channel, hospitalId)).merchant })] : []),
      ...waits,
      ...leased.map((task) => insertLeasedTask(task, now)),
      ...eventParts({ paymentId, at: now, partId: id, state: 'due' }),
    ],
  };
}
