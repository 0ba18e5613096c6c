import { calculateJwkThumbprint, EmbeddedJWK, importJWK, type JWK, jwtVerify } from 'jose';
import * as z from 'zod';
import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { DeviceCaller } from '../../platform/http/context.ts';
import type { ShownProof } from '../../platform/http/gateway.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Store } from '../../platform/store/store.ts';
import { type DeviceRow, endDevice, insertUsedProof, moveBoot, selectDevice } from './device-rows.ts';

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
  const proof = await readProof(shown, claims.jkt, now);
  if (!proof) return refused(dependencies, device.id, 'the proof does not fit the request');
  if (!(await bootIsLatest(dependencies, device, claims))) return undefined;
  const used = await commit(dependencies, 'use-proof', 'interactive', [
    guarded(
      insertUsedProof({ id: `${device.id} ${proof.jti}`, expiresAt: (proof.iat + 2 * SKEW_SECONDS) * 1000 }),
      'proof-is-new',
    ),
  ]);
  if (!used.ok) return refused(dependencies, device.id, 'the proof was used before');
  return { id: device.id, hospitalId: device.hospitalId, thumbprint: claims.jkt };
}

async function readAssertion({ store }: DeviceProofDependencies, assertion: string, now: number) {
  const deviceId = issuerOf(assertion);
  const [device] = deviceId === undefined ? [] : await store.read(selectDevice({ id: deviceId }));
  if (device?.state !== 'active') return undefined;
  const claims = await signedBy(assertion, device, 'onedoor-device+jwt', assertionClaims);
  if (!claims || claims.iss !== device.id) return undefined;
  const fresh = claims.iat <= now + SKEW_SECONDS && now < claims.exp && claims.exp - claims.iat <= ASSERTION_SECONDS_MAX;
  return fresh ? { device, claims } : undefined;
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

async function readProof(shown: ShownProof, thumbprint: string, now: number) {
  try {
    const { payload, protectedHeader } = await jwtVerify(shown.proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(0),
    });
    if ((await calculateJwkThumbprint(protectedHeader.jwk as JWK)) !== thumbprint) return undefined;
    const claims = proofClaims.parse(payload);
    const fits = claims.htm === shown.method && shown.urls.includes(claims.htu) && Math.abs(now - claims.iat) <= SKEW_SECONDS;
    return fits ? claims : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A bridge that was started later takes the device over. One that was started earlier and still signs is a second bridge with the same
 * key: somebody copied it, and neither can be told from the other, so the device is suspended.
 */
async function bootIsLatest(
  dependencies: DeviceProofDependencies,
  device: DeviceRow,
  { boot, bootAt, iat }: { boot: string; bootAt: number; iat: number },
): Promise<boolean> {
  if (boot === device.boot) return true;
  // A start in the future would outlive every honest one.
  if (bootAt > dependencies.clock.now() + SKEW_SECONDS * 1000) {
    refused(dependencies, device.id, 'a start in the future');
    return false;
  }
  if (bootAt > device.bootAt) {
    const moved = await commit(dependencies, 'move-boot', 'interactive', [
      guarded(moveBoot({ id: device.id, from: device.boot, boot, bootAt }), 'boot-moved'),
    ]);
    if (moved.ok) return true;
    const [again] = await dependencies.store.read(selectDevice({ id: device.id }));
    return again?.boot === boot;
  }
  // What the old bridge signed before it was started again may still be on its way.
  if (iat * 1000 <= device.bootAt) refused(dependencies, device.id, 'signed before the bridge was started again');
  else await suspend(dependencies, device.id);
  return false;
}

async function suspend(dependencies: DeviceProofDependencies, deviceId: string): Promise<void> {
  const { clock, ids, log } = dependencies;
  const now = clock.now();
  const actor = { kind: 'gateway', id: 'onedoor' } as const;
  const subject = { kind: 'device', id: deviceId };
  await commit(dependencies, 'suspend-device', 'interactive', [
    guarded(endDevice({ id: deviceId, state: 'suspended', reason: 'two bridges with one key', now }), 'device-active'),
    auditPart(ids, now, { actor, action: 'device.suspend', subject, requestId: deviceId, reason: 'two bridges with one key' }),
  ]);
  log.write('error', 'device.suspended', { deviceId, detail: 'two bridges use one key; enrol the right one again' });
}

function refused({ log }: DeviceProofDependencies, deviceId: string, detail: string): undefined {
  log.write('warn', 'device.proof-refused', { deviceId, detail });
  return undefined;
}
