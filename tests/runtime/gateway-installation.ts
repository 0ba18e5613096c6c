import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { type FhirHospitals, startFhirHospitals } from '../../fixtures/simulators/fhir-r4/start-fhir-hospitals.ts';
import { type Program, startGatewayProgram } from '../support/programs.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { HALF_HOUR_MS, hospitalEntry, testPatient } from '../support/test-gateway.ts';

export const PEOPLE = 40;
const HOSPITAL = 'ops-first';

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** An installation as an operator has it: a folder with settings, keys and hospitals, gateways as processes, and the commands. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'onedoor-ops-'));
  readonly hospital: FhirHospitals;
  readonly gateways: Program<{ port: number; pid: number }>[] = [];
  env: Record<string, string>;

  constructor(hospital: FhirHospitals, databaseUrl: string | undefined, more: Record<string, string> = {}) {
    this.hospital = hospital;
    const connection = { baseUrl: hospital.hospitals[0]?.baseUrl, mode: 'plain', settleWindowMs: 1_000 };
    this.write('hospitals.json', roomyFileOf([{ ...hospitalEntry(HOSPITAL), protocol: 'fhir-r4', connection }]));
    this.write(
      'people.json',
      Array.from({ length: PEOPLE }, (_, number) => testPatient(number)),
    );
    this.env = {
      DATABASE_URL: databaseUrl ?? `file:${join(this.folder, 'onedoor.sqlite')}`,
      KEY_FILE: join(this.folder, 'keys.json'),
      HOSPITALS_FILE: join(this.folder, 'hospitals.json'),
      PEOPLE_FILE: join(this.folder, 'people.json'),
      SYNC_EVERY_SECONDS: '1',
      WATCH_EVERY_SECONDS: '1',
      DEMO: '1',
      ...more,
    };
  }

  write(name: string, content: object): void {
    writeFileSync(join(this.folder, name), JSON.stringify(content));
  }

  /** One more gateway process; answers its address. */
  async start(more: Record<string, string> = {}): Promise<string> {
    const gateway = await startGatewayProgram({ ...this.env, ...more });
    this.gateways.push(gateway);
    return `http://127.0.0.1:${gateway.ready.port}`;
  }

  /** `onedoor …` with the installation's settings. */
  onedoor(...args: readonly string[]): Promise<Said> {
    return this.run(args);
  }

  /** The same, with something on its standard input, or started by another command. */
  run(args: readonly string[], { input, under = [] }: { input?: string; under?: readonly string[] } = {}): Promise<Said> {
    const env = { PATH: process.env.PATH ?? '', ...this.env };
    const [command = '', ...words] = [...under, process.execPath, 'dist/onedoor.js', ...args];
    return new Promise((resolve) => {
      const child = execFile(command, words, { env }, (error, out, said) =>
        resolve({ code: error ? Number(error.code) : 0, out, error: said }),
      );
      child.stdin?.on('error', () => {});
      if (input !== undefined) child.stdin?.end(input);
    });
  }

  async stopGateways(): Promise<void> {
    for (const gateway of this.gateways.splice(0)) await gateway.stop();
  }

  async close(): Promise<void> {
    await this.stopGateways();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A hospital with one slot of many places for each day, from the day after tomorrow on. */
export async function openHospital(slots = 4, capacity = 100): Promise<FhirHospitals> {
  const first = Date.parse(`${new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10)}T09:00:00+08:00`);
  return startFhirHospitals({
    hospitals: [
      {
        id: HOSPITAL,
        name: 'ops',
        mode: 'plain',
        slots: Array.from({ length: slots }, (_, n) => ({
          ref: `s${n}`,
          practitionerRef: 'p1',
          departmentRef: 'gk',
          startsAt: first + n * 2 * HALF_HOUR_MS,
          endsAt: first + n * 2 * HALF_HOUR_MS + HALF_HOUR_MS,
          capacity,
          status: 'free' as const,
        })),
      },
    ],
  });
}

export const slotOf = (number: number) => slotIdOf(HOSPITAL, `s${number}`);

/** Answers of a gateway, as a patient's program gets them. */
export async function post(address: string, path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

export async function signIn(address: string, number: number): Promise<string> {
  const evidence = { kind: 'demo', patientId: testPatient(number).id };
  return (await post(address, '/v1/sessions', { evidence, carrier: 'bearer' })).body.token ?? '';
}

export async function book(address: string, person: number, slot: number, token?: string) {
  const headers = {
    authorization: `Bearer ${token ?? (await signIn(address, person))}`,
    'idempotency-key': `installation-${person}-${slot}`,
  };
  return post(address, '/v1/appointments', { slotId: slotOf(slot), patientId: testPatient(person).id }, headers);
}

/** Resolves when the gateway has read the hospital's slots. */
export async function slotsRead(address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = (await (await fetch(`${address}/v1/slots`)).json()) as { items: unknown[] };
    if (items.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the slots were not read in time');
}
