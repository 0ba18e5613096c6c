import { sql } from 'kysely';
import { query, statement, template } from '../../platform/store/statement.ts';
import type { Statement } from '../../platform/store/store.ts';

/** A slot of the read model. */
export interface SlotRow {
  readonly id: string;
  readonly hospitalId: string;
  readonly departmentId: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly feeFen: number;
  readonly free: number;
  readonly askedAt: number;
}

const COLUMNS = [
  'id',
  'hospital_id as hospitalId',
  'department_id as departmentId',
  'practitioner_id as practitionerId',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'fee_fen as feeFen',
  sql<number>`offered - claimed`.as('free'),
  'asked_at as askedAt',
] as const;

export interface SlotFilter {
  readonly departmentCode?: string;
  readonly hospitalId?: string;
  readonly practitionerId?: string;
  readonly from: number;
  readonly to: number;
  readonly after?: { readonly startsAt: number; readonly id: string };
  readonly limit: number;
}

const byShape = new Map<string, (filter: Bound) => Statement<SlotRow>>();

type Bound = {
  department: string;
  hospital: string;
  practitioner: string;
  from: number;
  to: number;
  afterAt: number;
  afterId: string;
  limit: number;
};

/**
 * Open slots with a free place, the earliest first. The words `state = 'open' AND claimed < offered` are those of the partial
 * indexes, so that a full slot costs the search nothing. One template for each combination of filters.
 */
export function searchSlots(filter: SlotFilter): Statement<SlotRow> {
  const shape = [filter.departmentCode, filter.hospitalId, filter.practitionerId]
    .map((value) => (value === undefined ? '0' : '1'))
    .join('');
  let build = byShape.get(shape);
  if (!build) {
    build = searchTemplate(shape);
    byShape.set(shape, build);
  }
  return build({
    department: filter.departmentCode ?? '',
    hospital: filter.hospitalId ?? '',
    practitioner: filter.practitionerId ?? '',
    from: filter.from,
    to: filter.to,
    afterAt: filter.after?.startsAt ?? filter.from,
    afterId: filter.after?.id ?? '',
    limit: filter.limit,
  });
}

function searchTemplate(shape: string): (filter: Bound) => Statement<SlotRow> {
  return template<Bound, SlotRow>((q, p) => {
    let built = q
      .selectFrom('slot')
      .select(COLUMNS)
      .where(sql<boolean>`state = 'open'`)
      .whereRef('claimed', '<', 'offered')
      .where(sql<boolean>`(starts_at, id) > (${p.afterAt}, ${p.afterId})`)
      .where('starts_at', '<', p.to);
    if (shape[0] === '1') built = built.where('department_code', '=', p.department);
    if (shape[1] === '1') built = built.where('hospital_id', '=', p.hospital);
    if (shape[2] === '1') built = built.where('practitioner_id', '=', p.practitioner);
    return built.orderBy('starts_at').orderBy('id').limit(p.limit);
  });
}

export const selectSlot = template((q, p: { id: string }) =>
  q
    .selectFrom('slot')
    .select([
      'id',
      'hospital_id as hospitalId',
      'hospital_slot_ref as ref',
      'department_code as departmentCode',
      'starts_at as startsAt',
      'claimed',
      'offered',
      'state',
    ])
    .where('id', '=', p.id),
);

/** The last open slots of a department before an instant, the nearest first; the ones after come from `searchSlots`. */
export const slotsBefore = template<{ departmentCode: string; now: number; before: number; limit: number }, SlotRow>((q, p) =>
  q
    .selectFrom('slot')
    .select(COLUMNS)
    .where(sql<boolean>`state = 'open'`)
    .whereRef('claimed', '<', 'offered')
    .where('department_code', '=', p.departmentCode)
    .where('starts_at', '>', p.now)
    .where('starts_at', '<', p.before)
    .orderBy('starts_at', 'desc')
    .limit(p.limit),
);

/** One row of a snapshot, resolved against the directory. */
export interface SnapshotRow {
  readonly id: string;
  readonly hospitalId: string;
  readonly ref: string;
  readonly departmentId: string;
  readonly departmentCode: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly feeFen: number;
  readonly free: number;
}

