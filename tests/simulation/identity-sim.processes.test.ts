import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROKEN_RULES } from './identity-rules.ts';
import type { IdentityResult } from './identity-sim.ts';
import { SeedWalkers } from './seed-walkers.ts';
import { expectNoticed, seedsTo } from './seeds-in-test.ts';

/** The first of the 2,000 that `npm run prove -- identity-sim` walks. */
const SEEDS = 30;

let walkers: SeedWalkers<IdentityResult>;
beforeAll(() => {
  walkers = new SeedWalkers('identity-sim', 1);
});
afterAll(() => walkers.stop());

it(`nobody sees or changes what their evidence must not, and nobody misses anything, through the first ${SEEDS} seeds (npm run prove -- identity-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const acts = new Map<string, number>();
  for (const result of await walkers.walk(seedsTo(SEEDS))) {
    expect(result.failure, `seed ${result.seed}`).toBeUndefined();
    for (const [act, count] of result.acts) acts.set(act, (acts.get(act) ?? 0) + count);
  }
  expect(acts.size).toBe(20);
});

it.each(BROKEN_RULES)('the simulation of who is who fails where this is gone: $rule', { timeout: 240_000 }, ({ rule }) =>
  expectNoticed(walkers, rule),
);
