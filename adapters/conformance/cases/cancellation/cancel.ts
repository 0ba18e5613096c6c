import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import { expectTruth } from '../../hospital-truth.ts';

/** `cancel`: giving a place back. */
export const cancelCases: readonly HospitalCase[] = [
  {
    id: 'CANCEL-1',
    title: 'cancels a booking and frees its place',
    needs: ['booking', 'cancellation'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const key = newKey();
      const booking = expectOk(await facets.booking.book(await request(key, ref), call()));
      expect(expectOk(await facets.cancellation.cancel({ key, ref: booking.ref }, call()))).toMatchObject({
        ref: booking.ref,
        key,
        status: 'cancelled',
      });
      await expectTruth(hospital, { key, live: 0, slotRef: ref, taken: 0 });
    },
  },
  {
    id: 'CANCEL-2',
    title: 'answers a success, and frees nothing more, when the booking is already cancelled',
    needs: ['booking', 'cancellation'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const first = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      expectOk(await facets.cancellation.cancel({ key: first.key, ref: first.ref }, call()));
      const second = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      expect(expectOk(await facets.cancellation.cancel({ key: first.key, ref: first.ref }, call())).status).toBe('cancelled');
      await expectTruth(hospital, { key: second.key, live: 1, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'CANCEL-3',
    title: 'answers booking-unknown for a booking that the hospital does not have',
    needs: ['cancellation'],
    async run({ facets, newKey, call }) {
      expectRejected(await facets.cancellation.cancel({ key: newKey(), ref: 'never-existed' }, call()), ['booking-unknown']);
    },
  },
  {
    id: 'CANCEL-4',
    title: 'lets the place be booked again under another key',
    needs: ['booking', 'cancellation'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const first = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      expectOk(await facets.cancellation.cancel({ key: first.key, ref: first.ref }, call()));
      const key = newKey();
      expectOk(await facets.booking.book(await request(key, ref), call()));
      await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
      await expectTruth(hospital, { key: first.key, live: 0, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'CANCEL-5',
    title: 'never cancels the booking of another key',
    needs: ['booking', 'cancellation'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const booking = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      expectFailure(await facets.cancellation.cancel({ key: newKey(), ref: booking.ref }, call()), ['rejected']);
      await expectTruth(hospital, { key: booking.key, live: 1, slotRef: ref, taken: 1 });
    },
  },
  {
    id: 'CANCEL-6',
    title: 'names the booking that was cancelled, and cancels no other that is ours',
    needs: ['booking', 'cancellation'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot(1);
      const kept = await openSlot(1);
      const stays = expectOk(await facets.booking.book(await request(newKey(), kept.ref), call()));
      const goes = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      const named = expectOk(await facets.cancellation.cancel({ key: goes.key, ref: goes.ref }, call()));
      expect([named.ref, named.key]).toEqual([goes.ref, goes.key]);
      await expectTruth(hospital, { key: stays.key, live: 1, slotRef: kept.ref, taken: 1 });
    },
  },
];
