import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectOk } from '../expectations.ts';

/** `findBooking`: the question after an unknown outcome. */
export const findBookingCases: readonly ConformanceCase[] = [
  {
    id: 'FIND-1',
    title: 'answers null for a key that was never sent',
    needs: ['findBooking'],
    async run({ adapter, newKey, call }) {
      expect(expectOk(await adapter.findBooking(newKey(), call()))).toBeNull();
    },
  },
  {
    id: 'FIND-2',
    title: 'finds a booking by our key, with the reference that booking it gave',
    needs: ['book', 'findBooking'],
    async run({ adapter, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await adapter.book(request(key, ref), call()));
      const found = expectOk(await adapter.findBooking(key, call()));
      expect(found).toMatchObject({ ref: booking.ref, key, status: 'booked' });
      if (found?.slotRef !== undefined) expect(found.slotRef).toBe(ref);
    },
  },
  {
    id: 'FIND-3',
    title: 'reports a cancelled booking as cancelled',
    needs: ['book', 'findBooking', 'cancel'],
    async run({ adapter, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await adapter.book(request(key, ref), call()));
      expectOk(await adapter.cancel({ key, ref: booking.ref }, call()));
      expect(expectOk(await adapter.findBooking(key, call()))).toMatchObject({ ref: booking.ref, status: 'cancelled' });
    },
  },
  {
    id: 'FIND-4',
    title: 'does not take a key for a booking whose key only begins with it or differs in case',
    needs: ['book', 'findBooking'],
    async run({ adapter, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      expectOk(await adapter.book(request(`${key}-longer`, ref), call()));
      expect(expectOk(await adapter.findBooking(key, call()))).toBeNull();
      expect(expectOk(await adapter.findBooking(`${key}-LONGER`, call()))).toBeNull();
    },
  },
];
