import { ALL_CASES } from './all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS, type KitLimits } from './case-context.ts';
import { type ConformanceReport, describeAdapter, type Skip } from './describe-adapter.ts';
import type { Subject } from './hospital-under-test.ts';

export interface ConformanceOptions {
  /** Shown in the names of the tests, and in the summary. */
  readonly name: string;
  /** Starts an adapter and its hospital, once for the whole run; no case sees another's slots or keys. */
  readonly start: () => Promise<Subject & { readonly stop: () => Promise<void> }>;
  readonly skip: readonly Skip[];
  readonly limits?: Partial<KitLimits>;
  readonly onReport?: (report: ConformanceReport) => void;
}

/** Declares a suite in which the adapter of a hospital must meet every requirement on the facets that it has. */
export function describeHospitalAdapter({ start, limits, ...options }: ConformanceOptions): void {
  describeAdapter({
    ...options,
    cases: ALL_CASES,
    start: async () => {
      const subject = await start();
      const context = createCaseContext(subject, { ...DEFAULT_LIMITS, ...limits }, crypto.randomUUID().slice(0, 8));
      return { context, stop: subject.stop };
    },
  });
}
