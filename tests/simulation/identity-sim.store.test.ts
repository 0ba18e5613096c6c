import { expect, it } from 'vitest';
import { BROKEN_RULES } from './identity-rules.ts';
import { simulateIdentity } from './identity-sim.ts';

/** The first of the 2,000 that `npm run prove -- identity-sim` walks. */
const SEEDS = 50;
const STEPS = 40;

it(`nobody sees or changes what their evidence must not, and nobody misses anything, through the first ${SEEDS} seeds of ${STEPS} steps (npm run prove -- identity-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const acts = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = await simulateIdentity(seed, STEPS);
    expect(result.failure, `seed ${seed}`).toBeUndefined();
    for (const [act, count] of result.acts) acts.set(act, (acts.get(act) ?? 0) + count);
  }
  expect(acts.size).toBe(12);
});

/** Seeds within which a rule that is gone has to be noticed. */
const NOTICED_WITHIN = 40;

it.each(BROKEN_RULES)('the simulation of who is who fails where this is gone: $rule', { timeout: 240_000 }, async (broken) => {
  for (let seed = 1; seed <= NOTICED_WITHIN; seed += 1)
    if ((await simulateIdentity(seed, STEPS, broken)).failure !== undefined) return;
  expect.fail(`nothing was noticed in ${NOTICED_WITHIN} seeds`);
});
