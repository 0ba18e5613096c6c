import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from './child.ts';
import { type Figure, ratio } from './figures.ts';
import { type BenchGateway, startGateway } from './gateway-client.ts';
import { openLoop } from './load.ts';
import type { SlotCopy } from './raw-slots.ts';
import { startSimulatedCity } from './simulated-city.ts';
import type { Spent } from './spent.ts';
import { percentile } from './stats.ts';
import type { Bench } from './suite.ts';

/** Bookings a second beside the sync: far from what the gateway can do, so that a delay is the sync's. */
const RATE = 200;

interface Round {
  readonly slots: number;
  readonly rowsPerSecond: number;
  readonly cpuMicrosPerRow: number;
  readonly rawRowsPerSecond: number;
  readonly rawCpuMicrosPerRow: number;
  readonly quietP99Ms: number;
  readonly meanwhileP99Ms: number;
}

/**
 * Row 14: the big city is read once, a few hospitals a round, from simulated hospitals that speak FHIR R4 over sockets; rows a second
 * ÷ inserting as many rows by hand. Meanwhile bookings come in at a fixed rate at another hospital; their p99 ÷ before the sync.
 */
export async function citySync(bench: Bench): Promise<readonly Figure[]> {
  const city = await startSimulatedCity('big');
  const hospitalsFile = join(bench.databases.folder(), 'hospitals.json');
  writeFileSync(hospitalsFile, JSON.stringify(city.hospitals));
  const database = await bench.databases.create('sqlite');
  const gateway = await startGateway(database, { hospitalsFile });
  const raw = await startChild('bare', {});
  try {
    const ids = city.hospitals.map(({ id }) => id);
    const rounds: Round[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const some = ids.slice(
        Math.floor((round * ids.length) / bench.rounds),
        Math.floor(((round + 1) * ids.length) / bench.rounds),
      );
      rounds.push(await oneRound(gateway, raw, { path: database.slice('file:'.length), hospitals: some }));
      bench.say(`row 14: ${some.length} hospitals, ${rounds.at(-1)?.slots} slots`);
    }
    return figures(rounds);
  } finally {
    await Promise.all([gateway.stop(), raw.stop(), city.stop()]);
  }
}

async function oneRound(gateway: BenchGateway, bare: Child, copy: SlotCopy): Promise<Round> {
  await bookingsUntil(gateway, pause(500));
  const quiet = await bookingsUntil(gateway, pause(3_000));
  const cpu = await gateway.cpuSeconds();
  const startedAt = performance.now();
  let seconds = 0;
  const sync = gateway.ask<number>('sync', copy.hospitals).then((count) => {
    seconds = (performance.now() - startedAt) / 1000;
    return count;
  });
  const meanwhile = await bookingsUntil(gateway, sync);
  const slots = await sync;
  const spent = (await gateway.cpuSeconds()) - cpu;
  const raw = await bare.ask<Spent>('raw-slot-inserts', copy);
  return {
    slots,
    rowsPerSecond: slots / seconds,
    cpuMicrosPerRow: (spent / slots) * 1e6,
    rawRowsPerSecond: slots / raw.seconds,
    rawCpuMicrosPerRow: (raw.cpuSeconds / slots) * 1e6,
    quietP99Ms: percentile(quiet, 0.99),
    meanwhileP99Ms: percentile(meanwhile, 0.99),
  };
}

/** Latencies of bookings at the fixed rate, until something else is done, over connections that stay. */
async function bookingsUntil(gateway: BenchGateway, during: Promise<unknown>): Promise<readonly number[]> {
  const { port, bookings: requests } = gateway;
  const load = await openLoop({ port, ratePerSecond: RATE, during, connectionsMax: 64, requests, spin: false });
  return load.latenciesMs;
}

function figures(rounds: readonly Round[]): readonly Figure[] {
  const of = (key: keyof Round) => rounds.map((round) => round[key]);
  const slots = rounds.reduce((sum, round) => sum + round.slots, 0);
  const city = `${slots} slots of the big city from simulated hospitals over sockets`;
  const against = 'a prepared insert of the same rows into the same table, 200 a transaction';
  const note = `${city}, with ${RATE} bookings a second beside it; the hospitals share a core with the load`;
  return [
    ratio({
      row: 14,
      what: 'sync of a city, rows a second',
      unit: 'rows/s',
      ours: of('rowsPerSecond'),
      reference: of('rawRowsPerSecond'),
      against,
      goal: { atLeast: 0.3 },
      note,
    }),
    ratio({
      row: 14,
      what: 'sync of a city, CPU a row of the gateway',
      unit: 'µs',
      ours: of('cpuMicrosPerRow'),
      reference: of('rawCpuMicrosPerRow'),
      against,
      note: 'includes the bookings beside it',
    }),
    ratio({
      row: 14,
      what: 'booking p99 during the sync',
      unit: 'ms p99',
      ours: of('meanwhileP99Ms'),
      reference: of('quietP99Ms'),
      against: `the same ${RATE} bookings a second without a sync`,
      goal: { atMost: 2 },
    }),
  ];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
