import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';

/** Another process holds the database file. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/**
 * Opens the file, with everything that it says on the disk.
 *
 * After a failed fsync the kernel calls the pages clean: they can be read, and no later fsync writes them (the "fsyncgate" of 2018). A
 * commit that SQLite finds in the WAL may be such a page, so it is believed only when it was written a second time: copied into the
 * database file, that file synced, and the WAL begun anew, so that nothing is ever appended behind a hole.
 *
 * @throws StoreUnavailable when that can not be done now
 */
export function openDatabase(path: string, waitMs: number): Database.Database {
  const db = new Database(path, { timeout: waitMs });
  try {
    configure(db);
    const [{ busy } = { busy: 0 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (busy !== 0) throw new StoreUnavailable('somebody else reads the WAL');
    db.pragma('busy_timeout = 2000');
    return db;
  } catch (error) {
    db.close();
    throw error instanceof StoreUnavailable ? error : new StoreUnavailable('the WAL can not be copied', { cause: error });
  }
}

function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -65536');
  // A file's WAL is copied by the checkpointer; this is for a process that can not start one.
  db.pragma('wal_autocheckpoint = 64000');
  // Savepoints of a big batch would spill their journals into a file.
  db.pragma('temp_store = MEMORY');
  db.pragma('journal_size_limit = 67108864');
}

/** A lock that the operating system lets go when the process dies, however it dies. @throws DatabaseInUse when it is held. */
export function lockFile(path: string): Database.Database {
  const lock = new Database(`${path}.lock`);
  lock.pragma('busy_timeout = 0');
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new DatabaseInUse(`another process uses ${path}; to run several, use PostgreSQL`, { cause: error });
  }
}
