import type { LinkRequest, Paid, Payment, PaymentRejectReason } from '../../../adapters/payments/port.ts';
import { DEADLINE_MS, type Failure, isRef, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import { type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { refundKeyOf } from './bill.ts';
import { ADVANCE_PAYMENT, channelAt, type PaymentDependencies } from './dependencies.ts';
import { postParts } from './ledger-rows.ts';
import { describeOrder } from './order-description.ts';
import { moveOrderPart, type Order, readOrder } from './order-rows.ts';
import { CASH_WANTED, readPart, takeCashPart } from './part-rows.ts';
import { isUsedElsewhere, useReferencePart } from './partner-reference-rows.ts';
import { FEN_MAX, toldAt } from './plausible.ts';
import { refundParts } from './refund-parts.ts';
import type { RefundCause } from './refund-rows.ts';
import { askDelayMs, nextOrderStep, type OrderStep } from './rules.ts';

/** While somebody stands before a code, the provider is asked as often as this, should its notice not come. */
const ASK_OPEN_MS = 5_000;
/** A closed order is looked at again at this pace: money may come late. */
const WATCH_EVERY_MS = 30 * 60_000;

/** What a phone's page is opened with after somebody was at the provider's: it says nothing of whom or what. */
const AFTER_PAYING = '#payment';

type OrderWork = Working<Order, PaymentDependencies>;

/**
 * Follows one order at a provider: asks for it, learns whether somebody paid, closes it when nobody is to pay any more, and goes on
 * looking for a day, because money may come late. What it learns it writes into the ledger and tells the part.
 */
export function orderHandler(dependencies: PaymentDependencies): TaskHandler {
  const { store, clock } = dependencies;
  const steps: Record<OrderStep, (work: OrderWork) => Promise<Onward>> = {
    call: callForOrder,
    doubt: (work) => move(work, { state: 'unknown', tries: 0, notFound: 0 }, askDelayMs(0)),
    ask,
    close,
    watch: ask,
    rest: ({ write }) => write('finish-order', 'finish', []),
  };
  return sagaHandler(dependencies, {
    name: 'order',
    read: (key) => readOrder(store, key),
    decide: (order, mayCall) => nextOrderStep(order, mayCall, clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps,
  });
}

async function callForOrder(work: OrderWork): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const part = await readPart(dependencies.store, order.partId);
  if (!part) throw new TypeError('an order without its part');
  const description = await describeOrder(dependencies, part);
  const { key, amount, expiresAt } = order;
  const link = linkFor(work);
  // Nothing was sent, and nobody can say any more where whoever pays is.
  if (link === 'not-known') return end(work, { state: 'refused' });
  const request = { key, amount, description, expiresAt, ...(link === undefined ? {} : { link }) };
  const answer = await dependencies.channels.ask(channelAt(order.channel, order.hospitalId), 'order', request);
  if (answer.ok) {
    const { code, codeUntil } = answer.value;
    return move(work, { state: 'open', code, codeUntil, tries: 0, notFound: 0 }, ASK_OPEN_MS);
  }
  return notOrdered(work, answer.failure);
}

/** What the provider is told to give a link: where the payer is stands in no row, and is known to the process alone to which they spoke. */
function linkFor({ dependencies, subject: order, task }: OrderWork): LinkRequest | 'not-known' | undefined {
  if (order.presented === 'code') return undefined;
  if (task.unwritten === undefined) return 'not-known';
  const { phoneAddress } = dependencies;
  return { payerAddress: task.unwritten, ...(phoneAddress === '' ? {} : { returnTo: `${phoneAddress}${AFTER_PAYING}` }) };
}

function notOrdered(work: OrderWork, failure: Failure<PaymentRejectReason>): Promise<Onward> {
  switch (failure.kind) {
    case 'rejected':
      // Paid already, or closed: something happened under this key that has to be asked about.
      if (failure.reason === 'order-paid' || failure.reason === 'order-closed' || failure.reason === 'key-reused')
        return move(work, { state: 'unknown', tries: 0, notFound: 0 }, 0);
      return end(work, { state: 'refused' });
    case 'unavailable':
    case 'unauthenticated':
      return end(work, { state: 'refused' });
    case 'unknown-outcome':
    case 'malformed':
      return move(work, { state: 'unknown', tries: 0, notFound: 0 }, askDelayMs(0));
  }
}

/** Asks the provider what became of the order, and believes nothing else. */
async function ask(work: OrderWork): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const { channels, clock } = dependencies;
  const name = channelAt(order.channel, order.hospitalId);
  const answer = await channels.ask(name, 'query', order.key);
  if (!answer.ok) return askAgain(work, {});
  const payment = answer.value;
  if (payment === null || payment.key !== order.key) return notThere(work);
  if (payment.state === 'paid' && payment.paid !== undefined) return paid(work, payment.paid);
  if (order.state === 'closed') return askAgain(work, {});
  if (payment.state === 'closed') return end(work, { state: 'closed' });
  return stillOpen(work, payment, clock.now());
}

/** The provider has an order whose code is not known here, because the answer that brought it was lost: it is closed, and the person gets another. */
function stillOpen(work: OrderWork, { state }: Payment, now: number): Promise<Onward> {
  const { subject: order } = work;
  if (state !== 'waiting') return askAgain(work, {});
  if (order.state === 'unknown') return move(work, { state: 'closing', tries: 0, notFound: 0 }, 0);
  // It is to be closed, and the provider says neither that it is nor that somebody paid: it is asked less and less often.
  if (order.state !== 'open' || order.unwanted || now >= order.expiresAt) return askAgain(work, {});
  const next = Math.min(now + ASK_OPEN_MS, order.expiresAt);
  return work.write('note-order', { runAt: next }, [moveOrderPart(order, { tries: 0, notFound: 0 })]);
}

/** "No such order" settles something only for one whose making is in doubt. */
function notThere(work: OrderWork): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const notFound = order.notFound + 1;
  const { settleWindowMs } = dependencies.channels.port(channelAt(order.channel, order.hospitalId));
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + settleWindowMs;
  const absent = provesAbsence({ notFound, sentAt: order.sentAt }, arrivesMs, dependencies.clock.now());
  if (absent && order.state !== 'closed') return end(work, { state: 'refused' });
  return askAgain(work, { notFound });
}

