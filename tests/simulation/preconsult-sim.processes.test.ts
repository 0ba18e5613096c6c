import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROKEN_PRECONSULT_RULES } from './preconsult-rules.ts';
import type { PreconsultResult } from './preconsult-sim.ts';
import { SeedWalkers } from './seed-walkers.ts';
import { expectNoticed, seedsTo } from './seeds-in-test.ts';

/** The first of the 600 that `npm run prove -- preconsult-sim` walks. */
const SEEDS = 30;

let walkers: SeedWalkers<PreconsultResult>;
beforeAll(() => {
  walkers = new SeedWalkers('preconsult-sim', 1);
});
afterAll(() => walkers.stop());

it(`what a person agreed to is with their doctor once and in order, or is named as not possible, through the first ${SEEDS} seeds (npm run prove -- preconsult-sim walks 600)`, {
  timeout: 240_000,
}, async () => {
  const ends = new Set<string>();
  const sites = new Set<string>();
  let acknowledged = 0;
  for (const result of await walkers.walk(seedsTo(SEEDS))) {
    expect(result.failure, `seed ${result.seed}`).toBeUndefined();
    for (const { end } of result.ends) ends.add(end);
    for (const site of result.sites.keys()) sites.add(site);
    acknowledged += result.acts.get('acknowledged within five seconds') ?? 0;
  }
  expect(acknowledged).toBeGreaterThan(10);
  expect([...ends].sort()).toEqual(
    expect.arrayContaining([
      'delivered',
      'doctor corrected',
      'dropped',
      'dropped not-taken',
      'refused booking-over',
      'withdrawn',
    ]),
  );
  expect([...sites].filter((site) => site.startsWith('killed ')).length).toBeGreaterThan(15);
  expect([...sites].filter((site) => site.startsWith('preconsult.deliver ')).length).toBeGreaterThan(10);
});

it.each(BROKEN_PRECONSULT_RULES)(
  'the simulation of summaries fails where this is gone: $rule',
  { timeout: 240_000 },
  ({ rule }) => expectNoticed(walkers, rule),
);
