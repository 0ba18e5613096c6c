import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { afterEach, expect, it } from 'vitest';
import { openSimulatorDatabase } from '../../fixtures/simulators/fhir-r4/simulator-database.ts';
import { startFhirHospitals } from '../../fixtures/simulators/fhir-r4/start-fhir-hospitals.ts';
import { HALF_HOUR_MS, testPatient } from '../support/test-gateway.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The worker as one file, with nothing of Node in it. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: 'tests/runtime/fhir-r4-worker.ts', formats: ['es'], fileName: 'worker' },
    },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code?: string }[] };
  return output.output.find(({ type }) => type === 'chunk')?.code ?? '';
}

it.each(['plain', 'ihe'] as const)(
  'the fhir-r4 adapter books, is found and cancels in %s mode inside workerd',
  { timeout: 60_000 },
  async (mode) => {
    const startsAt = Date.now() - (Date.now() % HALF_HOUR_MS) + 48 * 3_600_000;
    const slot = {
      ref: 's1',
      practitionerRef: 'p1',
      departmentRef: 'd1',
      startsAt,
      endsAt: startsAt + HALF_HOUR_MS,
      capacity: 1,
      status: 'free' as const,
    };
    const hospitals = await startFhirHospitals({ hospitals: [{ id: 'w', name: 'w', mode, slots: [slot] }] });
    closing.push(() => hospitals.close());
    const script = await bundle();
    expect(script).not.toMatch(/from\s*["']node:|better-sqlite3/);
    const worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-04-01' });
    closing.push(() => worker.dispose());
    const connection = { baseUrl: hospitals.hospitals[0]?.baseUrl, mode };
    const run = async (calls: readonly unknown[][]) => {
      const response = await worker.dispatchFetch('http://worker/', {
        method: 'POST',
        body: JSON.stringify({ connection, calls }),
      });
      return (await response.json()) as { ok: boolean; value: Record<string, unknown> & { slots: { ref: string }[] } }[];
    };
    const [page] = await run([['slots', 'page', { from: startsAt - 1, to: startsAt + 1 }]]);
    const slotRef = page?.value.slots[0]?.ref;
    const { patient } = testPatient(1);
    const [booked, found] = await run([
      ['booking', 'book', { key: 'bkg_worker', slotRef, patient }],
      ['bookings', 'find', 'bkg_worker'],
    ]);
    expect(booked).toMatchObject({ ok: true, value: { status: 'booked', key: 'bkg_worker' } });
    expect(found?.value.ref).toBe(booked?.value.ref);
    const oracle = openSimulatorDatabase(hospitals.databasePath);
    closing.push(async () => oracle.close());
    expect(oracle.bookings('bkg_worker').map(({ status }) => status)).toEqual(['booked']);
    const [cancelled] = await run([['cancellation', 'cancel', { key: 'bkg_worker', ref: booked?.value.ref }]]);
    expect(cancelled).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(oracle.bookings('bkg_worker').map(({ status }) => status)).toEqual(['cancelled']);
  },
);
