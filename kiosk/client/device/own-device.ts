import type { Client } from '../../../bff/contract/client.ts';
import { connectGateway, type GatewayOptions } from '../gateway.ts';
import type { Device } from '../wire.ts';
import { deviceKeyOf, makeDeviceKey, makeKeyPair } from './key.ts';
import type { KeptDevice, OwnDeviceStore } from './own-device-store.ts';
import { provedFetch } from './proof.ts';

export interface OwnDeviceOptions {
  /** Of the gateway, which serves this page. */
  readonly origin: string;
  readonly fetch: GatewayOptions['fetch'];
  /** Milliseconds since 1970, on this machine's clock. */
  readonly now: () => number;
  /** 22 to 64 characters of base64url that nobody guesses, as `crypto.randomUUID` gives. */
  readonly newId: () => string;
  readonly store: OwnDeviceStore;
  readonly crypto?: Pick<Crypto, 'subtle'>;
}

/**
 * A browser that is a device of its own: a volunteer's phone, the computer at a desk.
 *
 * - `enrolled`: each request of `client` and `fetch` comes with the proof of this device.
 * - `not-enrolled`: a code of `onedoor device enrol` makes it one. `refused`: it was one, and was revoked or suspended.
 * - `code-refused`: the code was used, is too old, or is none.
 * - `away`: the gateway gave no answer that says which of them it is; the same again may find out.
 */
export type OwnDevice =
  | {
      readonly state: 'enrolled';
      readonly client: Client;
      readonly fetch: GatewayOptions['fetch'];
      readonly record: Device;
    }
  | { readonly state: 'not-enrolled' | 'refused' | 'code-refused'; readonly enrol: (code: string) => Promise<OwnDevice> }
  | { readonly state: 'away' };

/** How long an assertion holds, in seconds. */
const ASSERTION_S = 300;

/** Who this browser is. Rejects only when it keeps nothing. */
export async function openOwnDevice(options: OwnDeviceOptions): Promise<OwnDevice> {
  const kept = await options.store.update(() => undefined);
  return kept?.deviceId === undefined ? { state: 'not-enrolled', enrol: enrolling(options, undefined) } : show(options, kept);
}

/** Asks the gateway who the device is that is kept. */
async function show(options: OwnDeviceOptions, kept: KeptDevice): Promise<OwnDevice> {
  const { origin, now, newId, store, fetch, crypto = globalThis.crypto } = options;
  const own = await deviceKeyOf(kept.pair, crypto);
  const key = await makeDeviceKey(crypto);
  const assert = async (aheadMs = 0): Promise<string> => {
    const { deviceId, boot, bootAt, start, seq } = await countAssertion(store, kept);
    const iat = Math.floor((now() + aheadMs) / 1000);
    const claims = { iss: deviceId, jkt: key.thumbprint, boot, bootAt, start, seq, iat, exp: iat + ASSERTION_S };
    return own.sign({ alg: 'ES256', typ: 'onedoor-device+jwt', kid: deviceId }, claims);
  };
  const proved = provedFetch({ key, assert, now, newId, fetch });
  const client = connectGateway({ baseUrl: origin, fetch: proved });
  const device = await client('readDevice', {}).catch(() => undefined);
  if (device?.ok) return { state: 'enrolled', client, fetch: proved, record: device.body };
  const refused = device?.problem.code === 'device-refused';
  return refused ? { state: 'refused', enrol: enrolling(options, kept.deviceId) } : { state: 'away' };
}

/** The next assertion of this device. Another one may have been enrolled in another tab: for that one this tab signs nothing. */
async function countAssertion(store: OwnDeviceStore, device: KeptDevice): Promise<KeptDevice> {
  const now = await store.update((kept) => kept && { ...kept, seq: kept.seq + 1 });
  if (now?.deviceId !== device.deviceId || now === undefined) throw new Error('this browser is another device by now');
  return now;
}

/** `former`: the device that this browser was, and is no more. */
function enrolling(options: OwnDeviceOptions, former: string | undefined): (code: string) => Promise<OwnDevice> {
  const { origin, now, newId, store, fetch, crypto = globalThis.crypto } = options;
  return async (code) => {
    const pair = await makeKeyPair(crypto);
    const bootAt = now();
    // Seconds since 1970: greater than that of any device that this browser was before.
    const start = Math.max(1, Math.floor(bootAt / 1000));
    const made = { pair, code, deviceId: undefined, boot: newId(), bootAt, start, seq: 0 };
    // Written down before it is sent: when the answer is lost, the same code with the same key is answered again. And two tabs that are
    // given one code are one device.
    const kept = await store.update((before) => (isOf(before, code, former) ? undefined : made));
    if (kept === undefined) throw new Error('the browser keeps nothing');
    if (kept.deviceId !== undefined) return show(options, kept);
    const { publicJwk } = await deviceKeyOf(kept.pair, crypto);
    const plain = connectGateway({ baseUrl: origin, fetch });
    const enrolled = await plain('enrolDevice', { body: { code, publicKey: publicJwk } }).catch(() => undefined);
    if (enrolled === undefined) return { state: 'away' };
    if (!enrolled.ok) {
      const refused = ['enrolment-refused', 'invalid-request'].includes(enrolled.problem.code);
      return refused ? { state: 'code-refused', enrol: enrolling(options, former) } : { state: 'away' };
    }
    const { deviceId } = enrolled.body;
    const known = await store.update((before) => (before?.code === code ? { ...before, deviceId } : undefined));
    return known ? show(options, known) : { state: 'away' };
  };
}

/** Whether what is kept is what this code makes, or a device that another tab has enrolled in the meantime. */
function isOf(kept: KeptDevice | undefined, code: string, former: string | undefined): boolean {
  if (kept === undefined) return false;
  return kept.deviceId === undefined ? kept.code === code : kept.deviceId !== former;
}
