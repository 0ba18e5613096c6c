import type * as z from 'zod';
import type { calledTicket, tickets } from '../../contract/desk/schemas.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { limits } from '../../platform/limits/limits.ts';
import { rowOf } from './call-ticket.ts';
import { selectDay } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import { MISSED_MS } from './end-ticket.ts';
import type { HallDay } from './hall.ts';
import { callingOrder } from './rules.ts';
import { selectMissed, selectServing, selectWaiting, type TicketRow } from './ticket-rows.ts';
import { asNumber } from './tickets.ts';

const SHOWN = limits.ticketsShown.figure;

/** Who waits in a hall, as they are called; who is served, and who was not there. */
export async function readTickets(
  { store, clock }: DeskDependencies,
  hall: HallDay,
  staffId: string,
): Promise<z.output<typeof tickets>> {
  const [rows, serving, missed, [day]] = await Promise.all([
    store.read(selectWaiting({ ...hall, limit: limits.ticketsOfHall.figure })),
    store.read(selectServing({ ...hall, limit: SHOWN })),
    store.read(selectMissed({ ...hall, since: clock.now() - MISSED_MS, limit: SHOWN })),
    store.read(selectDay({ ...hall })),
  ]);
  const waiting = callingOrder(rows.map(presentWaiting), rowOf(day));
  return {
    waiting: waiting.slice(0, SHOWN),
    serving: serving.map((row) => presentCalled(row, staffId)),
    missed: missed.map((row) => presentCalled(row, staffId)),
    counts: { waiting: waiting.length, waitingPriority: waiting.filter(({ priority }) => priority).length },
  };
}

function presentWaiting({ id, number, priority, reason, createdAt }: TicketRow) {
  return {
    id,
    number: asNumber(number),
    priority: priority === 1,
    reason: reason as 'help-call' | 'window',
    since: shanghaiTime(createdAt),
  };
}

/** A ticket that was called, as a clerk of the hall sees it. @throws TypeError for one that waits. */
export function presentCalled(row: TicketRow, staffId: string): z.output<typeof calledTicket> {
  const { calledAt, calledBy, counter, clerk } = row;
  if (calledAt === null || counter === null || clerk === null) throw new TypeError('a ticket that was not called');
  return { ...presentWaiting(row), counter, calledAt: shanghaiTime(calledAt), clerk, mine: calledBy === staffId };
}
