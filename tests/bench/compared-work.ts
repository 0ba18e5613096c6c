import { rushOf, rushSlots } from './booking-rush.ts';
import { bookingCost } from './booking-throughput.ts';
import { type Child, startChild } from './child.ts';
import type { Engine } from './databases.ts';
import { firstLoadKilobytes } from './first-load.ts';
import { type BenchGateway, type GatewayChoices, startGateway } from './gateway-client.ts';
import { prepareStarts } from './gateway-start.ts';
import { bookForReaders, cpuMicros, READ_SLOTS, READERS } from './gateway-suite.ts';
import { answered, closedLoop, openLoop, statusText } from './load.ts';
import type { Better } from './paired-ratio.ts';
import { searchMicros, startSearchCity } from './search-suite.ts';
import type { LedgerParameters, LedgerRun } from './serve-ledger.ts';
import { percentile } from './stats.ts';
import type { Bench } from './suite.ts';
import type { Tree } from './trees.ts';

/** A row of which two trees are compared. */
export interface ComparedRow {
  /** Number of the goal in the table of performance goals. */
  readonly row: number;
  readonly what: string;
  readonly unit: string;
  readonly better: Better;
}

/** One tree at work: its server runs until it is closed. */
export interface Side {
  /** Fills the caches. Answers how many a second it did, where that matters. */
  warm(): Promise<number>;
  /** One round: a figure a row. @param slower what the slower of the two sides did a second when they were warmed */
  measure(slower: number): Promise<readonly number[]>;
  close(): Promise<void>;
}

/**
 * Rows that come from the same work. The server is what the tree's own build starts (`dist/bench.js serve <role>`, `dist/gateway.js`); what is
 * sent to it, and the clock, are ours for both.
 */
export interface ComparedWork {
  readonly suite: 'booking' | 'search' | 'gateway';
  readonly rows: readonly ComparedRow[];
  /** About, for both sides together. */
  readonly secondsBefore: number;
  readonly secondsARound: number;
  readonly note?: (slower: number) => string;
  open(bench: Bench, tree: Tree): Promise<Side>;
}

export const COMPARED: readonly ComparedWork[] = [
  {
    suite: 'booking',
    rows: [
      { row: 2, what: 'durable bookings', unit: 'bookings/s', better: 'more' },
      { row: 3, what: 'CPU a booking', unit: 'µs', better: 'less' },
    ],
    secondsBefore: 12,
    secondsARound: 8,
    open: async (bench, tree) => bookings(await gatewayOf(bench, tree), bench.quick ? 1_000 : 3_000),
  },
  {
    suite: 'booking',
    rows: [
      { row: 4, what: 'booking p50 at a fixed rate', unit: 'ms', better: 'less' },
      { row: 4, what: 'booking p99 at a fixed rate', unit: 'ms', better: 'less' },
    ],
    secondsBefore: 10,
    secondsARound: 9,
    note: (slower) => `open loop, ${fixedRate(slower)}/s`,
    open: async (bench, tree) => latencies(await gatewayOf(bench, tree), bench.quick ? 2 : 4),
  },
  {
    suite: 'booking',
    rows: [{ row: 5, what: 'a rush of new connections on one slot, all answered', unit: 'ms', better: 'less' }],
    secondsBefore: 8,
    secondsARound: 3,
    async open(bench, tree) {
      const slots = rushSlots(bench.rounds);
      const gateway = await gatewayOf(bench, tree, { groups: [slots] });
      const rush = rushOf(gateway, slots);
      return { warm: rush, measure: async () => [await rush()], close: gateway.stop };
    },
  },
  {
    suite: 'booking',
    rows: [{ row: 10, what: 'durable bookings on PostgreSQL', unit: 'bookings/s', better: 'more' }],
    secondsBefore: 14,
    secondsARound: 8,
    async open(bench, tree) {
      const { measure, ...side } = bookings(await gatewayOf(bench, tree, {}, 'postgres'), bench.quick ? 1_000 : 2_000);
      return { ...side, measure: async (slower) => (await measure(slower)).slice(0, 1) };
    },
  },
  {
    suite: 'search',
    rows: [{ row: 7, what: 'search of 20 in 100,000 open slots, CPU', unit: 'µs', better: 'less' }],
    secondsBefore: 25,
    secondsARound: 5,
    async open(bench, tree) {
      const city = await startSearchCity(bench, 100_000, tree);
      const measure = async () => [await searchMicros(city, bench.quick ? 1_500 : 4_000)];
      return { warm: async () => (await measure())[0] ?? 0, measure, close: city.gateway.stop };
    },
  },
  {
    suite: 'gateway',
    rows: [
      { row: 6, what: 'secured GET of an appointment, CPU', unit: 'µs', better: 'less' },
      { row: 6, what: 'secured GET of a list, CPU', unit: 'µs', better: 'less' },
      { row: 6, what: 'GET of the hospitals with a session, CPU', unit: 'µs', better: 'less' },
    ],
    secondsBefore: 14,
    secondsARound: 8,
    open: async (bench, tree) => reads(await gatewayOf(bench, tree, { groups: [READ_SLOTS] }), bench.quick ? 2_000 : 5_000),
  },
  {
    suite: 'gateway',
    rows: [{ row: 9, what: 'audit rows with the seal beside them', unit: 'rows/s', better: 'more' }],
    secondsBefore: 4,
    secondsARound: 4,
    async open(bench, tree) {
      const parameters: LedgerParameters = { databaseUrl: await bench.databases.create('sqlite'), sealing: true };
      return sealedRows(
        await startChild('ledger', parameters, { program: tree.built('bench.js') }),
        bench.quick ? 5_000 : 15_000,
      );
    },
  },
  {
    suite: 'gateway',
    rows: [{ row: 11, what: 'a booking, one after the other, p50', unit: 'ms', better: 'less' }],
    secondsBefore: 8,
    secondsARound: 4,
    async open(bench, tree) {
      const gateway = await gatewayOf(bench, tree);
      const p50 = async () =>
        percentile((await closedLoop(gateway.port, 1, bench.quick ? 300 : 700, gateway.bookings)).latenciesMs, 0.5);
      return { warm: p50, measure: async () => [await p50()], close: gateway.stop };
    },
  },
  {
    suite: 'gateway',
    rows: [
      { row: 12, what: 'first load of the kiosk, JavaScript, brotli', unit: 'kB', better: 'less' },
      { row: 12, what: 'first load of the kiosk, CSS, brotli', unit: 'kB', better: 'less' },
    ],
    secondsBefore: 1,
    secondsARound: 0,
    async open(_, tree) {
      const sizes = firstLoadKilobytes(tree.built('kiosk'));
      return { warm: async () => 0, measure: async () => [sizes.javascript, sizes.css], close: async () => {} };
    },
  },
  {
    suite: 'gateway',
    rows: [
      { row: 13, what: 'resident memory when idle, small city read', unit: 'MB', better: 'less' },
      { row: 13, what: 'start to ready on a migrated database', unit: 's', better: 'less' },
    ],
    secondsBefore: 14,
    secondsARound: 12,
    async open(bench, tree) {
      const { start, close } = await prepareStarts(bench, tree.built('gateway.js'));
      const once = async () => {
        const { idleMegabytes, seconds } = await start();
        return [idleMegabytes, seconds];
      };
      // The first start has migrated the database.
      return { warm: async () => 0, measure: once, close };
    },
  },
];

