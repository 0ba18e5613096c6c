import type { HospitalAdapter } from '../../port/hospital.ts';
import type { AdapterEnvironment } from '../../port/terms.ts';
import { chargesOf } from './charges.ts';
import { checkLax, checkStrict } from './check.ts';
import { type LaxConfig, type SignedJsonConfigInput, type StrictConfig, signedJsonConfigSchema } from './config.ts';
import { createInbound } from './inbound.ts';
import { bookLax, cancelLax } from './lax.ts';
import { inTime } from './mapping.ts';
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
  return config.mode === 'strict' ? strictAdapter(config, transport, environment) : laxAdapter(config, transport, environment);
}

function strictAdapter(config: StrictConfig, transport: Transport, { now }: AdapterEnvironment): HospitalAdapter {
  const speaking = { config, transport };
  return {
    slots: {
      readLagMs: config.readLagMs,
      page: (request, call) => readSlots(speaking, request, call),
      one: (ref, call) => readSlot(speaking, ref, call),
    },
    booking: {
      keyed: true,
      keyMaxLength: config.keyMaxLength,
      places: config.places,
      settleWindowMs: config.settleWindowMs,
      book: (request, call) => bookStrict(speaking, request, call),
    },
    bookings: {
      listing: 'changes',
      find: (key, call) => findBooking(speaking, key, call),
      list: (cursor, call) => listBookings(speaking, cursor, call),
    },
    cancellation: { cancel: (request, call) => cancelStrict(speaking, request, call) },
    patients: {
      find: (query, call) => findPatient(speaking, query, call),
      register: (patient, call) => registerPatient(speaking, patient, call),
    },
    queue: { read: (slotRef, call) => readQueue(speaking, slotRef, call) },
    charges: chargesOf(speaking),
    check: (call) => checkStrict(transport, now, call),
  };
}

/** Of the contract a hospital itself answers submitOrder, updatePayStatus and updateCancelStatus. Nothing can be asked. */
function laxAdapter(config: LaxConfig, transport: Transport, environment: AdapterEnvironment): HospitalAdapter {
  const speaking = { config, transport };
  return {
    booking: {
      keyed: false,
      keyMaxLength: config.keyMaxLength,
      places: config.places,
      settleWindowMs: config.settleWindowMs,
      book: (request, call) => inTime(call, () => bookLax(speaking, request, call)),
    },
    cancellation: { cancel: (request, call) => inTime(call, () => cancelLax(speaking, request, call)) },
    inbound: createInbound(config, environment.now),
    check: (call) => checkLax(config, environment, call),
  };
}