function askAgain(work: OrderWork, to: Partial<Order>): Promise<Onward> {
  const { subject: order, dependencies } = work;
  const now = dependencies.clock.now();
  const waits = order.state === 'open' && !order.unwanted && now < order.expiresAt;
  const pause = waits ? ASK_OPEN_MS : order.state === 'closed' ? WATCH_EVERY_MS : askDelayMs(order.tries);
  return work.write('note-order', { runAt: now + pause }, [moveOrderPart(order, { tries: order.tries + 1, ...to })]);
}

/** Nobody can pay it any more, once the provider says so. */
async function close(work: OrderWork): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const answer = await dependencies.channels.ask(channelAt(order.channel, order.hospitalId), 'close', order.key);
  if (answer.ok) return end(work, { state: 'closed', tries: 0 });
  const { failure } = answer;
  if (failure.kind === 'rejected' && failure.reason === 'order-unknown') return notThere(work);
  if (failure.kind === 'rejected' && failure.reason === 'order-paid') return ask(work);
  // Whether it closed is not known: what it is, is asked; then it is closed again.
  if (order.state === 'closing' && order.tries % 2 === 1) return ask(work);
  return move(work, { state: 'closing', tries: order.tries + 1 }, askDelayMs(order.tries));
}

/** Somebody paid. What they paid is in the ledger with the same unit, and pays the part or goes back. */
async function paid(work: OrderWork, { ref, merchant, currency, amount, at }: Paid): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const ours = dependencies.channels.port(channelAt(order.channel, order.hospitalId)).merchant === merchant;
  const transaction = { hospitalId: order.hospitalId, partner: order.channel, ref };
  const isAmount = Number.isSafeInteger(amount) && amount > 0 && amount <= FEN_MAX;
  const ofAnother = isRef(ref) && (await isUsedElsewhere(dependencies.store, transaction, order.key));
  if (!ours || currency !== 'CNY' || !isRef(ref) || !isAmount || ofAnother) {
    dependencies.log.write('error', 'payment.paid-elsewhere', { hospitalId: order.hospitalId, partner: order.channel });
    const { key, partId, amount: fen } = order;
    const news = { kind: 'payment-with-staff', partId, about: key, fen, cause: null, now: dependencies.clock.now() } as const;
    return end(work, { state: 'elsewhere' }, dependencies.tellOfMoney(news));
  }
  const gone = await wentBack(work);
  if (gone === 'unknown') return askAgain(work, {});
  const paidAt = toldAt(at, order.createdAt, dependencies.clock.now());
  const to = { state: 'paid', paidRef: ref, paidAmount: amount, paidAt, tries: 0, notFound: 0 } as const;
  const posted = () => [
    moveOrderPart(order, to),
    useReferencePart(transaction, order.key),
    ...postParts(postingOf(dependencies, order), [{ from: 'payer', to: 'held', fen: amount, businessKey: `paid:${order.key}` }]),
  ];
  if (gone !== undefined) return giveBackAtOnce(work, posted, { amount: gone.amount, cause: gone.cause });
  let unwanted = false;
  const taken = await work.settle('finish', async (fence) => {
    const done = await commit(dependencies, 'take-payment', 'outcomes', [
      fence,
      ...posted(),
      takeCashPart(order.partId, order.key, amount, dependencies.clock.now()),
      wakeTaskPart(ADVANCE_PAYMENT, order.partId, dependencies.clock.now()),
    ]);
    unwanted = !done.ok && done.guard === CASH_WANTED;
    return done;
  });
  if (!unwanted) {
    dependencies.tasks.poke();
    return taken;
  }
  const part = await readPart(dependencies.store, order.partId);
  const cause: RefundCause = part && part.cash !== amount ? 'other-amount' : part?.cashOrder ? 'twice' : 'late';
  return giveBackAtOnce(work, posted, { amount, cause });
}

