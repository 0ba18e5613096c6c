import { sql } from 'kysely';
import type { Step } from '../../../fixtures/demo/table.ts';
import type { AuditTables } from '../../platform/audit/tables.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';

interface StepRow {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly hospital: string | null;
}

/** What people look at is not what happens, and would push it off the list. */
const selectNewest = templates<AuditTables>()<{ limit: number }, StepRow>((q, p) =>
  q
    .selectFrom('audit')
    .select([
      'audit.id',
      'audit.at',
      'audit.action',
      sql<string | null>`(SELECT max(claim.hospital_id) FROM claim WHERE claim.appointment_id = audit.subject_id)`.as('hospital'),
    ])
    .where('audit.action', 'not like', '%.read')
    .where('audit.action', 'not like', '%.list')
    .orderBy('audit.id', 'desc')
    .limit(p.limit),
);

/** The end of the audit, the newest first: what was done and at which hospital, and nothing of whom. */
export async function newestSteps(store: Store, limit: number): Promise<readonly Step[]> {
  const rows = await store.read(selectNewest({ limit }));
  return rows.map(({ id, at, action, hospital }) => ({
    id,
    at,
    seenBy: 'gateway',
    hospital,
    what: action,
    outcome: null,
    fault: null,
  }));
}
