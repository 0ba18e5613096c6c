import { COMPARED, type ComparedRow, type ComparedWork, type Side } from './compared-work.ts';
import { isUnsure, type PairedRatio, pairedRatio, type Verdict, verdictOf } from './paired-ratio.ts';
import { alternate, median } from './stats.ts';
import type { Bench } from './suite.ts';
import type { Tree } from './trees.ts';

/** One row of two trees: medians of each side, and the ratio ours ÷ theirs. */
interface Compared extends ComparedRow, PairedRatio {
  readonly ours: number;
  readonly theirs: number;
  readonly verdict: Verdict;
  /** The interval is wider than what a verdict needs. */
  readonly unsure: boolean;
  readonly note?: string;
}

/** A row that cannot be compared, and which tree says why. */
interface Incomparable extends ComparedRow {
  readonly verdict: 'cannot be compared';
  readonly why: string;
}

export type ComparedFigure = Compared | Incomparable;

interface Trees {
  readonly ours: Tree;
  readonly theirs: Tree;
}

/** Every row of some suites, of two trees by turns. What one of them cannot do is said, and the rest goes on. */
export async function compareTrees(bench: Bench, suites: readonly string[], trees: Trees): Promise<readonly ComparedFigure[]> {
  const works = COMPARED.filter(({ suite, rows }) => suites.includes(suite) && rows.some(({ row }) => bench.wanted(row)));
  const seconds = works.reduce((sum, work) => sum + work.secondsBefore + work.secondsARound * bench.rounds, 0);
  bench.say(`${trees.ours.name} against ${trees.theirs.name}: ${bench.rounds} rounds, about ${Math.ceil(seconds / 60)} minutes`);
  const figures: ComparedFigure[] = [];
  for (const work of works) {
    const startedAt = performance.now();
    figures.push(...(await compareOne(bench, work, trees)));
    const took = Math.round((performance.now() - startedAt) / 1000);
    bench.say(`${work.suite}: ${work.rows.map(({ what }) => what).join(', ')} (${took} s)`);
  }
  return figures;
}

async function compareOne(bench: Bench, work: ComparedWork, trees: Trees): Promise<readonly ComparedFigure[]> {
  const open: Side[] = [];
  try {
    const [ours, theirs] = [await opened(bench, work, trees.ours, open), await opened(bench, work, trees.theirs, open)];
    const slower = Math.min(await ours.warm(), await theirs.warm());
    const sides = await alternate(
      bench.rounds,
      () => ours.measure(slower),
      () => theirs.measure(slower),
    );
    const note = work.note?.(slower);
    return work.rows.map((row, index) => {
      const [mine, others] = [sides.ours, sides.reference].map((rounds) => rounds.map((figures) => figures[index] ?? Number.NaN));
      return compared(note === undefined ? row : { ...row, note }, mine ?? [], others ?? []);
    });
  } catch (error) {
    return work.rows.map((row) => ({ ...row, verdict: 'cannot be compared' as const, why: firstLineOf(error) }));
  } finally {
    await Promise.all(open.map((side) => side.close()));
  }
}

/** What a child of the bench says is its stack: the rest is for whoever looks for the cause. */
function firstLineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** One side, whose errors say which tree they are of. */
async function opened(bench: Bench, work: ComparedWork, tree: Tree, open: Side[]): Promise<Side> {
  const named = async <T>(promise: Promise<T>): Promise<T> => {
    try {
      return await promise;
    } catch (error) {
      throw new Error(`${tree.name}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  };
  const side = await named(work.open(bench, tree));
  open.push(side);
  return {
    warm: () => named(side.warm()),
    measure: (slower) => named(side.measure(slower)),
    close: () => side.close(),
  };
}

function compared(row: ComparedRow & { note?: string }, ours: readonly number[], theirs: readonly number[]): Compared {
  const interval = pairedRatio(ours, theirs);
  const verdict = verdictOf(interval, row.better);
  return { ...row, ours: median(ours), theirs: median(theirs), ...interval, verdict, unsure: isUnsure(interval) };
}
