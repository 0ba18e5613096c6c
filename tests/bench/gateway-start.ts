import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onServerCore, rootOf, within } from './child.ts';
import { absolute, type Figure } from './figures.ts';
import { builtProgram, ended, firstLine, startSimulatedCity } from './simulated-city.ts';
import { alternate, median } from './stats.ts';
import type { Bench } from './suite.ts';

const START_MS = 30_000;
/** After that the small city has been read, and nothing is left to do. */
const IDLE_AFTER_MS = 4_000;

interface Start {
  readonly seconds: number;
  readonly idleMegabytes: number;
}

/** Row 13: the built program as it is started in production, in front of the small city's simulated hospitals, on a migrated database. */
export async function starts(bench: Bench): Promise<readonly Figure[]> {
  const { start, close } = await prepareStarts(bench, builtProgram('gateway.js'));
  try {
    const sides = await alternate(bench.rounds, start, emptyProgram);
    const seconds = median(sides.ours.map((start) => start.seconds));
    const memory = median(sides.ours.map((start) => start.idleMegabytes));
    const empty = median(sides.reference.map((start) => start.seconds));
    return [
      absolute({
        row: 13,
        what: 'resident memory when idle, small city read',
        unit: 'MB',
        ours: memory,
        reference: median(sides.reference.map((start) => start.idleMegabytes)),
        against: 'an empty program of Node',
        goal: { atMost: 150 },
      }),
      absolute({
        row: 13,
        what: 'start to ready on a migrated database',
        unit: 's',
        ours: seconds,
        reference: empty,
        against: 'an empty program of Node',
        goal: { atMost: 0.5 },
      }),
    ];
  } finally {
    await close();
  }
}

/** The simulated hospitals of the small city, and a database that the program has migrated; then it is started as often as is asked. */
export async function prepareStarts(bench: Bench, program: string): Promise<{ start(): Promise<Start>; close(): Promise<void> }> {
  const city = await startSimulatedCity('small');
  const folder = bench.databases.folder();
  writeFileSync(join(folder, 'hospitals.json'), JSON.stringify(city.hospitals));
  const environment = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
  };
  const start = () => startOnce(program, environment);
  try {
    await start();
  } catch (error) {
    await city.stop();
    throw error;
  }
  return { start, close: city.stop };
}

async function startOnce(program: string, environment: NodeJS.ProcessEnv): Promise<Start> {
  const [command, ...rest] = onServerCore([process.execPath, program]);
  const startedAt = performance.now();
  const child = spawn(command, rest, { cwd: rootOf(program), env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  await within(
    START_MS,
    'the gateway did not start',
    firstLine(child, (line) => line.includes('"event":"ready"')),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await new Promise((resolve) => setTimeout(resolve, IDLE_AFTER_MS));
  const idleMegabytes = residentMegabytes(child);
  await ended(child);
  return { seconds, idleMegabytes };
}

/** Says that it is there and waits. */
const EMPTY = 'process.stdout.write("\\n"); setInterval(() => {}, 1e6)';

async function emptyProgram(): Promise<Start> {
  const [command, ...rest] = onServerCore([process.execPath, '-e', EMPTY]);
  const startedAt = performance.now();
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  await within(START_MS, 'an empty program did not start', firstLine(child));
  const seconds = (performance.now() - startedAt) / 1000;
  const idleMegabytes = residentMegabytes(child);
  await ended(child);
  return { seconds, idleMegabytes };
}

/** As Linux counts it, now or at its highest; elsewhere not measured. */
export function residentMegabytes({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  try {
    const kilobytes = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
