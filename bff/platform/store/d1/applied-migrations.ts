import type { Store } from '../store.ts';

/**
 * Files in `migrations/` that D1 gets. A Worker's bundle has none of them, because `wrangler d1 migrations apply` brings them to the
 * database; so it knows only how many there have to be. A test compares the two.
 */
export const MIGRATIONS = 17;

/** How many migrations the database lacks; all of them when there is none. */
export async function missingMigrations(store: Store): Promise<number> {
  const ledger = await store.read<{ name: string }>({
    sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'd1_migrations'",
    parameters: [],
  });
  if (ledger.length === 0) return MIGRATIONS;
  const [row] = await store.read<{ count: number }>({ sql: 'SELECT count(*) AS count FROM d1_migrations', parameters: [] });
  return MIGRATIONS - (row?.count ?? 0);
}
