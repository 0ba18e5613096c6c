import { sql } from 'kysely';
import type { Sample } from '../../platform/metrics.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import type { TaskTables } from '../../platform/tasks/tables.ts';
import { SETTLE_CLAIM } from './dependencies.ts';
import type { AppointmentTables } from './tables.ts';

const template = templates<AppointmentTables & TaskTables>();

/** Bookings under way in one state at one hospital. */
interface OpenClaims {
  readonly hospitalId: string;
  readonly state: string;
  readonly count: number;
  readonly oldestAt: number;
}

/** What has not come to rest has a task that has not: those are few, and found by their own index. */
const selectUnderWay = template<{ kind: string }, OpenClaims>((q, p) =>
  q
    .selectFrom('task')
    .innerJoin('claim', 'claim.id', 'task.subject_id')
    .select([
      'claim.hospital_id as hospitalId',
      'claim.state',
      sql<number>`count(*)`.as('count'),
      sql<number>`min(claim.created_at)`.as('oldestAt'),
    ])
    .where(sql<boolean>`task.state = 'ready'`)
    .where('task.kind', '=', p.kind)
    .where(sql<boolean>`claim.state IN ('claimed', 'sent', 'unknown', 'absent', 'cancelling', 'cancel-sent')`)
    .groupBy(['claim.hospital_id', 'claim.state']),
);

const selectManual = template<Record<string, never>, OpenClaims>((q) =>
  q
    .selectFrom('claim')
    .select([
      'hospital_id as hospitalId',
      'state',
      sql<number>`count(*)`.as('count'),
      sql<number>`min(created_at)`.as('oldestAt'),
    ])
    .where(sql<boolean>`state = 'manual'`)
    .groupBy(['hospital_id', 'state']),
);

/** What is open, and how old it is. */
export async function measureClaims(store: Store, now: number): Promise<readonly Sample[]> {
  const [underWay, manual] = await Promise.all([
    store.read(selectUnderWay({ kind: SETTLE_CLAIM })),
    store.read(selectManual({})),
  ]);
  return [...underWay, ...manual].flatMap(({ hospitalId, state, count, oldestAt }): Sample[] => {
    const labels = `hospital="${hospitalId}",state="${state}"`;
    return [
      { name: 'onedoor_claims_open', labels, value: count },
      { name: 'onedoor_claims_open_oldest_seconds', labels, value: Math.max(0, (now - oldestAt) / 1000) },
    ];
  });
}
