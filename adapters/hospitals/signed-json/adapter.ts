import {
  type AdapterEnvironment,
  type Call,
  type Capabilities,
  type HospitalAdapter,
  notSupported,
  type Operation,
  type Outcome,
} from '../../port.ts';
import { type LaxConfig, type SignedJsonConfigInput, type StrictConfig, signedJsonConfigSchema } from './config.ts';
import { createInbound } from './inbound.ts';
import { bookLax, cancelLax } from './lax.ts';
import { failed } from './mapping.ts';
import {
  bookStrict,
  cancelStrict,
  findBooking,
  findPatient,
  listBookings,
  readQueue,
  readSlot,
  readSlots,
  registerPatient,
} from './strict.ts';
import { createTransport, type Transport } from './transport.ts';

/**
 * An adapter for a hospital with 尚医通's interface (source: 尚医通 (yygh) hospital interface document): `strict` with our signatures and
 * additions, README.md; `lax` as it is found. Runs wherever `fetch` and WebCrypto exist.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createSignedJsonAdapter(input: SignedJsonConfigInput, environment: AdapterEnvironment): HospitalAdapter {
  const config = signedJsonConfigSchema.parse(input);
  const transport = createTransport(config, environment);
  return config.mode === 'strict' ? strictAdapter(config, transport) : laxAdapter(config, transport, environment);
}

function strictAdapter(config: StrictConfig, transport: Transport): HospitalAdapter {
  const speaking = { config, transport };
  return {
    capabilities: {
      slots: true,
      book: true,
      findBooking: true,
      listBookings: true,
      cancel: true,
      keyedBooking: true,
      slotCapacity: 'many',
      settleWindowMs: config.settleWindowMs,
      readLagMs: config.readLagMs,
      findPatient: true,
      registerPatient: true,
      queue: true,
      runtime: 'any',
    },
    slots: (request, call) => readSlots(speaking, request, call),
    slot: (ref, call) => readSlot(speaking, ref, call),
    book: (request, call) => bookStrict(speaking, request, call),
    findBooking: (key, call) => findBooking(speaking, key, call),
    listBookings: (cursor, call) => listBookings(speaking, cursor, call),
    cancel: (request, call) => cancelStrict(speaking, request, call),
    findPatient: (query, call) => findPatient(speaking, query, call),
    registerPatient: (patient, call) => registerPatient(speaking, patient, call),
    queue: (slotRef, call) => readQueue(speaking, slotRef, call),
  };
}

function laxAdapter(config: LaxConfig, transport: Transport, { now }: AdapterEnvironment): HospitalAdapter {
  const speaking = { config, transport };
  const refuse = (operation: Operation) => async () => notSupported(operation);
  return {
    capabilities: { ...LAX_CAPABILITIES, settleWindowMs: config.settleWindowMs },
    slots: refuse('slots'),
    slot: refuse('slot'),
    book: (request, call) => inTime(call, () => bookLax(speaking, request, call)),
    findBooking: refuse('findBooking'),
    listBookings: refuse('listBookings'),
    cancel: (request, call) => inTime(call, () => cancelLax(speaking, request, call)),
    findPatient: refuse('findPatient'),
    registerPatient: refuse('registerPatient'),
    queue: refuse('queue'),
    inbound: createInbound(config, now),
  };
}

/** Of the contract a hospital itself answers submitOrder, updatePayStatus and updateCancelStatus. Nothing can be asked. */
const LAX_CAPABILITIES: Omit<Capabilities, 'settleWindowMs'> = {
  slots: false,
  book: true,
  findBooking: false,
  listBookings: false,
  cancel: true,
  keyedBooking: false,
  slotCapacity: 'many',
  readLagMs: 0,
  findPatient: false,
  registerPatient: false,
  queue: false,
  runtime: 'any',
};

/** Nothing is judged, and nothing refused, when nobody waits any more. */
async function inTime<T>({ signal }: Call, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return signal.aborted ? failed({ kind: 'unavailable', detail: 'the deadline had passed before sending' }) : ask();
}
