import type { Part, Value } from '../store.ts';
import type { Step } from './pipeline.ts';

/** More texts than this are not kept prepared: every connection would hold a plan of each. */
const NAMED_MAX = 500;

interface Text {
  readonly name: string;
  readonly text: string;
}

interface Known extends Text {
  /** The same statement, which raises an error unless it touches this many rows. */
  readonly raising: Map<number, Text>;
}

/** Portable statements in PostgreSQL's dialect, each renumbered once and named for ever. */
export class Statements {
  readonly #known = new Map<string, Known>();
  #names = 0;

  step(sql: string, values: readonly Value[], rows = false): Step {
    const { name, text } = this.#lookUp(sql);
    return { name, text, values, rows };
  }

  /** The statement, or an error when its guard does not hold. */
  raisingStep({ sql, parameters, guard }: Part): Step {
    if (!guard) return this.step(sql, parameters);
    const known = this.#lookUp(sql);
    let raising = known.raising.get(guard.rows);
    if (!raising) {
      raising = this.#named(raisingUnless(guard.rows, known.text));
      known.raising.set(guard.rows, raising);
    }
    return { name: raising.name, text: raising.text, values: parameters };
  }

  #lookUp(sql: string): Known {
    const known = this.#known.get(sql);
    if (known) return known;
    const text = { ...this.#named(numbered(sql)), raising: new Map<number, Text>() };
    if (text.name !== '') this.#known.set(sql, text);
    return text;
  }

  #named(text: string): Text {
    if (this.#names >= NAMED_MAX) return { name: '', text };
    this.#names += 1;
    return { name: `s${this.#names}`, text };
  }
}

/**
 * One statement that does the same and then counts what it did; a wrong count is cast to a number that it is not. A statement in WITH
 * that changes rows runs to its end whatever is read of it (PostgreSQL manual, 7.8.4).
 */
function raisingUnless(rows: number, text: string): string {
  return `WITH changed AS (${text} RETURNING 1)
    SELECT CASE WHEN count(*) = ${rows} THEN 0 ELSE CAST('guard ' || count(*) AS INTEGER) END FROM changed`;
}

/** `?` becomes `$1`, `$2` …; statements carry no literals with a question mark, because every value is a parameter. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => {
    count += 1;
    return `$${count}`;
  });
}
