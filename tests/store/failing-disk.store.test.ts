import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { StoreUnavailable, type Unit } from '../../bff/platform/store/store.ts';

/** The disk fails where the engine would say so; `npm run prove -- fsync-fails` and `disk-full` do the same with a real one. */
const { prepare, pragma } = Database.prototype;
const folders: string[] = [];
afterEach(() => {
  Database.prototype.prepare = prepare;
  Database.prototype.pragma = pragma;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

let now = 1_000_000;

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-failing-'));
  folders.push(folder);
  const connections: Database.Database[] = [];
  Database.prototype.pragma = function watched(this: Database.Database, text, options) {
    if (!connections.includes(this)) connections.push(this);
    return pragma.call(this, text, options);
  };
  const path = join(folder, 'db');
  const store = new SqliteStore({ path, now: () => now });
  const sql = `CREATE TABLE unit (id TEXT PRIMARY KEY, committed_at BIGINT NOT NULL);
    CREATE TABLE note (text TEXT NOT NULL);`;
  await store.migrate([{ name: '0001_test', sql }], 0);
  return { store, connections, path };
}

function unit(id: string, text = id): Unit {
  const parts = [{ sql: 'INSERT INTO note (text) VALUES (?)', parameters: [text] }];
  return { id, name: 'test', lane: 'interactive', deadline: now + 60_000, parts };
}

const notes = { sql: 'SELECT text FROM note ORDER BY text', parameters: [] };

/** The commit is written and can be read, but the fsync that would have kept it fails. */
function failFsync(): void {
  const error = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
  Database.prototype.prepare = function planted(this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql);
    if (sql !== 'COMMIT') return statement;
    const run = statement.run.bind(statement) as () => unknown;
    return Object.assign(statement, {
      run: () => {
        run();
        throw error;
      },
    });
  } as typeof prepare;
  Database.prototype.pragma = vi.fn(function planted(this: Database.Database, text: string, options) {
    if (text === 'wal_checkpoint(TRUNCATE)') throw error;
    return pragma.call(this, text, options);
  }) as typeof pragma;
}

it('the store on SQLite believes a commit whose fsync failed only when it was written a second time, and tells nobody of it before', async () => {
  const { store } = await start();
  failFsync();
  await expect(store.commit(unit('unt_1'))).rejects.toBeInstanceOf(StoreUnavailable);
  // It can be read from the page cache, and may be gone after a power cut: neither it nor anything else may be told.
  await expect(store.committed('unt_1')).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(store.read(notes)).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(store.commit(unit('unt_2'))).rejects.toBeInstanceOf(StoreUnavailable);
  Database.prototype.prepare = prepare;
  Database.prototype.pragma = pragma;
  // Not at once: whoever asks a broken disk for each request waits for it in each.
  await expect(store.read(notes)).rejects.toBeInstanceOf(StoreUnavailable);
  now += 1_000;
  expect(await store.committed('unt_1')).toBe(true);
  expect(await store.committed('unt_2')).toBe(false);
  expect(await store.commit(unit('unt_2'))).toEqual({ ok: true });
  expect(await store.read(notes)).toEqual([{ text: 'unt_1' }, { text: 'unt_2' }]);
  await store.close();
});

it('the store on SQLite refuses what does not fit on the disk, keeps answering, and goes on when there is room again', async () => {
  const { store, connections, path } = await start();
  await store.commit(unit('unt_1'));
  const pages = connections[1]?.pragma('page_count', { simple: true });
  connections[1]?.pragma(`max_page_count = ${pages}`);
  const big = ['unt_2', 'unt_3'].map((id) => store.commit(unit(id, 'x'.repeat(20_000))));
  for (const { status } of await Promise.allSettled(big)) expect(status).toBe('rejected');
  for (const commit of big) await expect(commit).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await store.read(notes)).toEqual([{ text: 'unt_1' }]);
  expect(await store.committed('unt_2')).toBe(false);
  // The WAL is copied at once, so that it can begin anew in the room that it has.
  await vi.waitFor(() => expect(statSync(path).size).toBe(Number(pages) * 4_096), 60_000);
  // The connection is the same one: nothing was in doubt.
  connections[1]?.pragma('max_page_count = 1000000');
  expect(await store.commit(unit('unt_2'))).toEqual({ ok: true });
  expect(await store.read(notes)).toEqual([{ text: 'unt_1' }, { text: 'unt_2' }]);
  await store.close();
  await expect(store.read(notes)).rejects.toBeInstanceOf(StoreUnavailable);
});

it('the store on SQLite does not begin on a WAL that it can not copy, and begins when it can', async () => {
  const { store, path } = await start();
  await store.commit(unit('unt_1'));
  await store.close();
  const reader = new Database(path);
  reader.exec('DELETE FROM note; BEGIN; SELECT * FROM note;');
  const open = () => new SqliteStore({ path, now: () => now });
  expect(open).toThrow(StoreUnavailable);
  reader.exec('COMMIT');
  const again = open();
  expect(await again.read(notes)).toEqual([]);
  await again.close();
  reader.close();
});
