import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { type Clock, systemClock } from '../../bff/platform/clock.ts';
import { D1Store } from '../../bff/platform/store/d1/d1-store.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { PostgresStore } from '../../bff/platform/store/postgres/postgres-store.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import type { Migration, Store } from '../../bff/platform/store/store.ts';
import type { TestD1 } from './d1-server.ts';
import { fastFolder } from './fast-folder.ts';

/** A database of its own for one test, and a second way to look into it. */
export interface TestStore {
  readonly store: Store;
  readonly databaseUrl: string;
  /** Another handle on the same database, as a second process would have; SQLite has none. */
  second(): Store;
  /** Rows by a connection that is not the store's. SQL with `?`, or plain text. */
  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A new SQLite file in a folder of its own. @param template a file that has every migration, to begin from. */
export async function openSqlite(
  clock: Clock,
  migrations: readonly Migration[] = migrationsFor('sqlite'),
  template?: string,
): Promise<TestStore> {
  const folder = mkdtempSync(join(fastFolder(), 'onedoor-store-'));
  const path = join(folder, 'onedoor.sqlite');
  if (template !== undefined) copyFileSync(template, path);
  const store = new SqliteStore({ path, now: clock.now });
  await store.migrate(migrations, clock.now());
  let oracle: Database.Database | undefined;
  return {
    store,
    databaseUrl: `file:${path}`,
    second: () => {
      throw new Error('SQLite belongs to one process');
    },
    async rows<Row>(sql: string) {
      oracle ??= new Database(path, { readonly: true });
      return oracle.prepare(sql).all() as Row[];
    },
    async drop() {
      oracle?.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A new database on the server that was started for the run. @param template a database that has every migration, to begin from. */
export async function openPostgres(
  serverUrl: string,
  clock: Clock,
  migrations: readonly Migration[] = migrationsFor('postgres'),
  template = 'template1',
): Promise<TestStore> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = serverUrl.replace(/\/[^/]*$/, `/${name}`);
  const open = () => new PostgresStore({ url, clock, random: Math.random, connections: 12 });
  const store = open();
  const others: Store[] = [];
  await store.migrate(migrations, clock.now());
  const oracle = new pg.Pool({
    connectionString: url,
    max: 2,
    types: {
      getTypeParser: (oid: number, format?: string) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text')),
    } as pg.CustomTypesConfig,
  });
  oracle.on('error', () => {});
  return {
    store,
    databaseUrl: url,
    second() {
      const other = open();
      others.push(other);
      return other;
    },
    async rows<Row>(sql: string) {
      return (await oracle.query(sql)).rows as Row[];
    },
    async drop() {
      await Promise.all([...others, store].map((one) => one.close()));
      await oracle.end();
      await administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Databases that have every migration and nothing else: a test begins from a copy, which takes a tenth of the time. */
export interface Templates {
  readonly sqlite: string;
  readonly postgres: string;
}

/** @param folder where the file of SQLite is put. */
export async function makeTemplates(serverUrl: string, folder: string): Promise<Templates> {
  const sqlite = join(folder, 'template.sqlite');
  const file = new SqliteStore({ path: sqlite, now: Date.now });
  await file.migrate(migrationsFor('sqlite'), Date.now());
  await file.close();
  const postgres = 'onedoor_template';
  await administer(serverUrl, `CREATE DATABASE ${postgres}`);
  const url = serverUrl.replace(/\/[^/]*$/, `/${postgres}`);
  const server = new PostgresStore({ url, clock: systemClock, random: Math.random, connections: 2 });
  await server.migrate(migrationsFor('postgres'), Date.now());
  const [shown] = await server.read<{ server_version_num: string }>({ sql: 'SHOW server_version_num', parameters: [] });
  await server.close();
  // Since 15 a copy goes through the WAL unless it is told not to, which takes five times as long.
  const copied = Number(shown?.server_version_num) >= 150_000 ? `${postgres} STRATEGY FILE_COPY` : postgres;
  return { sqlite, postgres: copied };
}

/** An empty database inside workerd. */
export async function openD1(
  { binding, rows }: TestD1,
  clock: Clock,
  migrations: readonly Migration[] = migrationsFor('d1'),
): Promise<TestStore> {
  const open = () => new D1Store({ db: binding, now: clock.now });
  const store = open();
  await store.migrate(migrations, clock.now());
  return { store, databaseUrl: 'd1:', second: open, rows, drop: () => store.close() };
}

async function administer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
