import { type Kysely, sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { AssistTables } from './tables.ts';

type Tables = AssistTables & Pick<IdentityTables, 'device' | 'staff' | 'shift' | 'session' | 'patient'>;
const template = templates<Tables>();

export interface AssistRow {
  readonly id: string;
  readonly helpCallId: string;
  readonly deviceId: string;
  readonly hospitalId: string;
  readonly staffId: string;
  readonly helper: string;
  readonly kiosk: string;
  readonly patientId: string | null;
  readonly maskedName: string | null;
  readonly state: string;
  readonly askedAt: number;
  readonly until: number;
  readonly seenAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly journey: string | null;
  /** 1 or 0. */
  readonly patientLeft: number;
  readonly onDuty: number;
}

const PATIENT_LEFT = (now: number) => sql<number>`CASE WHEN assist_session.session_hash IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM session WHERE session.token_hash = assist_session.session_hash AND session.ended_at IS NULL
    AND session.expires_at > ${now}) THEN 1 ELSE 0 END`;

/** As a shift lasts (`dutyOf`), in the hall of the kiosk, and since before the session: who comes on duty again joins again. */
const ON_DUTY = (now: number) => sql<number>`CASE WHEN EXISTS (
  SELECT 1 FROM shift JOIN device AS place ON place.id = shift.device_id WHERE shift.staff_id = assist_session.staff_id
    AND shift.hospital_id = device.hospital_id AND shift.campus_ref = device.campus_ref AND shift.ended_at IS NULL
    AND shift.since <= assist_session.asked_at AND shift.until > ${now} AND place.state = 'active') AND staff.state = 'active' THEN 1 ELSE 0 END`;

const withPeople = (q: Kysely<Tables>, now: () => number) =>
  q
    .selectFrom('assist_session')
    .innerJoin('device', 'device.id', 'assist_session.device_id')
    .innerJoin('staff', 'staff.id', 'assist_session.staff_id')
    .leftJoin('patient', 'patient.id', 'assist_session.patient_id')
    .select([
      'assist_session.id',
      'assist_session.help_call_id as helpCallId',
      'assist_session.device_id as deviceId',
      'device.hospital_id as hospitalId',
      'assist_session.staff_id as staffId',
      'staff.name as helper',
      'device.name as kiosk',
      'assist_session.patient_id as patientId',
      'patient.masked_name as maskedName',
      'assist_session.state',
      'assist_session.asked_at as askedAt',
      'assist_session.until',
      'assist_session.seen_at as seenAt',
      'assist_session.ended_at as endedAt',
      'assist_session.outcome',
      'assist_session.journey',
      PATIENT_LEFT(now()).as('patientLeft'),
      ON_DUTY(now()).as('onDuty'),
    ]);

export const selectAssist = template((q, p: { id: string; now: number }) =>
  withPeople(q, () => p.now).where('assist_session.id', '=', p.id),
);

/** The newest session at this kiosk, over or not. */
export const selectAssistAt = template((q, p: { deviceId: string; now: number }) =>
  withPeople(q, () => p.now)
    .where('assist_session.device_id', '=', p.deviceId)
    .orderBy(sql`COALESCE(assist_session.live, 0)`, 'desc')
    .orderBy('assist_session.asked_at', 'desc')
    .limit(1),
);

/** The newest session of this helper, over or not. */
export const selectAssistOf = template((q, p: { staffId: string; now: number }) =>
  withPeople(q, () => p.now)
    .where('assist_session.staff_id', '=', p.staffId)
    .orderBy(sql`COALESCE(assist_session.live, 0)`, 'desc')
    .orderBy('assist_session.asked_at', 'desc')
    .limit(1),
);

/** The session of this call that lives. */
export const selectAssistFor = template((q, p: { helpCallId: string; now: number }) =>
  withPeople(q, () => p.now)
    .where('assist_session.help_call_id', '=', p.helpCallId)
    .where('assist_session.live', '=', 1),
);

/** One at a kiosk and one of a helper: where there is one already, nothing is inserted. */
export const insertAssist = template(
  (q, p: { id: string; helpCallId: string; deviceId: string; staffId: string; now: number; until: number }) =>
    q
      .insertInto('assist_session')
      .values({
        id: p.id,
        help_call_id: p.helpCallId,
        device_id: p.deviceId,
        staff_id: p.staffId,
        patient_id: null,
        session_hash: null,
        state: 'asked',
        asked_at: p.now,
        until: p.until,
        seen_at: p.now,
        touched_at: null,
        ended_at: null,
        outcome: null,
        acts: 0,
        journey: null,
        journey_version: null,
        live: 1,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** The patient said yes. From here on somebody else has a hand in what stands on the glass. */
export const acceptAssist = template(
  (
    q,
    p: {
      id: string;
      deviceId: string;
      patientId: string | null;
      sessionHash: string | null;
      now: number;
      until: number;
      askedAfter: number;
    },
  ) =>
    q
      .updateTable('assist_session')
      .set({
        state: 'running',
        patient_id: p.patientId,
        session_hash: p.sessionHash,
        until: p.until,
        seen_at: p.now,
        touched_at: p.now,
      })
      .where('id', '=', p.id)
      .where('device_id', '=', p.deviceId)
      .where('state', '=', 'asked')
      .where('asked_at', '>', p.askedAfter),
);

/** The patient whose card or code was shown at the kiosk, while nobody else is helped there. */
export const bindAssist = template((q, p: { id: string; patientId: string; sessionHash: string }) =>
  q
    .updateTable('assist_session')
    .set({ patient_id: p.patientId, session_hash: p.sessionHash })
    .where('id', '=', p.id)
    .where('live', '=', 1)
    .where((row) => row.or([row('patient_id', 'is', null), row('patient_id', '=', p.patientId)])),
);

export const saveJourney = template((q, p: { id: string; deviceId: string; journey: string; version: number; now: number }) =>
  q
    .updateTable('assist_session')
    .set({ journey: p.journey, journey_version: p.version, seen_at: p.now })
    .where('id', '=', p.id)
    .where('device_id', '=', p.deviceId)
    .where('state', '=', 'running')
    .where('until', '>', p.now),
);

/**
 * Counts one act of a helper whose session runs, with a patient who is still there, on the screen that the helper saw. `version`: -1 where
 * the act is about no screen.
 */
export const countAct = template(
  (
    q,
    p: {
      id: string;
      staffId: string;
      version: number;
      now: number;
      idleAfter: number;
      max: number;
    },
  ) =>
    q
      .updateTable('assist_session')
      .set((row) => ({ acts: row('acts', '+', 1), seen_at: p.now, touched_at: p.now }))
      .where('id', '=', p.id)
      .where('staff_id', '=', p.staffId)
      .where('state', '=', 'running')
      .where('until', '>', p.now)
      .where('seen_at', '>', p.idleAfter)
      .where('acts', '<', p.max)
      .where((row) => row.or([row(row.val(p.version), '<', 0), row('journey_version', '=', p.version)]))
      .where(sql<boolean>`${PATIENT_LEFT(p.now)} = 0`),
);

/** The act that was just counted. */
export const insertAct = template((q, p: { id: string; content: string; now: number }) =>
  q
    .insertInto('assist_act')
    .columns(['session_id', 'sequence', 'content', 'at'])
    .expression((inner) =>
      inner
        .selectFrom('assist_session')
        .select((row) => ['id as session_id', 'acts as sequence', row.val(p.content).as('content'), row.val(p.now).as('at')])
        .where('id', '=', p.id),
    ),
);

/** The newest acts of a session, the newest first. */
export const selectActs = template((q, p: { id: string; limit: number }) =>
  q
    .selectFrom('assist_act')
    .select(['sequence', 'content'])
    .where('session_id', '=', p.id)
    .orderBy('sequence', 'desc')
    .limit(p.limit),
);

/** What the kiosk told of the journey goes with the session. */
export const endAssist = template((q, p: { id: string; outcome: string; now: number }) =>
  q
    .updateTable('assist_session')
    .set({ state: 'ended', live: null, outcome: p.outcome, ended_at: p.now, journey: null })
    .where('id', '=', p.id)
    .where('live', '=', 1),
);

/** Of a call, whichever it is; where the patient had not said yes yet, they said no. */
export const endAssistOf = template((q, p: { helpCallId: string; outcome: string; now: number }) =>
  q
    .updateTable('assist_session')
    .set({
      state: 'ended',
      live: null,
      outcome: sql<string>`CASE WHEN state = 'asked' AND ${p.outcome} = 'alone' THEN 'refused' ELSE CAST(${p.outcome} AS TEXT) END`,
      ended_at: p.now,
      journey: null,
    })
    .where('help_call_id', '=', p.helpCallId)
    .where('live', '=', 1),
);

export const deleteActs = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('assist_act')
    .where('session_id', 'in', (inner) =>
      inner
        .selectFrom('assist_session')
        .select('id')
        .where('asked_at', '<', p.before)
        .where('live', 'is', null)
        .orderBy('asked_at')
        .limit(p.limit),
    ),
);

/** Sessions that are over, and whose acts are forgotten. */
export const deleteAssists = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('assist_session')
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('assist_session')
        .select('id')
        .where('asked_at', '<', p.before)
        .where('live', 'is', null)
        .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM assist_act WHERE assist_act.session_id = assist_session.id)`)
        .orderBy('asked_at')
        .limit(p.limit),
    ),
);
