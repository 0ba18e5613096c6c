import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hospitalsFileOf } from '../../fixtures/demo/city-files.ts';
import { type Hospital, makeCity } from '../../fixtures/hospitals/city.ts';
import { onServerCore, rootOf, within } from './child.ts';
import { absolute, type Figure } from './figures.ts';
import { residentMegabytes } from './gateway-start.ts';
import { builtProgram, ended, firstLine } from './simulated-city.ts';
import type { Bench } from './suite.ts';

const START_MS = 30_000;
const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 1_800_000;
const PAGE_SLOTS = 1_000;
/** Just within what a reply may have. */
const REPLY_BYTES = 4 * 1_024 * 1_024 - 1;

/** Row 17: the most memory that the built program ever holds while one hospital's pages of slots never end and the others answer 4 MB that are costly to parse. */
export async function hostileHospital(bench: Bench): Promise<readonly Figure[]> {
  const city = makeCity({ seed: 1, size: 'small', firstDay: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) });
  const hospitals = city.hospitals.filter(({ mode }) => mode === 'plain');
  const seen = { pages: 0, bombs: 0 };
  const server = createServer((request, response) => answer(hospitals, seen, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const addresses = new Map(hospitals.map(({ id }) => [id, `http://127.0.0.1:${port}/${id}`]));
  const folder = bench.databases.folder();
  writeFileSync(join(folder, 'hospitals.json'), JSON.stringify(hospitalsFileOf({ ...city, hospitals }, addresses)));
  const gateway = await startProgram(folder);
  try {
    await new Promise((resolve) => setTimeout(resolve, MINUTE_MS));
    const highest = residentMegabytes(gateway, 'VmHWM');
    bench.say(`row 17: ${seen.pages} pages and ${seen.bombs} bombs; ${Math.round(residentMegabytes(gateway))} MB at the end`);
    return [
      absolute({
        row: 17,
        what: 'hostile hospitals for a minute, the most memory of the gateway',
        unit: 'MB',
        ours: highest,
        goal: { atMost: 200 },
        note: `${seen.pages} pages of ${PAGE_SLOTS} slots were read of one, ${seen.bombs} replies of 4 MB of the others`,
      }),
    ];
  } finally {
    await ended(gateway);
    await closed(server);
  }
}

async function startProgram(folder: string): Promise<ChildProcess> {
  const program = builtProgram('gateway.js');
  const [command, ...rest] = onServerCore([process.execPath, program]);
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
  };
  const child = spawn(command, rest, { cwd: rootOf(program), env, stdio: ['ignore', 'pipe', 'inherit'] });
  await within(
    START_MS,
    'the gateway did not start',
    firstLine(child, (line) => line.includes('"event":"ready"')),
  );
  return child;
}

const NESTED = Buffer.alloc(REPLY_BYTES, '[');
const WIDE = Buffer.from(`[${'{},'.repeat((REPLY_BYTES - 4) / 3)}{}]`);

/** The first hospital has a next page for every page; of the others every answer is a bomb. */
function answer(
  hospitals: readonly Hospital[],
  seen: { pages: number; bombs: number },
  request: IncomingMessage,
  response: ServerResponse,
) {
  const [, id, ...path] = new URL(request.url ?? '/', 'http://hospital').pathname.split('/');
  request.resume();
  const [endless] = hospitals;
  if (!endless || id !== endless.id) {
    seen.bombs += 1;
    return send(response, seen.bombs % 2 === 0 ? WIDE : NESTED);
  }
  if (path.join('/') !== 'Slot') return send(response, JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: [] }));
  seen.pages += 1;
  send(response, JSON.stringify(pageOf(endless, seen.pages)));
}

function send(response: ServerResponse, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(body) }).end(body);
}

function pageOf({ practitioners }: Hospital, page: number): object {
  const [doctor] = practitioners;
  const start = Math.ceil(Date.now() / HALF_HOUR_MS) * HALF_HOUR_MS + HALF_HOUR_MS;
  const instant = (ms: number) => new Date(ms).toISOString().replace('Z', '+00:00');
  const slots = Array.from({ length: PAGE_SLOTS }, (_, n) => ({
    resource: {
      resourceType: 'Slot',
      id: `endless-${page}-${n}`,
      schedule: { reference: 'Schedule/one' },
      status: 'free',
      start: instant(start + n * HALF_HOUR_MS),
      end: instant(start + (n + 1) * HALF_HOUR_MS),
    },
    search: { mode: 'match' },
  }));
  const actor = [{ reference: `HealthcareService/${doctor?.departmentRef}` }, { reference: `Practitioner/${doctor?.ref}` }];
  const schedule = { resource: { resourceType: 'Schedule', id: 'one', actor }, search: { mode: 'include' } };
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'next', url: `Slot?page=${page + 1}` }],
    entry: [...slots, schedule],
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
