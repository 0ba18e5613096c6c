import type { Writes } from './booking-writes.ts';
import { type Child, startChild } from './child.ts';
import { type Figure, property, ratio } from './figures.ts';
import { checkFloor, prepareDatabase } from './floor-check.ts';
import { type BenchGateway, startGateway } from './gateway-client.ts';
import { answered, closedLoop, statusText } from './load.ts';
import type { FloorParameters, FloorRun } from './serve-floor.ts';
import type { Spent } from './spent.ts';
import { alternate } from './stats.ts';
import type { Bench } from './suite.ts';

const CONNECTIONS = 64;

/** What one booking cost. */
export interface BookingCost {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

/** Bookings end to end over kept connections, as fast as they are answered. */
export async function bookingCost(gateway: BenchGateway, count: number, connections = CONNECTIONS): Promise<BookingCost> {
  const cpu = await gateway.cpuSeconds();
  const result = await closedLoop(gateway.port, connections, count, gateway.bookings);
  const spent = (await gateway.cpuSeconds()) - cpu;
  const booked = answered(result, 201);
  if (booked < count) throw new Error(`not every booking was made: ${statusText(result)}`);
  return { perSecond: booked / result.seconds, cpuMicros: (spent / booked) * 1e6 };
}

type Savepoints = 'with savepoints' | 'without savepoints';

async function floorCost(floor: Child, bookings: number, savepoints: Savepoints): Promise<BookingCost> {
  const run: FloorRun = { bookings, savepoints: savepoints === 'with savepoints' };
  const { seconds, cpuSeconds } = await floor.ask<Spent>('floor-bookings', run);
  return { perSecond: bookings / seconds, cpuMicros: (cpuSeconds / bookings) * 1e6 };
}

/** Whether the floor writes what a booking through the gateway writes; else it is no floor of it. */
async function sameWrites(bench: Bench): Promise<Figure> {
  const { booking, floor, differ } = await checkFloor(await bench.databases.create('sqlite'));
  const what = 'the floor writes what a booking writes';
  const note = differ.length === 0 ? undefined : `rows 2 and 3 have no floor: ${differ.join('; ')}`;
  const writes = ({ counts }: Writes) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const sides = { ours: writes(booking), reference: writes(floor) };
  const against = 'the same counted at the floor; an UPDATE counts once for each column that it sets';
  return property({ row: 2, what, unit: 'writes', ...sides, against, note }, differ.length === 0);
}

/** Rows 2 and 3: durable bookings a second, and CPU a booking, of the whole gateway on SQLite ÷ of the floor. */
export async function bookingThroughput(bench: Bench): Promise<readonly Figure[]> {
  const check = await sameWrites(bench);
  if (!check.met) return [check];
  const gateway = await startGateway(await bench.databases.create('sqlite'));
  const path = await prepareDatabase(await bench.databases.create('sqlite'));
  const floor = await startChild('floor', { path } satisfies FloorParameters);
  const count = bench.quick ? 2_000 : 5_000;
  try {
    await bookingCost(gateway, 1_000);
    await floorCost(floor, 1_000, 'with savepoints');
    const bare: BookingCost[] = [];
    const sides = await alternate(
      bench.rounds,
      () => bookingCost(gateway, count),
      async () => {
        bare.push(await floorCost(floor, count, 'without savepoints'));
        return floorCost(floor, count, 'with savepoints');
      },
    );
    return [check, ...figures(sides, bare)];
  } finally {
    await Promise.all([gateway.stop(), floor.stop()]);
  }
}

interface Sides {
  readonly ours: readonly BookingCost[];
  readonly reference: readonly BookingCost[];
}

function figures({ ours, reference }: Sides, bare: readonly BookingCost[]): readonly Figure[] {
  const rate = ({ perSecond }: BookingCost) => perSecond;
  const cpu = ({ cpuMicros }: BookingCost) => cpuMicros;
  const floor = 'the floor: the statements of a booking by hand, 100 units a transaction, WAL FULL';
  const against = (savepoints: Savepoints) => `${floor}, ${savepoints}`;
  const rates = { row: 2, unit: 'bookings/s', ours: ours.map(rate) };
  const costs = { row: 3, unit: 'µs', ours: ours.map(cpu) };
  const [saved, unsaved] = [against('with savepoints'), against('without savepoints')];
  const [what, cost] = ['durable bookings through the whole gateway', 'CPU a booking'];
  return [
    ratio({ ...rates, what, against: saved, reference: reference.map(rate), goal: { atLeast: 0.5 } }),
    ratio({ ...rates, what: 'the same, floor without savepoints', against: unsaved, reference: bare.map(rate) }),
    ratio({ ...costs, what: cost, against: saved, reference: reference.map(cpu), goal: { atMost: 2 } }),
    ratio({ ...costs, what: 'the same, floor without savepoints', against: unsaved, reference: bare.map(cpu) }),
  ];
}
