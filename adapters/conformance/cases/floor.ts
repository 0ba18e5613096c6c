import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectTimely } from '../deadline.ts';
import { expectFailure } from '../expectations.ts';

/** What no adapter may lack: without it the kit would pass for an adapter that refuses everything. */
export const floorCases: readonly ConformanceCase[] = [
  {
    id: 'FLOOR-1',
    title: 'declares book, and slots where the hospital does not push them',
    needs: [],
    async run({ adapter }) {
      const { slots, book } = adapter.capabilities;
      expect(book, 'book').toBe(true);
      expect(slots || adapter.inbound !== undefined, 'slots or inbound').toBe(true);
    },
  },
  {
    id: 'FLOOR-2',
    title: 'honours the deadline of a booking',
    needs: [],
    async run({ adapter, hospital, limits, call, openSlot, newKey, request }) {
      const { ref } = await openSlot();
      const hang = hospital.supportedFaults.includes('timeout-before-commit');
      if (hang) await hospital.setFault('timeout-before-commit', 'write');
      const outcome = await expectTimely(limits, adapter.book(request(newKey(), ref), call(hang ? limits.deadlineMs : 0)));
      expectFailure(outcome, hang ? ['unknown-outcome'] : ['unknown-outcome', 'unavailable']);
    },
  },
  {
    id: 'FLOOR-3',
    title: 'declares windows that are finite and not negative, and nothing that contradicts itself',
    needs: [],
    async run({ adapter }) {
      const { settleWindowMs, readLagMs, keyedBooking, book, cancel, findPatient, registerPatient } = adapter.capabilities;
      for (const window of [settleWindowMs, readLagMs]) expect(Number.isSafeInteger(window) && window >= 0).toBe(true);
      expect(keyedBooking && !book, 'keyedBooking without book').toBe(false);
      expect(cancel && !book, 'cancel without book').toBe(false);
      expect(registerPatient && !findPatient, 'registerPatient without findPatient').toBe(false);
    },
  },
];
