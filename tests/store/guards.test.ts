import { describe, expect, it } from 'vitest';
import { guardScenarios } from './guard-scenarios.ts';
import { openGuardWorld } from './guard-world.ts';

describe('guards', () => {
  it.each(guardScenarios)('$guard: $guarantee', async ({ run }) => {
    const world = await openGuardWorld();
    try {
      await run(world);
    } finally {
      await world.stop();
    }
  });

  it.each(guardScenarios)('without $guard the same scenario fails', async ({ guard, run }) => {
    const world = await openGuardWorld(guard);
    try {
      await expect(run(world)).rejects.toThrow();
    } finally {
      await world.stop();
    }
  });
});
