import { type Child, startChild } from './child.ts';
import type { Engine } from './databases.ts';
import { type Figure, ratio } from './figures.ts';
import { type BenchGateway, bare, startGateway } from './gateway-client.ts';
import { answered, closedLoop, openLoop, type Requests } from './load.ts';
import { percentile } from './stats.ts';
import type { Bench } from './suite.ts';

const RATES = [2_000, 5_000] as const;
/** Tried from below when it is asked what can be sustained: a rate too high leaves work behind that would spoil the next one. */
const LADDER = [100, 250, 500, 750, 1_000, 1_250, 1_500, 1_750, 2_000, 2_500, 3_000, 4_000, 5_000] as const;
/** One stall of the machine does not disqualify a rate, two do. */
const TRIES = 2;
const RECOVER_MS = 4_000;
const CONNECTIONS_MAX = 400;
/** A rate is sustained when every request is booked and what is unanswered at the end is answered within this time. */
const DRAIN_SECONDS = 0.25;

interface Side {
  readonly port: number;
  readonly requests: Requests;
}

interface Run {
  readonly p99Ms: number;
  readonly sustained: boolean;
}

/**
 * Row 4: p99 of a booking when requests come at a fixed rate whether or not the gateway keeps up, ÷ p99 of a bare route that does
 * one group-committed booking insert, on the same engine at the same rate.
 */
export async function bookingLatency(bench: Bench, engine: Engine): Promise<readonly Figure[]> {
  const gateway = await startGateway(await bench.databases.create(engine));
  const reference = await startChild('bare', engine === 'postgres' ? { postgresUrl: await bench.databases.create(engine) } : {});
  try {
    const sides = sidesOf(gateway, reference);
    await closedLoop(sides.ours.port, 32, 1_000, sides.ours.requests);
    await closedLoop(sides.reference.port, 32, 2_000, sides.reference.requests);
    const figures: Figure[] = [];
    let known: Figure | undefined;
    for (const wanted of RATES) {
      known = await atRate(bench, engine, sides, wanted, known);
      figures.push(known);
    }
    return figures;
  } finally {
    await Promise.all([gateway.stop(), reference.stop()]);
  }
}

type Sides = { readonly ours: Side; readonly reference: Side };

function sidesOf(gateway: BenchGateway, reference: Child): Sides {
  let count = 0;
  return {
    ours: { port: gateway.port, requests: gateway.bookings },
    reference: {
      port: reference.port,
      requests: () => {
        count += 1;
        return bare.booking(count);
      },
    },
  };
}

async function atRate(bench: Bench, engine: Engine, sides: Sides, wanted: number, lower: Figure | undefined): Promise<Figure> {
  const what = `booking p99, open loop ${wanted}/s, ${engine}`;
  const figure = {
    row: 4,
    unit: 'ms p99',
    against: 'a bare hono route with zod and one group-committed booking insert',
    goal: { atMost: 1.5 },
  };
  // What could not do 2,000/s is not asked for 5,000/s as well.
  if (lower?.note !== undefined) return { ...lower, what: `${what} (not sustained)` };
  const sustained = await sustainedRate(bench, engine, sides.ours, wanted);
  const rate = sustained ?? LADDER[0];
  bench.say(`row 4 ${engine} ${wanted}/s: sustains ${sustained ?? `not even ${rate}`}/s`);
  const ours: Run[] = [];
  const reference: Run[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    reference.push(await run(bench, engine, sides.reference, rate));
    ours.push(await run(bench, engine, sides.ours, rate));
  }
  const p99s = { ours: ours.map(({ p99Ms }) => p99Ms), reference: reference.map(({ p99Ms }) => p99Ms) };
  if (rate === wanted) return ratio({ ...figure, what, ...p99s });
  const measured = ratio({
    ...figure,
    what: `${what} (not sustained)`,
    note: `measured at ${rate}/s, ${sustained === undefined ? 'which is not sustained either' : 'the highest rate that is sustained on this machine'}`,
    ...p99s,
  });
  return { ...measured, met: false };
}

/** The highest rate up to the wanted one that the gateway keeps up with; `undefined` when it does not keep up with the lowest. */
async function sustainedRate(bench: Bench, engine: Engine, side: Side, wanted: number): Promise<number | undefined> {
  let highest: number | undefined;
  for (const rate of LADDER.filter((one) => one <= wanted)) {
    if (!(await sustains(bench, engine, side, rate))) break;
    highest = rate;
  }
  return highest;
}

async function sustains(bench: Bench, engine: Engine, side: Side, rate: number): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { sustained } = await run(bench, engine, side, rate);
    if (sustained) return true;
    await new Promise((resolve) => setTimeout(resolve, RECOVER_MS));
  }
  return false;
}

async function run(bench: Bench, engine: Engine, side: Side, ratePerSecond: number): Promise<Run> {
  const seconds = bench.quick ? 1.5 : 3;
  // PostgreSQL needs what the load leaves of its core, so the load must not watch the clock all the time.
  const spin = engine === 'sqlite';
  const result = await openLoop({ ...side, ratePerSecond, during: seconds, connectionsMax: CONNECTIONS_MAX, spin });
  const everyone = answered(result, 201) === Math.round(ratePerSecond * seconds);
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { p99Ms: percentile(result.latenciesMs, 0.99), sustained: everyone && result.seconds < seconds + DRAIN_SECONDS };
}
