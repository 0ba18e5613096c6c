import { calculateJwkThumbprint, EmbeddedJWK, importJWK, type JWK, jwtVerify } from 'jose';
import * as z from 'zod';
import type { DeviceKind } from '../../contract/access.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ShownProof } from '../../platform/http/admission.ts';
import type { DeviceCaller } from '../../platform/http/context.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Store } from '../../platform/store/store.ts';
import { type DeviceRow, endDevice, insertUsedProof, moveBoot, selectDevice } from './device-rows.ts';
import { DEVICE_ACTIVE } from './devices.ts';

export interface DeviceProofDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Clocks may differ by this much. */
const SKEW_SECONDS = 60;
const ASSERTION_SECONDS_MAX = 300;

const assertionClaims = z.object({
  iss: z.string(),
  jkt: z.string(),
  boot: z.string().min(8).max(64),
  bootAt: z.int(),
  /** Absent in assertions of bridges that do not count their starts. */
  start: z.int().min(1).optional(),
  iat: z.int(),
  exp: z.int(),
});
const proofClaims = z.object({ jti: z.string().min(8).max(64), htm: z.string(), htu: z.string(), iat: z.int() });

/**
 * The device, when all of it holds: an active enrolment, an assertion signed by the device's key over the page's key, a proof
 * signed by the page's key over this method and address, within a minute, never seen before. `undefined` says nothing of why: a
 * forger learns nothing, and the operator finds the reason in the log.
 */
export async function proveDevice(dependencies: DeviceProofDependencies, shown: ShownProof): Promise<DeviceCaller | undefined> {
  const now = Math.floor(dependencies.clock.now() / 1000);
  const asserted = await readAssertion(dependencies, shown.assertion, now);
  if (!asserted) return undefined;
  const { device, claims } = asserted;
  const proof = await readProof(shown, claims.jkt);
  if (!proof) return refused(dependencies, device.id, 'the proof does not fit the request');
  if (Math.abs(now - proof.iat) > SKEW_SECONDS) return clockOff(dependencies, device.id, 'proof', proof.iat - now);
  if (!(await bootIsLatest(dependencies, device, claims))) return undefined;
  const used = await commit(dependencies, 'use-proof', 'interactive', [
    guarded(
      insertUsedProof({ id: `${device.id} ${proof.jti}`, expiresAt: (proof.iat + 2 * SKEW_SECONDS) * 1000 }),
      'proof-is-new',
    ),
  ]);
  if (!used.ok) return refused(dependencies, device.id, 'the proof was used before');
  return { id: device.id, kind: device.kind as DeviceKind, hospitalId: device.hospitalId, thumbprint: claims.jkt };
}

async function readAssertion(dependencies: DeviceProofDependencies, assertion: string, now: number) {
  const { store } = dependencies;
  const deviceId = issuerOf(assertion);
  const [device] = deviceId === undefined ? [] : await store.read(selectDevice({ id: deviceId }));
  if (device?.state !== 'active') return undefined;
  const claims = await signedBy(assertion, device, 'onedoor-device+jwt', assertionClaims);
  if (!claims || claims.iss !== device.id) return undefined;
  if (claims.exp - claims.iat > ASSERTION_SECONDS_MAX) return undefined;
  const fresh = claims.iat <= now + SKEW_SECONDS && now < claims.exp;
  return fresh ? { device, claims } : clockOff(dependencies, device.id, 'assertion', claims.iat - now);
}

/** The claims, when the device's own key signed them as this type. Times are judged by whoever asks, against the gateway's clock. */
export async function signedBy<T extends z.ZodType>(
  text: string,
  device: Pick<DeviceRow, 'publicKey'>,
  type: string,
  schema: T,
): Promise<z.output<T> | undefined> {
  try {
    const key = await importJWK(JSON.parse(device.publicKey) as JWK, 'ES256');
    const { payload } = await jwtVerify(text, key, { typ: type, algorithms: ['ES256'], currentDate: new Date(0) });
    return schema.parse(payload);
  } catch {
    return undefined;
  }
}

/** Who says to have signed this; not believed until the signature is checked with that device's key. */
export function issuerOf(jws: string): string | undefined {
  try {
    const header = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid?: unknown };
    return typeof header.kid === 'string' && header.kid.length <= 64 ? header.kid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the proof is of this very request. Its time is judged by whoever asks. */
async function readProof(shown: ShownProof, thumbprint: string) {
  try {
    const { payload, protectedHeader } = await jwtVerify(shown.proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(0),
    });
    if ((await calculateJwkThumbprint(protectedHeader.jwk as JWK)) !== thumbprint) return undefined;
    const claims = proofClaims.parse(payload);
    return claims.htm === shown.method && shown.urls.includes(claims.htu) ? claims : undefined;
  } catch {
    return undefined;
  }
}

