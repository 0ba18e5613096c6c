import { expect, it } from 'vitest';
import { paymentKill } from './payment-kill.ts';

it('nobody pays twice, and all books agree, when the gateway is killed between steps of payments and an older backup is restored (3 points, once each, 6 payments)', {
  timeout: 180_000,
}, async () => {
  const points = ['before-money-unit', 'in-partner-call', 'after-partner-call'] as const;
  const lost = { after: 30, before: 0 };
  const result = await paymentKill({
    seed: 5,
    payments: 6,
    points,
    killsPerPoint: 1,
    lost,
    atOnce: 6,
    passages: 12,
    say: () => {},
  });
  expect(result.failures).toEqual([]);
  expect(result.compared).toBeGreaterThan(40);
  expect(result.repliesLost).toBeGreaterThan(0);
});
