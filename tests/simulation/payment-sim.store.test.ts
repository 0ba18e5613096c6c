import { expect, it } from 'vitest';
import { BROKEN_PAYMENT_RULES } from './payment-rules.ts';
import { simulatePayments } from './payment-sim.ts';

/** The first of the 2,000 that `npm run prove -- payment-sim` walks. */
const SEEDS = 40;
const STEPS = 60;

it(`every payment ends paid, wholly undone or as a case with a cause, and all books agree, through the first ${SEEDS} seeds of ${STEPS} steps (npm run prove -- payment-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const ends = new Set<string>();
  let payments = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = await simulatePayments(seed, STEPS);
    expect(result.failure, `seed ${seed}`).toBeUndefined();
    payments += result.payments;
    for (const { end } of result.ends) ends.add(end);
  }
  expect(payments).toBeGreaterThan(5 * SEEDS);
  expect([...ends].sort()).toEqual(
    expect.arrayContaining([
      'settled ',
      'taken back done',
      'undone cancelled',
      'undone not-paid-in-time',
      'undone split-changed',
    ]),
  );
});

/** Seeds within which a rule that is gone has to be noticed. */
const NOTICED_WITHIN = 40;

it.each(BROKEN_PAYMENT_RULES)(
  'the simulation of payments fails where this is gone: $rule',
  { timeout: 240_000 },
  async (broken) => {
    for (let seed = 1; seed <= NOTICED_WITHIN; seed += 1)
      if ((await simulatePayments(seed, STEPS, broken)).failure !== undefined) return;
    expect.fail(`nothing was noticed in ${NOTICED_WITHIN} seeds`);
  },
);
