import Database from 'better-sqlite3';

/**
 * What the bare route books: look up the slot, take a place under a condition, insert the booking and an outbox row; a transaction a
 * group, WAL with `synchronous=FULL`, as the gateway has it. The least that a booking could be, not what the gateway's is (`openFloor`).
 */
export const RAW_SCHEMA = `
  CREATE TABLE slot (id TEXT PRIMARY KEY, starts_at BIGINT NOT NULL, claimed BIGINT NOT NULL, offered BIGINT NOT NULL);
  CREATE TABLE booking (id TEXT PRIMARY KEY, slot_id TEXT NOT NULL, patient_id TEXT NOT NULL, created_at BIGINT NOT NULL);
  CREATE INDEX booking_by_slot ON booking (slot_id);
  CREATE TABLE outbox (id TEXT PRIMARY KEY, booking_id TEXT NOT NULL, run_at BIGINT NOT NULL);
`;

export interface RawOrder {
  readonly id: string;
  readonly slotId: string;
  readonly patientId: string;
}

export const RAW_SLOTS = 1_009;

export const rawSlotId = (n: number) => `slot-${n % RAW_SLOTS}`;

export function openRaw(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.pragma('journal_size_limit = 67108864');
  return db;
}

/** Writes a group of bookings in one transaction, and says of each whether it was booked. */
export function rawBooker(db: Database.Database): (orders: readonly RawOrder[]) => boolean[] {
  db.exec(RAW_SCHEMA);
  const fill = db.prepare('INSERT INTO slot VALUES (?, ?, 0, 1000000)');
  db.transaction(() => {
    for (let n = 0; n < RAW_SLOTS; n += 1) fill.run(rawSlotId(n), Date.now() + 86_400_000);
  })();
  const look = db.prepare('SELECT starts_at FROM slot WHERE id = ?').raw();
  const take = db.prepare('UPDATE slot SET claimed = claimed + 1 WHERE id = ? AND starts_at > ? AND claimed < offered');
  const book = db.prepare('INSERT INTO booking VALUES (?, ?, ?, ?)');
  const post = db.prepare('INSERT INTO outbox VALUES (?, ?, ?)');
  return db.transaction((orders: readonly RawOrder[]) => {
    const now = Date.now();
    return orders.map(({ id, slotId, patientId }) => {
      if (!look.get(slotId) || take.run(slotId, now).changes !== 1) return false;
      book.run(id, slotId, patientId, now);
      post.run(`o-${id}`, id, now);
      return true;
    });
  });
}
