import { existsSync, readFileSync } from 'node:fs';
import type { ComparedFigure } from './comparison.ts';
import type { ComparisonReport } from './comparison-report.ts';
import type { Figure, Goal } from './figures.ts';
import type { ProfileReport } from './profile-suite.ts';
import type { Report } from './report.ts';
import { PLACES } from './time-by-place.ts';

/** Writes the tables of docs/performance.md from the evidence, between their marks. Everything else on the page is written by hand. */
export function renderPage(page: string, { report, profiles, comparison, ...alone }: Evidence): string {
  const tables = {
    figures: figuresTable(report),
    ...Object.fromEntries(ALONE.map((name) => [name, ownTable(alone[name])])),
    profile: profileTable(profiles),
    against: comparisonTable(comparison),
  };
  return Object.entries(tables).reduce((text, [name, table]) => between(text, name, table), page);
}

/** Suites whose figures stand by themselves. */
export const ALONE = ['payments', 'phone', 'preconsult', 'records'] as const;

/** Where each kind of run is recorded. */
export const EVIDENCE_FILES = {
  report: 'docs/evidence/bench.json',
  payments: 'docs/evidence/bench-payments.json',
  phone: 'docs/evidence/bench-phone.json',
  preconsult: 'docs/evidence/bench-preconsult.json',
  records: 'docs/evidence/bench-records.json',
  profiles: 'docs/evidence/profile.json',
  comparison: 'docs/evidence/bench-against.json',
} as const satisfies Record<keyof Evidence, string>;

export function readEvidence(): Evidence {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const readIfThere = (path: string) => (existsSync(path) ? read(path) : undefined);
  const { report, profiles, comparison } = EVIDENCE_FILES;
  return {
    ...(Object.fromEntries(ALONE.map((name) => [name, readIfThere(EVIDENCE_FILES[name])])) as Pick<Evidence, Alone>),
    report: read(report),
    profiles: read(profiles),
    comparison: readIfThere(comparison),
  };
}

type Alone = (typeof ALONE)[number];

/** What is recorded; a suite that stands by itself, and a comparison, may not be yet. */
export interface Evidence extends Readonly<Partial<Record<Alone, Report>>> {
  readonly report: Report;
  readonly profiles: ProfileReport;
  readonly comparison?: ComparisonReport;
}

function between(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: written from docs/evidence -->`, `<!-- ${name}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no place for ${name}`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
}

/** Every goal, in words; what is measured of it comes from the evidence. */
const GOALS: readonly string[] = [
  'exactly *k* booked for *k* places, a replayed key books once',
  'durable bookings a second',
  'CPU a booking',
  'p99 of a booking, open loop',
  'a rush of new connections on one slot',
  'CPU of a secured GET',
  'CPU of a search, and its growth',
  'FHIR Bundle of unchanged resources',
  'audit with its seal',
  'PostgreSQL, and two gateways',
  'latency that the gateway adds',
  'first load',
  'memory and start',
  'sync of a city, and bookings beside it',
];

/** Its figures stand in the table of records. */
const OF_RECORDS = 8;

/** Of the figures of one scene alone. */
function ownTable(report: Report | undefined): string {
  return report ? [...headOf(report), ...report.figures.map(figureLine)].join('\n') : 'No run is recorded.';
}

function figuresTable(report: Report): string {
  const { figures } = report;
  const rows = GOALS.flatMap((title, index) => {
    const row = index + 1;
    const found = figures.filter((figure) => figure.row === row);
    if (found.length > 0) return found.map(figureLine);
    return [`| ${row} | ${title} | | | | | ${row === OF_RECORDS ? 'below' : 'not in this run'} |`];
  });
  return [...headOf(report), ...rows].join('\n');
}

function headOf({ at, machine, rounds }: Report): readonly string[] {
  const company = machine.othersWereRunning
    ? `others were using the machine (load ${machine.loadBefore})`
    : 'nothing else was running';
  return [
    `Run of ${at.slice(0, 10)}: Node ${String(machine.node).slice(1)}, SQLite ${machine.sqlite}, PostgreSQL ${version(machine.postgres)}, ${machine.cores} cores; ${company}; medians of ${rounds}.`,
    '',
    '| row | what | goal | ours | bare limit | value | |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
}

function version(text: unknown): string {
  return /\d+\.\d+/.exec(String(text))?.[0] ?? 'not started';
}

function figureLine({ row, what, unit, ours, reference, value, goal, met }: Figure): string {
  const limit = reference === undefined ? '' : number(reference);
  const verdict = met === undefined ? '' : met ? 'met' : '**missed**';
  return `| ${row} | ${what} | ${goalText(goal, met)} | ${number(ours)} ${unit} | ${limit} | ${number(value)} | ${verdict} |`;
}

function goalText(goal: Goal | undefined, met: boolean | undefined): string {
  if (!goal) return met === undefined ? '' : 'exact';
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function profileTable({ at, machine, profiles }: ProfileReport): string {
  const kinds = Object.values(profiles);
  const company = machine.othersWereRunning ? 'others were using the machine' : 'nothing else was running';
  const line = (place: string) => {
    const cells = kinds.map(({ places }) => {
      const found = places.find((one) => one.place === place);
      if (!found) return '';
      return place === 'idle' ? `${found.micros}` : `${found.micros} (${Math.round(found.share * 100)} %)`;
    });
    return cells.every((cell) => cell === '') ? [] : [`| ${place} | ${cells.join(' | ')} |`];
  };
  return [
    `Run of ${at.slice(0, 10)}; ${company}. µs of wall clock of the main thread a request, and the share of what is not idle.`,
    '',
    `| where | ${kinds.map(({ what }) => what).join(' | ')} |`,
    `| --- |${kinds.map(() => ' --- |').join('')}`,
    ...PLACES.flatMap(line),
    `| all but idle | ${kinds.map(({ busyMicros }) => `**${busyMicros}**`).join(' | ')} |`,
  ].join('\n');
}

function comparisonTable(comparison: ComparisonReport | undefined): string {
  if (!comparison) return 'No comparison is recorded.';
  const { at, machine, rounds, ours, theirs, figures } = comparison;
  const company = machine.othersWereRunning ? 'others were using the machine' : 'nothing else was running';
  return [
    `Run of ${at.slice(0, 10)}: ${ours} against ${theirs}, ${rounds} rounds; ${company}.`,
    '',
    '| row | what | this tree | the other | ratio | 95 % | |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map(comparedLine),
  ].join('\n');
}

function comparedLine(figure: ComparedFigure): string {
  const head = `| ${figure.row} | ${figure.what}`;
  if (figure.verdict === 'cannot be compared') return `${head} | | | | | cannot be compared |`;
  const { ours, theirs, unit, ratio, low, high, verdict } = figure;
  return `${head} | ${number(ours)} ${unit} | ${number(theirs)} | ${ratio.toFixed(3)} | ${low.toFixed(3)}–${high.toFixed(3)} | ${verdict} |`;
}
