import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { SlotTables } from './tables.ts';

const template = templates<SlotTables>();

/** Slots of the window that a complete snapshot did not mention: they are not offered any more, whatever was claimed stays. */
export const withdrawSlots = template((q, p: { hospitalId: string; from: number; to: number; askedBefore: number }) =>
  q
    .updateTable('slot')
    .set({ state: 'gone' })
    .where('hospital_id', '=', p.hospitalId)
    .where('starts_at', '>=', p.from)
    .where('starts_at', '<', p.to)
    .where('asked_at', '<', p.askedBefore)
    .where('state', '=', 'open'),
);

/**
 * Slots of the window that a reading did not mention and whose absence is doubted: nothing more of them is offered until the hospital
 * mentions them again, or is believed. Whatever was claimed stays.
 */
export const withholdSlots = template((q, p: { hospitalId: string; from: number; to: number; askedBefore: number }) =>
  q
    .updateTable('slot')
    .set((row) => ({ offered: row.ref('claimed') }))
    .where('hospital_id', '=', p.hospitalId)
    .where('starts_at', '>=', p.from)
    .where('starts_at', '<', p.to)
    .where('asked_at', '<', p.askedBefore)
    .where('state', '=', 'open')
    .whereRef('claimed', '<', 'offered'),
);

export const countOpenSlots = template((q, p: { hospitalId: string; from: number; to: number; askedBefore: number }) =>
  q
    .selectFrom('slot')
    .select([
      sql<number>`count(*)`.as('open'),
      sql<number>`coalesce(sum(CASE WHEN asked_at < ${p.askedBefore} THEN 1 ELSE 0 END), 0)`.as('missing'),
    ])
    .where('hospital_id', '=', p.hospitalId)
    .where('starts_at', '>=', p.from)
    .where('starts_at', '<', p.to)
    .where('state', '=', 'open'),
);

export const saveSyncCompleted = template((q, p: { hospitalId: string; at: number }) =>
  q.updateTable('slot_sync').set({ completed_at: p.at }).where('hospital_id', '=', p.hospitalId),
);

/** What is doubted of a hospital's list: since when, in how many complete readings, and how many slots they lacked. */
export const selectDoubt = template((q, p: { hospitalId: string }) =>
  q
    .selectFrom('slot_sync')
    .select(['doubted_since as since', 'doubted_readings as readings', 'doubted_slots as slots'])
    .where('hospital_id', '=', p.hospitalId),
);

export const saveDoubt = template((q, p: { hospitalId: string; since: number | null; readings: number; slots: number }) =>
  q
    .updateTable('slot_sync')
    .set({ doubted_since: p.since, doubted_readings: p.readings, doubted_slots: p.slots })
    .where('hospital_id', '=', p.hospitalId),
);

/** Rows that the read model has of a hospital from an instant on, offered or not. */
export const countSlots = template((q, p: { hospitalId: string; from: number }) =>
  q
    .selectFrom('slot')
    .select(sql<number>`count(*)`.as('count'))
    .where('hospital_id', '=', p.hospitalId)
    .where('starts_at', '>=', p.from),
);

/**
 * Slots to come in which somebody has a place and which were not mentioned since `askedBefore`, the longest unheard of first. Those
 * that are gone or lie beyond the window are in no list, and are asked for less often: not since `againBefore`.
 */
export const selectUnmentioned = template(
  (q, p: { hospitalId: string; now: number; to: number; askedBefore: number; againBefore: number; limit: number }) =>
    q
      .selectFrom('slot')
      .select('hospital_slot_ref as ref')
      .where('hospital_id', '=', p.hospitalId)
      .where('starts_at', '>', p.now)
      .where(sql<boolean>`claimed > 0`)
      .where('asked_at', '<', p.askedBefore)
      .where(sql<boolean>`(asked_at < ${p.againBefore} OR (state = 'open' AND starts_at < ${p.to}))`)
      .orderBy('asked_at')
      .orderBy('id')
      .limit(p.limit),
);
