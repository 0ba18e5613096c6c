import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SHLViewer } from 'kill-the-clipboard';
import { afterEach, describe, expect, it } from 'vitest';
import type { RecordsFacet } from '../../../adapters/port/records.ts';
import { shareWording } from '../../../bff/contract/records/share-wording.ts';
import { backup } from '../../../bff/main/commands/backup.ts';
import { restore } from '../../../bff/main/commands/restore.ts';
import { readConfig } from '../../../bff/main/config.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import type { Store } from '../../../bff/platform/store/store.ts';
import { endEveryShareParts } from '../../../bff/scenes/records/sharing/share-rows.ts';
import { driven } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { type RecordsSite, startRecordsSite } from './records-site.ts';

const DAY = 86_400_000;
const GLUCOSE = '14749-6';
const PUBLIC = 'https://gateway.example';
const SETTINGS = { publicUrl: PUBLIC, hosts: ['gateway.example'] };
/** What is kept of results, the first to be emptied first. */
const TABLES = ['result_point', 'result', 'record_reading'] as const;
/** Longer than what was read a moment ago is not asked for again. */
const LATER = 61_000;

let site: RecordsSite;
afterEach(() => site.stop());

const list = async () =>
  (await site.get(`/v1/results?patientId=${site.patientId}`)).body.items as { name: string; status: string }[];
const names = async () => (await list()).map(({ name }) => name);
const trend = async () => {
  const { body } = await site.get(`/v1/trends?patientId=${site.patientId}&code=glucose`);
  return body.lines.flatMap(({ points }: { points: { number: string }[] }) => points.map(({ number }) => number)) as string[];
};
const glucose = (number: string) => laboratoryValue(GLUCOSE, number, 'mmol/L');
const report = (days: number, name: string, number: string) =>
  reportOf(site.clock.now() - days * DAY, [glucose(number)], { name });

/** A copy of what is kept of results, and the way to put it back as it was. */
async function copied(): Promise<() => Promise<void>> {
  const rows = await Promise.all(
    TABLES.map(
      async (table) => [table, await site.db.rows<Record<string, string | number | null>>(`SELECT * FROM ${table}`)] as const,
    ),
  );
  return async () => {
    const parts = [
      ...TABLES.map((table) => ({ sql: `DELETE FROM ${table}`, parameters: [] })),
      ...[...rows].reverse().flatMap(([table, kept]) =>
        kept.map((row) => ({
          sql: `INSERT INTO ${table} (${Object.keys(row).join()}) VALUES (${Object.keys(row)
            .map(() => '?')
            .join()})`,
          parameters: Object.values(row),
        })),
      ),
    ];
    expect((await commit(site.gateway.onedoor.dependencies, 'restore', 'background', parts)).ok).toBe(true);
  };
}

describe('a gateway whose process ends in the middle', () => {
  it('a gateway whose process ends between keeping reports and writing how far it had read reads them again, and has each once', async () => {
    let dies = true;
    let kept = 0;
    const wrapStore = (store: Store): Store => ({
      engine: store.engine,
      committed: (id) => store.committed(id),
      read: (statement) => store.read(statement),
      waiting: () => store.waiting(),
      migrate: (migrations, now) => store.migrate(migrations, now),
      close: () => store.close(),
      commit(unit) {
        const isKeeping = unit.name === 'keep-reports' && unit.parts.length > 10;
        if (isKeeping) kept += 1;
        // The first reports of the page lie here by then; how far it was read would be written with the last.
        return dies && isKeeping && kept === 3 ? Promise.reject(new Error('the process ended')) : store.commit(unit);
      },
    });
    site = await startRecordsSite('sqlite', { wrapStore });
    const values = (nth: number) => Array.from({ length: 50 }, (_, at) => laboratoryValue(GLUCOSE, `${nth}.${at}`, 'mmol/L'));
    for (const nth of [1, 2, 3, 4])
      await site.records(site.first).issue(site.whose, reportOf(site.clock.now() - nth * DAY, values(nth), { name: `r${nth}` }));
    const early = await site.get(`/v1/results?patientId=${site.patientId}`);
    expect(early.body.sources[0]).toMatchObject({ hospital: HOSPITAL, state: 'unavailable' });
    expect(early.body.items).toHaveLength(2);
    dies = false;
    await site.clock.leap(LATER);
    expect(await names()).toEqual(['r1', 'r2', 'r3', 'r4']);
    expect(await site.db.rows('SELECT 1 FROM result')).toHaveLength(4);
    expect(await site.db.rows('SELECT 1 FROM result_point')).toHaveLength(200);
    expect(await trend()).toHaveLength(200);
  });
});

