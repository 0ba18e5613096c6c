import type { BookingStatus } from '../port/booking.ts';
import type { ChargeLine, ChargesQuery, Split } from '../port/charges.ts';
import type { HospitalAdapter } from '../port/hospital.ts';
import type { Summary, SummaryAnswer, SummarySection } from '../port/preconsult.ts';
import type { Allergy, Condition, Medication, RecordsQuery, Report, Visit } from '../port/records.ts';
import type { IdentityDocument, Patient } from '../port/terms.ts';
import type { PartnerUnderTest } from './partner-under-test.ts';

/**
 * What the kit needs besides the adapter: the hospital behind it, seen from the side. Nothing here goes through the adapter, so an
 * adapter that lies is found out. A simulator, or a thin wrapper of the test system of a real hospital, implements it.
 */

/** A slot to open. Instants are milliseconds since the epoch. */
export interface SlotToOpen {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly capacity: number;
  /** Places still free; the others are taken at the hospital's own window. All are free when absent. */
  readonly free?: number;
}

/** A booking as the hospital's own database has it. */
export interface TrueBooking {
  readonly ref: string;
  /** Our key, exactly as stored. */
  readonly key: string;
  readonly live: boolean;
  /** The patient's name, exactly as stored. */
  readonly patientName: string;
  /** The hospital's file that it was booked for; absent where it keeps none. */
  readonly patientRef?: string;
}

/** A person's file as the hospital's own database has it. */
export interface TruePatient {
  readonly ref: string;
  readonly name: string;
  readonly birthDate: string;
  readonly guardianName?: string;
}

/** The hospital's files of people, past its interface. */
export interface TruePatients {
  /** Opens a file at the hospital's own window, also where the document has one already. Answers its reference. */
  open(patient: Patient): Promise<string>;
  /** The files under a document. */
  list(document: IdentityDocument): Promise<readonly TruePatient[]>;
}

