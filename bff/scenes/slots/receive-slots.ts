import type { Subscriptions } from '../../partners/inbox.ts';
import type { Part } from '../../platform/store/store.ts';
import type { SlotDependencies } from './dependencies.ts';
import { slotIdOf } from './slot-id.ts';
import { withdrawSlot } from './slot-rows.ts';
import { pushedParts, rereadSlot } from './sync-slots.ts';

/** Slots that one message may have read again; of a longer one the next sync sees the rest. */
const READ_AGAIN_MAX = 50;
/** Slots that one message may bring with it, so that what it brings is committed with it. */
const BROUGHT_MAX = 48;

/**
 * What a hospital says of its slots. One that can be asked is asked, whatever it pushes: what is true is read from the hospital. Of one
 * that can not be asked the message itself is taken, and committed with it.
 */
export function slotSubscriptions(dependencies: SlotDependencies): Subscriptions {
  const { hospitals, clock } = dependencies;
  const canBeAsked = (hospitalId: string) => hospitals.facet(hospitalId, 'slots') !== undefined;
  return {
    slot: {
      max: READ_AGAIN_MAX,
      async afterwards(hospitalId, changes) {
        for (const { ref } of changes) await rereadSlot(dependencies, hospitalId, ref);
      },
    },
    snapshot: {
      max: BROUGHT_MAX,
      async parts(hospitalId, changes) {
        if (canBeAsked(hospitalId)) return [];
        const parts: Part[] = [];
        for (const { slot, asOf } of changes) {
          const askedAt = Math.min(asOf, clock.now());
          parts.push(...(await pushedParts(dependencies, { hospitalId, askedAt, slots: [slot] })));
        }
        return parts;
      },
    },
    withdrawn: {
      max: BROUGHT_MAX,
      async parts(hospitalId, changes) {
        if (canBeAsked(hospitalId)) return [];
        return changes.map(({ ref }) => withdrawSlot({ id: slotIdOf(hospitalId, ref), askedAt: clock.now() }));
      },
    },
  };
}
