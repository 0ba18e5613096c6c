import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { DeskTables } from './tables.ts';

const template = templates<DeskTables>();

type HallDay = { hospitalId: string; campusRef: string; day: string };

export const selectDay = template((q, p: HallDay) =>
  q
    .selectFrom('desk_day')
    .select([
      'bookings',
      'cancellations',
      'prints',
      // How many with priority were called since the last of the others.
      sql<number>`calls - last_other_call`.as('inARow'),
    ])
    .where('hospital_id', '=', p.hospitalId)
    .where('campus_ref', '=', p.campusRef)
    .where('day', '=', p.day),
);

/** One more booking, cancellation, or print of results, that a clerk asked for. */
export const countAtDesk = template((q, p: HallDay & { bookings: number; cancellations: number; prints: number }) =>
  q
    .insertInto('desk_day')
    .values({
      hospital_id: p.hospitalId,
      campus_ref: p.campusRef,
      day: p.day,
      last_number: 0,
      calls: 0,
      last_other_call: 0,
      bookings: p.bookings,
      cancellations: p.cancellations,
      prints: p.prints,
    })
    .onConflict((conflict) =>
      conflict.columns(['hospital_id', 'campus_ref', 'day']).doUpdateSet({
        bookings: sql<number>`desk_day.bookings + excluded.bookings`,
        cancellations: sql<number>`desk_day.cancellations + excluded.cancellations`,
        prints: sql<number>`desk_day.prints + excluded.prints`,
      }),
    ),
);

export interface ClassRow {
  readonly priority: number;
  readonly issued: number;
  readonly waiting: number;
  readonly serving: number;
  readonly served: number;
  readonly notThere: number;
  readonly longestMs: number;
}

const countOf = (condition: string) => sql<number>`SUM(CASE WHEN ${sql.raw(condition)} THEN 1 ELSE 0 END)`;

/** The tickets of a day by class. Who still waits has waited until now. */
export const countTickets = template((q, p: HallDay & { now: number }) =>
  q
    .selectFrom('desk_ticket')
    .select([
      'priority',
      sql<number>`COUNT(*)`.as('issued'),
      countOf('called_at IS NULL').as('waiting'),
      countOf('called_at IS NOT NULL AND ended_at IS NULL').as('serving'),
      countOf("outcome = 'served'").as('served'),
      countOf("outcome = 'not-there'").as('notThere'),
      sql<number>`MAX(COALESCE(called_at, CAST(${p.now} AS BIGINT)) - created_at)`.as('longestMs'),
    ])
    .where('hospital_id', '=', p.hospitalId)
    .where('campus_ref', '=', p.campusRef)
    .where('day', '=', p.day)
    .groupBy('priority'),
);

export const deleteDays = template((q, p: { before: string }) => q.deleteFrom('desk_day').where('day', '<', p.before));
