import { BookingInvariants } from './booking-invariants.ts';
import { BookingWorld } from './booking-world.ts';

export interface SimulationResult {
  readonly seed: number;
  readonly traceHash: string;
  readonly checks: number;
  readonly hospitalWrites: number;
  readonly sites: ReadonlyMap<string, number>;
  /** The invariant that did not hold, and after which step. */
  readonly failure?: string;
}

/** One seed: `steps` steps with every invariant checked after each, then healing, a day, and agreement of both sides. */
export async function simulateBooking(seed: number, steps: number): Promise<SimulationResult> {
  const world = await BookingWorld.create(seed);
  const invariants = new BookingInvariants(world);
  let step = 0;
  let failure: string | undefined;
  try {
    for (; step < steps; step += 1) {
      await world.step();
      await invariants.check();
    }
    await world.heal();
    await invariants.checkAtRest();
  } catch (error) {
    failure = `after step ${step}: ${error instanceof Error ? error.message : String(error)}`;
  }
  const counts = await world.store.read<{ state: string; count: number }>({
    sql: 'SELECT state, count(*) AS count FROM claim GROUP BY state ORDER BY state',
    parameters: [],
  });
  world.note(JSON.stringify(counts));
  const result = {
    seed,
    traceHash: world.trace.digest('hex'),
    checks: invariants.checked,
    hospitalWrites: world.calls.writes,
    sites: world.sites,
  };
  await world.close();
  return failure === undefined ? result : { ...result, failure };
}
