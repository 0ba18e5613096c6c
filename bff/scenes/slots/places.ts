import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { SlotTables } from './tables.ts';

const template = templates<SlotTables>();

/** Name of the guard: the slot is open, has not begun and has a place. */
export const SLOT_TAKEN = 'slot-taken';

const selectSlot = template((q, p: { id: string }) =>
  q
    .selectFrom('slot')
    .select([
      'id',
      'hospital_id as hospitalId',
      'department_id as departmentId',
      'department_code as departmentCode',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'state',
      'asked_at as askedAt',
    ])
    .where('id', '=', p.id),
);

/** A slot, whether or not it has a place. */
export interface KnownSlot {
  readonly id: string;
  readonly hospitalId: string;
  readonly departmentId: string;
  readonly departmentCode: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly state: string;
  readonly askedAt: number;
}

export async function findSlot(store: Pick<Store, 'read'>, id: string): Promise<KnownSlot | undefined> {
  const [slot] = await store.read(selectSlot({ id }));
  return slot;
}

const selectDoubtedSince = template((q, p: { hospitalId: string }) =>
  q.selectFrom('slot_sync').select('doubted_since as since').where('hospital_id', '=', p.hospitalId),
);

/**
 * Why a slot has no place to give: somebody else has it, or the hospital does not offer it any more, be it withdrawn, or withheld because
 * the hospital has stopped listing it.
 */
export async function whyNoPlace(store: Pick<Store, 'read'>, slotId: string): Promise<'slot-taken' | 'slot-gone'> {
  const slot = await findSlot(store, slotId);
  if (!slot) return 'slot-gone';
  if (slot.state === 'gone') return 'slot-gone';
  const [doubted] = await store.read(selectDoubtedSince({ hospitalId: slot.hospitalId }));
  return doubted?.since != null && slot.askedAt < doubted.since ? 'slot-gone' : 'slot-taken';
}

const takePlace = template((q, p: { slotId: string; now: number }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '+', 1) }))
    .where('id', '=', p.slotId)
    .where(sql<boolean>`state = 'open'`)
    .where('starts_at', '>', p.now)
    .whereRef('claimed', '<', 'offered'),
);

/** One place of an open slot that has not begun, or the refusal `SLOT_TAKEN`. */
export function takePlacePart(slotId: string, now: number): Part {
  return { ...guarded(takePlace({ slotId, now }), SLOT_TAKEN), contended: slotId };
}

const freePlace = template((q, p: { slotId: string }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '-', 1) }))
    .where('id', '=', p.slotId),
);

const freePlaceAndStopOffering = template((q, p: { slotId: string }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '-', 1), offered: row('claimed', '-', 1) }))
    .where('id', '=', p.slotId),
);

/** A place that the hospital gave away after our backup: it is ours, and it was never offered here. */
export const addAdoptedPlace = template((q, p: { slotId: string }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '+', 1), offered: row('offered', '+', 1) }))
    .where('id', '=', p.slotId),
);

/** The place goes back. `stopOffering`: the hospital just said that it has none, so nothing more is sold until it is asked again. */
export function freePlacePart(slotId: string, stopOffering: boolean): Part {
  return { ...(stopOffering ? freePlaceAndStopOffering({ slotId }) : freePlace({ slotId })), contended: slotId };
}
