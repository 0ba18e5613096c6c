import { exportJWK, importJWK } from 'jose';
import type { DeviceKind } from '../../contract/access.ts';
import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { Ids } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Store } from '../../platform/store/store.ts';
import {
  type DeviceRow,
  endDevice,
  insertEnrolledDevice,
  insertEnrolment,
  selectDevice,
  selectDevices,
  selectEnrolledWith,
  useEnrolment,
} from './device-rows.ts';

export interface DeviceDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a device is, where it stands and how it is built. */
export interface DevicePlace {
  readonly kind: DeviceKind;
  readonly hospitalId: string;
  readonly campusRef: string;
  readonly floor: string;
  readonly name: string;
  /** Where people are sent who want a person. */
  readonly helpWindow: string;
  readonly englishHelpWindow?: string | undefined;
  /** Size of a CSS pixel, so that sizes can be given in millimetres. */
  readonly micrometresPerPx: number;
}

/** Name of the guard: the device is in use. */
export const DEVICE_ACTIVE = 'device-active';

/** A code is typed or scanned once, within this time. */
export const ENROLMENT_MS = 10 * 60 * 1000;

/** A code with which one device may be enrolled once. Only its hash is kept. */
export async function allowEnrolment(
  { store, clock, ids }: DeviceDependencies,
  place: DevicePlace,
  requestId: string,
): Promise<{ code: string; expiresAt: number }> {
  const now = clock.now();
  // Typed behind `--code`: a secret may begin with a dash, which a command line takes for an option.
  const code = `enrol_${ids.secret()}`;
  const expiresAt = now + ENROLMENT_MS;
  await commit({ store, clock, ids }, 'allow-enrolment', 'interactive', [
    insertEnrolment({ ...place, englishHelpWindow: place.englishHelpWindow ?? null, codeHash: digest(code), now, expiresAt }),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'device.allow',
      subject: { kind: 'hospital', id: place.hospitalId },
      requestId,
    }),
  ]);
  return { code, expiresAt };
}

/**
 * The device, or `undefined` when the code was used, is too old, or the key is none or belongs to another device. The same code with the same key
 * is the same request again, whose answer was lost.
 */
export async function enrolDevice(
  { store, clock, ids }: DeviceDependencies,
  {
    code,
    publicKey,
    requestId,
  }: { code: string; publicKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string }; requestId: string },
): Promise<DeviceRow | undefined> {
  const now = clock.now();
  const id = ids.next('dev');
  const codeHash = digest(code);
  const key = await readKey(publicKey);
  if (key === undefined) return undefined;
  const committed = await commit({ store, clock, ids }, 'enrol-device', 'interactive', [
    guarded(useEnrolment({ codeHash, now }), 'enrolment-open'),
    guarded(insertEnrolledDevice({ id, publicKey: key, now, codeHash }), 'device-key-new'),
    auditPart(ids, now, {
      actor: { kind: 'device', id },
      action: 'device.enrol',
      subject: { kind: 'device', id },
      requestId,
    }),
  ]);
  const [row] = await store.read(committed.ok ? selectDevice({ id }) : selectEnrolledWith({ codeHash, publicKey: key }));
  return row;
}

/** The key in its one spelling, so that it is known again; `undefined` when it is no point of the curve. */
async function readKey(publicKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string }): Promise<string | undefined> {
  try {
    const { kty, crv, x, y } = await exportJWK(await importJWK(publicKey, 'ES256'));
    return JSON.stringify({ kty, crv, x, y });
  } catch {
    return undefined;
  }
}

export async function readDevice({ store }: Pick<DeviceDependencies, 'store'>, id: string): Promise<DeviceRow | undefined> {
  const [row] = await store.read(selectDevice({ id }));
  return row;
}

/** At most a thousand: more kiosks than a city has. */
export function listDevices({ store }: Pick<DeviceDependencies, 'store'>): Promise<readonly DeviceRow[]> {
  return store.read(selectDevices({ limit: 1_000 }));
}

/** Ends a device at once: its row is read with every proof. False when it was not active. */
export async function revokeDevice(
  { store, clock, ids }: DeviceDependencies,
  { id, reason, requestId }: { id: string; reason: string; requestId: string },
): Promise<boolean> {
  const now = clock.now();
  const committed = await commit({ store, clock, ids }, 'revoke-device', 'interactive', [
    guarded(endDevice({ id, state: 'revoked', reason, now }), DEVICE_ACTIVE),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'device.revoke',
      subject: { kind: 'device', id },
      requestId,
      reason,
    }),
  ]);
  return committed.ok;
}