/** What `--against` compares unless some are named. */
export const COMPARED_SUITES: readonly string[] = [...new Set(COMPARED.map(({ suite }) => suite))];

async function gatewayOf(bench: Bench, tree: Tree, more: GatewayChoices = {}, engine: Engine = 'sqlite'): Promise<BenchGateway> {
  return startGateway(await bench.databases.create(engine), { ...more, program: tree.built('bench.js') });
}

function bookings(gateway: BenchGateway, count: number): Side {
  return {
    warm: async () => (await bookingCost(gateway, 1_500)).perSecond,
    async measure() {
      const { perSecond, cpuMicros: cpu } = await bookingCost(gateway, count);
      return [perSecond, cpu];
    },
    close: gateway.stop,
  };
}

/** Half of what the slower side does: both keep up, also when the machine has a bad moment. */
const SHARE_OF_SLOWER = 0.5;
const CONNECTIONS_MAX = 400;
/** A few may be told to wait when the machine stalls; more means that the rate is none that both keep up with. */
const BOOKED_AT_LEAST = 0.98;

function fixedRate(slower: number): number {
  return Math.max(10, Math.floor((slower * SHARE_OF_SLOWER) / 10) * 10);
}

function latencies(gateway: BenchGateway, seconds: number): Side {
  return {
    warm: async () => (await bookingCost(gateway, 1_500)).perSecond,
    async measure(slower) {
      const ratePerSecond = fixedRate(slower);
      const { port, bookings: requests } = gateway;
      const load = { port, requests, ratePerSecond, during: seconds, connectionsMax: CONNECTIONS_MAX, spin: true };
      const result = await openLoop(load);
      if (answered(result, 201) < BOOKED_AT_LEAST * ratePerSecond * seconds)
        throw new Error(`does not keep up with ${ratePerSecond}/s: ${statusText(result)}`);
      return [percentile(result.latenciesMs, 0.5), percentile(result.latenciesMs, 0.99)];
    },
    close: gateway.stop,
  };
}

async function reads(gateway: BenchGateway, count: number): Promise<Side> {
  const ids = await bookForReaders(gateway, READ_SLOTS.count);
  const requests = [
    (n: number) => gateway.get(`/v1/appointments/${ids[n % READERS]}`, n % READERS),
    (n: number) => gateway.get('/v1/appointments', n % READERS),
    () => gateway.get('/v1/hospitals', 0),
  ];
  const measure = async () => {
    const figures: number[] = [];
    for (const some of requests) figures.push(await cpuMicros(gateway, some, count));
    return figures;
  };
  return { warm: async () => (await measure()).length, measure, close: gateway.stop };
}

function sealedRows(child: Child, rows: number): Side {
  const rate = async () => rows / (await child.ask<LedgerRun>('write-rows', rows)).seconds;
  return { warm: rate, measure: async () => [await rate()], close: child.stop };
}
