import { bookingCost } from './booking-throughput.ts';
import { type Figure, ratio } from './figures.ts';
import { type BenchGateway, startGateway } from './gateway-client.ts';
import { alternate } from './stats.ts';
import type { Bench } from './suite.ts';

/** Row 10: bookings a second end to end on PostgreSQL ÷ on SQLite, and of two gateways on one PostgreSQL ÷ of one. */
export async function engines(bench: Bench): Promise<readonly Figure[]> {
  return [await postgresToSqlite(bench), await twoToOne(bench)];
}

async function postgresToSqlite(bench: Bench): Promise<Figure> {
  const postgres = await startGateway(await bench.databases.create('postgres'));
  const sqlite = await startGateway(await bench.databases.create('sqlite'));
  const count = bench.quick ? 1_000 : 3_000;
  try {
    await bookingCost(postgres, 500);
    await bookingCost(sqlite, 500);
    const rate = (gateway: BenchGateway) => async () => (await bookingCost(gateway, count)).perSecond;
    const sides = await alternate(bench.rounds, rate(postgres), rate(sqlite));
    const note = 'PostgreSQL itself shares the two cores with the gateway and the load';
    return ratio({
      row: 10,
      what: 'bookings on PostgreSQL',
      unit: 'bookings/s',
      against: 'the same on SQLite',
      goal: { atLeast: 0.9 },
      note,
      ...sides,
    });
  } finally {
    await Promise.all([postgres.stop(), sqlite.stop()]);
  }
}

async function twoToOne(bench: Bench): Promise<Figure> {
  const database = await bench.databases.create('postgres');
  const first = await startGateway(database, { core: 'any' });
  const second = await startGateway(database, { core: 'any', firstBooking: 100_000 });
  const count = bench.quick ? 1_000 : 3_000;
  try {
    await bookingCost(first, 500);
    await bookingCost(second, 500);
    const both = async () => {
      const startedAt = performance.now();
      await Promise.all([first, second].map((gateway) => bookingCost(gateway, count / 2, 32)));
      return count / ((performance.now() - startedAt) / 1000);
    };
    const sides = await alternate(bench.rounds, both, async () => (await bookingCost(first, count)).perSecond);
    const what = 'bookings of two gateways on one PostgreSQL';
    const note =
      'with two cores there are none to spare: both gateways, PostgreSQL and the load share them, so this is a lower bound';
    return ratio({ row: 10, what, unit: 'bookings/s', against: 'one gateway', goal: { atLeast: 1 }, note, ...sides });
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
}
