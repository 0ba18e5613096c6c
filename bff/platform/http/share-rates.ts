import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { digest } from '../crypto/cipher.ts';
import type { Ids } from '../ids.ts';
import { errorFields, type Log } from '../log.ts';
import { commit } from '../store/commit.ts';
import { byLength, listed, listValues, templates, type Values } from '../store/statement.ts';
import type { Part, Statement, Store } from '../store/store.ts';
import type { RateLimiter, RateUse } from './rate-limit.ts';
import type { HttpTables } from './tables.ts';

const template = templates<HttpTables>();

export interface SharingDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

const EVERY_MS = 1_000;
/** Callers told of in one round; D1 and a good neighbour take no more. */
const KEYS_MAX = 40;
/** Rows are of no use to anybody after their window. */
const KEPT_MS = 5 * 60_000;

const saveUse = template((q, p: { key: string; process: string; startedAt: number; used: number }) =>
  q
    .insertInto('rate_use')
    .values({ key: p.key, process: p.process, started_at: p.startedAt, used: p.used })
    .onConflict((conflict) =>
      conflict
        .columns(['key', 'process'])
        .doUpdateSet((row) => ({ started_at: row.ref('excluded.started_at'), used: row.ref('excluded.used') })),
    ),
);

const selectOthers = byLength((length) =>
  template<Values, { key: string; used: number }>((q, p) =>
    q
      .selectFrom('rate_use')
      .select(['key', sql<number>`CAST(sum(used) AS BIGINT)`.as('used')])
      .where('key', 'in', listed(p, 'key', length))
      .where('process', '<>', p.process as string)
      .where('started_at', '>', p.since as number)
      .groupBy('key'),
  ),
);

const deleteUse = template((q, p: { before: number }) => q.deleteFrom('rate_use').where('started_at', '<', p.before));

export function forgetRates(now: number): Statement {
  return deleteUse({ before: now - KEPT_MS });
}

/**
 * Keeps the limits of several processes on one database together: once a second each tells the others how much those callers used that
 * have used a good part of their limit, and hears what they used elsewhere. Who asks little costs nothing; who asks much through N
 * processes gets at most what they can use in a second more than through one. Answers how to end it.
 */
export function shareRates(dependencies: SharingDependencies, limiter: RateLimiter): () => void {
  const process = dependencies.ids.next('req');
  let cancel: (() => void) | undefined;
  let ended = false;
  const again = () => {
    if (!ended) cancel = dependencies.clock.after(EVERY_MS, () => void round());
  };
  const round = async () => {
    await shareOnce(dependencies, limiter, process).catch((error) => {
      // Without the others' figures each process still keeps its own limit.
      dependencies.log.write('warn', 'rates.not-shared', errorFields(error));
    });
    again();
  };
  again();
  return () => {
    ended = true;
    cancel?.();
  };
}

/** One round of telling and hearing. */
export async function shareOnce(
  { store, clock, ids }: SharingDependencies,
  limiter: RateLimiter,
  process: string,
): Promise<void> {
  const uses = limiter.heavy().slice(0, KEYS_MAX);
  if (uses.length === 0) return;
  const byKey = new Map(uses.map((use): [string, RateUse] => [digest(use.key), use]));
  const parts: Part[] = [...byKey]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, { startedAt, used }]) => saveUse({ key, process, startedAt, used }));
  await commit({ store, clock, ids }, 'share-rates', 'background', parts);
  const others = await store.read(
    selectOthers(byKey.size)({ ...listValues('key', [...byKey.keys()]), process, since: clock.now() - limiter.windowMs }),
  );
  for (const { key, used } of others) {
    const use = byKey.get(key);
    if (use) limiter.hear(use, used);
  }
}
