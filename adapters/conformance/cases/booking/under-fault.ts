import { expect } from 'vitest';
import type { Booking } from '../../../port/booking.ts';
import type { Outcome } from '../../../port/terms.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { expectTruth, liveBookings } from '../../hospital-truth.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../../under-fault.ts';

async function bookUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { facets, limits, openSlot, newKey, request, call } = context;
  const rehearsal = await request(newKey(), (await openSlot()).ref);
  const healthy = await writesDuring(context, () => facets.booking.book(rehearsal, call()));
  const { ref } = await openSlot();
  const key = newKey();
  const wanted = await request(key, ref);
  const write = () => facets.booking.book(wanted, call(limits.deadlineMs));
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
  const { facets, has, hospital, request, call } = context;
  const { effect } = WRITE_FAULTS[fault];
  const live = (await liveBookings(hospital, key)).length;
  if (effect !== 'either') expect(live, `live bookings after ${fault}`).toBe(effect === 'done' ? 1 : 0);
  expect(live, 'never two').toBeLessThanOrEqual(1);
  if (outcome.ok) expect(live, 'a success is one live booking').toBe(1);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(live, 'unavailable is no booking').toBe(0);
  if (has('bookings')) {
    const found = expectOk(await facets.bookings.find(key, call()));
    expect(found?.status === 'booked' ? 1 : 0, 'find agrees with the hospital').toBe(live);
  }
  if (!has('booking.keyed')) return;
  expectOk(await facets.booking.book(await request(key, ref), call()));
  await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: 1 });
}

/** A booking under every fault: `BOOK-F-late-commit`, … */
export const bookUnderFaultCases: readonly HospitalCase[] = FAULTS.map(
  (fault): HospitalCase => ({
    id: `BOOK-F-${fault}`,
    title: `answers a booking under ${fault} with ${permittedText(fault)}, and the hospital's database agrees`,
    needs: fault === 'duplicate' ? ['booking', 'booking.keyed'] : ['booking'],
    fault,
    run: (context) => bookUnderFault(context, fault),
  }),
);
