import { expect } from 'vitest';
import type { Booking } from '../port/booking.ts';
import type { HospitalUnderTest, TrueBooking } from './hospital-under-test.ts';

/** Live bookings under a key in the hospital's own database. */
export async function liveBookings(hospital: HospitalUnderTest, key: string): Promise<readonly TrueBooking[]> {
  return (await hospital.bookings(key)).filter((booking) => booking.live);
}

/** Fails the case unless exactly `count` bookings live under the key, and the slot has `taken` places taken. */
export async function expectTruth(
  hospital: HospitalUnderTest,
  expected: { readonly key: string; readonly live: number; readonly slotRef: string; readonly taken: number },
): Promise<void> {
  expect(await liveBookings(hospital, expected.key), `live bookings of ${expected.key}`).toHaveLength(expected.live);
  expect((await hospital.slot(expected.slotRef)).taken, `places taken in ${expected.slotRef}`).toBe(expected.taken);
}

/** A booking shows the slot in which the hospital has it, where its protocol tells it; and never another. */
export function expectSlotShown({ namesSlots }: HospitalUnderTest, booking: Booking | null | undefined, ref: string): void {
  if (namesSlots !== false || booking?.slotRef !== undefined) expect(booking?.slotRef, 'the slot of the booking').toBe(ref);
}
