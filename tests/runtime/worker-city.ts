import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { Miniflare } from 'miniflare';
import type { Keys } from '../../bff/main/keys.ts';
import { hospitalsFileOf, patientIdOf, peopleFileOf, signedHospitalOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import type { Person } from '../../fixtures/people/people.ts';
import { fastFolder } from '../support/fast-folder.ts';
import { type Program, startProgram } from '../support/programs.ts';
import { ROOMY_CITY, roomyFileOf } from '../support/roomy-city.ts';
import { startWorkerMoney, type WorkerMoney } from './worker-money.ts';
import { freePort, startWranglerDev } from './wrangler-dev.ts';

const run = promisify(execFile);
const SEED = 1;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const KEY = { id: 'linjiang-first', secret: Buffer.alloc(32, 'request key ').toString('base64') };
const SIGNED = { hoscode: '1000_0', signKey: Buffer.alloc(32, 'sign key ').toString('base64') };
const REMOTE_CAPABILITIES = {
  slots: true,
  book: true,
  listBookings: 'changes',
  cancel: true,
  keyedBooking: true,
  findPatient: true,
  registerPatient: true,
  settleWindowMs: 5_000,
  readLagMs: 0,
  charges: 'uninsured',
} as const;

/** Hospitals of the small city by the protocol that each speaks; the Worker books at one of each. */
export const HOSPITAL_OF = {
  'remote-http': 'linjiang-first',
  'signed-json': 'linjiang-central',
  'fhir-r4': 'linjiang-north',
} as const;

const wrangler = (...parameters: readonly string[]) =>
  run(process.execPath, [join('node_modules', 'wrangler', 'bin', 'wrangler.js'), ...parameters], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', CI: '1', WRANGLER_SEND_METRICS: 'false' },
  });

/** What `wrangler deploy` would upload, as `wrangler.toml` stands. @returns the path of the bundle. */
export async function bundleWorker(folder: string): Promise<string> {
  await wrangler('deploy', '--dry-run', '--outdir', folder);
  return join(folder, 'worker.js');
}

/** `wrangler dev` on a D1 that wrangler migrated, in front of hospitals that are processes of their own. */
export interface WorkerCity {
  fetch(path: string, init?: { method?: string; headers?: Record<string, string>; body?: string }): Promise<Response>;
  /** One run of the cron trigger. */
  cron(): Promise<void>;
  /** Another isolate on the same database with other settings; stops with the city. */
  isolate(settings: Record<string, string>): Miniflare;
  /** Rows out of the file in which the local D1 lies. */
  rows<Row>(sql: string): Promise<Row[]>;
  /** The fault switch of the FHIR hospitals. */
  fault(fault: object): Promise<void>;
  readonly patients: readonly string[];
  /** The same people, as hospitals know them. */
  readonly people: readonly Person[];
  /** At the hospital of `remote-http`, which charges people and is a merchant at the payment sandbox. */
  readonly money: WorkerMoney;
  /** Where phones reach the Worker. */
  readonly address: string;
  stop(): Promise<void>;
}

