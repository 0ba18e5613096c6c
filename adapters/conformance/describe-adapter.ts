import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceCase, KitContext } from './conformance-case.ts';
import { runCase } from './run-case.ts';

/** Cases that a subject cannot show, and why. A skip without a true reason is a lie. */
export interface Skip {
  readonly reason: string;
  readonly cases: readonly string[];
}

/** What became of the cases of one run. `failed` is counted so that the sum is always the number of cases. */
export interface ConformanceReport {
  readonly name: string;
  readonly run: number;
  /** Cases about what the adapter does not have, by the facet's name. */
  readonly absent: Readonly<Record<string, number>>;
  readonly skipped: number;
  readonly failed: number;
  /** Reasons with the cases that they kept from running, those that the partner's own limits imposed included. */
  readonly skips: readonly Skip[];
}

interface Started<Context> {
  readonly context: Context;
  readonly stop: () => Promise<void>;
}

export interface AdapterSuite<Context extends KitContext> {
  /** Shown in the names of the tests, and in the summary. */
  readonly name: string;
  readonly cases: readonly ConformanceCase<Context>[];
  /** Starts the adapter and its partner, once for each of the cases that run at once. */
  readonly start: () => Promise<Started<Context>>;
  /** Cases that run at once, each on a subject of its own; one where a partner cannot be had twice. Most of a case is waiting. */
  readonly atOnce: number;
  readonly skip: readonly Skip[];
  readonly onReport?: (report: ConformanceReport) => void;
}

/** Declares a suite in which an adapter must meet every case. One line with the counts is printed at the end, after it the skips. */
export function describeAdapter<Context extends KitContext>(suite: AdapterSuite<Context>): void {
  const { name, cases, start, atOnce, skip, onReport } = suite;
  const reasons = skipReasons(skip, cases);
  describe(`adapter ${name}`, () => {
    const tally = createTally(name);
    const subjects = createSubjects<Context>();

    beforeAll(async () => {
      for (let subject = 0; subject < atOnce; subject += 1) subjects.add(await start());
    });
    afterAll(async () => {
      await subjects.stop();
      const report = tally.report();
      process.stdout.write(summary(report));
      onReport?.(report);
    });

    for (const wanted of cases) {
      const reason = reasons.get(wanted.id);
      const title = `${wanted.id} ${wanted.title}`;
      const declare = atOnce > 1 ? it.concurrent : it;
      declare(reason === undefined ? title : `${title} (skipped: ${reason})`, async ({ skip: skipTest }) => {
        const verdict =
          reason === undefined
            ? await tally.watch(subjects.use((context) => runCase(wanted, context)))
            : ({ kind: 'skipped', reason } as const);
        if (verdict.kind !== 'skipped') return;
        tally.skipped(wanted.id, verdict.reason);
        skipTest(verdict.reason);
      });
    }

    it('has an outcome for every case of the kit', () => {
      expect(tally.total()).toBe(cases.length);
    });
  });
}

/** Lends each subject to one case at a time. */
function createSubjects<Context>() {
  const started: Started<Context>[] = [];
  const free: Context[] = [];
  const waiting: ((context: Context) => void)[] = [];
  const take = async (): Promise<Context> => {
    if (started.length === 0) throw new Error('the subject did not start');
    return free.pop() ?? new Promise((resolve) => waiting.push(resolve));
  };
  return {
    add(subject: Started<Context>): void {
      started.push(subject);
      free.push(subject.context);
    },
    async use<Result>(work: (context: Context) => Promise<Result>): Promise<Result> {
      const context = await take();
      try {
        return await work(context);
      } finally {
        const next = waiting.shift();
        if (next) next(context);
        else free.push(context);
      }
    },
    async stop(): Promise<void> {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

function skipReasons(skip: readonly Skip[], cases: readonly { readonly id: string }[]): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const { reason, cases: ids } of skip)
    for (const id of ids) {
      if (!cases.some((wanted) => wanted.id === id)) throw new Error(`the kit has no case ${id}`);
      reasons.set(id, reason);
    }
  return reasons;
}

function createTally(name: string) {
  let run = 0;
  let failed = 0;
  const absent: Record<string, number> = {};
  const skipped = new Map<string, string[]>();
  const absentCount = () => Object.values(absent).reduce((sum, count) => sum + count, 0);
  const skippedCount = () => [...skipped.values()].reduce((sum, ids) => sum + ids.length, 0);

  return {
    async watch(verdict: ReturnType<typeof runCase>): ReturnType<typeof runCase> {
      const settled = await verdict.catch((error: unknown) => {
        failed += 1;
        throw error;
      });
      if (settled.kind === 'run') run += 1;
      if (settled.kind === 'absent') absent[settled.what] = (absent[settled.what] ?? 0) + 1;
      return settled;
    },
    skipped(id: string, reason: string): void {
      skipped.set(reason, [...(skipped.get(reason) ?? []), id]);
    },
    total: () => run + failed + absentCount() + skippedCount(),
    report: (): ConformanceReport => ({
      name,
      run,
      absent,
      skipped: skippedCount(),
      failed,
      skips: [...skipped].map(([reason, cases]) => ({ reason, cases })),
    }),
  };
}

function summary({ name, run, absent, skipped, failed, skips }: ConformanceReport): string {
  const absences = Object.entries(absent).map(([what, count]) => `${what} ${count}`);
  const words = absences.length === 0 ? 'nothing absent' : `absent: ${absences.join(', ')}`;
  const line = `conformance ${name}: ${run} run, ${words}; ${skipped} skipped, ${failed} failed\n`;
  return line + skips.map(({ reason, cases }) => `  skipped, ${reason}: ${cases.join(' ')}\n`).join('');
}
