import type * as z from 'zod';
import { addsUp, type ChargeLine, type Split } from '../../port/charges.ts';
import type { Failure, Outcome } from '../../port/terms.ts';
import type { InsurerRejectReason } from '../port.ts';
import type { Exchange } from './transport.ts';
import { refusalSchema } from './wire.ts';

type Failed = { readonly ok: false; readonly failure: Failure<InsurerRejectReason> };

export const failed = (failure: Failure<InsurerRejectReason>): Failed => ({ ok: false, failure });

export const rejected = (reason: InsurerRejectReason, detail: string): Failed => failed({ kind: 'rejected', reason, detail });

/** Fen as yuan with two places. */
export function yuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A line as the wire has it: what else an object may carry is not sent. */
export function wireLine({ ref, name, quantity, unit, price, amount, class: listed, ownShare }: ChargeLine): object {
  const share = (ownShare / 10_000).toFixed(4);
  return { ref, name, quantity, unit, price: yuan(price), amount: yuan(amount), class: listed, ownShare: share };
}

export function wireSplit({ total, fund, account, cash }: Split): object {
  return { total: yuan(total), fund: yuan(fund), account: yuan(account), cash: yuan(cash) };
}

/** An answer whose meaning is certain, or why it is not. */
type Answer<T> =
  | { readonly kind: 'accepted'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: InsurerRejectReason; readonly detail: string }
  | { readonly kind: 'lost'; readonly exchange: Exclude<Exchange, { readonly kind: 'reply' }> };

/** How a reply is read, and what beyond its form has to be true of it. */
export interface Reading<T> {
  readonly schema: z.ZodType<T>;
  /** Says what is wrong with what was read, in words for engineers. */
  readonly wrong?: (value: T) => string | undefined;
}

function answerOf<T>(exchange: Exchange, { schema, wrong }: Reading<T>): Answer<T> {
  if (exchange.kind !== 'reply') return { kind: 'lost', exchange };
  const { status, body } = exchange;
  const unreadable = (detail: string): Answer<T> => ({ kind: 'lost', exchange: { kind: 'unreadable', detail } });
  if (status === 200 || status === 201) {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return unreadable(unexpected(parsed.error));
    const fault = wrong?.(parsed.data);
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

/** A read as a value of the port. */
export function readOutcome<T>(exchange: Exchange, reading: Reading<T>): Outcome<T, InsurerRejectReason> {
  const answer = answerOf(exchange, reading);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return rejected(answer.reason, answer.detail);
    case 'lost': {
      const { kind, detail } = answer.exchange;
      if (kind === 'unauthenticated') return failed({ kind, detail });
      return failed({ kind: kind === 'unreadable' ? 'malformed' : 'unavailable', detail });
    }
  }
}

/** A write as a value of the port. Whatever is not certainly the insurer's own word leaves the outcome unknown. */
export function writeOutcome<T>(exchange: Exchange, reading: Reading<T>): Outcome<T, InsurerRejectReason> {
  const answer = answerOf(exchange, reading);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return rejected(answer.reason, answer.detail);
    case 'lost': {
      const { kind, detail } = answer.exchange;
      // A request that was delivered twice hears 401 as well, so of a write it proves nothing.
      return failed({ kind: kind === 'not-sent' ? 'unavailable' : 'unknown-outcome', detail });
    }
  }
}

/** What is wrong with a reply about a key: it is about another one, or its split is not the total. */
export function splitFault(
  key: string,
  total?: number,
): (value: { readonly key: string; readonly split: Split }) => string | undefined {
  return (value) => {
    if (value.key !== key) return 'an answer about another key';
    return addsUp(value.split, total) ? undefined : 'a split that does not add up';
  };
}
