import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulationResult } from './booking-sim.ts';
import { SeedWalkers } from './seed-walkers.ts';
import { seedsTo } from './seeds-in-test.ts';

/** The first of the 2,000 that `npm run prove -- booking-sim` walks. */
const SEEDS = 12;

let walkers: SeedWalkers<SimulationResult>;
beforeAll(() => {
  walkers = new SeedWalkers('booking-sim', 1);
});
afterAll(() => walkers.stop());

it(`every invariant of booking is kept through the first ${SEEDS} seeds, with every fault (npm run prove -- booking-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const sites = new Map<string, number>();
  for (const result of await walkers.walk(seedsTo(SEEDS))) {
    expect(result.failure, `seed ${result.seed}`).toBeUndefined();
    for (const [site, count] of result.sites) sites.set(site, (sites.get(site) ?? 0) + count);
  }
  expect(sites.size).toBeGreaterThan(60);
});

it('a simulated city does the same for the same seed, and something else for another', async () => {
  const [first, second, other] = await walkers.walk([7, 7, 8]);
  expect(second?.traceHash).toBe(first?.traceHash);
  expect(other?.traceHash).not.toBe(first?.traceHash);
});
