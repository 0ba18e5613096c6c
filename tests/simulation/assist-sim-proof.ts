import { BROKEN_ASSIST_RULES } from './assist-rules.ts';
import { simulateAssist } from './assist-sim.ts';
import type { Proof } from './evidence.ts';
import { proveBySeeds } from './seeded-proof.ts';

const steps = 60;

/** What a thread does with one seed. */
export const walkAssist = (seed: number) => simulateAssist(seed, steps);

/** One session at a time, no call without an end, no last step without the patient; and each rule that keeps it so is noticed when it is gone. */
export const proveAssistSim: Proof = (seed, say) =>
  proveBySeeds({ name: 'assist-sim', steps, broken: BROKEN_ASSIST_RULES, simulate: simulateAssist }, seed, say);
