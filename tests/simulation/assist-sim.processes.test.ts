import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROKEN_ASSIST_RULES } from './assist-rules.ts';
import type { AssistResult } from './assist-sim.ts';
import { SeedWalkers } from './seed-walkers.ts';
import { expectNoticed, seedsTo } from './seeds-in-test.ts';

/** The first of the 2,000 that `npm run prove -- assist-sim` walks. */
const SEEDS = 12;

let walkers: SeedWalkers<AssistResult>;
beforeAll(() => {
  walkers = new SeedWalkers('assist-sim', 1);
});
afterAll(() => walkers.stop());

it(`one session at a time and no call without an end, through the first ${SEEDS} seeds over three kiosks and two volunteers (npm run prove -- assist-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const acts = new Map<string, number>();
  for (const result of await walkers.walk(seedsTo(SEEDS))) {
    expect(result.failure, `seed ${result.seed}`).toBeUndefined();
    for (const [act, count] of result.acts) acts.set(act, (acts.get(act) ?? 0) + count);
  }
  expect(acts.size).toBe(14);
});

it.each(BROKEN_ASSIST_RULES)(
  'the simulation of calls and helpers fails where this is gone: $rule',
  { timeout: 240_000 },
  ({ rule }) => expectNoticed(walkers, rule),
);
