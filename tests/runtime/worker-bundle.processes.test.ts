import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { NEWEST_MIGRATIONS } from '../../bff/main/newest-migrations.ts';
import { readWorkerConfig, workerSettingNames } from '../../bff/main/worker-config.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { bundleWorker } from './worker-city.ts';

/** Just above what it is: 1,086 kB, of them 312 kB FHIRPath and what runs questionnaires, 111 kB everyday words, 77 kB records and 71 kB payments with their partners. Cloudflare's own limit is 3 MB, and 10 MB where one pays. */
const GZIP_MAX = 1_090_000;

/** Parts of a server that would not run there, by what gives them away in a bundle, and what a bundle for Workers may import. */
const FORBIDDEN = [
  'better-sqlite3',
  'pg-protocol',
  'wal_checkpoint',
  'WebSocketServer',
  'KEY_FILE can',
  'node-server',
  'import.meta.glob',
  'onedoor-demo',
];
const IMPORTS = ['node:crypto'];

it('the worker is bundled offline as wrangler.toml stands, stays small, and has nothing of a server or of the demo in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-bundle-'));
  try {
    const bundle = readFileSync(await bundleWorker(folder), 'utf8');
    expect(gzipSync(bundle, { level: 9 }).length).toBeLessThan(GZIP_MAX);
    expect(FORBIDDEN.filter((word) => bundle.includes(word))).toEqual([]);
    const imported = [...bundle.matchAll(/(?:from|import|require\()\s*["']((?:node|cloudflare):[\w/]+)["']/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(imported)]).toEqual(IMPORTS);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('the Worker has the version of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(readFileSync('wrangler.toml', 'utf8')).toContain(`__ONEDOOR_VERSION__ = "\\"${version}\\""`);
});

const rooms = import.meta.glob('../../bff/**/tables.ts', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>;

it.each(Object.entries(rooms))('the Worker asks its database for the newest migration of %s', (_room, source) => {
  const tables = [...source.matchAll(/^ {2}(\w+): \{$/gm)].map(([, name]) => name);
  // What a batch of D1 is judged with has no row that anybody reads.
  if (tables.includes('unit')) tables.push('guard');
  const about = new RegExp(`\\b(?:TABLE|ON|INTO|UPDATE|TO) (?:${tables.join('|')})\\b`);
  const newest = migrationsFor('d1').findLast(({ sql }) => about.test(sql))?.name;
  const named = source.match(/^export const \w+_MIGRATION = '(.+)';$/m)?.[1];
  expect(named).toBe(newest);
  expect(NEWEST_MIGRATIONS).toContain(newest);
});

it('the Worker asks its database for the newest of all migrations', () => {
  expect(NEWEST_MIGRATIONS).toContain(migrationsFor('d1').at(-1)?.name);
});

it('docs/workers.md names every setting', () => {
  const settings = readFileSync('docs/workers.md', 'utf8').split('## Settings')[1]?.split('## ')[0] ?? '';
  expect([...settings.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(workerSettingNames);
});

it('every setting that is wrong or missing is named at once, and no value is repeated', () => {
  const read = readWorkerConfig({ KEYS: 'hush', PUBLIC_URL: 'hush', PEOPLE: '[]', SYNC_WINDOW_DAYS: 'hush', DB: {} });
  const problems = 'problems' in read ? read.problems : [];
  expect(problems.map((line) => line.split(':')[0]).sort()).toEqual(['HOSPITALS', 'KEYS', 'PUBLIC_URL', 'SYNC_WINDOW_DAYS']);
  expect(problems.join()).not.toContain('hush');
});
