import type { BookRequest } from '../port/booking.ts';
import type { FacetName, HospitalAdapter } from '../port/hospital.ts';
import type { Section } from '../port/records.ts';
import type { SlotSnapshot } from '../port/slots.ts';
import type { Call, Patient } from '../port/terms.ts';
import type { ConformanceCase, KitContext } from './conformance-case.ts';
import type { TimeLimits } from './deadline.ts';
import { expectOk } from './expectations.ts';
import { type EveryFacet, facetsOf } from './facets.ts';
import type {
  HospitalUnderTest,
  Subject,
  TrueCharges,
  TrueClinics,
  TruePatients,
  TrueRecords,
  TrueSummaries,
} from './hospital-under-test.ts';

/** Sizes and times of a run; each has a default that suits `npm test`. */
export interface KitLimits extends TimeLimits {
  /** Slots opened to see paging; the adapter must be configured with smaller pages than this. */
  readonly slotsForPaging: number;
  /** Bookings sent at once in the race cases. */
  readonly contenders: number;
  /** Registrations of one document sent at once. */
  readonly registrars: number;
}

export const DEFAULT_LIMITS: KitLimits = { deadlineMs: 250, graceMs: 500, slotsForPaging: 12, contenders: 50, registrars: 20 };

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Years later than any timetable, so that nothing else is in the windows that the cases use. */
const FIRST_DAY = Date.parse('2031-03-01T00:00:00+08:00');

/** A person whose every detail is easy to find in a text where it must not be. */
export const PATIENT: Patient = {
  name: '欧阳䶮',
  birthDate: '1987-04-23',
  sex: 'female',
  document: { type: 'resident-id', number: '310101198704237262' },
  phone: '13917654321',
};

/** A facet, or what one may lack by itself. */
export type HospitalNeed =
  | FacetName
  | 'booking.keyed'
  | 'booking.enforced'
  | 'bookings.changes'
  | 'bookings.sweep'
  | 'patients.register'
  | 'charges.quote'
  | 'charges.insured'
  | 'records.reports'
  | 'records.document'
  | `records.${Section}`;

/** A requirement on the adapter of a hospital. */
export type HospitalCase = ConformanceCase<CaseContext, HospitalNeed>;

/** What a case works with: the subject, and fresh keys and days that no other case uses. */
export interface CaseContext extends KitContext {
  has(need: HospitalNeed): boolean;
  readonly adapter: HospitalAdapter;
  /** The adapter's facets; naming one that is absent fails the case. */
  readonly facets: EveryFacet;
  /** The facets of the same adapter with wrong credentials. */
  readonly stranger: HospitalAdapter | undefined;
  readonly hospital: HospitalUnderTest;
  readonly limits: KitLimits;
  /** The hospital's files of people, past its interface. Throws where the subject gives none. */
  readonly patients: TruePatients;
  /** The hospital's clinics, past its interface. Throws where the subject gives none. */
  readonly clinics: TrueClinics;
  /** The hospital's books of charges, past its interface. Throws where the subject gives none. */
  readonly charges: TrueCharges;
  /** The doctor's own screen. Throws where the subject gives none. */
  readonly summaries: TrueSummaries;
  /** The hospital's own records of people. Throws where the subject gives none. */
  readonly records: TrueRecords;
  /** Somebody whose document no other case uses. */
  newPatient(): Patient;
  /** A booking key that was never used. */
  newKey(): string;
  /** Midnight in +08:00 of a day that no other case uses. */
  newDay(): number;
  /** A call with a deadline, `limits.deadlineMs` unless told. Longer where no deadline is meant to pass. */
  call(deadlineMs?: number): Call;
  /** Opens a slot of 15 minutes at 09:00 of a day of its own. */
  openSlot(capacity?: number, free?: number): Promise<{ readonly ref: string; readonly startsAt: number }>;
  /** For `PATIENT` unless told, by their file where the adapter has `patients`: it is opened at the hospital's window when there is none. */
  request(key: string, slotRef: string, patient?: Patient): Promise<BookRequest>;
  /** Who is asked for: the person, by their file where the adapter has `patients`. */
  person(patient?: Patient): Promise<{ readonly patient: Patient; readonly patientRef?: string }>;
  /** Every slot in [from, to), page by page. */
  allSlots(from: number, to: number): Promise<{ readonly slots: readonly SlotSnapshot[]; readonly pages: number }>;
}

