import type { Booking } from '../../port/booking.ts';
import type { BookingPage } from '../../port/bookings.ts';
import { leftOutOf, type ReadRow, usableRows } from '../../port/rows.ts';
import { type SlotPage, type SlotSnapshot, slotRow } from '../../port/slots.ts';
import type { Failure, Outcome, RejectReason } from '../../port/terms.ts';
import type { Reply } from './transport.ts';
import type { Verdict } from './verdict.ts';

/** The last slot of the page before; `null` for the first page. */
export type PageStart = { readonly startsAt: number; readonly ref: string } | null;

/** Reads a page token; `undefined` when this adapter never gave it. */
export function parsePage(page: string | undefined): PageStart | undefined {
  if (page === undefined) return null;
  const [, startsAt, ref] = /^after:(\d{1,15}):(.+)$/.exec(page) ?? [];
  return startsAt === undefined || ref === undefined ? undefined : { startsAt: Number(startsAt), ref };
}

/** One page of slots that are in order of start and reference. */
export function slotPage(slots: readonly SlotSnapshot[], after: PageStart, pageSize: number): Outcome<SlotPage> {
  const isLater = ({ startsAt, ref }: SlotSnapshot) =>
    after === null || startsAt > after.startsAt || (startsAt === after.startsAt && ref > after.ref);
  const later = slots.filter(isLater);
  const page = later.slice(0, pageSize);
  const last = page.at(-1);
  const read = usableRows(page, slotRow);
  if (!read.ok) return read;
  const next = later.length > page.length && last !== undefined ? { next: `after:${last.startsAt}:${last.ref}` } : {};
  return { ok: true, value: { slots: read.value.rows, ...leftOutOf(read.value.leftOut), ...next } };
}

/** A slot that was read again. */
export function oneSlot(slot: SlotSnapshot): Outcome<SlotSnapshot> {
  const row = slotRow(slot);
  return row.usable ? { ok: true, value: row.value } : failed({ kind: 'malformed', detail: `unexpected at ${row.where}` });
}

/** Reads a cursor, the sequence number of the last change seen; `undefined` when this adapter never gave it. */
export function parseCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return 0;
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined;
}

/** One page of changes that are in order of their sequence. */
export function changesPage(
  changes: readonly { readonly booking: Booking; readonly sequence: number }[],
  after: number,
  pageSize: number,
): BookingPage {
  const page = changes.slice(0, pageSize);
  return {
    bookings: page.map((change) => change.booking),
    cursor: String(page.at(-1)?.sequence ?? after),
    more: changes.length > page.length,
  };
}

/** One page of all that is held, from the place that the cursor names. */
export function sweepPage(held: readonly Booking[], after: number, pageSize: number): BookingPage {
  const page = held.slice(after, after + pageSize);
  return { bookings: page, cursor: String(after + page.length), more: held.length > after + page.length };
}

const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

export const rejected = (reason: RejectReason, detail: string) => failed({ kind: 'rejected', reason, detail });

export function readOutcome<T>(reply: Reply<T>): Outcome<T> {
  if (reply.kind === 'answer') return { ok: true, value: reply.value };
  if (reply.kind === 'unreadable') return failed({ kind: 'malformed', detail: reply.why });
  if (reply.kind === 'not-taken') return failed({ kind: 'unauthenticated', detail: 'not taken' });
  return failed({ kind: 'unavailable', detail: reply.kind === 'refused' ? 'connection refused' : reply.why });
}

export function writeOutcome<T>(reply: Reply<Verdict<T>>): Outcome<T> {
  if (reply.kind === 'refused') return failed({ kind: 'unavailable', detail: 'connection refused' });
  if (reply.kind === 'not-taken') return failed({ kind: 'unauthenticated', detail: 'not taken' });
  if (reply.kind !== 'answer') return failed({ kind: 'unknown-outcome', detail: reply.why });
  if ('done' in reply.value) return { ok: true, value: reply.value.done };
  return rejected(reply.value.refused, reply.value.refused);
}

/** What was read, provided that it can be used. */
export function checkedRead<T>(told: Outcome<T>, row: (value: T) => ReadRow<T>): Outcome<T> {
  return checked(told, row, 'malformed');
}

/** What was written, provided that what is told of it can be used. */
export function checkedWrite<T>(told: Outcome<T>, row: (value: T) => ReadRow<T>): Outcome<T> {
  return checked(told, row, 'unknown-outcome');
}

function checked<T>(told: Outcome<T>, row: (value: T) => ReadRow<T>, otherwise: 'malformed' | 'unknown-outcome'): Outcome<T> {
  if (!told.ok) return told;
  const read = row(told.value);
  return read.usable ? { ok: true, value: read.value } : failed({ kind: otherwise, detail: `unexpected at ${read.where}` });
}
