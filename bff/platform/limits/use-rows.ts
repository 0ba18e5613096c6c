import { sql } from 'kysely';
import { templates } from '../store/statement.ts';
import type { Statement } from '../store/store.ts';
import type { LimitTables } from './tables.ts';

const template = templates<LimitTables>();

/** What is counted: so much, of one bound, of one subject, until its time ends. A subject is an id or a keyed hash, never a number or an address. */
export interface Use {
  readonly bound: string;
  readonly subject: string;
  readonly endsAt: number;
  readonly amount: number;
  readonly max: number;
}

const insertUse = template((q, p: { bound: string; subject: string; endsAt: number; amount: number; max: number }) =>
  q
    .insertInto('bound_use')
    .values({ bound: p.bound, subject: p.subject, ends_at: p.endsAt, used: p.amount })
    .onConflict((conflict) =>
      conflict
        .columns(['bound', 'subject', 'ends_at'])
        .doUpdateSet({ used: sql<number>`bound_use.used + excluded.used` })
        .where(sql<boolean>`bound_use.used + excluded.used <= ${p.max}`),
    ),
);

/** Counts the use, for a guard of one row: none is touched where the bound has not so much left. @throws RangeError for more at once than there ever is. */
export function countUse({ bound, subject, endsAt, amount, max }: Use): Statement {
  if (amount > max) throw new RangeError(`${bound} never has ${amount} left`);
  return insertUse({ bound, subject, endsAt, amount, max });
}

/** Gives back what was counted and not used after all, of the same bound, subject and time. */
export const returnUse = template((q, p: { bound: string; subject: string; endsAt: number; amount: number }) =>
  q
    .updateTable('bound_use')
    .set({ used: sql<number>`used - ${p.amount}` })
    .where('bound', '=', p.bound)
    .where('subject', '=', p.subject)
    .where('ends_at', '=', p.endsAt)
    .where('used', '>=', p.amount),
);

const deleteUses = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('bound_use').where(sql<boolean>`(bound, subject, ends_at) IN (SELECT bound, subject, ends_at FROM bound_use
      WHERE ends_at < ${p.before} ORDER BY ends_at LIMIT ${p.limit})`),
);

const FORGOTTEN_MAX = 5_000;

/** Forgets what was used in times that are over. */
export function forgetUses(now: number): Statement {
  return deleteUses({ before: now, limit: FORGOTTEN_MAX });
}
