import pg from 'pg';
import type { Value } from '../store.ts';

/** One statement of a pipeline. A name belongs to one text: it is parsed once on each connection. No name: parsed each time. */
export interface Step {
  readonly name: string;
  readonly text: string;
  readonly values: readonly Value[];
  /** Whether its rows are wanted. */
  readonly rows?: boolean;
}

/** What a statement did: its command tag, as `UPDATE 1`, and its rows if they were wanted. */
export interface Done {
  readonly tag: string;
  readonly rows: readonly unknown[];
}

/** The statements that ran, in order, and the error that stopped the one after them, if any. */
export interface Outcome {
  readonly done: readonly Done[];
  readonly error?: unknown;
}

/**
 * Sends all statements in one write and resolves with what became of them, in one round trip. After an error the server skips the rest.
 *
 * There is one Sync, at the end (PostgreSQL manual, 55.2.4): where no transaction was begun, the statements are one transaction that
 * **commits by itself**. Whoever writes begins with BEGIN, judges the outcome, and only then sends COMMIT.
 */
export function pipeline(client: pg.ClientBase, steps: readonly Step[]): Promise<Outcome> {
  return new Promise((resolve) => {
    client.query(new Pipeline(steps, resolve));
  });
}

/** How many rows a statement touched, from its tag. */
export function touched({ tag }: Done): number {
  return Number(tag.slice(tag.lastIndexOf(' ') + 1));
}

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** Names of the statements that are prepared on a connection. */
const prepared = new WeakMap<pg.Connection, Set<string>>();

/** What `pg` calls while the answers arrive; this is the interface of its own `Query` and of `pg-cursor`. */
class Pipeline implements pg.Submittable {
  readonly #steps: readonly Step[];
  readonly #resolve: (outcome: Outcome) => void;
  readonly #done: Done[] = [];
  /** Statements that this pipeline prepares, with their place in it. */
  readonly #parsing: { readonly name: string; readonly at: number }[] = [];
  #names = new Set<string>();
  #columns: readonly Column[] = [];
  #rows: unknown[] = [];

  constructor(steps: readonly Step[], resolve: (outcome: Outcome) => void) {
    this.#steps = steps;
    this.#resolve = resolve;
  }

  submit(connection: pg.Connection): void {
    this.#names = prepared.get(connection) ?? new Set();
    prepared.set(connection, this.#names);
    connection.stream.cork();
    for (const [at, step] of this.#steps.entries()) this.#send(connection, step, at);
    connection.sync();
    connection.stream.uncork();
  }

  #send(connection: pg.Connection, { name, text, values, rows }: Step, at: number): void {
    if (!this.#names.has(name)) {
      // An error may have hidden whether the name was taken; closing one that was not is no error.
      if (name !== '') connection.close({ type: 'S', name }, true);
      connection.parse({ name, text, types: [] }, true);
      if (name !== '') {
        this.#names.add(name);
        this.#parsing.push({ name, at });
      }
    }
    connection.bind({ statement: name, values: values.map(asText) }, true);
    if (rows) connection.describe({ type: 'P', name: '' }, true);
    connection.execute(null, true);
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (!this.#steps[this.#done.length]?.rows) return;
    const row: Record<string, unknown> = {};
    for (const [n, { name, parse }] of this.#columns.entries()) {
      const text = fields[n] ?? null;
      row[name] = text === null ? null : parse(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#done.push({ tag: text, rows: this.#rows });
    this.#rows = [];
  }

  handleReadyForQuery(): void {
    this.#resolve({ done: this.#done });
  }

  /** Also called when the connection breaks, before or after something was sent. */
  handleError(error: unknown): void {
    for (const { name, at } of this.#parsing) if (at >= this.#done.length) this.#names.delete(name);
    this.#resolve({ done: this.#done, error });
  }
}

function asText(value: Value): string | null {
  return typeof value === 'number' ? String(value) : value;
}

const INT8_OID = 20;

/** BIGINT arrives as text; every bigint of ours is an instant or an amount far below 2^53. */
function parserOf(oid: number): (text: string) => unknown {
  return oid === INT8_OID ? Number : pg.types.getTypeParser(oid, 'text');
}
