import type { z } from 'zod';
import type { OperationId } from './paths.ts';
import type { ProblemCode } from './problems.ts';
import {
  access,
  appointment,
  appointmentEvent,
  consent,
  department,
  dependant,
  device,
  hospital,
  input,
  me,
  page,
  patientLink,
  practitioner,
  privacyNotice,
  session,
  slip,
  slipVerdict,
  slot,
  staffSession,
} from './schemas.ts';

/** Who may call: anyone, a person with a session (for what is theirs), an enrolled device, a signed-in member of staff. */
export type Access = 'public' | 'patient' | 'device' | 'staff';

/** One row of the contract. Validation, routes, OpenAPI and the typed client all come from it. */
export interface Operation {
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Schema of the body by status; `null` for no body. */
  readonly replies: Readonly<Record<number, z.ZodType | null>>;
  /** Needs an Idempotency-Key. */
  readonly keyed?: boolean;
  /** For how many requests it counts: what rings somebody's phone, or tries a secret, is to be had less often. Default 1. */
  readonly cost?: number;
  /** Replies are `text/event-stream`. */
  readonly stream?: boolean;
  /** Problems of this operation besides those that any operation can answer. */
  readonly problems: readonly ProblemCode[];
}

const appointmentReply = appointment;

export const operations = {
  listHospitals: {
    summary: 'Hospitals of the city',
    access: 'public',
    query: input.page,
    replies: { 200: page(hospital) },
    problems: [],
  },
  findDepartments: {
    summary: 'Departments by name, alias or pinyin initials',
    access: 'public',
    query: input.departments,
    replies: { 200: page(department) },
    problems: [],
  },
  listPractitioners: {
    summary: 'Practitioners, by department and hospital',
    access: 'public',
    query: input.practitioners,
    replies: { 200: page(practitioner) },
    problems: [],
  },
  searchSlots: {
    summary: 'Open slots over all hospitals, the earliest first',
    access: 'public',
    query: input.slots,
    replies: { 200: page(slot) },
    problems: [],
  },
  bookAppointment: {
    summary: 'Book one place in a slot',
    access: 'patient',
    body: input.book,
    replies: { 201: appointmentReply, 202: appointmentReply },
    keyed: true,
    problems: [
      'slot-taken',
      'slot-past',
      'already-booked',
      'booking-refused',
      'hospital-unavailable',
      'identity-ambiguous',
      'consent-required',
    ],
  },
  listAppointments: {
    summary: 'The appointments of the person whose session this is, the newest first',
    access: 'patient',
    query: input.page,
    replies: { 200: page(appointment) },
    problems: [],
  },
  readAppointment: {
    summary: 'One appointment',
    access: 'patient',
    params: input.appointmentId,
    replies: { 200: appointmentReply },
    problems: [],
  },
  followAppointment: {
    summary: 'Changes of one appointment as server-sent events; resumes after Last-Event-ID',
    access: 'patient',
    params: input.appointmentId,
    replies: { 200: appointmentEvent },
    stream: true,
    problems: [],
  },
  cancelAppointment: {
    summary: 'Cancel an appointment',
    access: 'patient',
    params: input.appointmentId,
    body: input.none,
    replies: { 200: appointmentReply, 202: appointmentReply },
    keyed: true,
    problems: ['not-cancellable', 'precondition-failed'],
  },
  readPrivacyNotice: {
    summary: 'The privacy notice and the text of the consent for health data, as they are now',
    access: 'public',
    replies: { 200: privacyNotice },
    problems: [],
  },
  sendOneTimeCode: {
    summary: 'Send a code to a phone; the answer is the same whether or not anybody has it',
    access: 'public',
    cost: 15,
    body: input.oneTimeCode,
    replies: { 204: null },
    problems: ['too-many-codes'],
  },
  openSession: {
    summary: 'Open a session with evidence of who is there; registers the person with the first one',
    access: 'public',
    body: input.openSession,
    replies: { 201: session },
    problems: [
      'evidence-refused',
      'registration-required',
      'consent-required',
      'choose-patient',
      'document-refused',
      'identity-ambiguous',
      'device-refused',
    ],
  },
  closeSession: {
    summary: 'End this session at the server',
    access: 'patient',
    replies: { 204: null },
    problems: [],
  },
  readMe: {
    summary: 'Who the session is for, masked, and for whom this person may act',
    access: 'patient',
    replies: { 200: me },
    problems: [],
  },
  registerDependant: {
    summary: 'Register a child; its guardian, whose session this is, may then act for it',
    access: 'patient',
    body: input.dependant,
    replies: { 201: dependant },
    keyed: true,
    problems: ['document-refused', 'identity-ambiguous', 'consent-required'],
  },
  listConsents: {
    summary: 'What this person agreed to, each with its receipt, the newest first',
    access: 'patient',
    query: input.page,
    replies: { 200: page(consent) },
    problems: [],
  },
  withdrawConsent: {
    summary: 'Withdraw a consent; the sessions of the person end, bookings stand',
    access: 'patient',
    params: input.consentId,
    body: input.none,
    replies: { 200: consent },
    problems: [],
  },
  listAccess: {
    summary: "Who looked at this person's data, when and why, the newest first",
    access: 'patient',
    query: input.page,
    replies: { 200: page(access) },
    problems: [],
  },
  issueSlip: {
    summary: 'The slip of a booked appointment, the same each time',
    access: 'patient',
    params: input.appointmentId,
    body: input.none,
    replies: { 200: slip },
    problems: ['slip-not-ready'],
  },
  readSlip: {
    summary: 'Whether a slip is genuine and still valid, and for whom, masked; nothing more',
    access: 'public',
    params: input.slipCode,
    replies: { 200: slipVerdict },
    problems: [],
  },
  verifySlip: {
    summary: 'Whether the text of a QR code is that of a genuine slip',
    access: 'public',
    body: input.verifySlip,
    replies: { 200: slipVerdict },
    problems: [],
  },
  enrolDevice: {
    summary: 'Enrol a device with a code of `onedoor device enrol`, which works once',
    access: 'public',
    body: input.enrolDevice,
    replies: { 201: device },
    problems: ['enrolment-refused'],
  },
  readDevice: {
    summary: 'The device that proves its key with this request',
    access: 'device',
    replies: { 200: device },
    problems: ['device-refused'],
  },
  openStaffSession: {
    summary: 'A member of staff signs in at an enrolled device',
    access: 'device',
    cost: 15,
    body: input.openStaffSession,
    replies: { 201: staffSession },
    problems: ['device-refused', 'evidence-refused'],
  },
  closeStaffSession: {
    summary: 'A member of staff signs out',
    access: 'staff',
    replies: { 204: null },
    problems: [],
  },
  linkPatients: {
    summary: 'Two registrations are one person with two documents',
    access: 'staff',
    body: input.linkPatients,
    replies: { 201: patientLink },
    keyed: true,
    problems: ['already-linked'],
  },
  unlinkPatients: {
    summary: 'They are two people after all',
    access: 'staff',
    params: input.linkId,
    body: input.unlinkPatients,
    replies: { 200: patientLink },
    problems: [],
  },
} as const satisfies Record<OperationId, Operation>;

export type Operations = typeof operations;

type Infer<T> = T extends z.ZodType ? z.output<T> : undefined;
type Given<T> = T extends z.ZodType ? z.input<T> : undefined;
type Field<O, K extends string> = O extends Record<K, infer T> ? T : undefined;

/** What a handler receives, parsed. */
export interface OperationInput<K extends OperationId> {
  readonly params: Infer<Field<Operations[K], 'params'>>;
  readonly query: Infer<Field<Operations[K], 'query'>>;
  readonly body: Infer<Field<Operations[K], 'body'>>;
}

/** What a client gives, before defaults. */
export interface OperationRequest<K extends OperationId> {
  readonly params: Given<Field<Operations[K], 'params'>>;
  readonly query: Given<Field<Operations[K], 'query'>>;
  readonly body: Given<Field<Operations[K], 'body'>>;
}

/** Status and body of each reply that the contract allows. */
export type OperationReply<K extends OperationId> = {
  [S in keyof Operations[K]['replies']]: { readonly status: S; readonly body: Infer<Operations[K]['replies'][S]> };
}[keyof Operations[K]['replies']];
