import type { Booking, BookRequest } from '../../port/booking.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { cancelAppointment } from './cancelling.ts';
import { BOOKING_SYSTEM, bookingKey, cancelledAppointment, idIn, newAppointment, slotIdOf, withStatus } from './mapping.ts';
import { ownBookingOr, recognised } from './own-booking.ts';
import { answerOf, beforeWriting, entriesOf, lostWrite, readOutcome, refusal, rejected, unknownOutcome } from './replies.ts';
import { isId, type KnownSlot, readPlainSlot, type SlotReading } from './slots.ts';
import type { FhirRequest, FhirTransport } from './transport.ts';
import { appointmentSchema, bundleSchema, type FhirAppointment, type FhirSlot, slotSchema } from './wire.ts';

/** A version can move for many reasons while places are left. Each round is a fresh read after a certain refusal, never a repeated write. */
const ROUNDS = 8;

/** Names the new Appointment inside its own transaction; it need be unique only there. */
const APPOINTMENT_URN = 'urn:uuid:7d0f6f0c-6f0f-4f8e-9a55-0d8f0c4d1a01';

/** What an attempt came to: an answer, or a version that moved, after which the slot is read again. */
type Attempt = Outcome<Booking> | 'moved';

/**
 * Books with plain FHIR: the Slot, if its version has not moved, and the Appointment, if none has the key.
 * https://hl7.org/fhir/R4/http.html#transaction, #concurrency, #ccreate
 */
export async function bookPlain(reading: SlotReading, request: BookRequest, call: Call): Promise<Outcome<Booking>> {
  const question = {
    transport: reading.transport,
    request,
    isOnSlot: (one: FhirAppointment) => slotIdOf(one) === request.slotRef,
  };
  for (let round = 0; round < ROUNDS; round++) {
    const known = await readPlainSlot(reading, request.slotRef, call);
    if (!known.ok)
      return round === 0 ? beforeWriting(known.failure) : unknownOutcome('the slot could not be read again after a conflict');
    if (known.value === null) return rejected('slot-unknown', 'no such Slot');
    if (known.value.snapshot.free === 0) {
      const { status } = known.value.slot;
      const reason = status === 'busy-unavailable' ? 'slot-closed' : 'slot-taken';
      return (await ownBookingOr({ ...question, sent: round > 0 }, { reason, detail: `Slot ${status}` }, call)).outcome;
    }
    const attempt = reading.config.atomic
      ? await bookInTransaction(question, known.value, call)
      : await bookInSequence(question, known.value, call);
    if (attempt !== 'moved') return attempt;
  }
  return rejected('slot-taken', 'the Slot kept moving');
}

interface Attempting {
  readonly transport: FhirTransport;
  readonly request: BookRequest;
  readonly isOnSlot: (appointment: FhirAppointment) => boolean;
}

const ifMatch = (resource: FhirSlot | FhirAppointment) => `W/"${resource.meta?.versionId ?? ''}"`;

const ifNoneExist = (key: string) => `identifier=${BOOKING_SYSTEM}|${key}`;

/** Slot and Appointment, both or neither. */
async function bookInTransaction(attempting: Attempting, { slot, snapshot }: KnownSlot, call: Call): Promise<Attempt> {
  const { transport, request, isOnSlot } = attempting;
  const entry = [
    updateEntry(transport, withStatus(slot, 'busy'), slot),
    {
      fullUrl: APPOINTMENT_URN,
      resource: newAppointment(request, slot, snapshot.practitionerRef),
      request: { method: 'POST', url: 'Appointment', ifNoneExist: ifNoneExist(request.key) },
    },
  ];
  const answer = answerOf(await transport.send(transaction(transport, entry), call));
  if (answer.kind === 'lost') return lostWrite(answer);
  if (answer.kind === 'refused') return afterRefusal(attempting, answer, call);
  const appointment = appointmentInResponse(answer.body, request.key);
  return appointment === undefined
    ? unknownOutcome('a transaction response without our Appointment')
    : recognised(appointment, request, isOnSlot);
}

/** A conflict is read again while the key is free; any other refusal is final. */
async function afterRefusal(
  attempting: Attempting,
  answer: { readonly kind: 'refused'; readonly status: number; readonly code: string },
  call: Call,
): Promise<Attempt> {
  const refused = refusal(answer, 'slot-unknown');
  if (answer.status !== 409 && answer.status !== 412) return refused;
  const reason = refused.failure.kind === 'rejected' ? refused.failure.reason : 'other';
  const own = await ownBookingOr(
    { ...attempting, sent: true },
    { reason, detail: `status ${answer.status} ${answer.code}` },
    call,
  );
  return own.appointment === null && reason === 'slot-taken' ? 'moved' : own.outcome;
}

