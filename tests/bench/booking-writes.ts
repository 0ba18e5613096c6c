import Database from 'better-sqlite3';

/**
 * What is written while something is done, seen from outside: triggers count every row that is inserted or deleted and every column that an
 * UPDATE sets, whoever writes, and the rows that came last are there to be looked at.
 */
export interface Writes {
  /** By what was done to what (`insert claim`, `update claim.state`), how often. */
  readonly counts: Readonly<Record<string, number>>;
  /** By table, the inserted rows as they are now: of each column, whether it is null, and how long it is. */
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, number | null>>[]>>;
}

const COUNTER = 'bench_write';
/** Texts as long as those of the other side, give or take this share: names and references differ by a few characters. */
const LENGTH_TOLERANCE = 0.1;
const LENGTH_SLACK = 8;

/** Puts the counting triggers into a migrated database that nobody has open. */
export function countWrites(path: string): void {
  const db = new Database(path);
  db.exec(`CREATE TABLE ${COUNTER} (name TEXT PRIMARY KEY, count BIGINT NOT NULL DEFAULT 0)`);
  let number = 0;
  const count = (table: string, event: string, name: string) => {
    number += 1;
    db.prepare(`INSERT INTO ${COUNTER} (name) VALUES (?)`).run(name);
    db.exec(`CREATE TRIGGER bench_${number} AFTER ${event} ON ${table} BEGIN
      UPDATE ${COUNTER} SET count = count + 1 WHERE name = '${name}'; END`);
  };
  db.transaction(() => {
    for (const table of tablesOf(db)) {
      count(table, 'INSERT', `insert ${table}`);
      count(table, 'DELETE', `delete ${table}`);
      for (const column of db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[])
        count(table, `UPDATE OF ${column}`, `update ${table}.${column}`);
    }
  })();
  db.close();
}

function tablesOf(db: Database.Database): readonly string[] {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> ?";
  return db.prepare(sql).pluck().all(COUNTER) as string[];
}

/**
 * What one run of `work` writes, of several runs the least: what the gateway does in the background now and then only adds.
 * @param path a database that `countWrites` has prepared
 */
export async function writesOf(path: string, times: number, work: () => Promise<unknown>): Promise<Writes> {
  const db = new Database(path, { readonly: true });
  const read = () => new Map(db.prepare(`SELECT name, count FROM ${COUNTER}`).raw().all() as [string, number][]);
  try {
    const least = new Map<string, number>();
    for (let run = 0; run < times; run += 1) {
      const before = read();
      await work();
      for (const [name, count] of read()) {
        const added = count - (before.get(name) ?? 0);
        least.set(name, Math.min(added, least.get(name) ?? added));
      }
    }
    const counts = Object.fromEntries([...least].filter(([, count]) => count > 0));
    const rows = Object.fromEntries(
      tablesOf(db).flatMap((table) => {
        const inserted = counts[`insert ${table}`] ?? 0;
        return inserted === 0 ? [] : [[table, lastRows(db, table, inserted)]];
      }),
    );
    return { counts, rows };
  } finally {
    db.close();
  }
}

function lastRows(db: Database.Database, table: string, count: number) {
  const rows = db.prepare(`SELECT * FROM ${table} ORDER BY rowid DESC LIMIT ?`).all(count) as Record<string, unknown>[];
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? null : String(value).length])),
  );
}

/** Where two sides do not write the same, a line each; empty when they do. */
export function writesThatDiffer(booking: Writes, floor: Writes): readonly string[] {
  const names = [...new Set([...Object.keys(booking.counts), ...Object.keys(floor.counts)])].sort();
  const counts = names.flatMap((name) => {
    const [ours, theirs] = [booking.counts[name] ?? 0, floor.counts[name] ?? 0];
    return ours === theirs ? [] : [`${name}: a booking ${ours}, the floor ${theirs}`];
  });
  return counts.length > 0 ? counts : Object.keys(booking.rows).flatMap((table) => rowsThatDiffer(table, booking, floor));
}

function rowsThatDiffer(table: string, booking: Writes, floor: Writes): readonly string[] {
  return (booking.rows[table] ?? []).flatMap((row, index) =>
    Object.entries(row).flatMap(([column, ours]) => {
      const theirs = floor.rows[table]?.[index]?.[column] ?? null;
      return alike(ours, theirs) ? [] : [`${table}.${column}: a booking ${length(ours)}, the floor ${length(theirs)}`];
    }),
  );
}

function alike(ours: number | null, theirs: number | null): boolean {
  if (ours === null || theirs === null) return ours === theirs;
  return Math.abs(ours - theirs) <= Math.max(LENGTH_SLACK, ours * LENGTH_TOLERANCE);
}

function length(characters: number | null): string {
  return characters === null ? 'null' : `${characters} characters`;
}
