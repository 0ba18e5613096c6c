import Database from 'better-sqlite3';
import { Lanes, type Waiting } from '../lanes.ts';
import type { Commit, Migration, Part, Statement, Store, Unit } from '../store.ts';
import { ConstraintViolation, StoreUnavailable } from '../store.ts';
import { Checkpointer, type WalFrames } from './checkpointer.ts';
import { lockFile, openDatabase } from './open-database.ts';
import { migrateSqlite } from './sqlite-migrator.ts';

export interface SqliteOptions {
  /** A file path, or `:memory:`. The file belongs to one process; a second one is refused. */
  readonly path: string;
  readonly now: () => number;
  /** Runs the next batch. `setImmediate` lets all requests that arrived in one turn of the event loop share one fsync. */
  readonly defer?: (run: () => void) => void;
}

const BATCH_MAX = 256;
/** How long the file is opened for the first time, and how often it is tried again after it failed: neither stops the event loop for long. */
const START_WAIT_MS = 2_000;
const REOPEN_EVERY_MS = 1_000;
const MAKE_ROOM_EVERY_MS = 1_000;
/** With these the engine has rolled back, and has written no commit that a recovery could find. */
const NOTHING_WRITTEN: ReadonlySet<string> = new Set(['SQLITE_FULL', 'SQLITE_BUSY']);
/** Copies nothing, only tells. */
const WAL_FRAMES = 'PRAGMA wal_checkpoint(NOOP)';
const INSERT_UNIT = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';

type Result = { readonly waiting: Waiting; readonly commit?: Commit; readonly error?: Error };

/**
 * SQLite as one writer with group commit. All units that wait share one transaction and one fsync (`synchronous=FULL`), each in
 * a savepoint of its own; nobody is answered before the commit. Runs in the turn of the event loop: no other process may write the
 * file (see `DatabaseInUse`), so there is no busy wait that could block it (ADR 0003).
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
  #reopenAt = 0;
  #makeRoomAt = 0;
  #scheduled = false;
  #closed = false;

  constructor(options: SqliteOptions) {
    this.#path = options.path;
    this.#now = options.now;
    this.#defer = options.defer ?? ((run) => void setImmediate(run));
    this.#lock = options.path === ':memory:' ? undefined : lockFile(options.path);
    try {
      this.#db = openDatabase(options.path, START_WAIT_MS);
    } catch (error) {
      this.#lock?.close();
      throw error;
    }
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
    return (await this.read({ sql: 'SELECT 1 FROM unit WHERE id = ?', parameters: [unitId] })).length > 0;
  }

  async read<Row>(statement: Statement<Row>): Promise<readonly Row[]> {
    try {
      return this.#prepare(statement.sql).all(statement.parameters) as Row[];
    } catch (error) {
      throw asStoreError(error);
    }
  }

  waiting(): number {
    return this.#lanes.size;
  }

  async migrate(migrations: readonly Migration[], now: number): Promise<readonly string[]> {
    return migrateSqlite(this.#connection(), migrations, now);
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
        if (this.#db.inTransaction) continue;
        this.#makeRoom();
        return batch.length > 1 ? undefined : results.map(unlessCommitted);
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

  /** BEGIN or COMMIT failed. After a COMMIT the outcome is unknown: the connection is given up and each unit asked for. */
  #transactionFailed(batch: readonly Waiting[], error: unknown): Result[] {
    const cause = new StoreUnavailable('the commit failed', { cause: error });
    const refused = batch.map((waiting) => ({ waiting, error: cause }));
    if (codeOf(error) === 'SQLITE_FULL') this.#makeRoom();
    if (error instanceof StoreUnavailable || (NOTHING_WRITTEN.has(codeOf(error)) && !this.#db.inTransaction)) return refused;
    this.#giveUp();
    try {
      const asked = this.#prepare('SELECT 1 FROM unit WHERE id = ?');
      return batch.map((waiting) => (asked.get(waiting.unit.id) ? { waiting, commit: { ok: true } } : { waiting, error: cause }));
    } catch {
      return refused;
    }
  }

  #makeRoom(): void {
    if (this.#now() < this.#makeRoomAt) return;
    this.#makeRoomAt = this.#now() + MAKE_ROOM_EVERY_MS;
    this.#checkpointer?.makeRoom();
  }

  #giveUp(): void {
    this.#prepared.clear();
    this.#reopenAt = 0;
    try {
      this.#db.close();
    } catch {
      // It failed before, and is no longer asked anything.
    }
  }

  /** The connection, opened again when it was given up. @throws StoreUnavailable as long as that fails. */
  #connection(): Database.Database {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
    if (this.#db.open) return this.#db;
    if (this.#now() < this.#reopenAt) throw new StoreUnavailable('the database file can not be opened again');
    this.#reopenAt = this.#now() + REOPEN_EVERY_MS;
    this.#db = openDatabase(this.#path, 0);
    return this.#db;
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
      prepared = this.#connection().prepare(sql);
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

function codeOf(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : '';
}

function asStoreError(error: unknown): Error {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_CONSTRAINT')) return new ConstraintViolation(code, { cause: error });
  if (code === 'SQLITE_ERROR' || !(error instanceof Database.SqliteError)) return error as Error;
  return new StoreUnavailable(code, { cause: error });
}
