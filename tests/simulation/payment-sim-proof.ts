import { BROKEN_PAYMENT_RULES } from './payment-rules.ts';
import { simulatePayments } from './payment-sim.ts';
import type { SeededSimulation } from './seeded-proof.ts';

/** Every payment ends paid, undone or as a case with a cause, and every party's books agree with ours; and each rule that keeps it so is noticed when it is gone. */
export const paymentSim: SeededSimulation<(typeof BROKEN_PAYMENT_RULES)[number]> = {
  name: 'payment-sim',
  steps: 60,
  // Some seven payments a seed: 20,000 in all.
  seeds: 3_000,
  broken: BROKEN_PAYMENT_RULES,
  simulate: simulatePayments,
};
