import { type HospitalCase, PATIENT } from '../../case-context.ts';
import { expectNothingPersonal } from '../../expectations.ts';
import { FAULTS } from '../../partner-under-test.ts';

/** `Failure.detail` is logged, so it holds nothing about a person. */
export const privacyCases: readonly HospitalCase[] = [
  {
    id: 'PRIVACY-1',
    title: 'says nothing personal when the hospital refuses',
    needs: ['booking'],
    async run({ facets, openSlot, newKey, request, call }) {
      const full = await openSlot(1, 0);
      expectNothingPersonal(await facets.booking.book(await request(newKey(), full.ref), call()), PATIENT);
      expectNothingPersonal(await facets.booking.book(await request(newKey(), 'never-existed'), call()), PATIENT);
      expectNothingPersonal(await facets.booking.book(await request(newKey(), PATIENT.document.number), call()), PATIENT);
    },
  },
  ...FAULTS.map(
    (fault, index): HospitalCase => ({
      id: `PRIVACY-${index + 2}`,
      title: `says nothing personal under ${fault}, when booking and when asking`,
      needs: ['booking'],
      fault,
      async run({ facets, has, hospital, limits, openSlot, newKey, request, call }) {
        const { ref } = await openSlot();
        const key = newKey();
        await hospital.setFault(fault, 'write');
        expectNothingPersonal(await facets.booking.book(await request(key, ref), call(limits.deadlineMs)), PATIENT);
        await hospital.setFault(null);
        await hospital.settled();
        await facets.booking.book(await request(key, ref), call());
        if (!has('bookings')) return;
        await hospital.setFault(fault, 'read');
        expectNothingPersonal(await facets.bookings.find(key, call(limits.deadlineMs)), PATIENT);
      },
    }),
  ),
];
