import { expect } from 'vitest';
import type { Booking } from '../../../port/booking.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { expectSlotShown } from '../../hospital-truth.ts';

const PAGE_LIMIT = 300;

/** Reads the list to its end: from a cursor where the hospital tells changes, else all that it holds. Fails when it does not end. */
export async function changesSince({ facets, has, call }: CaseContext, from: string | undefined) {
  const bookings: Booking[] = [];
  let cursor = has('bookings.sweep') ? undefined : from;
  for (let pages = 1; pages <= PAGE_LIMIT; pages++) {
    const changes = expectOk(await facets.bookings.list(cursor, call()));
    bookings.push(...changes.bookings);
    cursor = changes.cursor;
    if (!changes.more) return { bookings, cursor, pages };
  }
  throw new Error(`changes did not end after ${PAGE_LIMIT} pages`);
}

/** `listBookings`: how a booking is noticed that arrives after everybody stopped waiting. */
export const listCases: readonly HospitalCase[] = [
  {
    id: 'LIST-1',
    title: 'reports a booking made after the cursor',
    needs: ['booking', 'bookings'],
    async run(context) {
      const { facets, openSlot, newKey, request, call } = context;
      const { cursor } = await changesSince(context, undefined);
      const { ref } = await openSlot();
      const booking = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      const { bookings } = await changesSince(context, cursor);
      expect(bookings).toContainEqual(expect.objectContaining({ ref: booking.ref, key: booking.key, status: 'booked' }));
    },
  },
  {
    id: 'LIST-2',
    title: 'leaves no booking out over several pages',
    needs: ['booking', 'bookings'],
    async run(context) {
      const { facets, limits, openSlot, newKey, request, call } = context;
      const { cursor } = await changesSince(context, undefined);
      const keys: string[] = [];
      for (let index = 0; index < limits.slotsForPaging; index++) {
        const { ref } = await openSlot();
        const key = newKey();
        expectOk(await facets.booking.book(await request(key, ref), call()));
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
    needs: ['booking', 'cancellation', 'bookings'],
    async run(context) {
      const { facets, openSlot, newKey, request, call } = context;
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, ref), call()));
      const { cursor } = await changesSince(context, undefined);
      expectOk(await facets.cancellation.cancel({ key, ref: booking.ref }, call()));
      const { bookings } = await changesSince(context, cursor);
      const told = bookings.findLast((change) => change.ref === booking.ref);
      if (!context.has('bookings.sweep') || told !== undefined) expect(told).toMatchObject({ key, status: 'cancelled' });
    },
  },
  {
    id: 'LIST-4',
    title: 'comes to rest at the end and answers the same end again',
    needs: ['bookings'],
    async run(context) {
      const { cursor } = await changesSince(context, undefined);
      const again = await changesSince(context, cursor);
      expect((await changesSince(context, again.cursor)).bookings.length).toBeLessThanOrEqual(again.bookings.length);
    },
  },
  {
    id: 'LIST-5',
    title: 'does not follow a cursor that it never gave',
    needs: ['bookings'],
    async run({ facets, hospital, call }) {
      const before = await hospital.requestsSeen();
      for (const cursor of ['', 'nonsense', 'https://attacker.invalid/Appointment', '../../admin']) {
        expect((await facets.bookings.list(cursor, call())).ok, `cursor ${JSON.stringify(cursor)}`).toBe(false);
      }
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'LIST-7',
    title: 'shows the slot of every booking that is listed, where the protocol tells it',
    needs: ['booking', 'bookings'],
    async run(context) {
      const { facets, hospital, openSlot, newKey, request, call } = context;
      const { cursor } = await changesSince(context, undefined);
      const { ref } = await openSlot();
      const booked = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      const { bookings } = await changesSince(context, cursor);
      const told = bookings.find((booking) => booking.ref === booked.ref);
      expect(told).toBeDefined();
      expectSlotShown(hospital, told, ref);
    },
  },
  {
    id: 'LIST-6',
    title: 'mentions in every sweep what is held, and never as held what is not',
    needs: ['booking', 'cancellation', 'bookings', 'bookings.sweep'],
    async run(context) {
      const { facets, openSlot, newKey, request, call } = context;
      const [kept, given] = [await openSlot(), await openSlot()];
      const stays = expectOk(await facets.booking.book(await request(newKey(), kept.ref), call()));
      const goes = expectOk(await facets.booking.book(await request(newKey(), given.ref), call()));
      expectOk(await facets.cancellation.cancel({ key: goes.key, ref: goes.ref }, call()));
      for (const _round of [1, 2]) {
        const { bookings } = await changesSince(context, undefined);
        expect(bookings).toContainEqual(expect.objectContaining({ ref: stays.ref, status: 'booked' }));
        expect(bookings.filter(({ ref, status }) => ref === goes.ref && status !== 'cancelled')).toEqual([]);
      }
    },
  },
];
