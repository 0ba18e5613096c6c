import pg from 'pg';
import type { Clock } from '../../clock.ts';
import { pause } from '../../clock.ts';
import { Lanes, type Waiting } from '../lanes.ts';
import type { Commit, Migration, Part, Statement, Store, Unit, Value } from '../store.ts';
import { ConstraintViolation, StoreUnavailable } from '../store.ts';
import { migratePostgres } from './postgres-migrator.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly clock: Clock;
  /** 0 ≤ x < 1; spreads retries. */
  readonly random: () => number;
  /** Connections, and so units in flight. */
  readonly connections?: number;
}

const INT8_OID = 20;
const TRIES_MAX = 5;
/** serialization_failure and deadlock_detected: the whole unit runs again (PostgreSQL manual, 13.5). */
const RETRIED = new Set(['40001', '40P01']);

/** Each unit is one transaction; every row count is checked before COMMIT is sent, and COMMIT's own tag is read. */
export class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #lanes = new Lanes();
  readonly #names = new Map<string, { name: string; text: string }>();
  readonly #connections: number;
  #running = 0;
  #idle: (() => void) | undefined;

  constructor(options: PostgresOptions) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#connections = options.connections ?? 16;
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: this.#connections + 4,
      connectionTimeoutMillis: 5000,
      statement_timeout: 10000,
      types: { getTypeParser: parserFor } as pg.CustomTypesConfig,
    });
    // A connection that breaks while it is idle is replaced by the pool; the unit that needs one will say what is wrong.
    this.#pool.on('error', () => {});
  }

  commit(unit: Unit): Promise<Commit> {
    return new Promise((resolve, reject) => {
      this.#lanes.push({ unit, resolve, reject });
      this.#fill();
    });
  }

  async committed(unitId: string): Promise<boolean> {
    const rows = await this.read({ sql: 'SELECT 1 AS one FROM unit WHERE id = ?', parameters: [unitId] });
    return rows.length > 0;
  }

  async read<Row>(statement: Statement<Row>): Promise<readonly Row[]> {
    try {
      const result = await this.#pool.query(this.#named(statement.sql, statement.parameters));
      return result.rows as Row[];
    } catch (error) {
      throw asStoreError(error);
    }
  }

  waiting(): number {
    return this.#lanes.size;
  }

  async migrate(migrations: readonly Migration[], now: number): Promise<readonly string[]> {
    return migratePostgres(this.#pool, migrations, now);
  }

  async close(): Promise<void> {
    if (this.#running > 0 || this.#lanes.size > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    await this.#pool.end();
  }

  #fill(): void {
    while (this.#running < this.#connections) {
      const [waiting] = this.#lanes.take(1, this.#clock.now());
      if (!waiting) break;
      this.#running += 1;
      void this.#serve(waiting);
    }
    if (this.#running === 0 && this.#lanes.size === 0) this.#idle?.();
  }

  async #serve(waiting: Waiting): Promise<void> {
    try {
      waiting.resolve(await this.#commitWithRetries(waiting.unit));
    } catch (error) {
      waiting.reject(error as Error);
    }
    this.#running -= 1;
    this.#fill();
  }

  async #commitWithRetries(unit: Unit): Promise<Commit> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transact(unit);
      } catch (error) {
        if (!RETRIED.has(sqlState(error)) || attempt === TRIES_MAX) throw asStoreError(error);
        await pause(this.#clock, this.#random() * 10 * 2 ** attempt);
      }
    }
  }

  async #transact(unit: Unit): Promise<Commit> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      const refusal = await this.#run(client, unit);
      if (refusal !== undefined) {
        await client.query('ROLLBACK');
        client.release();
        return refusal;
      }
      const { command } = await client.query('COMMIT');
      client.release();
      // COMMIT of an aborted transaction answers "ROLLBACK" and raises nothing.
      if (command !== 'COMMIT') throw new StoreUnavailable(`commit answered ${command}`);
      return { ok: true };
    } catch (error) {
      await this.#abandon(client, error);
      throw error;
    }
  }

  /** `undefined` when every guard holds and the unit is to be committed. */
  async #run(client: pg.PoolClient, unit: Unit): Promise<Commit | undefined> {
    const insert = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';
    const first = await client.query(this.#named(insert, [unit.id, this.#clock.now()]));
    // Already committed under this id: nothing runs again, and the answer is the first one.
    if (first.rowCount !== 1) return { ok: true };
    for (const part of unit.parts) {
      const { rowCount } = await client.query(this.#named(part.sql, part.parameters));
      if (!holds(part, rowCount ?? 0)) return { ok: false, guard: part.guard?.name ?? '' };
    }
    return undefined;
  }

  async #abandon(client: pg.PoolClient, error: unknown): Promise<void> {
    const broken = sqlState(error) === '';
    if (!broken) await client.query('ROLLBACK').catch(() => {});
    client.release(broken);
  }

  #named(sql: string, values: readonly Value[]): pg.QueryConfig {
    let known = this.#names.get(sql);
    if (!known) {
      known = { name: `s${this.#names.size}`, text: numbered(sql) };
      this.#names.set(sql, known);
    }
    return { ...known, values: values as Value[] };
  }
}

function holds(part: Part, rows: number): boolean {
  return part.guard === undefined || part.guard.rows === rows;
}

/** `?` becomes `$1`, `$2` …; statements carry no literals with a question mark, because every value is a parameter. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => {
    count += 1;
    return `$${count}`;
  });
}

/** BIGINT arrives as text; every bigint of ours is an instant or an amount far below 2^53. */
function parserFor(oid: number, format?: string): (text: string) => unknown {
  return oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format as 'text');
}

function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}

function asStoreError(error: unknown): Error {
  if (error instanceof StoreUnavailable) return error;
  const state = sqlState(error);
  if (state.startsWith('23')) return new ConstraintViolation(state, { cause: error });
  if (state === '' || state.startsWith('08') || state.startsWith('57') || state.startsWith('53') || RETRIED.has(state)) {
    return new StoreUnavailable(state || 'the connection failed', { cause: error });
  }
  return new Error(`statement refused by the engine: ${state}`, { cause: error });
}
