import type { BookingStatus, BookRequest } from '../../port/booking.ts';
import type { SlotSnapshot } from '../../port/slots.ts';
import type { Guardian, IdentityDocument, Patient } from '../../port/terms.ts';
import type { FhirAppointment, FhirSchedule, FhirSlot } from './wire.ts';

export const BOOKING_SYSTEM = 'urn:onedoor:booking';
const DOCUMENT_SYSTEM = 'urn:onedoor:document:';
const GUARDIAN_DOCUMENT_URL = 'urn:onedoor:guardian-document';

/** Places left in a Slot or a proposed Appointment, SMART Scheduling Links; one when it is absent. */
export const CAPACITY_URL = 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity';

const HOSPITAL_OFFSET_MS = 8 * 3_600_000;

/** An instant as +08:00, the hospital's own way of writing. Parts of a second only where there are any. */
export function formatInstant(at: number): string {
  return `${new Date(at + HOSPITAL_OFFSET_MS).toISOString().replace(/(\.000)?Z$/, '')}+08:00`;
}

/** An instant in a query; a bare `+` would arrive as a blank. Whole seconds, rounded down, because some servers keep no more. */
export function encodeInstant(at: number): string {
  return formatInstant(Math.floor(at / 1000) * 1000).replaceAll('+', '%2B');
}

