import type { Booking } from './booking.ts';
import type { LeftOut } from './rows.ts';
import type { Call, CallTable, Outcome } from './terms.ts';

/**
 * What the hospital holds under our keys. Without this facet an unknown outcome goes to a person at the duty desk: "not found" settles
 * something only where a booking that arrives late is noticed too, so asking and listing are one facet.
 */
export interface BookingsFacet {
  /**
   * What `list` tells. `changes`: the bookings of ours that changed since the cursor. `sweep`: all bookings of ours that the hospital
   * holds now, page by page; one that a whole sweep does not mention is not held any more.
   */
  readonly listing: 'changes' | 'sweep';
  /** The booking under our key, `null` when the hospital has none at this moment. */
  find(key: string, call: Call): Promise<Outcome<Booking | null>>;
  /**
   * One page of bookings of ours. With `changes` from the cursor of the page before, or from the beginning of what the hospital keeps;
   * the gateway stores the last cursor and goes on from it. With `sweep` each round begins without a cursor and ends at `more: false`.
   */
  list(cursor: string | undefined, call: Call): Promise<Outcome<BookingPage>>;
}

export const BOOKINGS_CALLS: CallTable<BookingsFacet> = { find: 'read', list: 'background-read' };

export interface BookingPage {
  /** A booking may be reported twice, never left out. */
  readonly bookings: readonly Booking[];
  /** Give it to the next call. Opaque. */
  readonly cursor: string;
  /** More can be fetched at once, with a cursor that was not there before. */
  readonly more: boolean;
  /** Rows that could not be used. A page of which nothing can be used is a failure. */
  readonly leftOut?: LeftOut;
}
