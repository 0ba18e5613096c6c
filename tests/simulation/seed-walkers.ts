import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

/** What a thread is told: which simulation, and which seed. */
interface Order {
  readonly simulation: string;
  readonly seed: number;
}

/** As many threads of this same program as the machine has, each walking one seed after the other. */
export class SeedWalkers<Result> {
  readonly #simulation: string;
  readonly #threads = Array.from({ length: availableParallelism() }, () => new Worker(process.argv[1] ?? ''));

  constructor(simulation: string) {
    this.#simulation = simulation;
  }

  /** The results in the order of the seeds, whoever was free first. */
  async walk(seeds: readonly number[]): Promise<readonly Result[]> {
    const results: Result[] = [];
    let next = 0;
    await Promise.all(
      this.#threads.map(async (thread) => {
        for (let place = next++; place < seeds.length; place = next++) {
          const answered = once(thread, 'message');
          thread.postMessage({ simulation: this.#simulation, seed: seeds[place] ?? 0 } satisfies Order);
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

/** What such a thread does: one seed after the other, as they are sent. */
export function serveSeeds(simulations: Readonly<Record<string, (seed: number) => Promise<unknown>>>): void {
  parentPort?.on('message', async ({ simulation, seed }: Order) =>
    parentPort?.postMessage(await simulations[simulation]?.(seed)),
  );
}
