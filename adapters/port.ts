/**
 * The hospital port: everything that Onedoor may ask of a hospital's own system, what a hospital declares that it can do,
 * and the closed list of ways in which asking can fail. This file imports nothing: an adapter's author reads this one file.
 *
 * Rules for an adapter
 *  - It translates and does nothing else: no database, no environment, no cache that must survive, no retry of its own.
 *  - It never throws for something that a hospital can cause. A failure is a value (`Failure`); a throw is a bug.
 *  - It honours `call.signal`: when it fires, a read answers `unavailable` and a write answers `unknown-outcome`.
 *  - What it does not declare in `capabilities` it refuses with `not-supported`, without touching the network.
 *  - `Failure.detail` is for engineers and is logged: never put a name, a number of a document, a phone or a body in it.
 *
 * Units: instants are milliseconds since the Unix epoch; money is integer fen (1/100 CNY); dates are `YYYY-MM-DD`.
 */

/** What a hospital can do, as data. Anything false is refused by the adapter and shown to people honestly. */
export interface Capabilities {
  /** Reads open slots: `slots` and `slot`. A hospital without it is booked by the snapshots that it pushes, or only shown. */
  readonly slots: boolean;
  /** Books: `book`. */
  readonly book: boolean;
  /** Answers "do you hold a booking under this key?": `findBooking`. Without it an unknown outcome goes to a person. */
  readonly findBooking: boolean;
  /** Lists bookings that changed: `listBookings`. Without it a late booking cannot be noticed, so an unknown outcome goes to a person. */
  readonly listBookings: boolean;
  /** Cancels: `cancel`. */
  readonly cancel: boolean;
  /** The same `key` sent to `book` twice makes one booking. Only then may a booking that is absent be sent again. */
  readonly keyedBooking: boolean;
  /** Places in one slot: `one`, or `many` where the hospital counts them. */
  readonly slotCapacity: 'one' | 'many';
  /** Longest time in ms between the hospital receiving a write and a read showing it. Before it has passed, "not found" proves nothing. */
  readonly settleWindowMs: number;
  /** Longest time in ms by which a slot snapshot may lag behind the bookings that the hospital has already confirmed. */
  readonly readLagMs: number;
  /** Keeps a file for each person and finds it by document: `findPatient`; `book` then takes its reference. Without it, people are booked by their particulars. */
  readonly findPatient: boolean;
  /** Tells how far a session has come: `queue`. Only for slots that are whole sessions. */
  readonly queue: boolean;
  /** Opens a file: `registerPatient`. Needs `findPatient`, which answers after an unknown outcome. Without it, who has no file is sent to the window. */
  readonly registerPatient: boolean;
  /** `any` runs wherever `fetch` exists; `node` needs sockets or native code. */
  readonly runtime: 'any' | 'node';
}

export type Operation =
  | 'slots'
  | 'slot'
  | 'book'
  | 'findBooking'
  | 'listBookings'
  | 'cancel'
  | 'findPatient'
  | 'registerPatient'
  | 'queue';

/** Why a hospital said no. `other` is for a refusal that the protocol does not explain. */
export type RejectReason =
  | 'slot-taken'
  | 'slot-unknown'
  | 'slot-closed'
  | 'patient-refused'
  /** The document is known with other particulars, or more than once: a person at the window must decide. */
  | 'patient-ambiguous'
  /** A `patientRef` that the hospital does not know. */
  | 'patient-unknown'
  | 'not-cancellable'
  | 'booking-unknown'
  | 'key-reused'
  | 'not-authorised'
  | 'request-refused'
  | 'other';

export type Failure =
  /** The hospital received the request and said no; nothing was changed. */
  | { readonly kind: 'rejected'; readonly reason: RejectReason; readonly detail: string }
  /** A write that certainly was not received (refused connection), or a read that brought no answer (also time-out, reset, 5xx). */
  | { readonly kind: 'unavailable'; readonly detail: string }
  /** A write that may or may not have happened: time-out, reset, 5xx, or a reply that cannot be read. */
  | { readonly kind: 'unknown-outcome'; readonly detail: string }
  /** A read whose reply cannot be read. It never means "nothing there". */
  | { readonly kind: 'malformed'; readonly detail: string }
  /** The capability is not declared. */
  | { readonly kind: 'not-supported'; readonly operation: Operation };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What comes with every call. */
