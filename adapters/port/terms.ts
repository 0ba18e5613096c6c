/**
 * Words that every port shares: what became of a call, and who somebody is.
 *
 * Units: instants are milliseconds since the Unix epoch; money is integer fen (1/100 CNY); dates are `YYYY-MM-DD`.
 */

/** Why a hospital said no. `other` is for a refusal that the protocol does not explain. */
export const REJECT_REASONS = [
  'slot-taken',
  'slot-unknown',
  'slot-closed',
  'patient-refused',
  /** The document is known with other particulars, or more than once: a person at the window must decide. */
  'patient-ambiguous',
  /** A `patientRef` that the hospital does not know. */
  'patient-unknown',
  'not-cancellable',
  'booking-unknown',
  /** The visit was, was missed, or was cancelled. */
  'booking-over',
  /** No visit of this person's under the reference. */
  'charges-unknown',
  /** The lines, or what they come to, are not what was asked for. */
  'charges-changed',
  /** Somebody else has settled them. */
  'charges-settled',
  /** A quote that was never given, was dropped, or was settled. */
  'quote-unknown',
  'quote-expired',
  /** No settlement, or no refund, under this name. */
  'settlement-unknown',
  /** It takes nothing of this back, or not this part of it. */
  'not-refundable',
  /** No summary under this key. */
  'summary-unknown',
  /** Another summary stands for the booking than the one that is to be replaced. */
  'summary-changed',
  /** No report of this person's, or no document of it, under the reference. */
  'report-unknown',
  'key-reused',
  /** It knows who we are and does not let us do this; a hospital that does not take our credentials is `unauthenticated`. */
  'not-authorised',
  'request-refused',
  'other',
] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];

/** The ways in which a call can fail: a closed list. `Reason` is for whom a port is about; a hospital's where nothing else is said. */
export type Failure<Reason extends string = RejectReason> =
  /** The other side received the request and said no; nothing was changed. */
  | { readonly kind: 'rejected'; readonly reason: Reason; readonly detail: string }
  /** A write that certainly was not received (refused connection), or a read that brought no answer (also time-out, reset, 5xx). */
  | { readonly kind: 'unavailable'; readonly detail: string }
  /** A write that may or may not have happened: time-out, reset, 5xx, or a reply that cannot be read. */
  | { readonly kind: 'unknown-outcome'; readonly detail: string }
  /** A read whose reply cannot be read. It never means "nothing there". */
  | { readonly kind: 'malformed'; readonly detail: string }
  /**
   * The other side does not take *our* credentials, and nothing was changed: an operator must act. To a write only where that is
   * certain; a protocol in which the same answer may mean "this request was here before" says `unknown-outcome` to a write.
   */
  | { readonly kind: 'unauthenticated'; readonly detail: string };

export const FAILURE_KINDS = [
  'rejected',
  'unavailable',
  'unknown-outcome',
  'malformed',
  'unauthenticated',
] as const satisfies readonly Failure['kind'][];

export type Outcome<T, Reason extends string = RejectReason> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure<Reason> };

/** What comes with every call. */
export interface Call {
  /** Fires at the deadline, or when nobody waits any more. A verdict counts that comes within `VERDICT_GRACE_MS` after it. */
  readonly signal: AbortSignal;
  /** W3C Trace Context header to pass on, https://www.w3.org/TR/trace-context/. */
  readonly traceparent?: string;
}

/** What a call does: `read`, a person waits for the answer; `background-read`, nobody does; `write`, it asks for a change. */
export type CallClass = 'read' | 'background-read' | 'write';

/**
 * Time from asking to the signal, in ms. A read is short because somebody stands there; a write is long because asking again is dear; a
 * background read may take many requests of a slow system.
 */
export const DEADLINE_MS: Readonly<Record<CallClass, number>> = { read: 3_000, 'background-read': 15_000, write: 8_000 };

/** How long after its signal a call is still heard, in ms: an adapter that knows that nothing was sent may say so. */
export const VERDICT_GRACE_MS = 250;

/** Names of the calls of a facet: its members that answer outcomes. */
export type CallName<Facet> = {
  [Name in keyof Facet]-?: NonNullable<Facet[Name]> extends (...input: never[]) => Promise<Outcome<unknown, string>>
    ? Name
    : never;
}[keyof Facet] &
  string;

/** Which calls of a facet read and which write. A call that is left out, or invented, does not compile. */
export type CallTable<Facet> = Readonly<Record<CallName<Facet>, CallClass>>;

/**
 * Names of the members of arguments that hold something of a person, in every port and at any depth. What stands under them is kept out
 * of logs, so a new argument that tells something of somebody bears one of these names or brings its own to this list.
 */
export const PERSONAL_MEMBERS = [
  'name',
  'birthDate',
  'number',
  'phone',
  'to',
  'text',
  'token',
  'chiefComplaint',
  'valueString',
] as const;

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

/**
 * Whether a text has the form of a reference that the other side gave (of a slot, a booking, a file, a department, a practitioner): 1 to
 * 128 visible characters of ASCII. The gateway stores it as it is and gives it back as it is; one of another form is not taken.
 */
export function isRef(text: unknown): text is string {
  return typeof text === 'string' && /^[!-~]{1,128}$/.test(text);
}

/** What an adapter is built with besides its configuration. */
export interface AdapterEnvironment {
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
  readonly now: () => number;
  /** Random bytes for nonces; the platform's cryptographic generator when absent. */
  readonly randomBytes?: (length: number) => Uint8Array;
}
