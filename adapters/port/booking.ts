import type { Call, CallTable, Outcome, Patient } from './terms.ts';

/** Booking one place for one person. Without this facet the hospital is only listed. */
export interface BookingFacet {
  /** The same `key` sent to `book` twice makes one booking. Only then may a booking that is absent be sent again. */
  readonly keyed: boolean;
  /**
   * Longest key that the hospital takes whole, 1 to 64 characters; a longer one is `request-refused`, never cut off. The gateway's keys
   * have 62 (`bff/platform/crypto/booking-key.ts`): a hospital that takes fewer is refused at the start.
   */
  readonly keyMaxLength: number;
  /**
   * `enforced`: the hospital itself refuses one booking too many, so a confirmed booking has a place. `advisory`: it enters whatever it is
   * asked for. Then the gateway's own count is the only guard against what is sold here, and against the window there is none: the
   * gateway reads the slot again right before it asks (where there is `slots`), and a shortage that shows afterwards is counted in
   * `onedoor_slots_short` for people to sort out.
   */
  readonly places: 'enforced' | 'advisory';
  /** Longest time in ms between the hospital receiving a write and a read showing it. Before it has passed, "not found" proves nothing. */
  readonly settleWindowMs: number;
  /** Books one place. */
  book(request: BookRequest, call: Call): Promise<Outcome<Booking>>;
}

export const BOOKING_CALLS: CallTable<BookingFacet> = { book: 'write' };

export interface BookRequest {
  /** Ours, unique for ever, 1 to `keyMaxLength` of [A-Za-z0-9-_]. The hospital stores it so that `find` can answer. */
  readonly key: string;
  readonly slotRef: string;
  readonly patient: Patient;
  /** The person's file, from `patients`. Always there where the adapter has that facet, never where it has not. */
  readonly patientRef?: string;
}

/**
 * What has become of a booking.
 *
 * - `booked`: a place is kept for the person; also while they have arrived or are being seen.
 * - `completed`: they came and were seen. `missed`: they did not come. Both were booked, and stand: the place was theirs.
 * - `wait-listed`: the hospital has noted the wish and keeps no place. It is no booking.
 * - `cancelled`: the place was given back.
 */
export type BookingStatus = 'booked' | 'completed' | 'missed' | 'wait-listed' | 'cancelled';

/** Whether the person had or has the place. */
export function stands(status: BookingStatus): boolean {
  return status === 'booked' || status === 'completed' || status === 'missed';
}

/**
 * Whether a booking is in another slot than the one that was asked for: then it is no answer to what was asked, whatever it says. A
 * hospital that names no slot is believed.
 */
export function isElsewhere({ slotRef }: Pick<Booking, 'slotRef'>, asked: string): boolean {
  return slotRef !== undefined && slotRef !== asked;
}

export interface Booking {
  /** The hospital's own reference, see `isRef`. */
  readonly ref: string;
  readonly key: string;
  /** The slot that it is in, as the hospital says, never as it was asked for. Absent where the hospital does not say. */
  readonly slotRef?: string;
  readonly status: BookingStatus;
  /**
   * The number under which the person is called in a clinic, see `isQueueNumber`; absent where the hospital gives none, or none yet. It
   * may be more than the clinic has numbers, where the hospital puts a date in front of it: then it is shown and says nothing of when.
   */
  readonly queueNumber?: number;
}

/** Fifteen digits, which a date and a counter fit into: what is longer could not be shown exactly. */
const QUEUE_NUMBER_MAX = 999_999_999_999_999;

/** Whether it can be the number of somebody in a clinic. It is a name, not an amount: nothing counts up to it. */
export function isQueueNumber(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= QUEUE_NUMBER_MAX;
}
