import { template } from '../../platform/store/statement.ts';

export const insertPatient = template((q, p: { id: string; sealed: string; maskedName: string; now: number }) =>
  q
    .insertInto('patient')
    .values({ id: p.id, sealed: p.sealed, masked_name: p.maskedName, created_at: p.now })
    .onConflict((conflict) => conflict.doNothing()),
);

export const selectPatient = template((q, p: { id: string }) =>
  q.selectFrom('patient').select(['id', 'sealed', 'masked_name as maskedName']).where('id', '=', p.id),
);

export const insertSession = template(
  (q, p: { tokenHash: string; patientId: string; evidence: string; now: number; expiresAt: number }) =>
    q.insertInto('session').values({
      token_hash: p.tokenHash,
      patient_id: p.patientId,
      evidence: p.evidence,
      created_at: p.now,
      expires_at: p.expiresAt,
      ended_at: null,
    }),
);

export const endSession = template((q, p: { tokenHash: string; now: number }) =>
  q.updateTable('session').set({ ended_at: p.now }).where('token_hash', '=', p.tokenHash).where('ended_at', 'is', null),
);

export const selectLiveSession = template((q, p: { tokenHash: string; now: number }) =>
  q
    .selectFrom('session')
    .select('patient_id as patientId')
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
