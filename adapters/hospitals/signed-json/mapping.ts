import type * as z from 'zod';
import type { Booking } from '../../port/booking.ts';
import type { PatientMatch, PatientQuery } from '../../port/patients.ts';
import type { ClinicQueue } from '../../port/queue.ts';
import { everyRow, rowOf, shanghaiInstant } from '../../port/rows.ts';
import type { SlotSnapshot } from '../../port/slots.ts';
import type { Call, DocumentType, Failure, Outcome, Patient, RejectReason } from '../../port/terms.ts';
import type { SignedJsonConfig } from './config.ts';
import type { Exchange } from './transport.ts';
import {
  amountSchema,
  codeSchema,
  keySchema,
  type patientMatchSchema,
  queueCallSchema,
  type queueSchema,
  tokenSchema,
  type WireOrder,
  type WireSchedule,
} from './wire.ts';

const HOSPITAL_OFFSET_MS = 8 * 3_600_000;

type Fields = Readonly<Record<string, string>>;

/** The day of an instant in +08:00. */
export function dateOf(at: number): string {
  return new Date(at + HOSPITAL_OFFSET_MS).toISOString().slice(0, 10);
}

/** `yyyy-MM-dd HH:mm:ss` of the contract, +08:00. */
export const instantOf = (text: string) => shanghaiInstant(text.slice(0, 10), text.slice(11));

/** Yuan as the contract spells them, in fen, digit by digit: no float ever holds money. The text has passed `amountSchema`. */
export function fenOf(amount: string): number {
  const [yuan = '', decimals = ''] = amount.split('.');
  return Number(`${yuan}${decimals.padEnd(2, '0')}`);
}

