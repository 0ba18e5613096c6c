import { BOOKING_CALLS, type BookingFacet } from './booking.ts';
import { BOOKINGS_CALLS, type BookingsFacet } from './bookings.ts';
import { CANCELLATION_CALLS, type CancellationFacet } from './cancellation.ts';
import { CHARGES_CALLS, type ChargesFacet } from './charges.ts';
import type { Inbound } from './inbound.ts';
import { PATIENTS_CALLS, type PatientsFacet } from './patients.ts';
import { PRECONSULT_CALLS, type PreconsultFacet } from './preconsult.ts';
import { QUEUE_CALLS, type QueueFacet } from './queue.ts';
import { RECORDS_CALLS, type RecordsFacet } from './records.ts';
import { SLOTS_CALLS, type SlotsFacet } from './slots.ts';
import type { Call, CallName, CallTable } from './terms.ts';

/**
 * The hospital port: what Onedoor may ask of a hospital's own system, a facet a subject. An adapter has the facets that its hospital has
 * and mentions no other: **being there is the capability.** A facet is there whole; a `?` inside of one marks what a hospital may lack by
 * itself. Read this file, `terms.ts`, and the facets that you have.
 *
 * Rules for an adapter
 *  - It translates and does nothing else: no database, no environment, no cache that must survive, no retry of its own.
 *  - It never throws for something that a hospital can cause. A failure is a value (`Failure`); a throw is a bug.
 *  - It honours `call.signal`: when it fires, a read answers `unavailable`; a write answers `unknown-outcome`, or `unavailable` where it is
 *    certain that nothing was sent.
 *  - `Failure.detail` is for engineers and is logged: never put a name, a number of a document, a phone or a body in it.
 */
export interface HospitalAdapter {
  readonly slots?: SlotsFacet;
  readonly booking?: BookingFacet;
  readonly bookings?: BookingsFacet;
  readonly cancellation?: CancellationFacet;
  readonly patients?: PatientsFacet;
  readonly queue?: QueueFacet;
  readonly charges?: ChargesFacet;
  readonly preconsult?: PreconsultFacet;
  readonly records?: RecordsFacet;
  /** What the hospital says first; absent where its protocol has no pushes. */
  readonly inbound?: Inbound;
  /** For the operator: what can be found out about the hospital without changing anything. It never throws. */
  check(call: Call): Promise<readonly Finding[]>;
}

export type FacetName = Exclude<keyof HospitalAdapter, 'inbound' | 'check'>;
export type Facet<Name extends FacetName> = NonNullable<HospitalAdapter[Name]>;
export type CallOf<Name extends FacetName> = CallName<Facet<Name>>;

/** Which calls read and which write, facet by facet. */
export const CALLS: { readonly [Name in FacetName]: CallTable<Facet<Name>> } = {
  slots: SLOTS_CALLS,
  booking: BOOKING_CALLS,
  bookings: BOOKINGS_CALLS,
  cancellation: CANCELLATION_CALLS,
  patients: PATIENTS_CALLS,
  queue: QUEUE_CALLS,
  charges: CHARGES_CALLS,
  preconsult: PRECONSULT_CALLS,
  records: RECORDS_CALLS,
};

export const FACETS = Object.keys(CALLS) as readonly FacetName[];

/** One thing that `check` found out: a closed list. `detail` is for engineers, as in `Failure`. */
export type Finding =
  /** Something answered in the hospital's protocol. */
  | { readonly kind: 'reached' }
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** Something answered, but not in the hospital's protocol, or it refused to be asked. */
  | { readonly kind: 'not-understood'; readonly detail: string }
  | { readonly kind: 'credentials-accepted' }
  | { readonly kind: 'credentials-refused'; readonly detail: string }
  /** The hospital's clock less ours, ms; where the protocol tells whole seconds, to the second. */
  | { readonly kind: 'clock'; readonly aheadMs: number }
  /** The hospital says that it lacks something on which this adapter relies as it is configured. */
  | { readonly kind: 'lacking'; readonly detail: string };
