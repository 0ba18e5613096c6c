import type * as z from 'zod';
import type { PatientMatch } from '../../port/patients.ts';
import type { SlotSnapshot } from '../../port/slots.ts';
import type { Failure, Outcome, Patient, RejectReason } from '../../port/terms.ts';
import type { Exchange } from './transport.ts';
import { type patientMatchSchema, type patientSchema, problemSchema, refSchema, tokenSchema, type WireSlot } from './wire.ts';

const HOSPITAL_OFFSET_MS = 8 * 3_600_000;

/** An instant as +08:00. Parts of a second only where there are any. */
export function formatInstant(at: number): string {
  return `${new Date(at + HOSPITAL_OFFSET_MS).toISOString().replace(/(\.000)?Z$/, '')}+08:00`;
}

export function isRef(text: string): boolean {
  return refSchema.safeParse(text).success;
}

/** Tokens of the hospital carry a mark of ours, so that nobody's invention is sent as one. */
export const PAGE_MARK = 'page:';
export const CURSOR_MARK = 'since:';

/** The hospital's own token; `undefined` when we never gave it out. */
export function unmarked(text: string, mark: string): string | undefined {
  const token = text.startsWith(mark) ? text.slice(mark.length) : '';
  return tokenSchema.safeParse(token).success ? token : undefined;
}

export function slotSnapshot({ startsAt, endsAt, ...slot }: WireSlot): SlotSnapshot {
  return { ...slot, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
}

export function patientMatch(answer: z.infer<typeof patientMatchSchema>): PatientMatch {
  switch (answer.match) {
    case 'none':
      return { kind: 'none' };
    case 'one':
      return { kind: 'one', ref: answer.ref };
    case 'ambiguous':
      return { kind: 'ambiguous', cause: answer.cause };
  }
}

/** A patient as the API has it: what else an object may carry is not sent. */
export function wirePatient({ name, birthDate, sex, document, phone, guardian }: Patient): z.infer<typeof patientSchema> {
  return { name, birthDate, sex, document, phone, guardian };
}

export const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

export const rejected = (reason: RejectReason, detail: string) => failed({ kind: 'rejected', reason, detail });

/** An exchange whose meaning is certain, or the reason why it is not. */
type Answer<T> =
  | { readonly kind: 'accepted'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: RejectReason; readonly detail: string }
  | { readonly kind: 'lost'; readonly exchange: Exclude<Exchange, { readonly kind: 'reply' }> };

function answerOf<T>(exchange: Exchange, schema: z.ZodType<T>): Answer<T> {
  if (exchange.kind !== 'reply') return { kind: 'lost', exchange };
  const { status, body } = exchange;
  const unreadable = (detail: string): Answer<T> => ({ kind: 'lost', exchange: { kind: 'unreadable', detail } });
  if (status === 200 || status === 201) {
    const parsed = schema.safeParse(body);
    return parsed.success ? { kind: 'accepted', value: parsed.data } : unreadable(unexpected(parsed.error));
  }
  const problem = problemSchema.safeParse(body);
  if (!problem.success || problem.data.status !== status) return unreadable(`status ${status} without a problem`);
  const { reason } = problem.data;
  return { kind: 'refused', reason, detail: `status ${status} ${reason}` };
}

/** Where a reply differs from the API: paths only, never values. */
function unexpected(error: z.ZodError): string {
  const path = error.issues[0]?.path.filter((part) => typeof part === 'number' || /^[A-Za-z]{1,40}$/.test(String(part)));
  return `unexpected at ${path === undefined || path.length === 0 ? 'the top' : path.join('.')}`;
}

/** A read as a value of the port. `absent` is the refusal that means "there is none". */
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>): Outcome<T>;
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>, absent: RejectReason): Outcome<T | null>;
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>, absent?: RejectReason): Outcome<T | null> {
  const answer = answerOf(exchange, schema);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return answer.reason === absent ? { ok: true, value: null } : rejected(answer.reason, answer.detail);
    case 'lost': {
      const { kind, detail } = answer.exchange;
      if (kind === 'unauthenticated') return failed({ kind, detail });
      return failed({ kind: kind === 'unreadable' ? 'malformed' : 'unavailable', detail });
    }
  }
}

/** A write as a value of the port. Whatever is not certainly the hospital's own word leaves the outcome unknown. */
export function writeOutcome<T>(exchange: Exchange, schema: z.ZodType<T>): Outcome<T> {
  const answer = answerOf(exchange, schema);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return rejected(answer.reason, answer.detail);
    case 'lost':
      return failed({
        kind: answer.exchange.kind === 'not-sent' ? 'unavailable' : 'unknown-outcome',
        detail: answer.exchange.detail,
      });
  }
}
