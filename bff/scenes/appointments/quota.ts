import type { ProblemCode } from '../../contract/problems.ts';
import type { Decided } from '../../platform/http/keyed-operation.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import {
  type Beside,
  BOOKINGS_LEFT,
  CANCELLATIONS_MS,
  cancelledFrom,
  type Quota,
  readBeside,
  TIME_FREE,
  UNPROVED_LEFT,
  type Wanted,
} from './quota-rows.ts';

/** What one patient may have at this hospital: what it decided, and what its city did. */
export function quotaAt({ directory, city }: AppointmentDependencies, hospitalId: string): Quota {
  return { ...city.bookings, ...directory.policyOf(hospitalId).bookings };
}

/** They gave too many appointments back. Not kept: the same request may be sent again when the day is over. */
export async function cancelledOften(dependencies: AppointmentDependencies, patientId: string): Promise<ProblemReply> {
  const until = (await cancelledFrom(dependencies.store, patientId)) + CANCELLATIONS_MS;
  const seconds = Math.max(1, Math.ceil((until - dependencies.clock.now()) / 1000));
  return problem('too-many-cancellations', { headers: { 'retry-after': String(seconds) } });
}

/** Why a booking is one too many; `undefined` for guards of something else. */
export async function refusedByQuota(
  dependencies: AppointmentDependencies,
  guard: string,
  wanted: Wanted,
  quota: Quota,
): Promise<Decided | undefined> {
  if (guard === UNPROVED_LEFT)
    return { kept: problem('too-many-appointments', { extra: { bound: 'unproved', most: quota.unproved } }) };
  if (guard !== TIME_FREE && guard !== BOOKINGS_LEFT) return undefined;
  const beside = await readBeside(dependencies.store, wanted);
  return { kept: guard === TIME_FREE ? about('appointment-overlaps', sameTime(beside)) : tooMany(beside, quota) };
}

const sameTime = (beside: readonly Beside[]) => beside.find((one) => one.sameTime === 1);

/** Names the appointment that it is about. It is the same patient's, and whoever books for them may see it. */
function about(code: ProblemCode, one: Beside | undefined, extra: Readonly<Record<string, unknown>> = {}): ProblemReply {
  return problem(code, { extra: { ...extra, ...(one ? { appointmentId: one.id } : {}) } });
}

function tooMany(beside: readonly Beside[], { aDay, aDepartmentWeek, altogether }: Quota): ProblemReply {
  const thatDay = beside.filter(({ sameDay }) => sameDay === 1);
  if (thatDay.length >= aDay) return about('too-many-appointments', thatDay[0], { bound: 'day', most: aDay });
  const thatWeek = beside.filter(({ sameWeek }) => sameWeek === 1);
  if (thatWeek.length >= aDepartmentWeek)
    return about('too-many-appointments', thatWeek[0], { bound: 'department-week', most: aDepartmentWeek });
  const ahead = beside.filter((one) => one.ahead === 1);
  return about('too-many-appointments', ahead[0], { bound: 'altogether', most: altogether });
}
