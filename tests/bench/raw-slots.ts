import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { migrateSqlite } from '../../bff/platform/store/sqlite/sqlite-migrator.ts';
import { searchSlots } from '../../bff/scenes/slots/slot-rows.ts';
import { openRaw } from './raw-sql.ts';
import { type Spent, timed } from './spent.ts';

/** Searches as people make them: one department, from some day on, 20 slots. Both sides ask the same ones. */
export interface SearchPlan {
  readonly departments: readonly string[];
  readonly from: number;
  readonly days: number;
}

export const SEARCH_LIMIT = 20;

export function searchOf({ departments, from, days }: SearchPlan, n: number): { department: string; from: number } {
  return { department: departments[n % departments.length] ?? '', from: from + ((n * 7_919_000) % (days * 86_400_000)) };
}

const opened = new Map<string, Database.Database>();

/** The gateway's own search, word for word, as arrays of columns, with nothing around it. */
export function rawSearches({ path, count, plan }: { path: string; count: number; plan: SearchPlan }): void {
  let db = opened.get(path);
  if (!db) {
    db = new Database(path, { readonly: true });
    db.pragma('cache_size = -65536');
    opened.set(path, db);
  }
  const { sql } = searchSlots({ departmentCode: '', from: 0, to: 1, limit: 1 });
  const prepared = db.prepare(sql).raw();
  for (let n = 0; n < count; n += 1) {
    const { department, from } = searchOf(plan, n);
    const { parameters } = searchSlots({ departmentCode: department, from, to: from + 15 * 86_400_000, limit: SEARCH_LIMIT + 1 });
    if (prepared.all(parameters).length < SEARCH_LIMIT) throw new Error('a search found too few slots');
  }
}

const ROWS_A_TRANSACTION = 200;
/** What slots refer to, in an order that their foreign keys allow. */
const DIRECTORY = ['hospital', 'campus', 'specialty', 'department', 'practitioner'] as const;

export interface SlotCopy {
  /** The gateway's database, into which these hospitals' slots were synchronised. */
  readonly path: string;
  readonly hospitals: readonly string[];
}

/**
 * Inserts the very rows that a sync brought, in the order in which they came, into the gateway's own table with its indexes and foreign
 * keys, by one prepared statement, 200 a transaction. Reading them beforehand is not counted.
 */
export function rawSlotInserts(folder: string): (copy: SlotCopy) => Spent {
  let db: Database.Database | undefined;
  return ({ path, hospitals }) => {
    const source = new Database(path, { readonly: true });
    db ??= openSlotTable(join(folder, 'slots.sqlite'), source);
    const list = hospitals.map((id) => `'${id}'`).join(',');
    const rows = source.prepare(`SELECT * FROM slot WHERE hospital_id IN (${list}) ORDER BY rowid`).raw().all() as unknown[][];
    source.close();
    const insert = db.prepare(`INSERT INTO slot VALUES (${rows[0]?.map(() => '?').join(', ')})`);
    const some = db.transaction((group: readonly unknown[][]) => {
      for (const row of group) insert.run(row);
    });
    return timed(() => {
      for (let start = 0; start < rows.length; start += ROWS_A_TRANSACTION) some(rows.slice(start, start + ROWS_A_TRANSACTION));
    });
  };
}

function openSlotTable(path: string, source: Database.Database): Database.Database {
  const db = openRaw(path);
  db.pragma('foreign_keys = ON');
  migrateSqlite(db, migrationsFor('sqlite'), Date.now());
  for (const table of DIRECTORY) {
    for (const row of source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][]) {
      db.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(', ')})`).run(row);
    }
  }
  return db;
}
