import type * as z from 'zod';
import { everyRow, rowOf } from '../../port/rows.ts';
import type { Failure, Outcome } from '../../port/terms.ts';
import type { DayBill, PaymentRejectReason } from '../port.ts';
import type { Exchange } from './transport.ts';
import { billRowSchema, type billSchema, refusalSchema, type WireReason } from './wire.ts';

type Failed = { readonly ok: false; readonly failure: Failure<PaymentRejectReason> };

const failed = (failure: Failure<PaymentRejectReason>): Failed => ({ ok: false, failure });

export const rejected = (reason: PaymentRejectReason, detail: string): Failed => failed({ kind: 'rejected', reason, detail });

export const unknownOutcome = (detail: string): Failed => failed({ kind: 'unknown-outcome', detail });

/** An instant as RFC 3339 in +08:00, to the second. */
export function wireInstant(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/** An answer whose meaning is certain, or why it is not. */
type Answer<T> =
  | { readonly kind: 'accepted'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: WireReason; readonly detail: string }
  | { readonly kind: 'lost'; readonly exchange: Exclude<Exchange, { readonly kind: 'reply' }> };

/** How a reply is read, and what beyond its form has to be true of it. */
export interface Reading<T> {
  readonly schema: z.ZodType<T>;
  /** Says what is wrong with what was read, in words for engineers. */
  readonly wrong: (value: T) => string | undefined;
}

function answerOf<T>(exchange: Exchange, { schema, wrong }: Reading<T>): Answer<T> {
  if (exchange.kind !== 'reply') return { kind: 'lost', exchange };
  const { status, body } = exchange;
  const unreadable = (detail: string): Answer<T> => ({ kind: 'lost', exchange: { kind: 'unreadable', detail } });
  if (status === 200 || status === 201) {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return unreadable(unexpected(parsed.error));
    const fault = wrong(parsed.data);
    return fault === undefined ? { kind: 'accepted', value: parsed.data } : unreadable(fault);
  }
  const refusal = status >= 400 && status < 500 ? refusalSchema.safeParse(body) : undefined;
  if (!refusal?.success) return unreadable(`status ${status} that is not in the wire`);
  const { reason } = refusal.data;
  return { kind: 'refused', reason, detail: `status ${status} ${reason}` };
}

/** Where a reply differs from the wire: paths only, never values. */
function unexpected(error: z.ZodError): string {
  const path = error.issues[0]?.path.filter((part) => typeof part === 'number' || /^[A-Za-z]{1,40}$/.test(String(part)));
  return `unexpected at ${path === undefined || path.length === 0 ? 'the top' : path.join('.')}`;
}

const portReason = (reason: WireReason): PaymentRejectReason =>
  reason === 'refund-unknown' || reason === 'bill-not-ready' ? 'other' : reason;

/** A read as a value of the port. `absent` is the refusal that means "there is none". */
export function readOutcome<T>(
  exchange: Exchange,
  reading: Reading<T>,
  absent: WireReason,
): Outcome<T | null, PaymentRejectReason> {
  const answer = answerOf(exchange, reading);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return answer.reason === absent ? { ok: true, value: null } : rejected(portReason(answer.reason), answer.detail);
    case 'lost': {
      const { kind, detail } = answer.exchange;
      if (kind === 'unauthenticated') return failed({ kind, detail });
      return failed({ kind: kind === 'unreadable' ? 'malformed' : 'unavailable', detail });
    }
  }
}

/** A write as a value of the port. Whatever is not certainly the provider's own word leaves the outcome unknown. */
export function writeOutcome<T>(exchange: Exchange, reading: Reading<T>): Outcome<T, PaymentRejectReason> {
  const answer = answerOf(exchange, reading);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return rejected(portReason(answer.reason), answer.detail);
    case 'lost': {
      const { kind, detail } = answer.exchange;
      // A request that was delivered twice hears 401 as well, so of a write it proves nothing.
      return failed({ kind: kind === 'not-sent' ? 'unavailable' : 'unknown-outcome', detail });
    }
  }
}

/** A bill with each of its rows; `malformed` where one can not be read, or where its sums are not those of its rows. */
export function dayBill({ day, rows: list, paid, refunded }: z.output<typeof billSchema>): Outcome<DayBill, PaymentRejectReason> {
  const rows = everyRow(list, (row) => rowOf(billRowSchema, row));
  if (!rows.ok) return failed({ kind: 'malformed', detail: rows.failure.detail });
  const sum = (wanted: 'payment' | 'refund') =>
    rows.value.filter(({ kind }) => kind === wanted).reduce((all, { amount }) => all + amount, 0);
  if (sum('payment') !== paid || sum('refund') !== refunded)
    return failed({ kind: 'malformed', detail: 'the sums of a bill are not those of its rows' });
  return { ok: true, value: { day, rows: rows.value, paid, refunded } };
}