export async function startWorkerCity(): Promise<WorkerCity> {
  const folder = mkdtempSync(join(fastFolder(), 'onedoor-worker-'));
  const state = join(folder, 'state');
  const firstDay = new Date(Date.now() + SHANGHAI_MS + DAY_MS).toISOString().slice(0, 10);
  const [simulated, script, port] = await Promise.all([
    startHospitals(firstDay),
    bundleWorker(join(folder, 'bundle')),
    freePort(),
  ]);
  const address = `http://127.0.0.1:${port}`;
  const { controlUrl } = simulated.remote.ready;
  const merchant = { hospital: HOSPITAL_OF['remote-http'], gatewayUrl: address, controlUrl };
  const [money] = await Promise.all([
    startWorkerMoney(folder, merchant),
    wrangler('d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state),
  ]);
  const city = makeCity({ seed: SEED, size: 'small', firstDay });
  const bindings = {
    DEMO: '1',
    PUBLIC_URL: address,
    KEYS: JSON.stringify(newKeys()),
    ...inPieces('HOSPITALS', hospitalsFile(city, simulated, money)),
    ...inPieces('CITY', JSON.stringify(ROOMY_CITY)),
    ...inPieces('PEOPLE', JSON.stringify(peopleFileOf(city))),
    TASKS_FOR_SECONDS: '3',
  };
  const running: Miniflare[] = [];
  const isolate = (settings: Record<string, string>) => {
    const started = inWorkerd(script, join(state, 'v3', 'd1'), { ...bindings, ...settings });
    running.push(started);
    return started;
  };
  const dev = await startWranglerDev(folder, state, { port, settings: bindings });
  return {
    fetch: (path, init) => fetch(`${address}${path}`, init),
    async cron() {
      await (await fetch(`${address}/__scheduled?cron=*+*+*+*+*`)).text();
    },
    isolate,
    async rows<Row>(sql: string) {
      const db = new Database(databaseFile(state), { readonly: true });
      try {
        return db.prepare(sql).all() as Row[];
      } finally {
        db.close();
      }
    },
    async fault(fault) {
      const headers = { 'content-type': 'application/json' };
      await fetch(`${simulated.fhir.ready.controlUrl}/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    },
    patients: city.people.map(({ id }) => patientIdOf(SEED, id)),
    people: city.people,
    money,
    address,
    async stop() {
      await dev.stop();
      await Promise.all(running.map((one) => one.dispose()));
      await Promise.all([simulated.fhir, simulated.remote, simulated.signed, money].map((program) => program.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Beside it lies one with what the server notes for itself. */
function databaseFile(state: string): string {
  const folder = join(state, 'v3', 'd1', 'miniflare-D1DatabaseObject');
  const file = readdirSync(folder).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  if (file === undefined) throw new Error('the local D1 has no file');
  return join(folder, file);
}

interface Simulated {
  readonly fhir: Program<{ hospitals: readonly { id: string; baseUrl: string }[]; controlUrl: string }>;
  readonly remote: Program<{ baseUrl: string; controlUrl: string }>;
  readonly signed: Program<{ baseUrl: string }>;
}

async function startHospitals(firstDay: string): Promise<Simulated> {
  const seeded = ['--seed', String(SEED), '--first-day', firstDay];
  const fhir: Promise<Simulated['fhir']> = startProgram('simulator-fhir-r4', {
    args: ['--size', 'small', ...seeded],
    isReady: (line) => 'hospitals' in line,
  });
  const remote: Promise<Simulated['remote']> = startProgram('simulator-remote-http', {
    args: [
      ...['--hospital', HOSPITAL_OF['remote-http'], ...seeded, '--key-id', KEY.id, '--key-secret', KEY.secret],
      ...['--charges', REMOTE_CAPABILITIES.charges],
    ],
    isReady: (line) => line.ready === true,
  });
  const signed: Promise<Simulated['signed']> = startProgram('simulator-signed-json', {
    args: ['--hospital', HOSPITAL_OF['signed-json'], ...seeded, '--hoscode', SIGNED.hoscode, '--sign-key', SIGNED.signKey],
    isReady: (line) => line.ready === true,
  });
  return { fhir: await fhir, remote: await remote, signed: await signed };
}

function hospitalsFile(
  city: ReturnType<typeof makeCity>,
  { fhir, remote, signed }: Simulated,
  { payments }: WorkerMoney,
): string {
  const addresses = new Map(fhir.ready.hospitals.map(({ id, baseUrl }) => [id, baseUrl]));
  const entries = hospitalsFileOf(city, addresses) as readonly { id: string }[];
  const others: Readonly<Record<string, object>> = {
    [HOSPITAL_OF['remote-http']]: {
      protocol: 'remote-http',
      connection: { baseUrl: remote.ready.baseUrl, key: KEY, capabilities: REMOTE_CAPABILITIES },
      payments,
    },
    ...Object.fromEntries(
      city.hospitals
        .filter(({ id }) => id === HOSPITAL_OF['signed-json'])
        .map((hospital) => [hospital.id, signedHospitalOf(hospital, { baseUrl: signed.ready.baseUrl, ...SIGNED })]),
    ),
  };
  return JSON.stringify(roomyFileOf(entries.map((entry) => ({ ...entry, ...others[entry.id] }))).hospitals);
}

/** All of them: a Worker can not write down what is missing. The type says when there is another one. */
function newKeys(): Keys {
  const key = () => randomBytes(32).toString('base64url');
  const index = { current: 'i1', keys: { i1: key() } };
  const seeds = { slipSeed: key(), auditSeed: key(), bookingSecret: key() };
  return { current: 'k1', keys: { k1: key() }, index, ...seeds, operatorToken: key() };
}

/** Characters in one secret: Cloudflare takes 5 kB, and a Chinese character has three bytes. */
const PIECE = 1_600;

/** `NAME`, `NAME_1`, `NAME_2` … as docs/workers.md has it done. */
function inPieces(name: string, text: string): Record<string, string> {
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, n) => text.slice(n * PIECE, (n + 1) * PIECE));
  return Object.fromEntries(pieces.map((piece, n) => [n === 0 ? name : `${name}_${n}`, piece]));
}

function inWorkerd(scriptPath: string, d1Persist: string, bindings: Record<string, string>): Miniflare {
  return new Miniflare({
    modules: true,
    script: readFileSync(scriptPath, 'utf8'),
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    bindings,
    d1Databases: { DB: 'DB' },
    d1Persist,
  });
}
