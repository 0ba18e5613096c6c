import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import type { Statement } from '../../platform/store/store.ts';
import type { SlotTables } from './tables.ts';

const template = templates<SlotTables>();

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
  /** Numbers of a clinic; null where one comes at `startsAt`. */
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

/** What a search may ask of a slot, and the column that it is compared with. */
const FILTERS = { departmentCode: 'department_code', hospitalId: 'hospital_id', practitionerId: 'practitioner_id' } as const;
type FilterName = keyof typeof FILTERS;
const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** One statement for each set of filters and number of excluded hospitals, by its key. */
const searches = new Map<string, (values: Values) => Statement<SlotRow>>();

/** Open slots with a free place, the earliest first. */
export function searchSlots(filter: SlotFilter): Statement<SlotRow> {
  const { from, to, after, limit, without = [] } = filter;
  const given = FILTER_NAMES.filter((name) => filter[name] !== undefined);
  const key = `${given.join(' ')} ${without.length}`;
  const build = searches.get(key) ?? searchTemplate(given, without.length);
  searches.set(key, build);
  return build({
    ...Object.fromEntries(given.map((name) => [name, filter[name] ?? null])),
    ...listValues('without', without),
    to,
    afterAt: after?.startsAt ?? from,
    afterId: after?.id ?? '',
    limit,
  });
}

/** The words `state = 'open' AND claimed < offered` are those of the partial indexes, so that a full slot costs the search nothing. */
function searchTemplate(given: readonly FilterName[], without: number): (values: Values) => Statement<SlotRow> {
  return template<Values, SlotRow>((q, p) => {
    let built = q
      .selectFrom('slot')
      .select(COLUMNS)
      .where(sql<boolean>`state = 'open'`)
      .whereRef('claimed', '<', 'offered')
      .where(sql<boolean>`(starts_at, id) > (${p.afterAt}, ${p.afterId})`)
      .where('starts_at', '<', p.to as number);
    for (const name of given) built = built.where(FILTERS[name], '=', p[name] as string);
    for (const id of listed(p, 'without', without)) built = built.where('hospital_id', '<>', id);
    return built
      .orderBy('starts_at')
      .orderBy('id')
      .limit(p.limit as number);
  });
}

const slotsBeforeOf = byLength((without) =>
  template<Values, SlotRow>((q, p) => {
    let built = q
      .selectFrom('slot')
      .select(COLUMNS)
      .where(sql<boolean>`state = 'open'`)
      .whereRef('claimed', '<', 'offered')
      .where('department_code', '=', p.departmentCode as string)
      .where('starts_at', '>', p.now as number)
      .where('starts_at', '<', p.before as number);
    for (const id of listed(p, 'without', without)) built = built.where('hospital_id', '<>', id);
    return built.orderBy('starts_at', 'desc').limit(p.limit as number);
  }),
);

/** The last open slots of a department before an instant, the nearest first; the ones after come from `searchSlots`. */
export function slotsBefore({
  without,
  ...given
}: Required<Pick<SlotFilter, 'departmentCode' | 'without' | 'limit'>> & {
  readonly now: number;
  readonly before: number;
}): Statement<SlotRow> {
  return slotsBeforeOf(without.length)({ ...given, ...listValues('without', without) });
}

export const withdrawSlot = template((q, p: { id: string; askedAt: number }) =>
  q
    .updateTable('slot')
    .set((row) => ({ state: 'gone', offered: row.ref('claimed'), asked_at: p.askedAt }))
    .where('id', '=', p.id)
    .where('asked_at', '<', p.askedAt),
);
