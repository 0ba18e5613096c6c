import { problems } from '../../bff/contract/problems.ts';
import type { Bound } from '../../bff/platform/limits/bound.ts';
import { limitGroups } from '../../bff/platform/limits/limits.ts';

export const LIMITS_PAGE = 'docs/limits.md';

/** The page of bounds, out of the table that enforces them. */
export function limitsPage(written: string): string {
  const groups = Object.entries(limitGroups).map(([heading, rows]) => [
    `## ${heading}`,
    [
      '| what | how much | of whom | who sets it | what is heard | where it holds |',
      '| --- | --- | --- | --- | --- | --- |',
      ...Object.values<Bound>(rows).map(rowOf),
    ].join('\n'),
  ]);
  return [
    '# Bounds',
    written,
    "Everything that grows has a bound. *fixed*: in the code (`bff/platform/limits/`). *city*: under `city` in the hospitals' file, beside `hospitals`. *hospital*: in the hospital's entry there, under `policy` where nothing else is said. *setting*: in the environment.",
    ...groups.flat(),
  ]
    .join('\n\n')
    .concat('\n');
}

function rowOf({ what, figure, unit, of, setBy, setAt, hears, at }: Bound): string {
  const heard = hears in problems ? `[\`${hears}\`](errors/${hears}.md)` : hears;
  const set = setAt === undefined ? setBy : `${setBy}: \`${setAt}\``;
  return `| ${what} | ${inWords(figure, unit)} | ${of} | ${set} | ${heard} | \`${at}\` |`;
}

const TIMES = [
  [86_400_000, 'days'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** Times and sizes in the largest unit that holds them whole. */
export function inWords(figure: number, unit: string): string {
  if (unit === 'ms') {
    const [ms, name] = TIMES.find(([one]) => figure >= one && figure % one === 0) ?? [1, 'ms'];
    return `${figure / ms} ${name}`;
  }
  if (unit === 'bytes') return figure % 1_048_576 === 0 ? `${figure / 1_048_576} MiB` : `${figure / 1_024} KiB`;
  return `${figure.toLocaleString('en')} ${unit}`;
}