/** Fen as yuan with two decimals. */
export function yuanOf(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Tokens of the hospital carry a mark of ours, so that nobody's invention is sent as one. */
export const PAGE_MARK = 'page:';
export const CURSOR_MARK = 'since:';

/** The hospital's own token; `undefined` when we never gave it out. */
export function unmarked(text: string, mark: string): string | undefined {
  const token = text.startsWith(mark) ? text.slice(mark.length) : '';
  return tokenSchema.safeParse(token).success ? token : undefined;
}

/** What submitOrder must repeat of a schedule, in the hospital's own spelling. */
export interface ScheduleKey {
  readonly depcode: string;
  readonly hosScheduleId: string;
  readonly workDate: string;
  readonly workTime: 0 | 1;
  readonly amount: string;
}

/**
 * The reference of a slot. An adapter remembers nothing and the hospital wants all of this again when somebody books, so it is all in
 * the reference. A schedule whose fee or day is changed is another slot.
 */
export function slotRefOf({ depcode, hosScheduleId, workDate, workTime, amount }: ScheduleKey): string {
  return [depcode, hosScheduleId, workDate, workTime, amount].join('~');
}

/** The schedule behind a reference; `undefined` when it is none of ours. */
export function scheduleKeyOf(slotRef: string): ScheduleKey | undefined {
  const [depcode = '', hosScheduleId = '', workDate = '', half = '', amount = '', ...rest] = slotRef.split('~');
  const wellFormed =
    rest.length === 0 &&
    codeSchema.safeParse(depcode).success &&
    codeSchema.safeParse(hosScheduleId).success &&
    /^\d{4}-\d\d-\d\d$/.test(workDate) &&
    /^[01]$/.test(half) &&
    amountSchema.safeParse(amount).success;
  return wellFormed ? { depcode, hosScheduleId, workDate, workTime: half === '0' ? 0 : 1, amount } : undefined;
}

/** Whether a key can be stored whole. */
export function isKey(key: string, { keyMaxLength }: SignedJsonConfig): boolean {
  return keySchema.safeParse(key).success && key.length <= keyMaxLength;
}

export function isCode(text: string): boolean {
  return codeSchema.safeParse(text).success;
}

/** What is needed of a schedule to show it; pushed and read ones alike. */
type Schedule = ScheduleKey &
  Pick<WireSchedule, 'docname' | 'title' | 'reservedNumber' | 'availableNumber' | 'times'> & {
    readonly status: number;
  };

/** A schedule as a slot: a whole clinic in which people are called by number, unless it has times of its own. */
export function slotSnapshot(schedule: Schedule, config: SignedJsonConfig): SlotSnapshot {
  const { depcode, reservedNumber, availableNumber, status, times } = schedule;
  return {
    ref: slotRefOf(schedule),
    departmentRef: depcode,
    practitionerRef: practitionerRefOf(schedule, config),
    ...(times === undefined
      ? hoursOf(schedule, config)
      : { startsAt: instantOf(times.beginTime), endsAt: instantOf(times.endTime) }),
    free: status === 1 ? Math.min(availableNumber, reservedNumber) : 0,
    feeFen: fenOf(schedule.amount),
    ...(times === undefined ? { clinic: { numbers: Math.max(1, reservedNumber) } } : {}),
  };
}

function hoursOf({ workDate, workTime }: ScheduleKey, { clinics }: SignedJsonConfig) {
  const { opens, closes } = workTime === 0 ? clinics.morning : clinics.afternoon;
  return { startsAt: instantOf(`${workDate} ${opens}:00`), endsAt: instantOf(`${workDate} ${closes}:00`) };
}

/** Doctors have no number in the contract. One who is not in the configuration gets a reference that no file of hospitals has. */
function practitionerRefOf(
  { depcode, docname, title }: Pick<Schedule, 'depcode' | 'docname' | 'title'>,
  config: SignedJsonConfig,
) {
  const named = config.doctors.filter((doctor) => doctor.depcode === depcode && doctor.docname === docname);
  const found = named.find((doctor) => doctor.title === title) ?? named.find((doctor) => doctor.title === undefined);
  return found?.ref ?? `unlisted.${depcode}`;
}

/** An order as a booking. It was booked unless it was cancelled: paying is between the person and the hospital. */
export function bookingOf(order: WireOrder): Booking {
  const { hosRecordId, clientOrderNo, number, orderStatus, reserveDate, reserveTime } = order;
  return {
    ref: hosRecordId,
    key: clientOrderNo,
    slotRef: slotRefOf({ ...order, workDate: reserveDate, workTime: reserveTime }),
    status: orderStatus === -1 ? 'cancelled' : 'booked',
    ...(number === undefined ? {} : { queueNumber: number }),
  };
}

export function clinicQueue({ calls, ended }: z.infer<typeof queueSchema>): Outcome<ClinicQueue> {
  const read = everyRow(calls, (call) => rowOf(queueCallSchema, call));
  if (!read.ok) return read;
  return { ok: true, value: { calls: read.value.map(({ number, calledAt }) => ({ number, at: calledAt })), ended } };
}

export function patientMatch(answer: z.infer<typeof patientMatchSchema>): PatientMatch {
  switch (answer.match) {
    case 'none':
      return { kind: 'none' };
    case 'one':
      return { kind: 'one', ref: answer.patientId };
    case 'ambiguous':
      return { kind: 'ambiguous', cause: answer.cause };
  }
}

/** 10 is the contract's; the others are ours, for strict mode. */
const CERTIFICATES: Readonly<Record<DocumentType, string>> = {
  'resident-id': '10',
  'birth-certificate': '30',
  passport: '40',
  'hk-macau-travel-permit': '50',
  'taiwan-travel-permit': '60',
  'hk-macau-residence-permit': '70',
  'taiwan-residence-permit': '80',
  'foreigner-residence-permit': '90',
  other: '99',
};

/** The code of a document at this hospital; a lax one knows only 10 unless it is told. */
function certificateOf(type: DocumentType, { mode, certificatesTypes }: SignedJsonConfig): string | undefined {
  return certificatesTypes[type] ?? (mode === 'strict' || type === 'resident-id' ? CERTIFICATES[type] : undefined);
}

/** Who is looked for; `undefined` when the hospital has no word for the document. */
export function queryFields({ name, birthDate, document }: PatientQuery, config: SignedJsonConfig): Fields | undefined {
  const certificatesType = certificateOf(document.type, config);
  if (certificatesType === undefined) return undefined;
  return { name, birthdate: birthDate, certificatesType, certificatesNo: document.number };
}

/** A person in strict mode: what is not known is not said. `undefined` when the hospital has no word for a document. */
export function patientFields(patient: Patient, config: SignedJsonConfig): Fields | undefined {
  const { sex, phone, guardian } = patient;
  const person = queryFields(patient, config);
  const contact = guardian && certificateOf(guardian.document.type, config);
  if (person === undefined || (guardian !== undefined && contact === undefined)) return undefined;
  return {
    ...person,
    sex: { female: '0', male: '1', unknown: '2' }[sex],
    ...(phone === undefined ? {} : { phone }),
    ...(guardian === undefined || contact === undefined
      ? {}
      : {
          contactsName: guardian.name,
          contactsCertificatesType: contact,
          contactsCertificatesNo: guardian.document.number,
          contactsRelation: guardian.relationship,
        }),
  };
}

/** Fields that a lax hospital reads without looking whether they are there. */
const LAX_BLANKS: Fields = {
  phone: '',
  isMarry: '0',
  provinceCode: '',
  cityCode: '',
  districtCode: '',
  address: '',
  contactsName: '',
  contactsCertificatesType: '',
  contactsCertificatesNo: '',
  contactsPhone: '',
};

/** A person in lax mode: every field of the contract, and none besides. The contract has no third sex and no relation. */
export function laxPatientFields(patient: Patient, config: SignedJsonConfig): Fields | undefined {
  const fields = patientFields(patient, config);
  if (fields === undefined || patient.sex === 'unknown') return undefined;
  const { contactsRelation: _, ...rest } = fields;
  return { ...LAX_BLANKS, ...rest };
}

export const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

export const rejected = (reason: RejectReason, detail: string) => failed({ kind: 'rejected', reason, detail });

/** Nothing is judged, and nothing refused, when nobody waits any more. */
export async function inTime<T>({ signal }: Call, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return signal.aborted ? failed({ kind: 'unavailable', detail: 'the deadline had passed before sending' }) : ask();
}

/** Codes that mean the same in both modes. */
const CONTRACT_CODES: Readonly<Record<number, RejectReason>> = { 201: 'other', 240: 'slot-taken', 250: 'slot-closed' };

const CODES: Readonly<Record<SignedJsonConfig['mode'], Readonly<Record<number, RejectReason>>>> = {
  strict: {
    ...CONTRACT_CODES,
    202: 'request-refused',
    210: 'slot-unknown',
    220: 'booking-unknown',
    221: 'charges-unknown',
    222: 'settlement-unknown',
    230: 'key-reused',
    231: 'charges-unknown',
    232: 'charges-settled',
    233: 'charges-changed',
    260: 'patient-ambiguous',
    261: 'patient-unknown',
    262: 'patient-refused',
    270: 'not-cancellable',
    271: 'not-refundable',
  },
  lax: CONTRACT_CODES,
};

const DONE = 200;
/** A wrong signature. A strict hospital says 401 and never signs a 300; a lax one looks at the signature first, and has no other way to say it. */
const WRONG_SIGNATURE = 300;

/** An exchange whose meaning is certain, or the reason why it is not. */
type Answer<T> =
  | { readonly kind: 'accepted'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: RejectReason; readonly detail: string }
  /** The signature was looked at and not taken, before anything else. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  | { readonly kind: 'lost'; readonly exchange: Exclude<Exchange, { readonly kind: 'reply' }> };

function answerOf<T>(exchange: Exchange, schema: z.ZodType<T>, mode: SignedJsonConfig['mode']): Answer<T> {
  if (exchange.kind !== 'reply') return { kind: 'lost', exchange };
  const { code, data } = exchange;
  const unreadable = (detail: string): Answer<T> => ({ kind: 'lost', exchange: { kind: 'unreadable', detail } });
  if (code === DONE) {
    const parsed = schema.safeParse(data);
    return parsed.success ? { kind: 'accepted', value: parsed.data } : unreadable(unexpected(parsed.error));
  }
  if (mode === 'lax' && code === WRONG_SIGNATURE) return { kind: 'unauthenticated', detail: `code ${code}` };
  const reason = CODES[mode][code];
  return reason === undefined ? unreadable(`unknown code ${code}`) : { kind: 'refused', reason, detail: `code ${code}` };
}

/** Where a reply differs from the contract: paths only, never values. */
function unexpected(error: z.ZodError): string {
  const path = error.issues[0]?.path.filter((part) => typeof part === 'number' || /^[A-Za-z]{1,40}$/.test(String(part)));
  return `unexpected at ${path === undefined || path.length === 0 ? 'data' : path.join('.')}`;
}

/** A read of a strict hospital as a value of the port. `absent` is the refusal that means "there is none". */
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>): Outcome<T>;
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>, absent: RejectReason): Outcome<T | null>;
export function readOutcome<T>(exchange: Exchange, schema: z.ZodType<T>, absent?: RejectReason): Outcome<T | null> {
  const answer = answerOf(exchange, schema, 'strict');
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return answer.reason === absent ? { ok: true, value: null } : rejected(answer.reason, answer.detail);
    case 'unauthenticated':
      return failed(answer);
    case 'lost': {
      const { kind, detail } = answer.exchange;
      if (kind === 'unauthenticated') return failed({ kind, detail });
      return failed({ kind: kind === 'unreadable' ? 'malformed' : 'unavailable', detail });
    }
  }
}

/** A write as a value of the port. Whatever is not certainly the hospital's own word leaves the outcome unknown. */
export function writeOutcome<T>(exchange: Exchange, schema: z.ZodType<T>, mode: SignedJsonConfig['mode']): Outcome<T> {
  const answer = answerOf(exchange, schema, mode);
  switch (answer.kind) {
    case 'accepted':
      return { ok: true, value: answer.value };
    case 'refused':
      return rejected(answer.reason, answer.detail);
    case 'unauthenticated':
      return failed(answer);
    case 'lost':
      return failed({
        kind: answer.exchange.kind === 'not-sent' ? 'unavailable' : 'unknown-outcome',
        detail: answer.exchange.detail,
      });
  }
}
