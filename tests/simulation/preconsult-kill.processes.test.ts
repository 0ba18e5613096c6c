import { expect, it } from 'vitest';
import { preconsultKill } from './preconsult-kill.ts';

it('what people agreed to is with their doctor once and in order when the gateway is killed between steps of a summary (3 points, once each, 8 people)', {
  timeout: 180_000,
}, async () => {
  const result = await preconsultKill({
    seed: 5,
    people: 8,
    points: ['before-summary-unit', 'in-partner-call', 'after-partner-call'],
    killsPerPoint: 1,
    lost: { after: 30, before: 0 },
    atOnce: 4,
    passages: 6,
    say: () => {},
  });
  expect(result.failures).toEqual([]);
  expect(result.compared).toBeGreaterThan(40);
  expect(Object.keys(result.kills).length).toBe(3);
});
