import { inject } from 'vitest';
import { type Clock, systemClock } from '../../bff/platform/clock.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { openPostgres, openSqlite, type TestStore } from './databases.ts';

export type { TestStore } from './databases.ts';

export type Engine = Store['engine'];

/** Every suite about the store runs on each of these. */
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres'];

/** A new database for one test, on the engine's server of this run. */
export async function openTestStore(engine: Engine, clock: Clock = systemClock): Promise<TestStore> {
  return engine === 'sqlite' ? openSqlite(clock) : openPostgres(inject('postgresUrl'), clock);
}