export interface Call {
  /** Fires at the deadline, or when nobody waits any more. */
  readonly signal: AbortSignal;
  /** W3C Trace Context header to pass on, https://www.w3.org/TR/trace-context/. */
  readonly traceparent?: string;
}

/** One bookable interval as the hospital reports it. */
export interface SlotSnapshot {
  /** The hospital's own reference; given back in `book`. */
  readonly ref: string;
  readonly departmentRef: string;
  readonly practitionerRef: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Places that can still be booked, 0 or more. 0 also when the slot is closed. */
  readonly free: number;
  /** Registration fee where the hospital prices the slot itself; otherwise the practitioner's fee applies. */
  readonly feeFen?: number;
  /** Present where [startsAt, endsAt) is a whole session in which people are called by number; absent where one comes at `startsAt`. */
  readonly session?: Session;
}

/** A morning or an afternoon of a practitioner, in which people are called in the order of their numbers. */
export interface Session {
  /** Numbers that can be given out in all, through every channel: 1 or more. */
  readonly numbers: number;
}

/** How far a session has come, as the hospital tells it. */
export interface SessionQueue {
  /** Calls so far, in the order in which they were made. A number that did not come has none. */
  readonly calls: readonly QueueCall[];
  /** Nobody is called any more. */
  readonly ended: boolean;
}

export interface QueueCall {
  /** 1 or more. */
  readonly number: number;
  readonly at: number;
}

export interface SlotsRequest {
  /** Slots that start in [from, to). */
  readonly from: number;
  readonly to: number;
  /** `next` of the page before. */
  readonly page?: string;
}

export interface SlotPage {
  readonly slots: readonly SlotSnapshot[];
  /** Absent on the last page. Opaque; the gateway stores it as it is. */
  readonly next?: string;
}

/** Kinds of identity document, after the classes of specs used in mainland hospitals. */
export type DocumentType =
  | 'resident-id'
  | 'hk-macau-residence-permit'
  | 'taiwan-residence-permit'
  | 'hk-macau-travel-permit'
  | 'taiwan-travel-permit'
  | 'foreigner-residence-permit'
  | 'passport'
  | 'birth-certificate'
  | 'other';

export interface IdentityDocument {
  readonly type: DocumentType;
  readonly number: string;
}

export interface Patient {
  /** As it stands on the document. */
  readonly name: string;
  readonly birthDate: string;
  readonly sex: 'male' | 'female' | 'unknown';
  readonly document: IdentityDocument;
  readonly phone?: string;
  /** Who answers for a child whose document is a birth certificate. */
  readonly guardian?: Guardian;
}

export interface Guardian {
  readonly name: string;
  readonly document: IdentityDocument;
  /** What the guardian is to the child. */
  readonly relationship: 'mother' | 'father' | 'grandparent' | 'guardian';
}

/** By what a person's file is looked for. A number alone is never enough: hospitals use numbers twice, and clerks mistype them. */
export type PatientQuery = Pick<Patient, 'name' | 'birthDate' | 'document'>;

/** Whether the hospital has a file of a person. It holds nothing personal. */
export type PatientMatch =
  | { readonly kind: 'none' }
  /** Exactly one file under the document, and its name and birth date are the ones asked for. */
  | { readonly kind: 'one'; readonly ref: string }
  /** A person at the window must decide: the document has more than one file, or one with another name or birth date. */
  | { readonly kind: 'ambiguous'; readonly cause: 'several-files' | 'other-particulars' };

/** A person's file at the hospital. */
export interface PatientRecord {
  /** The hospital's own reference (its patient id); given back in `book`. */
  readonly ref: string;
}

export interface BookRequest {
  /** Ours, unique for ever, 1 to 64 of [A-Za-z0-9-_]. The hospital stores it so that `findBooking` can answer. */
  readonly key: string;
  readonly slotRef: string;
  readonly patient: Patient;
  /** The person's file, from `findPatient` or `registerPatient`. The adapter books by it wherever the protocol can. */
  readonly patientRef?: string;
}

export interface Booking {
  /** The hospital's own reference. */
  readonly ref: string;
  readonly key: string;
  /** Absent where the hospital does not say. */
  readonly slotRef?: string;
  readonly status: 'booked' | 'cancelled';
  /** The number under which the person is called in a session, 1 or more; absent where the hospital gives none, or none yet. */
  readonly queueNumber?: number;
}

export interface BookingChanges {
  readonly bookings: readonly Booking[];
  /** Give it to the next call. Opaque. A booking may be reported twice, never left out. */
  readonly cursor: string;
  /** More can be fetched at once. */
  readonly more: boolean;
}

