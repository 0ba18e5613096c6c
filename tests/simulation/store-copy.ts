import type { Part, Store } from '../../bff/platform/store/store.ts';

type Value = Part['parameters'][number];

/** Every row of a database, by table. */
export type Rows = ReadonlyMap<string, readonly Readonly<Record<string, Value>>[]>;

const TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

/** A backup, as an operator makes one. */
export async function copyRows(store: Store): Promise<Rows> {
  const tables = await store.read<{ name: string }>({ sql: TABLES, parameters: [] });
  const copied = new Map<string, readonly Readonly<Record<string, Value>>[]>();
  for (const { name } of tables) copied.set(name, await store.read({ sql: `SELECT * FROM "${name}"`, parameters: [] }));
  return copied;
}

/** Puts a backup into a new database of the same migrations. */
export async function restoreRows(store: Store, rows: Rows, now: number): Promise<void> {
  const insert = ([table, kept]: readonly [string, readonly Readonly<Record<string, Value>>[]]) =>
    kept.map((row): Part => {
      const columns = Object.keys(row);
      const [names, marks] = [columns.map((name) => `"${name}"`).join(), columns.map(() => '?').join()];
      return { sql: `INSERT OR REPLACE INTO "${table}" (${names}) VALUES (${marks})`, parameters: Object.values(row) };
    });
  const parts = [{ sql: 'PRAGMA defer_foreign_keys = ON', parameters: [] }, ...[...rows].flatMap(insert)];
  const done = await store.commit({ id: `restored-${now}`, name: 'restore', lane: 'background', deadline: now + 60_000, parts });
  if (!done.ok) throw new Error('the backup could not be restored');
}
