import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HospitalSchedule } from '../../fixtures/simulators/signed-json/start-signed-hospital.ts';
import {
  configFor,
  type StartedSignedHospital,
  type StartSignedOptions,
  startSimulatedSignedHospital,
} from '../adapters/simulated-signed-hospital.ts';

const SCHEDULE: HospitalSchedule = {
  hosScheduleId: 's1',
  depcode: 'd01',
  docname: '曾静',
  workDate: '2031-03-03',
  workTime: 0,
  reservedNumber: 2,
  amount: '50.00',
};
const from = Date.parse('2031-03-03T00:00:00+08:00');
const document = { type: 'resident-id', number: '11010519491231002X' } as const;
const patient = { name: '王㛃+&%', birthDate: '1949-12-31', sex: 'female', document } as const;

/** The worker as one file, with nothing of Node in it. */
async function bundle(): Promise<string> {
  const lib = { entry: 'tests/runtime/signed-json-worker.ts', formats: ['es' as const], fileName: 'worker' };
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', minify: false, lib },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code?: string }[] };
  return output.output.find(({ type }) => type === 'chunk')?.code ?? '';
}

describe('the signed-json adapter inside workerd', () => {
  let worker: Miniflare;
  const started: StartedSignedHospital[] = [];

  beforeAll(async () => {
    const script = await bundle();
    expect(script).not.toMatch(/from\s*["']node:|better-sqlite3/);
    worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-04-01' });
  });
  afterAll(async () => {
    await worker.dispose();
    for (const hospital of started) await hospital.stop();
  });

  /** A hospital, and the adapter in the worker in front of it. */
  async function start(options: StartSignedOptions) {
    const hospital = await startSimulatedSignedHospital(options);
    started.push(hospital);
    const [ref = ''] = hospital.open(SCHEDULE);
    const connection = configFor(options, hospital.baseUrl);
    const run = async (...calls: readonly unknown[][]) => {
      const body = JSON.stringify({ connection, calls });
      const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body });
      return (await response.json()) as { ok: boolean; value: { ref: string } }[];
    };
    return { hospital, ref, run };
  }

  it('the signed-json adapter inside workerd signs, verifies, registers, books, asks for the queue and cancels in strict mode', async () => {
    const { hospital, ref, run } = await start({ mode: 'strict' });
    await hospital.hospital.clinics?.call(ref, 1, from);
    const [page, file] = await run(['slots', 'page', { from, to: from + 86_400_000 }], ['patients', 'register', patient]);
    expect(page).toMatchObject({ ok: true, value: { slots: [{ ref, free: 2, clinic: { numbers: 2 } }] } });
    const [booked, found, queue] = await run(
      ['booking', 'book', { key: 'bkg_worker', slotRef: ref, patient, patientRef: file?.value.ref }],
      ['bookings', 'find', 'bkg_worker'],
      ['queue', 'read', ref],
    );
    expect(booked).toMatchObject({ ok: true, value: { status: 'booked', key: 'bkg_worker', queueNumber: 1 } });
    expect(found?.value.ref).toBe(booked?.value.ref);
    expect(queue).toMatchObject({ ok: true, value: { calls: [{ number: 1, at: from }], ended: false } });
    const [cancelled] = await run(['cancellation', 'cancel', { key: 'bkg_worker', ref: booked?.value.ref }]);
    expect(cancelled).toMatchObject({ ok: true, value: { status: 'cancelled' } });
  });

  it('the signed-json adapter inside workerd books and cancels in lax mode, in GB18030', async () => {
    const { hospital, ref, run } = await start({ mode: 'lax', quirks: { charset: 'gb18030' } });
    const [booked] = await run(['booking', 'book', { key: 'bkg_worker', slotRef: ref, patient }]);
    expect(booked).toMatchObject({ ok: true, value: { status: 'booked', queueNumber: 1 } });
    expect(JSON.parse(hospital.truth.orders()[0]?.patient ?? '{}')).toMatchObject({ name: patient.name });
    const [cancelled] = await run(['cancellation', 'cancel', { key: 'bkg_worker', ref: booked?.value.ref }]);
    expect(cancelled).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(hospital.truth.orders()).toMatchObject([{ status: -1 }]);
  });
});
