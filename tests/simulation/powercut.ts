import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startGatewayProgram } from '../support/programs.ts';
import { seeded } from '../support/seeded.ts';
import { Crowd } from './crowd.ts';
import { DiskImage, type Loss } from './disk-image.ts';
import { readTrace, tracer } from './disk-trace.ts';
import { rebuild } from './rebuilt.ts';

export interface PowercutOptions {
  readonly seed: number;
  readonly bookings: number;
  readonly cuts: number;
  /** How careful SQLite is; the product says FULL. */
  readonly synchronous: 'FULL' | 'NORMAL' | 'OFF';
  /** `strace -e inject=` rules: calls that fail while people book. */
  readonly inject?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

export interface PowercutResult {
  readonly acknowledged: number;
  readonly heard: Readonly<Record<string, number>>;
  readonly syncs: number;
  readonly failedSyncs: number;
  readonly cuts: number;
  /** Databases that were rebuilt: each cut with every loss that it tries. */
  readonly rebuilt: number;
  /** Of these, how many had lost an acknowledged booking, and how many bookings all of them together. */
  readonly withLosses: number;
  readonly bookingsLost: number;
  readonly longestChain: number;
  readonly failures: readonly string[];
}

/** A round of people, then a pause in which the gateway seals its audit and copies its WAL. */
const ROUND = 60;
const PAUSE_MS = 2_500;

/**
 * Cuts the power of a gateway that people book at, in thought: what it did to its disk is written down, and its files are rebuilt as
 * they would have been found after a cut at any moment, with everything gone that no fsync had confirmed.
 */
export async function powercut(options: PowercutOptions): Promise<PowercutResult> {
  const crowd = await Crowd.gather('powercut');
  const trace = join(crowd.folder, 'trace');
  try {
    await runTraced(options, crowd, trace);
    return { heard: crowd.heard(), ...(await cutEverywhere(options, trace, crowd)) };
  } finally {
    await crowd.leave();
  }
}

async function runTraced(options: PowercutOptions, crowd: Crowd, trace: string): Promise<void> {
  const { bookings, synchronous, inject, settings, say } = options;
  const environment = { ...crowd.environment, ...settings, SYNCHRONOUS: synchronous, DATABASE_URL: `file:${databaseOf(crowd)}` };
  const gateway = await startGatewayProgram(environment, 'lax-gateway', tracer(trace, inject));
  const address = `http://127.0.0.1:${gateway.ready.port}`;
  try {
    await crowd.wantPlaces(address, bookings);
    await crowd.openSessions(address);
    for (let sent = 0; sent < bookings; sent += ROUND) {
      await crowd.send([address], crowd.newOrders(Math.min(ROUND, bookings - sent)), 8);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      say(`synchronous=${synchronous}: ${crowd.orders.length} of ${bookings} people have booked`);
    }
  } finally {
    gateway.kill('SIGKILL');
    await gateway.ended;
  }
}

function databaseOf(crowd: Crowd): string {
  return join(dirname(crowd.environment.KEY_FILE ?? ''), 'onedoor.sqlite');
}

/** From the first promise on, so that every cut has something to lose. */
async function chooseCuts({ seed, cuts }: PowercutOptions, trace: string, folder: string) {
  let first = 0;
  const lines: number[] = [];
  let syncs = 0;
  let failedSyncs = 0;
  for await (const event of readTrace(trace, folder)) {
    if (event.kind === 'acknowledged' && first === 0) first = event.line;
    if (event.kind === 'sync' && event.ok) syncs += 1;
    if (event.kind === 'sync' && !event.ok) failedSyncs += 1;
    if (first > 0) lines.push(event.line);
  }
  const random = seeded(seed);
  const chosen = new Set<number>();
  for (let tries = 0; chosen.size < cuts && tries < cuts * 20; tries += 1)
    chosen.add(lines[Math.floor(random() * lines.length)] ?? 0);
  return { chosen, syncs, failedSyncs };
}

async function cutEverywhere(options: PowercutOptions, trace: string, crowd: Crowd): Promise<Omit<PowercutResult, 'heard'>> {
  const folder = dirname(databaseOf(crowd));
  const { chosen, syncs, failedSyncs } = await chooseCuts(options, trace, folder);
  const tally = new Tally(options, join(crowd.folder, 'rebuilt'));
  const disk = new DiskImage();
  for await (const event of readTrace(trace, folder)) {
    disk.tell(event);
    if (event.kind === 'acknowledged') tally.acknowledged.push(event.appointmentId);
    if (chosen.has(event.line)) await tally.cut(disk, event.line);
    chosen.delete(event.line);
  }
  rmSync(join(crowd.folder, 'rebuilt'), { recursive: true, force: true });
  return { acknowledged: tally.acknowledged.length, syncs, failedSyncs, ...tally.result() };
}

/** Every rebuilt database, counted. */
class Tally {
  readonly acknowledged: string[] = [];
  readonly #options: PowercutOptions;
  readonly #folder: string;
  readonly #random: () => number;
  readonly #failures: string[] = [];
  #cuts = 0;
  #rebuilt = 0;
  #withLosses = 0;
  #bookingsLost = 0;
  #longestChain = 0;

  constructor(options: PowercutOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
    this.#random = seeded(options.seed + 1);
  }

  /** Each cut loses everything once, and once in a way that the disk may have chosen. */
  async cut(disk: DiskImage, line: number): Promise<void> {
    this.#cuts += 1;
    const losses: readonly Loss[] = ['all', this.#cuts % 2 === 0 ? 'some' : 'torn'];
    for (const loss of losses) {
      const { lost, links, failures } = await rebuild(this.#folder, disk.cut(loss, this.#random), this.acknowledged);
      this.#rebuilt += 1;
      this.#bookingsLost += lost;
      if (lost > 0) this.#withLosses += 1;
      this.#longestChain = Math.max(this.#longestChain, links);
      this.#failures.push(...failures.map((failure) => `cut at ${line}, ${loss} lost: ${failure}`));
    }
    if (this.#cuts % 50 !== 0) return;
    const { synchronous, cuts, say } = this.#options;
    say(
      `synchronous=${synchronous}: ${this.#cuts} of ${cuts} cuts, ${this.#withLosses} with losses, ${this.#failures.length} failures`,
    );
  }

  result() {
    return {
      cuts: this.#cuts,
      rebuilt: this.#rebuilt,
      withLosses: this.#withLosses,
      bookingsLost: this.#bookingsLost,
      longestChain: this.#longestChain,
      failures: this.#failures,
    };
  }
}
