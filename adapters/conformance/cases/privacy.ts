import { PATIENT } from '../case-context.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectNothingPersonal } from '../expectations.ts';
import { FAULTS } from '../hospital-under-test.ts';

/** `Failure.detail` is logged, so it holds nothing about a person. */
export const privacyCases: readonly ConformanceCase[] = [
  {
    id: 'PRIVACY-1',
    title: 'says nothing personal when the hospital refuses',
    needs: ['book'],
    async run({ adapter, openSlot, newKey, request, call }) {
      const full = await openSlot(1, 0);
      expectNothingPersonal(await adapter.book(request(newKey(), full.ref), call()), PATIENT);
      expectNothingPersonal(await adapter.book(request(newKey(), 'never-existed'), call()), PATIENT);
      expectNothingPersonal(await adapter.book(request(newKey(), PATIENT.document.number), call()), PATIENT);
    },
  },
  ...FAULTS.map(
    (fault, index): ConformanceCase => ({
      id: `PRIVACY-${index + 2}`,
      title: `says nothing personal under ${fault}, when booking and when asking`,
      needs: ['book'],
      fault,
      async run({ adapter, hospital, limits, openSlot, newKey, request, call }) {
        const { ref } = await openSlot();
        const key = newKey();
        await hospital.setFault(fault, 'write');
        expectNothingPersonal(await adapter.book(request(key, ref), call(limits.deadlineMs)), PATIENT);
        await hospital.setFault(null);
        await hospital.settled();
        await adapter.book(request(key, ref), call());
        await hospital.setFault(fault, 'read');
        expectNothingPersonal(await adapter.findBooking(key, call(limits.deadlineMs)), PATIENT);
      },
    }),
  ),
];
