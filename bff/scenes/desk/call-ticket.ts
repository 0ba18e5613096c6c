import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { ON_DUTY, onDutyPart } from '../identity/on-duty.ts';
import { selectDay } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import type { HallDay } from './hall.ts';
import { nextOf, type Row } from './rules.ts';
import { countCall, endServed, selectFirstWaiting, selectServedBy, type TicketRow, takeTicket } from './ticket-rows.ts';

/** Name of the guard: the ticket still waits, and the clerk serves nobody. */
const TICKET_WAITS = 'ticket-waits';

export interface CallOrder {
  readonly staff: StaffCaller;
  readonly hall: HallDay;
  /** Where the person is to go. */
  readonly counter: string;
  /** Whom the clerk's page knows them to serve. */
  readonly serving: string | undefined;
  readonly requestId: string;
}

/** Each refusal is somebody else's call: more at once than there are counters in a hall. */
const LOOKS_MAX = 50;

/**
 * Calls the next by the rule; `undefined` where nobody waits. Whoever the clerk served is done with it. Where the clerk's page does not
 * know whom they serve, its request was sent before: nobody else is called, and that one is the answer.
 */
export async function callTicket(
  dependencies: DeskDependencies,
  order: CallOrder,
): Promise<TicketRow | ProblemReply | undefined> {
  const { store, clock } = dependencies;
  const { hall, staff, counter } = order;
  const mine = selectServedBy({ ...hall, staffId: staff.staffId });
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const [current] = await store.read(mine);
    if (current && current.id !== order.serving) return current;
    const next = await nextIn(dependencies, hall);
    const now = clock.now();
    const taking = next
      ? [
          countCall({ ...hall, other: next.priority ? 0 : 1 }),
          ...endParts(dependencies, order, current, now),
          guarded(takeTicket({ id: next.id, staffId: staff.staffId, counter, now }), TICKET_WAITS),
          audit(dependencies, order, { id: next.id, action: 'ticket.call', now }),
        ]
      : endParts(dependencies, order, current, now);
    const called = await commit(dependencies, 'call-ticket', 'interactive', [onDutyPart(staff.staffId, hall, now), ...taking]);
    if (called.ok) return next && (await store.read(mine))[0];
    if (called.guard === ON_DUTY) return problem('not-on-duty');
  }
  return problem('overloaded', { headers: { 'retry-after': '1' } });
}

/** How many with priority are called in a row while others wait. */
const IN_A_ROW_MAX = limits.priorityInARow.figure;

/** What the rule remembers of the day: nothing yet where there is no row of it. */
export function rowOf(day: { readonly inARow: number } | undefined): Row {
  return { inARow: Number(day?.inARow ?? 0), most: IN_A_ROW_MAX };
}

async function nextIn({ store }: DeskDependencies, hall: HallDay) {
  const [waiting, [day]] = await Promise.all([store.read(selectFirstWaiting({ ...hall })), store.read(selectDay({ ...hall }))]);
  const first = waiting.map(({ id, priority }) => ({ id, priority: priority === 1 }));
  return nextOf(first, rowOf(day));
}

function endParts(
  dependencies: DeskDependencies,
  order: CallOrder,
  current: TicketRow | undefined,
  now: number,
): readonly Part[] {
  const { day, campusRef } = order.hall;
  const ended = endServed({ staffId: order.staff.staffId, id: current?.id ?? '', day, campusRef, now });
  return current ? [ended, audit(dependencies, order, { id: current.id, action: 'ticket.end', now })] : [ended];
}

function audit(
  { ids }: DeskDependencies,
  { staff, requestId }: CallOrder,
  { id, action, now }: { readonly id: string; readonly action: string; readonly now: number },
): Part {
  const actor = { kind: 'staff', id: staff.staffId } as const;
  return auditPart(ids, now, { actor, action, subject: { kind: 'ticket', id }, requestId, deviceId: staff.deviceId });
}
