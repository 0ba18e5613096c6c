import type { StaffRole } from '../../contract/access.ts';
import type { Clock } from '../../platform/clock.ts';
import { limits } from '../../platform/limits/limits.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import { countOnDuty, endOnDuty, holdOnDuty, holdShift, selectDuty, selectOnDuty } from './shift-rows.ts';

/** Where a member of staff is on duty: a campus of a hospital, as its devices name it. */
export interface Hall {
  readonly hospitalId: string;
  readonly campusRef: string;
}

/** Somebody who is on duty. */
export interface OnDuty {
  readonly shiftId: string;
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
  /** Where they came on duty. */
  readonly deviceId: string;
  /** Instants, ms. */
  readonly since: number;
  readonly until: number;
}

/**
 * Who is on duty in a hall, in one of these roles; the last one to come first. Whether they are at a screen at this moment it does not
 * say: a shift goes on while a session is locked.
 */
export async function onDuty(
  { store, clock }: { readonly store: Store; readonly clock: Pick<Clock, 'now'> },
  hall: Hall,
  roles: readonly StaffRole[],
): Promise<readonly OnDuty[]> {
  const rows = await store.read(selectOnDuty({ ...hall, now: clock.now(), limit: limits.onDutyLookedAt.figure }));
  return rows
    .map(({ id, staffId, name, role, deviceId, since, until }) => ({
      shiftId: id,
      staffId,
      name,
      role: role as StaffRole,
      deviceId,
      since,
      until,
    }))
    .filter(({ role }) => roles.includes(role));
}

/** The shift that a member of staff is on. */
export interface Duty extends Hall {
  readonly shiftId: string;
  readonly since: number;
}

/** The hall in which a member of staff is on duty, and since when. */
export async function dutyOf(store: Pick<Store, 'read'>, staffId: string, now: number): Promise<Duty | undefined> {
  const [duty] = await store.read(selectDuty({ staffId, now }));
  return duty;
}

/** How many of each role are on duty in a hall, whoever they are. */
export async function onDutyCounts(
  store: Pick<Store, 'read'>,
  { hospitalId, campusRef }: Hall,
  now: number,
): Promise<(role: StaffRole) => number> {
  const counts = await store.read(countOnDuty({ hospitalId, campusRef, now }));
  return (role) => Number(counts.find((one) => one.role === role)?.count ?? 0);
}

/** Name of the guard: this member of staff is on duty in this hall at the moment of the unit. */
export const ON_DUTY = 'on-duty';

/** They are on duty there, and stay so while the unit is written; else `ON_DUTY`. */
export function onDutyPart(staffId: string, { hospitalId, campusRef }: Hall, now: number): Part {
  return guarded(holdOnDuty({ staffId, hospitalId, campusRef, now }), ON_DUTY);
}

/** They are on this very shift, and stay so while the unit is written; else `ON_DUTY`. */
export function onShiftPart({ shiftId }: Pick<Duty, 'shiftId'>, now: number): Part {
  return guarded(holdShift({ id: shiftId, now }), ON_DUTY);
}

/** Their shift ends with the unit; `ON_DUTY` where it is over already. */
export function endDutyPart({ shiftId }: Pick<Duty, 'shiftId'>, now: number): Part {
  return guarded(endOnDuty({ id: shiftId, endedAt: now, now }), ON_DUTY);
}
