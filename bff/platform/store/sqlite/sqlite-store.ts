import Database from 'better-sqlite3';
import { Lanes, type Waiting } from '../lanes.ts';
import type { Commit, Migration, Part, Statement, Store, Unit } from '../store.ts';
import { ConstraintViolation, StoreUnavailable } from '../store.ts';
import { Checkpointer, type WalFrames } from './checkpointer.ts';
import { migrateSqlite } from './sqlite-migrator.ts';

export interface SqliteOptions {
  /** A file path, or `:memory:`. The file belongs to one process; a second one is refused. */
  readonly path: string;
  readonly now: () => number;
  /** Runs the next batch. `setImmediate` lets all requests that arrived in one turn of the event loop share one fsync. */
  readonly defer?: (run: () => void) => void;
}

/** Another process holds the database file. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

const BATCH_MAX = 256;
/** Copies nothing, only tells. */
const WAL_FRAMES = 'PRAGMA wal_checkpoint(NOOP)';
const INSERT_UNIT = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';

type Result = { readonly waiting: Waiting; readonly commit?: Commit; readonly error?: Error };

/**
 * SQLite as one writer with group commit. All units that wait share one transaction and one fsync (`synchronous=FULL`), each in
 * a savepoint of its own; nobody is answered before the commit. Runs in the turn of the event loop: no other process may write the
 * file (see `DatabaseInUse`), so there is no busy wait that could block it (store.md §1, ADR 0003).
 */
export class SqliteStore implements Store {
  readonly engine = 'sqlite';
  readonly #path: string;
  readonly #now: () => number;
  readonly #defer: (run: () => void) => void;
  readonly #lanes = new Lanes();
  readonly #lock: Database.Database | undefined;
  readonly #checkpointer: Checkpointer | undefined;
  readonly #prepared = new Map<string, Database.Statement>();
  #db: Database.Database;
  #scheduled = false;
  #closed = false;

  constructor(options: SqliteOptions) {
    this.#path = options.path;
    this.#now = options.now;
    this.#defer = options.defer ?? ((run) => void setImmediate(run));
    this.#lock = options.path === ':memory:' ? undefined : lockFile(options.path);
    this.#db = open(options.path);
    this.#checkpointer = this.#lock && new Checkpointer(options.path, () => this.#schedule());
  }

