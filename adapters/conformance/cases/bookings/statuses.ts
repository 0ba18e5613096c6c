import { expect } from 'vitest';
import type { BookingStatus } from '../../../port/booking.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk, expectRejected } from '../../expectations.ts';
import { changesSince } from './list.ts';

const cannotSet =
  (status: BookingStatus) =>
  ({ hospital }: CaseContext) =>
    hospital.statuses?.supported.some((one) => one === status) === true
      ? undefined
      : `this hospital has no word for ${status}, or it can not be had`;

const STATUSES = [
  { id: 'STATUS-1', status: 'completed' },
  { id: 'STATUS-2', status: 'missed' },
  { id: 'STATUS-3', status: 'wait-listed' },
] as const;

/** What becomes of a booking at the hospital itself. */
export const statusCases: readonly HospitalCase[] = [
  ...STATUSES.map(
    ({ id, status }): HospitalCase => ({
      id,
      title: `reports a booking that is ${status} as that, when asked and when listing`,
      needs: ['booking', 'bookings'],
      cannot: cannotSet(status),
      async run(context) {
        const { facets, hospital, openSlot, newKey, request, call } = context;
        const { ref: slotRef } = await openSlot();
        const key = newKey();
        const { ref } = expectOk(await facets.booking.book(await request(key, slotRef), call()));
        const { cursor } = await changesSince(context, undefined);
        await hospital.statuses?.set(ref, status);
        expect(expectOk(await facets.bookings.find(key, call()))).toMatchObject({ ref, key, status });
        const { bookings } = await changesSince(context, cursor);
        expect(bookings.findLast((booking) => booking.key === key)).toMatchObject({ ref, status });
      },
    }),
  ),
  {
    id: 'STATUS-4',
    title: 'answers not-cancellable when a visit that took place is to be cancelled',
    needs: ['booking', 'cancellation'],
    cannot: cannotSet('completed'),
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref: slotRef } = await openSlot();
      const key = newKey();
      const { ref } = expectOk(await facets.booking.book(await request(key, slotRef), call()));
      await hospital.statuses?.set(ref, 'completed');
      expectRejected(await facets.cancellation.cancel({ key, ref }, call()), ['not-cancellable']);
    },
  },
];
