import type { Proof } from './evidence.ts';
import { BROKEN_RULES } from './identity-rules.ts';
import { simulateIdentity } from './identity-sim.ts';
import { proveBySeeds } from './seeded-proof.ts';

const steps = 60;

/** What a thread does with one seed. */
export const walkIdentity = (seed: number) => simulateIdentity(seed, steps);

/** Nobody sees or changes what their evidence must not, and each rule that keeps it so is noticed when it is gone. */
export const proveIdentitySim: Proof = (seed, say) =>
  proveBySeeds({ name: 'identity-sim', steps, broken: BROKEN_RULES, simulate: simulateIdentity }, seed, say);