/** D1 takes at most 100 parameters a statement; a row has 15. */
export const SNAPSHOT_ROWS_PER_STATEMENT = 6;

/**
 * First statement of applying a snapshot: new slots come in with nothing claimed, known ones only note what was seen. It takes
 * the rows' locks, so that the second statement sees every claim that was made before. An older snapshot changes nothing.
 */
export function touchSlots(rows: readonly SnapshotRow[], askedAt: number, syncUnit: string): Statement {
  return statement(
    query
      .insertInto('slot')
      .values(
        rows.map((row) => ({
          id: row.id,
          hospital_id: row.hospitalId,
          hospital_slot_ref: row.ref,
          department_id: row.departmentId,
          department_code: row.departmentCode,
          practitioner_id: row.practitionerId,
          starts_at: row.startsAt,
          ends_at: row.endsAt,
          fee_fen: row.feeFen,
          state: 'open',
          offered: row.free,
          claimed: 0,
          asked_at: askedAt,
          free_seen: row.free,
          sync_unit: syncUnit,
          short: 0,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['hospital_id', 'hospital_slot_ref'])
          .doUpdateSet((row) => ({
            state: 'open',
            department_id: row.ref('excluded.department_id'),
            department_code: row.ref('excluded.department_code'),
            practitioner_id: row.ref('excluded.practitioner_id'),
            starts_at: row.ref('excluded.starts_at'),
            ends_at: row.ref('excluded.ends_at'),
            fee_fen: row.ref('excluded.fee_fen'),
            free_seen: row.ref('excluded.free_seen'),
            asked_at: row.ref('excluded.asked_at'),
            sync_unit: row.ref('excluded.sync_unit'),
          }))
          .where('slot.asked_at', '<', askedAt),
      ),
  );
}

const SETTLED = sql`claim.places = 1 AND claim.state IN ('confirmed', 'cancelling', 'cancel-sent')`;

/**
 * Second statement: `offered` becomes what the hospital has free and what we had settled before it was asked, but never less than
 * is claimed. Claims still open, or settled too late for the snapshot to know, are not added: it may undersell for a moment.
 */
export const recountSlots = template((q, p: { syncUnit: string; settledBefore: number }) => {
  const reflected = sql<number>`(SELECT count(*) FROM claim WHERE claim.slot_id = slot.id AND ${SETTLED} AND claim.settled_at < ${p.settledBefore})`;
  const offered = sql<number>`CASE WHEN free_seen + ${reflected} < claimed THEN claimed ELSE free_seen + ${reflected} END`;
  const short = sql<number>`CASE WHEN free_seen + ${reflected} < claimed THEN 1 ELSE 0 END`;
  return (
    q
      .updateTable('slot')
      .set({ offered, short })
      .where('sync_unit', '=', p.syncUnit)
      // What did not change is not written: neither the row nor its indexes.
      .where(sql<boolean>`(offered <> ${offered} OR short <> ${short})`)
  );
});

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

export const withdrawSlot = template((q, p: { id: string; askedAt: number }) =>
  q
    .updateTable('slot')
    .set((row) => ({ state: 'gone', offered: row.ref('claimed'), asked_at: p.askedAt }))
    .where('id', '=', p.id)
    .where('asked_at', '<', p.askedAt),
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

export const selectSync = template((q, p: { hospitalId: string }) =>
  q
    .selectFrom('slot_sync')
    .select(['completed_at as completedAt', 'changes_cursor as changesCursor'])
    .where('hospital_id', '=', p.hospitalId),
);

export const saveSyncCompleted = template((q, p: { hospitalId: string; at: number }) =>
  q.updateTable('slot_sync').set({ completed_at: p.at }).where('hospital_id', '=', p.hospitalId),
);

export const saveChangesCursor = template((q, p: { hospitalId: string; cursor: string }) =>
  q.updateTable('slot_sync').set({ changes_cursor: p.cursor }).where('hospital_id', '=', p.hospitalId),
);
