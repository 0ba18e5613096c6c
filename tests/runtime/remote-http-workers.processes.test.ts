import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { afterEach, expect, it } from 'vitest';
import { startRemoteHospital } from '../../fixtures/simulators/remote-http/start-remote-hospital.ts';
import { REQUEST_KEY } from '../adapters/simulated-remote-hospital.ts';
import { HALF_HOUR_MS, testPatient } from '../support/test-gateway.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The worker as one file, with nothing of Node in it. */
async function bundle(): Promise<string> {
  const lib = { entry: 'tests/runtime/remote-http-worker.ts', formats: ['es' as const], fileName: 'worker' };
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', minify: false, lib },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code?: string }[] };
  return output.output.find(({ type }) => type === 'chunk')?.code ?? '';
}

it('the remote-http adapter signs, verifies, registers, books and cancels inside workerd', { timeout: 60_000 }, async () => {
  const startsAt = Date.now() - (Date.now() % HALF_HOUR_MS) + 48 * 3_600_000;
  const slot = { ref: 's1', practitionerRef: 'p1', departmentRef: 'd1', startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 1 };
  const hospital = await startRemoteHospital({ slots: [slot], key: REQUEST_KEY });
  closing.push(() => hospital.close());
  const script = await bundle();
  expect(script).not.toMatch(/from\s*["']node:|better-sqlite3/);
  const worker = new Miniflare({ modules: true, script, compatibilityDate: '2026-04-01' });
  closing.push(() => worker.dispose());
  const capabilities = {
    slots: true,
    book: true,
    listBookings: 'changes',
    cancel: true,
    keyedBooking: true,
    settleWindowMs: 1_000,
    readLagMs: 0,
    findPatient: true,
    registerPatient: true,
  };
  const connection = { baseUrl: hospital.baseUrl, key: REQUEST_KEY, capabilities };
  const run = async (calls: readonly unknown[][]) => {
    const response = await worker.dispatchFetch('http://worker/', {
      method: 'POST',
      body: JSON.stringify({ connection, calls }),
    });
    return (await response.json()) as { ok: boolean; value: { ref: string } }[];
  };
  const { patient } = testPatient(1);
  const [page, file] = await run([
    ['slots', 'page', { from: startsAt - 1, to: startsAt + 1 }],
    ['patients', 'register', patient],
  ]);
  expect(page).toMatchObject({ ok: true, value: { slots: [{ ref: 's1', free: 1 }] } });
  const [booked, found] = await run([
    ['booking', 'book', { key: 'bkg_worker', slotRef: 's1', patient, patientRef: file?.value.ref }],
    ['bookings', 'find', 'bkg_worker'],
  ]);
  expect(booked).toMatchObject({ ok: true, value: { status: 'booked', key: 'bkg_worker' } });
  expect(found?.value.ref).toBe(booked?.value.ref);
  const [cancelled] = await run([['cancellation', 'cancel', { key: 'bkg_worker', ref: booked?.value.ref }]]);
  expect(cancelled).toMatchObject({ ok: true, value: { status: 'cancelled' } });
});
