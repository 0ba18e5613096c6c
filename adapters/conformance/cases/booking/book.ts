import { expect } from 'vitest';
import { isRef } from '../../../port/terms.ts';
import { type HospitalCase, PATIENT } from '../../case-context.ts';
import { describeOutcome, expectOk, expectRejected } from '../../expectations.ts';
import { expectSlotShown, expectTruth, liveBookings } from '../../hospital-truth.ts';

/** `book`: one place for one person. */
export const bookCases: readonly HospitalCase[] = [
  {
    id: 'BOOK-1',
    title: 'books one place, once, under our key',
    needs: ['booking'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, ref), call()));
      expect(booking).toMatchObject({ key, status: 'booked' });
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
      expect(await liveBookings(hospital, key)).toMatchObject([{ ref: booking.ref, key, patientName: PATIENT.name }]);
    },
  },
  {
    id: 'BOOK-2',
    title: 'answers slot-taken for a slot that filled up in the meantime, and changes nothing',
    needs: ['booking', 'booking.enforced'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot(1, 0);
      const key = newKey();
      expectRejected(await facets.booking.book(await request(key, ref), call()), ['slot-taken']);
      await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'BOOK-3',
    title: 'answers the same booking when the same key is sent again',
    needs: ['booking', 'booking.keyed'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const first = expectOk(await facets.booking.book(await request(key, ref), call()));
      const second = expectOk(await facets.booking.book(await request(key, ref), call()));
      expect(second.ref).toBe(first.ref);
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'BOOK-4',
    title: 'makes one booking of the same key sent five times at once, and calls none of them rejected',
    needs: ['booking', 'booking.keyed'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const wanted = await request(key, ref);
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => facets.booking.book(wanted, call())));
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
    needs: ['booking'],
    async run({ facets, hospital, newKey, request, call }) {
      const key = newKey();
      expectRejected(await facets.booking.book(await request(key, 'never-existed'), call()), ['slot-unknown']);
      expect(await hospital.bookings(key)).toEqual([]);
    },
  },
  {
    id: 'BOOK-6',
    title: 'never makes a second live booking when a used key comes with another slot',
    needs: ['booking', 'booking.keyed'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const first = await openSlot();
      const second = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, first.ref), call()));
      const outcome = await facets.booking.book(await request(key, second.ref), call());
      if (outcome.ok) expect(outcome.value.ref).toBe(booking.ref);
      else expectRejected(outcome, ['key-reused']);
      await expectTruth(hospital, { key, live: 1, slotRef: first.ref, taken: 1 });
      expect((await hospital.slot(second.ref)).taken, 'places taken in the other slot').toBe(0);
    },
  },
  {
    id: 'BOOK-7',
    title: 'stores a key of the longest length that it takes, hyphen and underscore included, exactly',
    needs: ['booking'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const run = newKey();
      const keys = [`${run}_-_`.padEnd(facets.booking.keyMaxLength, 'Zz9'), `-${run}`, `_${run}`];
      for (const key of keys) {
        const { ref } = await openSlot();
        expect(expectOk(await facets.booking.book(await request(key, ref), call())).key).toBe(key);
        await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
      }
    },
  },
  {
    id: 'BOOK-8',
    title: 'does not revive a booking, nor take a place, when the key of a cancelled one is sent again',
    needs: ['booking', 'cancellation', 'booking.keyed'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, ref), call()));
      expectOk(await facets.cancellation.cancel({ key, ref: booking.ref }, call()));
      const outcome = await facets.booking.book(await request(key, ref), call());
      if (outcome.ok) expect(outcome.value.status).toBe('cancelled');
      else expectRejected(outcome, ['key-reused']);
      await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 0 });
    },
  },
  {
    id: 'BOOK-9',
    title: 'refuses a key that is longer than it takes, rather than cutting it off, and books nothing',
    needs: ['booking'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const { keyMaxLength } = facets.booking;
      expect(keyMaxLength).toBeGreaterThanOrEqual(1);
      expect(keyMaxLength).toBeLessThanOrEqual(64);
      const key = newKey().padEnd(keyMaxLength + 1, 'x');
      expectRejected(await facets.booking.book(await request(key, ref), call()), ['request-refused']);
      await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 0 });
      expect(await hospital.bookings(key.slice(0, keyMaxLength))).toEqual([]);
    },
  },
  {
    id: 'BOOK-10',
    title: 'gives a booking a reference of 1 to 128 visible characters, and a slot too',
    needs: ['booking'],
    async run({ facets, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      expect(isRef(ref)).toBe(true);
      expect(isRef(expectOk(await facets.booking.book(await request(newKey(), ref), call())).ref)).toBe(true);
    },
  },
  {
    id: 'BOOK-11',
    title: 'shows the slot that the hospital has booked, where its protocol tells it',
    needs: ['booking'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      await openSlot();
      const { ref } = await openSlot();
      expectSlotShown(hospital, expectOk(await facets.booking.book(await request(newKey(), ref), call())), ref);
    },
  },
];
