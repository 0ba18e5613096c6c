import { type Kysely, sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { AssistTables } from './tables.ts';

type Tables = AssistTables & Pick<IdentityTables, 'device' | 'staff'>;
const template = templates<Tables>();

/** Name of the guard: the call has not ended, and stands where it was seen. */
export const HELP_CALL_OPEN = 'help-call-open';

export interface HelpCallRow {
  readonly id: string;
  readonly deviceId: string;
  readonly hospitalId: string;
  readonly campusRef: string;
  readonly step: string;
  readonly language: string;
  readonly urgent: number;
  readonly stage: string;
  readonly answeredBy: string | null;
  readonly answeredByName: string | null;
  readonly nextAt: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly ticket: string | null;
  readonly kiosk: string;
  readonly floor: string;
}

const withPlace = (q: Kysely<Tables>) =>
  q
    .selectFrom('help_call')
    .innerJoin('device', 'device.id', 'help_call.device_id')
    .leftJoin('staff', 'staff.id', 'help_call.answered_by')
    .select([
      'help_call.id',
      'help_call.device_id as deviceId',
      'help_call.hospital_id as hospitalId',
      'help_call.campus_ref as campusRef',
      'help_call.step',
      'help_call.language',
      'help_call.urgent',
      'help_call.stage',
      'help_call.answered_by as answeredBy',
      'staff.name as answeredByName',
      'help_call.next_at as nextAt',
      'help_call.created_at as createdAt',
      'help_call.ended_at as endedAt',
      'help_call.outcome',
      'help_call.ticket',
      'device.name as kiosk',
      'device.floor',
    ]);

/** A call at this device, unless one is open there. */
export const insertHelpCall = template(
  (
    q,
    p: {
      id: string;
      deviceId: string;
      hospitalId: string;
      campusRef: string;
      step: string;
      language: string;
      cause: string;
      urgent: number;
      stage: string;
      nextAt: number;
      now: number;
    },
  ) =>
    q
      .insertInto('help_call')
      .values({
        id: p.id,
        device_id: p.deviceId,
        hospital_id: p.hospitalId,
        campus_ref: p.campusRef,
        step: p.step,
        language: p.language,
        cause: p.cause,
        urgent: p.urgent,
        stage: p.stage,
        answered_by: null,
        next_at: p.nextAt,
        created_at: p.now,
        ended_at: null,
        outcome: null,
        ticket: null,
        live: 1,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

export const selectHelpCall = template((q, p: { id: string }) => withPlace(q).where('help_call.id', '=', p.id));

/** The call that is open at this device, else the newest. */
export const selectHelpCallOf = template((q, p: { deviceId: string }) =>
  withPlace(q)
    .where('help_call.device_id', '=', p.deviceId)
    .orderBy(sql`COALESCE(help_call.live, 0)`, 'desc')
    .orderBy('help_call.created_at', 'desc')
    .limit(1),
);

/** What is open in a hall; those who are to hurry first, then who has waited longest. */
export const selectOpenHelpCalls = template((q, p: { hospitalId: string; campusRef: string; limit: number }) =>
  withPlace(q)
    .where('help_call.hospital_id', '=', p.hospitalId)
    .where('help_call.campus_ref', '=', p.campusRef)
    .where('help_call.live', '=', 1)
    .orderBy('help_call.urgent', 'desc')
    .orderBy('help_call.created_at')
    .limit(p.limit),
);

/** Nobody has answered the call yet. */
export const answerHelpCall = template((q, p: { id: string; staffId: string; nextAt: number }) =>
  q
    .updateTable('help_call')
    .set({ answered_by: p.staffId, next_at: p.nextAt })
    .where('id', '=', p.id)
    .where('live', '=', 1)
    .where('answered_by', 'is', null),
);

/** Others are called, and who said that they come is not waited for any more. */
export const moveHelpCall = template((q, p: { id: string; from: string; stage: string; nextAt: number }) =>
  q
    .updateTable('help_call')
    .set({ stage: p.stage, next_at: p.nextAt, answered_by: null })
    .where('id', '=', p.id)
    .where('stage', '=', p.from)
    .where('live', '=', 1),
);

/** It is worse than it was when they called. */
export const hurryHelpCall = template((q, p: { id: string; stage: string; nextAt: number }) =>
  q
    .updateTable('help_call')
    .set({ urgent: 1, cause: 'red-flag', stage: p.stage, next_at: p.nextAt, answered_by: null })
    .where('id', '=', p.id)
    .where('live', '=', 1),
);

/** Whoever answered has gone off duty, or can not help: the others are called at once. */
export const reopenHelpCall = template((q, p: { id: string; nextAt: number }) =>
  q.updateTable('help_call').set({ answered_by: null, next_at: p.nextAt }).where('id', '=', p.id).where('live', '=', 1),
);

export const endHelpCall = template((q, p: { id: string; outcome: string; ticket: string | null; now: number }) =>
  q
    .updateTable('help_call')
    .set({ live: null, ended_at: p.now, outcome: p.outcome, ticket: p.ticket })
    .where('id', '=', p.id)
    .where('live', '=', 1),
);

/** Where a device stands. */
export const selectHall = template((q, p: { deviceId: string }) =>
  q
    .selectFrom('device')
    .select(['hospital_id as hospitalId', 'campus_ref as campusRef'])
    .where('id', '=', p.deviceId)
    .where('state', '=', 'active'),
);

/** How many calls of a hall ended how; those that are open have no outcome. */
export const countHelpCalls = template((q, p: { hospitalId: string; campusRef: string; since: number }) =>
  q
    .selectFrom('help_call')
    .select(['outcome', sql<number>`COUNT(*)`.as('count')])
    .where('hospital_id', '=', p.hospitalId)
    .where('campus_ref', '=', p.campusRef)
    .where('created_at', '>=', p.since)
    .groupBy('outcome'),
);

/** Calls that are over, the oldest first, once nothing points to them. */
export const deleteHelpCalls = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('help_call')
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('help_call')
        .select('id')
        .where('created_at', '<', p.before)
        .where('live', 'is', null)
        .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM assist_session WHERE assist_session.help_call_id = help_call.id)`)
        .orderBy('created_at')
        .limit(p.limit),
    ),
);
