import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { Ids } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Statement, type Store } from '../../platform/store/store.ts';
import { DEVICE_ACTIVE } from './devices.ts';
import { deleteShifts, endShift, endShiftsOf, insertShift, type ShiftRow, selectOpenShifts, selectShift } from './shift-rows.ts';
import { staffPresentPart } from './staff-presence.ts';
import { holdStaff, STAFF_ACTIVE } from './staff-rows.ts';

interface ShiftDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A shift that nobody ends is over after this time, ms. */
const SHIFT_MS = limits.shiftLife.figure;
const FORGOTTEN_MAX = 5_000;

/**
 * The caller is on duty in the hall of the device where they signed in; whatever shift they had before ends in the same unit. `undefined`
 * when they signed out, left or were locked out in the meantime, or the device is in use no more.
 */
export async function openShift(
  { store, clock, ids }: ShiftDependencies,
  caller: StaffCaller,
  requestId: string,
): Promise<ShiftRow | undefined> {
  const now = clock.now();
  const { staffId, deviceId } = caller;
  const id = ids.next('shf');
  const opened = await commit({ store, clock, ids }, 'open-shift', 'interactive', [
    // Whoever takes their PIN or their membership away holds the same row, and ends their shifts.
    guarded(holdStaff({ id: staffId }), STAFF_ACTIVE),
    staffPresentPart(caller, now),
    endShiftsOf({ staffId, now }),
    guarded(insertShift({ id, staffId, deviceId, now, until: now + SHIFT_MS }), DEVICE_ACTIVE),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staffId },
      action: 'shift.open',
      subject: { kind: 'staff', id: staffId },
      requestId,
      deviceId,
    }),
  ]);
  return opened.ok ? readShift(store, { id, ...seenBy(caller) }) : undefined;
}

/** Ends the caller's own shift, or as a clerk one of their hospital. One that is over already is what it is; `undefined` when it is not theirs. */
export async function closeShift(
  { store, clock, ids }: ShiftDependencies,
  { id, caller, requestId }: { readonly id: string; readonly caller: StaffCaller; readonly requestId: string },
): Promise<ShiftRow | undefined> {
  const asked = { id, ...seenBy(caller) };
  const shift = await readShift(store, asked);
  if (!shift) return undefined;
  const now = clock.now();
  await commit({ store, clock, ids }, 'end-shift', 'interactive', [
    guarded(endShift({ ...asked, now }), 'shift-open'),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: caller.staffId },
      action: 'shift.end',
      subject: { kind: 'staff', id: shift.staffId },
      requestId,
      deviceId: caller.deviceId,
    }),
  ]);
  return readShift(store, asked);
}

/** Who is on duty, as far as it is for the caller, the last one to come first. */
export function listShifts(
  { store, clock }: Pick<ShiftDependencies, 'store' | 'clock'>,
  caller: StaffCaller,
  { before, limit }: { readonly before: readonly [since: number, id: string] | undefined; readonly limit: number },
): Promise<readonly ShiftRow[]> {
  const [beforeAt, beforeId] = before ?? [Number.MAX_SAFE_INTEGER, ''];
  const position = { beforeAt, beforeAtToo: beforeAt, beforeId };
  return store.read(selectOpenShifts({ ...seenBy(caller), ...position, now: clock.now(), limit }));
}

/** Forgets shifts a day after they were to be over. */
export function forgetShifts(now: number): Statement {
  return deleteShifts({ before: now - limits.shiftKept.figure, limit: FORGOTTEN_MAX });
}

/** Whose shifts somebody sees and ends: their own, and as a clerk those of the hospital. No hospital has an empty id. */
function seenBy({ staffId, role, hospitalId }: StaffCaller) {
  return { staffId, clerkOf: role === 'clerk' ? hospitalId : '' };
}

async function readShift(store: Store, asked: { id: string; staffId: string; clerkOf: string }): Promise<ShiftRow | undefined> {
  const [row] = await store.read(selectShift(asked));
  return row;
}
