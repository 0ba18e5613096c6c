import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { FamilyTables } from '../family/tables.ts';
import { PATIENT_COLUMNS } from './patient-rows.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables & FamilyTables>();

/** What a right to act is asked for; its values are those of the statement that asks. */
export type Asked = { scope: string; now: number; from: number };

/**
 * The row of `family_grant` lets its helper do what is asked, now: it has not ended, its time is not over, and it is not older than the
 * helper's evidence shows. What is not delegable no grant covers. The one place where this is said.
 */
export const IN_FORCE = (p: Asked) => sql<boolean>`family_grant.live = 1 AND family_grant.ends_at > ${p.now}
  AND family_grant.given_at >= ${p.from}
  AND CASE CAST(${p.scope} AS TEXT) WHEN 'appointments' THEN family_grant.appointments WHEN 'results' THEN family_grant.results
    WHEN 'money' THEN family_grant.money WHEN 'any' THEN 1 ELSE 0 END = 1`;

/** The people who let this person act for them now, those whose grants are newest first, with what each grant says. */
export const selectHelped = template((q, p: Asked & { helperId: string; limit: number }) =>
  q
    .selectFrom('family_grant')
    .innerJoin('patient', 'patient.id', 'family_grant.helped_id')
    .select([
      ...PATIENT_COLUMNS,
      'family_grant.id as grantId',
      'family_grant.appointments',
      'family_grant.results',
      'family_grant.money',
      'family_grant.sees_from as seesFrom',
      'family_grant.ends_at as endsAt',
    ])
    .where('family_grant.helper_id', '=', p.helperId)
    .where(IN_FORCE(p))
    .where('patient.superseded_by', 'is', null)
    .orderBy('family_grant.given_at', 'desc')
    .orderBy('family_grant.id')
    .limit(p.limit),
);

/** Ends every grant of this person's, on either side; who is told of it, the scene of grants sees to. */
export const endGrantsOf = template((q, p: { patientId: string; helperToo: string; now: number; endedBy: string }) =>
  q
    .updateTable('family_grant')
    .set({ live: null, ended_at: p.now, ended_by: p.endedBy })
    .where('live', '=', 1)
    .where((row) => row.or([row('helped_id', '=', p.patientId), row('helper_id', '=', p.helperToo)])),
);

/** No code of this person's leads to anything any more. */
export const deleteFamilyCodesOf = template((q, p: { patientId: string }) =>
  q.deleteFrom('family_code').where('patient_id', '=', p.patientId),
);
