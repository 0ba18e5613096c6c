import type { Evidence, Say } from './evidence.ts';
import { SeedWalkers, type Walk } from './seed-walkers.ts';

const USUAL_SEEDS = 2_000;
/** Seeds between two lines that say how far it is. */
const BLOCK = 100;
/** Seeds within which a rule that is gone has to be noticed. */
const NOTICED_WITHIN = 100;

interface SeedResult {
  readonly seed: number;
  readonly checks: number;
  readonly failure?: string | undefined;
  readonly acts: Iterable<readonly [string, number]>;
  /** Of a simulation of payments: parts that were begun. */
  readonly payments?: number;
}

export interface SeededSimulation<Broken extends { readonly rule: string }> {
  /** As `npm run prove -- NAME` calls it. */
  readonly name: string;
  readonly steps: number;
  /** How many it walks, where they are not 2,000. */
  readonly seeds?: number;
  /** Rules that are taken away, one at a time: each has to be noticed. */
  readonly broken: readonly Broken[];
  readonly simulate: (seed: number, steps: number, broken?: Broken) => Promise<SeedResult>;
}

/** What a thread does with one seed. */
export function walkOf<Broken extends { readonly rule: string }>({ steps, broken, simulate }: SeededSimulation<Broken>): Walk {
  return (seed, without) => {
    const gone = broken.find(({ rule }) => rule === without);
    if (without !== undefined && !gone) throw new TypeError(`there is no rule ${without}`);
    return simulate(seed, steps, gone);
  };
}

/** Every seed of a simulation, and that each rule which keeps it so is noticed when it is gone. */
export async function proveBySeeds<Broken extends { readonly rule: string }>(
  { name, steps, broken, seeds: all = USUAL_SEEDS }: SeededSimulation<Broken>,
  seed: number,
  say: Say,
): Promise<Evidence> {
  const walkers = new SeedWalkers<SeedResult>(name);
  const failures: string[] = [];
  const acts: Record<string, number> = {};
  let checks = 0;
  let payments = 0;
  const firstNoticed = async (gone: Broken) => {
    for (let offset = 0; offset < NOTICED_WITHIN; offset += 1) {
      const [result] = await walkers.walk([seed + offset], gone.rule);
      if (result?.failure !== undefined) return `seed ${seed + offset} ${result.failure}`;
    }
    return undefined;
  };
  const noticed: Record<string, string> = {};
  try {
    for (let done = 0; done < all; done += BLOCK) {
      const seeds = Array.from({ length: Math.min(BLOCK, all - done) }, (_, n) => seed + done + n);
      for (const result of await walkers.walk(seeds)) {
        checks += result.checks;
        payments += result.payments ?? 0;
        if (result.failure !== undefined) failures.push(`seed ${result.seed} ${result.failure}`);
        for (const [act, count] of result.acts) acts[act] = (acts[act] ?? 0) + count;
      }
      say(`${done + seeds.length} of ${all} seeds, ${checks} checks, ${failures.length} failures`);
    }
    for (const gone of broken) {
      const at = await firstNoticed(gone);
      noticed[gone.rule] = at ?? 'not noticed';
      if (at === undefined) failures.push(`${gone.rule}: nothing was noticed in ${NOTICED_WITHIN} seeds without it`);
      say(`without "${gone.rule}": ${noticed[gone.rule]}`);
    }
  } finally {
    await walkers.stop();
  }
  const counts = {
    seeds: all,
    stepsPerSeed: steps,
    checks,
    ...(payments > 0 ? { payments } : {}),
    acts,
    withoutTheRule: noticed,
  };
  return { counts, failures };
}
