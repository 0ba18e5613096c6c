import type { StaffRole } from '../../contract/access.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { hashPin, pinFits } from '../../platform/crypto/pin-hash.ts';
import type { DeviceCaller, StaffCaller } from '../../platform/http/context.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Store } from '../../platform/store/store.ts';
import {
  countPinTry,
  endStaffSession,
  insertStaff,
  insertStaffSession,
  selectLiveStaffSession,
  selectStaff,
} from './staff-rows.ts';

export interface StaffDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
}

/** Nobody stays signed in at a kiosk: the volunteer walks on to the next person. */
export const STAFF_SESSION_MS = limits.staffSessionLife.figure;
const PIN_TRIES_MAX = 5;
const PIN_WINDOW_MS = 15 * 60 * 1000;
/** Staff are added without a role: whoever is, helps people at the devices. No other role can be had. */
const ROLE: StaffRole = 'volunteer';

/** A member of staff of this hospital. False when the number is taken. */
export async function addStaff(
  { store, clock, ids, random }: StaffDependencies,
  given: { hospitalId: string; number: string; name: string; pin: string; requestId: string },
): Promise<string | undefined> {
  const now = clock.now();
  const id = ids.next('stf');
  const { hospitalId, number, name } = given;
  const pinHash = await hashPin(given.pin, random);
  const committed = await commit({ store, clock, ids }, 'add-staff', 'interactive', [
    guarded(insertStaff({ id, hospitalId, number, name, pinHash, now }), 'staff-number-free'),
    auditPart(ids, now, {
      actor: { kind: 'operator', id: 'operator' },
      action: 'staff.add',
      subject: { kind: 'staff', id },
      requestId: given.requestId,
    }),
  ]);
  return committed.ok ? id : undefined;
}

export interface OpenedStaffSession {
  readonly staffId: string;
  readonly name: string;
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * A session of a member of staff at a device of their own hospital; `undefined` when number or PIN is wrong, or it was tried five
 * times in a quarter of an hour. A wrong number takes as long as a wrong PIN.
 */
export async function openStaffSession(
  dependencies: StaffDependencies,
  given: { number: string; pin: string; device: DeviceCaller; requestId: string },
): Promise<OpenedStaffSession | undefined> {
  const { store, clock, ids } = dependencies;
  const { device } = given;
  const [row] = await store.read(selectStaff({ hospitalId: device.hospitalId, number: given.number }));
  const mayTry = row === undefined || (await countTry(dependencies, row.id));
  const right = await pinFits(given.pin, row?.pinHash);
  if (row?.state !== 'active' || !mayTry || !right) return undefined;
  const now = clock.now();
  const token = ids.secret();
  const expiresAt = now + STAFF_SESSION_MS;
  await commit({ store, clock, ids }, 'open-staff-session', 'interactive', [
    insertStaffSession({ tokenHash: digest(token), staffId: row.id, deviceId: device.id, now, expiresAt }),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: row.id },
      action: 'staff-session.open',
      subject: { kind: 'staff', id: row.id },
      requestId: given.requestId,
      deviceId: device.id,
    }),
  ]);
  return { staffId: row.id, name: row.name, token, expiresAt };
}

/** Ends the session at the server. Ending it twice is no error. */
export async function closeStaffSession(
  { store, clock, ids }: StaffDependencies,
  caller: StaffCaller,
  requestId: string,
): Promise<void> {
  const now = clock.now();
  const actor = { kind: 'staff', id: caller.staffId } as const;
  await commit({ store, clock, ids }, 'close-staff-session', 'interactive', [
    guarded(endStaffSession({ tokenHash: caller.tokenHash, now }), 'staff-session-open'),
    auditPart(ids, now, {
      actor,
      action: 'staff-session.close',
      subject: { kind: 'staff', id: caller.staffId },
      requestId,
      deviceId: caller.deviceId,
    }),
  ]);
}

/** Who is signed in with this token. */
export async function resolveStaff(
  { store, clock }: Pick<StaffDependencies, 'store' | 'clock'>,
  tokenHash: string,
): Promise<StaffCaller | undefined> {
  const [row] = await store.read(selectLiveStaffSession({ tokenHash, now: clock.now() }));
  return row && { ...row, role: ROLE };
}

/** Counts one try before anything is compared; false when there were too many. */
async function countTry({ store, clock, ids }: StaffDependencies, id: string): Promise<boolean> {
  const now = clock.now();
  const counted = await commit({ store, clock, ids }, 'try-pin', 'interactive', [
    guarded(countPinTry({ id, now, windowStart: now - PIN_WINDOW_MS, max: PIN_TRIES_MAX }), 'pin-tries-left'),
  ]);
  return counted.ok;
}
