import type * as z from 'zod';
import type { Failure, Outcome } from '../../port/terms.ts';
import { isRef } from '../../port/terms.ts';
import type { Paid, Payment, PaymentRejectReason, Refund } from '../port.ts';
import type { Download, Exchange } from './transport.ts';
import type { TRADE_STATES, WireRefund, WireTransaction } from './wire.ts';

export type Answer<T> = Outcome<T, PaymentRejectReason>;
type Failed = { readonly ok: false; readonly failure: Failure<PaymentRejectReason> };

export const failed = (failure: Failure<PaymentRejectReason>): Failed => ({ ok: false, failure });
export const rejected = (reason: PaymentRejectReason, detail: string): Failed => failed({ kind: 'rejected', reason, detail });
export const unknownOutcome = (detail: string): Failed => failed({ kind: 'unknown-outcome', detail });
export const malformed = (detail: string): Failed => failed({ kind: 'malformed', detail });

const OFFSET_MS = 8 * 3_600_000;

/** An instant as +08:00, to the second. */
export function formatInstant(at: number): string {
  return `${new Date(at + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** Ours in the form of the port; WeChat Pay would take more. */
export function isKey(key: string): boolean {
  return /^[A-Za-z0-9_-]{6,32}$/.test(key);
}

export const isFen = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 1;

/**
 * What a signed no means where it means the same whatever is asked for. A code that is not here, or in the table of its call, is not
 * understood, and what is not understood settles nothing.
 */
const REFUSED: Readonly<Record<string, PaymentRejectReason>> = {
  PARAM_ERROR: 'request-refused',
  NO_AUTH: 'not-authorised',
  MCH_NOT_EXISTS: 'not-authorised',
  APPID_MCHID_NOT_MATCH: 'not-authorised',
};

/** What a signed no to a refund means besides. */
const REFUND_REFUSED: Readonly<Record<string, PaymentRejectReason>> = {
  ...REFUSED,
  RESOURCE_NOT_EXISTS: 'order-unknown',
  ORDER_NOT_EXIST: 'order-unknown',
  ORDERNOTEXIST: 'order-unknown',
  NOT_ENOUGH: 'balance-short',
  USER_ACCOUNT_ABNORMAL: 'not-refundable',
};

/** Codes by which WeChat Pay says that there is nothing under a number. */
const ABSENT = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS']);

/** No bill of that day yet; also for a day on which nothing was paid. */
const NO_BILL = new Set(['NO_STATEMENT_EXIST', 'STATEMENT_CREATING']);

/** A write to which something else than a success came, as far as that alone says it. */
export function writeFailure(exchange: Exclude<Exchange, { kind: 'reply' }>, about: 'order' | 'refund'): Failed {
  if (exchange.kind === 'not-sent') return failed({ kind: 'unavailable', detail: exchange.detail });
  if (exchange.kind !== 'refusal') return unknownOutcome(exchange.detail);
  const reason = (about === 'refund' ? REFUND_REFUSED : REFUSED)[exchange.code];
  return reason === undefined ? unknownOutcome(`refused with ${exchange.code}`) : rejected(reason, exchange.code);
}

/** A read to which something else than a success came. `null`: a signed word that there is nothing. */
export function readFailure(
  exchange: Exclude<Exchange, { kind: 'reply' }> | Exclude<Download, { kind: 'file' }>,
  about: 'order' | 'refund' | 'bill',
): Answer<null> {
  switch (exchange.kind) {
    case 'refusal': {
      const { code } = exchange;
      if ((about === 'bill' ? NO_BILL : ABSENT).has(code)) return { ok: true, value: null };
      const reason = REFUSED[code];
      return reason === undefined ? malformed(`refused with ${code}`) : rejected(reason, code);
    }
    case 'unauthenticated':
      return failed({ kind: 'unauthenticated', detail: exchange.detail });
    case 'unreadable':
      return malformed(exchange.detail);
    case 'not-sent':
    case 'no-answer':
    case 'hearsay':
      return failed({ kind: 'unavailable', detail: exchange.detail });
  }
}

/** The body of a success as its schema has it; `undefined`, with where it differs, when it does not fit. */
export function bodyOf<T>(
  { body }: Extract<Exchange, { kind: 'reply' }>,
  schema: z.ZodType<T>,
): { readonly value: T } | { readonly value: undefined; readonly where: string } {
  const read = schema.safeParse(body);
  if (read.success) return { value: read.data };
  return { value: undefined, where: `unexpected at ${read.error.issues[0]?.path.join('.') || 'the top'}` };
}

/** `PAYERROR`, `USERPAYING`: somebody tried, and may try again until the order is closed. */
const STATES: Readonly<Record<(typeof TRADE_STATES)[number], Payment['state']>> = {
  SUCCESS: 'paid',
  REFUND: 'paid',
  NOTPAY: 'waiting',
  USERPAYING: 'waiting',
  ACCEPT: 'waiting',
  PAYERROR: 'waiting',
  CLOSED: 'closed',
  REVOKED: 'closed',
};

/** What is under a key. Merchant, currency and amount are told as they are: the gateway compares. */
export function paymentOf(transaction: WireTransaction, key: string): Answer<Payment> {
  if (transaction.out_trade_no !== key) return malformed('another order than the one that was asked for');
  const state = STATES[transaction.trade_state];
  if (state !== 'paid') return { ok: true, value: { key, state } };
  const paid = paidOf(transaction);
  return paid === undefined ? malformed('paid, and not by what and when') : { ok: true, value: { key, state, paid } };
}

function paidOf({ transaction_id: ref, mchid: merchant, amount, success_time: at }: WireTransaction): Paid | undefined {
  const { total, currency } = amount ?? {};
  if (!isRef(ref) || total === undefined || currency === undefined || at === undefined) return undefined;
  return { ref, merchant, currency, amount: total, at: Date.parse(at) };
}

const REFUND_STATES: Readonly<Record<WireRefund['status'], Refund['state']>> = {
  PROCESSING: 'processing',
  SUCCESS: 'done',
  ABNORMAL: 'abnormal',
  CLOSED: 'closed',
};

/** A refund, or `undefined` where it has arrived and nobody says when. */
export function refundOf({
  refund_id: ref,
  out_refund_no,
  out_trade_no,
  status,
  success_time,
  amount,
}: WireRefund): Refund | undefined {
  const state = REFUND_STATES[status];
  if (state === 'done' && success_time === undefined) return undefined;
  const at = state === 'done' && success_time !== undefined ? { at: Date.parse(success_time) } : {};
  return { key: out_refund_no, orderKey: out_trade_no, ref, amount: amount.refund, state, ...at };
}
