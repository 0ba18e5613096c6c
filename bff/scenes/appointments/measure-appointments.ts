import { sql } from 'kysely';
import { template } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import { SETTLE_CLAIM } from './dependencies.ts';

/** Bookings under way in one state at one hospital. */
export interface OpenClaims {
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

const selectSyncs = template<Record<string, never>, { hospitalId: string; completedAt: number }>((q) =>
  q.selectFrom('slot_sync').select(['hospital_id as hospitalId', 'completed_at as completedAt']),
);

const selectShort = template<Record<string, never>, { hospitalId: string; count: number }>((q) =>
  q
    .selectFrom('slot')
    .select(['hospital_id as hospitalId', sql<number>`count(*)`.as('count')])
    .where(sql<boolean>`short = 1`)
    .groupBy('hospital_id'),
);

export interface AppointmentMeasures {
  readonly claims: readonly OpenClaims[];
  /** `completedAt` is 0 where the slots were never read. */
  readonly syncs: readonly { readonly hospitalId: string; readonly completedAt: number }[];
  readonly short: readonly { readonly hospitalId: string; readonly count: number }[];
}

/** What is open, how old it is, and how fresh the slots are. */
export async function measureAppointments(store: Store): Promise<AppointmentMeasures> {
  const [underWay, manual, syncs, short] = await Promise.all([
    store.read(selectUnderWay({ kind: SETTLE_CLAIM })),
    store.read(selectManual({})),
    store.read(selectSyncs({})),
    store.read(selectShort({})),
  ]);
  return { claims: [...underWay, ...manual], syncs, short };
}
