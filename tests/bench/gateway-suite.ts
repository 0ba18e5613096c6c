import { startChild } from './child.ts';
import { Connection } from './connection.ts';
import { type Figure, ratio } from './figures.ts';
import { firstLoad } from './first-load.ts';
import { type BenchGateway, bare, startGateway } from './gateway-client.ts';
import { starts } from './gateway-start.ts';
import type { SlotGroup } from './instant-hospital.ts';
import { ledger } from './ledger.ts';
import { answered, closedLoop, type Requests } from './load.ts';
import { alternate, median, percentile } from './stats.ts';
import type { Bench } from './suite.ts';

const CONNECTIONS = 32;
export const READERS = 16;
const APPOINTMENTS_EACH = 5;
/** Slots of which the readers have one each. */
export const READ_SLOTS: SlotGroup = { name: 'read', count: APPOINTMENTS_EACH, capacity: 1_000 };

export async function gatewaySuite(bench: Bench): Promise<readonly Figure[]> {
  return [
    ...(bench.wanted(6) ? await securedReads(bench) : []),
    ...(bench.wanted(9) ? await ledger(bench) : []),
    ...(bench.wanted(11) ? [await addedLatency(bench)] : []),
    ...(bench.wanted(12) ? firstLoad() : []),
    ...(bench.wanted(13) ? await starts(bench) : []),
  ];
}

/** Row 6: CPU of a read that needs a session, checks whose it is and writes an access log before it answers ÷ of bare hono's hello. */
async function securedReads(bench: Bench): Promise<readonly Figure[]> {
  const gateway = await startGateway(await bench.databases.create('sqlite'), {
    groups: [READ_SLOTS],
  });
  const hello = await startChild('bare', {});
  const count = bench.quick ? 3_000 : 8_000;
  try {
    const appointments = await bookForReaders(gateway, APPOINTMENTS_EACH);
    const one: Requests = (n) => gateway.get(`/v1/appointments/${appointments[n % READERS]}`, n % READERS);
    const list: Requests = (n) => gateway.get('/v1/appointments', n % READERS);
    const open: Requests = () => gateway.get('/v1/hospitals', 0);
    const against = 'bare hono GET /hello';
    const reference = () => cpuMicros(hello, bare.hello, count);
    await reference();
    const measure = async (what: string, requests: Requests, goal?: { atMost: number }) => {
      const sides = await alternate(bench.rounds, () => cpuMicros(gateway, requests, count), reference);
      return ratio({ row: 6, what, unit: 'µs', against, ...(goal ? { goal } : {}), ...sides });
    };
    return [
      await measure('secured GET of an appointment, CPU', one, { atMost: 2.5 }),
      await measure(`secured GET of a list of ${APPOINTMENTS_EACH}, CPU`, list, { atMost: 2.5 }),
      await measure('GET of the hospitals with a session, nothing logged, CPU', open),
    ];
  } finally {
    await Promise.all([gateway.stop(), hello.stop()]);
  }
}

/** CPU of one request of many, all answered 200. */
export async function cpuMicros(
  child: { port: number; cpuSeconds(): Promise<number> },
  requests: Requests,
  count: number,
): Promise<number> {
  const cpu = await child.cpuSeconds();
  const result = await closedLoop(child.port, CONNECTIONS, count, requests);
  if (answered(result, 200) < count) throw new Error('a read was refused');
  return (((await child.cpuSeconds()) - cpu) / count) * 1e6;
}

/** Some appointments for each reader; answers one id a reader. */
export async function bookForReaders(gateway: BenchGateway, each: number): Promise<readonly string[]> {
  const connection = await Connection.open(gateway.port, true);
  const ids: string[] = [];
  for (let patient = 0; patient < READERS; patient += 1) {
    for (let slot = 0; slot < each; slot += 1) {
      const { status, body } = await connection.request(gateway.booking({ patient, group: 'read', slot }));
      if (status !== 201) throw new Error(`a booking was refused: ${status} ${body}`);
      ids[patient] = (JSON.parse(body) as { id: string }).id;
    }
  }
  connection.close();
  return ids;
}

/** Row 11: how much longer a booking takes through the gateway than straight at the adapter, one after the other, p50. */
async function addedLatency(bench: Bench): Promise<Figure> {
  const gateway = await startGateway(await bench.databases.create('sqlite'));
  const count = bench.quick ? 300 : 1_000;
  const through = async () => percentile((await closedLoop(gateway.port, 1, count, gateway.bookings)).latenciesMs, 0.5);
  try {
    await through();
    const sides = await alternate(bench.rounds, through, () => gateway.ask<number>('direct-call-p50-ms', count));
    const [ours, reference] = [median(sides.ours), median(sides.reference)];
    const goal = { atMost: 1 };
    const note =
      'the value is the difference in ms; the hospital answers at once, so it is the gateway, one socket and three durable commits';
    const what = 'latency that the gateway adds to a booking, p50';
    return {
      row: 11,
      what,
      unit: 'ms',
      ours,
      reference,
      against: 'the same call of the adapter in one process',
      value: ours - reference,
      goal,
      met: ours - reference <= goal.atMost,
      note,
    };
  } finally {
    await gateway.stop();
  }
}
