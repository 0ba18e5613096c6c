import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrueRecords } from '../../adapters/conformance/hospital-under-test.ts';
import { hospitalsFileOf, patientIdOf, peopleFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import type { Person } from '../../fixtures/people/people.ts';
import { hospitalRecords } from '../adapters/remote-records.ts';
import { type Program, startGatewayProgram, startProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { commanded } from './commanded.ts';
import { type DoctorsHand, doctorsAt, type HospitalBooks, type HospitalHand, remoteHand } from './hospital-hand.ts';
import { enrolledBridge, handAtKiosk, type KioskBridge, type KioskHand } from './real-bridge.ts';

const SEED = 1;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const KEY = { id: 'linjiang-first', secret: Buffer.alloc(32, 'request key ').toString('base64') };

/** What the simulated hospital of the Onedoor hospital API can do, as its operator has read it. */
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
  preconsult: true,
  records: { reports: true, documents: true, visits: true, medications: true, allergies: true, conditions: true, readLagMs: 0 },
} as const;

/** Gateway, hospitals of two protocols and a kiosk's bridge, each a process of its own, as they run in a hall. */
export interface RealCity extends KioskHand {
  readonly origin: string;
  readonly databaseFile: string;
  /** Everything that any process printed. */
  lines(): readonly string[];
  /** Every hospital of the city; the kiosk's own is the first one. */
  readonly hospitals: readonly { readonly id: string; readonly campusRef: string }[];
  /** The bridge of the first hospital's kiosk. */
  readonly kiosk: KioskBridge;
  /** One more kiosk, in the hall of another hospital. */
  startKiosk(hospitalId: string): Promise<KioskBridge>;
  /** `onedoor …` with the gateway's settings, and with something on its standard input; answers what it said. */
  onedoor(args: readonly string[], input?: string): Promise<string>;
  /** The gateway's process is killed with SIGKILL and started again, on the same port and database. */
  killGateway(): Promise<void>;
  /** One of the city's people, as `person-07`. */
  personOf(person: string): Person;
  /** Their id at the gateway, where it knows the city's people from the start. */
  patientIdOf(person: string): string;
  /** The number on the document of one of the city's people. */
  documentNumberOf(person: string): string;
  /** Every doctor's workstation of the city, past any interface of ours: what is shown there, and a doctor's word of it. */
  readonly doctors: DoctorsHand;
  /** The first hospital, past its interface: what it does wrong from now on, and what it really holds. */
  readonly hospital: HospitalHand & { readonly records: TrueRecords };
  stop(): Promise<void>;
}

/**
 * Starts everything and waits until slots can be booked. @param outside phones reach the gateway, so that there are links. @param known the
 * gateway knows the city's people from the start, and opens a session for each.
 */
export async function startRealCity({ outside = false, known = false } = {}): Promise<RealCity> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-hall-'));
  const firstDay = new Date(Date.now() + SHANGHAI_MS + DAY_MS).toISOString().slice(0, 10);
  const seeded = ['--seed', String(SEED), '--first-day', firstDay];
  const [fhir, remote] = await Promise.all([
    startProgram<{ hospitals: { id: string; baseUrl: string }[]; workstationUrl: string }>('simulator-fhir-r4', {
      args: ['--size', 'small', ...seeded],
      isReady: (line) => 'hospitals' in line,
    }),
    startProgram<RemoteReady>('simulator-remote-http', {
      args: ['--hospital', 'linjiang-first', ...seeded, '--key-id', KEY.id, '--key-secret', KEY.secret],
      isReady: (line) => line.ready === true,
    }),
  ]);
  const city = makeCity({ seed: SEED, size: 'small', firstDay });
  if (known) writeFileSync(join(folder, 'people.json'), JSON.stringify(peopleFileOf(city)));
  writeFileSync(join(folder, 'hospitals.json'), hospitalsFile(firstDay, fhir.ready.hospitals, remote.ready.baseUrl));
  const port = await freePort();
  const bridgePort = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
    BRIDGE_URL: `ws://127.0.0.1:${bridgePort}/`,
    KIOSK_TAP_GUARD_MS: '300',
    LOG_LEVEL: 'debug',
    ...(outside ? { PUBLIC_URL: origin } : {}),
    ...(known ? { DEMO: '1', PEOPLE_FILE: join(folder, 'people.json') } : {}),
  };
  let gateway = await startGatewayProgram(env);
  await slotsOpen(origin);
  const { hospitals, people } = city;
  const personOf = (person: string) => {
    const found = people.find(({ id }) => id === person);
    if (found === undefined) throw new Error(`nobody is called ${person}`);
    return found;
  };
  const places = hospitals.map(({ id, campuses }) => ({ id, campusRef: campuses[0]?.ref ?? '' }));
  const kioskOf = (hospitalId: string, port: number) => {
    const campusRef = places.find(({ id }) => id === hospitalId)?.campusRef ?? '';
    return enrolledBridge({ origin, env, folder, port, seeded, hospitalId, campusRef });
  };
  const bridge = await kioskOf('linjiang-first', bridgePort);
  const programs: Program<unknown>[] = [bridge, fhir, remote];
  const killed: string[] = [];
  return {
    ...handAtKiosk(bridge.ready),
    origin,
    databaseFile: join(folder, 'onedoor.sqlite'),
    hospitals: places,
    kiosk: bridge.ready,
    async startKiosk(hospitalId) {
      const another = await kioskOf(hospitalId, 0);
      programs.push(another);
      return another.ready;
    },
    onedoor: (args, input) => commanded(env, args, input),
    lines: () => [...killed, ...[gateway, ...programs].flatMap(({ lines }) => lines)],
    async killGateway() {
      gateway.kill('SIGKILL');
      await gateway.ended;
      killed.push(...gateway.lines);
      gateway = await startGatewayProgram(env);
    },
    personOf,
    patientIdOf: (person) => patientIdOf(SEED, person),
    documentNumberOf: (person) => personOf(person).document.number,
    doctors: doctorsAt([fhir.ready.workstationUrl, remote.ready.workstationUrl]),
    hospital: { ...remoteHand(remote.ready), records: hospitalRecords(remote.ready.controlUrl) },
    async stop() {
      await Promise.all([gateway, ...programs].map((program) => program.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface RemoteReady extends HospitalBooks {
  readonly baseUrl: string;
  readonly workstationUrl: string;
}

/** The first hospital speaks the Onedoor hospital API, the others FHIR. */
function hospitalsFile(firstDay: string, fhir: readonly { id: string; baseUrl: string }[], baseUrl: string): string {
  const city = makeCity({ seed: SEED, size: 'small', firstDay });
  const addresses = new Map(fhir.map(({ id, baseUrl: address }) => [id, address]));
  const hospitals = hospitalsFileOf(city, addresses) as readonly { id: string }[];
  const remote = { protocol: 'remote-http', connection: { baseUrl, key: KEY, capabilities: REMOTE_CAPABILITIES } };
  return JSON.stringify(roomyFileOf(hospitals.map((entry) => (entry.id === 'linjiang-first' ? { ...entry, ...remote } : entry))));
}

/** Until every hospital has slots. */
export async function slotsOpen(origin: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = (await (await fetch(`${origin}/v1/hospitals`)).json()) as { items: { id: string }[] };
    const found = await Promise.all(
      items.map(
        async ({ id }) => (await (await fetch(`${origin}/v1/slots?hospital=${id}&limit=1`)).json()) as { items: unknown[] },
      ),
    );
    if (found.length > 0 && found.every((page) => page.items.length > 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the hospitals have no slots');
}

export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
