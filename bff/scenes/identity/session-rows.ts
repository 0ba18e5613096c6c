import { type Kysely, sql } from 'kysely';
import { type EvidenceKind, levelOf } from '../../contract/evidence.ts';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

export const insertSession = template(
  (
    q,
    p: {
      tokenHash: string;
      patientId: string;
      evidence: string;
      deviceId: string | null;
      staffId: string | null;
      phoneId: string | null;
      boundPhoneId: string | null;
      atDesk: number;
      now: number;
      expiresAt: number;
    },
  ) =>
    q.insertInto('session').values({
      token_hash: p.tokenHash,
      patient_id: p.patientId,
      evidence: p.evidence,
      device_id: p.deviceId,
      staff_id: p.staffId,
      phone_id: p.phoneId,
      created_at: p.now,
      expires_at: p.expiresAt,
      ended_at: null,
      at_desk: p.atDesk,
      bound_phone_id: p.boundPhoneId,
    }),
);

export const endSession = template((q, p: { tokenHash: string; now: number }) =>
  q.updateTable('session').set({ ended_at: p.now }).where('token_hash', '=', p.tokenHash).where('ended_at', 'is', null),
);

/**
 * Sessions that live: the registration stands and the device at which it was opened is in use. What a code opened ends with the phone that
 * was held; one that stands on a bound phone ends with that too. One of a desk is there while the clerk who serves it is signed in at that device, and was seen after `seenAfter`.
 */
const living = (q: Kysely<IdentityTables>, p: { now: number; seenAfter: number }) =>
  q
    .selectFrom('session')
    .innerJoin('patient', 'patient.id', 'session.patient_id')
    .leftJoin('patient_phone', 'patient_phone.id', 'session.phone_id')
    .leftJoin('bound_phone', 'bound_phone.id', 'session.bound_phone_id')
    .leftJoin('device', 'device.id', 'session.device_id')
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', p.now)
    .where('patient.superseded_by', 'is', null)
    .where((row) =>
      row.or([
        row('session.phone_id', 'is', null),
        row.and([row('patient_phone.id', 'is not', null), row('patient_phone.ended_at', 'is', null)]),
      ]),
    )
    .where((row) =>
      row.or([
        row('session.bound_phone_id', 'is', null),
        row.and([
          row('bound_phone.id', 'is not', null),
          row('bound_phone.ended_at', 'is', null),
          row('bound_phone.expires_at', '>', p.now),
        ]),
      ]),
    )
    .where((row) => row.or([row('session.device_id', 'is', null), row('device.state', '=', 'active')]))
    .where((row) =>
      row.or([
        row('session.at_desk', '=', 0),
        row.exists(
          row
            .selectFrom('staff_session as clerk')
            .select('clerk.token_hash')
            .whereRef('clerk.staff_id', '=', 'session.staff_id')
            .whereRef('clerk.device_id', '=', 'session.device_id')
            .where('clerk.ended_at', 'is', null)
            .where('clerk.expires_at', '>', p.now)
            .where('clerk.seen_at', '>', p.seenAfter),
        ),
      ]),
    );

/** The session, while it lives. */
export const selectLiveSession = template((q, p: { tokenHash: string; now: number; seenAfter: number }) =>
  living(q, p)
    .select([
      'session.patient_id as patientId',
      'session.device_id as deviceId',
      'session.evidence',
      'session.phone_id as phoneId',
      'session.at_desk as atDesk',
      'patient.proved_at as provedAt',
    ])
    .where('session.token_hash', '=', p.tokenHash),
);

/** When this session was opened, until when it is, and when its person was registered. */
export const selectOpened = template((q, p: { tokenHash: string }) =>
  q
    .selectFrom('session')
    .innerJoin('patient', 'patient.id', 'session.patient_id')
    .select([
      'session.patient_id as patientId',
      'session.created_at as createdAt',
      'session.expires_at as expiresAt',
      'patient.created_at as registeredAt',
    ])
    .where('session.token_hash', '=', p.tokenHash),
);

/** Sessions of this person that live, the newest first, each with where it was opened. */
export const selectLiveSessionsOf = template((q, p: { patientId: string; now: number; seenAfter: number; limit: number }) =>
  living(q, p)
    .select([
      'session.token_hash as tokenHash',
      'session.evidence',
      'session.phone_id as phoneId',
      'session.staff_id as staffId',
      'session.created_at as createdAt',
      'session.expires_at as expiresAt',
      'device.name as deviceName',
      'device.hospital_id as hospitalId',
    ])
    .where('session.patient_id', '=', p.patientId)
    .orderBy('session.created_at', 'desc')
    .orderBy('session.token_hash')
    .limit(p.limit),
);

