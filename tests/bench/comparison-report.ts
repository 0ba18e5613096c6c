import type { ComparedFigure } from './comparison.ts';

/** What a comparison of two trees found, and when and where. */
export interface ComparisonReport {
  readonly at: string;
  readonly machine: Readonly<Record<string, string | number | boolean>>;
  readonly rounds: number;
  /** Commits. */
  readonly ours: string;
  readonly theirs: string;
  readonly figures: readonly ComparedFigure[];
}

export function printComparison({ machine, rounds, ours, theirs, figures }: ComparisonReport): string {
  const head = Object.entries(machine).map(([name, value]) => `  ${name.padEnd(32)}${value}`);
  const columns = `${'row'.padStart(3)}  ${'what'.padEnd(52)}${'ours'.padStart(11)}${'theirs'.padStart(11)}  ${'unit'.padEnd(12)}${'ratio'.padStart(7)}  ${'95 %'.padEnd(16)}verdict`;
  const counts = ['worse', 'better', 'same'].map(
    (verdict) => `${figures.filter((one) => one.verdict === verdict).length} ${verdict}`,
  );
  return [
    'machine',
    ...head,
    '',
    `ours ${ours}, theirs ${theirs}: ${rounds} rounds by turns; ratio ours ÷ theirs, its exact interval of signed ranks`,
    columns,
    ...figures.map(line),
    '',
    counts.join(', '),
    '',
  ].join('\n');
}

function line(figure: ComparedFigure): string {
  const head = `${String(figure.row).padStart(3)}  ${figure.what.padEnd(52)}`;
  if (figure.verdict === 'cannot be compared') return `${head}cannot be compared: ${figure.why}`;
  const { ours, theirs, unit, ratio, low, high, verdict, unsure, note } = figure;
  const sides = `${short(ours).padStart(11)}${short(theirs).padStart(11)}  ${unit.padEnd(12)}`;
  const interval = `${ratio.toFixed(3).padStart(7)}  ${`${low.toFixed(3)}–${high.toFixed(3)}`.padEnd(16)}`;
  const doubt = unsure ? ' (the interval is wide: more rounds would say more)' : '';
  return `${head}${sides}${interval}${verdict}${doubt}${note === undefined ? '' : `; ${note}`}`;
}

function short(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