export interface CancelRequest {
  readonly key: string;
  readonly ref: string;
}

/**
 * What a push says has changed. A hospital that can be asked is asked: the gateway reads again what is named, so a push that lies costs
 * one read. Only a hospital that does not declare `slots` pushes what its slots are.
 */
export type InboundChange =
  | { readonly kind: 'slot'; readonly ref: string }
  | { readonly kind: 'booking'; readonly key: string; readonly ref: string }
  /** The slot as it was at `asOf`; `free` is 0 when it is closed. One that is older than what is known changes nothing. */
  | { readonly kind: 'snapshot'; readonly slot: SlotSnapshot; readonly asOf: number }
  /** The hospital does not know the slot any more. */
  | { readonly kind: 'withdrawn'; readonly ref: string };

/** One message that a hospital sent of its own accord, after the adapter has found it genuine. */
export interface InboundMessage {
  /** The hospital's own number of the message: 1 to 128 printable characters of ASCII. A message that is sent again keeps it. */
  readonly id: string;
  /** SHA-256 of what was signed of the content, hex: shows whether a number was used for something else. */
  readonly hash: string;
  readonly changes: readonly InboundChange[];
}

/** The gateway's inbox. Adapters keep no durable state, so that a message was here before is known only to it. */
export interface Sink {
  /**
   * Resolves when the gateway has committed the message, not earlier. `duplicate`: the same message was here before. `conflict`: its
   * number was, with another hash. Rejects when the gateway can not keep it at this moment.
   */
  accept(message: InboundMessage): Promise<'accepted' | 'duplicate' | 'conflict'>;
}

export interface HospitalAdapter {
  readonly capabilities: Capabilities;
  /** One page of slots. */
  slots(request: SlotsRequest, call: Call): Promise<Outcome<SlotPage>>;
  /** One slot, read again. `null`: the hospital does not know it any more. */
  slot(ref: string, call: Call): Promise<Outcome<SlotSnapshot | null>>;
  /** Books one place. */
  book(request: BookRequest, call: Call): Promise<Outcome<Booking>>;
  /** The booking under our key, `null` when the hospital has none at this moment. */
  findBooking(key: string, call: Call): Promise<Outcome<Booking | null>>;
  /** Bookings of ours that changed since `cursor`; from the beginning of what the hospital keeps when absent. */
  listBookings(cursor: string | undefined, call: Call): Promise<Outcome<BookingChanges>>;
  /** Cancels a booking. A booking that is already cancelled is a success. */
  cancel(request: CancelRequest, call: Call): Promise<Outcome<Booking>>;
  /** The file of a person. */
  findPatient(query: PatientQuery, call: Call): Promise<Outcome<PatientMatch>>;
  /**
   * Opens a file, a write like any other: after an unknown outcome ask `findPatient`. The same person again is answered with the same
   * file, never with a second one; the same document with another name or birth date is `rejected('patient-ambiguous')`.
   */
  registerPatient(patient: Patient, call: Call): Promise<Outcome<PatientRecord>>;
  /** How far the session has come that the slot is. `null`: the hospital does not know the slot any more, or it is no session. */
  queue(slotRef: string, call: Call): Promise<Outcome<SessionQueue | null>>;
  /**
   * A push from the hospital over HTTP, absent where the protocol has none. The adapter verifies it, calls `sink.accept`, and only then
   * answers: a success acknowledges the message for good. What is not genuine is refused without touching the sink.
   */
  inbound?(request: Request, sink: Sink): Promise<Response>;
}

/** What an adapter is built with besides its configuration. */
export interface AdapterEnvironment {
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
  readonly now: () => number;
  /** Random bytes for nonces; the platform's cryptographic generator when absent. */
  readonly randomBytes?: (length: number) => Uint8Array;
}

/** The answer to a call that the adapter does not declare. */
export function notSupported(operation: Operation): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind: 'not-supported', operation } };
}

/**
 * Whether two records under one document are one person: the same birth date, and the same name in Unicode NFC without blanks around
 * it. Nothing more lenient: a likeness is for a person at the window to judge.
 */
export function samePerson(one: Pick<Patient, 'name' | 'birthDate'>, other: Pick<Patient, 'name' | 'birthDate'>): boolean {
  return one.birthDate === other.birthDate && one.name.normalize('NFC').trim() === other.name.normalize('NFC').trim();
}
