import type { Booking } from './booking.ts';
import type { Call, CallTable, Outcome } from './terms.ts';

/** Giving a place back. Without this facet people are sent to the duty desk. */
export interface CancellationFacet {
  /**
   * Cancels a booking. A booking that is already cancelled is a success. Repeating it is safe. Answers the booking that the hospital says
   * it has cancelled, under the reference that it names: a hospital that cancels by our key may have cancelled another one.
   */
  cancel(request: CancelRequest, call: Call): Promise<Outcome<Booking>>;
}

export const CANCELLATION_CALLS: CallTable<CancellationFacet> = { cancel: 'write' };

export interface CancelRequest {
  readonly key: string;
  readonly ref: string;
}
