import type { Booking, BookingFacet, BookRequest } from '../../port/booking.ts';
import type { BookingPage, BookingsFacet } from '../../port/bookings.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { HospitalAdapter } from '../../port/hospital.ts';
import type { PatientMatch, PatientQuery, PatientRecord, PatientsFacet } from '../../port/patients.ts';
import { leftOutOf, mapRow, rowOf, usableRows } from '../../port/rows.ts';
import { type SlotPage, type SlotSnapshot, type SlotsFacet, type SlotsRequest, slotRow } from '../../port/slots.ts';
import type { AdapterEnvironment, Call, Outcome, Patient } from '../../port/terms.ts';
import { chargesOf } from './charges.ts';
import { checkHospital } from './check.ts';
import { type RemoteHttpConfig, type RemoteHttpConfigInput, remoteHttpConfigSchema } from './config.ts';
import { createInbound } from './inbound.ts';
import {
  CURSOR_MARK,
  failed,
  formatInstant,
  isRef,
  PAGE_MARK,
  patientMatch,
  readOutcome,
  rejected,
  slotSnapshot,
  unmarked,
  wirePatient,
  writeOutcome,
} from './mapping.ts';
import { preconsultOf } from './preconsult.ts';
import { recordsOf } from './records.ts';
import { createTransport, type Speaking } from './transport.ts';
import {
  bookingRowsSchema,
  bookingSchema,
  capabilitiesSchema,
  keySchema,
  patientMatchSchema,
  patientRecordSchema,
  slotRowsSchema,
  slotSchema,
} from './wire.ts';

/**
 * An adapter for a hospital that implements the Onedoor hospital API, `docs/hospital-api.json`. Runs wherever `fetch` and WebCrypto
 * exist. It has the facets that its configuration declares.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createRemoteHttpAdapter(input: RemoteHttpConfigInput, environment: AdapterEnvironment): HospitalAdapter {
  const config = remoteHttpConfigSchema.parse(input);
  const speaking = { config, transport: createTransport(config, environment) };
  const { capabilities: can, pushKey } = config;
  const records = recordsOf(speaking);
  return {
    ...(can.slots ? { slots: slotsOf(speaking) } : {}),
    ...(can.book ? { booking: bookingOf(speaking) } : {}),
    ...(can.listBookings === 'no' ? {} : { bookings: bookingsOf(speaking, can.listBookings) }),
    ...(can.cancel ? { cancellation: { cancel: (request, call) => cancel(speaking, request, call) } } : {}),
    ...(can.findPatient ? { patients: patientsOf(speaking) } : {}),
    ...(can.charges === 'no' ? {} : { charges: chargesOf(speaking, can.charges === 'uninsured' ? 'none' : can.charges) }),
    ...(can.preconsult ? { preconsult: preconsultOf(speaking) } : {}),
    ...(records === undefined ? {} : { records }),
    ...(pushKey === undefined ? {} : { inbound: createInbound(pushKey, config.maxBodyBytes, environment.now) }),
    check: (call) => checkHospital(speaking, environment, call),
  };
}

function slotsOf(speaking: Speaking): SlotsFacet {
  return {
    readLagMs: speaking.config.capabilities.readLagMs,
    page: (request, call) => readSlots(speaking, request, call),
    one: (ref, call) => readSlot(speaking, ref, call),
  };
}

function bookingOf(speaking: Speaking): BookingFacet {
  const { keyedBooking: keyed, keyMaxLength, places, settleWindowMs } = speaking.config.capabilities;
  return { keyed, keyMaxLength, places, settleWindowMs, book: (request, call) => book(speaking, request, call) };
}

function bookingsOf(speaking: Speaking, listing: BookingsFacet['listing']): BookingsFacet {
  return {
    listing,
    find: (key, call) => findBooking(speaking, key, call),
    list: (cursor, call) => listBookings(speaking, cursor, call),
  };
}

function patientsOf(speaking: Speaking): PatientsFacet {
  const find: PatientsFacet['find'] = (query, call) => findPatient(speaking, query, call);
  if (!speaking.config.capabilities.registerPatient) return { find };
  return { find, register: (patient, call) => registerPatient(speaking, patient, call) };
}

/**
 * What the hospital says that it can do, for whoever writes its configuration: an adapter declares from the beginning, so it does not
 * ask for itself.
 *
 * @throws ZodError when the connection is wrong.
 */
export async function readDeclaredCapabilities(
  connection: Pick<RemoteHttpConfigInput, 'baseUrl' | 'key'>,
  environment: AdapterEnvironment,
  call: Call,
): Promise<Outcome<RemoteHttpConfig['capabilities']>> {
  const config = remoteHttpConfigSchema.parse({ ...connection, capabilities: NOTHING });
  const exchange = await createTransport(config, environment).send({ method: 'GET', path: '/capabilities' }, call);
  return readOutcome(exchange, capabilitiesSchema);
}

const NOTHING: RemoteHttpConfig['capabilities'] = {
  slots: false,
  book: false,
  listBookings: 'no',
  cancel: false,
  keyedBooking: false,
  keyMaxLength: 64,
  places: 'enforced',
  settleWindowMs: 0,
  readLagMs: 0,
  findPatient: false,
  registerPatient: false,
  charges: 'no',
  preconsult: false,
  records: {
    reports: false,
    documents: false,
    visits: false,
    medications: false,
    allergies: false,
    conditions: false,
    readLagMs: 0,
  },
};

