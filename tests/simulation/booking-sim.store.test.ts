import { expect, it } from 'vitest';
import { simulateBooking } from './booking-sim.ts';

/** The first of the 2,000 that `npm run prove -- booking-sim` walks. */
const SEEDS = 12;
const STEPS = 200;

it(`every invariant of booking is kept through the first ${SEEDS} seeds of ${STEPS} steps, with every fault (npm run prove -- booking-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const sites = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = await simulateBooking(seed, STEPS);
    expect(result.failure, `seed ${seed}`).toBeUndefined();
    for (const [site, count] of result.sites) sites.set(site, (sites.get(site) ?? 0) + count);
  }
  expect(sites.size).toBeGreaterThan(60);
});

it('a simulated city does the same for the same seed, and something else for another', async () => {
  const [first, second, other] = [await simulateBooking(7, 60), await simulateBooking(7, 60), await simulateBooking(8, 60)];
  expect(second.traceHash).toBe(first.traceHash);
  expect(other.traceHash).not.toBe(first.traceHash);
});
