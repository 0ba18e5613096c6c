import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSignedJsonAdapter } from '../../../adapters/hospitals/signed-json/adapter.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { openSimulatorDatabase, type SimulatorDatabase } from '../../../fixtures/simulators/signed-json/simulator-database.ts';
import { startSignedHospital } from '../../../fixtures/simulators/signed-json/start-signed-hospital.ts';
import { startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

/** Two hospitals whose codes of departments, doctors, schedules and orders are all the same: each numbers from one. */
const HOSPITALS = ['east', 'west'] as const;
type HospitalId = (typeof HOSPITALS)[number];

const workDate = new Date(Date.now() + 2 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
const SCHEDULE = { hosScheduleId: '1', depcode: 'gk', docname: '曾静', workDate, workTime: 0, amount: '50.00' } as const;
const REF = `gk~1~${workDate}~0~50.00`;

describe('two hospitals that give everything the same names', () => {
  const closing: (() => Promise<unknown>)[] = [];
  const truths = new Map<HospitalId, SimulatorDatabase>();
  let db: TestStore;
  let gateway: TestGateway;

  async function adapterOf(id: HospitalId) {
    const signKey = Buffer.alloc(32, id).toString('base64');
    const identity = { hoscode: `code_${id}`, signKey };
    const schedules = [{ ...SCHEDULE, reservedNumber: id === 'east' ? 1 : 2 }];
    const simulator = await startSignedHospital({ mode: 'strict', ...identity, schedules });
    closing.push(() => simulator.close(100));
    const truth = openSimulatorDatabase(simulator.databasePath);
    closing.push(async () => truth.close());
    truths.set(id, truth);
    const doctors = [{ ref: 'p1', depcode: 'gk', docname: '曾静' }];
    const environment = { fetch: (input: string, init?: RequestInit) => fetch(input, init), now: Date.now };
    const config = { mode: 'strict', baseUrl: simulator.baseUrl, ...identity, doctors } as const;
    return [id, createSignedJsonAdapter(config, environment)] as const;
  }

  beforeEach(async () => {
    db = await openTestStore('sqlite');
    const adapters = new Map(await Promise.all(HOSPITALS.map(adapterOf)));
    gateway = await startTestGateway({ store: db.store, adapters, settings: { pollEveryMs: 5 } });
    await gateway.sync();
  });
  afterEach(async () => {
    await gateway.stop();
    for (const close of closing.splice(0).reverse()) await close();
    await db.drop();
  });

  async function book(id: HospitalId, number: number) {
    const patientId = testPatient(number).id;
    const token = await gateway.signIn(patientId);
    const key = `same-names-${id}-${number}`;
    const { status, body } = await gateway.book({ slotId: slotIdOf(id, REF), patientId, token, key });
    return { status, id: String(body.id), token };
  }
  const orders = (id: HospitalId) =>
    (truths.get(id)?.orders() ?? []).map(({ recordId, patient, status }) => ({
      recordId,
      name: (JSON.parse(patient) as { name: string }).name,
      status,
    }));
  const nameOf = (number: number) => testPatient(number).patient.name;

  it('two hospitals that give everything the same names are two slots, two bookings and two people; nothing of one reaches the other', async () => {
    expect(slotIdOf('east', REF)).not.toBe(slotIdOf('west', REF));
    const east = await book('east', 0);
    const west = await book('west', 1);
    expect([east.status, west.status]).toEqual([201, 201]);
    expect(orders('east')).toEqual([{ recordId: 'record-1', name: nameOf(0), status: 0 }]);
    expect(orders('west')).toEqual([{ recordId: 'record-1', name: nameOf(1), status: 0 }]);
  });

  it('two hospitals that give everything the same names are cancelled one by one, although both orders have the same record number', async () => {
    await book('east', 0);
    const west = await book('west', 1);
    const cancelled = await gateway.cancel({ id: west.id, token: west.token, key: 'same-names-cancel' });
    expect(cancelled.status).toBeLessThan(300);
    expect(orders('west')).toMatchObject([{ status: -1 }]);
    expect(orders('east')).toMatchObject([{ status: 0 }]);
  });

  it('two hospitals that give everything the same names are full one by one', async () => {
    expect((await book('east', 0)).status).toBe(201);
    expect((await book('east', 1)).status).toBe(409);
    expect((await book('west', 2)).status).toBe(201);
    expect(orders('east')).toHaveLength(1);
    expect(orders('west')).toMatchObject([{ name: nameOf(2) }]);
  });
});
