import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { systemClock } from '../../platform/clock.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { Config } from '../config.ts';
import { version } from '../version.ts';
import { sha256Of, writeManifest } from './backup-folder.ts';
import { type Command, CommandRefused } from './command.ts';
import { runPostgresProgram } from './postgres-programs.ts';
import { openReadOnly } from './read-only.ts';

/** What is said of a copy, read from the same moment as the copy. */
interface Told {
  readonly migration: string;
  readonly appointments: number;
}

const LAST_MIGRATION = 'SELECT name FROM migration ORDER BY name DESC LIMIT 1';
const COUNT = 'SELECT count(*) AS count FROM appointment';

/** A consistent copy of the database, while the gateway works. The key file is for the operator to keep, somewhere else. */
export const backup: Command = {
  usage: 'backup --to FOLDER',
  options: ['to'],
  async run({ config, options, say }) {
    const { to } = options;
    if (to === undefined) throw new CommandRefused('give --to, a folder that is not there yet');
    if (existsSync(to)) throw new CommandRefused(`${to} is there already; a backup never overwrites another one`);
    const engine = config.DATABASE_URL.startsWith('file:') ? 'sqlite' : 'postgres';
    // Says in words why there is none, before there is a folder.
    await (await openReadOnly(config)).close();
    mkdirSync(to, { recursive: true, mode: 0o700 });
    const file = engine === 'sqlite' ? 'onedoor.sqlite' : 'onedoor.pgdump';
    const path = join(to, file);
    const told = engine === 'sqlite' ? copySqlite(config, path) : await dumpPostgres(config, path);
    const madeAt = shanghaiTime(systemClock.now());
    writeManifest(to, { form: 'onedoor backup 1', engine, file, sha256: await sha256Of(path), madeAt, version, ...told });
    say(`${to} holds the database as it is now. Keep the key file ${config.KEY_FILE} too, but not beside it.`);
  },
};

/** One read transaction, so the copy is of one moment; readers do not hold the gateway up. */
function copySqlite({ DATABASE_URL }: Config, path: string): Told {
  const db = new Database(DATABASE_URL.slice('file:'.length), { readonly: true });
  try {
    db.prepare('VACUUM INTO ?').run(path);
  } finally {
    db.close();
  }
  const copy = new Database(path);
  try {
    const sound = copy.pragma('integrity_check', { simple: true });
    if (sound !== 'ok') throw new CommandRefused(`the copy ${path} is not sound: ${String(sound)}`);
    const migration = String(copy.prepare(LAST_MIGRATION).pluck().get());
    return { migration, appointments: Number(copy.prepare(COUNT).pluck().get()) };
  } finally {
    copy.close();
    const file = openSync(path, 'r+');
    fsyncSync(file);
    closeSync(file);
  }
}

/** The dump and what is told of it share a snapshot of the server. */
async function dumpPostgres({ DATABASE_URL }: Config, path: string): Promise<Told> {
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [exported] = (await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id')).rows;
    const [migration] = (await client.query<{ name: string }>(LAST_MIGRATION)).rows;
    const [counted] = (await client.query<{ count: string }>(COUNT)).rows;
    const parameters = ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${exported?.id}`, `--file=${path}`];
    await runPostgresProgram('pg_dump', parameters, DATABASE_URL);
    return { migration: migration?.name ?? '', appointments: Number(counted?.count ?? 0) };
  } finally {
    await client.end();
  }
}