type Start = Pick<z.output<typeof assertionClaims>, 'boot' | 'bootAt' | 'start' | 'iat'>;

/**
 * A bridge that was started later takes the device over. One that was started earlier and still signs is a second bridge with the same
 * key: somebody copied it, and neither can be told from the other, so the device is suspended.
 */
async function bootIsLatest(dependencies: DeviceProofDependencies, device: DeviceRow, claims: Start): Promise<boolean> {
  if (claims.boot === device.boot) return true;
  const order =
    claims.start === undefined ? orderByClock(device, claims, dependencies.clock.now()) : orderByCount(device, claims);
  switch (order) {
    case 'later':
      return takeOver(dependencies, device, claims);
    case 'in-the-future':
      refused(dependencies, device.id, 'a start in the future');
      return false;
    case 'on-its-way':
      refused(dependencies, device.id, 'signed before the bridge was started again');
      return false;
    case 'both-alive':
      await suspend(dependencies, device.id);
      return false;
  }
}

type Order = 'later' | 'in-the-future' | 'on-its-way' | 'both-alive';

/** A bridge that counts its starts: a kiosk that is switched on with yesterday's clock was started later all the same. */
function orderByCount(device: DeviceRow, { start = 0, iat }: Start): Order {
  if (start > device.bootCount) return 'later';
  // Two starts with one number: the count was copied along with the key.
  if (start === device.bootCount) return 'both-alive';
  // The device was taken over on our clock, and this was signed on the kiosk's, which may be ahead by the skew.
  return iat * 1000 <= device.bootAt + SKEW_SECONDS * 1000 ? 'on-its-way' : 'both-alive';
}

/** A bridge that does not count: its clock is all there is. */
function orderByClock(device: DeviceRow, { bootAt, iat }: Start, now: number): Order {
  // A start in the future would outlive every honest one.
  if (bootAt > now + SKEW_SECONDS * 1000) return 'in-the-future';
  if (bootAt > device.bootAt) return 'later';
  // What the old bridge signed before it was started again may still be on its way.
  return iat * 1000 <= device.bootAt ? 'on-its-way' : 'both-alive';
}

async function takeOver(
  dependencies: DeviceProofDependencies,
  device: DeviceRow,
  { boot, bootAt, start }: Start,
): Promise<boolean> {
  const { id } = device;
  // A count that was shown once is not forgotten: else a copy that counts nothing and the bridge that counts would take turns.
  const seen =
    start === undefined ? { bootAt, bootCount: device.bootCount } : { bootAt: dependencies.clock.now(), bootCount: start };
  const moved = await commit(dependencies, 'move-boot', 'interactive', [
    guarded(moveBoot({ id, from: device.boot, boot, ...seen }), 'boot-moved'),
  ]);
  if (moved.ok) return true;
  const [again] = await dependencies.store.read(selectDevice({ id }));
  return again?.boot === boot;
}

async function suspend(dependencies: DeviceProofDependencies, deviceId: string): Promise<void> {
  const { clock, ids, log } = dependencies;
  const now = clock.now();
  const actor = GATEWAY;
  const subject = { kind: 'device', id: deviceId };
  await commit(dependencies, 'suspend-device', 'interactive', [
    guarded(endDevice({ id: deviceId, state: 'suspended', reason: 'two bridges with one key', now }), DEVICE_ACTIVE),
    auditPart(ids, now, { actor, action: 'device.suspend', subject, requestId: deviceId, reason: 'two bridges with one key' }),
  ]);
  log.write('error', 'device.suspended', { deviceId, detail: 'two bridges use one key; enrol the right one again' });
}

/** The operator sees at which machine to look, and for what; whoever asked learns nothing but our own time, which every answer says. */
function clockOff(dependencies: DeviceProofDependencies, deviceId: string, what: string, seconds: number): undefined {
  return refused(dependencies, deviceId, `clock off by ${seconds} s (${what})`);
}

function refused({ log }: DeviceProofDependencies, deviceId: string, detail: string): undefined {
  log.write('warn', 'device.proof-refused', { deviceId, detail });
  return undefined;
}
