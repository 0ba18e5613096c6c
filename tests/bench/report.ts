import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, version as kernel, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Figure, Goal } from './figures.ts';

export interface Report {
  readonly at: string;
  readonly machine: Readonly<Record<string, string | number | boolean>>;
  readonly rounds: number;
  readonly figures: readonly Figure[];
}

export interface Conditions {
  readonly rounds: number;
  readonly pinned: boolean;
  readonly loadBefore: number;
  readonly postgres: string | undefined;
}

export function makeReport(figures: readonly Figure[], conditions: Conditions): Report {
  return { at: new Date().toISOString(), machine: machine(conditions), rounds: conditions.rounds, figures };
}

/** Load of the machine before anything was started: above a few tenths somebody else was at work, and the figures are provisional. */
export function loadBefore(): number {
  return loadavg()[0] ?? 0;
}

function machine({ pinned, loadBefore: before, postgres }: Conditions) {
  const memory = new Database(':memory:');
  const sqlite = String(memory.prepare('SELECT sqlite_version()').pluck().get());
  memory.close();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: kernel(),
    node: process.version,
    sqlite,
    postgres: postgres ?? 'not started',
    serverAndLoadOnCoresOfTheirOwn: pinned,
    loadBefore: Math.round(before * 100) / 100,
    othersWereRunning: before > 0.3,
  };
}

export function writeReport(report: object, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(report, undefined, 2)}\n`);
}

export function printReport(report: Report): string {
  const head = Object.entries(report.machine).map(([name, value]) => `  ${name.padEnd(32)}${value}`);
  const rows = report.figures.map(line);
  const columns = `${'row'.padStart(3)}  ${pad('what', 62)}${'ours'.padStart(11)}${'reference'.padStart(11)}  ${pad('unit', 12)}${'value'.padStart(9)}  ${pad('goal', 8)}  verdict`;
  const notes = report.figures.flatMap(({ row, what, against, note }) => {
    const parts = [against === undefined ? [] : [`reference: ${against}`], note === undefined ? [] : [note]].flat();
    return parts.length === 0 ? [] : [`${String(row).padStart(3)}  ${what}: ${parts.join('; ')}`];
  });
  return [
    'machine',
    ...head,
    '',
    `medians of ${report.rounds} rounds, both sides by turns`,
    columns,
    ...rows,
    '',
    'notes',
    ...notes,
    '',
  ].join('\n');
}

function line({ row, what, ours, reference, unit, value, goal, met }: Figure): string {
  const verdict = met === undefined ? '' : met ? 'met' : 'NOT MET';
  const sides = `${number(ours).padStart(11)}${(reference === undefined ? '' : number(reference)).padStart(11)}`;
  return `${String(row).padStart(3)}  ${pad(what, 62)}${sides}  ${pad(unit, 12)}${number(value).padStart(9)}  ${pad(written(goal), 8)}  ${verdict}`;
}

function written(goal: Goal | undefined): string {
  if (!goal) return '';
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

function number(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

function pad(text: string, width: number): string {
  return text.padEnd(width);
}
