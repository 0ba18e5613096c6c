import type { Unended } from '../../partners/pages.ts';
import type { Sample } from '../../platform/metrics.ts';
import { commit } from '../../platform/store/commit.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import type { SlotDependencies } from './dependencies.ts';
import type { SlotTables } from './tables.ts';

const template = templates<Pick<SlotTables, 'slot_sync'>>();

/** Lists of a hospital that are read page by page. */
export type ReadList = 'slots' | 'bookings';

const COLUMN = { slots: 'slots_unended_since', bookings: 'bookings_unended_since' } as const;
const OPERATION = { slots: 'slots.page', bookings: 'bookings.list' } as const;

const selectUnended = template<Record<string, never>, { hospitalId: string; slots: number | null; bookings: number | null }>(
  (q) =>
    q
      .selectFrom('slot_sync')
      .select(['hospital_id as hospitalId', 'slots_unended_since as slots', 'bookings_unended_since as bookings'])
      .where((row) => row.or([row('slots_unended_since', 'is not', null), row('bookings_unended_since', 'is not', null)])),
);

const markOf = (column: (typeof COLUMN)[ReadList]) =>
  template((q, p: { hospitalId: string; at: number }) =>
    q
      .updateTable('slot_sync')
      .set({ [column]: p.at })
      .where('hospital_id', '=', p.hospitalId)
      .where(column, 'is', null),
  );
const mark = { slots: markOf(COLUMN.slots), bookings: markOf(COLUMN.bookings) };

const clearOf = (column: (typeof COLUMN)[ReadList]) =>
  template((q, p: { hospitalId: string }) =>
    q
      .updateTable('slot_sync')
      .set({ [column]: null })
      .where('hospital_id', '=', p.hospitalId)
      .where(column, 'is not', null),
  );
const clear = { slots: clearOf(COLUMN.slots), bookings: clearOf(COLUMN.bookings) };

/** A list that is taken to have no end: counted each time, logged when it is news, and shown until it has one again. */
export async function listWithoutEnd(
  dependencies: SlotDependencies,
  { hospitalId, list, why, count }: { hospitalId: string; list: ReadList; why: Unended; count: number },
): Promise<void> {
  const { store, clock, log, metrics } = dependencies;
  metrics.count('onedoor_lists_without_end_total', `hospital="${hospitalId}",list="${list}"`);
  const known = (await store.read(selectUnended({}))).find((row) => row.hospitalId === hospitalId);
  if (known?.[list] != null) return;
  await commit(dependencies, 'mark-unended', 'background', [mark[list]({ hospitalId, at: clock.now() })]);
  log.write('error', 'hospital.list-without-end', { hospitalId, operation: OPERATION[list], detail: why, count });
}

/** For the unit that ends a reading of the list. */
export function listEndedPart(hospitalId: string, list: ReadList): Statement {
  return clear[list]({ hospitalId });
}

/** The lists that did not end when they were read for the last time, by hospital. */
export async function unendedLists(store: Pick<Store, 'read'>): Promise<Readonly<Record<string, readonly ReadList[]>>> {
  const rows = await store.read(selectUnended({}));
  return Object.fromEntries(rows.map((row) => [row.hospitalId, LISTS.filter((list) => row[list] !== null)]));
}

const LISTS = Object.keys(COLUMN) as readonly ReadList[];

/** Since when lists have had no end. */
export async function measureUnendedLists(store: Store, now: number): Promise<readonly Sample[]> {
  const rows = await store.read(selectUnended({}));
  return rows.flatMap((row) =>
    LISTS.flatMap((list): Sample[] => {
      const since = row[list];
      if (since === null) return [];
      const labels = `hospital="${row.hospitalId}",list="${list}"`;
      return [{ name: 'onedoor_list_without_end_seconds', labels, value: Math.max(0, (now - since) / 1000) }];
    }),
  );
}
