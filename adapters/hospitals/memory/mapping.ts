import type { Booking, BookingChanges, SlotPage, SlotSnapshot } from '../../port.ts';

/** The last slot of the page before; `null` for the first page. */
export type PageStart = { readonly startsAt: number; readonly ref: string } | null;

/** Reads a page token; `undefined` when this adapter never gave it. */
export function parsePage(page: string | undefined): PageStart | undefined {
  if (page === undefined) return null;
  const [, startsAt, ref] = /^after:(\d{1,15}):(.+)$/.exec(page) ?? [];
  return startsAt === undefined || ref === undefined ? undefined : { startsAt: Number(startsAt), ref };
}

/** One page of slots that are in order of start and reference. */
export function slotPage(slots: readonly SlotSnapshot[], after: PageStart, pageSize: number): SlotPage {
  const isLater = ({ startsAt, ref }: SlotSnapshot) =>
    after === null || startsAt > after.startsAt || (startsAt === after.startsAt && ref > after.ref);
  const later = slots.filter(isLater);
  const page = later.slice(0, pageSize);
  const last = page.at(-1);
  return later.length > page.length && last !== undefined
    ? { slots: page, next: `after:${last.startsAt}:${last.ref}` }
    : { slots: page };
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
): BookingChanges {
  const page = changes.slice(0, pageSize);
  return {
    bookings: page.map((change) => change.booking),
    cursor: String(page.at(-1)?.sequence ?? after),
    more: changes.length > page.length,
  };
}
