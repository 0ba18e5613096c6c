import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type HospitalEntry, hospitalFile } from '../../bff/scenes/directory/city-file.ts';
import { hospitalsFileOf } from '../../fixtures/demo/city-files.ts';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { roomyFileOf } from '../support/roomy-city.ts';
import { within } from './child.ts';

export interface SimulatedCity {
  /** As the gateway's file of hospitals has them, with the addresses at which they answer. */
  readonly hospitals: readonly HospitalEntry[];
  stop(): Promise<void>;
}

const SEED = 1;
const SHANGHAI_MS = 8 * 3_600_000;
const START_MS = 120_000;

/** A program that was built beside this one. */
export function builtProgram(name: string): string {
  return join(dirname(resolve(process.argv[1] ?? '')), name);
}

/** The city's hospitals as a process of their own, on the core of the load, speaking FHIR R4 over sockets. */
export async function startSimulatedCity(size: 'small' | 'big'): Promise<SimulatedCity> {
  const firstDay = new Date(Date.now() + SHANGHAI_MS + 86_400_000).toISOString().slice(0, 10);
  const settings = ['--size', size, '--seed', String(SEED), '--first-day', firstDay, '--exit-with-stdin', 'yes'];
  const child = spawn(process.execPath, [builtProgram('simulator-fhir-r4.js'), ...settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // In life they are other machines: here they must not keep the load's clock from the core that they share.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const text = await within(START_MS, 'the simulated hospitals did not start', firstLine(child));
  const { hospitals } = JSON.parse(text) as { hospitals: { id: string; baseUrl: string }[] };
  const city = makeCity({ seed: SEED, size, firstDay });
  return {
    hospitals: hospitalFile.parse(
      roomyFileOf(hospitalsFileOf(city, new Map(hospitals.map(({ id, baseUrl }) => [id, baseUrl])))).hospitals,
    ),
    stop: () => ended(child),
  };
}

/** The first line of a program's output that fits. */
export function firstLine(child: ChildProcess, fits: (line: string) => boolean = () => true): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (fits(line)) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`a program ended with ${code}`)));
  });
}

/** Asks a program to end and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
