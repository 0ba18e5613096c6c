import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from '../platform/clock.ts';
import { migrationsFor } from '../platform/store/migrations.ts';
import type { Store } from '../platform/store/store.ts';
import { StartProblem } from './start-problem.ts';

/** The store that the address names, with every migration applied. @throws StartProblem with what to do about it. */
export async function openStore(databaseUrl: string, applied: (names: readonly string[]) => void = () => {}): Promise<Store> {
  const store = databaseUrl.startsWith('file:') ? await openSqlite(databaseUrl.slice(5)) : await openPostgres(databaseUrl);
  applied(await store.migrate(migrationsFor(store.engine), systemClock.now()));
  return store;
}

async function openSqlite(path: string): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const { SqliteStore } = await import('../platform/store/sqlite/sqlite-store.ts');
    return new SqliteStore({ path, now: systemClock.now });
  } catch (error) {
    if ((error as Error).name === 'DatabaseInUse') throw new StartProblem((error as Error).message, error);
    if (/bindings|better_sqlite3\.node|NODE_MODULE_VERSION/.test(String(error))) {
      throw new StartProblem(
        'better-sqlite3 has no binary for this Node. It is compiled by npm ci: install python3, make and a C++ compiler ' +
          '(Debian: apt-get install python3 make g++), then run npm ci again. Or use PostgreSQL: DATABASE_URL=postgres://…',
        error,
      );
    }
    throw new StartProblem(`the database file ${path} can not be opened`, error);
  }
}

async function openPostgres(url: string): Promise<Store> {
  const { PostgresStore } = await import('../platform/store/postgres/postgres-store.ts');
  const store = new PostgresStore({ url, clock: systemClock, random: Math.random });
  try {
    await store.read({ sql: 'SELECT 1 AS one', parameters: [] });
    return store;
  } catch (error) {
    await store.close();
    throw new StartProblem(
      'PostgreSQL does not answer at DATABASE_URL; is it running, and are user, password and database right?',
      error,
    );
  }
}
