import { maintenanceAt } from '../directory/opening.ts';
import type { SlotDependencies } from './dependencies.ts';
import { findSlot } from './places.ts';
import { presentSlots, type SlotBody } from './present-slots.ts';
import { type SlotFilter, type SlotRow, searchSlots, slotsBefore } from './slot-rows.ts';

/** A search without an end looks this far ahead. */
export const SEARCH_WINDOW_MS = 15 * 24 * 3600 * 1000;
const ALTERNATIVES_MAX = 3;

export interface SlotSearch extends Omit<SlotFilter, 'from' | 'to' | 'without'> {
  readonly from?: number;
  readonly to?: number;
}

/** Open slots that can be booked now and have not begun, the earliest first, and where the next page begins. */
export async function findSlots(
  dependencies: SlotDependencies,
  search: SlotSearch,
): Promise<{ items: SlotBody[]; last?: SlotRow }> {
  const { store, clock } = dependencies;
  const now = clock.now();
  const without = notBookableNow(dependencies);
  const from = Math.max(search.from ?? now, now);
  const to = search.to ?? from + SEARCH_WINDOW_MS;
  const rows = await store.read(searchSlots({ ...search, without, from, to, limit: search.limit + 1 }));
  const shown = rows.slice(0, search.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  const items = await presentSlots(dependencies, shown);
  return last ? { items, last } : { items };
}

/** Up to three free slots of the same department over all hospitals, nearest in time to the one that was taken. */
export async function nearestAlternatives(dependencies: SlotDependencies, slotId: string): Promise<SlotBody[]> {
  const { store, clock } = dependencies;
  const taken = await findSlot(store, slotId);
  if (!taken) return [];
  const now = clock.now();
  const { departmentCode, startsAt } = taken;
  const without = notBookableNow(dependencies);
  const around = { departmentCode, without, now, limit: ALTERNATIVES_MAX };
  const [before, after] = await Promise.all([
    store.read(slotsBefore({ ...around, before: startsAt })),
    store.read(
      searchSlots({ departmentCode, without, from: startsAt, to: startsAt + SEARCH_WINDOW_MS, limit: ALTERNATIVES_MAX + 1 }),
    ),
  ]);
  const nearest = [...before, ...after]
    .filter((row) => row.id !== slotId && row.startsAt > now)
    .sort((left, right) => Math.abs(left.startsAt - startsAt) - Math.abs(right.startsAt - startsAt))
    .slice(0, ALTERNATIVES_MAX);
  return presentSlots(dependencies, nearest);
}

/** Hospitals that do not answer, take no bookings through us, or are under maintenance: what they have is not offered. */
export function notBookableNow({ hospitals, directory, clock }: SlotDependencies): readonly string[] {
  const now = clock.now();
  const configured = hospitals.ids();
  return directory
    .hospitals()
    .map(({ id }) => id)
    .filter(
      (id) =>
        !configured.includes(id) ||
        !hospitals.facet(id, 'booking') ||
        !hospitals.reachable(id) ||
        maintenanceAt(directory.closuresOf(id), now) !== undefined,
    );
}
