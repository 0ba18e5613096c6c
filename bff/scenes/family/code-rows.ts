import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { FamilyTables } from './tables.ts';

const template = templates<FamilyTables & Pick<IdentityTables, 'patient'>>();

/** Name of the guard: the code is there, nobody has used it, and its time is not over. */
export const CODE_WAITS = 'family-code-waits';
/** Name of the guard: the person has fewer codes of this kind that wait than one may have. */
export const CODES_ROOM = 'family-codes-room';

export const insertCode = template(
  (q, p: { codeHash: string; kind: string; patientId: string; grantId: string | null; now: number; expiresAt: number }) =>
    q.insertInto('family_code').values({
      code_hash: p.codeHash,
      kind: p.kind,
      patient_id: p.patientId,
      grant_id: p.grantId,
      created_at: p.now,
      expires_at: p.expiresAt,
    }),
);

export interface CodeRow {
  readonly codeHash: string;
  readonly patientId: string;
  readonly grantId: string | null;
  readonly expiresAt: number;
}

/** The code under either of the hashes that it may have been written with, while it lives. */
export const selectCode = template<{ current: string; other: string; kind: string; now: number }, CodeRow>((q, p) =>
  q
    .selectFrom('family_code')
    .select(['code_hash as codeHash', 'patient_id as patientId', 'grant_id as grantId', 'expires_at as expiresAt'])
    .where('code_hash', 'in', [p.current, p.other])
    .where('kind', '=', p.kind)
    .where('expires_at', '>', p.now),
);

/** Uses the code up. */
export const deleteCode = template((q, p: { codeHash: string; now: number }) =>
  q.deleteFrom('family_code').where('code_hash', '=', p.codeHash).where('expires_at', '>', p.now),
);

/** The code of a grant that has ended leads to nothing. */
export const deleteCodeOfGrant = template((q, p: { grantId: string }) =>
  q.deleteFrom('family_code').where('grant_id', '=', p.grantId),
);

/** The person's row, while they have fewer codes of this kind that wait than `most`. */
export const personWithCodesRoom = template(
  (q, p: { patientId: string; owner: string; kind: string; now: number; most: number }) =>
    q
      .updateTable('patient')
      .set((row) => ({ masked_name: row.ref('masked_name') }))
      .where('id', '=', p.patientId)
      .where(
        sql<boolean>`(SELECT count(*) FROM family_code WHERE family_code.patient_id = ${p.owner} AND family_code.kind = ${p.kind}
        AND family_code.expires_at > ${p.now}) < ${p.most}`,
      ),
);

export const deleteOldCodes = template((q, p: { now: number; limit: number }) =>
  q
    .deleteFrom('family_code')
    .where('code_hash', 'in', (inner) =>
      inner.selectFrom('family_code').select('code_hash').where('expires_at', '<=', p.now).orderBy('expires_at').limit(p.limit),
    ),
);
