import { BROKEN_ASSIST_RULES } from './assist-rules.ts';
import { simulateAssist } from './assist-sim.ts';
import { BROKEN_RULES, type BrokenRule } from './identity-rules.ts';
import { simulateIdentity } from './identity-sim.ts';
import { BROKEN_PAYMENT_RULES } from './payment-rules.ts';
import { simulatePayments } from './payment-sim.ts';
import { BROKEN_PRECONSULT_RULES } from './preconsult-rules.ts';
import { simulatePreconsult } from './preconsult-sim.ts';
import type { SeededSimulation } from './seeded-proof.ts';

/** Simulations that walk a seed and hold what an oracle says; each rule that keeps it so is noticed when it is gone. */
export const SEEDED_SIMULATIONS: readonly SeededSimulation<BrokenRule>[] = [
  // Nobody sees or changes what their evidence must not.
  { name: 'identity-sim', steps: 60, broken: BROKEN_RULES, simulate: simulateIdentity },
  // One session at a time, no call without an end, no last step without the patient.
  { name: 'assist-sim', steps: 60, broken: BROKEN_ASSIST_RULES, simulate: simulateAssist },
  // Every payment ends paid, undone or as a case with a cause, and every party's books agree with ours. Some seven payments a seed: 20,000 in all.
  { name: 'payment-sim', steps: 60, seeds: 3_000, broken: BROKEN_PAYMENT_RULES, simulate: simulatePayments },
  // Every yes is with the doctor once and in order, or named; nothing goes out for an appointment that is given back.
  { name: 'preconsult-sim', steps: 60, seeds: 600, broken: BROKEN_PRECONSULT_RULES, simulate: simulatePreconsult },
];
