import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

export type Engine = 'sqlite' | 'postgres';

/** Makes databases of their own for each figure, and removes all of them at the end. */
export interface Databases {
  readonly postgresVersion: string | undefined;
  /** Address of a new, empty database. */
  create(engine: Engine): Promise<string>;
  /** A new folder for files. */
  folder(): string;
  close(): Promise<void>;
}

/** PostgreSQL with the settings that make a commit durable is started only where a suite needs it. */
export async function openDatabases(withPostgres: boolean): Promise<Databases> {
  const server: PostgresServer | undefined = withPostgres ? await startPostgres({ durable: true }) : undefined;
  const root = mkdtempSync(join(tmpdir(), 'onedoor-bench-'));
  let count = 0;
  const folder = () => mkdtempSync(join(root, 'run-'));
  return {
    postgresVersion: server?.version,
    folder,
    async create(engine) {
      if (engine === 'sqlite') return `file:${join(folder(), 'onedoor.sqlite')}`;
      if (!server) throw new Error('PostgreSQL was not started');
      count += 1;
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`CREATE DATABASE bench_${count}`);
      await client.end();
      return server.url.replace(/\/[^/]*$/, `/bench_${count}`);
    },
    async close() {
      await server?.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
