import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createCipher } from '../../platform/crypto/cipher.ts';
import { systemRandom } from '../../platform/ids.ts';
import { migrationsFor } from '../../platform/store/migrations.ts';
import type { Statement } from '../../platform/store/store.ts';
import { keyPlace, patientPlace } from '../../scenes/identity/patients.ts';
import type { Config } from '../config.ts';
import { openKeyFile } from '../key-file.ts';
import type { ReadOnly } from './read-only.ts';

/** One thing that was looked at. `note` is worth knowing; only `FAULT` ends the command with a fault. */
export interface Diagnosis {
  readonly state: 'ok' | 'note' | 'FAULT';
  readonly about: string;
  readonly found: string;
  readonly mend?: string;
}

export interface Examined {
  readonly config: Config;
  /** `undefined` when it can not be opened, which is said already. */
  readonly database: ReadOnly | undefined;
}

export type Check = (examined: Examined) => Promise<readonly Diagnosis[]>;

export const checkNode: Check = async () => {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const about = 'Node';
  if (major % 2 === 1) {
    const mend = 'use an even version: odd ones get no security fixes for long';
    return [{ state: 'note', about, found: process.versions.node, mend }];
  }
  return [{ state: 'ok', about, found: process.versions.node }];
};

export const checkSettings: Check = async ({ config }) => {
  const found: Diagnosis[] = [{ state: 'ok', about: 'settings', found: 'can be read' }];
  if (config.DEMO === '1')
    found.push({
      state: 'note',
      about: 'DEMO',
      found: 'is on',
      mend: 'never where real people are: it accepts sessions without evidence',
    });
  if (config.HOST !== '127.0.0.1' && config.METRICS_TOKEN === undefined) {
    const mend = 'set it, or nobody but this machine can watch the gateway';
    found.push({ state: 'note', about: 'METRICS_TOKEN', found: 'is not set', mend });
  }
  if (config.PUBLIC_URL === '') {
    const mend = 'set it to the address that phones reach, or slips have a QR code without one';
    found.push({ state: 'note', about: 'PUBLIC_URL', found: 'is not set', mend });
  }
  return found;
};

const FREE_MIN_BYTES = 2 * 1024 ** 3;

export const checkDisk: Check = async ({ config }) => {
  if (!config.DATABASE_URL.startsWith('file:')) return [];
  const folder = dirname(config.DATABASE_URL.slice('file:'.length));
  if (!existsSync(folder)) return [];
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const words = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  if (free >= FREE_MIN_BYTES) return [{ state: 'ok', about: 'disk', found: words }];
  const mend = 'make room: on a full disk bookings are refused with 503 until there is some';
  return [{ state: 'FAULT', about: 'disk', found: words, mend }];
};

const PERSON: Statement<{ id: string; sealed: string; dataKey: string | null }> = {
  sql: 'SELECT id, sealed, data_key AS "dataKey" FROM patient ORDER BY created_at DESC LIMIT 1',
  parameters: [],
};

export const checkKeys: Check = async ({ config, database }) => {
  const about = 'keys';
  if (!existsSync(config.KEY_FILE)) {
    const mend = 'put it back from where you keep it. A new one opens nothing of what is in the database';
    return [{ state: 'FAULT', about, found: `there is no key file at ${config.KEY_FILE}`, mend }];
  }
  const found: Diagnosis[] = [];
  const mode = statSync(config.KEY_FILE).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    const mend = `chmod 600 ${config.KEY_FILE}`;
    found.push({ state: 'FAULT', about, found: `others may read the key file (${mode.toString(8)})`, mend });
  }
  const fits = await fitDatabase(config, database);
  found.push(
    fits
      ? { state: 'ok', about, found: 'open what is in the database' }
      : {
          state: 'FAULT',
          about,
          found: 'do not open what is in the database',
          mend: 'find the key file that belongs to this database',
        },
  );
  return found;
};

