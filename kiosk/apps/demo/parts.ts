import type { Part } from './part.ts';
import { DeskPart } from './parts/desk-part.tsx';
import { HospitalsPart } from './parts/hospitals-part.tsx';
import { KioskPart } from './parts/kiosk-part.tsx';
import { PatientPhonePart } from './parts/patient-phone-part.tsx';
import { PayingPart } from './parts/paying-part.tsx';
import { PhonePart } from './parts/phone-part.tsx';
import { ReaderPart } from './parts/reader-part.tsx';
import { ReportsPart } from './parts/reports-part.tsx';
import { StepsPart } from './parts/steps-part.tsx';
import { TrayPart } from './parts/tray-part.tsx';
import { page } from './words.ts';

/** Everything that lies on the table, in the order in which it is read. */
export const parts: readonly Part[] = [
  { name: 'kiosk', title: page.kiosk, Show: KioskPart },
  { name: 'phone', title: page.phone, Show: PhonePart },
  { name: 'patient-phone', title: page.patientPhone, Show: PatientPhonePart },
  { name: 'reader', title: page.reader, Show: ReaderPart },
  { name: 'paying', title: page.paying, Show: PayingPart },
  { name: 'tray', title: page.tray, Show: TrayPart },
  { name: 'hospitals', title: page.hospitals, Show: HospitalsPart },
  { name: 'reports', title: page.reports, Show: ReportsPart },
  { name: 'steps', title: page.steps, Show: StepsPart },
  { name: 'desk', title: page.desk, Show: DeskPart },
];
