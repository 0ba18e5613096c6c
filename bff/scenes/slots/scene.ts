import type { Scene } from '../scene.ts';
import type { SlotDependencies } from './dependencies.ts';
import { slotHandlers } from './http.ts';
import { measureSlots } from './measure-slots.ts';
import { slotSubscriptions } from './receive-slots.ts';
import { SYNC_SLOTS, type SyncOptions, syncHandler } from './sync-hospital.ts';

/** What every hospital has free: read from it, searched over all of them. */
export function slotScene(dependencies: SlotDependencies, options: SyncOptions): Scene<'searchSlots'> {
  const { hospitals, store } = dependencies;
  return {
    operations: slotHandlers(dependencies),
    tasks: { [SYNC_SLOTS]: syncHandler(dependencies, options) },
    recurring: [{ kind: SYNC_SLOTS, subjects: hospitals.ids().filter((id) => hospitals.facet(id, 'slots') !== undefined) }],
    measure: (now) => measureSlots(store, now),
    inbound: slotSubscriptions(dependencies),
  };
}
