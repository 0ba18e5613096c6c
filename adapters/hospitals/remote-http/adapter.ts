import {
  type AdapterEnvironment,
  type Booking,
  type BookingChanges,
  type BookRequest,
  type Call,
  type CancelRequest,
  type HospitalAdapter,
  notSupported,
  type Operation,
  type Outcome,
  type Patient,
  type PatientMatch,
  type PatientQuery,
  type PatientRecord,
  type SlotPage,
  type SlotSnapshot,
  type SlotsRequest,
} from '../../port.ts';
import { type RemoteHttpConfig, type RemoteHttpConfigInput, remoteHttpConfigSchema } from './config.ts';
import { createInbound } from './inbound.ts';
import {
  failed,
  formatInstant,
  isRef,
  patientMatch,
  readOutcome,
  rejected,
  slotSnapshot,
  wirePatient,
  writeOutcome,
} from './mapping.ts';
import { createTransport, type RemoteTransport } from './transport.ts';
import {
  bookingChangesSchema,
  bookingSchema,
  capabilitiesSchema,
  keySchema,
  patientMatchSchema,
  patientRecordSchema,
  slotPageSchema,
  slotSchema,
  tokenSchema,
} from './wire.ts';

interface Speaking {
  readonly config: RemoteHttpConfig;
  readonly transport: RemoteTransport;
}

/**
 * An adapter for a hospital that implements the Onedoor hospital API, `docs/hospital-api.json`. Runs wherever `fetch` and WebCrypto
 * exist. It declares what its configuration declares.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createRemoteHttpAdapter(input: RemoteHttpConfigInput, environment: AdapterEnvironment): HospitalAdapter {
  const config = remoteHttpConfigSchema.parse(input);
  const speaking = { config, transport: createTransport(config, environment) };
  const { capabilities: can } = config;
  const declared = <T>(able: boolean, operation: Operation, ask: () => Promise<Outcome<T>>) =>
    able ? ask() : Promise.resolve(notSupported(operation));

  return {
    capabilities: { ...can, queue: false, runtime: 'any' },
    slots: (request, call) => declared(can.slots, 'slots', () => readSlots(speaking, request, call)),
    slot: (ref, call) => declared(can.slots, 'slot', () => readSlot(speaking, ref, call)),
    book: (request, call) => declared(can.book, 'book', () => book(speaking, request, call)),
    findBooking: (key, call) => declared(can.findBooking, 'findBooking', () => findBooking(speaking, key, call)),
    listBookings: (cursor, call) => declared(can.listBookings, 'listBookings', () => listBookings(speaking, cursor, call)),
    cancel: (request, call) => declared(can.cancel, 'cancel', () => cancel(speaking, request, call)),
    findPatient: (query, call) => declared(can.findPatient, 'findPatient', () => findPatient(speaking, query, call)),
    registerPatient: (patient, call) =>
      declared(can.registerPatient, 'registerPatient', () => registerPatient(speaking, patient, call)),
    queue: async () => notSupported('queue'),
    ...(config.pushKey === undefined ? {} : { inbound: createInbound(config.pushKey, config.maxBodyBytes, environment.now) }),
  };
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
  findBooking: false,
  listBookings: false,
  cancel: false,
  keyedBooking: false,
  slotCapacity: 'one',
  settleWindowMs: 0,
  readLagMs: 0,
  findPatient: false,
  registerPatient: false,
};

/** Tokens of the hospital carry a mark of ours, so that nobody's invention is sent as one. */
const PAGE_MARK = 'page:';
const CURSOR_MARK = 'since:';

/** The hospital's own token; `undefined` when we never gave it out. */
function unmarked(text: string, mark: string): string | undefined {
  const token = text.startsWith(mark) ? text.slice(mark.length) : '';
  return tokenSchema.safeParse(token).success ? token : undefined;
}

async function readSlots(
  { config, transport }: Speaking,
  { from, to, page }: SlotsRequest,
  call: Call,
): Promise<Outcome<SlotPage>> {
  const token = page === undefined ? undefined : unmarked(page, PAGE_MARK);
  if (page !== undefined && token === undefined) return rejected('request-refused', 'unknown page');
  const window = { from: formatInstant(from), to: formatInstant(to), limit: String(config.pageSize) };
  const query = token === undefined ? window : { ...window, page: token };
  const answer = readOutcome(await transport.send({ method: 'GET', path: '/slots', query }, call), slotPageSchema);
  if (!answer.ok) return answer;
  const { next } = answer.value;
  if (next !== undefined && next === token) return failed({ kind: 'malformed', detail: 'the next page is the page itself' });
  const slots = answer.value.slots.map(slotSnapshot).filter(({ startsAt }) => startsAt >= from && startsAt < to);
  return { ok: true, value: { slots, ...(next === undefined ? {} : { next: `${PAGE_MARK}${next}` }) } };
}

async function readSlot({ transport }: Speaking, ref: string, call: Call): Promise<Outcome<SlotSnapshot | null>> {
  if (!isRef(ref)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', path: `/slots/${ref}` }, call);
  const slot = readOutcome(exchange, slotSchema, 'slot-unknown');
  if (!slot.ok || slot.value === null) return slot.ok ? { ok: true, value: null } : slot;
  return slot.value.ref === ref
    ? { ok: true, value: slotSnapshot(slot.value) }
    : failed({ kind: 'malformed', detail: 'another slot than the one that was asked for' });
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
  if (!keySchema.safeParse(key).success) return rejected('request-refused', 'not a booking key');
  if (!isRef(slotRef)) return rejected('slot-unknown', 'not a reference of this hospital');
  if (patientRef !== undefined && !isRef(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
  const body = { slotRef, patient: wirePatient(patient), ...(patientRef === undefined ? {} : { patientRef }) };
  const exchange = await transport.send({ method: 'PUT', path: `/bookings/${key}`, body }, call);
  const booked = underKey(writeOutcome(exchange, bookingSchema), key, 'unknown-outcome');
  if (!booked.ok || booked.value.status === 'booked') return booked;
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
): Promise<Outcome<BookingChanges>> {
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const query = { limit: String(config.pageSize), ...(since === undefined ? {} : { cursor: since }) };
  const answer = readOutcome(await transport.send({ method: 'GET', path: '/bookings', query }, call), bookingChangesSchema);
  if (!answer.ok) return answer;
  const { bookings, more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  return { ok: true, value: { bookings, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more } };
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
