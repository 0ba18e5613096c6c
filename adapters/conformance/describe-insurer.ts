import { ALL_INSURER_CASES } from './cases/insurers/all-cases.ts';
import { createInsurerContext, INSURER_LIMITS, type InsurerLimits } from './cases/insurers/insurer-case.ts';
import { type ConformanceReport, describeAdapter, type Skip } from './describe-adapter.ts';
import type { InsurerSubject } from './insurer-under-test.ts';

export interface InsurerConformanceOptions {
  /** Shown in the names of the tests, and in the summary. */
  readonly name: string;
  /** Starts the adapters and their insurer, once for each of the cases that run at once. */
  readonly start: () => Promise<InsurerSubject & { readonly stop: () => Promise<void> }>;
  /** Cases that run at once, each with an insurer of its own: one unless told. */
  readonly atOnce?: number;
  readonly skip: readonly Skip[];
  readonly limits?: Partial<InsurerLimits>;
  readonly onReport?: (report: ConformanceReport) => void;
}

/** Declares a suite in which the adapter of an insurer must meet every requirement of the port. */
export function describeInsurer({ start, limits, atOnce = 1, ...options }: InsurerConformanceOptions): void {
  describeAdapter({
    ...options,
    atOnce,
    cases: ALL_INSURER_CASES,
    start: async () => {
      const subject = await start();
      const run = crypto.randomUUID().slice(0, 8);
      return { context: createInsurerContext(subject, { ...INSURER_LIMITS, ...limits }, run), stop: subject.stop };
    },
  });
}