async function readSlots(
  { config, transport }: Speaking,
  { from, to, page }: SlotsRequest,
  call: Call,
): Promise<Outcome<SlotPage>> {
  const token = page === undefined ? undefined : unmarked(page, PAGE_MARK);
  if (page !== undefined && token === undefined) return rejected('request-refused', 'unknown page');
  const window = { from: formatInstant(from), to: formatInstant(to), limit: String(config.pageSize) };
  const query = token === undefined ? window : { ...window, page: token };
  const answer = readOutcome(await transport.send({ method: 'GET', path: '/slots', query }, call), slotRowsSchema);
  if (!answer.ok) return answer;
  const { next } = answer.value;
  if (next !== undefined && next === token) return failed({ kind: 'malformed', detail: 'the next page is the page itself' });
  const read = usableRows(answer.value.slots, (row) => mapRow(rowOf(slotSchema, row), (slot) => slotRow(slotSnapshot(slot))));
  if (!read.ok) return read;
  const slots = read.value.rows.filter(({ startsAt }) => startsAt >= from && startsAt < to);
  return {
    ok: true,
    value: { slots, ...leftOutOf(read.value.leftOut), ...(next === undefined ? {} : { next: `${PAGE_MARK}${next}` }) },
  };
}

async function readSlot({ transport }: Speaking, ref: string, call: Call): Promise<Outcome<SlotSnapshot | null>> {
  if (!isRef(ref)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', path: `/slots/${ref}` }, call);
  const answer = readOutcome(exchange, slotSchema, 'slot-unknown');
  if (!answer.ok || answer.value === null) return answer.ok ? { ok: true, value: null } : answer;
  const slot = slotRow(slotSnapshot(answer.value));
  if (!slot.usable) return failed({ kind: 'malformed', detail: `unexpected at ${slot.where}` });
  return slot.value.ref === ref
    ? { ok: true, value: slot.value }
    : failed({ kind: 'malformed', detail: 'another slot than the one that was asked for' });
}

/** Whether a key can be stored whole. */
function isKey(key: string, { capabilities }: RemoteHttpConfig): boolean {
  return keySchema.safeParse(key).success && key.length <= capabilities.keyMaxLength;
}

/** A booking of the hospital's answer, provided that it is the one that was asked for. */
function underKey<T extends Booking | null>(
  outcome: Outcome<T>,
  key: string,
  otherwise: 'malformed' | 'unknown-outcome',
): Outcome<T> {
  if (!outcome.ok || outcome.value === null || outcome.value.key === key) return outcome;
  return failed({ kind: otherwise, detail: 'a booking under another key' });
}

async function book({ config, transport }: Speaking, request: BookRequest, call: Call): Promise<Outcome<Booking>> {
  const { key, slotRef, patient } = request;
  const patientRef = config.capabilities.findPatient ? request.patientRef : undefined;
  if (!isKey(key, config)) return rejected('request-refused', 'not a booking key');
  if (!isRef(slotRef)) return rejected('slot-unknown', 'not a reference of this hospital');
  if (patientRef !== undefined && !isRef(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
  const body = { slotRef, patient: wirePatient(patient), ...(patientRef === undefined ? {} : { patientRef }) };
  const exchange = await transport.send({ method: 'PUT', path: `/bookings/${key}`, body }, call);
  const booked = underKey(writeOutcome(exchange, bookingSchema), key, 'unknown-outcome');
  if (!booked.ok || booked.value.status !== 'cancelled') return booked;
  return rejected('key-reused', 'the booking under this key was cancelled');
}

async function findBooking({ transport }: Speaking, key: string, call: Call): Promise<Outcome<Booking | null>> {
  if (!keySchema.safeParse(key).success) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', path: `/bookings/${key}` }, call);
  return underKey(readOutcome(exchange, bookingSchema, 'booking-unknown'), key, 'malformed');
}

async function listBookings(
  { config, transport }: Speaking,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<BookingPage>> {
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const query = { limit: String(config.pageSize), ...(since === undefined ? {} : { cursor: since }) };
  const answer = readOutcome(await transport.send({ method: 'GET', path: '/bookings', query }, call), bookingRowsSchema);
  if (!answer.ok) return answer;
  const { more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  const read = usableRows(answer.value.bookings, (row) => rowOf(bookingSchema, row));
  if (!read.ok) return read;
  const { rows: bookings, leftOut } = read.value;
  return { ok: true, value: { bookings, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more, ...leftOutOf(leftOut) } };
}

async function cancel({ transport }: Speaking, { key, ref }: CancelRequest, call: Call): Promise<Outcome<Booking>> {
  if (!keySchema.safeParse(key).success || !isRef(ref)) return rejected('booking-unknown', 'not a booking of this hospital');
  const request = { method: 'PUT', path: `/bookings/${key}/cancellation`, body: { ref } } as const;
  const outcome = underKey(writeOutcome(await transport.send(request, call), bookingSchema), key, 'unknown-outcome');
  if (!outcome.ok || outcome.value.status === 'cancelled') return outcome;
  return failed({ kind: 'unknown-outcome', detail: 'a cancellation that answered a live booking' });
}

async function findPatient({ transport }: Speaking, query: PatientQuery, call: Call): Promise<Outcome<PatientMatch>> {
  const { name, birthDate, document } = query;
  const search = { method: 'POST', path: '/patients/search', body: { name, birthDate, document } } as const;
  const match = readOutcome(await transport.send(search, call), patientMatchSchema);
  return match.ok ? { ok: true, value: patientMatch(match.value) } : match;
}

async function registerPatient({ transport }: Speaking, patient: Patient, call: Call): Promise<Outcome<PatientRecord>> {
  const exchange = await transport.send({ method: 'POST', path: '/patients', body: wirePatient(patient) }, call);
  return writeOutcome(exchange, patientRecordSchema);
}
