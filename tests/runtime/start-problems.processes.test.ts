import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startGatewayProgram } from '../support/programs.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-start-'));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'hospitals.json'), '[]');
  return folder;
}

const settings = (folder: string): Record<string, string> => ({
  PORT: '0',
  DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
  KEY_FILE: join(folder, 'keys.json'),
  HOSPITALS_FILE: join(folder, 'hospitals.json'),
});

function endOf(env: Record<string, string>, args = ['dist/gateway.js']): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('exit', (code) => resolve({ code, said }));
  });
}

function takePort(): Promise<number> {
  const server: Server = createServer();
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

it('a gateway that can not start names every wrong setting at once, with what it is for, and ends with 78', async () => {
  const { code, said } = await endOf({
    ...settings(workFolder()),
    DEMO: 'yes',
    ORIGINS: 'nowhere',
    SYNC_EVERY_SECONDS: '0',
    KIOSK_ACCENT: '#ff6600',
  });
  expect(code).toBe(78);
  for (const name of ['DEMO', 'ORIGINS', 'SYNC_EVERY_SECONDS', 'KIOSK_ACCENT']) expect(said).toContain(`${name}: `);
  expect(said).not.toContain('nowhere');
});

it.each([
  ['the gateway', ['dist/gateway.js']],
  ['npm start', ['fixtures/demo/start.mjs']],
])('%s says that its port is taken, and what to do', async (_, args) => {
  const port = await takePort();
  const { code, said } = await endOf({ ...settings(workFolder()), PORT: String(port) }, args);
  expect(code).toBe(78);
  expect(said).toMatch(new RegExp(`port ${port} is taken`, 'i'));
});

it('a gateway that can not start says that another process uses the database, and that PostgreSQL takes several', async () => {
  const env = settings(workFolder());
  const first = await startGatewayProgram(env);
  closing.push(() => first.stop());
  const { code, said } = await endOf(env);
  expect(code).toBe(78);
  expect(said).toContain('PostgreSQL');
});

it('a gateway that can not start says that PostgreSQL does not answer', async () => {
  const { code, said } = await endOf({ ...settings(workFolder()), DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(code).toBe(78);
  expect(said).toContain('DATABASE_URL');
});

it('a gateway that can not start says which file of hospitals it could not read', async () => {
  const { code, said } = await endOf({ ...settings(workFolder()), HOSPITALS_FILE: 'missing.json' });
  expect(code).toBe(78);
  expect(said).toContain('missing.json');
});

const HOSPITAL = {
  id: 'h-first',
  name: '第一医院',
  englishName: 'First',
  protocol: 'remote-http',
  connection: { baseUrl: 'http://127.0.0.1:9/', key: { id: 'k', secret: 'c2hvcnQtc2VjcmV0' } },
  dutyDesk: { name: '值班室', phone: '0' },
  campuses: [{ ref: 'main', name: '本部', address: '路1号' }],
  departments: [
    { ref: 'gk', code: 'A04.03', name: '骨科', englishName: 'O', aliases: [], campusRef: 'main', floor: '', room: '' },
  ],
  practitioners: [],
};

const FILES: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['a field that is missing', [{ ...HOSPITAL, dutyDesk: undefined }], ['entry 1 (h-first), dutyDesk: ']],
  [
    'every hospital whose connection does not fit',
    [HOSPITAL, { ...HOSPITAL, id: 'h-second', protocol: 'fax' }],
    ['hospital h-first: ', 'key, secret: ', 'hospital h-second: no adapter speaks fax'],
  ],
  ['a hospital that is there twice', [HOSPITAL, HOSPITAL], ['entry 2 (h-first), id: is given twice']],
  [
    'a department whose campus is not there',
    [{ ...HOSPITAL, departments: [{ ...HOSPITAL.departments[0], campusRef: 'west' }] }],
    ['entry 1 (h-first), departments 1 (gk), campusRef: names no campus'],
  ],
  ['where a file stops being JSON', '[\n  {"id": "h-first",, }\n]', ['look at line 2, column 20']],
];

it.each(FILES)('a gateway that can not start because of its file of hospitals names %s', async (_, content, words) => {
  const folder = workFolder();
  writeFileSync(join(folder, 'hospitals.json'), typeof content === 'string' ? content : JSON.stringify(content));
  const { code, said } = await endOf(settings(folder));
  expect(code).toBe(78);
  for (const word of words) expect(said).toContain(word);
  expect(said).not.toContain('c2hvcnQ');
  expect(said).not.toContain('    at ');
});

it('a gateway makes a key file that only its owner can read, and keeps it', async () => {
  const folder = workFolder();
  const { statSync, readFileSync } = await import('node:fs');
  const first = await startGatewayProgram(settings(folder));
  await first.stop();
  const made = readFileSync(join(folder, 'keys.json'), 'utf8');
  expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600);
  const second = await startGatewayProgram(settings(folder));
  await second.stop();
  expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(made);
});
