import Database from 'better-sqlite3';
import { systemClock } from '../../platform/clock.ts';
import { PostgresStore } from '../../platform/store/postgres/postgres-store.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import type { Config } from '../config.ts';
import { CommandRefused } from './command.ts';

/** A look into the database beside the gateway that runs. */
export interface ReadOnly extends Pick<Store, 'engine' | 'read'> {
  close(): Promise<void>;
}

/** @throws CommandRefused when there is no database there. */
export async function openReadOnly({ DATABASE_URL }: Pick<Config, 'DATABASE_URL'>): Promise<ReadOnly> {
  if (!DATABASE_URL.startsWith('file:')) return openPostgres(DATABASE_URL);
  const path = DATABASE_URL.slice('file:'.length);
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('busy_timeout = 2000');
    return {
      engine: 'sqlite',
      read: async <Row>({ sql, parameters }: Statement<Row>) => db.prepare(sql).all(parameters) as Row[],
      close: async () => void db.close(),
    };
  } catch {
    throw new CommandRefused(`there is no database at ${path}; set DATABASE_URL as for the gateway`);
  }
}

async function openPostgres(url: string): Promise<ReadOnly> {
  const store = new PostgresStore({ url, clock: systemClock, random: Math.random, connections: 2 });
  try {
    await store.read({ sql: 'SELECT 1 AS one', parameters: [] });
    return store;
  } catch {
    await store.close();
    throw new CommandRefused(
      'PostgreSQL does not answer at DATABASE_URL; is it running, and are user, password and database right?',
    );
  }
}
