import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { PreconsultTables } from './tables.ts';

const template = templates<PreconsultTables>();

/** Name of the guard: nobody has signed this version yet. */
export const APPROVAL_NEW = 'approval-new';

/** What a clinician of this city has signed. */
export interface Approval {
  readonly kind: 'rules' | 'form';
  readonly contentId: string;
  readonly version: string;
  /** SHA-256 of the content as it was signed. */
  readonly hash: string;
  readonly approvedBy: string;
  /** Day, YYYY-MM-DD. */
  readonly approvedOn: string;
}

const selectApprovals = template((q, p: { limit: number }) =>
  q
    .selectFrom('clinical_approval')
    .select([
      'kind',
      'content_id as contentId',
      'content_version as version',
      'content_hash as hash',
      'approved_by as approvedBy',
      'approved_on as approvedOn',
    ])
    .orderBy('at', 'desc')
    .limit(p.limit),
);

/** Versions that one gateway has ever signed: a few a year. */
const APPROVALS_MAX = 500;

export async function readApprovals(store: Pick<Store, 'read'>): Promise<readonly Approval[]> {
  const rows = await store.read(selectApprovals({ limit: APPROVALS_MAX }));
  return rows.map((row) => ({ ...row, kind: row.kind as Approval['kind'] }));
}

type Inserted = Omit<Approval, 'kind'> & { kind: string; now: number };

const insertApproval = template((q, p: Inserted) =>
  q
    .insertInto('clinical_approval')
    .values({
      kind: p.kind,
      content_id: p.contentId,
      content_version: p.version,
      content_hash: p.hash,
      approved_by: p.approvedBy,
      approved_on: p.approvedOn,
      at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'content_id', 'content_version']).doNothing()),
);

/** The signature, or `APPROVAL_NEW` where this version has one. */
export function insertApprovalPart(approval: Approval, now: number): Part {
  return guarded(insertApproval({ ...approval, now }), APPROVAL_NEW);
}
