import type { StaffRole } from '../../contract/access.ts';
import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { PinHash } from '../../platform/crypto/pin-hash.ts';
import type { DeviceCaller, StaffCaller } from '../../platform/http/context.ts';
import type { Ids } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import { holdDevice } from './device-rows.ts';
import { DEVICE_ACTIVE } from './devices.ts';
import { deleteProposalsBy } from './link-rows.ts';
import type { PasskeyResponse, PasskeyVerifier } from './passkey-port.ts';
import { deletePasskeysOf } from './passkey-rows.ts';
import { type PasskeySite, passkeyParts } from './passkeys.ts';
import { endSessionsAtDesk, endSessionsAtDeskOfOthers } from './session-rows.ts';
import { endShiftsOf } from './shift-rows.ts';
import { isLocked } from './staff-presence.ts';
import {
  changePin,
  countPinTry,
  countTryOfDay,
  deletePinTries,
  endSessionsVouchedBy,
  endStaff,
  endStaffSession,
  endStaffSessionsAt,
  endStaffSessionsOf,
  forgetPinTries,
  forgetPinTriesOf,
  insertStaff,
  insertStaffSession,
  STAFF_ACTIVE,
  selectLiveStaffSession,
  selectStaff,
  uncountRightPin,
} from './staff-rows.ts';

export interface StaffDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly pins: PinHash;
}

/** Of whoever changes a membership. */
export interface MembershipDependencies extends StaffDependencies {
  /** What other scenes end with a member who left, or whose PIN others may know: what waits for somebody else's yes. */
  readonly endWorkOf: (staffId: string, now: number) => readonly Part[];
}

/** A session lasts a shift. Nobody stays signed in where they are not: it is locked a minute after they were there last (`staff-presence.ts`). */
export const STAFF_SESSION_MS = limits.staffSessionLife.figure;
/** Wrong PINs of one number at one device in a window. */
const PIN_TRIES_MAX = 5;
const PIN_WINDOW_MS = 15 * 60 * 1000;
/** Tries of one number in a day, at all devices together, after which each device has one in a window: it slows, and closes nothing. */
const PIN_TRIES_SLOW_AFTER = 100;
const PIN_DAY_MS = 24 * 3_600_000;
/** A member of staff of this hospital, in one role. `undefined` when the number is taken. */
export async function addStaff(
  { store, clock, ids, pins }: StaffDependencies,
  given: { hospitalId: string; number: string; name: string; role: StaffRole; pin: string; requestId: string },
): Promise<string | undefined> {
  const now = clock.now();
  const id = ids.next('stf');
  const { hospitalId, number, name, role } = given;
  const pinHash = await pins.of(given.pin);
  const committed = await commit({ store, clock, ids }, 'add-staff', 'interactive', [
    guarded(insertStaff({ id, hospitalId, number, name, role, pinHash, now }), 'staff-number-free'),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'staff.add',
      subject: { kind: 'staff', id },
      requestId: given.requestId,
    }),
  ]);
  return committed.ok ? id : undefined;
}

/** Whom an operator speaks of: a number at a hospital. */
interface Member {
  readonly hospitalId: string;
  readonly number: string;
  readonly requestId: string;
}

/**
 * The member left: nobody signs in with this number any more, and what they opened, vouched for or proposed ends with them. False when
 * there is no such member.
 */
export async function removeStaff(dependencies: MembershipDependencies, member: Member): Promise<string | undefined> {
  const now = dependencies.clock.now();
  return changeMember(dependencies, member, 'staff.remove', (staffId) => [
    guarded(endStaff({ id: staffId }), STAFF_ACTIVE),
    endStaffSessionsOf({ staffId, now }),
    endShiftsOf({ staffId, now }),
    deletePasskeysOf({ staffId }),
    endSessionsVouchedBy({ staffId, now }),
    deleteProposalsBy({ staffId }),
    ...dependencies.endWorkOf(staffId, now),
  ]);
}

/**
 * Another PIN, because the old one is forgotten or known to others: who is signed in with the old one is so no more, nor is anybody for whom
 * they vouched, and what they proposed is proposed by nobody. Whoever knew it may have added a passkey: none of them is good any more.
 */
export async function changeStaffPin(
  dependencies: MembershipDependencies,
  { pin, ...member }: Member & { readonly pin: string },
): Promise<string | undefined> {
  const now = dependencies.clock.now();
  const pinHash = await dependencies.pins.of(pin);
  return changeMember(dependencies, member, 'staff.pin', (staffId) => [
    guarded(changePin({ id: staffId, pinHash, now }), STAFF_ACTIVE),
    endStaffSessionsOf({ staffId, now }),
    endShiftsOf({ staffId, now }),
    deletePasskeysOf({ staffId }),
    endSessionsVouchedBy({ staffId, now }),
    deleteProposalsBy({ staffId }),
    ...dependencies.endWorkOf(staffId, now),
    forgetPinTriesOf({ staffId }),
  ]);
}

async function changeMember(
  { store, clock, ids }: StaffDependencies,
  { hospitalId, number, requestId }: Member,
  action: string,
  partsFor: (staffId: string) => readonly Part[],
): Promise<string | undefined> {
  const [row] = await store.read(selectStaff({ hospitalId, number }));
  if (row?.state !== 'active') return undefined;
  const committed = await commit({ store, clock, ids }, 'change-staff', 'interactive', [
    ...partsFor(row.id),
    auditPart(ids, clock.now(), {
      actor: OPERATOR,
      action,
      subject: { kind: 'staff', id: row.id },
      requestId,
    }),
  ]);
  return committed.ok ? row.id : undefined;
}

