import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROKEN_PAYMENT_RULES } from './payment-rules.ts';
import type { PaymentResult } from './payment-sim.ts';
import { SeedWalkers } from './seed-walkers.ts';
import { expectNoticed, seedsTo } from './seeds-in-test.ts';

/** The first of the 3,000 that `npm run prove -- payment-sim` walks. */
const SEEDS = 100;

let walkers: SeedWalkers<PaymentResult>;
beforeAll(() => {
  walkers = new SeedWalkers('payment-sim', 1);
});
afterAll(() => walkers.stop());

it(`every payment ends paid, wholly undone or as a case with a cause, and all books agree, through the first ${SEEDS} seeds (npm run prove -- payment-sim walks 3,000)`, {
  timeout: 480_000,
}, async () => {
  const ends = new Set<string>();
  let payments = 0;
  for (const result of await walkers.walk(seedsTo(SEEDS))) {
    expect(result.failure, `seed ${result.seed}`).toBeUndefined();
    payments += result.payments;
    for (const { end } of result.ends) ends.add(end);
  }
  expect(payments).toBeGreaterThan(5 * SEEDS);
  expect([...ends].sort()).toEqual(
    expect.arrayContaining([
      'by link settled',
      'by link undone',
      'from home by another code',
      'from home settled',
      'from home undone',
      'settled ',
      'taken back done',
      'undone cancelled',
      'undone not-paid-in-time',
      'undone split-changed',
    ]),
  );
});

it.each(BROKEN_PAYMENT_RULES)('the simulation of payments fails where this is gone: $rule', { timeout: 240_000 }, ({ rule }) =>
  expectNoticed(walkers, rule),
);
