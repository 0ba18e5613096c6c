import type { Store } from '../store.ts';

/** Which of these migrations the database has not got; all of them when it has none. */
export async function missingMigrations(store: Store, wanted: readonly string[]): Promise<readonly string[]> {
  const ledger = await store.read<{ name: string }>({
    sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations'",
    parameters: [],
  });
  const applied = ledger.length === 0 ? [] : await store.read<{ name: string }>(APPLIED);
  const names = new Set(applied.map(({ name }) => name));
  return [...new Set(wanted)].filter((name) => !names.has(name)).sort();
}

const APPLIED = { sql: 'SELECT name FROM d1_migrations', parameters: [] };
