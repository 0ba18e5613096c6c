/**
 * The store port. A write is data: a unit of work is a list of guarded statements, applied all or none. Nobody holds a
 * transaction open across an await, so the same units run on SQLite, PostgreSQL and (one `batch()`) on D1.
 */

export type Value = string | number | null;

/** One compiled statement. `Row` is what it returns when it is read. */
export interface Statement<Row = unknown> {
  readonly sql: string;
  readonly parameters: readonly Value[];
  /** Only for the compiler; never set. */
  readonly row?: Row;
}

/** The statement must touch exactly `rows` rows, else the whole unit is refused under `name`. */
export interface Guard {
  readonly rows: number;
  readonly name: string;
}

export interface Part extends Statement {
  readonly guard?: Guard;
  /** A row that units of many callers want at once, as a slot: a store that runs several units in a transaction runs them in its order. */
  readonly contended?: string;
}

/** What a unit is for, in order of precedence when units wait. */
export type Lane = 'interactive' | 'outcomes' | 'access' | 'sync' | 'background';

export interface Unit {
  /** Written with the unit, so that an unknown commit can be asked for. Committing the same id again changes nothing. */
  readonly id: string;
  /** What is done, as verb-noun, for metrics and for finding it again: `book-appointment`. */
  readonly name: string;
  readonly lane: Lane;
  /** Instant (ms) after which nobody waits: the unit is dropped before it begins. */
  readonly deadline: number;
  readonly parts: readonly Part[];
}

export type Commit = { readonly ok: true } | { readonly ok: false; readonly guard: string };

export interface Store {
  readonly engine: 'sqlite' | 'postgres' | 'd1';
  /**
   * Applies the unit durably, or refuses it by the first guard that does not hold.
   * @throws StoreOverloaded too many units wait · UnitExpired its deadline passed before it began · StoreUnavailable the outcome
   *   is unknown: ask `committed(id)` · ConstraintViolation the schema's last line of defence refused it, which is a bug in the unit.
   */
  commit(unit: Unit): Promise<Commit>;
  /** Whether the unit with this id was committed. */
  committed(unitId: string): Promise<boolean>;
  /** Rows of a statement that changes nothing, from the primary. */
  read<Row>(statement: Statement<Row>): Promise<readonly Row[]>;
  /** Units waiting now, for metrics. */
  waiting(): number;
  /** Applies the migrations that are missing. */
  migrate(migrations: readonly Migration[], now: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** One numbered file of SQL. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** More units wait than the store accepts. Nothing was written; try again after `retryAfterMs`. */
export class StoreOverloaded extends Error {
  override readonly name = 'StoreOverloaded';
  readonly retryAfterMs = 1000;
}

/** The unit's deadline passed while it waited. Nothing was written. */
export class UnitExpired extends Error {
  override readonly name = 'UnitExpired';
}

/** The store could not be reached or answered in the middle: the unit is unknown until `committed(id)` says. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A constraint of the schema refused the unit. Nothing was written. */
export class ConstraintViolation extends Error {
  override readonly name = 'ConstraintViolation';
}

/** The part, refused under `name` unless it touches exactly `rows` rows. */
export function guarded(statement: Statement, name: string, rows = 1): Part {
  return { sql: statement.sql, parameters: statement.parameters, guard: { rows, name } };
}
