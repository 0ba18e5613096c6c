import { type Kysely, sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { DeskTables } from './tables.ts';

type Tables = DeskTables & Pick<IdentityTables, 'staff'>;
const template = templates<Tables>();

type HallDay = { hospitalId: string; campusRef: string; day: string };

const keyOf = (p: HallDay) => ({ hospital_id: p.hospitalId, campus_ref: p.campusRef, day: p.day });
const KEY = ['hospital_id', 'campus_ref', 'day'] as const;

/** Holds the day's row of a hall, so that no two tickets get one number. Touches none where the hall has had `max` numbers today. */
export const nextNumber = template((q, p: HallDay & { max: number }) =>
  q
    .insertInto('desk_day')
    .values({ ...keyOf(p), last_number: 1, calls: 0, last_other_call: 0, bookings: 0, cancellations: 0, prints: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(KEY)
        .doUpdateSet({ last_number: sql<number>`desk_day.last_number + 1` })
        .where('desk_day.last_number', '<', p.max),
    ),
);

/** A ticket with the number that was just drawn. */
export const insertTicket = template((q, p: HallDay & { id: string; reason: string; priority: number; now: number }) =>
  q
    .insertInto('desk_ticket')
    .columns(['id', 'hospital_id', 'campus_ref', 'day', 'number', 'reason', 'priority', 'created_at'])
    .expression((inner) =>
      inner
        .selectFrom('desk_day')
        .select((row) => [
          row.val(p.id).as('id'),
          'hospital_id',
          'campus_ref',
          'day',
          'last_number as number',
          row.val(p.reason).as('reason'),
          row.val(p.priority).as('priority'),
          row.val(p.now).as('created_at'),
        ])
        .where('hospital_id', '=', p.hospitalId)
        .where('campus_ref', '=', p.campusRef)
        .where('day', '=', p.day),
    ),
);

export const selectTicket = template((q, p: { id: string }) =>
  q.selectFrom('desk_ticket').select(['id', 'number']).where('id', '=', p.id),
);

export interface TicketRow {
  readonly id: string;
  readonly number: number;
  readonly priority: number;
  readonly reason: string;
  readonly createdAt: number;
  readonly calledAt: number | null;
  readonly calledBy: string | null;
  readonly clerk: string | null;
  readonly counter: string | null;
  readonly endedAt: number | null;
  readonly outcome: string | null;
}

const ofHall = (q: Kysely<Tables>, p: HallDay) =>
  q
    .selectFrom('desk_ticket')
    .leftJoin('staff', 'staff.id', 'desk_ticket.called_by')
    .select([
      'desk_ticket.id',
      'desk_ticket.number',
      'desk_ticket.priority',
      'desk_ticket.reason',
      'desk_ticket.created_at as createdAt',
      'desk_ticket.called_at as calledAt',
      'desk_ticket.called_by as calledBy',
      'staff.name as clerk',
      'desk_ticket.counter',
      'desk_ticket.ended_at as endedAt',
      'desk_ticket.outcome',
    ])
    .where('desk_ticket.hospital_id', '=', p.hospitalId)
    .where('desk_ticket.campus_ref', '=', p.campusRef)
    .where('desk_ticket.day', '=', p.day);

/** Who waits in a hall, in the order in which they came. */
export const selectWaiting = template((q, p: HallDay & { limit: number }) =>
  ofHall(q, p).where('desk_ticket.called_at', 'is', null).orderBy('desk_ticket.number').limit(p.limit),
);

/** Of each class who has waited longest. */
export const selectFirstWaiting = template((q, p: HallDay) =>
  ofHall(q, p)
    .where('desk_ticket.number', 'in', (inner) =>
      inner
        .selectFrom('desk_ticket as waiting')
        .select((row) => row.fn.min('waiting.number').as('number'))
        .where('waiting.hospital_id', '=', p.hospitalId)
        .where('waiting.campus_ref', '=', p.campusRef)
        .where('waiting.day', '=', p.day)
        .where('waiting.called_at', 'is', null)
        .groupBy('waiting.priority'),
    )
    .orderBy('desk_ticket.number'),
);

/** Who is being served in a hall. */
export const selectServing = template((q, p: HallDay & { limit: number }) =>
  ofHall(q, p)
    .where('desk_ticket.called_at', 'is not', null)
    .where('desk_ticket.ended_at', 'is', null)
    .orderBy('desk_ticket.called_at')
    .orderBy('desk_ticket.number')
    .limit(p.limit),
);

/** Whom this clerk serves. */
export const selectServedBy = template((q, p: HallDay & { staffId: string }) =>
  ofHall(q, p).where('desk_ticket.serving', '=', p.staffId),
);

/** Who was not there, since then; the last one first. */
export const selectMissed = template((q, p: HallDay & { since: number; limit: number }) =>
  ofHall(q, p)
    .where('desk_ticket.outcome', '=', 'not-there')
    .where('desk_ticket.ended_at', '>', p.since)
    .orderBy('desk_ticket.ended_at', 'desc')
    .orderBy('desk_ticket.number', 'desc')
    .limit(p.limit),
);

/** One of today's in this hall. */
export const selectTicketOf = template((q, p: HallDay & { id: string }) => ofHall(q, p).where('desk_ticket.id', '=', p.id));

/** One more was called, and holds the day's row of the hall: `other` is 1 for one without priority. */
export const countCall = template((q, p: HallDay & { other: number }) =>
  q
    .updateTable('desk_day')
    .set({
      calls: sql<number>`calls + 1`,
      last_other_call: sql<number>`CASE WHEN CAST(${p.other} AS BIGINT) = 1 THEN calls + 1 ELSE last_other_call END`,
    })
    .where('hospital_id', '=', p.hospitalId)
    .where('campus_ref', '=', p.campusRef)
    .where('day', '=', p.day),
);

/** It waits, and this clerk serves nobody: else no row is touched. */
export const takeTicket = template((q, p: { id: string; staffId: string; counter: string; now: number }) =>
  q
    .updateTable('desk_ticket')
    .set({ called_at: p.now, called_by: p.staffId, counter: p.counter, serving: p.staffId })
    .where('id', '=', p.id)
    .where('called_at', 'is', null)
    .where((row) =>
      row.not(row.exists(row.selectFrom('desk_ticket as served').select('served.id').where('served.serving', '=', p.staffId))),
    ),
);

/** Whom this clerk has served, and whom they left unended on another day or in another hall. */
export const endServed = template((q, p: { staffId: string; id: string; day: string; campusRef: string; now: number }) =>
  q
    .updateTable('desk_ticket')
    .set({ ended_at: p.now, outcome: 'served', serving: null })
    .where('serving', '=', p.staffId)
    .where((row) => row.or([row('id', '=', p.id), row('day', '<>', p.day), row('campus_ref', '<>', p.campusRef)])),
);

/** It was called and has not ended; or it was not there a while ago, and is. */
export const endTicketOf = template((q, p: { id: string; outcome: string; now: number; missedSince: number }) =>
  q
    .updateTable('desk_ticket')
    .set({ ended_at: p.now, outcome: p.outcome, serving: null })
    .where('id', '=', p.id)
    .where('called_at', 'is not', null)
    .where((row) =>
      row.or([
        row('outcome', 'is', null),
        row.and([
          row('outcome', '=', 'not-there'),
          row('ended_at', '>', p.missedSince),
          sql<boolean>`CAST(${p.outcome} AS TEXT) = 'served'`,
        ]),
      ]),
    ),
);

export const deleteTickets = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('desk_ticket')
    .where('id', 'in', (inner) =>
      inner.selectFrom('desk_ticket').select('id').where('created_at', '<', p.before).orderBy('created_at').limit(p.limit),
    ),
);