/**
 * Of an order whose code is not known here somebody may have paid and had their money back, before a backup was restored that knows nothing
 * of it: what went back pays nothing.
 */
async function wentBack({ dependencies, subject: order }: OrderWork) {
  if (order.code !== null) return undefined;
  for (const cause of WHOLE) {
    const name = channelAt(order.channel, order.hospitalId);
    const answer = await dependencies.channels.ask(name, 'queryRefund', refundKeyOf(order.key, cause));
    if (!answer.ok) return 'unknown';
    if (answer.value !== null && answer.value.state !== 'closed') return { amount: answer.value.amount, cause };
  }
  return undefined;
}

/** Why all of an order goes back. */
const WHOLE: readonly RefundCause[] = ['undone', 'late', 'twice', 'other-amount'];

/** Too late, a second time, or another amount: it goes back by itself, to where it came from. */
async function giveBackAtOnce(
  work: OrderWork,
  posted: () => readonly Part[],
  { amount, cause }: { readonly amount: number; readonly cause: RefundCause },
): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const refund = refundParts(dependencies, { orderKey: order.key, partId: order.partId, channel: order.channel, amount, cause });
  const parts = [...posted(), ...refund.parts, wakeTaskPart(ADVANCE_PAYMENT, order.partId, dependencies.clock.now())];
  const onward = await work.write('give-back-payment', 'finish', parts);
  dependencies.tasks.poke();
  return onward;
}

async function end(work: OrderWork, to: Partial<Order>, told: readonly Part[] = []): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const now = dependencies.clock.now();
  const watched = to.state === 'closed' && order.watchUntil > now;
  const after = watched ? { runAt: Math.min(now + WATCH_EVERY_MS, order.watchUntil) } : 'finish';
  const parts = [moveOrderPart(order, to), wakeTaskPart(ADVANCE_PAYMENT, order.partId, now), ...told];
  const onward = await work.write(`order-${to.state}`, after, parts);
  dependencies.tasks.poke();
  return onward;
}

async function move(work: OrderWork, to: Partial<Order>, delayMs: number): Promise<Onward> {
  const { dependencies, subject: order } = work;
  const now = dependencies.clock.now();
  const told = to.state === order.state ? [] : [wakeTaskPart(ADVANCE_PAYMENT, order.partId, now)];
  const onward = await work.write(`order-${to.state}`, { runAt: now + delayMs }, [moveOrderPart(order, to), ...told]);
  dependencies.tasks.poke();
  return onward;
}

function postingOf({ ids, clock }: PaymentDependencies, { hospitalId, partId }: Pick<Order, 'hospitalId' | 'partId'>) {
  return { hospitalId, partId, at: clock.now(), nextId: () => ids.inOrder('lgr') };
}
