import type { HospitalCase } from './case-context.ts';
import { bookCases } from './cases/booking/book.ts';
import { nameCases } from './cases/booking/names.ts';
import { privacyCases } from './cases/booking/privacy.ts';
import { raceCases } from './cases/booking/races.ts';
import { bookUnderFaultCases } from './cases/booking/under-fault.ts';
import { findCases } from './cases/bookings/find.ts';
import { listCases } from './cases/bookings/list.ts';
import { statusCases } from './cases/bookings/statuses.ts';
import { cancelCases } from './cases/cancellation/cancel.ts';
import { cancelUnderFaultCases } from './cases/cancellation/under-fault.ts';
import { chargeChangesCases } from './cases/charges/changes.ts';
import { openCases } from './cases/charges/open.ts';
import { quoteCases } from './cases/charges/quote.ts';
import { refundCases } from './cases/charges/refund.ts';
import { settleCases } from './cases/charges/settle.ts';
import { chargesUnderFaultCases } from './cases/charges/under-fault.ts';
import { credentialCases } from './cases/every-call/credentials.ts';
import { deadlineCases } from './cases/every-call/deadlines.ts';
import { latencyCases } from './cases/every-call/latency.ts';
import { readFaultCases } from './cases/every-call/read-faults.ts';
import { findPatientCases } from './cases/patients/find.ts';
import { registerPatientCases } from './cases/patients/register.ts';
import { summaryAnswerCases } from './cases/preconsult/answers.ts';
import { deliverCases } from './cases/preconsult/deliver.ts';
import { summariesUnderFaultCases } from './cases/preconsult/under-fault.ts';
import { summaryVersionCases } from './cases/preconsult/versions.ts';
import { withdrawCases } from './cases/preconsult/withdraw.ts';
import { queueCases } from './cases/queue/read.ts';
import { oneReportCases } from './cases/records/one-report.ts';
import { reportsCases } from './cases/records/reports.ts';
import { sectionCases } from './cases/records/sections.ts';
import { valueCases } from './cases/records/values.ts';
import { calendarCases } from './cases/slots/calendar.ts';
import { slotCases } from './cases/slots/one.ts';
import { slotsCases } from './cases/slots/page.ts';
import { checkCases } from './cases/whole/check.ts';
import { floorCases } from './cases/whole/floor.ts';

/** Every requirement of the kit, in the order in which they are best read. */
export const ALL_CASES: readonly HospitalCase[] = [
  ...floorCases,
  ...checkCases,
  ...slotsCases,
  ...slotCases,
  ...calendarCases,
  ...bookCases,
  ...raceCases,
  ...nameCases,
  ...privacyCases,
  ...bookUnderFaultCases,
  ...findCases,
  ...listCases,
  ...statusCases,
  ...cancelCases,
  ...cancelUnderFaultCases,
  ...findPatientCases,
  ...registerPatientCases,
  ...queueCases,
  ...openCases,
  ...quoteCases,
  ...settleCases,
  ...refundCases,
  ...chargeChangesCases,
  ...chargesUnderFaultCases,
  ...deliverCases,
  ...summaryVersionCases,
  ...withdrawCases,
  ...summaryAnswerCases,
  ...summariesUnderFaultCases,
  ...reportsCases,
  ...oneReportCases,
  ...valueCases,
  ...sectionCases,
  ...deadlineCases,
  ...readFaultCases,
  ...credentialCases,
  ...latencyCases,
];

/** The case with this id. Throws when there is none: a test that names it is out of date. */
export function caseById(id: string): HospitalCase {
  const found = ALL_CASES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`the kit has no case ${id}`);
  return found;
}
