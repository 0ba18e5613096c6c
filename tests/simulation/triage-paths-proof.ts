import type { Evidence, Say } from './evidence.ts';
import { SeedWalkers } from './seed-walkers.ts';
import { type PathsResult, walkTriagePaths } from './triage-paths.ts';

const PATHS = 100_000;
/** Paths in one gateway with a database of its own. */
const BATCH = 250;
/** Batches between two lines that say how far it is. */
const BLOCK = 20;

/** What a thread does with one seed. */
export const walkPaths = (seed: number) => walkTriagePaths(seed, BATCH);

/** Nobody who said what has to be looked at first books by any way, in a hundred thousand walks through the whole API. */
export async function proveTriagePaths(seed: number, say: Say): Promise<Evidence> {
  const walkers = new SeedWalkers<PathsResult>('triage-paths');
  const ends: Record<string, number> = {};
  const attempts: Record<string, number> = {};
  const failures: string[] = [];
  let [paths, inDanger] = [0, 0];
  try {
    while (paths < PATHS) {
      const first = seed + paths / BATCH;
      for (const result of await walkers.walk(Array.from({ length: BLOCK }, (_, nth) => first + nth))) {
        paths += result.paths;
        inDanger += result.inDanger;
        for (const [end, times] of Object.entries(result.ends)) ends[end] = (ends[end] ?? 0) + times;
        for (const [name, times] of Object.entries(result.attempts)) attempts[name] = (attempts[name] ?? 0) + times;
        failures.push(...result.failures.map((failure) => `batch ${result.seed}: ${failure}`));
      }
      say(`${paths} of ${PATHS} paths, ${inDanger} in danger, ${failures.length} failures`);
    }
  } finally {
    await walkers.stop();
  }
  return { counts: { paths, inDanger, ends, attempts }, failures };
}
