import { ALL_CASES } from './all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS, type KitLimits } from './case-context.ts';
import { type ConformanceReport, describeAdapter, type Skip } from './describe-adapter.ts';
import type { Subject } from './hospital-under-test.ts';

export interface ConformanceOptions {
  /** Shown in the names of the tests, and in the summary. */
  readonly name: string;
  /** Starts an adapter and its hospital, once for each of the cases that run at once; no case sees another's slots or keys. */
  readonly start: () => Promise<Subject & { readonly stop: () => Promise<void> }>;
  /** Cases that run at once, each with a hospital of its own: one unless told. Give more where `start` may be called more than once. */
  readonly atOnce?: number;
  readonly skip: readonly Skip[];
  readonly limits?: Partial<KitLimits>;
  readonly onReport?: (report: ConformanceReport) => void;
}

/** Declares a suite in which the adapter of a hospital must meet every requirement on the facets that it has. */
export function describeHospitalAdapter({ start, limits, atOnce = 1, ...options }: ConformanceOptions): void {
  describeAdapter({
    ...options,
    atOnce,
    cases: ALL_CASES,
    start: async () => {
      const subject = await start();
      const context = createCaseContext(subject, { ...DEFAULT_LIMITS, ...limits }, crypto.randomUUID().slice(0, 8));
      return { context, stop: subject.stop };
    },
  });
}
