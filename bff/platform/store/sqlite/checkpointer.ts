import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * Copies the WAL into the database file on a thread of its own, because that copy and its fsync would stop the event loop for
 * longer than a booking takes. A text, since a worker needs a file of its own otherwise, and the bundle has one file a program.
 */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.driver);
const db = new Database(workerData.path);
db.pragma('busy_timeout = 2000');
parentPort.on('message', () => {
  const [done] = db.pragma('wal_checkpoint(PASSIVE)');
  parentPort.postMessage(done);
});
`;

/** Frames of 4 KiB after which the WAL is worth copying. A page that many units touched is copied once for all of them. */
const FRAMES_BETWEEN = 4_000;

/** Frames in the WAL beyond which writing waits for the copy: 64 MiB. */
const FRAMES_MAX = 16_000;

/** `PRAGMA wal_checkpoint`: frames in the WAL, and how many of them are in the database file too. */
export interface WalFrames {
  readonly log: number;
  readonly checkpointed: number;
}

/** Decides when the WAL is copied, and whether writing has to wait for it. */
export class Checkpointer {
  readonly #path: string;
  readonly #resume: () => void;
  #worker: Worker | undefined;
  #copying = false;
  #held = false;

  constructor(path: string, resume: () => void) {
    this.#path = path;
    this.#resume = resume;
  }

  /** While true nothing may be written, so that the WAL can begin anew; `resume` is called when it ends. */
  get held(): boolean {
    return this.#held;
  }

  /** Tells how the WAL stands after a commit. */
  wrote({ log, checkpointed }: WalFrames): void {
    if (log - checkpointed >= FRAMES_BETWEEN && !this.#copying) this.#copy();
    this.#held = this.#copying && log > FRAMES_MAX;
  }

  /** A commit did not fit on the disk: once the WAL is copied it begins anew, in the room that it has. */
  makeRoom(): void {
    if (!this.#copying) this.#copy();
  }

  async close(): Promise<void> {
    this.#held = false;
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #copy(): void {
    this.#copying = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('copy');
  }

  #start(): Worker {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3');
    const worker = new Worker(WORKER, { eval: true, workerData: { driver, path: this.#path } });
    worker.unref();
    worker.on('message', (frames: WalFrames) => this.#copied(frames));
    // A copy that fails loses nothing: the WAL stays, and the next one tries again.
    worker.on('error', () => {
      this.#worker = undefined;
      this.#copied({ log: 0, checkpointed: 0 });
    });
    return worker;
  }

  #copied({ log, checkpointed }: WalFrames): void {
    this.#copying = false;
    if (!this.#held) return;
    // What was written while it was copied is still to be copied, before the WAL can begin anew.
    if (checkpointed < log) this.#copy();
    else this.#release();
  }

  #release(): void {
    this.#held = false;
    this.#resume();
  }
}
