import type pg from 'pg';
import type { Statement } from '../store.ts';
import { pipeline } from './pipeline.ts';
import { asStoreError, isLost } from './postgres-errors.ts';
import type { Statements } from './statements.ts';

/** Connections that read. More of them make round trips with less in each; a slow statement keeps waiting what shares its own. */
export const READERS = 2;
/** Statements in one round trip. */
const TOGETHER_MAX = 32;
const TRIES_MAX = 2;

interface Waiting {
  readonly statement: Statement;
  readonly tries: number;
  resolve(rows: readonly unknown[]): void;
  reject(error: Error): void;
}

/** Reads that are asked for in one turn of the event loop, or while all readers are busy, share a round trip. */
export class Reads {
  readonly #pool: pg.Pool;
  readonly #statements: Statements;
  #waiting: Waiting[] = [];
  #running = 0;
  #scheduled = false;

  constructor(pool: pg.Pool, statements: Statements) {
    this.#pool = pool;
    this.#statements = statements;
  }

  read<Row>(statement: Statement<Row>): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.#push({ statement, tries: 1, resolve: resolve as Waiting['resolve'], reject });
    });
  }

  #push(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#fill();
    });
  }

  #fill(): void {
    while (this.#running < READERS && this.#waiting.length > 0) {
      this.#running += 1;
      void this.#run(this.#waiting.splice(0, TOGETHER_MAX));
    }
  }

  async #run(group: readonly Waiting[]): Promise<void> {
    try {
      await this.#readTogether(group);
    } catch (error) {
      for (const { reject } of group) reject(asStoreError(error));
    }
    this.#running -= 1;
    this.#fill();
  }

  async #readTogether(group: readonly Waiting[]): Promise<void> {
    const client = await this.#pool.connect();
    const steps = group.map(({ statement }) => this.#statements.step(statement.sql, statement.parameters, true));
    const { done, error } = await pipeline(client, steps);
    client.release(isLost(error) && error !== undefined);
    for (const [n, { rows }] of done.entries()) group[n]?.resolve(rows);
    if (error !== undefined) this.#failed(group.slice(done.length), error);
  }

  /** A statement that fails takes what was sent behind it along; that is asked again, and after a lost connection once more everything. */
  #failed([first, ...behind]: readonly Waiting[], error: unknown): void {
    if (!first) return;
    if (isLost(error) && first.tries < TRIES_MAX) this.#push({ ...first, tries: first.tries + 1 });
    else first.reject(asStoreError(error));
    for (const waiting of behind) this.#push(isLost(error) ? { ...waiting, tries: waiting.tries + 1 } : waiting);
  }
}
