import { sql } from 'kysely';
import type { Caller } from '../../platform/http/context.ts';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { FamilyTables } from '../family/tables.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import { type Acting, sightOf } from './acting-for.ts';
import type { ActingScope } from './helped-people.ts';
import { type Asked, IN_FORCE } from './helped-rows.ts';
import type { PatientDependencies } from './patients.ts';
import { resolveCaller } from './sessions.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables & Pick<FamilyTables, 'family_grant'>>();

/** Name of the guard: this session lives, and whoever opened it may act for this person at the moment of the unit. */
export const RIGHT_TO_ACT = 'right-to-act';

/**
 * The session is alive, and its person is the one concerned, or was linked with them, or is their guardian, or has their grant for what is
 * asked; what began at `from` or later counts, and what was taken over is that of who took it over. It is a condition on the row of `patient`, so that the unit which takes it holds that row.
 */
const MAY_ACT = (p: Asked & { tokenHash: string }) => sql<boolean>`EXISTS (
  SELECT 1 FROM session JOIN patient AS caller ON caller.id = session.patient_id
  WHERE session.token_hash = ${p.tokenHash} AND session.ended_at IS NULL AND session.expires_at > ${p.now}
    AND caller.superseded_by IS NULL
    AND (COALESCE(patient.superseded_by, patient.id) = caller.id
      OR EXISTS (SELECT 1 FROM proxy WHERE proxy.guardian_id = caller.id AND proxy.ended_at IS NULL AND proxy.created_at >= ${p.from}
        AND proxy.patient_id = COALESCE(patient.superseded_by, patient.id))
      OR EXISTS (SELECT 1 FROM family_grant WHERE family_grant.helper_id = caller.id
        AND family_grant.helped_id = COALESCE(patient.superseded_by, patient.id) AND ${IN_FORCE(p)})
      OR EXISTS (SELECT 1 FROM patient_link WHERE patient_link.live = 1 AND patient_link.linked_at >= ${p.from}
        AND (patient_link.patient_id = caller.id AND patient_link.other_id = COALESCE(patient.superseded_by, patient.id)
          OR patient_link.other_id = caller.id AND patient_link.patient_id = COALESCE(patient.superseded_by, patient.id)))))`;

type Right = Asked & { patientId: string; tokenHash: string };

const mayAct = template((q, p: Right) =>
  q
    .updateTable('patient')
    .set((row) => ({ birth_year: row.ref('birth_year') }))
    .where('patient.id', '=', p.patientId)
    .where(MAY_ACT(p)),
);

/** The caller may do something of this kind with what this person has, at the moment of the unit; else `RIGHT_TO_ACT`. */
export function mayActPart({ tokenHash, seesFrom }: Caller, patientId: string, now: number, scope: ActingScope): Part {
  return guarded(mayAct({ patientId, tokenHash, now, from: seesFrom, scope }), RIGHT_TO_ACT);
}

/** What the right to something new is asked by; each is a value of the statement that asks. */
export type RightToBook = Asked & { tokenHash: string; version: string };

/**
 * The same for something new, as a condition on the row of `patient`: it takes the person's consent to the notice as it is now, and a
 * registration that stands. What is looked at may change right after; then this was before it.
 */
export const MAY_BOOK = (p: RightToBook) =>
  sql<boolean>`patient.superseded_by IS NULL AND patient.consented = ${p.version} AND ${MAY_ACT(p)}`;

/** The values for `MAY_BOOK`. */
export function rightToBook({ tokenHash, seesFrom }: Caller, now: number, scope: ActingScope): RightToBook {
  return { tokenHash, now, from: seesFrom, version: privacyNotice.version, scope };
}

const mayBegin = template((q, p: RightToBook & { patientId: string }) =>
  q
    .updateTable('patient')
    .set((row) => ({ birth_year: row.ref('birth_year') }))
    .where('patient.id', '=', p.patientId)
    .where(MAY_BOOK(p)),
);

/** The caller may begin something new of this kind for this person at the moment of the unit, and holds the person's row until it ends; else `RIGHT_TO_ACT`. */
export function mayBeginPart(caller: Caller, patientId: string, now: number, scope: ActingScope): Part {
  return guarded(mayBegin({ ...rightToBook(caller, now, scope), patientId }), RIGHT_TO_ACT);
}

/** Name of the guard: the person agrees to the notice at the moment of the unit. */
export const PERSON_AGREES = 'person-agrees';

const personAgrees = template((q, p: { patientId: string; version: string }) =>
  q
    .updateTable('patient')
    .set((row) => ({ birth_year: row.ref('birth_year') }))
    .where('patient.id', '=', p.patientId)
    .where('consented', '=', p.version),
);

/** What is kept of a person without their asking is kept while they agree, and held against whoever withdraws at the same moment; else `PERSON_AGREES`. */
export function personAgreesPart(patientId: string): Part {
  return guarded(personAgrees({ patientId, version: privacyNotice.version }), PERSON_AGREES);
}

/** Whether what belongs to this person, is of this kind, and was made at `madeAt`, may be seen by whoever asks. */
export async function maySee(
  dependencies: Pick<PatientDependencies, 'store' | 'cipher' | 'random' | 'clock'>,
  acting: Acting,
  { patientId, madeAt }: { readonly patientId: string; readonly madeAt: number },
  scope: ActingScope,
): Promise<boolean> {
  if (madeAt < acting.seesFrom) return false;
  return patientId === acting.patientId || (await sightOf(dependencies, acting, scope)).shows(patientId, madeAt);
}

/** The caller as they are now, for what lasts longer than a request: `undefined` when the session or its evidence ended in between. */
export function callerNow(
  dependencies: Pick<PatientDependencies, 'clock'> & { readonly store: Store },
  { tokenHash }: Caller,
): Promise<Caller | undefined> {
  return resolveCaller(dependencies, tokenHash);
}

/**
 * How long a stream about this person may wait before it asks again whether its listener still may, ms. What was let can be ended at another
 * process, which rings no bell here: whoever listens by a grant is asked every time within a second.
 */
export function looksAgainWithin(caller: Pick<Caller, 'patientId'>, patientId: string, everyMs: number): number {
  return patientId === caller.patientId ? everyMs : Math.min(everyMs, limits.helperStreamLook.figure);
}
