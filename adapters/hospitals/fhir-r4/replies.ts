import type * as z from 'zod';
import { everyRow, mapRow, type ReadRow, rowOf, type UsableRows, usableRows } from '../../port/rows.ts';
import type { Failure, Outcome, RejectReason } from '../../port/terms.ts';
import type { Exchange } from './transport.ts';
import { bundleSchema, entrySchema, type FhirBundle, type FhirEntry, operationOutcomeSchema } from './wire.ts';

/** A reply whose meaning is certain, or the reason why it is not. */
export type Answer =
  | { readonly kind: 'accepted'; readonly body: unknown }
  /** A 4xx in FHIR's own words: nothing was changed. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'lost'; readonly exchange: Exclude<Exchange, { readonly kind: 'reply' }> };

export const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

export const rejected = (reason: RejectReason, detail: string) => failed({ kind: 'rejected', reason, detail });

export const malformed = (detail: string) => failed({ kind: 'malformed', detail });

/** Sorts an exchange. A 4xx without body speaks by its status; one with a body that is no OperationOutcome was not written by the hospital. */
export function answerOf(exchange: Exchange): Answer {
  if (exchange.kind !== 'reply') return { kind: 'lost', exchange };
  const { status, body } = exchange;
  if (status < 400) return { kind: 'accepted', body };
  const code = body === null ? '' : issueCode(body);
  if (code === undefined)
    return { kind: 'lost', exchange: { kind: 'unreadable', status, detail: `status ${status} without OperationOutcome` } };
  return { kind: 'refused', status, code };
}

/** The first code of an OperationOutcome, bare or the only entry of a Bundle (ITI-117). */
function issueCode(body: unknown): string | undefined {
  const bundle = bundleSchema.safeParse(body);
  const outcome = operationOutcomeSchema.safeParse(
    bundle.success ? entrySchema.safeParse(bundle.data.entry?.[0]).data?.resource : body,
  );
  const code = outcome.data?.issue[0]?.code;
  // A code is a word of the standard; anything longer could be somebody's data.
  return code === undefined ? undefined : /^[a-z-]{1,32}$/.test(code) ? code : 'unlisted';
}

/** What a refusal means. `absent` is the reason for "not found". */
export function rejectReason(
  { status, code }: { readonly status: number; readonly code: string },
  absent: RejectReason,
): RejectReason {
  if (status === 403) return 'not-authorised';
  if (code === 'duplicate') return 'key-reused';
  // The request was read and refused for something that it refers to; only a Patient is referred to without having been read.
  if (status === 422 && code === 'not-found') return 'patient-unknown';
  if (code === 'not-supported') return 'request-refused';
  if (status === 404 || status === 410) return absent;
  if (code === 'business-rule') return absent === 'booking-unknown' ? 'not-cancellable' : 'slot-closed';
  if (status === 409 || status === 412) return absent === 'booking-unknown' ? 'not-cancellable' : 'slot-taken';
  return 'request-refused';
}

/** A refusal as a value of the port. Who is not let in has changed nothing. */
export function refusal(answer: Extract<Answer, { readonly kind: 'refused' }>, absent: RejectReason) {
  if (answer.status === 401) return failed({ kind: 'unauthenticated', detail: 'status 401' });
  return rejected(rejectReason(answer, absent), `status ${answer.status} ${answer.code}`.trim());
}

/** A write that got no certain answer. */
export function lostWrite({ exchange }: Extract<Answer, { readonly kind: 'lost' }>) {
  return failed({ kind: exchange.kind === 'not-sent' ? 'unavailable' : 'unknown-outcome', detail: exchange.detail });
}

export const unknownOutcome = (detail: string) => failed({ kind: 'unknown-outcome', detail });

/** A read as a value of the port: parsed, or a failure that never looks like "nothing there". */
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>): Outcome<T> {
  const answer = answerOf(exchange);
  switch (answer.kind) {
    case 'refused':
      return refusal(answer, 'request-refused');
    case 'lost':
      return failed({
        kind: answer.exchange.kind === 'unreadable' ? 'malformed' : 'unavailable',
        detail: answer.exchange.detail,
      });
    case 'accepted': {
      const parsed = schema.safeParse(answer.body);
      return parsed.success ? { ok: true, value: parsed.data } : malformed(unexpected(parsed.error));
    }
  }
}

/** Where a reply differs from the standard: paths only, never values. */
export function unexpected(error: z.ZodError): string {
  const path = error.issues[0]?.path.filter((part) => typeof part === 'number' || /^[A-Za-z]{1,40}$/.test(String(part)));
  return `unexpected at ${path === undefined || path.length === 0 ? 'the top' : path.join('.')}`;
}

/**
 * A failed read before any write was sent, as the failure of the write that it was to prepare: nothing was asked for, so the outcome
 * is not unknown.
 */
export function beforeWriting(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return failure.kind === 'malformed' ? failed({ kind: 'unavailable', detail: failure.detail }) : failed(failure);
}

/** All entries of a Bundle, for one that has few; an unreadable one makes the whole unreadable. */
export function entriesOf(bundle: FhirBundle): Outcome<readonly FhirEntry[]> {
  return everyRow(bundle.entry ?? [], (entry) => rowOf(entrySchema, entry));
}

/** The resources of one type in a Bundle, each parsed; an unreadable one makes the whole unreadable. Outcomes and includes are no matches. */
export function resourcesIn<T>(bundle: FhirBundle, type: string, schema: z.ZodType<T>): Outcome<readonly T[]> {
  return everyRow(bundle.entry ?? [], (entry) => resourceRow(entry, type, schema));
}

/** The resources of one type in a Bundle that can be read. */
export function usableResourcesIn<T>(bundle: FhirBundle, type: string, schema: z.ZodType<T>): Outcome<UsableRows<T>> {
  return usableRows(bundle.entry ?? [], (entry) => resourceRow(entry, type, schema));
}

function resourceRow<T>(entry: unknown, type: string, schema: z.ZodType<T>): ReadRow<T> | undefined {
  const read = rowOf(entrySchema, entry);
  if (read.usable && (read.value.resource?.resourceType !== type || read.value.search?.mode === 'outcome')) return undefined;
  return mapRow(read, ({ resource }) => rowOf(schema, resource));
}
