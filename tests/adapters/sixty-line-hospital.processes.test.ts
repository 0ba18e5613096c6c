import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ConformanceReport } from '../../adapters/conformance/describe-adapter.ts';
import { describeHospitalAdapter } from '../../adapters/conformance/describe-hospital-adapter.ts';
import type { HospitalUnderTest } from '../../adapters/conformance/hospital-under-test.ts';
import { createRemoteHttpAdapter, readDeclaredCapabilities } from '../../adapters/hospitals/remote-http/adapter.ts';
import { formatInstant } from '../../adapters/hospitals/remote-http/mapping.ts';
import { REQUEST_KEY } from './simulated-remote-hospital.ts';

const PROGRAM = 'docs/examples/sixty-line-hospital.mjs';
const reports: ConformanceReport[] = [];

interface Books {
  readonly key: typeof REQUEST_KEY;
  readonly slots: {
    ref: string;
    departmentRef: string;
    practitionerRef: string;
    startsAt: string;
    endsAt: string;
    free: number;
  }[];
  readonly bookings: { ref: string; key: string; slotRef: string; status: string; patient: { name: string } }[];
}

/** The example's only file, seen and written past its interface. */
function hospitalBooks(file: string, baseUrl: string, requests: { total: number; writes: number }): HospitalUnderTest {
  const load = (): Books => JSON.parse(readFileSync(file, 'utf8'));
  const capacities = new Map<string, number>();
  return {
    // It runs as it is; faults are shown by the simulator of this protocol.
    supportedFaults: [],
    placesPerSlot: 'many',
    async openSlot({ startsAt, endsAt, capacity, free = capacity }) {
      const books = load();
      const ref = `slot-${books.slots.length + 1}`;
      capacities.set(ref, capacity);
      const times = { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) };
      books.slots.push({ ref, departmentRef: 'd01', practitionerRef: 'p001', ...times, free });
      writeFileSync(`${file}.test`, JSON.stringify(books));
      renameSync(`${file}.test`, file);
      return ref;
    },
    bookings: async (key) =>
      load()
        .bookings.filter((booking) => key === undefined || booking.key === key)
        .map(({ ref, key: own, status, patient }) => ({ ref, key: own, live: status === 'booked', patientName: patient.name })),
    async slot(ref) {
      const capacity = capacities.get(ref) ?? 0;
      return { capacity, taken: capacity - (load().slots.find((slot) => slot.ref === ref)?.free ?? 0) };
    },
    setFault: async () => {},
    requestsSeen: async () => ({ ...requests }),
    // What was sent before a question is done before its answer; the second round passes what the first met half-way.
    async settled() {
      for (let round = 0; round < 2; round += 1) await (await fetch(`${baseUrl}/onedoor/v1/capabilities`)).arrayBuffer();
    },
  };
}

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'sixty-lines-'));
  const file = join(folder, 'hospital.json');
  writeFileSync(file, JSON.stringify({ key: REQUEST_KEY, slots: [], bookings: [] }));
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const requests = { total: 0, writes: 0 };
  let latencyMs = 0;
  const environment = {
    async fetch(input: string, init: RequestInit = {}) {
      if (latencyMs > 0) await sleep(latencyMs);
      requests.total += 1;
      if (init.method === 'PUT') requests.writes += 1;
      return fetch(input, init);
    },
    now: Date.now,
  };
  const baseUrl = `http://127.0.0.1:${line.toString().trim()}`;
  const connection = { baseUrl, key: REQUEST_KEY };
  const declared = await readDeclaredCapabilities(connection, environment, { signal: AbortSignal.timeout(60_000) });
  if (!declared.ok) throw new Error('the example did not say what it can do');
  const adapter = createRemoteHttpAdapter({ ...connection, capabilities: declared.value, pageSize: 5 }, environment);
  const strangeKey = { ...REQUEST_KEY, secret: Buffer.alloc(32, 'another key ').toString('base64') };
  return {
    adapter,
    stranger: createRemoteHttpAdapter({ ...connection, key: strangeKey, capabilities: declared.value }, environment),
    hospital: {
      ...hospitalBooks(file, baseUrl, requests),
      async setLatency(ms: number) {
        latencyMs = ms;
      },
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describeHospitalAdapter({
  name: 'remote-http, against the sixty lines of docs/examples',
  start,
  skip: [],
  onReport: (report) => reports.push(report),
});

it('the example hospital leaves out of the kit only what the example does not declare, and faults that it can not produce', () => {
  const [report] = reports;
  expect(report).toMatchObject({ failed: 0 });
  expect(
    report?.skips
      .map(({ reason }) => reason)
      .filter((reason) => !/^this (partner cannot produce|hospital has no word for)/.test(reason)),
  ).toEqual([]);
  expect(report?.run).toBeGreaterThanOrEqual(59);
});

it('the example hospital has sixty lines beside the rules of signing, blank ones and comments not counted', () => {
  const lines = readFileSync(PROGRAM, 'utf8').split('\n');
  expect(lines.filter((line) => line.trim() !== '' && !line.startsWith('//')).length).toBeLessThanOrEqual(64);
});
