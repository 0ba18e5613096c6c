import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { expectSlotShown } from '../../hospital-truth.ts';

/** `findBooking`: the question after an unknown outcome. */
export const findCases: readonly HospitalCase[] = [
  {
    id: 'FIND-1',
    title: 'answers null for a key that was never sent',
    needs: ['bookings'],
    async run({ facets, newKey, call }) {
      expect(expectOk(await facets.bookings.find(newKey(), call()))).toBeNull();
    },
  },
  {
    id: 'FIND-2',
    title: 'finds a booking by our key, with the reference that booking it gave',
    needs: ['booking', 'bookings'],
    async run({ facets, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, ref), call()));
      const found = expectOk(await facets.bookings.find(key, call()));
      expect(found).toMatchObject({ ref: booking.ref, key, status: 'booked' });
      if (found?.slotRef !== undefined) expect(found.slotRef).toBe(ref);
    },
  },
  {
    id: 'FIND-3',
    title: 'reports a cancelled booking as cancelled',
    needs: ['booking', 'bookings', 'cancellation'],
    async run({ facets, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, ref), call()));
      expectOk(await facets.cancellation.cancel({ key, ref: booking.ref }, call()));
      expect(expectOk(await facets.bookings.find(key, call()))).toMatchObject({ ref: booking.ref, status: 'cancelled' });
    },
  },
  {
    id: 'FIND-4',
    title: 'does not take a key for a booking whose key only begins with it or differs in case',
    needs: ['booking', 'bookings'],
    async run({ facets, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      expectOk(await facets.booking.book(await request(`${key}-longer`, ref), call()));
      expect(expectOk(await facets.bookings.find(key, call()))).toBeNull();
      expect(expectOk(await facets.bookings.find(`${key}-LONGER`, call()))).toBeNull();
    },
  },
  {
    id: 'FIND-5',
    title: 'shows the slot of the booking that is found, where the protocol tells it',
    needs: ['booking', 'bookings'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      expectOk(await facets.booking.book(await request(key, ref), call()));
      expectSlotShown(hospital, expectOk(await facets.bookings.find(key, call())), ref);
    },
  },
];
