import { templates } from '../../../platform/store/statement.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { IdentityTables } from '../../identity/tables.ts';
import type { RecordTables } from '../tables.ts';

const template = templates<RecordTables & Pick<IdentityTables, 'patient'>>();

/** A share that is open to a hospital, and whose it is. */
export interface OpenShareRow {
  readonly id: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly birthYear: number;
  readonly sealed: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

type Page = { hospitalId: string; now: number; beforeAt: number; beforeAtToo: number; beforeId: string; limit: number };

const selectOpen = template<Page, OpenShareRow>((q, p) =>
  q
    .selectFrom('share')
    .innerJoin('patient', 'patient.id', 'share.patient_id')
    .select([
      'share.id',
      'share.patient_id as patientId',
      'patient.masked_name as patientName',
      'patient.birth_year as birthYear',
      'share.sealed',
      'share.created_at as createdAt',
      'share.expires_at as expiresAt',
    ])
    .where('share.hospital_id', '=', p.hospitalId)
    .where('share.ended_at', 'is', null)
    .where('share.expires_at', '>', p.now)
    .where((row) =>
      row.or([
        row('share.created_at', '<', p.beforeAt),
        row.and([row('share.created_at', '=', p.beforeAtToo), row('share.id', '<', p.beforeId)]),
      ]),
    )
    .orderBy('share.created_at', 'desc')
    .orderBy('share.id', 'desc')
    .limit(p.limit),
);

/** Shares that are open to this hospital, the newest first. */
export function readOpenShares(
  store: Pick<Store, 'read'>,
  asked: {
    readonly hospitalId: string;
    readonly now: number;
    readonly before?: { readonly at: number; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly OpenShareRow[]> {
  const { hospitalId, now, limit } = asked;
  const { at, id } = asked.before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  return store.read(selectOpen({ hospitalId, now, beforeAt: at, beforeAtToo: at, beforeId: id, limit }));
}
