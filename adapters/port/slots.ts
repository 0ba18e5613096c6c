import type { Call, CallTable, Outcome } from './terms.ts';

/**
 * What can be booked, read from the hospital. A hospital without this facet pushes its slots (`inbound`).
 *
 * Never an empty list for an answer that could not be read: what is missing is withdrawn from sale.
 */
export interface SlotsFacet {
  /** Longest time in ms by which a slot snapshot may lag behind the bookings that the hospital has already confirmed. */
  readonly readLagMs: number;
  /** One page of slots. */
  page(request: SlotsRequest, call: Call): Promise<Outcome<SlotPage>>;
  /** One slot, read again. `null`: the hospital does not know it any more. */
  one(ref: string, call: Call): Promise<Outcome<SlotSnapshot | null>>;
}

export const SLOTS_CALLS: CallTable<SlotsFacet> = { page: 'background-read', one: 'read' };

/** One bookable interval as the hospital reports it. */
export interface SlotSnapshot {
  /** The hospital's own reference, see `isRef`; given back in `book`. */
  readonly ref: string;
  readonly departmentRef: string;
  /**
   * Absent where the hospital books a department and nobody in particular. The gateway can not offer such a slot yet, because what it
   * shows and counts belongs to a practitioner: it leaves the slot out and counts it (`sync.no-practitioner`,
   * `onedoor_slots_left_out_total`). An adapter never invents a practitioner.
   */
  readonly practitionerRef?: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Places that can still be booked, 0 or more. 0 also when the slot is closed. */
  readonly free: number;
  /** Registration fee where the hospital prices the slot itself; otherwise the practitioner's fee applies. */
  readonly feeFen?: number;
  /** Present where [startsAt, endsAt) is a whole clinic in which people are called by number; absent where one comes at `startsAt`. */
  readonly clinic?: Clinic;
}

/** A half day of a practitioner, in which people are called in the order of their numbers. */
export interface Clinic {
  /** Numbers that can be given out in all, through every channel: 1 or more. */
  readonly numbers: number;
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
