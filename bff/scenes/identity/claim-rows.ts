import { sql } from 'kysely';
import { byLength, listed, templates, type Values } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** Name of the guard: nobody took the claim over in between. */
export const CLAIM_STANDS = 'claim-stands';

/**
 * Registrations that claim this document and that nobody took over, the oldest first, each with the phone that it was claimed from: also
 * where that opens it no longer, so that its owner is told.
 */
export const selectClaims = template((q, p: { current: string; other: string; exceptId: string; limit: number }) =>
  q
    .selectFrom('patient_document')
    .innerJoin('patient', 'patient.id', 'patient_document.patient_id')
    .leftJoin('patient_phone', (join) =>
      join.on(
        'patient_phone.id',
        '=',
        sql<string>`(SELECT phone.id FROM patient_phone AS phone WHERE phone.patient_id = patient.id
          ORDER BY phone.bound_at DESC, phone.id DESC LIMIT 1)`,
      ),
    )
    .select([
      'patient.id',
      'patient.created_at as createdAt',
      'patient_phone.id as phoneId',
      'patient_phone.masked_phone as maskedPhone',
    ])
    .where('patient_document.match_index', 'in', [p.current, p.other])
    .where(sql<boolean>`patient.level = 'claimed'`)
    .where('patient.superseded_by', 'is', null)
    .where('patient.id', '<>', p.exceptId)
    .orderBy('patient.created_at')
    .limit(p.limit),
);

export const supersede = template((q, p: { id: string; successorId: string; now: number }) =>
  q
    .updateTable('patient')
    .set({ superseded_by: p.successorId, superseded_at: p.now })
    .where('id', '=', p.id)
    .where('superseded_by', 'is', null),
);

/** The claims that these people took over, the newest first. */
export const selectSuperseded = byLength((length) =>
  template<Values, { id: string; supersededBy: string | null }>((q, p) =>
    q
      .selectFrom('patient')
      .select(['id', 'superseded_by as supersededBy'])
      .where('superseded_by', 'in', listed(p, 'patient', length))
      .orderBy('superseded_at', 'desc')
      .orderBy('id')
      .limit(p.limit as number),
  ),
);
