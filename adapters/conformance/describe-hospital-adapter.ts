import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_CASES, caseById } from './all-cases.ts';
import { type CaseContext, createCaseContext, DEFAULT_LIMITS, type KitLimits } from './case-context.ts';
import type { Subject } from './hospital-under-test.ts';
import { runCase } from './run-case.ts';

/** Cases that a subject cannot show, and why. A skip without a true reason is a lie in the table of capabilities. */
export interface Skip {
  readonly reason: string;
  readonly cases: readonly string[];
}

/** What became of the cases of one run. `failed` is counted so that the sum is always the number of cases. */
export interface ConformanceReport {
  readonly name: string;
  readonly run: number;
  readonly refused: number;
  readonly skipped: number;
  readonly failed: number;
  /** Reasons with the cases that they kept from running, those that the hospital's own limits imposed included. */
  readonly skips: readonly Skip[];
}

export interface ConformanceOptions {
  /** Shown in the names of the tests, and in the summary. */
  readonly name: string;
  /** Starts an adapter and its hospital, once for the whole run; no case sees another's slots or keys. */
  readonly start: () => Promise<Subject & { readonly stop: () => Promise<void> }>;
  readonly skip: readonly Skip[];
  readonly limits?: Partial<KitLimits>;
  readonly onReport?: (report: ConformanceReport) => void;
}

/**
 * Declares a suite in which an adapter must meet every requirement of the kit. What it does not declare it must refuse. One line
 * with the counts is printed at the end, after it the skips with their reasons.
 */
export function describeHospitalAdapter({ name, start, skip, limits, onReport }: ConformanceOptions): void {
  const reasons = skipReasons(skip);
  describe(`hospital adapter ${name}`, () => {
    const tally = createTally(name);
    let context: CaseContext | undefined;
    let stop: (() => Promise<void>) | undefined;

    beforeAll(async () => {
      const subject = await start();
      stop = subject.stop;
      context = createCaseContext(subject, { ...DEFAULT_LIMITS, ...limits }, crypto.randomUUID().slice(0, 8));
    });
    afterAll(async () => {
      await stop?.();
      const report = tally.report();
      process.stdout.write(summary(report));
      onReport?.(report);
    });

    for (const wanted of ALL_CASES) {
      const reason = reasons.get(wanted.id);
      const title = `${wanted.id} ${wanted.title}`;
      it(reason === undefined ? title : `${title} (skipped: ${reason})`, async ({ skip: skipTest }) => {
        if (context === undefined) throw new Error('the subject did not start');
        const verdict =
          reason === undefined ? await tally.watch(runCase(wanted, context)) : ({ kind: 'skipped', reason } as const);
        if (verdict.kind !== 'skipped') return;
        tally.skipped(wanted.id, verdict.reason);
        skipTest(verdict.reason);
      });
    }

    it('has an outcome for every case of the kit', () => {
      expect(tally.total()).toBe(ALL_CASES.length);
    });
  });
}

function skipReasons(skip: readonly Skip[]): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const { reason, cases } of skip) for (const id of cases) reasons.set(caseById(id).id, reason);
  return reasons;
}

function createTally(name: string) {
  let run = 0;
  let refused = 0;
  let failed = 0;
  const skipped = new Map<string, string[]>();
  const skippedCount = () => [...skipped.values()].reduce((sum, ids) => sum + ids.length, 0);

  return {
    async watch(verdict: ReturnType<typeof runCase>): ReturnType<typeof runCase> {
      const settled = await verdict.catch((error: unknown) => {
        failed += 1;
        throw error;
      });
      if (settled.kind === 'run') run += 1;
      if (settled.kind === 'refused') refused += 1;
      return settled;
    },
    skipped(id: string, reason: string): void {
      skipped.set(reason, [...(skipped.get(reason) ?? []), id]);
    },
    total: () => run + refused + failed + skippedCount(),
    report: (): ConformanceReport => ({
      name,
      run,
      refused,
      skipped: skippedCount(),
      failed,
      skips: [...skipped].map(([reason, cases]) => ({ reason, cases })),
    }),
  };
}

function summary({ name, run, refused, skipped, failed, skips }: ConformanceReport): string {
  const line = `conformance ${name}: ${run} run, ${refused} refused, ${skipped} skipped, ${failed} failed\n`;
  return line + skips.map(({ reason, cases }) => `  skipped, ${reason}: ${cases.join(' ')}\n`).join('');
}
