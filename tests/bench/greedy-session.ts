import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { DEPARTMENT, HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { Connection, encodeRequest } from './connection.ts';
import { absolute, type Figure, ratio } from './figures.ts';
import { type BenchGateway, startGateway } from './gateway-client.ts';
import type { SlotGroup } from './instant-hospital.ts';
import { openLoop, statusText } from './load.ts';
import { percentile } from './stats.ts';
import type { Bench } from './suite.ts';

const MINUTE_MS = 60_000;
/** Everybody: all come from one address, and what a session sends first is counted there. The last few are greedy, one a minute each: a session that was at its bounds yesterday has none of them left. */
const PATIENTS = 250;
/** Each of the others books twice in the whole run, so that they stay within their bounds. */
const ROUNDS_MAX = 2;
const OTHERS_A_SECOND = 40;
const BOOKINGS_ONE_IN = 20;
/** The session sends over so many connections as fast as it is answered; once it is refused it waits a little. */
const CONNECTIONS = 8;
const REFUSED_WAIT_MS = 100;
/** Kept by the gateway with each reply: the longest key that it takes. */
const KEY_LENGTH = 255;
const SLOTS: SlotGroup = { name: 'others', count: 64, capacity: 100_000 };

/** Row 16: latency of everybody else while one session does all it may for a minute ÷ without it; and by how much that minute makes the database grow. */
export async function greedySession(bench: Bench): Promise<readonly Figure[]> {
  const gateway = await startGateway(await bench.databases.create('sqlite'), {
    groups: [SLOTS],
    patients: PATIENTS,
    bounded: true,
  });
  const rounds = Math.min(bench.rounds, ROUNDS_MAX);
  const others = othersOf(gateway);
  const beside: number[] = [];
  const alone: number[] = [];
  try {
    await others(5_000);
    // What was sent before a session had a window of its own counts at the address of all: its window ends first.
    await pause(MINUTE_MS);
    let greedy = PATIENTS - 1;
    const grown = await growth(gateway, () => beGreedy(gateway, greedy, 'writes'));
    bench.say(`row 16: one session alone, ${grown.said}; the database grew by ${Math.round(grown.bytes / 1_000)} kB`);
    for (let round = 0; round < rounds; round += 1) {
      greedy -= 1;
      const quiet = async () => alone.push(await others(MINUTE_MS));
      if (round % 2 === 0) await quiet();
      const [p99] = await Promise.all([others(MINUTE_MS), beGreedy(gateway, greedy, 'everything')]);
      beside.push(p99);
      if (round % 2 === 1) await quiet();
      bench.say(`row 16: p99 of the others ${alone.at(-1)?.toFixed(1)} ms, beside it ${p99.toFixed(1)} ms`);
    }
    return figures(rounds, { beside, alone, grown });
  } finally {
    await gateway.stop();
  }
}

interface Measured {
  readonly beside: readonly number[];
  readonly alone: readonly number[];
  readonly grown: { readonly bytes: number; readonly said: string };
}

function figures(rounds: number, { beside, alone, grown }: Measured): readonly Figure[] {
  return [
    ratio({
      row: 16,
      what: 'p99 of everybody else beside one session at its bounds for a minute',
      unit: 'ms p99',
      ours: beside,
      reference: alone,
      against: `the same ${OTHERS_A_SECOND} requests a second without it`,
      goal: { atMost: 2 },
      note: `${rounds} rounds of a minute each; searches, lists of appointments, one in ${BOOKINGS_ONE_IN} a booking`,
    }),
    absolute({
      row: 16,
      what: 'one session at its bounds for a minute, growth of the database',
      unit: 'MB',
      ours: grown.bytes / 1_000_000,
      goal: { atMost: 5 },
      note: grown.said,
    }),
  ];
}

/** Others for so long; answers the p99 of their latencies. */
function othersOf(gateway: BenchGateway): (durationMs: number) => Promise<number> {
  let count = 0;
  let booked = 0;
  const path = searchPath(20);
  const requests = () => {
    count += 1;
    if (count % BOOKINGS_ONE_IN === 0) {
      booked += 1;
      return gateway.booking({ patient: booked % (PATIENTS - ROUNDS_MAX - 1), group: SLOTS.name, slot: booked % SLOTS.count });
    }
    return gateway.get(count % 2 === 0 ? path : '/v1/appointments', count % (PATIENTS - ROUNDS_MAX - 1));
  };
  return async (durationMs) => {
    const { port } = gateway;
    const load = await openLoop({
      port,
      ratePerSecond: OTHERS_A_SECOND,
      during: durationMs / 1_000,
      connectionsMax: 64,
      requests,
      spin: false,
    });
    if (Object.keys(load.statuses).some((status) => status !== '200' && status !== '201'))
      throw new Error(`others were refused: ${statusText(load)}`);
    return percentile(load.latenciesMs, 0.99);
  };
}

const searchPath = (limit: number) =>
  `/v1/slots?department=${DEPARTMENT}&from=${encodeURIComponent(new Date().toISOString())}&limit=${limit}`;

async function growth(gateway: BenchGateway, act: () => Promise<string>): Promise<{ bytes: number; said: string }> {
  const before = await gateway.ask<number>('database-bytes');
  const said = await act();
  // Until the last row is sealed too.
  await pause(12_000);
  return { bytes: (await gateway.ask<number>('database-bytes')) - before, said };
}

/** For a minute, all that this session may do, as fast as it is answered, by turns. Long lists use up its window, so they come apart. */
async function beGreedy(gateway: BenchGateway, patient: number, what: 'writes' | 'everything'): Promise<string> {
  const until = performance.now() + MINUTE_MS;
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(gateway.port, true)));
  const acts = await actsOf(gateway, { patient, what }, connections[0] as Connection);
  const heard: Record<number, number> = {};
  let count = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until) {
        count += 1;
        const { status, body } = await connection.request(acts.next(count));
        heard[status] = (heard[status] ?? 0) + 1;
        if (status === 201) acts.created(body);
        if (status === 429) await pause(REFUSED_WAIT_MS);
      }
      connection.close();
    }),
  );
  return Object.entries(heard)
    .map(([status, times]) => `${times} × ${status}`)
    .join(', ');
}

