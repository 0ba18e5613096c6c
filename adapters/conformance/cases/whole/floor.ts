import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectTimely } from '../../deadline.ts';
import { expectFailure } from '../../expectations.ts';

/** What no adapter may lack: without it the kit would pass for an adapter that has nothing. */
export const floorCases: readonly HospitalCase[] = [
  {
    id: 'FLOOR-1',
    title: 'has booking, and slots where the hospital does not push them',
    needs: [],
    async run({ adapter }) {
      expect(adapter.booking, 'booking').toBeDefined();
      expect(adapter.slots ?? adapter.inbound, 'slots or inbound').toBeDefined();
    },
  },
  {
    id: 'FLOOR-2',
    title: 'honours the deadline of a booking',
    needs: [],
    async run({ facets, hospital, limits, call, openSlot, newKey, request }) {
      const { ref } = await openSlot();
      const wanted = await request(newKey(), ref);
      const hang = hospital.supportedFaults.includes('timeout-before-commit');
      if (hang) await hospital.setFault('timeout-before-commit', 'write');
      const outcome = await expectTimely(limits, facets.booking.book(wanted, call(hang ? limits.deadlineMs : 0)));
      expectFailure(outcome, hang ? ['unknown-outcome'] : ['unknown-outcome', 'unavailable']);
    },
  },
  {
    id: 'FLOOR-3',
    title: 'declares windows that are finite and not negative, and nothing that contradicts itself',
    needs: [],
    async run({ adapter }) {
      const { slots, booking, cancellation, preconsult } = adapter;
      for (const window of [booking?.settleWindowMs ?? 0, preconsult?.settleWindowMs ?? 0, slots?.readLagMs ?? 0])
        expect(Number.isSafeInteger(window) && window >= 0).toBe(true);
      expect(cancellation !== undefined && booking === undefined, 'cancellation without booking').toBe(false);
      expect(preconsult !== undefined && booking === undefined, 'preconsult without booking').toBe(false);
    },
  },
];
