import { BROKEN_ASSIST_RULES } from './assist-rules.ts';
import { simulateAssist } from './assist-sim.ts';
import type { SeededSimulation } from './seeded-proof.ts';

/** One session at a time, no call without an end, no last step without the patient; and each rule that keeps it so is noticed when it is gone. */
export const assistSim: SeededSimulation<(typeof BROKEN_ASSIST_RULES)[number]> = {
  name: 'assist-sim',
  steps: 60,
  broken: BROKEN_ASSIST_RULES,
  simulate: simulateAssist,
};
