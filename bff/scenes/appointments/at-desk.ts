import type { StaffCaller } from '../../platform/http/context.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import { staffPresentPart } from '../identity/staff-presence.ts';
import { isFlagged } from './quota-rows.ts';

/** The clerk who does for a person what the person may do, with the session of the person. */
export interface ActingClerk {
  readonly staff: StaffCaller;
  /** What the desk keeps of it, as parts of the same unit. */
  readonly parts: readonly Part[];
}

/** Parts of a unit that a clerk wants: they are there at its moment, else `STAFF_PRESENT`; none where the person acts themselves. */
export function clerkParts(clerk: ActingClerk | undefined, now: number): readonly Part[] {
  return clerk ? [staffPresentPart(clerk.staff, now), ...clerk.parts] : [];
}

/** Whether this person said something that a doctor or nurse has to look at before anything is booked for them. A clerk, who sees them, can book. */
export function isToBeSeenFirst(store: Pick<Store, 'read'>, patientId: string, now: number): Promise<boolean> {
  return isFlagged(store, patientId, now);
}