/** Forgets counts of tries whose window is over. */
export function forgetTries(now: number): Statement {
  return deletePinTries({ before: now - PIN_WINDOW_MS });
}

export interface OpenedStaffSession {
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * A session of a member of staff at a device of their own hospital; `undefined` when number or PIN is wrong, or five wrong ones were
 * typed at this very device in a quarter of an hour. What is typed at one device closes the number at no other, so that nobody can keep
 * somebody else from their work. A wrong number takes as long as a wrong PIN. Whoever was signed in at this device is so no more: this is
 * also how one unlocks a session.
 */
export async function openStaffSession(
  dependencies: StaffDependencies,
  given: { number: string; pin: string; device: DeviceCaller; requestId: string },
): Promise<OpenedStaffSession | undefined> {
  const { store } = dependencies;
  const { device } = given;
  const [row] = await store.read(selectStaff({ hospitalId: device.hospitalId, number: given.number }));
  const mayTry = row === undefined || (await countTry(dependencies, device.id, row.id));
  const right = await dependencies.pins.fits(given.pin, row?.pinHash);
  if (row?.state !== 'active' || !mayTry || !right) return undefined;
  return writeStaffSession(dependencies, row, given, [
    guarded(uncountRightPin({ id: row.id, pinHash: row.pinHash }), 'staff-unchanged'),
    forgetPinTries({ deviceId: device.id, staffId: row.id }),
  ]);
}

/** The same with a passkey of the member; `undefined` when it does not hold, or is of somebody else. */
export async function openStaffSessionWithPasskey(
  dependencies: StaffDependencies,
  verifier: PasskeyVerifier,
  given: {
    number: string;
    response: PasskeyResponse;
    device: DeviceCaller;
    site: PasskeySite;
    requestId: string;
  },
): Promise<OpenedStaffSession | undefined> {
  const { number, device } = given;
  const [row] = await dependencies.store.read(selectStaff({ hospitalId: device.hospitalId, number }));
  const parts = row && (await passkeyParts(dependencies, verifier, { ...given, staffId: row.id }));
  return parts && writeStaffSession(dependencies, row, given, parts);
}

/** The session, with what its evidence writes first, which holds the member. */
async function writeStaffSession(
  { store, clock, ids }: StaffDependencies,
  { id, name, role }: { readonly id: string; readonly name: string; readonly role: string },
  { device, requestId }: { readonly device: DeviceCaller; readonly requestId: string },
  evidence: readonly Part[],
): Promise<OpenedStaffSession | undefined> {
  const now = clock.now();
  const token = ids.secret();
  const expiresAt = now + STAFF_SESSION_MS;
  const opened = await commit({ store, clock, ids }, 'open-staff-session', 'interactive', [
    ...evidence,
    guarded(holdDevice({ id: device.id }), DEVICE_ACTIVE),
    endStaffSessionsAt({ deviceId: device.id, now }),
    insertStaffSession({ tokenHash: digest(token), staffId: id, deviceId: device.id, now, expiresAt }),
    endSessionsAtDeskOfOthers({ deviceId: device.id, staffId: id, now }),
    auditPart(ids, now, {
      actor: { kind: 'staff', id },
      action: 'staff-session.open',
      subject: { kind: 'staff', id },
      requestId,
      deviceId: device.id,
    }),
  ]);
  return opened.ok ? { staffId: id, name, role: role as StaffRole, token, expiresAt } : undefined;
}

/** Ends the session at the server, and that of whoever is served at its desk. Ending it twice is no error. */
export async function closeStaffSession(
  { store, clock, ids }: StaffDependencies,
  caller: StaffCaller,
  requestId: string,
): Promise<void> {
  const now = clock.now();
  const actor = { kind: 'staff', id: caller.staffId } as const;
  await commit({ store, clock, ids }, 'close-staff-session', 'interactive', [
    guarded(endStaffSession({ tokenHash: caller.tokenHash, now }), 'staff-session-open'),
    endSessionsAtDesk({ deviceId: caller.deviceId, now }),
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
  const now = clock.now();
  const [row] = await store.read(selectLiveStaffSession({ tokenHash, now }));
  if (!row) return undefined;
  const { seenAt, role, ...caller } = row;
  return { ...caller, role: role as StaffRole, locked: isLocked(seenAt, now) };
}

/** Counts one try before anything is compared, so that tries at once count too; false when there were too many at this device. */
async function countTry({ store, clock, ids }: StaffDependencies, deviceId: string, staffId: string): Promise<boolean> {
  const now = clock.now();
  const dayStart = now - PIN_DAY_MS;
  const bounds = { windowStart: now - PIN_WINDOW_MS, max: PIN_TRIES_MAX, dayStart, slowAfter: PIN_TRIES_SLOW_AFTER };
  const counted = await commit({ store, clock, ids }, 'try-pin', 'interactive', [
    guarded(countPinTry({ deviceId, staffId, now, ...bounds }), 'pin-tries-left'),
    countTryOfDay({ id: staffId, now, dayStart }),
  ]);
  return counted.ok;
}
