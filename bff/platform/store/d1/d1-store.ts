import { Lanes, type Waiting } from '../lanes.ts';
import type { Commit, Migration, Part, Statement, Store, Unit, Value } from '../store.ts';
import { StoreUnavailable } from '../store.ts';
import type { D1Binding, D1Prepared } from './d1-binding.ts';
import { asStoreError, isLost, refusedGuard } from './d1-errors.ts';
import { migrateD1 } from './d1-migrator.ts';

export interface D1Options {
  readonly db: D1Binding;
  readonly now: () => number;
  /** Batches under way at once. D1 runs one after the other, and a Worker may hold six connections. */
  readonly atOnce?: number;
}

const INSERT_UNIT = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';
/** Its trigger raises an error with the name in it, and the batch is rolled back (`migrations/0012_guard.sql`). */
const DEMAND = 'INSERT INTO guard (name, got, want) SELECT ?, changes(), ? WHERE changes() <> ?';
/** Guard of the unit's own row: where it does not hold, the unit was committed before. No part has a guard of this name. */
const UNIT_IS_NEW = 'unit-is-new';

/**
 * Cloudflare D1: one unit is one `batch()`, which D1 applies whole or not at all. Guards are judged inside the batch, because nothing
 * can be decided between its statements from outside (ADR 0017).
 *
 * In a Worker a store belongs to one invocation. Whoever waits in its lanes is served by the invocation that he belongs to; units of
 * two requests must not wait in one queue, because a request that ended can not serve the others.
 */
export class D1Store implements Store {
  readonly engine = 'd1';
  readonly #db: D1Binding;
  readonly #now: () => number;
  readonly #atOnce: number;
  readonly #lanes = new Lanes();
  #inFlight = 0;
  #closed = false;
  #idle: (() => void) | undefined;

  constructor(options: D1Options) {
    this.#db = options.db;
    this.#now = options.now;
    this.#atOnce = options.atOnce ?? 6;
  }

  commit(unit: Unit): Promise<Commit> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      this.#lanes.push({ unit, resolve, reject });
      this.#fill();
    });
  }

  async committed(unitId: string): Promise<boolean> {
    const rows = await this.read({ sql: 'SELECT 1 AS one FROM unit WHERE id = ?', parameters: [unitId] });
    return rows.length > 0;
  }

  async read<Row>({ sql, parameters }: Statement<Row>): Promise<readonly Row[]> {
    // A session of its own for each read: only the first query of a session is sure to go to the primary.
    const reader = this.#db.withSession?.('first-primary') ?? this.#db;
    try {
      return (
        await reader
          .prepare(sql)
          .bind(...parameters)
          .all<Row>()
      ).results;
    } catch (error) {
      throw asStoreError(error);
    }
  }

  waiting(): number {
    return this.#lanes.size;
  }

  migrate(migrations: readonly Migration[], now: number): Promise<readonly string[]> {
    return migrateD1(this.#db, migrations, now);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  #fill(): void {
    while (this.#inFlight < this.#atOnce) {
      const [waiting] = this.#lanes.take(1, this.#now());
      if (!waiting) break;
      this.#inFlight += 1;
      void this.#serve(waiting);
    }
    if (this.#inFlight === 0) this.#idle?.();
  }

  async #serve({ unit, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(await this.#apply(unit));
    } catch (error) {
      reject(asStoreError(error));
    }
    this.#inFlight -= 1;
    this.#fill();
  }

  /** A lost answer is asked for, and the unit sent once more: its id keeps it from being applied twice. */
  async #apply(unit: Unit): Promise<Commit> {
    try {
      return await this.#send(unit);
    } catch (error) {
      if (!isLost(error)) throw error;
    }
    if (await this.committed(unit.id)) return { ok: true };
    return this.#send(unit);
  }

  async #send(unit: Unit): Promise<Commit> {
    try {
      await this.#db.batch(this.#statements(unit));
      return { ok: true };
    } catch (error) {
      const guard = refusedGuard(error);
      if (guard === undefined) throw error;
      return guard === UNIT_IS_NEW ? { ok: true } : { ok: false, guard };
    }
  }

  #statements({ id, parts }: Unit): readonly D1Prepared[] {
    const own: Part = { sql: INSERT_UNIT, parameters: [id, this.#now()], guard: { rows: 1, name: UNIT_IS_NEW } };
    return [own, ...parts].flatMap(({ sql, parameters, guard }) => [
      this.#prepare(sql, parameters),
      ...(guard ? [this.#prepare(DEMAND, [guard.name, guard.rows, guard.rows])] : []),
    ]);
  }

  #prepare(sql: string, parameters: readonly Value[]): D1Prepared {
    return this.#db.prepare(sql).bind(...parameters);
  }
}