/** A clinic as the hospital's own database has it: whole, with the hours that the hospital gives it. */
export interface TrueClinic {
  readonly ref: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The hospital's clinics, past its interface. */
export interface TrueClinics {
  /** Opens a clinic on the day that begins at `day`, midnight in +08:00; the hospital knows its hours. Nobody has a number yet. */
  open(clinic: { readonly day: number; readonly numbers: number }): Promise<TrueClinic>;
  /** Calls a number in, at an instant in whole ms. */
  call(ref: string, number: number, at: number): Promise<void>;
  /** Nobody is called any more. */
  end(ref: string): Promise<void>;
}

/** A bill to open at the hospital itself. */
export interface BillToOpen extends ChargesQuery {
  /** When the visit was, whole seconds. */
  readonly at: number;
  /** In this order; the hospital gives them their references. */
  readonly lines: readonly Omit<ChargeLine, 'ref'>[];
}

/** A settlement as the hospital's own books have it. */
export interface TrueSettlement {
  readonly ref: string;
  readonly visitRef: string;
  /** Ours, exactly as stored; absent where it was settled at the hospital's own window. */
  readonly key?: string;
  readonly split: Split;
  /** Sum of its refunds in the books, fen. */
  readonly refunded: number;
}

/** A refund as the hospital's own books have it. */
export interface TrueChargeRefund {
  readonly key: string;
  readonly settlementRef: string;
  readonly amount: number;
}

/** The hospital's own books of charges, past its interface. */
export interface TrueCharges {
  /** `one` where a visit is charged as one line, by the hospital's own name and without insurance: what `open` is given is summed up. */
  readonly linesPerVisit: 'one' | 'many';
  /** Answers the reference of the visit. */
  open(bill: BillToOpen): Promise<string>;
  /** Settled at the hospital's own window. */
  settle(visitRef: string): Promise<void>;
  /** Something is charged besides, or otherwise: the total is another one. */
  change(visitRef: string): Promise<void>;
  /** From now on nothing of a settlement is taken back: what was bought was used. */
  close(settlementRef: string): Promise<void>;
  /** Of one visit, those of the window included. */
  settlements(visitRef: string): Promise<readonly TrueSettlement[]>;
  /** Under one of our keys. */
  refunds(key: string): Promise<readonly TrueChargeRefund[]>;
  /** The time of every quote is over. Needed where the adapter has `quote`. */
  expireQuotes?(): Promise<void>;
  /** From now on every sum of several that the hospital tells is a fen too high, or is right again. Absent where that can not be had. */
  miscount?(wrong: boolean): Promise<void>;
}

/** A summary as the doctor of a booking sees it. */
export interface ShownSummary {
  /** Ours, exactly as stored. */
  readonly key: string;
  readonly ref: string;
  readonly saidBy: Summary['saidBy'];
  readonly chiefComplaint: string;
  readonly sections: readonly SummarySection[];
  readonly noDiagnosis: string;
}

/** The doctor's own screen, past the hospital's interface. */
export interface TrueSummaries {
  /** What is shown for a booking. */
  shown(bookingRef: string): Promise<readonly ShownSummary[]>;
  /** Summaries that the hospital holds under our key, whether they are shown or not; those that were taken back are not held. */
  held(key: string): Promise<number>;
  /** A doctor says something of a summary that is shown, at an instant that the hospital's clock gives. */
  answer(answer: Omit<SummaryAnswer, 'at'>): Promise<void>;
  /** The screen as HTML, all bookings. Absent where there is none. */
  page?(): Promise<string>;
}

/** A report to issue at the hospital itself: what it has no word for, it leaves out. */
export type ReportToIssue = Omit<Report, 'ref' | 'version' | 'status' | 'original'>;

/** What to write into the lists of a person at the hospital itself. */
export type ListedAtHospital =
  | { readonly section: 'visits'; readonly row: Omit<Visit, 'ref'> }
  | { readonly section: 'medications'; readonly row: Omit<Medication, 'ref'> }
  | { readonly section: 'allergies'; readonly row: Omit<Allergy, 'ref'> }
  | { readonly section: 'conditions'; readonly row: Omit<Condition, 'ref'> };

/** The hospital's own records of people, past its interface. Every change is told by `reports` with a version that was not there before. */
export interface TrueRecords {
  /** Answers the reference of the report. */
  issue(whose: RecordsQuery, report: ReportToIssue): Promise<string>;
  /** The report says something else from now on, under the same reference. */
  correct(ref: string, report: ReportToIssue): Promise<void>;
  /** The report was never meant to be. */
  withdraw(ref: string): Promise<void>;
  add(whose: RecordsQuery, listed: ListedAtHospital): Promise<void>;
  /** The hospital states that there are no allergies. Absent where its protocol has no word for it. */
  stateNoAllergies?(whose: RecordsQuery): Promise<void>;
  /** Puts a document of these bytes to a report and answers its reference. Absent where there are none. */
  attach?(
    ref: string,
    document: { readonly title: string; readonly mediaType: string; readonly content: Uint8Array },
  ): Promise<string>;
  /** Puts a report into the list of which nothing can be shown: too many values, or one of no sense. */
  spoil(whose: RecordsQuery, how: 'many-values' | 'no-name'): Promise<void>;
}

/** A slot as the hospital's own database has it. */
export interface TrueSlot {
  readonly capacity: number;
  /** Places taken, by our bookings and at the window. */
  readonly taken: number;
}

export interface HospitalUnderTest extends PartnerUnderTest {
  /** Whether a slot of this hospital can have more than one place. */
  readonly placesPerSlot: 'one' | 'many';
  /** `false` where the protocol's bookings do not name their slot. Where they do, the adapter has to show it. */
  readonly namesSlots?: false;
  /** Opens a slot in the hospital's database and answers the reference by which the adapter knows it. */
  openSlot(slot: SlotToOpen): Promise<string>;
  /** Bookings in the hospital's database, under one key or all of ours. */
  bookings(key?: string): Promise<readonly TrueBooking[]>;
  slot(ref: string): Promise<TrueSlot>;
  /** Needed where the adapter has `patients`. */
  readonly patients?: TruePatients;
  /** Needed where the adapter has `queue`. */
  readonly clinics?: TrueClinics;
  /** Needed where the adapter has `charges`. */
  readonly charges?: TrueCharges;
  /** Needed where the adapter has `preconsult`. */
  readonly summaries?: TrueSummaries;
  /** Needed where the adapter has `records`. */
  readonly records?: TrueRecords;
  /** What the hospital's own people make of a booking; absent where that can not be had. */
  readonly statuses?: TrueStatuses;
}

/** What becomes of bookings at the hospital itself. */
export interface TrueStatuses {
  /** Those that the hospital's protocol has a word for. */
  readonly supported: readonly Exclude<BookingStatus, 'booked' | 'cancelled'>[];
  set(ref: string, status: BookingStatus): Promise<void>;
}

/** An adapter together with the hospital it talks to. */
export interface Subject {
  readonly adapter: HospitalAdapter;
  readonly hospital: HospitalUnderTest;
  /** The same adapter with credentials that the hospital does not take; absent where that can not be had. */
  readonly stranger?: HospitalAdapter;
}
