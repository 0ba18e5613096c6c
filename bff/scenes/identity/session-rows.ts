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
    .select(['patient_id as patientId', 'device_id as deviceId'])
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

/** Every session of this person, as when they withdraw their consent. */
export const endSessionsOf = template((q, p: { patientId: string; now: number }) =>
  q.updateTable('session').set({ ended_at: p.now }).where('patient_id', '=', p.patientId).where('ended_at', 'is', null),
);
