import type { Booking } from '../../port/booking.ts';
import type { HospitalAdapter } from '../../port/hospital.ts';
import type { AdapterEnvironment, Outcome } from '../../port/terms.ts';
import { findAppointment, listChangedBookings, toBooking } from './bookings.ts';
import { checkHospital } from './check.ts';
import { type FhirR4Config, type FhirR4ConfigInput, fhirR4ConfigSchema } from './config.ts';
import { bookIhe, cancelIhe } from './ihe.ts';
import { slotIdOf } from './mapping.ts';
import { findPatient, registerPatient } from './patients.ts';
import { bookPlain, cancelPlain } from './plain.ts';
import { preconsultOf } from './preconsult.ts';
import { recordsOf } from './records.ts';
import { rejected } from './replies.ts';
import { isId, readPlainSlot, readProposedSlot, readSlotPage, type SlotReading } from './slots.ts';
import { createTransport } from './transport.ts';
import type { FhirAppointment } from './wire.ts';

/** Keys go into queries and headers as they are, so nothing but the port's alphabet may pass. */
const isKey = (key: string, { keyMaxLength }: FhirR4Config) => /^[A-Za-z0-9_-]+$/.test(key) && key.length <= keyMaxLength;

/**
 * An adapter for a hospital that speaks FHIR R4, plain or with IHE ITI Scheduling. Runs wherever `fetch` exists.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createFhirR4Adapter(input: FhirR4ConfigInput, environment: AdapterEnvironment): FhirR4Adapter {
  const config = fhirR4ConfigSchema.parse(input);
  const transport = createTransport(config, environment);
  const reading = { config, transport };
  return {
    slots: slotsOf(reading),
    booking: bookingOf(reading),
    bookings: bookingsOf(reading),
    cancellation: {
      async cancel(request, call) {
        if (!isKey(request.key, config)) return rejected('booking-unknown', 'not a booking key');
        return config.mode === 'plain' ? cancelPlain(reading, request, call) : cancelIhe(reading, request, call);
      },
    },
    ...(config.patients === 'registered'
      ? {
          patients: {
            find: (query, call) => findPatient(transport, query, call),
            register: (patient, call) => registerPatient(transport, patient, call),
          },
        }
      : {}),
    ...(config.preconsult ? { preconsult: preconsultOf(reading, environment) } : {}),
    ...(config.records === undefined ? {} : { records: recordsOf(reading, config.records) }),
    check: (call) => checkHospital(reading, environment, call),
  };
}

/** What every FHIR hospital has; files of people only where it registers them. */
export type FhirR4Adapter = HospitalAdapter & Required<Pick<HospitalAdapter, 'slots' | 'booking' | 'bookings' | 'cancellation'>>;

function slotsOf(reading: SlotReading): FhirR4Adapter['slots'] {
  const { config } = reading;
  return {
    readLagMs: config.readLagMs,
    page: (request, call) => readSlotPage(reading, request, call),
    async one(ref, call) {
      if (config.mode === 'ihe') return readProposedSlot(reading, ref, call);
      const known = await readPlainSlot(reading, ref, call);
      return known.ok ? { ok: true, value: known.value?.snapshot ?? null } : known;
    },
  };
}

function bookingOf(reading: SlotReading): FhirR4Adapter['booking'] {
  const { config } = reading;
  const plain = config.mode === 'plain';
  return {
    // Two steps cannot be repeated as one: after a cut between them the slot is busy with nobody's booking.
    keyed: !plain || config.atomic,
    keyMaxLength: config.keyMaxLength,
    places: config.places,
    settleWindowMs: config.settleWindowMs,
    async book({ patientRef, ...wanted }, call) {
      if (!isKey(wanted.key, config)) return rejected('request-refused', 'not a booking key');
      const byFile = config.patients === 'registered' && patientRef !== undefined;
      if (byFile && !isId(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
      const request = byFile ? { ...wanted, patientRef } : wanted;
      return plain ? bookPlain(reading, request, call) : bookIhe(reading, request, call);
    },
  };
}

function bookingsOf({ config, transport }: SlotReading): FhirR4Adapter['bookings'] {
  // An IHE hospital names its own Slot in a booking, which is not the proposal that we know it by.
  const slotRefOf = (appointment: FhirAppointment) => (config.mode === 'plain' ? slotIdOf(appointment) : undefined);
  return {
    listing: 'changes',
    async find(key, call): Promise<Outcome<Booking | null>> {
      if (!isKey(key, config)) return { ok: true, value: null };
      const found = await findAppointment(transport, key, call);
      if (!found.ok) return found;
      return found.value === null ? { ok: true, value: null } : toBooking(found.value, key, slotRefOf(found.value));
    },
    list: (cursor, call) => listChangedBookings({ config, transport, slotRefOf }, cursor, call),
  };
}
