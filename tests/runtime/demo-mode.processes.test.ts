import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Program, startGatewayProgram } from '../support/programs.ts';
import { hospitalEntry } from '../support/test-gateway.ts';

/** Nothing listens there: a gateway that asks it has opened the door. */
const CONTROL = 'http://127.0.0.1:9';
const PHONE = 'http://127.0.0.1:8';
const UNDER_DEMO = ['/demo', '/demo/', '/demo/table', '/demo/acts', '/demo/index.html', '/demo/control/table'];

/** Each way in which a gateway is no demo, and the demo itself. */
const MODES = {
  real: { DEMO: '0' },
  'demo without a table': { DEMO: '1' },
  demo: { DEMO: '1', DEMO_CONTROL: CONTROL, DEMO_PHONE: PHONE },
};
type Mode = keyof typeof MODES;

let folder: string;
const gateways = new Map<Mode, Program<{ port: number }>>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onedoor-demo-mode-'));
  const connection = { baseUrl: CONTROL, mode: 'plain' };
  writeFileSync(join(folder, 'hospitals.json'), JSON.stringify([{ ...hospitalEntry(), protocol: 'fhir-r4', connection }]));
  const started = Object.entries(MODES).map(async ([mode, more]) => {
    const own = join(folder, mode);
    const files = { DATABASE_URL: `file:${own}.sqlite`, KEY_FILE: `${own}.json`, HOSPITALS_FILE: join(folder, 'hospitals.json') };
    gateways.set(mode as Mode, await startGatewayProgram({ ...files, ...more }));
  });
  await Promise.all(started);
});
afterAll(async () => {
  await Promise.all([...gateways.values()].map((gateway) => gateway.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const ask = (mode: Mode, path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${gateways.get(mode)?.ready.port}${path}`, { method, redirect: 'manual' });
const framedBy = async (mode: Mode, path: string) =>
  /frame-ancestors '(\w+)'/.exec((await ask(mode, path)).headers.get('content-security-policy') ?? '')?.[1];

describe.each(['real', 'demo without a table'] as const)('a gateway that is %s', (mode) => {
  it(`a gateway that is ${mode} answers everything under /demo as what is not there`, async () => {
    const unknown = await (await ask(mode, '/nothing-of-this-name')).json();
    for (const path of UNDER_DEMO)
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await ask(mode, path, method);
        expect(answer.status, `${method} ${path}`).toBe(404);
        expect(await answer.json()).toMatchObject({ type: (unknown as { type: string }).type });
      }
  });

  it(`a gateway that is ${mode} has a page of doors at /, without a script, and its kiosk and its page of helpers stand in no frame`, async () => {
    const answer = await ask(mode, '/');
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const door of ['/kiosk/', '/slips', '/docs']) {
      expect(page).toContain(`href="${door}"`);
      expect((await ask(mode, door)).status).toBe(200);
    }
    expect(page).not.toMatch(/<script|\/demo/);
    for (const page of ['/kiosk/', '/helper/', '/desk/']) expect(await framedBy(mode, page)).toBe('none');
  });
});

it('in the demo / leads to /demo, and kiosk and phone stand in a frame of their own gateway, and of nobody else', async () => {
  const answer = await ask('demo', '/');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/demo']);
  const page = await ask('demo', '/demo');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  const frames = /frame-src ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
  expect(frames).toBe("'self' http://127.0.0.1:8 http://localhost:8");
  const framed = ['/kiosk/', '/helper/', '/desk/', '/phone/'].map((path) => framedBy('demo', path));
  expect(await Promise.all(framed)).toEqual(['self', 'self', 'none', 'none']);
});

/** What a program loads when it starts, without what it asks for later. */
function loadedWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, to = ''] of readFileSync(path, 'utf8').matchAll(/^(?:import|export)\b[^'"(]*['"](\.[^'"]+\.js)['"]/gm))
    loadedWith(join(dirname(path), to), seen);
  return seen;
}

it('what a gateway loads when it starts has nothing of the demo in it', () => {
  const files = [...loadedWith(join('dist', 'gateway.js'))];
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => /demo\/table|onedoor-demo/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
