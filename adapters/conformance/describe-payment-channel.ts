import { ALL_PAYMENT_CASES } from './all-payment-cases.ts';
import type { TimeLimits } from './deadline.ts';
import { type ConformanceReport, describeAdapter, type Skip } from './describe-adapter.ts';
import { createPaymentContext, PAYMENT_LIMITS } from './payment-case-context.ts';
import type { PaymentSubject } from './payment-provider-under-test.ts';

export interface PaymentConformanceOptions {
  /** Shown in the names of the tests, and in the summary. */
  readonly name: string;
  /** Starts a channel and its provider, once for each of the cases that run at once; no case sees another's keys. */
  readonly start: () => Promise<PaymentSubject & { readonly stop: () => Promise<void> }>;
  /** Cases that run at once, each with a provider of its own: one unless told. */
  readonly atOnce?: number;
  readonly skip: readonly Skip[];
  readonly limits?: Partial<TimeLimits>;
  readonly onReport?: (report: ConformanceReport) => void;
}

/** Declares a suite in which a payment channel must meet every requirement of the port. */
export function describePaymentChannel({ start, limits, atOnce = 1, ...options }: PaymentConformanceOptions): void {
  describeAdapter({
    ...options,
    atOnce,
    cases: ALL_PAYMENT_CASES,
    start: async () => {
      const subject = await start();
      const run = crypto.randomUUID().slice(0, 8);
      return { context: createPaymentContext(subject, { ...PAYMENT_LIMITS, ...limits }, run), stop: subject.stop };
    },
  });
}
