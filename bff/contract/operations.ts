import type { z } from 'zod';
import type { OperationId } from './paths.ts';
import type { ProblemCode } from './problems.ts';
import { appointment, appointmentEvent, department, hospital, input, page, practitioner, session, slot } from './schemas.ts';

/** Who may call: anyone, or a person with a session (for things that are theirs). */
export type Access = 'public' | 'patient';

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
    problems: ['slot-taken', 'slot-past', 'already-booked', 'booking-refused', 'hospital-unavailable'],
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
  openSession: {
    summary: 'Open a session with evidence of who is there',
    access: 'public',
    body: input.openSession,
    replies: { 201: session },
    problems: ['evidence-refused'],
  },
  closeSession: {
    summary: 'End this session at the server',
    access: 'patient',
    replies: { 204: null },
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
