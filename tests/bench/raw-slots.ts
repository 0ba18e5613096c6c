import { join } from 'node:path';
import Database from 'better-sqlite3';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { migrateSqlite } from '../../bff/platform/store/sqlite/sqlite-migrator.ts';
import { searchSlots } from '../../bff/scenes/appointments/slot-rows.ts';
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

/** Columns of `slot` as the migration has them. */
const INSERT = `INSERT INTO slot (id, hospital_id, hospital_slot_ref, department_id, department_code, practitioner_id, starts_at, ends_at,
  fee_fen, state, offered, claimed, asked_at, free_seen, sync_unit, short) VALUES (?, 'h', ?, 'h.d', 'A04.03', ?, ?, ?, 0, 'open', 1, 0, ?, 1, ?, 0)`;
const ROWS_A_TRANSACTION = 200;
const PRACTITIONERS = 800;

/** Inserts new slots into the gateway's own table, with its indexes and foreign keys, by a prepared statement, 200 a transaction. */
export function rawSlotInserts(folder: string): (parameters: { rows: number }) => Spent {
  let db: Database.Database | undefined;
  let count = 0;
  return ({ rows }) => {
    db ??= openSlotTable(join(folder, 'slots.sqlite'));
    const insert = db.prepare(INSERT);
    const now = Date.now();
    const values = Array.from({ length: rows }, () => {
      count += 1;
      const startsAt = now + (count % 20_000) * 60_000;
      const practitioner = `h.p${Math.floor(count / 140) % PRACTITIONERS}`;
      return [
        `slt_${digest(`raw ${count}`).slice(0, 22)}`,
        `r-${count}`,
        practitioner,
        startsAt,
        startsAt + 1_800_000,
        now,
        `unt_${Math.floor(count / 200)}`,
      ];
    });
    const some = db.transaction((group: typeof values) => {
      for (const row of group) insert.run(row);
    });
    return timed(() => {
      for (let start = 0; start < rows; start += ROWS_A_TRANSACTION) some(values.slice(start, start + ROWS_A_TRANSACTION));
    });
  };
}

function openSlotTable(path: string): Database.Database {
  const db = openRaw(path);
  db.pragma('foreign_keys = ON');
  migrateSqlite(db, migrationsFor('sqlite'), Date.now());
  db.exec(`
    INSERT INTO hospital VALUES ('h', '', '', '', '', '');
    INSERT INTO campus VALUES ('h.c', 'h', 'c', '', '');
    INSERT INTO specialty VALUES ('A04.03', '', '', '');
    INSERT INTO department VALUES ('h.d', 'h', 'd', 'A04.03', '', 'h.c', '', '');
  `);
  const insert = db.prepare("INSERT INTO practitioner VALUES (?, 'h', ?, 'h.d', '', '', '', '', 0)");
  for (let n = 0; n < PRACTITIONERS; n += 1) insert.run(`h.p${n}`, `p${n}`);
  return db;
}