/** Long enough for anything that is not meant to time out. */
const PATIENT_DEADLINE_MS = 10_000;
const PAGE_LIMIT = 200;

function hasNeed(adapter: HospitalAdapter, need: HospitalNeed): boolean {
  switch (need) {
    case 'booking.keyed':
      return adapter.booking?.keyed === true;
    case 'booking.enforced':
      return adapter.booking?.places === 'enforced';
    case 'bookings.changes':
      return adapter.bookings?.listing === 'changes';
    case 'bookings.sweep':
      return adapter.bookings?.listing === 'sweep';
    case 'patients.register':
      return adapter.patients?.register !== undefined;
    case 'charges.quote':
      return adapter.charges?.quote !== undefined;
    case 'charges.insured':
      return adapter.charges !== undefined && adapter.charges.insurance !== 'none';
    case 'records.reports':
      return adapter.records?.reports !== undefined;
    case 'records.document':
      return adapter.records?.document !== undefined;
    case 'records.visits':
    case 'records.medications':
    case 'records.allergies':
    case 'records.conditions':
      return adapter.records?.[need.slice('records.'.length) as Section] !== undefined;
    default:
      return adapter[need] !== undefined;
  }
}

/** Builds the context; one for a whole run, so that keys and days are never shared. `run` makes keys of two runs differ. */
export function createCaseContext(subject: Subject, limits: KitLimits, run: string): CaseContext {
  let keys = 0;
  let days = 0;
  let people = 0;
  const { adapter, hospital, stranger } = subject;
  const files = new Map<string, Promise<string>>();
  const facets = facetsOf(adapter);
  const call = (deadlineMs = PATIENT_DEADLINE_MS): Call => ({ signal: AbortSignal.timeout(deadlineMs) });
  const newDay = () => {
    days += 1;
    return FIRST_DAY + days * DAY_MS;
  };
  const truePatients = () => {
    if (hospital.patients === undefined) throw new Error('an adapter that has patients needs HospitalUnderTest.patients');
    return hospital.patients;
  };
  const fileOf = (patient: Patient): Promise<string> => {
    const whose = JSON.stringify(patient.document);
    const file = files.get(whose) ?? truePatients().open(patient);
    files.set(whose, file);
    return file;
  };
  const person = async (patient = PATIENT) =>
    adapter.patients === undefined ? { patient } : { patient, patientRef: await fileOf(patient) };

  return {
    adapter,
    facets,
    stranger,
    hospital,
    partner: hospital,
    limits,
    has: (need) => hasNeed(adapter, need),
    call,
    newDay,
    get patients() {
      return truePatients();
    },
    get clinics() {
      if (hospital.clinics === undefined) throw new Error('an adapter that has queue needs HospitalUnderTest.clinics');
      return hospital.clinics;
    },
    get charges() {
      if (hospital.charges === undefined) throw new Error('an adapter that has charges needs HospitalUnderTest.charges');
      return hospital.charges;
    },
    get summaries() {
      if (hospital.summaries === undefined) throw new Error('an adapter that has preconsult needs HospitalUnderTest.summaries');
      return hospital.summaries;
    },
    get records() {
      if (hospital.records === undefined) throw new Error('an adapter that has records needs HospitalUnderTest.records');
      return hospital.records;
    },
    newPatient() {
      people += 1;
      return { ...PATIENT, document: { type: 'passport', number: `K${run.toUpperCase()}${String(people).padStart(4, '0')}` } };
    },
    newKey() {
      keys += 1;
      return `kit-${run}-${String(keys).padStart(4, '0')}`;
    },
    async openSlot(capacity = 1, free = capacity) {
      const startsAt = newDay() + 9 * 60 * MINUTE_MS;
      const ref = await hospital.openSlot({ startsAt, endsAt: startsAt + 15 * MINUTE_MS, capacity, free });
      return { ref, startsAt };
    },
    request: async (key, slotRef, patient) => ({ key, slotRef, ...(await person(patient)) }),
    person,
    async allSlots(from, to) {
      const slots: SlotSnapshot[] = [];
      let page: string | undefined;
      for (let pages = 1; pages <= PAGE_LIMIT; pages++) {
        const answer = expectOk(await facets.slots.page({ from, to, ...(page === undefined ? {} : { page }) }, call()));
        slots.push(...answer.slots);
        if (answer.next === undefined) return { slots, pages };
        page = answer.next;
      }
      throw new Error(`paging did not end after ${PAGE_LIMIT} pages`);
    },
  };
}
