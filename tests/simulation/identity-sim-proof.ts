import { BROKEN_RULES } from './identity-rules.ts';
import { simulateIdentity } from './identity-sim.ts';
import type { SeededSimulation } from './seeded-proof.ts';

/** Nobody sees or changes what their evidence must not, and each rule that keeps it so is noticed when it is gone. */
export const identitySim: SeededSimulation<(typeof BROKEN_RULES)[number]> = {
  name: 'identity-sim',
  steps: 60,
  broken: BROKEN_RULES,
  simulate: simulateIdentity,
};
