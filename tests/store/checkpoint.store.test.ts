import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import type { Unit } from '../../bff/platform/store/store.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-wal-'));
  folders.push(folder);
  const path = join(folder, 'db');
  const store = new SqliteStore({ path, now: Date.now });
  const sql = `CREATE TABLE unit (id TEXT PRIMARY KEY, committed_at BIGINT NOT NULL);
    CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL);`;
  await store.migrate([{ name: '0001_test', sql }], 0);
  return { store, path };
}

/** A kilobyte of text in a place of its own, ten rows a unit. */
function unit(number: number): Unit {
  const parts = Array.from({ length: 10 }, (_, row) => ({
    sql: 'INSERT INTO note (id, text) VALUES (?, ?)',
    parameters: [`${(number * 7919 + row * 104_729) % 1_000_003}-${number}-${row}`, 'x'.repeat(1_000)],
  }));
  return { id: `unt_${number}`, name: 'test', lane: 'interactive', deadline: Date.now() + 60_000, parts };
}

async function write(store: SqliteStore, from: number, units: number): Promise<void> {
  for (let number = from; number < from + units; number += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => store.commit(unit(number + index))));
}

it('the store on SQLite keeps the WAL within its bound while it is written without a pause, and loses nothing', {
  timeout: 60_000,
}, async () => {
  const { store, path } = await start();
  await write(store, 0, 8_000);
  // 80,000 rows in random places leave far more than the bound of 64 MiB behind; the copy may be under way when it is reached.
  expect(statSync(`${path}-wal`).size).toBeLessThan(128 * 1024 * 1024);
  expect(statSync(path).size).toBeGreaterThan(40 * 1024 * 1024);
  await store.close();
  const db = new Database(path, { readonly: true });
  expect(db.prepare('SELECT count(*) AS count FROM note').get()).toEqual({ count: 80_000 });
  expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  db.close();
});

it('the store on SQLite commits what waits when it is closed in the middle of a copy', async () => {
  const { store, path } = await start();
  await write(store, 0, 500);
  const last = Promise.all([store.commit(unit(10_001)), store.commit(unit(10_002))]);
  await store.close();
  expect(await last).toEqual([{ ok: true }, { ok: true }]);
  const db = new Database(path, { readonly: true });
  expect(db.prepare('SELECT count(*) AS count FROM note').get()).toEqual({ count: 5_020 });
  db.close();
});
