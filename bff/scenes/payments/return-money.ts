import type { Refund as ProviderRefund } from '../../../adapters/payments/port.ts';
import { DEADLINE_MS, isRef, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { provesAbsence } from '../../platform/tasks/proves-absence.ts';
import { type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { channelAt, type PaymentDependencies } from './dependencies.ts';
import { isUsedElsewhere, useReferencePart } from './partner-reference-rows.ts';
import { toldAt } from './plausible.ts';
import { arrivedParts, wakeWaiting } from './refund-parts.ts';
import { moveRefundPart, type Refund, readRefund } from './refund-rows.ts';
import { askDelayMs, nextRefundStep, type RefundStep } from './rules.ts';

/** How soon a merchant's account that has not enough is asked again, and a refund that is on its way. */
const SHORT_AGAIN_MS = 10 * 60_000;
const PROCESSING_MS = 60_000;
/** People act at the provider: what became of it is asked at this pace, and when a notice comes. */
const STUCK_AGAIN_MS = 30 * 60_000;
/** How long, ms. */
const STUCK_WATCHED_MS = 31 * 24 * 3_600_000;

type RefundWork = Working<Refund, PaymentDependencies>;

/** Sends one refund, under one key for ever, until the provider says that it arrived; after a lost answer it is asked for before it is sent again. */
export function refundHandler(dependencies: PaymentDependencies): TaskHandler {
  const { store, clock } = dependencies;
  const steps: Record<RefundStep, (work: RefundWork) => Promise<Onward>> = {
    send,
    doubt: (work) => pause(work, { state: 'unknown', tries: 0, notFound: 0 }, askDelayMs(0)),
    ask,
    'look-again': lookAgain,
    'to-people': stuck,
    rest: ({ write }) => write('finish-refund', 'finish', []),
  };
  return sagaHandler(dependencies, {
    name: 'refund',
    read: (key) => readRefund(store, key),
    decide: (refund) => nextRefundStep(refund, clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps,
  });
}

async function send(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const { clock, channels } = dependencies;
  const sentAt = refund.sentAt ?? clock.now();
  const sent: Refund = { ...refund, state: 'sent', sentAt };
  let written = false;
  const onward = await work.settle('keep', async (fence) => {
    const done = await commit(dependencies, 'send-refund', 'outcomes', [fence, moveRefundPart(refund, sent)]);
    written = done.ok;
    return done;
  });
  if (!written) return onward;
  const working = { ...work, subject: sent };
  const { key, orderKey, amount, orderAmount: total } = refund;
  const name = channelAt(refund.channel, refund.hospitalId);
  const answer = await channels.ask(name, 'refund', { key, orderKey, amount, total });
  if (answer.ok) return told(working, answer.value);
  switch (answer.failure.kind) {
    case 'rejected':
      if (answer.failure.reason === 'balance-short') return pause(working, { state: 'due' }, SHORT_AGAIN_MS);
      if (answer.failure.reason === 'key-reused' || answer.failure.reason === 'other')
        return pause(working, { state: 'unknown', tries: 0, notFound: 0 }, askDelayMs(0));
      return stuck(working);
    case 'unavailable':
    case 'unauthenticated':
      return pause(working, { state: 'due', tries: refund.tries + 1 }, askDelayMs(refund.tries));
    case 'unknown-outcome':
    case 'malformed':
      return pause(working, { state: 'unknown', tries: 0, notFound: 0 }, askDelayMs(0));
  }
}

async function ask(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const { channels, clock } = dependencies;
  const name = channelAt(refund.channel, refund.hospitalId);
  const answer = await channels.ask(name, 'queryRefund', refund.key);
  if (!answer.ok) return pause(work, { tries: refund.tries + 1 }, askDelayMs(refund.tries));
  if (answer.value !== null && answer.value.key === refund.key) return told(work, answer.value);
  const notFound = refund.notFound + 1;
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + channels.port(name).settleWindowMs;
  if (refund.state === 'unknown' && provesAbsence({ notFound, sentAt: refund.sentAt }, arrivesMs, clock.now()))
    return pause(work, { state: 'due', tries: 0, notFound: 0 }, 0);
  return pause(work, { tries: refund.tries + 1, notFound }, askDelayMs(refund.tries));
}

/** What the provider says of our refund; one of another order or amount is none of ours. */
async function told(work: RefundWork, { ref, orderKey, amount, state, at }: ProviderRefund): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  if (orderKey !== refund.orderKey || amount !== refund.amount || !isRef(ref)) return stuck(work);
  // One reference is one refund, and no payment.
  if (await isUsedElsewhere(dependencies.store, nameOf(refund, ref), refund.key)) return stuck(work);
  switch (state) {
    case 'done':
      return arrived(work, ref, toldAt(at, refund.createdAt, dependencies.clock.now()));
    case 'processing':
      return pause(work, { state: 'processing', providerRef: ref, tries: refund.tries + 1, notFound: 0 }, PROCESSING_MS);
    case 'abnormal':
    case 'closed':
      return stuck(work);
  }
}

/** What the provider calls this refund; payments and refunds share one list of names. */
const nameOf = ({ hospitalId, channel }: Refund, ref: string) => ({ hospitalId, partner: channel, ref });

async function arrived(work: RefundWork, providerRef: string, at: number, told: readonly Part[] = []): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const onward = await work.write('end-refund', 'finish', [
    useReferencePart(nameOf(refund, providerRef), refund.key),
    ...arrivedParts(dependencies, refund, { providerRef, at }),
    ...(await wakeWaiting(dependencies, refund)),
    ...told,
  ]);
  dependencies.tasks.poke();
  return onward;
}

/** Whether people have brought it about at the provider: then it is done, and nobody gives the money back a second time. */
async function lookAgain(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const { channels, clock } = dependencies;
  const answer = await channels.ask(channelAt(refund.channel, refund.hospitalId), 'queryRefund', refund.key);
  const { key, orderKey, amount, state, ref, at } = (answer.ok && answer.value) || {};
  const same = key === refund.key && orderKey === refund.orderKey && amount === refund.amount && ref !== undefined && isRef(ref);
  if (same && state === 'done' && !(await isUsedElsewhere(dependencies.store, nameOf(refund, ref), refund.key))) {
    // They were told that people have to act; of the refund itself they were told before that.
    const { partId, amount: fen, cause } = refund;
    const news = { kind: 'payment-money-back', partId, about: `${refund.key} done`, fen, cause, now: clock.now() } as const;
    return arrived(work, ref, toldAt(at, refund.createdAt, clock.now()), dependencies.tellOfMoney(news));
  }
  if (clock.now() - refund.createdAt > STUCK_WATCHED_MS) return work.write('finish-refund', 'finish', []);
  return pause(work, {}, STUCK_AGAIN_MS);
}

/** People have to act at the provider; whoever runs the gateway hears it, and so does the person. */
async function stuck(work: RefundWork): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  const { key, partId, amount: fen } = refund;
  dependencies.log.write('warn', 'payment.refund-stuck', { hospitalId: refund.hospitalId, partner: refund.channel });
  const news = { kind: 'payment-with-staff', partId, about: key, fen, cause: null, now: dependencies.clock.now() } as const;
  const parts = [
    moveRefundPart(refund, { state: 'stuck' }),
    ...(await wakeWaiting(dependencies, refund)),
    ...dependencies.tellOfMoney(news),
  ];
  const onward = await work.write('stick-refund', { runAt: dependencies.clock.now() + STUCK_AGAIN_MS }, parts);
  dependencies.tasks.poke();
  return onward;
}

function pause(work: RefundWork, to: Partial<Refund>, delayMs: number): Promise<Onward> {
  const { dependencies, subject: refund } = work;
  return work.write('note-refund', { runAt: dependencies.clock.now() + delayMs }, [moveRefundPart(refund, to)]);
}
