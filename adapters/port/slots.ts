import { type LeftOut, type ReadRow, unusable } from './rows.ts';
import { type Call, type CallTable, isRef, type Outcome } from './terms.ts';

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
  /** Numbers that can be given out in all, through every channel: 1 to `CLINIC_NUMBERS_MAX`. */
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
  /** Absent on the last page. Opaque. One that was there before in the same reading has no end, and nothing of such a list is taken. */
  readonly next?: string;
  /** Rows that could not be used, `slotFault` included. A page of which nothing can be used is a failure. */
  readonly leftOut?: LeftOut;
}

/** Longest time from the beginning of a slot to its end. */
export const SLOT_MAX_MS = 24 * 3_600_000;
/** More is said by nobody who means it: 10 000 numbers a half day, a million places, 100 000 yuan. */
export const CLINIC_NUMBERS_MAX = 10_000;
const FREE_MAX = 1_000_000;
const FEE_MAX_FEN = 10_000_000;
/** Later instants have no date of four digits. */
const INSTANT_MAX = Date.parse('9999-01-01T00:00:00Z');

const isCount = (value: unknown, min: number, max: number) =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

/** The member by which a snapshot is no slot that could be shown or sold; `undefined` where it is one. */
export function slotFault({ ref, startsAt, endsAt, free, feeFen, clinic }: SlotSnapshot): string | undefined {
  if (!isRef(ref)) return 'ref';
  if (!isCount(startsAt, 0, INSTANT_MAX)) return 'startsAt';
  if (!isCount(endsAt, startsAt + 1, startsAt + SLOT_MAX_MS)) return 'endsAt';
  if (!isCount(free, 0, FREE_MAX)) return 'free';
  if (feeFen !== undefined && !isCount(feeFen, 0, FEE_MAX_FEN)) return 'feeFen';
  if (clinic !== undefined && !isCount(clinic.numbers, 1, CLINIC_NUMBERS_MAX)) return 'numbers';
  return undefined;
}

/** A snapshot that can be shown and sold, or where it can not. */
export function slotRow(value: SlotSnapshot): ReadRow<SlotSnapshot> {
  const fault = slotFault(value);
  return fault === undefined ? { usable: true, value } : unusable(fault);
}