async function actsOf(
  gateway: BenchGateway,
  { patient, what }: { readonly patient: number; readonly what: 'writes' | 'everything' },
  connection: Connection,
) {
  const { version } = JSON.parse((await connection.request(encodeRequest('GET', '/v1/privacy-notice', {}))).body);
  const consents = { privacyNotice: version, healthData: version, language: 'zh' };
  const patientId = testPatient(patient).id;
  const run = Math.random().toString(36).slice(2);
  const appointments: string[] = [];
  const authorization = `Bearer ${gateway.tokens[patient]}`;
  const post = (n: number, path: string, body: unknown) =>
    encodeRequest(
      'POST',
      path,
      { authorization, 'idempotency-key': `${run}-${n}-`.padEnd(KEY_LENGTH, 'k') },
      JSON.stringify(body),
    );
  const get = (path: string) => encodeRequest('GET', path, { authorization });
  const child = (n: number) => ({
    person: {
      name: '试'.repeat(30),
      birthDate: '2026-10-01',
      sex: 'female',
      document: { type: 'birth-certificate', number: `X${String(patient).padStart(3, '0')}${String(n).padStart(6, '0')}` },
    },
    relationship: 'grandparent',
    consents,
  });
  const last = () => appointments.at(-1) ?? `apt_${'u'.repeat(22)}`;
  type Act = (n: number) => Buffer;
  const writes: readonly Act[] = [
    (n) => post(n, '/v1/appointments', { slotId: slotIdOf(HOSPITAL, `${SLOTS.name}-${n % SLOTS.count}`), patientId }),
    (n) => post(n, '/v1/patients/me/dependants', child(n)),
    (n) => post(n, `/v1/appointments/${last()}/cancel`, {}),
    (n) => post(n, `/v1/appointments/${last()}/slip`, {}),
    () => get('/v1/patients/me'),
    () => get(`/v1/appointments/${last()}`),
  ];
  const lists: readonly Act[] = [
    () => get('/v1/access-log?limit=50'),
    () => get('/v1/appointments?limit=50'),
    () => get(searchPath(50)),
    () => get('/v1/consents?limit=50'),
  ];
  const acts = what === 'writes' ? writes : [...writes, ...lists];
  return {
    next: (n: number): Buffer => acts[n % acts.length]?.(n) as Buffer,
    created(body: string): void {
      const { id } = JSON.parse(body) as { id?: string };
      if (id?.startsWith('apt_')) appointments.push(id);
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
