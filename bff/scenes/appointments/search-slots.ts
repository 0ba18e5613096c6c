import type { z } from 'zod';
import type { slot } from '../../contract/schemas.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { presentSlot } from './present.ts';
import { type SlotFilter, type SlotRow, searchSlots, selectSlot, slotsBefore } from './slot-rows.ts';

type SlotBody = z.output<typeof slot>;

/** A search without an end looks this far ahead. */
export const SEARCH_WINDOW_MS = 15 * 24 * 3600 * 1000;
const ALTERNATIVES_MAX = 3;

export interface SlotSearch extends Omit<SlotFilter, 'from' | 'to'> {
  readonly from?: number;
  readonly to?: number;
}

/** Open slots that have not begun, the earliest first, and where the next page begins. */
export async function findSlots(
  { store, clock, directory }: AppointmentDependencies,
  search: SlotSearch,
): Promise<{ items: SlotBody[]; last?: SlotRow }> {
  const now = clock.now();
  const from = Math.max(search.from ?? now, now);
  const to = search.to ?? from + SEARCH_WINDOW_MS;
  const rows = await store.read(searchSlots({ ...search, from, to, limit: search.limit + 1 }));
  const shown = rows.slice(0, search.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const items = shown.map((row) => presentSlot(directory, row, now));
  return last ? { items, last } : { items };
}

/** Up to three free slots of the same department over all hospitals, nearest in time to the one that was taken. */
export async function nearestAlternatives(dependencies: AppointmentDependencies, slotId: string): Promise<SlotBody[]> {
  const { store, clock, directory } = dependencies;
  const [taken] = await store.read(selectSlot({ id: slotId }));
  if (!taken) return [];
  const now = clock.now();
  const { departmentCode, startsAt } = taken;
  const around = { departmentCode, now, limit: ALTERNATIVES_MAX };
  const [before, after] = await Promise.all([
    store.read(slotsBefore({ ...around, before: startsAt })),
    store.read(searchSlots({ departmentCode, from: startsAt, to: startsAt + SEARCH_WINDOW_MS, limit: ALTERNATIVES_MAX + 1 })),
  ]);
  return [...before, ...after]
    .filter((row) => row.id !== slotId && row.startsAt > now)
    .sort((left, right) => Math.abs(left.startsAt - startsAt) - Math.abs(right.startsAt - startsAt))
    .slice(0, ALTERNATIVES_MAX)
    .map((row) => presentSlot(directory, row, now));
}
