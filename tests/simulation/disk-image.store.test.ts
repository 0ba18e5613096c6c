import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { DiskImage, type Loss } from './disk-image.ts';
import { type DiskEvent, readTrace } from './disk-trace.ts';

/** The replayer of `npm run prove -- powercut` without the tracer: a real WAL, fed to it page by page. */
const COMMITS = 40;
const random = seeded(11);

/** What SQLite wrote for each commit; the database file itself is as it was in the beginning. */
function recordedWal(folder: string): { readonly file: Buffer; readonly commits: readonly Buffer[] } {
  const path = join(folder, 'recorded');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.pragma('wal_autocheckpoint = 0');
  const file = readFileSync(path);
  const sizes = [0];
  for (let id = 1; id <= COMMITS; id += 1) {
    db.prepare('INSERT INTO note VALUES (?, ?)').run(id, 'x'.repeat(6_000));
    sizes.push(readFileSync(`${path}-wal`).length);
  }
  const wal = readFileSync(`${path}-wal`);
  db.close();
  return { file, commits: sizes.slice(1).map((size, n) => wal.subarray(sizes[n], size)) };
}

function* eventsOf({ file, commits }: ReturnType<typeof recordedWal>, syncs: boolean): Generator<DiskEvent> {
  let line = 0;
  const next = () => ({ line: ++line, begun: line });
  yield { kind: 'create', file: 'db', ...next() };
  yield { kind: 'create', file: 'db-wal', ...next() };
  yield { kind: 'write', file: 'db', at: 0, data: file, ...next() };
  yield { kind: 'sync', file: 'db', ok: true, ...next() };
  yield { kind: 'sync-folder', ...next() };
  let at = 0;
  for (const [n, commit] of commits.entries()) {
    for (let from = 0; from < commit.length; from += 4_120)
      yield { kind: 'write', file: 'db-wal', at: at + from, data: commit.subarray(from, from + 4_120), ...next() };
    at += commit.length;
    if (syncs) yield { kind: 'sync', file: 'db-wal', ok: true, ...next() };
    yield { kind: 'acknowledged', appointmentId: String(n + 1), ...next() };
  }
}

/** Commits that were acknowledged and are gone, over cuts at every moment. */
function losses(folder: string, recorded: ReturnType<typeof recordedWal>, syncs: boolean, loss: Loss): number {
  const disk = new DiskImage();
  let acknowledged = 0;
  let lost = 0;
  for (const event of eventsOf(recorded, syncs)) {
    disk.tell(event);
    if (event.kind === 'acknowledged') acknowledged += 1;
    if (acknowledged === 0) continue;
    for (const name of ['db', 'db-wal', 'db-shm']) rmSync(join(folder, name), { force: true });
    for (const [name, bytes] of disk.cut(loss, random)) writeFileSync(join(folder, name), bytes);
    const db = new Database(join(folder, 'db'));
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    lost += Math.max(0, acknowledged - Number(db.prepare('SELECT count(*) FROM note').pluck().get()));
    db.close();
  }
  return lost;
}

it('the replayer of disks finds every commit after a power cut at any moment when each was synced, and misses them when none was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-image-'));
  try {
    const recorded = recordedWal(folder);
    for (const loss of ['all', 'some', 'torn'] as const) {
      expect(losses(folder, recorded, true, loss), `synced, ${loss}`).toBe(0);
      expect(losses(folder, recorded, false, loss), `not synced, ${loss}`).toBeGreaterThan(COMMITS);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('the replayer of disks never writes again what a failed fsync had already called clean', () => {
  const disk = new DiskImage();
  const write = { kind: 'write', file: 'a', at: 0, data: Buffer.from('old') } as const;
  disk.tell({ kind: 'create', file: 'a', line: 1, begun: 1 });
  disk.tell({ kind: 'sync-folder', line: 2, begun: 2 });
  disk.tell({ ...write, line: 3, begun: 3 });
  disk.tell({ kind: 'sync', file: 'a', ok: false, line: 4, begun: 4 });
  disk.tell({ kind: 'sync', file: 'a', ok: true, line: 5, begun: 5 });
  expect(disk.cut('all', random).get('a')?.toString()).toBe('');
  disk.tell({ ...write, line: 7, begun: 7 });
  // It began before the write was complete, on another thread.
  disk.tell({ kind: 'sync', file: 'a', ok: true, line: 8, begun: 6 });
  expect(disk.cut('all', random).get('a')?.toString()).toBe('');
  disk.tell({ kind: 'sync', file: 'a', ok: true, line: 9, begun: 9 });
  expect(disk.cut('all', random).get('a')?.toString()).toBe('old');
});

it('the replayer of disks reads what a tracer wrote down: files of the folder, completion of what was interrupted, and promises', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-trace-'));
  const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const reply = hex('HTTP/1.1 201 Created\r\n\r\n{"id":"apt_1-a"}');
  const lines = [
    `7 openat(AT_FDCWD<${hex('/')}>, "${hex('/d/db')}", O_RDWR|O_CREAT, 0644) = 5<${hex('/d/db')}>`,
    `7 pwrite64(5<${hex('/d/db')}>, "${hex('page')}", 4, 4096) = 4`,
    `8 fsync(5<${hex('/d/db')}> <unfinished ...>`,
    `7 pwrite64(6<${hex('/e/db')}>, "${hex('page')}", 4, 4096) = 4`,
    '8 <... fsync resumed>)              = -1 EIO (Input/output error) (INJECTED)',
    `7 writev(9<TCP:[1]>, [{iov_base="${reply}", iov_len=40}], 1) = 40`,
    `7 fsync(6<${hex('/d')}>) = 0`,
  ];
  writeFileSync(join(folder, 'trace'), `${lines.join('\n')}\n`);
  const events: DiskEvent[] = [];
  for await (const event of readTrace(join(folder, 'trace'), '/d')) events.push(event);
  rmSync(folder, { recursive: true, force: true });
  expect(events).toEqual([
    { kind: 'create', file: 'db', line: 1, begun: 1 },
    { kind: 'write', file: 'db', at: 4096, data: Buffer.from('page'), line: 2, begun: 2 },
    { kind: 'sync', file: 'db', ok: false, line: 5, begun: 3 },
    { kind: 'acknowledged', appointmentId: 'apt_1-a', line: 6, begun: 6 },
    { kind: 'sync-folder', line: 7, begun: 7 },
  ]);
});
