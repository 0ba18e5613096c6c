import { BROKEN_ASSIST_RULES } from './assist-rules.ts';
import { type AssistResult, simulateAssist } from './assist-sim.ts';
import type { Evidence, Say } from './evidence.ts';
import { SeedWalkers } from './seed-walkers.ts';

const SEEDS = 2_000;
const STEPS = 60;
/** Seeds between two lines that say how far it is. */
const BLOCK = 100;
/** Seeds within which a rule that is gone has to be noticed. */
const NOTICED_WITHIN = 100;

/** What a thread does with one seed. */
export const walkAssist = (seed: number) => simulateAssist(seed, STEPS);

/** One session at a time, no call without an end, no last step without the patient; and each rule that keeps it so is noticed when it is gone. */
export async function proveAssistSim(seed: number, say: Say): Promise<Evidence> {
  const walkers = new SeedWalkers<AssistResult>('assist-sim');
  const failures: string[] = [];
  const acts: Record<string, number> = {};
  let checks = 0;
  try {
    for (let done = 0; done < SEEDS; done += BLOCK) {
      const seeds = Array.from({ length: Math.min(BLOCK, SEEDS - done) }, (_, n) => seed + done + n);
      for (const result of await walkers.walk(seeds)) {
        checks += result.checks;
        if (result.failure !== undefined) failures.push(`seed ${result.seed} ${result.failure}`);
        for (const [act, count] of result.acts) acts[act] = (acts[act] ?? 0) + count;
      }
      say(`${done + seeds.length} of ${SEEDS} seeds, ${checks} checks, ${failures.length} failures`);
    }
  } finally {
    await walkers.stop();
  }
  const noticed: Record<string, string> = {};
  for (const broken of BROKEN_ASSIST_RULES) {
    const at = await firstNoticed(seed, broken);
    noticed[broken.rule] = at ?? 'not noticed';
    if (at === undefined) failures.push(`${broken.rule}: nothing was noticed in ${NOTICED_WITHIN} seeds without it`);
    say(`without "${broken.rule}": ${noticed[broken.rule]}`);
  }
  return { counts: { seeds: SEEDS, stepsPerSeed: STEPS, checks, acts, withoutTheRule: noticed }, failures };
}

async function firstNoticed(seed: number, broken: (typeof BROKEN_ASSIST_RULES)[number]): Promise<string | undefined> {
  for (let offset = 0; offset < NOTICED_WITHIN; offset += 1) {
    const { failure } = await simulateAssist(seed + offset, STEPS, broken);
    if (failure !== undefined) return `seed ${seed + offset} ${failure}`;
  }
  return undefined;
}
