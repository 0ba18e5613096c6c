import { templates } from './statement.ts';
import type { Statement } from './store.ts';
import type { UnitTables } from './tables.ts';

const template = templates<UnitTables>();

/** A unit is asked for within minutes of a lost answer; a week is for whoever looks into it afterwards. */
const UNIT_KEPT_MS = 7 * 24 * 3600 * 1000;
const ROWS_MAX = 5_000;

const deleteUnits = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('unit')
    .where('id', 'in', (inner) =>
      inner.selectFrom('unit').select('id').where('committed_at', '<', p.before).orderBy('committed_at').limit(p.limit),
    ),
);

/** Forgets the oldest ids of units after a week, some thousands at a time. */
export function forgetUnits(now: number): Statement {
  return deleteUnits({ before: now - UNIT_KEPT_MS, limit: ROWS_MAX });
}
