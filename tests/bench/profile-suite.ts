import { readFileSync } from 'node:fs';
import { bookingCost } from './booking-throughput.ts';
import type { Child } from './child.ts';
import { startGateway } from './gateway-client.ts';
import { bookForReaders, READERS } from './gateway-suite.ts';
import { closedLoop } from './load.ts';
import { openPaying } from './payments-suite.ts';
import { searchRequest, startSearchCity } from './search-suite.ts';
import type { Bench } from './suite.ts';
import { PLACES, type Place } from './time-by-place.ts';

/** Where the time of one kind of request goes. */
export interface TimeProfile {
  readonly what: string;
  /** Requests while the profiler ran. */
  readonly requests: number;
  readonly perSecond: number;
  /** Wall clock of the gateway's main thread, µs a request, without idle. */
  readonly busyMicros: number;
  readonly places: readonly { readonly place: Place; readonly micros: number; readonly share: number }[];
}

type Measure = (bench: Bench) => Promise<TimeProfile>;

/** `--profile`: what is measured for each suite. */
export const PROFILES: Readonly<Record<string, Measure>> = {
  booking: profileBookings,
  search: profileSearches,
  gateway: profileReads,
  payments: profilePayments,
};

async function profileBookings(bench: Bench): Promise<TimeProfile> {
  const gateway = await startGateway(await bench.databases.create('sqlite'));
  try {
    await bookingCost(gateway, 2_000);
    return await profiled(gateway, 'a booking, 32 connections', bench.quick ? 4_000 : 12_000, async (count) => {
      await bookingCost(gateway, count);
    });
  } finally {
    await gateway.stop();
  }
}

async function profilePayments(bench: Bench): Promise<TimeProfile> {
  const gateway = await openPaying(await bench.databases.create('sqlite'));
  try {
    await gateway.pay(300);
    return await profiled(
      gateway.child,
      'a payment from bill to settled, 32 connections',
      bench.quick ? 1_000 : 3_000,
      async (count) => {
        await gateway.pay(count);
      },
    );
  } finally {
    await gateway.child.stop();
  }
}

async function profileSearches(bench: Bench): Promise<TimeProfile> {
  const city = await startSearchCity(bench, 100_000);
  const load = async (count: number) => void (await closedLoop(city.gateway.port, 16, count, (n) => searchRequest(city.plan, n)));
  try {
    await load(2_000);
    return await profiled(
      city.gateway,
      'a search of 20 in 100,000 open slots, 16 connections',
      bench.quick ? 5_000 : 20_000,
      load,
    );
  } finally {
    await city.gateway.stop();
  }
}

async function profileReads(bench: Bench): Promise<TimeProfile> {
  const gateway = await startGateway(await bench.databases.create('sqlite'), {
    groups: [{ name: 'read', count: 1, capacity: 1_000 }],
  });
  try {
    const ids = await bookForReaders(gateway, 1);
    const load = async (count: number) =>
      void (await closedLoop(gateway.port, 32, count, (n) => gateway.get(`/v1/appointments/${ids[n % READERS]}`, n % READERS)));
    await load(3_000);
    return await profiled(gateway, 'a secured GET of an appointment, 32 connections', bench.quick ? 10_000 : 40_000, load);
  } finally {
    await gateway.stop();
  }
}

async function profiled(
  child: Child,
  what: string,
  requests: number,
  load: (count: number) => Promise<void>,
): Promise<TimeProfile> {
  await child.ask('profile-begin');
  const startedAt = performance.now();
  await load(requests);
  const seconds = (performance.now() - startedAt) / 1000;
  const spent = await child.ask<Readonly<Record<Place, number>>>('profile-end');
  const busy = PLACES.reduce((sum, place) => sum + (place === 'idle' ? 0 : spent[place]), 0);
  const places = PLACES.map((place) => ({
    place,
    micros: tenth(spent[place] / requests),
    share: place === 'idle' ? 0 : Math.round((spent[place] / busy) * 1000) / 1000,
  })).filter(({ micros }) => micros > 0);
  return { what, requests, perSecond: Math.round(requests / seconds), busyMicros: tenth(busy / requests), places };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

export interface ProfileReport {
  readonly at: string;
  readonly machine: Readonly<Record<string, string | number | boolean>>;
  readonly profiles: Readonly<Record<string, TimeProfile>>;
}

/** Those of other suites that were measured before stay. */
export function profilesBefore(path: string): Readonly<Record<string, TimeProfile>> {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as ProfileReport).profiles;
  } catch {
    return {};
  }
}

export function printProfile({ what, requests, perSecond, busyMicros, places }: TimeProfile): string {
  const rows = places.map(
    ({ place, micros, share }) =>
      `  ${place.padEnd(56)}${micros.toFixed(1).padStart(9)} µs${place === 'idle' ? '' : `${(share * 100).toFixed(1).padStart(8)} %`}`,
  );
  return [`${what}: ${requests} at ${perSecond}/s, ${busyMicros} µs busy each`, ...rows, ''].join('\n');
}
