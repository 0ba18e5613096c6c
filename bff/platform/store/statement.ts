import type { Compilable } from 'kysely';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Statement, Value } from './store.ts';

/**
 * Builds and compiles, never executes. Statements are written once in the dialect that SQLite and D1 speak; the PostgreSQL
 * store only renumbers the placeholders. What this compiler cannot say is not portable and has no place here.
 */
const query = new Kysely<never>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Stands for a parameter while a template is compiled. */
class Placeholder {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
}

type Parameters = Record<string, Value>;

/** Makes a statement out of its parameters. */
type Template<Tables> = <P extends Parameters, Row = unknown>(
  build: (q: Kysely<Tables>, p: P) => Compilable<Row>,
) => (values: P) => Statement<Row>;

/**
 * Templates of statements over these tables; a table that is borrowed from another room stands in the type as a word. A statement is
 * compiled once and bound many times (building a query costs some 20 µs, binding less than one).
 *
 * ```ts
 * const template = templates<IdentityTables>();
 * const endSession = template((q, p: { hash: string; now: number }) =>
 *   q.updateTable('session').set({ ended_at: p.now }).where('token_hash', '=', p.hash));
 * store.read(endSession({ hash, now }));
 * ```
 */
export function templates<Tables>(): Template<Tables> {
  return (build) => {
    let compiled: { sql: string; order: readonly (Placeholder | Value)[] } | undefined;
    return (values) => {
      compiled ??= compileTemplate(build);
      const parameters = compiled.order.map((entry) => (entry instanceof Placeholder ? bind(values, entry.key) : entry));
      return { sql: compiled.sql, parameters };
    };
  };
}

function compileTemplate<Tables, P, Row>(build: (q: Kysely<Tables>, p: P) => Compilable<Row>) {
  const placeholders = new Proxy({} as object, { get: (_, key) => new Placeholder(String(key)) }) as P;
  const { sql, parameters } = build(query as unknown as Kysely<Tables>, placeholders).compile();
  return { sql, order: parameters as readonly (Placeholder | Value)[] };
}

function bind(values: Parameters, key: string): Value {
  const value = values[key];
  if (value === undefined) throw new TypeError(`statement parameter ${key} is missing`);
  return value;
}

/** Values by name, as a statement over a list takes them: `id0`, `id1` and so on. */
export type Values = Record<string, Value>;

/** One statement for each length of a list, compiled when it is first needed. D1 takes at most 100 parameters a statement. */
export function byLength<Made>(make: (length: number) => Made): (length: number) => Made {
  const made = new Map<number, Made>();
  return (length) => {
    const one = made.get(length) ?? make(length);
    made.set(length, one);
    return one;
  };
}

/** The parameters `<name>0`, `<name>1` … of a list, in their order. */
export function listed(p: Values, name: string, length: number): string[] {
  return Array.from({ length }, (_, index) => p[`${name}${index}`] as string);
}

/** The values of a list under `<name>0`, `<name>1` …, for a statement made with `listed`. */
export function listValues(name: string, values: readonly string[]): Values {
  return Object.fromEntries(values.map((value, index) => [`${name}${index}`, value]));
}