/** The id in a reference to one type of resource, relative or absolute. */
export function idIn(reference: string | undefined, type: string): string | undefined {
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]+)?$`).exec(reference ?? '')?.[1];
}

/** The first reference of a type among actors. */
function actorId(references: readonly { readonly reference?: string }[], type: string): string | undefined {
  return references.map((actor) => idIn(actor.reference, type)).find((found) => found !== undefined);
}

function capacity(extensions: FhirSlot['extension']): number | undefined {
  return extensions?.find((extension) => extension.url === CAPACITY_URL)?.valueInteger;
}

/** Places left in a Slot; none when it is not free, whatever its extension says. */
export function freePlaces(slot: FhirSlot): number {
  return slot.status === 'free' ? (capacity(slot.extension) ?? 1) : 0;
}

/**
 * A Slot as it was read, with another status. A hospital that counts places keeps the count itself: `busy` asks for one place, and the
 * Slot stays free while others are left. The extension is never changed here.
 */
export function withStatus(slot: FhirSlot, status: 'busy' | 'free'): FhirSlot {
  return { ...slot, status };
}

/** A Slot and its Schedule as a snapshot; `undefined` where the department cannot be told. */
export function slotSnapshot(slot: FhirSlot, schedule: FhirSchedule | undefined): SlotSnapshot | undefined {
  return snapshot(slot, schedule?.actor ?? [], freePlaces(slot));
}

/** A proposed Appointment as a snapshot; `undefined` where department or times cannot be told. */
export function proposedSnapshot(proposed: FhirAppointment): SlotSnapshot | undefined {
  const actors = proposed.participant.map((participant) => participant.actor ?? {});
  return snapshot(proposed, actors, capacity(proposed.extension) ?? 1);
}

function snapshot(
  { id, start, end }: { readonly id: string; readonly start?: string; readonly end?: string },
  actors: readonly { readonly reference?: string }[],
  free: number,
): SlotSnapshot | undefined {
  const practitionerRef = actorId(actors, 'Practitioner');
  const departmentRef = actorId(actors, 'HealthcareService');
  if (departmentRef === undefined || start === undefined || end === undefined) return undefined;
  const practitioner = practitionerRef === undefined ? {} : { practitionerRef };
  return { ref: id, departmentRef, ...practitioner, startsAt: Date.parse(start), endsAt: Date.parse(end), free };
}

/** Our key in an Appointment. */
export function bookingKey(appointment: FhirAppointment): string | undefined {
  return appointment.identifier?.find((identifier) => identifier.system === BOOKING_SYSTEM)?.value;
}

/** The hospital's Slot of an Appointment. */
export function slotIdOf(appointment: FhirAppointment): string | undefined {
  return idIn(appointment.slot?.[0]?.reference, 'Slot');
}

const STATUS: Readonly<Record<FhirAppointment['status'], BookingStatus | 'undecided'>> = {
  proposed: 'undecided',
  pending: 'undecided',
  waitlist: 'wait-listed',
  booked: 'booked',
  arrived: 'booked',
  'checked-in': 'booked',
  fulfilled: 'completed',
  noshow: 'missed',
  cancelled: 'cancelled',
  'entered-in-error': 'cancelled',
};

/** What an Appointment is as a booking; `undecided` while the hospital has not said. */
export function bookingStatus(appointment: FhirAppointment): BookingStatus | 'undecided' {
  return STATUS[appointment.status];
}

/** The Patient, as the golden files contain it; without an id where it stands alone. */
export function patientResource(patient: Patient, contained: boolean): object {
  return {
    resourceType: 'Patient',
    ...(contained ? { id: 'patient' } : {}),
    identifier: [documentIdentifier(patient.document)],
    name: [{ text: patient.name }],
    ...(patient.phone === undefined ? {} : { telecom: [{ system: 'phone', value: patient.phone }] }),
    gender: patient.sex,
    birthDate: patient.birthDate,
    ...(patient.guardian === undefined ? {} : { contact: [guardianContact(patient.guardian)] }),
  };
}

export function documentIdentifier({ type, number }: IdentityDocument): { readonly system: string; readonly value: string } {
  return { system: `${DOCUMENT_SYSTEM}${type}`, value: number };
}

/** A document as the token of a search, https://hl7.org/fhir/R4/search.html#token. */
export function documentToken({ type, number }: IdentityDocument): string {
  return `${DOCUMENT_SYSTEM}${type}|${number}`;
}

/** http://terminology.hl7.org/CodeSystem/v3-RoleCode */
const RELATIONSHIPS: Readonly<Record<Guardian['relationship'], string>> = {
  mother: 'MTH',
  father: 'FTH',
  grandparent: 'GRPRN',
  guardian: 'GUARD',
};

/** The guardian of a child, https://hl7.org/fhir/R4/patient-definitions.html#Patient.contact. A contact has no identifier of its own. */
function guardianContact({ name, document, relationship }: Guardian): object {
  const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: RELATIONSHIPS[relationship] }];
  const extension = [{ url: GUARDIAN_DOCUMENT_URL, valueIdentifier: documentIdentifier(document) }];
  return { extension, relationship: [{ coding }], name: { text: name } };
}

/** Who an Appointment is for. `patientRef` only where the server registers patients. */
export type Visitor = Pick<BookRequest, 'key' | 'patient' | 'patientRef'>;

/** The Patient contained in an Appointment, unless the server has it already. */
function containedPatient({ patient, patientRef }: Visitor): object {
  return patientRef === undefined ? { contained: [patientResource(patient, true)] } : {};
}

/** The patient as a participant. It repeats name and document for a server that does not read contained resources. */
function patientParticipant({ patient, patientRef }: Visitor): object {
  const reference = patientRef === undefined ? '#patient' : `Patient/${patientRef}`;
  const actor = { reference, type: 'Patient', identifier: documentIdentifier(patient.document), display: patient.name };
  return { actor, status: 'accepted' };
}

/** A new Appointment on a Slot, for plain FHIR. */
export function newAppointment(visitor: Visitor, slot: FhirSlot, practitionerRef: string | undefined): object {
  const practitioner = { actor: { reference: `Practitioner/${practitionerRef}` }, status: 'accepted' };
  return {
    resourceType: 'Appointment',
    ...containedPatient(visitor),
    identifier: [{ system: BOOKING_SYSTEM, value: visitor.key }],
    status: 'booked',
    start: slot.start,
    end: slot.end,
    slot: [{ reference: `Slot/${slot.id}` }],
    participant: [patientParticipant(visitor), ...(practitionerRef === undefined ? [] : [practitioner])],
  };
}

/** A held Appointment with our key and the patient, to be given to `$book`. */
export function heldAppointment(held: FhirAppointment, visitor: Visitor): object {
  return {
    ...held,
    ...containedPatient(visitor),
    identifier: [{ system: BOOKING_SYSTEM, value: visitor.key }],
    participant: [patientParticipant(visitor), ...held.participant],
  };
}

/** An Appointment, cancelled at the patient's wish; `cancelationReason` is spelt so in R4. */
export function cancelledAppointment(appointment: FhirAppointment): object {
  const reason = {
    system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
    code: 'pat',
    display: 'Patient',
  };
  return { ...appointment, status: 'cancelled', cancelationReason: { coding: [reason] } };
}
