import type { Booking, BookRequest } from '../../port/booking.ts';
import type { Call, Outcome, RejectReason } from '../../port/terms.ts';
import { findAppointment, toBooking } from './bookings.ts';
import { bookingStatus } from './mapping.ts';
import { failed, rejected, unknownOutcome } from './replies.ts';
import type { FhirTransport } from './transport.ts';
import type { FhirAppointment } from './wire.ts';

/** What is asked before a place is called taken, and how an Appointment is recognised as one on the wanted slot. */
export interface OwnBookingQuestion {
  readonly transport: FhirTransport;
  readonly request: BookRequest;
  readonly isOnSlot: (appointment: FhirAppointment) => boolean;
  /** Whether a booking has been sent in this call: then a question without an answer leaves the outcome unknown. */
  readonly sent: boolean;
}

/** What is to be answered, and the Appointment under our key: `null` when there is none, absent when it could not be asked for. */
export interface OwnBookingAnswer {
  readonly outcome: Outcome<Booking>;
  readonly appointment?: FhirAppointment | null;
}

/**
 * A full slot or a conflict does not prove that *our* booking is absent: an earlier call, or an intermediary that sent this one twice,
 * may hold the place. Answers our booking, `key-reused`, or the reason that the slot itself gave.
 */
export async function ownBookingOr(
  { transport, request, isOnSlot, sent }: OwnBookingQuestion,
  otherwise: { readonly reason: RejectReason; readonly detail: string },
  call: Call,
): Promise<OwnBookingAnswer> {
  const own = await findAppointment(transport, request.key, call);
  if (!own.ok) {
    const { failure } = own;
    const detail = `the booking could not be asked for: ${failure.detail}`;
    return { outcome: sent ? unknownOutcome(detail) : failed({ kind: 'unavailable', detail }) };
  }
  if (own.value === null) return { outcome: rejected(otherwise.reason, otherwise.detail), appointment: null };
  return { outcome: recognised(own.value, request, isOnSlot), appointment: own.value };
}

/** An Appointment under our key as the answer to a booking: ours on this slot, or a key that was used for something else. */
export function recognised(
  appointment: FhirAppointment,
  { key, slotRef }: BookRequest,
  isOnSlot: (appointment: FhirAppointment) => boolean,
): Outcome<Booking> {
  if (bookingStatus(appointment) === 'cancelled') return rejected('key-reused', 'the booking under this key was cancelled');
  if (!isOnSlot(appointment)) return rejected('key-reused', 'the key belongs to a booking on another slot');
  const booking = toBooking(appointment, key, slotRef);
  return booking.ok ? booking : unknownOutcome('the hospital has not decided on the booking');
}
