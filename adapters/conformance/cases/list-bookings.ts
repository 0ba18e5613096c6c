import { expect } from 'vitest';
import type { Booking } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectOk } from '../expectations.ts';

const PAGE_LIMIT = 300;

/** Reads changes from a cursor to the end; fails when they do not end. */
async function changesSince({ adapter, call }: CaseContext, from: string | undefined) {
  const bookings: Booking[] = [];
  let cursor = from;
  for (let pages = 1; pages <= PAGE_LIMIT; pages++) {
    const changes = expectOk(await adapter.listBookings(cursor, call()));
    bookings.push(...changes.bookings);
    cursor = changes.cursor;
    if (!changes.more) return { bookings, cursor, pages };
  }
  throw new Error(`changes did not end after ${PAGE_LIMIT} pages`);
}

/** `listBookings`: how a booking is noticed that arrives after everybody stopped waiting. */
export const listBookingsCases: readonly ConformanceCase[] = [
  {
    id: 'LIST-1',
    title: 'reports a booking made after the cursor',
    needs: ['book', 'listBookings'],
    async run(context) {
      const { adapter, openSlot, newKey, request, call } = context;
      const { cursor } = await changesSince(context, undefined);
      const { ref } = await openSlot();
      const booking = expectOk(await adapter.book(request(newKey(), ref), call()));
      const { bookings } = await changesSince(context, cursor);
      expect(bookings).toContainEqual(expect.objectContaining({ ref: booking.ref, key: booking.key, status: 'booked' }));
    },
  },
  {
    id: 'LIST-2',
    title: 'leaves no booking out over several pages',
    needs: ['book', 'listBookings'],
    async run(context) {
      const { adapter, limits, openSlot, newKey, request, call } = context;
      const { cursor } = await changesSince(context, undefined);
      const keys: string[] = [];
      for (let index = 0; index < limits.slotsForPaging; index++) {
        const { ref } = await openSlot();
        const key = newKey();
        expectOk(await adapter.book(request(key, ref), call()));
        keys.push(key);
      }
      const { bookings, pages } = await changesSince(context, cursor);
      const seen = new Set(bookings.map((booking) => booking.key));
      expect(keys.filter((key) => !seen.has(key))).toEqual([]);
      expect(pages, 'configure the adapter with smaller pages').toBeGreaterThan(1);
    },
  },
  {
    id: 'LIST-3',
    title: 'reports a cancellation made after the cursor',
    needs: ['book', 'cancel', 'listBookings'],
    async run(context) {
      const { adapter, openSlot, newKey, request, call } = context;
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await adapter.book(request(key, ref), call()));
      const { cursor } = await changesSince(context, undefined);
      expectOk(await adapter.cancel({ key, ref: booking.ref }, call()));
      const { bookings } = await changesSince(context, cursor);
      expect(bookings.findLast((change) => change.ref === booking.ref)).toMatchObject({ key, status: 'cancelled' });
    },
  },
  {
    id: 'LIST-4',
    title: 'comes to rest at the end and answers the same end again',
    needs: ['listBookings'],
    async run(context) {
      const { cursor } = await changesSince(context, undefined);
      const again = await changesSince(context, cursor);
      expect((await changesSince(context, again.cursor)).bookings.length).toBeLessThanOrEqual(again.bookings.length);
    },
  },
  {
    id: 'LIST-5',
    title: 'does not follow a cursor that it never gave',
    needs: ['listBookings'],
    async run({ adapter, hospital, call }) {
      const before = await hospital.requestsSeen();
      for (const cursor of ['', 'nonsense', 'https://attacker.invalid/Appointment', '../../admin']) {
        expect((await adapter.listBookings(cursor, call())).ok, `cursor ${JSON.stringify(cursor)}`).toBe(false);
      }
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
];
