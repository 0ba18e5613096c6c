import { expect, it } from 'vitest';
import { messagesKill } from './messages-kill.ts';

it('who was booked is told once when the gateway is killed around the sending of a message (2 points, once each, a third of the answers lost)', {
  timeout: 240_000,
}, async () => {
  const points = ['after-message-intent', 'before-message-outcome'] as const;
  const result = await messagesKill({ seed: 3, points, killsPerPoint: 1, keyed: true, say: () => {} });
  expect(result.failures).toEqual([]);
  expect(Object.values(result.kills)).toEqual([1, 1]);
  expect(result.goneOut).toBeGreaterThan(0);
});
