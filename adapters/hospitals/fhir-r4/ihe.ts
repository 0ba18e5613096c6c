import type { Booking, BookRequest } from '../../port/booking.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { cancelAppointment } from './cancelling.ts';
import { bookingKey, cancelledAppointment, heldAppointment, patientResource, slotIdOf } from './mapping.ts';
import { ownBookingOr, recognised } from './own-booking.ts';
import {
  type Answer,
  answerOf,
  entriesOf,
  failed,
  lostWrite,
  readOutcome,
  refusal,
  rejected,
  unknownOutcome,
} from './replies.ts';
import { isId, type SlotReading } from './slots.ts';
import type { FhirRequest, FhirTransport } from './transport.ts';
import { appointmentSchema, bundleSchema, type FhirAppointment } from './wire.ts';

/**
 * Books with IHE ITI Scheduling: a place is held (ITI-116), then the hold is booked under our key (ITI-117). Only `$book` makes a booking:
 * a hold of which nothing is known expires by itself, so whatever goes wrong with it is `unavailable`.
 */
export async function bookIhe({ transport }: SlotReading, request: BookRequest, call: Call): Promise<Outcome<Booking>> {
  if (!isId(request.slotRef)) return rejected('slot-unknown', 'not a reference of this hospital');
  const holding = answerOf(await transport.send(hold(transport, request.slotRef), call));
  if (holding.kind === 'lost') return failed({ kind: 'unavailable', detail: `$hold: ${holding.exchange.detail}` });
  if (holding.kind === 'refused') return afterRefusedHold({ transport, request }, holding, call);
  const held = onlyAppointment(holding.body);
  if (held === undefined || held.status !== 'pending')
    return failed({ kind: 'unavailable', detail: '$hold did not answer one pending Appointment' });

  const answer = answerOf(await transport.send(book(transport, held, request), call));
  if (answer.kind === 'lost') return lostWrite(answer);
  if (answer.kind === 'refused') return afterRefusedBook({ transport, request, held }, answer, call);
  const booked = onlyAppointment(answer.body);
  if (booked === undefined || bookingKey(booked) !== request.key) return unknownOutcome('$book did not answer our Appointment');
  if (booked.id !== held.id) await transport.send(operation(transport, 'book', cancelledHold(held)), call);
  return recognised(booked, request, (one) => slotIdOf(one) === slotIdOf(held));
}

interface Refused {
  readonly transport: FhirTransport;
  readonly request: BookRequest;
}

type Refusal = Extract<Answer, { readonly kind: 'refused' }>;

/** No place to hold. Our own booking may be what takes it; whether it is on this slot, the proposal says. */
async function afterRefusedHold({ transport, request }: Refused, answer: Refusal, call: Call): Promise<Outcome<Booking>> {
  const refused = refusal(answer, 'slot-unknown');
  if (answer.status !== 409) return refused;
  const proposal = readOutcome(
    await transport.send({ method: 'GET', url: transport.address(`Appointment/${request.slotRef}`) }, call),
    appointmentSchema,
  );
  if (!proposal.ok) return failed({ kind: 'unavailable', detail: 'the slot could not be read after a refused $hold' });
  const slotId = slotIdOf(proposal.value);
  const reason = refused.failure.kind === 'rejected' ? refused.failure.reason : 'slot-taken';
  const question = { transport, request, isOnSlot: (one: FhirAppointment) => slotIdOf(one) === slotId, sent: false };
  return (await ownBookingOr(question, { reason, detail: `$hold status ${answer.status} ${answer.code}` }, call)).outcome;
}

/** `$book` said no. Our key is asked for; a hold that came to nothing is given back rather than left to expire. */
async function afterRefusedBook(
  { transport, request, held }: Refused & { readonly held: FhirAppointment },
  answer: Refusal,
  call: Call,
): Promise<Outcome<Booking>> {
  const refused = refusal(answer, 'other');
  const conflict = answer.status === 409 || answer.status === 412;
  const reason = refused.failure.kind === 'rejected' ? refused.failure.reason : 'other';
  const question = { transport, request, isOnSlot: (one: FhirAppointment) => slotIdOf(one) === slotIdOf(held), sent: true };
  const own = conflict
    ? await ownBookingOr(question, { reason, detail: `$book status ${answer.status} ${answer.code}` }, call)
    : undefined;
  // The hold itself may be the booking: $book that was delivered twice. Only a hold that is something else is given back.
  // When the key could not be asked for, the hold may be the booking too.
  const unused = own === undefined || (own.appointment !== undefined && own.appointment?.id !== held.id);
  if (unused) await transport.send(operation(transport, 'book', cancelledHold(held)), call);
  return own?.outcome ?? refused;
}

/** Cancels with `$book` and the status cancelled (ITI-117, "canceling an already booked or held appointment"). */
export function cancelIhe({ transport }: SlotReading, request: CancelRequest, call: Call): Promise<Outcome<Booking>> {
  return cancelAppointment(
    {
      transport,
      request,
      slotRefOf: () => undefined,
      send: async (appointment) =>
        answerOf(await transport.send(operation(transport, 'book', cancelledAppointment(appointment)), call)),
    },
    call,
  );
}

function hold(transport: FhirTransport, slotRef: string): FhirRequest {
  const parameter = [{ name: 'appointment-reference', valueReference: { reference: `Appointment/${slotRef}` } }];
  return { method: 'POST', url: transport.address('Appointment/$hold'), body: { resourceType: 'Parameters', parameter } };
}

function book(transport: FhirTransport, held: FhirAppointment, request: BookRequest): FhirRequest {
  const { patient: person, patientRef } = request;
  const patient =
    patientRef === undefined
      ? { name: 'patient-resource', resource: patientResource(person, false) }
      : { name: 'patient-reference', valueReference: { reference: `Patient/${patientRef}` } };
  return operation(transport, 'book', heldAppointment(held, request), [patient]);
}

function operation(transport: FhirTransport, name: 'book', appointment: object, more: readonly object[] = []): FhirRequest {
  const parameter = [{ name: 'appointment-resource', resource: appointment }, ...more];
  return { method: 'POST', url: transport.address(`Appointment/$${name}`), body: { resourceType: 'Parameters', parameter } };
}

const cancelledHold = (held: FhirAppointment): object => ({ ...held, status: 'cancelled' });

/** The one Appointment of a Bundle; `undefined` when there is none or more. */
function onlyAppointment(body: unknown): FhirAppointment | undefined {
  const bundle = bundleSchema.safeParse(body);
  const entries = bundle.success ? entriesOf(bundle.data) : undefined;
  const found = entries?.ok ? entries.value.filter(({ resource }) => resource?.resourceType === 'Appointment') : [];
  const appointment = appointmentSchema.safeParse(found[0]?.resource);
  return found.length === 1 && appointment.success ? appointment.data : undefined;
}
