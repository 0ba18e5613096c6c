import type Database from 'better-sqlite3';
import type { Migration } from '../store.ts';

/** Applies each missing file in a transaction of its own, together with its row in `migration`. */
export function migrateSqlite(db: Database.Database, migrations: readonly Migration[], now: number): readonly string[] {
  db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)');
  const applied = new Set(db.prepare('SELECT name FROM migration').pluck().all() as string[]);
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  const record = db.prepare('INSERT INTO migration (name, applied_at) VALUES (?, ?)');
  for (const migration of missing) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(migration.sql);
      record.run(migration.name, now);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw new Error(`migration ${migration.name} failed`, { cause: error });
    }
  }
  return missing.map((migration) => migration.name);
}
