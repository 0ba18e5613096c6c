import { expect, it } from 'vitest';
import { killLoop } from './kill-loop.ts';

it('a gateway books once or not at all when the gateway is killed between sending and outcome (4 points, once each, 24 bookings)', {
  timeout: 180_000,
}, async () => {
  const points = ['after-intent', 'before-call', 'in-call', 'after-reply'] as const;
  const result = await killLoop({ seed: 3, bookings: 24, points, killsPerPoint: 1, say: () => {} });
  expect(result.failures).toEqual([]);
  expect(result.killsBetweenSendAndOutcome).toBeGreaterThan(0);
  expect(result.hospitalRepliesDropped).toBeGreaterThan(0);
});
