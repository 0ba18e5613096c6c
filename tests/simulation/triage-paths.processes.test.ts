import { expect, it } from 'vitest';
import { SeedWalkers } from './seed-walkers.ts';
import type { PathsResult } from './triage-paths.ts';

it('nobody who said what has to be looked at first books by any way, and everybody else can, on the first 250 paths through the whole API (npm run prove -- triage-paths walks 100,000)', {
  timeout: 240_000,
}, async () => {
  const walkers = new SeedWalkers<PathsResult>('triage-paths', 1);
  try {
    const [walked] = await walkers.walk([1]);
    expect(walked?.failures.slice(0, 3)).toEqual([]);
    expect(walked?.inDanger).toBeGreaterThan(25);
    expect(walked?.ends.departments).toBeGreaterThan(50);
    expect(Object.keys(walked?.attempts ?? {})).toEqual(
      expect.arrayContaining([
        'self: 409 red-flag',
        'self, other hospital: 409 red-flag',
        'guardian: 409 red-flag',
        'other registration: 409 red-flag',
        'self: 201',
      ]),
    );
  } finally {
    await walkers.stop();
  }
});
