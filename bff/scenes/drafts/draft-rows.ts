import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { DraftTables } from './tables.ts';

const template = templates<DraftTables & Pick<IdentityTables, 'patient'>>();

/** Name of the guard: the draft is there, and nobody has taken it. */
export const DRAFT_WAITS = 'draft-waits';

/** The draft, in place of the one that this person had for the same purpose. */
export const putDraft = template(
  (
    q,
    p: {
      id: string;
      patientId: string;
      purpose: string;
      codeHash: string;
      nearHash: string | null;
      deviceId: string | null;
      sealed: string;
      now: number;
      expiresAt: number;
    },
  ) =>
    q
      .insertInto('draft')
      .values({
        patient_id: p.patientId,
        purpose: p.purpose,
        id: p.id,
        code_hash: p.codeHash,
        near_hash: p.nearHash,
        device_id: p.deviceId,
        sealed: p.sealed,
        created_at: p.now,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['patient_id', 'purpose']).doUpdateSet((row) => ({
          id: row.ref('excluded.id'),
          code_hash: row.ref('excluded.code_hash'),
          near_hash: row.ref('excluded.near_hash'),
          device_id: row.ref('excluded.device_id'),
          sealed: row.ref('excluded.sealed'),
          created_at: row.ref('excluded.created_at'),
          expires_at: row.ref('excluded.expires_at'),
        })),
      ),
);

export interface DraftRow {
  readonly id: string;
  readonly codeHash: string;
  readonly nearHash: string | null;
  readonly deviceId: string | null;
  readonly sealed: string;
  readonly createdAt: number;
  /** The person's own key, wrapped. */
  readonly dataKey: string | null;
}

/** What this person left for this purpose at `from` or later, while it lives. */
export const selectDraft = template<{ patientId: string; purpose: string; from: number; now: number }, DraftRow>((q, p) =>
  q
    .selectFrom('draft')
    .innerJoin('patient', 'patient.id', 'draft.patient_id')
    .select([
      'draft.id',
      'draft.code_hash as codeHash',
      'draft.near_hash as nearHash',
      'draft.device_id as deviceId',
      'draft.sealed',
      'draft.created_at as createdAt',
      'patient.data_key as dataKey',
    ])
    .where('draft.patient_id', '=', p.patientId)
    .where('draft.purpose', '=', p.purpose)
    .where('draft.created_at', '>=', p.from)
    .where('draft.expires_at', '>', p.now),
);

/** This very draft, while it lives: one that took its place has another id. */
export const deleteDraft = template((q, p: { id: string; patientId: string; purpose: string; now: number }) =>
  q
    .deleteFrom('draft')
    .where('patient_id', '=', p.patientId)
    .where('purpose', '=', p.purpose)
    .where('id', '=', p.id)
    .where('expires_at', '>', p.now),
);

export const deleteDraftsOf = template((q, p: { patientId: string }) =>
  q.deleteFrom('draft').where('patient_id', '=', p.patientId),
);

export const deleteOldDrafts = template((q, p: { now: number; limit: number }) =>
  q.deleteFrom('draft').where(sql<boolean>`(patient_id, purpose) IN (SELECT patient_id, purpose FROM draft
      WHERE expires_at <= ${p.now} ORDER BY expires_at LIMIT ${p.limit})`),
);
