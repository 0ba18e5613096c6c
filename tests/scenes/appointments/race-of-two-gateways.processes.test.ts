import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, it } from 'vitest';
import { systemClock } from '../../../bff/platform/clock.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { openSimulatorDatabase } from '../../../fixtures/simulators/fhir-r4/simulator-database.ts';
import { type FhirHospitals, startFhirHospitals } from '../../../fixtures/simulators/fhir-r4/start-fhir-hospitals.ts';
import { openPostgres, type TestStore } from '../../support/databases.ts';
import { startGatewayProgram } from '../../support/programs.ts';
import { HALF_HOUR_MS, hospitalEntry, testPatient } from '../../support/test-gateway.ts';
import { untilDetermined } from '../../support/until-determined.ts';

const REQUESTS = 200;
const CAPACITIES = [1, 3, 20] as const;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const startsAt = Date.parse(`${new Date(Date.now() + 72 * 3_600_000).toISOString().slice(0, 10)}T09:00:00+08:00`);

async function openHospital(): Promise<FhirHospitals> {
  const slots = CAPACITIES.map((capacity, number) => ({
    ref: `slot-${capacity}`,
    practitionerRef: 'p1',
    departmentRef: 'gk',
    startsAt: startsAt + number * HALF_HOUR_MS,
    endsAt: startsAt + (number + 1) * HALF_HOUR_MS,
    capacity,
    status: 'free' as const,
  }));
  const hospitals = await startFhirHospitals({ hospitals: [{ id: 'race-first', name: 'race', mode: 'ihe', slots }] });
  closing.push(() => hospitals.close());
  return hospitals;
}

/** Two server processes on one PostgreSQL database, both reading the hospital's slots every second. */
async function startTwo(hospitals: FhirHospitals, db: TestStore): Promise<readonly { port: number; pid: number }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-two-'));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  const connection = { baseUrl: hospitals.hospitals[0]?.baseUrl, mode: 'ihe' };
  writeFileSync(
    join(folder, 'hospitals.json'),
    JSON.stringify([{ ...hospitalEntry('race-first'), protocol: 'fhir-r4', connection }]),
  );
  writeFileSync(
    join(folder, 'people.json'),
    JSON.stringify(Array.from({ length: REQUESTS }, (_, number) => testPatient(number))),
  );
  const env = {
    DATABASE_URL: db.databaseUrl,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
    PEOPLE_FILE: join(folder, 'people.json'),
    SYNC_EVERY_SECONDS: '1',
    WATCH_EVERY_SECONDS: '2',
    HOSPITAL_CALLS_AT_ONCE: '20',
    LOG_LEVEL: 'info',
  };
  const first = await startGatewayProgram(env);
  closing.push(() => first.stop());
  const second = await startGatewayProgram(env);
  closing.push(() => second.stop());
  return [first.ready, second.ready];
}

async function post(port: number, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string>, headers: response.headers };
}

it(`the gateway books exactly c of ${REQUESTS} requests in flight at once through two server processes on PostgreSQL, while both read slots`, {
  timeout: 120_000,
}, async () => {
  const db = await openPostgres(inject('postgresUrl'), systemClock);
  closing.push(() => db.drop());
  const hospitals = await openHospital();
  const gateways = await startTwo(hospitals, db);
  process.stdout.write(`two gateway processes: pids ${gateways.map(({ pid }) => pid).join(' and ')}\n`);
  expect(new Set(gateways.map(({ pid }) => pid)).size).toBe(2);
  await expect.poll(async () => (await db.rows('SELECT id FROM slot')).length).toBe(CAPACITIES.length);
  const portOf = (number: number) => gateways[number % 2]?.port ?? 0;
  const tokens = await Promise.all(
    Array.from({ length: REQUESTS }, async (_, number) => {
      const evidence = { kind: 'demo', patientId: testPatient(number).id };
      const opened = await untilDetermined(() => post(portOf(number), '/v1/sessions', { evidence, carrier: 'bearer' }));
      return String(opened.body.token);
    }),
  );
  for (const capacity of CAPACITIES) {
    const slotId = slotIdOf('race-first', `proposed-slot-${capacity}`);
    const replies = await Promise.all(
      tokens.map((token, number) => {
        const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `two-processes-${capacity}-${number}` };
        const order = { slotId, patientId: testPatient(number).id };
        return untilDetermined(() => post(portOf(number), '/v1/appointments', order, headers));
      }),
    );
    const kinds = new Map<string, number>();
    for (const { status, body } of replies)
      kinds.set(`${status} ${body.code ?? ''}`.trim(), (kinds.get(`${status} ${body.code ?? ''}`.trim()) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toEqual({ '201': capacity, '409 slot-taken': REQUESTS - capacity });
  }
  const oracle = openSimulatorDatabase(hospitals.databasePath);
  closing.push(async () => oracle.close());
  expect(oracle.oversold()).toEqual([]);
  expect(CAPACITIES.map((capacity) => oracle.slot(`slot-${capacity}`)?.taken)).toEqual([...CAPACITIES]);
});
