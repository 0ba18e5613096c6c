import type { StaffCaller } from '../../platform/http/context.ts';
import { limits } from '../../platform/limits/limits.ts';
import { type Committing, commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { holdStaffSession, seeStaffSession } from './staff-rows.ts';

/** So long after somebody was seen last a session is locked, ms. */
export const UNTOUCHED_MS = limits.staffUntouched.figure;

/** Whether a session whose member was seen last at this instant is locked now. */
export function isLocked(seenAt: number, now: number): boolean {
  return now - seenAt >= UNTOUCHED_MS;
}

/** The member of staff is still there. False when the session ended or was locked in the meantime: what is locked is not touched. */
export async function touchStaffSession(committing: Committing, { tokenHash }: StaffCaller): Promise<boolean> {
  const now = committing.clock.now();
  const touched = await commit(committing, 'touch-staff-session', 'interactive', [
    guarded(seeStaffSession({ tokenHash, now, seenAfter: now - UNTOUCHED_MS }), STAFF_PRESENT),
  ]);
  return touched.ok;
}

/** Name of the guard: the session of staff lives and is not locked at the moment of the unit. */
export const STAFF_PRESENT = 'staff-present';

/** The member of staff is signed in, and there, at the moment of the unit, which holds the session; else `STAFF_PRESENT`. */
export function staffPresentPart({ tokenHash }: Pick<StaffCaller, 'tokenHash'>, now: number): Part {
  return guarded(holdStaffSession({ tokenHash, now, seenAfter: now - UNTOUCHED_MS }), STAFF_PRESENT);
}
