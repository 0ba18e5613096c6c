import type { Booking } from '../../port/booking.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { Call, Failure, Outcome } from '../../port/terms.ts';
import { toBooking } from './bookings.ts';
import { bookingKey, bookingStatus } from './mapping.ts';
import {
  type Answer,
  answerOf,
  beforeWriting,
  entriesOf,
  lostWrite,
  readOutcome,
  refusal,
  rejected,
  unknownOutcome,
} from './replies.ts';
import { isId } from './slots.ts';
import type { FhirTransport } from './transport.ts';
import { appointmentSchema, bundleSchema, type FhirAppointment } from './wire.ts';

/** Versions may move between reading and writing; each round is a fresh read after a certain refusal. */
const ROUNDS = 3;

export interface Cancelling {
  readonly transport: FhirTransport;
  readonly request: CancelRequest;
  readonly slotRefOf: (appointment: FhirAppointment) => string | undefined;
  /** Sends the cancellation of an Appointment that was just read, in the words of one dialect. */
  readonly send: (appointment: FhirAppointment) => Promise<Answer | { readonly ok: false; readonly failure: Failure }>;
}

/**
 * Cancels the booking with this reference, provided that it carries our key: a reference alone may belong to somebody whom we never
 * booked. A booking that is found cancelled, before or after a conflict, is a success.
 */
export async function cancelAppointment(cancelling: Cancelling, call: Call): Promise<Outcome<Booking>> {
  const { transport, request, slotRefOf, send } = cancelling;
  if (!isId(request.ref)) return rejected('booking-unknown', 'not a reference of this hospital');
  let conflict: Outcome<Booking> | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const exchange = await transport.send({ method: 'GET', url: transport.address(`Appointment/${request.ref}`) }, call);
    const read = answerOf(exchange);
    if (read.kind === 'refused') return refusal(read, 'booking-unknown');
    const found = readOutcome(exchange, appointmentSchema);
    if (!found.ok)
      return conflict === undefined
        ? beforeWriting(found.failure)
        : unknownOutcome('the booking could not be read again after a conflict');
    if (bookingKey(found.value) !== request.key) return rejected('booking-unknown', 'the booking is not under this key');
    if (bookingStatus(found.value) === 'cancelled') return toBooking(found.value, request.key, slotRefOf(found.value));
    if (['completed', 'missed'].includes(bookingStatus(found.value)))
      return rejected('not-cancellable', `Appointment ${found.value.status}`);

    const answer = await send(found.value);
    if ('ok' in answer) return answer;
    if (answer.kind === 'lost') return lostWrite(answer);
    if (answer.kind === 'accepted') {
      if (!mentions(answer.body, request.ref)) return unknownOutcome('a cancellation that answered something else');
      return {
        ok: true,
        value: { ref: request.ref, key: request.key, status: 'cancelled', ...slotRefField(slotRefOf(found.value)) },
      };
    }
    conflict = refusal(answer, 'booking-unknown');
    if (answer.status !== 409 && answer.status !== 412) return conflict;
  }
  return conflict ?? rejected('other', 'the Appointment kept moving');
}

const slotRefField = (slotRef: string | undefined) => (slotRef === undefined ? {} : { slotRef });

/** Whether a reply holds our Appointment, cancelled: bare, or in a Bundle. A 200 with anything else proves nothing. */
function mentions(body: unknown, ref: string): boolean {
  const bundle = bundleSchema.safeParse(body);
  const entries = bundle.success ? entriesOf(bundle.data) : undefined;
  const candidates = [body, ...(entries?.ok ? entries.value.map(({ resource }) => resource) : [])];
  return candidates.some((candidate) => {
    const appointment = appointmentSchema.safeParse(candidate);
    return appointment.success && appointment.data.id === ref && bookingStatus(appointment.data) === 'cancelled';
  });
}