/** Sessions of this person whose time is not over: those that have not ended first, then those that ended last. */
export const selectSessionsOf = template((q, p: { patientId: string; now: number; limit: number }) =>
  q
    .selectFrom('session')
    .select(['token_hash as tokenHash', 'phone_id as phoneId'])
    .where('patient_id', '=', p.patientId)
    .where('expires_at', '>', p.now)
    .orderBy(sql`CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END`)
    .orderBy('ended_at', 'desc')
    .limit(p.limit),
);

/** Holds the person, whose registration stands: of units that end sessions of one person, one goes after the other. */
export const holdPerson = template((q, p: { patientId: string }) =>
  q
    .updateTable('patient')
    .set((row) => ({ birth_year: row.ref('birth_year') }))
    .where('id', '=', p.patientId)
    .where('superseded_by', 'is', null),
);

/** Holds the session, while it has not ended. */
export const holdSession = template((q, p: { tokenHash: string; now: number }) =>
  q
    .updateTable('session')
    .set((row) => ({ expires_at: row.ref('expires_at') }))
    .where('token_hash', '=', p.tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.now),
);

export const deleteSessions = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('session')
    .where('token_hash', 'in', (inner) =>
      inner.selectFrom('session').select('token_hash').where('expires_at', '<', p.before).orderBy('expires_at').limit(p.limit),
    ),
);

/** Whoever is served at this desk, or was vouched for at this machine: nobody is served beside another, nor after the clerk has signed out. */
export const endSessionsAtDesk = template((q, p: { deviceId: string; now: number }) =>
  q
    .updateTable('session')
    .set({ ended_at: p.now })
    .where('device_id', '=', p.deviceId)
    .where((row) => row.or([row('at_desk', '=', 1), row('staff_id', 'is not', null)]))
    .where('ended_at', 'is', null),
);

/** Whoever was served there by somebody else than who signs in now. */
export const endSessionsAtDeskOfOthers = template((q, p: { deviceId: string; staffId: string; now: number }) =>
  q
    .updateTable('session')
    .set({ ended_at: p.now })
    .where('device_id', '=', p.deviceId)
    .where('staff_id', '<>', p.staffId)
    .where('ended_at', 'is', null),
);

/** Every session of this person, as when they withdraw their consent. */
export const endSessionsOf = template((q, p: { patientId: string; now: number }) =>
  q.updateTable('session').set({ ended_at: p.now }).where('patient_id', '=', p.patientId).where('ended_at', 'is', null),
);

/** How much the evidence of a session shows: the phone alone, the phone in a browser of their own, the document. */
const STRENGTH = (evidence: 'session.evidence' | 'strongest.evidence') =>
  sql<number>`CASE ${sql.ref(evidence)} WHEN 'one-time-code' THEN 0 WHEN 'bound-phone' THEN 1 ELSE 2 END`;

/** As the same figure, of evidence that is at hand. */
export function strengthOf(evidence: EvidenceKind): number {
  return { 'phone-held': 0, 'phone-bound': 1, 'document-read': 2, 'vouched-for': 2 }[levelOf[evidence]];
}

/** The weakest sessions of this person, the oldest first, so that at most `kept` live on; none on stronger evidence than `strength`. */
export const endWeakSessions = template(
  (q, p: { patientId: string; ofPatientId: string; now: number; livesAfter: number; strength: number; kept: number }) =>
    q
      .updateTable('session')
      .set({ ended_at: p.now })
      .where('patient_id', '=', p.patientId)
      .where('ended_at', 'is', null)
      .where(STRENGTH('session.evidence'), '<=', p.strength)
      .where('token_hash', 'not in', (inner) =>
        inner
          .selectFrom('session as strongest')
          .select('strongest.token_hash')
          .where('strongest.patient_id', '=', p.ofPatientId)
          .where('strongest.ended_at', 'is', null)
          .where('strongest.expires_at', '>', p.livesAfter)
          .orderBy(STRENGTH('strongest.evidence'), 'desc')
          .orderBy('strongest.created_at', 'desc')
          .limit(p.kept),
      ),
);

/** Holds the person, while fewer sessions of theirs than `max` live. */
export const personWithSessionsRoom = template((q, p: { patientId: string; ofPatientId: string; now: number; max: number }) =>
  q
    .updateTable('patient')
    .set((row) => ({ birth_year: row.ref('birth_year') }))
    .where('id', '=', p.patientId)
    .where(
      sql<boolean>`(SELECT count(*) FROM session WHERE session.patient_id = ${p.ofPatientId} AND session.ended_at IS NULL
        AND session.expires_at > ${p.now}) < ${p.max}`,
    ),
);
