import { expect, it } from 'vitest';
import { BROKEN_ASSIST_RULES } from './assist-rules.ts';
import { simulateAssist } from './assist-sim.ts';

/** The first of the 2,000 that `npm run prove -- assist-sim` walks. */
const SEEDS = 12;
const STEPS = 60;

it(`one session at a time and no call without an end, through the first ${SEEDS} seeds of ${STEPS} steps over three kiosks and two volunteers (npm run prove -- assist-sim walks 2,000)`, {
  timeout: 240_000,
}, async () => {
  const acts = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = await simulateAssist(seed, STEPS);
    expect(result.failure, `seed ${seed}`).toBeUndefined();
    for (const [act, count] of result.acts) acts.set(act, (acts.get(act) ?? 0) + count);
  }
  expect(acts.size).toBe(14);
});

/** Seeds within which a rule that is gone has to be noticed. */
const NOTICED_WITHIN = 40;

it.each(BROKEN_ASSIST_RULES)(
  'the simulation of calls and helpers fails where this is gone: $rule',
  { timeout: 240_000 },
  async (broken) => {
    for (let seed = 1; seed <= NOTICED_WITHIN; seed += 1)
      if ((await simulateAssist(seed, STEPS, broken)).failure !== undefined) return;
    expect.fail(`nothing was noticed in ${NOTICED_WITHIN} seeds`);
  },
);
