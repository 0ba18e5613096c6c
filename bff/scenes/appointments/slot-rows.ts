import { sql } from 'kysely';
import { template } from '../../platform/store/statement.ts';
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
  /** Numbers of a session; null where one comes at `startsAt`. */
  readonly numbers: number | null;
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
  'numbers',
] as const;

export interface SlotFilter {
  readonly departmentCode?: string;
  readonly hospitalId?: string;
  readonly practitionerId?: string;
  /** Hospitals at which nothing can be booked now. */
  readonly without?: readonly string[];
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
} & { [excluded: `without${number}`]: string };

/**
 * Open slots with a free place, the earliest first. The words `state = 'open' AND claimed < offered` are those of the partial
 * indexes, so that a full slot costs the search nothing. One template for each combination of filters.
 */
export function searchSlots(filter: SlotFilter): Statement<SlotRow> {
  const without = filter.without ?? [];
  const flags = [filter.departmentCode, filter.hospitalId, filter.practitionerId].map((value) =>
    value === undefined ? '0' : '1',
  );
  const shape = `${flags.join('')}${without.length}`;
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
    ...Object.fromEntries(without.map((id, index) => [`without${index}`, id])),
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
    for (let index = 0; index < Number(shape.slice(3)); index += 1)
      built = built.where('hospital_id', '<>', p[`without${index}`] as string);
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
      'department_id as departmentId',
      'department_code as departmentCode',
      'starts_at as startsAt',
      'ends_at as endsAt',
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
