import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';

/** What a thread is told: which simulation, and which seed. */
interface Order {
  readonly simulation: string;
  readonly seed: number;
  /** Name of the rule that is taken away. */
  readonly without?: string | undefined;
}

/** The program whose threads walk, as it was built. */
const PROGRAM = resolve('dist/prove.js');

/** Threads of the built program, as many as the machine has unless told otherwise, each walking one seed after the other. */
export class SeedWalkers<Result> {
  readonly #simulation: string;
  readonly #threads: readonly Worker[];

  constructor(simulation: string, threads = availableParallelism()) {
    this.#simulation = simulation;
    this.#threads = Array.from({ length: threads }, () => new Worker(PROGRAM));
  }

  /** The results in the order of the seeds, whoever was free first. */
  async walk(seeds: readonly number[], without?: string): Promise<readonly Result[]> {
    const results: Result[] = [];
    let next = 0;
    await Promise.all(
      this.#threads.map(async (thread) => {
        for (let place = next++; place < seeds.length; place = next++) {
          const answered = once(thread, 'message');
          thread.postMessage({ simulation: this.#simulation, seed: seeds[place] ?? 0, without } satisfies Order);
          results[place] = (await answered)[0];
        }
      }),
    );
    return results;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

/** Walks one seed, without the rule of this name. */
export type Walk = (seed: number, without?: string) => Promise<unknown>;

/** What such a thread does: one seed after the other, as they are sent. */
export function serveSeeds(simulations: Readonly<Record<string, Walk>>): void {
  parentPort?.on('message', async ({ simulation, seed, without }: Order) =>
    parentPort?.postMessage(await simulations[simulation]?.(seed, without)),
  );
}
