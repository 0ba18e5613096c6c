import { expect } from 'vitest';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { expectTruth, liveBookings } from '../../hospital-truth.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../../under-fault.ts';

/** Cancels under a fault, then again once it is healed. Answers the slot whose place must be free after that. */
async function cancelUnderFault(context: CaseContext, fault: Fault): Promise<{ readonly key: string; readonly ref: string }> {
  const { facets, hospital, limits, openSlot, newKey, request, call } = context;
  const { booking, cancellation } = facets;
  const rehearsal = await openSlot();
  const other = expectOk(await booking.book(await request(newKey(), rehearsal.ref), call()));
  const healthy = await writesDuring(context, () => cancellation.cancel({ key: other.key, ref: other.ref }, call()));
  const { ref } = await openSlot();
  const key = newKey();
  const booked = expectOk(await booking.book(await request(key, ref), call()));
  const write = () => cancellation.cancel({ key, ref: booked.ref }, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  const live = (await liveBookings(hospital, key)).length;
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(live, `live bookings after ${fault}`).toBe(effect === 'done' ? 0 : 1);
  if (outcome.ok) expect(live, 'a success is a cancelled booking').toBe(0);
  expect(expectOk(await cancellation.cancel({ key, ref: booked.ref }, call())).status).toBe('cancelled');
  expect(await liveBookings(hospital, key), 'cancelled in the end').toEqual([]);
  return { key, ref };
}

/** A cancellation under every fault: `CANCEL-F-refused`; and `CANCEL-R-refused`, the place that comes back. */
export const cancelUnderFaultCases: readonly HospitalCase[] = FAULTS.flatMap((fault): HospitalCase[] => [
  {
    id: `CANCEL-F-${fault}`,
    title: `answers a cancellation under ${fault} with ${permittedText(fault)}, and the hospital's database agrees`,
    needs: ['booking', 'cancellation'],
    fault,
    async run(context) {
      await cancelUnderFault(context, fault);
    },
  },
  {
    id: `CANCEL-R-${fault}`,
    title: `frees the place, once, of a booking whose cancellation met ${fault} and was repeated`,
    needs: ['booking', 'cancellation'],
    fault,
    async run(context) {
      const { key, ref } = await cancelUnderFault(context, fault);
      await expectTruth(context.hospital, { key, live: 0, slotRef: ref, taken: 0 });
    },
  },
]);
