import type * as z from 'zod';
import type { deskDay } from '../../contract/desk/schemas.ts';
import { helpCallsSince } from '../assist/help-calls-since.ts';
import { type ClassRow, countTickets, selectDay } from './day-rows.ts';
import type { DeskDependencies } from './dependencies.ts';
import type { HallDay } from './hall.ts';

/** What was done in a hall today, in counts: nothing of anybody. */
export async function readDay({ store, clock }: DeskDependencies, hall: HallDay): Promise<z.output<typeof deskDay>> {
  const now = clock.now();
  const midnight = Date.parse(`${hall.day}T00:00:00+08:00`);
  const [classes, [day], helpCalls] = await Promise.all([
    store.read(countTickets({ ...hall, now })),
    store.read(selectDay({ ...hall })),
    helpCallsSince(store, hall, midnight),
  ]);
  const of = (priority: number) => presentClass(classes.find((one) => one.priority === priority));
  return {
    day: hall.day,
    tickets: { priority: of(1), others: of(0) },
    helpCalls,
    bookings: Number(day?.bookings ?? 0),
    cancellations: Number(day?.cancellations ?? 0),
    prints: Number(day?.prints ?? 0),
  };
}

function presentClass(row: ClassRow | undefined) {
  const { issued = 0, waiting = 0, serving = 0, served = 0, notThere = 0, longestMs = 0 } = row ?? {};
  return {
    issued: Number(issued),
    waiting: Number(waiting),
    serving: Number(serving),
    served: Number(served),
    notThere: Number(notThere),
    longestWaitSeconds: Math.floor(Number(longestMs) / 1000),
  };
}
