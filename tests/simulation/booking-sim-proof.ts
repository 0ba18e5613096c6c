import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type SimulationResult, simulateBooking } from './booking-sim.ts';
import { commitOf } from './commit-of.ts';
import type { Evidence, Say } from './evidence.ts';
import { SeedWalkers } from './seed-walkers.ts';

const SEEDS = 2_000;
const STEPS = 200;
/** Seeds between two checkpoints. */
const BLOCK = 50;
const CHECKPOINT = '.onedoor/booking-sim.json';

interface Progress {
  readonly commit: string;
  readonly seed: number;
  done: number;
  checks: number;
  writes: number;
  failures: string[];
  sites: Record<string, number>;
}

/** What a thread does with one seed. */
export const walkBooking = (seed: number) => simulateBooking(seed, STEPS);

/** Every seed is a world of its own: each thread of the processor walks one at a time. */
export async function proveBookingSim(seed: number, say: Say): Promise<Evidence> {
  const progress = resume(seed, say);
  const walkers = new SeedWalkers<SimulationResult>('booking-sim');
  try {
    while (progress.done < SEEDS) {
      const seeds = Array.from({ length: Math.min(BLOCK, SEEDS - progress.done) }, (_, n) => seed + progress.done + n);
      for (const result of await walkers.walk(seeds)) note(progress, result);
      progress.done += seeds.length;
      say(`${progress.done} of ${SEEDS} seeds, ${progress.checks} checks, ${progress.failures.length} failures`);
      writeFileSync(CHECKPOINT, JSON.stringify(progress));
    }
    const again = await walkers.walk([seed, seed, seed]);
    return evidenceOf(progress, new Set(again.map(({ traceHash }) => traceHash)).size === 1);
  } finally {
    await walkers.stop();
  }
}

function note(progress: Progress, { seed, checks, hospitalWrites, failure, sites }: SimulationResult): void {
  progress.checks += checks;
  progress.writes += hospitalWrites;
  if (failure !== undefined) progress.failures.push(`seed ${seed} ${failure}`);
  for (const [site, count] of sites) progress.sites[site] = (progress.sites[site] ?? 0) + count;
}

function evidenceOf({ done: seeds, checks, writes: hospitalWrites, sites, failures }: Progress, repeats: boolean): Evidence {
  const counts = {
    seeds,
    stepsPerSeed: STEPS,
    checks,
    hospitalWrites,
    faultSites: Object.keys(sites).length,
    sites,
    sameSeedSameTrace: repeats,
  };
  const more = [
    ...(repeats ? [] : ['the same seed gave another trace']),
    ...(seeds < SEEDS || checks < SEEDS * STEPS ? [`only ${seeds} seeds and ${checks} checks were run`] : []),
  ];
  return { counts, failures: [...failures, ...more] };
}

function resume(seed: number, say: Say): Progress {
  const fresh: Progress = { commit: commitOf(), seed, done: 0, checks: 0, writes: 0, failures: [], sites: {} };
  mkdirSync('.onedoor', { recursive: true });
  if (!existsSync(CHECKPOINT)) return fresh;
  const kept = JSON.parse(readFileSync(CHECKPOINT, 'utf8')) as Progress;
  const same = kept.commit === fresh.commit && kept.seed === seed && kept.done < SEEDS;
  if (same) say(`going on after ${kept.done} seeds`);
  return same ? kept : fresh;
}
