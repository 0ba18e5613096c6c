import { type Child, startChild } from './child.ts';
import { type Figure, ratio } from './figures.ts';
import { type BenchGateway, startGateway } from './gateway-client.ts';
import { answered, closedLoop, statusText } from './load.ts';
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

async function rawCost(bare: Child, count: number): Promise<BookingCost> {
  const { seconds, cpuSeconds } = await bare.ask<Spent>('raw-bookings', { bookings: count });
  return { perSecond: count / seconds, cpuMicros: (cpuSeconds / count) * 1e6 };
}

/** Rows 2 and 3: durable bookings a second, and CPU a booking, of the whole gateway on SQLite ÷ of the SQL alone at 100 a transaction. */
export async function bookingThroughput(bench: Bench): Promise<readonly Figure[]> {
  const gateway = await startGateway(await bench.databases.create('sqlite'));
  const bare = await startChild('bare', {});
  const count = bench.quick ? 2_000 : 5_000;
  try {
    await bookingCost(gateway, 1_000);
    await rawCost(bare, 5_000);
    const sides = await alternate(
      bench.rounds,
      () => bookingCost(gateway, count),
      () => rawCost(bare, 40_000),
    );
    const of = (pick: (cost: BookingCost) => number) => ({ ours: sides.ours.map(pick), reference: sides.reference.map(pick) });
    const against = 'look-up, conditional update, insert and outbox by hand, 100 a transaction, WAL FULL';
    return [
      ratio({
        row: 2,
        what: 'durable bookings through the whole gateway',
        unit: 'bookings/s',
        against,
        goal: { atLeast: 0.25 },
        ...of((cost) => cost.perSecond),
      }),
      ratio({ row: 3, what: 'CPU a booking', unit: 'µs', against, goal: { atMost: 6 }, ...of((cost) => cost.cpuMicros) }),
    ];
  } finally {
    await Promise.all([gateway.stop(), bare.stop()]);
  }
}
