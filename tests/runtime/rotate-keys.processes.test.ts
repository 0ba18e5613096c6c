import { execFile } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGatewayProgram } from '../support/programs.ts';
import { testPatient } from '../support/test-gateway.ts';

const run = promisify(execFile);
const PEOPLE = 600;

let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onedoor-keys-'));
  const people = Array.from({ length: PEOPLE }, (_, number) => testPatient(number));
  writeFileSync(join(folder, 'people.json'), JSON.stringify(people));
  writeFileSync(join(folder, 'hospitals.json'), '[]');
  env = {
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
    PEOPLE_FILE: join(folder, 'people.json'),
    DEMO: '1',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ring {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

const keyFile = (): Ring => JSON.parse(readFileSync(env.KEY_FILE ?? '', 'utf8')) as Ring;

function rows<Row>(sql: string): Row[] {
  const db = new Database(join(folder, 'onedoor.sqlite'), { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
}

/** Opens a sealed text with Node's own cipher, apart from the code that sealed it. */
function openSealed(key: string, sealed: string, place: string): string {
  const dot = sealed.indexOf('.');
  const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(`${place}|${sealed.slice(0, dot)}`)).setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]).toString('utf8');
}

/** The names of all people, each opened by the key that its row says. */
function everybody(): string[] {
  const { keys } = keyFile();
  return rows<{ id: string; sealed: string; dataKey: string }>('SELECT id, sealed, data_key AS dataKey FROM patient').map(
    ({ id, sealed, dataKey }) => {
      const own = openSealed(keys[dataKey.slice(0, dataKey.indexOf('.'))] ?? '', dataKey, `patient|${id}|data_key`);
      return (JSON.parse(openSealed(own, sealed, `patient|${id}|sealed`)) as { name: string }).name;
    },
  );
}

/** People who open sessions and look at themselves, until it is said to stop; a gateway that dies is no complaint. */
function load(port: number): { stop(): Promise<{ answered: number; wrong: number }> } {
  let stopped = false;
  let answered = 0;
  let wrong = 0;
  const one = async (from: number) => {
    for (let number = from; !stopped; number = (number + 7) % PEOPLE) {
      const body = JSON.stringify({ evidence: { kind: 'demo', patientId: testPatient(number).id }, carrier: 'bearer' });
      const headers = { 'content-type': 'application/json' };
      const opened = await fetch(`http://127.0.0.1:${port}/v1/sessions`, { method: 'POST', body, headers }).catch(
        () => undefined,
      );
      if (!opened) return;
      answered += 1;
      if (opened.status !== 201) wrong += 1;
    }
  };
  const work = Promise.all([1, 2, 3, 4].map(one));
  return {
    async stop() {
      stopped = true;
      await work.catch(() => {});
      return { answered, wrong };
    },
  };
}

it('a rotation of keys moves everybody to a new key under load, killed in the middle, and every row can be read at every moment', {
  timeout: 90_000,
}, async () => {
  const first = await startGatewayProgram(env);
  const names = everybody().sort();
  expect(names).toHaveLength(PEOPLE);
  expect(statSync(env.KEY_FILE ?? '').mode & 0o777).toBe(0o600);
  const busy = load(first.ready.port);
  const command = { env: { PATH: process.env.PATH ?? '', ...env, PORT: String(first.ready.port) } };
  const { stdout } = await run(process.execPath, ['dist/onedoor.js', 'keys', 'rotate'], command);
  expect(stdout).toContain('k2');
  const moved = () => rows<{ count: number }>("SELECT count(*) AS count FROM patient WHERE key_id = 'k2'")[0]?.count ?? 0;
  while (moved() === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  first.kill('SIGKILL');
  await first.ended;
  const { answered, wrong } = await busy.stop();
  expect(moved()).toBeGreaterThan(0);
  expect(moved()).toBeLessThan(PEOPLE);
  expect(everybody().sort()).toEqual(names);
  expect([answered > 0, wrong]).toEqual([true, 0]);

  const second = await startGatewayProgram(env);
  const again = load(second.ready.port);
  await expect.poll(moved, { interval: 50 }).toBe(PEOPLE);
  expect((await again.stop()).wrong).toBe(0);
  await second.stop();
  expect(everybody().sort()).toEqual(names);
  expect(keyFile().current).toBe('k2');
});