async function fitDatabase(config: Config, database: ReadOnly | undefined): Promise<boolean> {
  const [person] = await read(database, PERSON);
  if (!person) return true;
  try {
    const cipher = createCipher(openKeyFile(config.KEY_FILE, systemRandom()), systemRandom());
    if (person.dataKey === null) cipher.open(person.sealed, patientPlace(person.id));
    else cipher.open(person.dataKey, keyPlace(person.id));
    return true;
  } catch {
    return false;
  }
}

/** No rows where a table is not there yet: the migrations are another check's matter. */
export async function read<Row>(database: ReadOnly | undefined, statement: Statement<Row>): Promise<readonly Row[]> {
  try {
    return (await database?.read(statement)) ?? [];
  } catch {
    return [];
  }
}

export const checkDatabase: Check = async ({ database }) => {
  if (!database) return [];
  return [
    ...(await checkMigrations(database)),
    ...(await (database.engine === 'sqlite' ? checkSqlite : checkPostgres)(database)),
  ];
};

async function checkMigrations(database: ReadOnly): Promise<readonly Diagnosis[]> {
  const about = 'migrations';
  const applied = new Set(
    (await read(database, { sql: 'SELECT name FROM migration', parameters: [] } as Statement<{ name: string }>)).map(
      ({ name }) => name,
    ),
  );
  const own = migrationsFor(database.engine).map(({ name }) => name);
  const missing = own.filter((name) => !applied.has(name));
  const newer = [...applied].filter((name) => !own.includes(name));
  if (newer.length > 0) {
    const mend = 'run the Onedoor that it belongs to; an older one may not understand what is in it';
    return [{ state: 'FAULT', about, found: `the database is of a newer Onedoor (${newer.join(', ')})`, mend }];
  }
  if (missing.length === 0) return [{ state: 'ok', about, found: `all ${own.length}` }];
  return [{ state: 'FAULT', about, found: `${missing.length} are missing`, mend: 'onedoor migrate, or start the gateway' }];
}

async function checkSqlite(database: ReadOnly): Promise<readonly Diagnosis[]> {
  const about = 'database';
  const [found] = await read(database, { sql: 'PRAGMA quick_check(1)', parameters: [] } as Statement<{ quick_check: string }>);
  if (found?.quick_check === 'ok') return [{ state: 'ok', about, found: 'SQLite, sound' }];
  const mend = 'stop the gateway, keep this file, and restore the newest backup (docs/operations.md)';
  return [{ state: 'FAULT', about, found: `SQLite, not sound: ${found?.quick_check ?? 'no answer'}`, mend }];
}

/** Settings without which a confirmed booking can be lost in a power cut. */
const NEEDED = { fsync: 'on', full_page_writes: 'on' } as const;

async function checkPostgres(database: ReadOnly): Promise<readonly Diagnosis[]> {
  const about = 'database';
  const setting = async (name: string) =>
    (await read(database, { sql: `SHOW ${name}`, parameters: [] } as Statement<Record<string, string>>))[0]?.[name] ?? '';
  const found: Diagnosis[] = [{ state: 'ok', about, found: `PostgreSQL ${await setting('server_version')}` }];
  for (const [name, wanted] of Object.entries(NEEDED)) {
    const value = await setting(name);
    if (value !== wanted)
      found.push({
        state: 'FAULT',
        about,
        found: `${name} is ${value}`,
        mend: `ALTER SYSTEM SET ${name} = ${wanted}, then reload`,
      });
  }
  const commit = await setting('synchronous_commit');
  if (commit === 'off')
    found.push({ state: 'FAULT', about, found: 'synchronous_commit is off', mend: 'ALTER SYSTEM SET synchronous_commit = on' });
  if ((await setting('synchronous_standby_names')) === '') {
    const mend = 'with a standby that is not synchronous, a failover can lose bookings that were confirmed';
    found.push({ state: 'note', about, found: 'no synchronous standby', mend });
  }
  return found;
}
