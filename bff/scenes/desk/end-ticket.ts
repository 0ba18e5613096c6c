import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { ON_DUTY, onDutyPart } from '../identity/on-duty.ts';
import type { DeskDependencies } from './dependencies.ts';
import type { HallDay } from './hall.ts';
import { endTicketOf, selectTicketOf, type TicketRow } from './ticket-rows.ts';

/** So long somebody who was not there keeps their number, ms. */
export const MISSED_MS = limits.ticketMissed.figure;

/** Name of the guard: the ticket was called and is not over. */
const TICKET_OPEN = 'ticket-open';

export interface EndOrder {
  readonly id: string;
  readonly outcome: 'served' | 'not-there';
  readonly staff: StaffCaller;
  readonly hall: HallDay;
  readonly requestId: string;
}

/**
 * Whoever was called has been served, or was not there. Any clerk on duty in the hall may say so, because the one who called may be gone.
 * Nobody is called twice: who was not there and comes back is served with their number, for half an hour, and then ended once more.
 */
export async function endTicket(dependencies: DeskDependencies, order: EndOrder): Promise<TicketRow | ProblemReply> {
  const { store, clock, ids } = dependencies;
  const { id, outcome, staff, hall, requestId } = order;
  const find = selectTicketOf({ ...hall, id });
  const [row] = await store.read(find);
  if (!row || row.calledAt === null) return problem('not-found');
  if (row.outcome === outcome) return row;
  const now = clock.now();
  const ended = await commit(dependencies, 'end-ticket', 'interactive', [
    onDutyPart(staff.staffId, hall, now),
    guarded(endTicketOf({ id, outcome, now, missedSince: now - MISSED_MS }), TICKET_OPEN),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staff.staffId },
      action: 'ticket.end',
      subject: { kind: 'ticket', id },
      requestId,
      deviceId: staff.deviceId,
      reason: outcome,
    }),
  ]);
  if (!ended.ok && ended.guard === ON_DUTY) return problem('not-on-duty');
  const [after] = await store.read(find);
  return after?.outcome === outcome ? after : problem('not-found');
}