/** The Slot first, the Appointment second: a cut between the two leaves a place taken for nobody, never a place sold twice. */
async function bookInSequence(attempting: Attempting, { slot, snapshot }: KnownSlot, call: Call): Promise<Attempt> {
  const { transport, request, isOnSlot } = attempting;
  const claim = answerOf(await transport.send(update(transport, withStatus(slot, 'busy'), slot), call));
  if (claim.kind === 'lost') return lostWrite(claim);
  if (claim.kind === 'refused') return afterRefusal(attempting, claim, call);
  const claimed = slotSchema.safeParse(claim.body);

  const create: FhirRequest = {
    method: 'POST',
    url: transport.address('Appointment'),
    headers: { 'if-none-exist': ifNoneExist(request.key) },
    body: newAppointment(request, slot, snapshot.practitionerRef),
  };
  const answer = answerOf(await transport.send(create, call));
  const release = async () => {
    if (claimed.success) await transport.send(update(transport, withStatus(claimed.data, 'free'), claimed.data), call);
  };
  if (answer.kind === 'lost') {
    if (answer.exchange.kind === 'not-sent') await release();
    return lostWrite(answer);
  }
  if (answer.kind === 'refused') {
    const own = await afterRefusal(attempting, answer, call);
    if (own === 'moved' || (!own.ok && ['rejected', 'unauthenticated'].includes(own.failure.kind))) await release();
    return own;
  }
  const appointment = appointmentSchema.safeParse(answer.body);
  if (!appointment.success || bookingKey(appointment.data) !== request.key)
    return unknownOutcome('a create that answered something else');
  const booking = recognised(appointment.data, request, isOnSlot);
  // The key was used before, on another slot or for a booking that was cancelled: the claim is nobody's.
  if (!booking.ok && booking.failure.kind === 'rejected') await release();
  return booking;
}

/** Cancels with plain FHIR: the Appointment becomes cancelled and its place free. */
export function cancelPlain({ config, transport }: SlotReading, request: CancelRequest, call: Call): Promise<Outcome<Booking>> {
  return cancelAppointment({ transport, request, slotRefOf: slotIdOf, send: config.atomic ? inTransaction : inSequence }, call);

  async function inTransaction(appointment: FhirAppointment) {
    const slot = await slotOf(appointment);
    if (!slot.ok) return beforeWriting(slot.failure);
    const freed = slot.value === null ? [] : [updateEntry(transport, withStatus(slot.value, 'free'), slot.value)];
    const entry = [updateEntry(transport, cancelledAppointment(appointment), appointment), ...freed];
    return answerOf(await transport.send(transaction(transport, entry), call));
  }

  async function inSequence(appointment: FhirAppointment) {
    const cancelled = answerOf(await transport.send(update(transport, cancelledAppointment(appointment), appointment), call));
    if (cancelled.kind !== 'accepted') return cancelled;
    const slot = await slotOf(appointment);
    if (slot.ok && slot.value !== null) await transport.send(update(transport, withStatus(slot.value, 'free'), slot.value), call);
    return cancelled;
  }

  async function slotOf(appointment: FhirAppointment): Promise<Outcome<FhirSlot | null>> {
    const id = slotIdOf(appointment);
    if (id === undefined || !isId(id)) return { ok: true, value: null };
    const exchange = await transport.send({ method: 'GET', url: transport.address(`Slot/${id}`) }, call);
    const answer = answerOf(exchange);
    if (answer.kind === 'refused' && (answer.status === 404 || answer.status === 410)) return { ok: true, value: null };
    return readOutcome(exchange, slotSchema);
  }
}

function transaction(transport: FhirTransport, entry: readonly object[]): FhirRequest {
  return { method: 'POST', url: transport.address(''), body: { resourceType: 'Bundle', type: 'transaction', entry } };
}

function updateEntry(transport: FhirTransport, resource: object, { resourceType, id, meta }: FhirSlot | FhirAppointment): object {
  const url = `${resourceType}/${id}`;
  return { fullUrl: transport.address(url), resource, request: { method: 'PUT', url, ifMatch: `W/"${meta?.versionId ?? ''}"` } };
}

function update(transport: FhirTransport, resource: object, read: FhirSlot | FhirAppointment): FhirRequest {
  const url = transport.address(`${read.resourceType}/${read.id}`);
  return { method: 'PUT', url, headers: { 'if-match': ifMatch(read) }, body: resource };
}

/** Our Appointment in a transaction response; every entry must have succeeded. */
function appointmentInResponse(body: unknown, key: string): FhirAppointment | undefined {
  const bundle = bundleSchema.safeParse(body);
  if (!bundle.success || bundle.data.type !== 'transaction-response') return undefined;
  const read = entriesOf(bundle.data);
  const entries = read.ok ? read.value : [];
  if (entries.length < 2 || entries.some((entry) => !/^2\d\d/.test(entry.response?.status ?? ''))) return undefined;
  const resource = entries.find(
    (entry) => idIn(entry.response?.location, 'Appointment') !== undefined || entry.resource?.resourceType === 'Appointment',
  )?.resource;
  const appointment = appointmentSchema.safeParse(resource);
  return appointment.success && bookingKey(appointment.data) === key ? appointment.data : undefined;
}
