import pg from 'pg';
import type { Clock } from '../../clock.ts';
import { pause } from '../../clock.ts';
import { Lanes, type Waiting } from '../lanes.ts';
import type { Commit, Migration, Statement, Store, Unit } from '../store.ts';
import { StoreUnavailable } from '../store.ts';
import { BATCH_MAX, Pace } from './pace.ts';
import { asStoreError, isConflict, isLost } from './postgres-errors.ts';
import { migratePostgres } from './postgres-migrator.ts';
import { READERS, Reads } from './reads.ts';
import { Statements } from './statements.ts';
import { type Fate, transact } from './transaction.ts';
import { transactionsOf } from './transactions-of.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly clock: Clock;
  /** 0 ≤ x < 1; spreads retries. */
  readonly random: () => number;
  /** Connections that write: a few for batches, the others for units that have to run alone. */
  readonly connections?: number;
}

/** Batches in flight. One more than the one that waits for the disk keeps the server busy; more only make batches smaller. */
const WRITERS = 2;
const TRIES_MAX = 5;
/** A connection from the pool may be as dead as the one before it. */
const LOST_MAX = 2;

/**
 * PostgreSQL with group commit: units that wait share a transaction (ADR 0009), and reads that wait share a round trip. A batch that
 * meets another transaction is undone and its units run alone, each again when it must; so does one whose connection broke, because
 * the id in the unit's own row turns the repetition into the question whether it was committed.
 */
export class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #lanes = new Lanes();
  readonly #statements = new Statements();
  readonly #pace = new Pace();
  readonly #reads: Reads;
  readonly #aloneMax: number;
  #batches = 0;
  #alone = 0;
  #scheduled = false;
  #idle: (() => void) | undefined;

  constructor(options: PostgresOptions) {
    const connections = options.connections ?? 16;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#aloneMax = Math.max(1, connections - WRITERS);
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: connections + READERS,
      connectionTimeoutMillis: 5000,
      statement_timeout: 10000,
      verify: refuseReadOnly,
    });
    // A connection that breaks while it is idle is replaced by the pool; the unit that needs one will say what is wrong.
    this.#pool.on('error', () => {});
    // One that breaks while it is at work tells its statement so, and then everybody: with nobody listening that ends the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#reads = new Reads(this.#pool, this.#statements);
  }

  commit(unit: Unit): Promise<Commit> {
    return new Promise((resolve, reject) => {
      this.#lanes.push({ unit, resolve, reject });
      this.#schedule();
    });
  }

  async committed(unitId: string): Promise<boolean> {
    const rows = await this.read({ sql: 'SELECT 1 AS one FROM unit WHERE id = ?', parameters: [unitId] });
    return rows.length > 0;
  }

  read<Row>(statement: Statement<Row>): Promise<readonly Row[]> {
    return this.#reads.read(statement);
  }

  waiting(): number {
    return this.#lanes.size;
  }

  async migrate(migrations: readonly Migration[], now: number): Promise<readonly string[]> {
    return migratePostgres(this.#pool, migrations, now);
  }

  async close(): Promise<void> {
    if (this.#busy()) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    await this.#pool.end();
  }

  #busy(): boolean {
    return this.#batches > 0 || this.#alone > 0 || this.#lanes.size > 0;
  }

  /** All units that arrive in one turn of the event loop wait for each other. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#fill();
    });
  }

  #fill(): void {
    while (this.#batches < WRITERS && this.#alone < this.#aloneMax) {
      const batch = this.#lanes.take(BATCH_MAX, this.#clock.now());
      if (batch.length === 0) break;
      this.#batches += 1;
      void this.#serve(batch);
    }
    if (!this.#busy()) this.#idle?.();
  }

  async #serve(batch: readonly Waiting[]): Promise<void> {
    for (const group of transactionsOf(batch)) await this.#together(group);
    this.#batches -= 1;
    this.#fill();
  }

  async #together(group: readonly Waiting[]): Promise<void> {
    try {
      const fates = await this.#transact(group.map(({ unit }) => unit));
      for (const [n, waiting] of group.entries()) answer(waiting, fates[n]);
    } catch (error) {
      for (const waiting of group) void this.#runAlone(waiting, error);
    }
  }

  async #runAlone(waiting: Waiting, error: unknown): Promise<void> {
    this.#alone += 1;
    answer(waiting, await this.#again(waiting.unit, error));
    this.#alone -= 1;
    this.#fill();
  }

  /** The same unit again while others are in its way, at most `TRIES_MAX` times in all; twice more when its connection broke. */
  async #again(unit: Unit, failed: unknown): Promise<Fate> {
    let error = failed;
    let lost = 0;
    for (let tries = 1; tries < TRIES_MAX; tries += 1) {
      if (isLost(error)) lost += 1;
      else if (!isConflict(error)) break;
      if (lost > LOST_MAX) break;
      await pause(this.#clock, this.#random() * 10 * 2 ** tries);
      try {
        const [fate] = await this.#transact([unit]);
        return fate ?? new StoreUnavailable('no result');
      } catch (next) {
        error = next;
      }
    }
    return asStoreError(error);
  }

  async #transact(units: readonly Unit[]): Promise<readonly Fate[]> {
    const client = await this.#connect();
    try {
      const fates = await transact(client, units, { statements: this.#statements, pace: this.#pace, now: this.#clock.now });
      client.release();
      return fates;
    } catch (error) {
      await abandon(client, error);
      throw error;
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new StoreUnavailable('no connection', { cause: error });
    }
  }
}

/**
 * While an address moves from a primary to its standby, the standby may answer before it is promoted: it refuses writes, and what it
 * says to reads may be old. A connection is one to the primary or none; libpq calls that `target_session_attrs=read-write`.
 */
function refuseReadOnly(client: pg.PoolClient, done: (error?: Error) => void): void {
  client
    .query<{ transaction_read_only: string }>('SHOW transaction_read_only')
    .then(
      ({ rows: [row] }) =>
        done(row?.transaction_read_only === 'off' ? undefined : new StoreUnavailable('the server is read-only')),
      done,
    );
}

async function abandon(client: pg.PoolClient, error: unknown): Promise<void> {
  const lost =
    isLost(error) ||
    !(await client.query('ROLLBACK').then(
      () => true,
      () => false,
    ));
  client.release(lost);
}

function answer({ resolve, reject }: Waiting, fate: Fate | undefined): void {
  if (fate === undefined || fate instanceof Error) reject(fate ?? new StoreUnavailable('no result'));
  else resolve(fate);
}
