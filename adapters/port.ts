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
  /** Reads open slots: `slots` and `slot`. A hospital without it can only be shown, not booked. */
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
  /** `any` runs wherever `fetch` exists; `node` needs sockets or native code. */
  readonly runtime: 'any' | 'node';
}

export type Operation = 'slots' | 'slot' | 'book' | 'findBooking' | 'listBookings' | 'cancel';

/** Why a hospital said no. `other` is for a refusal that the protocol does not explain. */
export type RejectReason =
  | 'slot-taken'
  | 'slot-unknown'
  | 'slot-closed'
  | 'patient-refused'
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

export interface Patient {
  readonly name: string;
  readonly birthDate: string;
  readonly sex: 'male' | 'female' | 'unknown';
  readonly document: { readonly type: DocumentType; readonly number: string };
  readonly phone?: string;
}

export interface BookRequest {
  /** Ours, unique for ever, 1 to 64 of [A-Za-z0-9-_]. The hospital stores it so that `findBooking` can answer. */
  readonly key: string;
  readonly slotRef: string;
  readonly patient: Patient;
}

export interface Booking {
  /** The hospital's own reference. */
  readonly ref: string;
  readonly key: string;
  /** Absent where the hospital does not say. */
  readonly slotRef?: string;
  readonly status: 'booked' | 'cancelled';
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
}

/** What an adapter is built with besides its configuration. */
export interface AdapterEnvironment {
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
  readonly now: () => number;
}

/** The answer to a call that the adapter does not declare. */
export function notSupported(operation: Operation): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind: 'not-supported', operation } };
}
