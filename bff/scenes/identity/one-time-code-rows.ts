import { templates } from '../../platform/store/statement.ts';
import type { IdentityTables } from './tables.ts';

const template = templates<IdentityTables>();

/** One more code for this phone from one place today, unless it had `max`; `phoneIndex` is of both. */
export const countSent = template((q, p: { phoneIndex: string; day: number; max: number }) =>
  q
    .insertInto('one_time_code_day')
    .values({ phone_index: p.phoneIndex, day: p.day, sent: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['phone_index', 'day'])
        .doUpdateSet((row) => ({ sent: row('one_time_code_day.sent', '+', 1) }))
        .where('one_time_code_day.sent', '<', p.max),
    ),
);

export const insertCode = template(
  (q, p: { id: string; phoneIndex: string; place: string; codeHash: string; now: number; expiresAt: number }) =>
    q.insertInto('one_time_code').values({
      id: p.id,
      phone_index: p.phoneIndex,
      code_hash: p.codeHash,
      created_at: p.now,
      expires_at: p.expiresAt,
      tries: 0,
      used_at: null,
      asked_at_place: p.place,
      session_hash: null,
    }),
);

/** A code that has not expired, whether or not it can still be used. */
export interface SentCode {
  readonly id: string;
  readonly codeHash: string;
  readonly place: string;
  readonly tries: number;
  readonly usedAt: number | null;
  /** Of the session that it opened, where the request may come again. */
  readonly sessionHash: string | null;
}

/** Codes of a phone that have not expired, the newest first. No more are sent in their time than are read here. */
export const selectCodes = template<{ current: string; other: string; now: number; limit: number }, SentCode>((q, p) =>
  q
    .selectFrom('one_time_code')
    .select([
      'id',
      'code_hash as codeHash',
      'asked_at_place as place',
      'tries',
      'used_at as usedAt',
      'session_hash as sessionHash',
    ])
    .where('phone_index', 'in', [p.current, p.other])
    .where('expires_at', '>', p.now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

/** Counts one try before anything is compared. */
export const countTry = template((q, p: { id: string; max: number; now: number }) =>
  q
    .updateTable('one_time_code')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('id', '=', p.id)
    .where('tries', '<', p.max)
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
);

/** Takes one try back: the code was right, and a right code may be needed again by the request that follows. */
export const returnTry = template((q, p: { id: string }) =>
  q
    .updateTable('one_time_code')
    .set((row) => ({ tries: row('tries', '-', 1) }))
    .where('id', '=', p.id)
    .where('tries', '>', 0),
);

export const useCode = template((q, p: { id: string; now: number; sessionHash: string | null }) =>
  q
    .updateTable('one_time_code')
    .set({ used_at: p.now, session_hash: p.sessionHash })
    .where('id', '=', p.id)
    .where('used_at', 'is', null),
);

export const deleteCodes = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('one_time_code')
    .where('id', 'in', (inner) =>
      inner.selectFrom('one_time_code').select('id').where('expires_at', '<', p.before).orderBy('expires_at').limit(p.limit),
    ),
);

export const deleteCodeDays = template((q, p: { before: number }) =>
  q.deleteFrom('one_time_code_day').where('day', '<', p.before),
);
