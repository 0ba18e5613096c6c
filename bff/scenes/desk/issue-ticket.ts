import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { dayEnd, retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { rowOf } from './call-ticket.ts';
import { selectDay } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import { hallOf } from './hall.ts';
import { callingOrder } from './rules.ts';
import { insertTicket, nextNumber, selectTicketOf, selectWaiting } from './ticket-rows.ts';
import { asNumber } from './tickets.ts';

const HOUR_MS = 3_600_000;

/** Names of guards. */
const DEVICE_TICKETS_LEFT = 'tickets-left-of-device';
const HALL_TICKETS_LEFT = 'tickets-left-of-hall';

/** A ticket as whoever drew it holds it. */
export interface DrawnTicket {
  readonly id: string;
  readonly number: string;
  readonly priority: boolean;
  readonly ahead: number;
}

/** The next number of the hall where the device stands. A device draws so many an hour, and a hall so many a day, and no more. */
export async function issueTicket(
  dependencies: DeskDependencies,
  {
    deviceId,
    clerk,
    priority,
    requestId,
  }: { deviceId: string; clerk: StaffCaller | undefined; priority: boolean; requestId: string },
): Promise<DrawnTicket | ProblemReply> {
  const { clock, ids } = dependencies;
  const hall = await hallOf(dependencies, deviceId);
  if (!hall) return problem('device-refused');
  const now = clock.now();
  const id = ids.next('tkt');
  const hourEnds = windowEnd(now, HOUR_MS);
  const ofDevice = {
    bound: 'ticketsOfDevice',
    subject: deviceId,
    endsAt: hourEnds,
    amount: 1,
    max: limits.ticketsOfDevice.figure,
  };
  const drawn = await commit(dependencies, 'issue-ticket', 'interactive', [
    guarded(countUse(ofDevice), DEVICE_TICKETS_LEFT),
    guarded(nextNumber({ ...hall, max: limits.ticketsOfHall.figure }), HALL_TICKETS_LEFT),
    insertTicket({ ...hall, id, reason: 'window', priority: priority ? 1 : 0, now }),
    auditPart(ids, now, {
      actor: clerk ? { kind: 'staff', id: clerk.staffId } : { kind: 'device', id: deviceId },
      action: 'ticket.issue',
      subject: { kind: 'ticket', id },
      requestId,
      deviceId,
    }),
  ]);
  if (drawn.ok) return placeOf(dependencies, hall, id);
  return problem('rate-limited', retryAfter(drawn.guard === DEVICE_TICKETS_LEFT ? hourEnds : dayEnd(now), now));
}

async function placeOf(
  { store }: DeskDependencies,
  hall: { hospitalId: string; campusRef: string; day: string },
  id: string,
): Promise<DrawnTicket> {
  const [waiting, [day]] = await Promise.all([
    store.read(selectWaiting({ ...hall, limit: limits.ticketsOfHall.figure })),
    store.read(selectDay(hall)),
  ]);
  const order = callingOrder(
    waiting.map((row) => ({ ...row, priority: row.priority === 1 })),
    rowOf(day),
  );
  const ahead = order.findIndex((one) => one.id === id);
  const mine = order[ahead];
  // Somebody may have called it already.
  return mine ? { id, number: asNumber(mine.number), priority: mine.priority, ahead } : called(store, hall, id);
}

async function called(
  store: DeskDependencies['store'],
  hall: { hospitalId: string; campusRef: string; day: string },
  id: string,
): Promise<DrawnTicket> {
  const [row] = await store.read(selectTicketOf({ ...hall, id }));
  if (!row) throw new TypeError('a ticket was drawn and is not there');
  return { id, number: asNumber(row.number), priority: row.priority === 1, ahead: 0 };
}
