import { bookCases } from './cases/book.ts';
import { calendarCases } from './cases/calendar.ts';
import { cancelCases } from './cases/cancel.ts';
import { deadlineCases } from './cases/deadlines.ts';
import { findBookingCases } from './cases/find-booking.ts';
import { findPatientCases } from './cases/find-patient.ts';
import { floorCases } from './cases/floor.ts';
import { listBookingsCases } from './cases/list-bookings.ts';
import { nameCases } from './cases/names.ts';
import { privacyCases } from './cases/privacy.ts';
import { queueCases } from './cases/queue.ts';
import { raceCases } from './cases/races.ts';
import { readFaultCases } from './cases/read-faults.ts';
import { registerPatientCases } from './cases/register-patient.ts';
import { slotCases } from './cases/slot.ts';
import { slotsCases } from './cases/slots.ts';
import { writeFaultCases } from './cases/write-faults.ts';
import type { ConformanceCase } from './conformance-case.ts';

/** Every requirement of the kit, in the order in which they are best read. */
export const ALL_CASES: readonly ConformanceCase[] = [
  ...floorCases,
  ...slotsCases,
  ...slotCases,
  ...bookCases,
  ...findBookingCases,
  ...listBookingsCases,
  ...cancelCases,
  ...findPatientCases,
  ...registerPatientCases,
  ...queueCases,
  ...raceCases,
  ...nameCases,
  ...calendarCases,
  ...deadlineCases,
  ...privacyCases,
  ...readFaultCases,
  ...writeFaultCases,
];

/** The case with this id. Throws when there is none: a skip list or a test that names it is out of date. */
export function caseById(id: string): ConformanceCase {
  const found = ALL_CASES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`the kit has no case ${id}`);
  return found;
}
