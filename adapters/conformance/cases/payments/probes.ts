import { PAYMENT_CALLS, type PaymentChannel, type PaymentRejectReason } from '../../../payments/port.ts';
import type { Call, CallName, Outcome } from '../../../port/terms.ts';
import { expectOk } from '../../expectations.ts';
import { AMOUNT, type PaymentCaseContext } from '../../payment-case-context.ts';

/** What was put there before a call. What a probe does not need is a key that was never used, and a day without a bill. */
export interface PaymentArguments {
  /** An order or a refund that nobody asked for yet. */
  readonly newKey: string;
  /** An order that waits. */
  readonly waitingKey: string;
  /** An order that was paid. */
  readonly paidKey: string;
  /** A refund of a part of it. */
  readonly refundKey: string;
  /** The day of both, when its bill was made. */
  readonly day: string;
}

type Prepared = 'waiting' | 'paid' | 'refund' | 'bill';

/** How one call of the port is tried. */
interface Probe {
  /** What has to be there before. */
  readonly needs: readonly Prepared[];
  ask(
    channel: PaymentChannel,
    args: PaymentArguments,
    context: PaymentCaseContext,
    call: Call,
  ): Promise<Outcome<unknown, PaymentRejectReason>>;
  /** Of a read: the beginning of the ids of its cases under faults, and whether a success holds what was put there before. */
  readonly read?: { readonly id: string; readonly isTrue: (value: unknown, args: PaymentArguments) => boolean };
}

const PART = 400;

const holds = (value: unknown, ...texts: readonly (string | number)[]) =>
  texts.every((text) => JSON.stringify(value).includes(JSON.stringify(text)));

const PROBES: Readonly<Record<CallName<PaymentChannel>, Probe>> = {
  order: { needs: [], ask: (channel, { newKey }, { orderOf }, call) => channel.order(orderOf(newKey), call) },
  query: {
    needs: ['paid'],
    ask: (channel, { paidKey }, _context, call) => channel.query(paidKey, call),
    read: { id: 'QUERY', isTrue: (value, { paidKey }) => holds(value, paidKey, 'paid', AMOUNT) },
  },
  close: { needs: ['waiting'], ask: (channel, { waitingKey }, _context, call) => channel.close(waitingKey, call) },
  refund: {
    needs: ['paid'],
    ask: (channel, { paidKey, newKey }, { refundOf }, call) => channel.refund(refundOf(paidKey, PART, newKey), call),
  },
  queryRefund: {
    needs: ['paid', 'refund'],
    ask: (channel, { refundKey }, _context, call) => channel.queryRefund(refundKey, call),
    read: { id: 'QREFUND', isTrue: (value, { refundKey, paidKey }) => holds(value, refundKey, paidKey, PART) },
  },
  bill: {
    needs: ['paid', 'refund', 'bill'],
    ask: (channel, { day }, _context, call) => channel.bill(day, call),
    read: { id: 'BILL', isTrue: (value, { paidKey, refundKey }) => holds(value, paidKey, refundKey) },
  },
};

/** Every call of the port, with whether it reads or writes. */
export const PAYMENT_PROBES = (Object.keys(PROBES) as CallName<PaymentChannel>[]).map((name) => ({
  ...PROBES[name],
  name,
  class: PAYMENT_CALLS[name],
}));

/** Every key that some probe needs, for a case that tries them all. */
export const EVERYTHING: readonly Prepared[] = ['waiting', 'paid', 'refund', 'bill'];

export async function preparePayment(context: PaymentCaseContext, needs: readonly Prepared[]): Promise<PaymentArguments> {
  const { channel, provider, ordered, paid, refundOf, newKey, call } = context;
  const waitingKey = needs.includes('waiting') ? (await ordered()).key : newKey();
  const paidKey = needs.includes('paid') ? (await paid()).key : newKey();
  const refund = refundOf(paidKey, PART);
  if (needs.includes('refund')) expectOk(await channel.refund(refund, call()));
  await provider.settled();
  const day = needs.includes('bill') ? await provider.closeDay() : '2035-02-28';
  return { newKey: newKey(), waitingKey, paidKey, refundKey: refund.key, day };
}
