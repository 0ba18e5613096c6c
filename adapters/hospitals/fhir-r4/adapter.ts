import {
  type AdapterEnvironment,
  type Booking,
  type Capabilities,
  type HospitalAdapter,
  notSupported,
  type Outcome,
} from '../../port.ts';
import { findAppointment, listChangedBookings, toBooking } from './bookings.ts';
import { type FhirR4ConfigInput, fhirR4ConfigSchema } from './config.ts';
import { bookIhe, cancelIhe } from './ihe.ts';
import { slotIdOf } from './mapping.ts';
import { findPatient, registerPatient } from './patients.ts';
import { bookPlain, cancelPlain } from './plain.ts';
import { rejected } from './replies.ts';
import { isId, readPlainSlot, readProposedSlot, readSlotPage } from './slots.ts';
import { createTransport } from './transport.ts';
import type { FhirAppointment } from './wire.ts';

/** Keys go into queries and headers as they are, so nothing but the port's alphabet may pass. */
const KEY = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * An adapter for a hospital that speaks FHIR R4, plain or with IHE ITI Scheduling. Runs wherever `fetch` exists.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createFhirR4Adapter(input: FhirR4ConfigInput, environment: AdapterEnvironment): HospitalAdapter {
  const config = fhirR4ConfigSchema.parse(input);
  const transport = createTransport(config, environment);
  const reading = { config, transport };
  const plain = config.mode === 'plain';
  const registered = config.patients === 'registered';
  const inSequence = plain && !config.atomic;
  // An IHE hospital names its own Slot in a booking, which is not the proposal that we know it by.
  const slotRefOf = (appointment: FhirAppointment) => (plain ? slotIdOf(appointment) : undefined);
  const capabilities: Capabilities = {
    slots: true,
    book: true,
    findBooking: true,
    listBookings: true,
    cancel: true,
    // Two steps cannot be repeated as one: after a cut between them the slot is busy with nobody's booking.
    keyedBooking: !inSequence,
    // Between the two steps a slot is busy for everybody, whatever it has left.
    slotCapacity: inSequence ? 'one' : 'many',
    settleWindowMs: config.settleWindowMs,
    readLagMs: config.readLagMs,
    findPatient: registered,
    registerPatient: registered,
    queue: false,
    runtime: 'any',
  };

  return {
    capabilities,
    slots: (request, call) => readSlotPage(reading, request, call),
    async slot(ref, call) {
      if (!plain) return readProposedSlot(reading, ref, call);
      const known = await readPlainSlot(reading, ref, call);
      return known.ok ? { ok: true, value: known.value?.snapshot ?? null } : known;
    },
    async book({ patientRef, ...wanted }, call) {
      if (!KEY.test(wanted.key)) return rejected('request-refused', 'not a booking key');
      const byFile = registered && patientRef !== undefined;
      if (byFile && !isId(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
      const request = byFile ? { ...wanted, patientRef } : wanted;
      return plain ? bookPlain(reading, request, call) : bookIhe(reading, request, call);
    },
    async findBooking(key, call): Promise<Outcome<Booking | null>> {
      if (!KEY.test(key)) return { ok: true, value: null };
      const found = await findAppointment(transport, key, call);
      if (!found.ok) return found;
      return found.value === null ? { ok: true, value: null } : toBooking(found.value, key, slotRefOf(found.value));
    },
    listBookings: (cursor, call) => listChangedBookings({ config, transport, slotRefOf }, cursor, call),
    async cancel(request, call) {
      if (!KEY.test(request.key)) return rejected('booking-unknown', 'not a booking key');
      return plain ? cancelPlain(reading, request, call) : cancelIhe(reading, request, call);
    },
    async findPatient(query, call) {
      return registered ? findPatient(transport, query, call) : notSupported('findPatient');
    },
    async registerPatient(patient, call) {
      return registered ? registerPatient(transport, patient, call) : notSupported('registerPatient');
    },
    queue: async () => notSupported('queue'),
  };
}
