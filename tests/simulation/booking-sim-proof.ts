import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { type SimulationResult, simulateBooking } from './booking-sim.ts';
import { commitOf } from './commit-of.ts';
import type { Evidence, Say } from './evidence.ts';

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

/** Every seed is a world of its own: each thread of the processor walks one at a time. */
export async function proveBookingSim(seed: number, say: Say): Promise<Evidence> {
  const progress = resume(seed, say);
  const walkers = Array.from({ length: availableParallelism() }, () => new Walker());
  try {
    while (progress.done < SEEDS) {
      const seeds = Array.from({ length: Math.min(BLOCK, SEEDS - progress.done) }, (_, n) => seed + progress.done + n);
      for (const result of await walk(walkers, seeds)) note(progress, result);
      progress.done += seeds.length;
      say(`${progress.done} of ${SEEDS} seeds, ${progress.checks} checks, ${progress.failures.length} failures`);
      writeFileSync(CHECKPOINT, JSON.stringify(progress));
    }
    const again = await walk(walkers, [seed, seed, seed]);
    return evidenceOf(progress, new Set(again.map(({ traceHash }) => traceHash)).size === 1);
  } finally {
    await Promise.all(walkers.map((walker) => walker.stop()));
  }
}

/** What a thread does: one seed after the other, as they are sent. */
export function serveSeeds(): void {
  parentPort?.on('message', async (seed: number) => parentPort?.postMessage(await simulateBooking(seed, STEPS)));
}

/** A thread that runs this same program. */
class Walker {
  readonly #thread = new Worker(process.argv[1] ?? '');

  async walk(seed: number): Promise<SimulationResult> {
    const answered = once(this.#thread, 'message');
    this.#thread.postMessage(seed);
    return (await answered)[0];
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}

/** The results in the order of the seeds, whoever was free first. */
async function walk(walkers: readonly Walker[], seeds: readonly number[]): Promise<readonly SimulationResult[]> {
  const results: SimulationResult[] = [];
  let next = 0;
  await Promise.all(
    walkers.map(async (walker) => {
      for (let place = next++; place < seeds.length; place = next++) results[place] = await walker.walk(seeds[place] ?? 0);
    }),
  );
  return results;
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
