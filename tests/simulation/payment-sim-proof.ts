import type { Proof } from './evidence.ts';
import { BROKEN_PAYMENT_RULES } from './payment-rules.ts';
import { simulatePayments } from './payment-sim.ts';
import { proveBySeeds } from './seeded-proof.ts';

const steps = 60;

/** What a thread does with one seed. */
export const walkPayments = (seed: number) => simulatePayments(seed, steps);

/** Every payment ends paid, undone or as a case with a cause, and every party's books agree with ours; and each rule that keeps it so is noticed when it is gone. */
export const provePaymentSim: Proof = (seed, say) =>
  proveBySeeds({ name: 'payment-sim', steps, broken: BROKEN_PAYMENT_RULES, simulate: simulatePayments }, seed, say);