  commit(unit: Unit): Promise<Commit> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return new Promise((resolve, reject) => {
      this.#lanes.push({ unit, resolve, reject });
      this.#schedule();
    });
  }

  async committed(unitId: string): Promise<boolean> {
    return this.#prepare('SELECT 1 FROM unit WHERE id = ?').get(unitId) !== undefined;
  }

  async read<Row>(statement: Statement<Row>): Promise<readonly Row[]> {
    return this.#prepare(statement.sql).all(statement.parameters) as Row[];
  }

  waiting(): number {
    return this.#lanes.size;
  }

  async migrate(migrations: readonly Migration[], now: number): Promise<readonly string[]> {
    return migrateSqlite(this.#db, migrations, now);
  }

  async close(): Promise<void> {
    await this.#checkpointer?.close();
    while (this.#lanes.size > 0) this.#runBatch();
    this.#closed = true;
    this.#prepared.clear();
    this.#db.close();
    this.#lock?.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#defer(() => {
      this.#scheduled = false;
      if (this.#closed || this.#checkpointer?.held) return;
      this.#runBatch();
      if (this.#lanes.size > 0) this.#schedule();
    });
  }

  #runBatch(): void {
    const batch = this.#lanes.take(BATCH_MAX, this.#now());
    if (batch.length === 0) return;
    const results = this.#transact(batch);
    // SQLITE_FULL and its kind roll the whole transaction back, whatever the savepoints say: what shared it runs again, alone.
    for (const result of results ?? batch.flatMap((waiting) => this.#transactAlone(waiting))) answer(result);
  }

  /** One transaction for the batch; `undefined` when the engine rolled all of it back because of one unit. */
  #transact(batch: readonly Waiting[]): Result[] | undefined {
    try {
      this.#prepare('BEGIN IMMEDIATE').run();
      const results: Result[] = [];
      for (const waiting of batch) {
        results.push(this.#apply(waiting));
        if (!this.#db.inTransaction) return batch.length > 1 ? undefined : results.map(unlessCommitted);
      }
      this.#prepare('COMMIT').run();
      this.#checkpointer?.wrote(this.#prepare(WAL_FRAMES).get() as WalFrames);
      return results;
    } catch (error) {
      return this.#transactionFailed(batch, error);
    }
  }

  #transactAlone(waiting: Waiting): Result[] {
    return this.#transact([waiting]) ?? [{ waiting, error: new StoreUnavailable('the transaction was rolled back') }];
  }

  /** BEGIN or COMMIT failed. After a COMMIT the outcome is unknown: the connection is opened again and each unit asked for. */
  #transactionFailed(batch: readonly Waiting[], error: unknown): Result[] {
    const cause = new StoreUnavailable('the commit failed', { cause: error });
    try {
      this.#prepared.clear();
      this.#db.close();
      this.#db = open(this.#path);
      const asked = this.#prepare('SELECT 1 FROM unit WHERE id = ?');
      return batch.map((waiting) => (asked.get(waiting.unit.id) ? { waiting, commit: { ok: true } } : { waiting, error: cause }));
    } catch {
      return batch.map((waiting) => ({ waiting, error: cause }));
    }
  }

  #apply(waiting: Waiting): Result {
    const { unit } = waiting;
    try {
      this.#prepare('SAVEPOINT one').run();
      const refusal = this.#run(unit);
      if (refusal !== undefined) this.#prepare('ROLLBACK TO one').run();
      this.#prepare('RELEASE one').run();
      return { waiting, commit: refusal === undefined ? { ok: true } : { ok: false, guard: refusal } };
    } catch (error) {
      if (this.#db.inTransaction) {
        this.#prepare('ROLLBACK TO one').run();
        this.#prepare('RELEASE one').run();
      }
      return { waiting, error: asStoreError(error) };
    }
  }

  /** Name of the first guard that does not hold. A unit whose id is there was committed before, and is not repeated. */
  #run(unit: Unit): string | undefined {
    if (this.#prepare(INSERT_UNIT).run(unit.id, this.#now()).changes === 0) return undefined;
    for (const part of unit.parts) {
      const { changes } = this.#prepare(part.sql).run(part.parameters);
      if (!holds(part, changes)) return part.guard?.name;
    }
    return undefined;
  }

  #prepare(sql: string): Database.Statement {
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      prepared = this.#db.prepare(sql);
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}

function holds(part: Part, changes: number): boolean {
  return part.guard === undefined || part.guard.rows === changes;
}

function answer({ waiting, commit, error }: Result): void {
  if (commit) waiting.resolve(commit);
  else waiting.reject(error ?? new StoreUnavailable('no result'));
}

/** A result that was reached inside a transaction which no longer exists is not a commit. */
function unlessCommitted(result: Result): Result {
  return { waiting: result.waiting, error: result.error ?? new StoreUnavailable('the transaction was rolled back') };
}

function asStoreError(error: unknown): Error {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_CONSTRAINT')) return new ConstraintViolation(code, { cause: error });
  if (code === 'SQLITE_ERROR' || !(error instanceof Database.SqliteError)) return error as Error;
  return new StoreUnavailable(code, { cause: error });
}

function open(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 2000');
  db.pragma('cache_size = -65536');
  // A file's WAL is copied by the checkpointer; this is for a process that can not start one.
  db.pragma('wal_autocheckpoint = 64000');
  // Savepoints of a big batch would spill their journals into a file.
  db.pragma('temp_store = MEMORY');
  db.pragma('journal_size_limit = 67108864');
  return db;
}

/** A lock that the operating system lets go when the process dies, however it dies. */
function lockFile(path: string): Database.Database {
  const lock = new Database(`${path}.lock`);
  lock.pragma('busy_timeout = 0');
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new DatabaseInUse(`another process uses ${path}; to run several, use PostgreSQL`, { cause: error });
  }
}
