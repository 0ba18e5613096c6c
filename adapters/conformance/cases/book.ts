import { expect } from 'vitest';
import { PATIENT } from '../case-context.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { describeOutcome, expectOk, expectRejected, expectTruth, liveBookings } from '../expectations.ts';

/** `book`: one place for one person. */
export const bookCases: readonly ConformanceCase[] = [
  {
    id: 'BOOK-1',
    title: 'books one place, once, under our key',
    needs: ['book'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await adapter.book(request(key, ref), call()));
      expect(booking).toMatchObject({ key, status: 'booked' });
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
      expect(await liveBookings(hospital, key)).toMatchObject([{ ref: booking.ref, key, patientName: PATIENT.name }]);
    },
  },
  {
    id: 'BOOK-2',
    title: 'answers slot-taken for a slot that filled up in the meantime, and changes nothing',
    needs: ['book'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot(1, 0);
      const key = newKey();
      expectRejected(await adapter.book(request(key, ref), call()), ['slot-taken']);
      await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'BOOK-3',
    title: 'answers the same booking when the same key is sent again',
    needs: ['book', 'keyedBooking'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const first = expectOk(await adapter.book(request(key, ref), call()));
      const second = expectOk(await adapter.book(request(key, ref), call()));
      expect(second.ref).toBe(first.ref);
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'BOOK-4',
    title: 'makes one booking of the same key sent five times at once, and calls none of them rejected',
    needs: ['book', 'keyedBooking'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => adapter.book(request(key, ref), call())));
      await hospital.settled();
      for (const outcome of outcomes) {
        if (!outcome.ok) expect(outcome.failure.kind, describeOutcome(outcome)).toBe('unknown-outcome');
      }
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'BOOK-5',
    title: 'answers slot-unknown for a slot that the hospital does not know',
    needs: ['book'],
    async run({ adapter, hospital, newKey, request, call }) {
      const key = newKey();
      expectRejected(await adapter.book(request(key, 'never-existed'), call()), ['slot-unknown']);
      expect(await hospital.bookings(key)).toEqual([]);
    },
  },
  {
    id: 'BOOK-6',
    title: 'never makes a second live booking when a used key comes with another slot',
    needs: ['book', 'keyedBooking'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const first = await openSlot();
      const second = await openSlot();
      const key = newKey();
      const booking = expectOk(await adapter.book(request(key, first.ref), call()));
      const outcome = await adapter.book(request(key, second.ref), call());
      if (outcome.ok) expect(outcome.value.ref).toBe(booking.ref);
      else expectRejected(outcome, ['key-reused']);
      await expectTruth(hospital, { key, live: 1, slotRef: first.ref, taken: 1 });
      expect((await hospital.slot(second.ref)).taken, 'places taken in the other slot').toBe(0);
    },
  },
  {
    id: 'BOOK-7',
    title: 'stores a key of 64 characters, hyphen and underscore included, exactly',
    needs: ['book'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const run = newKey();
      const keys = [`${run}_-_`.padEnd(64, 'Zz9'), `-${run}`, `_${run}`];
      for (const key of keys) {
        const { ref } = await openSlot();
        expect(expectOk(await adapter.book(request(key, ref), call())).key).toBe(key);
        await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
      }
    },
  },
  {
    id: 'BOOK-8',
    title: 'does not revive a booking, nor take a place, when the key of a cancelled one is sent again',
    needs: ['book', 'cancel', 'keyedBooking'],
    async run({ adapter, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await adapter.book(request(key, ref), call()));
      expectOk(await adapter.cancel({ key, ref: booking.ref }, call()));
      const outcome = await adapter.book(request(key, ref), call());
      if (outcome.ok) expect(outcome.value.status).toBe('cancelled');
      else expectRejected(outcome, ['key-reused']);
      await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 0 });
    },
  },
];
