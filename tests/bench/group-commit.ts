import pg from 'pg';
import { RAW_SCHEMA, RAW_SLOTS, type RawOrder, rawSlotId } from './raw-sql.ts';

/** Books durably; resolves after the commit. */
export type Book = (order: RawOrder) => Promise<boolean>;

interface Books {
  readonly book: Book;
  close(): Promise<void>;
}

interface Waiting {
  readonly order: RawOrder;
  readonly resolve: (booked: boolean) => void;
}

/** All orders that arrive in one turn of the event loop share one transaction. */
export function sqliteBooks(write: (orders: readonly RawOrder[]) => boolean[]): Books {
  let waiting: Waiting[] = [];
  const flush = () => {
    const group = waiting;
    waiting = [];
    const booked = write(group.map(({ order }) => order));
    for (const [n, { resolve }] of group.entries()) resolve(booked[n] ?? false);
  };
  const book: Book = (order) =>
    new Promise((resolve) => {
      if (waiting.push({ order, resolve }) === 1) setImmediate(flush);
    });
  return { book, close: async () => {} };
}

/** Connections of the bare route; more only make the batches smaller. */
const CONNECTIONS = 4;
const BATCH_MAX = 100;

/** One statement for a batch: places are taken slot by slot in the order of their ids, and only as many as are free. */
const BOOK_BATCH = `
  WITH asked AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS a (id, slot_id, patient_id)
  ), locked AS (
    SELECT id, offered - claimed AS free FROM slot WHERE id IN (SELECT slot_id FROM asked) AND starts_at > $4 ORDER BY id FOR UPDATE
  ), granted AS (
    SELECT * FROM (
      SELECT a.*, l.free, row_number() OVER (PARTITION BY a.slot_id) AS place FROM asked a JOIN locked l ON l.id = a.slot_id
    ) ranked WHERE place <= free
  ), taken AS (
    UPDATE slot SET claimed = claimed + g.places FROM (SELECT slot_id, count(*) AS places FROM granted GROUP BY slot_id) g WHERE slot.id = g.slot_id
  ), posted AS (
    INSERT INTO outbox SELECT 'o-' || id, id, $4 FROM granted
  )
  INSERT INTO booking SELECT id, slot_id, patient_id, $4 FROM granted RETURNING id`;

/** Orders that wait while every connection is busy share the next statement, which is a transaction of its own. */
export async function postgresBooks(url: string): Promise<Books> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await pool.query(RAW_SCHEMA);
  const ids = Array.from({ length: RAW_SLOTS }, (_, n) => rawSlotId(n));
  await pool.query('INSERT INTO slot SELECT id, $2, 0, 1000000 FROM unnest($1::text[]) AS s (id)', [
    ids,
    Date.now() + 86_400_000,
  ]);
  const waiting: Waiting[] = [];
  let running = 0;
  const run = async (): Promise<void> => {
    running += 1;
    while (waiting.length > 0) {
      const group = waiting.splice(0, BATCH_MAX);
      const orders = group.map(({ order }) => order);
      const values = [
        orders.map(({ id }) => id),
        orders.map(({ slotId }) => slotId),
        orders.map(({ patientId }) => patientId),
        Date.now(),
      ];
      const { rows } = await pool.query<{ id: string }>({ name: 'book', text: BOOK_BATCH, values });
      const booked = new Set(rows.map(({ id }) => id));
      for (const { order, resolve } of group) resolve(booked.has(order.id));
    }
    running -= 1;
  };
  const book: Book = (order) =>
    new Promise((resolve) => {
      waiting.push({ order, resolve });
      setImmediate(() => {
        if (running < CONNECTIONS && waiting.length > 0) void run();
      });
    });
  return { book, close: () => pool.end() };
}
