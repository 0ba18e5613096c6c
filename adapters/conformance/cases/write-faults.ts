import { expect } from 'vitest';
import type { Booking, Outcome } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectOk, expectTruth, liveBookings } from '../expectations.ts';
import { WRITE_FAULTS } from '../fault-table.ts';
import { FAULTS, type Fault } from '../hospital-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../under-fault.ts';

async function bookUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { adapter, limits, openSlot, newKey, request, call } = context;
  const rehearsal = await openSlot();
  const healthy = await writesDuring(context, () => adapter.book(request(newKey(), rehearsal.ref), call()));
  const { ref } = await openSlot();
  const key = newKey();
  const write = () => adapter.book(request(key, ref), call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  await expectBookingEffect(context, { key, ref, fault, outcome });
}

interface FaultyBooking {
  readonly key: string;
  readonly ref: string;
  readonly fault: Fault;
  readonly outcome: Outcome<Booking>;
}

/** The hospital's database agrees with the answer; then asking finds the same; then, where that is safe, sending again ends in one. */
async function expectBookingEffect(context: CaseContext, { key, ref, fault, outcome }: FaultyBooking): Promise<void> {
  const { adapter, hospital, request, call } = context;
  const { effect } = WRITE_FAULTS[fault];
  const live = (await liveBookings(hospital, key)).length;
  if (effect !== 'either') expect(live, `live bookings after ${fault}`).toBe(effect === 'done' ? 1 : 0);
  expect(live, 'never two').toBeLessThanOrEqual(1);
  if (outcome.ok) expect(live, 'a success is one live booking').toBe(1);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(live, 'unavailable is no booking').toBe(0);
  if (adapter.capabilities.findBooking) {
    const found = expectOk(await adapter.findBooking(key, call()));
    expect(found?.status === 'booked' ? 1 : 0, 'findBooking agrees with the hospital').toBe(live);
  }
  if (!adapter.capabilities.keyedBooking) return;
  expectOk(await adapter.book(request(key, ref), call()));
  await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
}

/** Cancels under a fault, then again once it is healed. Answers the slot whose place must be free after that. */
async function cancelUnderFault(context: CaseContext, fault: Fault): Promise<{ readonly key: string; readonly ref: string }> {
  const { adapter, hospital, limits, openSlot, newKey, request, call } = context;
  const rehearsal = await openSlot();
  const other = expectOk(await adapter.book(request(newKey(), rehearsal.ref), call()));
  const healthy = await writesDuring(context, () => adapter.cancel({ key: other.key, ref: other.ref }, call()));
  const { ref } = await openSlot();
  const key = newKey();
  const booking = expectOk(await adapter.book(request(key, ref), call()));
  const write = () => adapter.cancel({ key, ref: booking.ref }, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  const live = (await liveBookings(hospital, key)).length;
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(live, `live bookings after ${fault}`).toBe(effect === 'done' ? 0 : 1);
  if (outcome.ok) expect(live, 'a success is a cancelled booking').toBe(0);
  expect(expectOk(await adapter.cancel({ key, ref: booking.ref }, call())).status).toBe('cancelled');
  expect(await liveBookings(hospital, key), 'cancelled in the end').toEqual([]);
  return { key, ref };
}

/** Both writes under every fault: `BOOK-F-late-commit`, `CANCEL-F-refused`; and `CANCEL-R-refused`, the place that comes back. */
export const writeFaultCases: readonly ConformanceCase[] = FAULTS.flatMap((fault): ConformanceCase[] => [
  {
    id: `BOOK-F-${fault}`,
    title: `answers a booking under ${fault} with ${permittedText(fault)}, and the hospital's database agrees`,
    needs: fault === 'duplicate' ? ['book', 'keyedBooking'] : ['book'],
    fault,
    run: (context) => bookUnderFault(context, fault),
  },
  {
    id: `CANCEL-F-${fault}`,
    title: `answers a cancellation under ${fault} with ${permittedText(fault)}, and the hospital's database agrees`,
    needs: ['book', 'cancel'],
    fault,
    async run(context) {
      await cancelUnderFault(context, fault);
    },
  },
  {
    id: `CANCEL-R-${fault}`,
    title: `frees the place, once, of a booking whose cancellation met ${fault} and was repeated`,
    needs: ['book', 'cancel'],
    fault,
    async run(context) {
      const { key, ref } = await cancelUnderFault(context, fault);
      await expectTruth(context.hospital, { key, live: 0, slotRef: ref, taken: 0 });
    },
  },
]);
