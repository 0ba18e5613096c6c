import { inject } from 'vitest';
import { type Clock, systemClock } from '../../bff/platform/clock.ts';
import type { Migration, Store } from '../../bff/platform/store/store.ts';
import { startD1 } from './d1-server.ts';
import { openD1, openPostgres, openSqlite, type TestStore } from './databases.ts';
import { FULL } from './sampled.ts';

export type { TestStore } from './databases.ts';

export type Engine = Store['engine'];

type Open = (clock: Clock, migrations: readonly Migration[] | undefined) => Promise<TestStore>;

/** One workerd for a file of tests, started when the first database is wanted; `test-store-setup.ts` stops it. */
const d1 = startD1();

export const stopD1 = () => d1.stop();

/** How each engine opens a new database. A new engine does not compile until it stands here, and then runs every suite. */
const OPEN = {
  sqlite: (clock, migrations) => openSqlite(clock, migrations, migrations ? undefined : inject('templates').sqlite),
  postgres: (clock, migrations) =>
    openPostgres(inject('postgresUrl'), clock, migrations, migrations ? undefined : inject('templates').postgres),
  d1: async (clock, migrations) => openD1(await d1.database(), clock, migrations),
} as const satisfies Record<Engine, Open>;

/** Every suite about the store runs on each of these. */
export const STORE_ENGINES = Object.keys(OPEN) as readonly Engine[];

/**
 * The engines that a hospital runs itself. Suites whose clock stands still run on these: it is driven on while nothing seems to happen,
 * and a database behind HTTP seems so for too long.
 */
export const ENGINES = STORE_ENGINES.filter((engine) => engine !== 'd1');

/** For suites about what becomes of a request before any statement: SQLite, and each of them in `npm run prove -- store`. */
export const SAMPLED_ENGINES = FULL ? ENGINES : ENGINES.slice(0, 1);

/** A new database for one test, on the engine's server of this run. */
export async function openTestStore(
  engine: Engine,
  clock: Clock = systemClock,
  migrations?: readonly Migration[],
): Promise<TestStore> {
  return OPEN[engine](clock, migrations);
}
