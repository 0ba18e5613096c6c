import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { today } from '../identity/dependencies.ts';
import { readDevice } from '../identity/devices.ts';
import { type Hall, onDuty } from '../identity/on-duty.ts';
import type { DeskDependencies } from './dependencies.ts';

/** A hall on one day, as its rows are found. */
export interface HallDay extends Hall {
  /** In Shanghai, `YYYY-MM-DD`. */
  readonly day: string;
}

/** The hall in which a device stands, today; `undefined` for a device that is gone. */
export async function hallOf(
  { store, clock }: Pick<DeskDependencies, 'store' | 'clock'>,
  deviceId: string,
): Promise<HallDay | undefined> {
  const device = await readDevice({ store }, deviceId);
  return device && { hospitalId: device.hospitalId, campusRef: device.campusRef, day: today(clock.now()) };
}

/** The hall in which this clerk stands, where they are on duty there. */
export async function hallOnDuty(dependencies: DeskDependencies, staff: StaffCaller): Promise<HallDay | ProblemReply> {
  const hall = await hallOf(dependencies, staff.deviceId);
  const there = hall ? await onDuty(dependencies, hall, ['clerk']) : [];
  return hall && there.some(({ staffId }) => staffId === staff.staffId) ? hall : problem('not-on-duty');
}
