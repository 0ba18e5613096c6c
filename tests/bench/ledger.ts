import { startChild } from './child.ts';
import { type Figure, ratio } from './figures.ts';
import type { LedgerParameters, LedgerRun } from './serve-ledger.ts';
import { alternate } from './stats.ts';
import type { Bench } from './suite.ts';

/** Row 9: audit rows written a second while the seal works through them ÷ without a seal. */
export async function ledger(bench: Bench): Promise<readonly Figure[]> {
  const start = async (sealing: boolean) => {
    const parameters: LedgerParameters = { databaseUrl: await bench.databases.create('sqlite'), sealing };
    return startChild('ledger', parameters);
  };
  const [sealed, plain] = [await start(true), await start(false)];
  const rows = bench.quick ? 5_000 : 20_000;
  try {
    await Promise.all([sealed, plain].map((child) => child.ask<LedgerRun>('write-rows', 1_000)));
    const { ours, reference } = await alternate(
      bench.rounds,
      () => sealed.ask<LedgerRun>('write-rows', rows),
      () => plain.ask<LedgerRun>('write-rows', rows),
    );
    const against = 'the same rows without a seal, 100 a unit, WAL FULL';
    const figure = (what: string, seconds: (run: LedgerRun) => number, goal?: { atLeast: number }) => {
      const rate = (runs: readonly LedgerRun[]) => runs.map((run) => rows / seconds(run));
      const sides = { ours: rate(ours), reference: rate(reference) };
      return ratio({ row: 9, what, unit: 'rows/s', against, ...(goal ? { goal } : {}), ...sides });
    };
    return [
      figure('audit rows with the seal beside them', (run) => run.seconds, { atLeast: 0.65 }),
      figure('the same, until the last row is sealed', (run) => run.untilSealedSeconds),
    ];
  } finally {
    await Promise.all([sealed.stop(), plain.stop()]);
  }
}
