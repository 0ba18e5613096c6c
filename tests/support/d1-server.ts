import type { Miniflare } from 'miniflare';
import type { D1Binding, D1Prepared } from '../../bff/platform/store/d1/d1-binding.ts';

/**
 * Databases of D1 inside workerd, as the store's binding. Miniflare's own proxy makes a blocking call for each `prepare` and each
 * `bind`, some fifteen times slower than this: one request a batch, to a worker that does nothing but pass it on.
 */
export interface D1Server {
  /** An empty database that no test has seen. */
  database(): Promise<TestD1>;
  stop(): Promise<void>;
}

export interface TestD1 {
  readonly binding: D1Binding;
  /** Rows by miniflare's own way to the database, which is not the store's. */
  rows<Row>(sql: string): Promise<Row[]>;
}

/** Databases that one workerd serves before the next one is started. */
const DATABASES = 60;

const PASS_ON = `export default {
  async fetch(request, env) {
    const { database, statements } = await request.json();
    const db = env[database];
    try {
      const done = await db.batch(statements.map(({ sql, values }) => db.prepare(sql).bind(...values)));
      return Response.json(done.map(({ results }) => ({ results })));
    } catch (error) {
      return Response.json({ error: error.message });
    }
  },
};`;

export function startD1(): D1Server {
  const running: Promise<Miniflare>[] = [];
  let used = DATABASES;
  return {
    async database() {
      if (used === DATABASES) {
        running.push(miniflare());
        used = 0;
      }
      used += 1;
      const name = `DB${used}`;
      return testD1(await (running.at(-1) as Promise<Miniflare>), name);
    },
    async stop() {
      used = DATABASES;
      await Promise.all(running.splice(0).map(async (one) => (await one).dispose()));
    },
  };
}

/** Loaded when it is wanted: most files of tests open no database of D1, and it takes a second of the processor. */
async function miniflare(): Promise<Miniflare> {
  const { Miniflare } = await import('miniflare');
  const names = Array.from({ length: DATABASES }, (_, n) => `DB${n + 1}`);
  return new Miniflare({
    modules: true,
    script: PASS_ON,
    compatibilityDate: '2026-04-01',
    d1Databases: Object.fromEntries(names.map((name) => [name, name.toLowerCase()])),
  });
}

interface Sent extends D1Prepared {
  readonly sql: string;
  readonly values: readonly unknown[];
}

function testD1(server: Miniflare, database: string): TestD1 {
  const send = async (statements: readonly Sent[]) => {
    const body = JSON.stringify({ database, statements: statements.map(({ sql, values }) => ({ sql, values })) });
    const response = await server.dispatchFetch('http://d1/', { method: 'POST', body });
    const answer = (await response.json()) as readonly { results: readonly unknown[] }[] | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  const prepared = (sql: string, values: readonly unknown[]): Sent => ({
    sql,
    values,
    bind: (...bound) => prepared(sql, bound),
    async all<Row>() {
      const [first] = await send([prepared(sql, values)]);
      return { results: (first?.results ?? []) as readonly Row[] };
    },
  });
  return {
    binding: { prepare: (sql) => prepared(sql, []), batch: (statements) => send(statements as readonly Sent[]) },
    rows: async <Row>(sql: string) => [...(await prepared(sql, []).all<Row>()).results],
  };
}