describe('a gateway that was restored from an older backup', () => {
  it('a gateway that was restored has all results again by itself, as they are now: new, corrected and withdrawn', async () => {
    site = await startRecordsSite('sqlite');
    const first = site.records(site.first);
    const [one, two] = [
      await first.issue(site.whose, report(5, 'a', '5.1')),
      await first.issue(site.whose, report(4, 'b', '5.2')),
    ];
    expect(await names()).toEqual(['b', 'a']);
    const restoreRows = await copied();
    await first.correct(one, report(5, 'a', '6.1'));
    await first.withdraw(two);
    await first.issue(site.whose, report(3, 'c', '5.3'));
    await site.clock.leap(LATER);
    expect(await names()).toEqual(['c', 'a']);
    await restoreRows();
    await site.clock.leap(LATER);
    expect(await list()).toMatchObject([
      { name: 'c', status: 'final' },
      { name: 'a', status: 'corrected' },
    ]);
    expect(await trend()).toEqual(['6.1', '5.3']);
  });

  it('a hospital that does not know any more how far it was read is read from the beginning, and every report is there once', async () => {
    let knows = true;
    site = await startRecordsSite('sqlite', {
      wrap: (adapter, id) => {
        const records = adapter.records as Required<RecordsFacet>;
        if (id !== HOSPITAL) return adapter;
        return changed(adapter, {
          records: {
            reports: async (query, call) =>
              query.cursor !== undefined && !knows
                ? { ok: false, failure: { kind: 'rejected', reason: 'request-refused', detail: 'unknown cursor' } }
                : records.reports(query, call),
          },
        });
      },
    });
    await site.records(site.first).issue(site.whose, report(5, 'a', '5.1'));
    expect(await names()).toEqual(['a']);
    await site.records(site.first).issue(site.whose, report(4, 'b', '5.2'));
    knows = false;
    await site.clock.leap(LATER);
    const { body } = await site.get(`/v1/results?patientId=${site.patientId}`);
    expect(body.sources[0]).toMatchObject({ hospital: HOSPITAL, state: 'read' });
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['b', 'a']);
    expect(await trend()).toEqual(['5.1', '5.2']);
  });
});

describe('what was shared, once a backup was restored', () => {
  async function shared() {
    site = await startRecordsSite('sqlite', { settings: SETTINGS });
    await site.records(site.first).issue(site.whose, report(1, 'a', '5.5'));
    await list();
    const order = {
      patientId: site.patientId,
      with: { kind: 'link', label: '给女儿' },
      parts: { results: 'all' },
      agreed: { version: shareWording.version, language: 'zh' },
      hours: 720,
    };
    const { status, body } = await site.post('/v1/shares', order);
    expect(status).toBe(201);
    const { url } = new SHLViewer({ shlinkURI: body.link.shlink }).shl;
    return url.slice(PUBLIC.length);
  }
  const opened = (path: string) =>
    driven(
      site,
      site.gateway.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ recipient: '女儿' }),
      }),
    );

  it('what was shared ends with the restore of a backup, because one that was revoked after the backup would live again', async () => {
    const path = await shared();
    expect((await opened(path)).status).toBe(200);
    // As the restore of a backup does.
    const { dependencies } = site.gateway.onedoor;
    await commit(dependencies, 'mark-recovering', 'background', [...endEveryShareParts(site.clock.now())]);
    expect((await opened(path)).status).toBe(404);
    const { body } = await site.get(`/v1/shares?patientId=${site.patientId}`);
    expect(body.items).toMatchObject([{ endedBecause: 'restored', reads: [{ outcome: 'refused' }, { outcome: 'read' }] }]);
  });

  it('nothing of what was shared lies open in a database that was restored from a backup', async () => {
    await shared();
    const folder = mkdtempSync(join(tmpdir(), 'onedoor-restored-'));
    try {
      const configOf = (url: string) => {
        const read = readConfig({
          DATABASE_URL: url,
          KEY_FILE: join(folder, 'keys.json'),
          HOSPITALS_FILE: join(folder, 'none.json'),
        });
        if (!('config' in read)) throw new Error(read.problems.join());
        return read.config;
      };
      const say = () => {};
      await backup.run({ config: configOf(site.db.databaseUrl), options: { to: join(folder, 'backup') }, say });
      const target = join(folder, 'onedoor.sqlite');
      await restore.run({ config: configOf(`file:${target}`), options: { from: join(folder, 'backup') }, say });
      const database = new Database(target, { readonly: true });
      expect(database.prepare('SELECT ended_because AS because FROM share').all()).toEqual([{ because: 'restored' }]);
      for (const table of ['share_file', 'share_location']) expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
      expect(database.prepare('SELECT * FROM result').all()).toHaveLength(1);
      database.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
