import { startChild } from './child.ts';
import { absolute, type Figure } from './figures.ts';
import type { FormWalk, FormWalkParameters } from './serve-form-walk.ts';
import { alternate, median, percentile } from './stats.ts';
import type { Bench } from './suite.ts';

/** Number of the goal. */
const ROW = 19;
const ITEMS = 200;
const P99_MS_MAX = 5;

/**
 * Row 19: from an answer to the next question of a form of 200 items, P99 in ms, each step begun with the response that the step before kept, as
 * a gateway that holds no form does it; beside it the same response read and written as JSON, and nothing else.
 */
export async function preconsultSuite({ rounds, quick, wanted, say }: Bench): Promise<readonly Figure[]> {
  if (!wanted(ROW)) return [];
  const walks = quick ? 2 : 6;
  // The process and its thread of expressions have both cores, as a gateway has that is not measured.
  const child = await startChild('form-walk', { items: ITEMS } satisfies FormWalkParameters, { core: 'any' });
  const walk = async () => {
    const walked: FormWalk[] = [];
    for (let count = 0; count < walks; count += 1) walked.push(await child.ask<FormWalk>('walk'));
    return walked;
  };
  const bare = async () => {
    const read: number[] = [];
    for (let count = 0; count < walks; count += 1) read.push(...(await child.ask<readonly number[]>('bare')));
    return read;
  };
  try {
    say(`preconsult: a form of ${ITEMS} items, ${walks} walks a round`);
    await walk();
    await bare();
    const measured = await alternate(rounds, walk, bare);
    const spent = measured.ours.map((walked) => walked.flatMap(({ ms }) => ms));
    const cpu = measured.ours.map((walked) => {
      const seconds = walked.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
      return (seconds * 1_000) / walked.reduce((sum, { ms }) => sum + ms.length, 0);
    });
    // What else the machine does strikes one walk at one question, and another at another.
    const undisturbed = measured.ours.map((walked) => {
      const [first] = walked;
      const fastest = first?.ms.map((_, question) => Math.min(...walked.map(({ ms }) => ms[question] ?? Number.NaN)));
      return percentile(fastest ?? [], 0.99);
    });
    const at = (share: number, sides: readonly (readonly number[])[]) => median(sides.map((side) => percentile(side, share)));
    const figure = { row: ROW, unit: 'ms', against: 'the same response read and written as JSON' };
    return [
      absolute({
        ...figure,
        what: `next question of a form of ${ITEMS} items, p99`,
        ours: at(0.99, spent),
        reference: at(0.99, measured.reference),
        goal: { atMost: P99_MS_MAX },
      }),
      absolute({ ...figure, what: 'the same, p50', ours: at(0.5, spent), reference: at(0.5, measured.reference) }),
      absolute({ row: ROW, unit: 'ms', what: 'the same, each question in its fastest walk, p99', ours: median(undisturbed) }),
      absolute({ row: ROW, unit: 'ms', what: 'the same, CPU a question, all threads', ours: median(cpu) }),
    ];
  } finally {
    await child.stop();
  }
}
