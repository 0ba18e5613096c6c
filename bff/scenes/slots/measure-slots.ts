import { sql } from 'kysely';
import type { Sample } from '../../platform/metrics.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import type { SlotTables } from './tables.ts';
import { measureUnendedLists } from './unended-lists.ts';

const template = templates<SlotTables>();

const selectSyncs = template<Record<string, never>, { hospitalId: string; completedAt: number }>((q) =>
  q.selectFrom('slot_sync').select(['hospital_id as hospitalId', 'completed_at as completedAt']).where('completed_at', '>', 0),
);

const selectShort = template<Record<string, never>, { hospitalId: string; count: number }>((q) =>
  q
    .selectFrom('slot')
    .select(['hospital_id as hospitalId', sql<number>`count(*)`.as('count')])
    .where(sql<boolean>`short = 1`)
    .groupBy('hospital_id'),
);

const selectDoubted = template<Record<string, never>, { hospitalId: string; count: number }>((q) =>
  q.selectFrom('slot_sync').select(['hospital_id as hospitalId', 'doubted_slots as count']).where('doubted_slots', '>', 0),
);

/** How fresh the slots are, what of a hospital's lists is not believed, and where it has fewer places than were sold. */
export async function measureSlots(store: Store, now: number): Promise<readonly Sample[]> {
  const [syncs, short, doubted, unended] = await Promise.all([
    store.read(selectSyncs({})),
    store.read(selectShort({})),
    store.read(selectDoubted({})),
    measureUnendedLists(store, now),
  ]);
  return [
    ...syncs.map(
      ({ hospitalId, completedAt }): Sample => ({
        name: 'onedoor_slots_age_seconds',
        labels: `hospital="${hospitalId}"`,
        value: Math.max(0, (now - completedAt) / 1000),
      }),
    ),
    ...short.map(
      ({ hospitalId, count }): Sample => ({ name: 'onedoor_slots_short', labels: `hospital="${hospitalId}"`, value: count }),
    ),
    ...doubted.map(
      ({ hospitalId, count }): Sample => ({ name: 'onedoor_slots_doubted', labels: `hospital="${hospitalId}"`, value: count }),
    ),
    ...unended,
  ];
}
