import type { Migration } from '../store.ts';
import type { D1Binding } from './d1-binding.ts';
import { splitStatements } from './split-statements.ts';

/** The table in which `wrangler d1 migrations apply` notes what it applied: whichever of the two ran, nothing is left for the other. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Applies each missing file in a batch of its own, together with its row in the ledger. */
export async function migrateD1(db: D1Binding, migrations: readonly Migration[], now: number): Promise<readonly string[]> {
  await db.batch([db.prepare(LEDGER)]);
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name));
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  for (const { name, sql } of missing) {
    const note = db.prepare('INSERT INTO d1_migrations (name, applied_at) VALUES (?, ?)').bind(name, new Date(now).toISOString());
    try {
      await db.batch([...splitStatements(sql).map((statement) => db.prepare(statement)), note]);
    } catch (error) {
      throw new Error(`migration ${name} failed`, { cause: error });
    }
  }
  return missing.map((migration) => migration.name);
}
