import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Database from 'better-sqlite3';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { openDatabase } from '../../bff/platform/store/sqlite/open-database.ts';
import type { Value } from '../../bff/platform/store/store.ts';
import { answerQuestions } from './child.ts';
import { type Spent, timed } from './spent.ts';

/** One unit of a payment as the gateway committed it. */
export interface RecordedUnit {
  readonly id: string;
  readonly name: string;
  /** `rows`: how many a guard wants to be touched; null without one. */
  readonly statements: readonly { readonly sql: string; readonly parameters: readonly Value[]; readonly rows: number | null }[];
}

/** One payment, and what of it is its own beside the ids. */
export interface RecordedPayment {
  readonly units: readonly RecordedUnit[];
  readonly patientId: string;
  /** Of their session, as the rows have it. */
  readonly tokenHash: string;
  /** The short code on the payment's paper. */
  readonly code: string;
}

export interface PaymentFloorParameters {
  /** A database that a gateway has prepared and closed, with people who have signed in. */
  readonly path: string;
}

/** Payments whose units of one kind share a transaction, so that one has about a hundred units, as the floor of a booking has. */
const UNITS_A_TRANSACTION = 100;
const FRAMES_BETWEEN_COPIES = 4_000;
const INSERT_UNIT = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';
const INSERT_MOVEMENT = `INSERT INTO ledger_movement (id, at, hospital_id, part_id, from_account, to_account, fen, business_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
/** Names that a payment makes: ids, and the names that the bench gives to visits, keys and notices. */
const MADE = /\b(?:qts|qte|pay|prt|ord|tsk|lse|aud|lgr|unt|req|vis|key|ntc|ref)_[A-Za-z0-9_-]{16,}/g;
const NUMBER_LENGTH = 7;

/**
 * The floor of a payment in a process of its own, on the core of the servers: the statements that the gateway was seen to commit for one
 * payment, run again under other names, with nothing around them. No HTTP, no session, no policy, no encryption, no partner and no reads.
 */
export async function servePaymentFloor({ path }: PaymentFloorParameters): Promise<void> {
  const db = openDatabase(path, 2_000);
  db.pragma(`wal_autocheckpoint = ${FRAMES_BETWEEN_COPIES}`);
  const people = db.prepare('SELECT patient_id AS patientId, token_hash AS tokenHash FROM session').all() as Person[];
  let payment: RecordedPayment | undefined;
  let count = 0;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answers = {
    // Nothing is asked over HTTP; a child of the bench has a port all the same.
    listen: () => (server.address() as AddressInfo).port,
    learn: (recorded: RecordedPayment) => {
      payment = recorded;
    },
    write: (payments: number): Spent => {
      if (!payment) throw new Error('the floor knows no payment');
      const from = count + 1;
      count += payments;
      return writePayments(db, payment, { from, payments, people });
    },
    post: (rows: number) => postMovements(db, rows),
  };
  answerQuestions(answers, async () => {
    server.close();
    db.close();
  });
}

interface Person {
  readonly patientId: string;
  readonly tokenHash: string;
}

interface Wanted {
  readonly from: number;
  readonly payments: number;
  readonly people: readonly Person[];
}

function writePayments(db: Database.Database, payment: RecordedPayment, { from, payments, people }: Wanted): Spent {
  const insertUnit = db.prepare(INSERT_UNIT);
  const prepared = payment.units.map(({ statements }) => statements.map(({ sql }) => db.prepare(sql)));
  // What the rows hold is made before the clock starts.
  const values = Array.from({ length: payments }, (_, n) => valuesOf(payment, from + n, people));
  const now = Date.now();
  return timed(() => {
    for (let start = 0; start < payments; start += UNITS_A_TRANSACTION) {
      const some = values.slice(start, start + UNITS_A_TRANSACTION);
      for (const [place, unit] of payment.units.entries())
        db.transaction(() => {
          for (const one of some) {
            insertUnit.run(one[place]?.id, now);
            for (const [index, { rows, sql }] of unit.statements.entries()) {
              const { changes = 0 } = prepared[place]?.[index]?.run(one[place]?.statements[index] ?? []) ?? {};
              if (rows !== null && changes !== rows) throw new Error(`the floor wrote ${changes} rows by: ${sql}`);
            }
          }
        }).immediate();
    }
  });
}

/** What one more payment binds: everything as it was recorded, under names of its own that are as long. */
function valuesOf({ units, patientId, tokenHash, code }: RecordedPayment, number: number, people: readonly Person[]) {
  const mark = number.toString(36).padStart(NUMBER_LENGTH, '0');
  const person = people[number % people.length];
  if (!person) throw new Error('nobody has signed in');
  const renamed = (text: string) =>
    text
      .replaceAll(MADE, (name) => name.slice(0, -NUMBER_LENGTH) + mark)
      .replaceAll(patientId, person.patientId)
      .replaceAll(tokenHash, person.tokenHash)
      .replaceAll(code, mark.toUpperCase().padStart(code.length, '0').slice(-code.length));
  return units.map(({ id, statements }) => ({
    id: renamed(id),
    statements: statements.map(({ parameters }) =>
      parameters.map((value) => (typeof value === 'string' ? renamed(value) : value)),
    ),
  }));
}

/** The same movements by a prepared statement, 100 a transaction. Answers the seconds. */
function postMovements(db: Database.Database, rows: number): number {
  const ids = createIds(systemRandom(), Date.now);
  const part = db.prepare('SELECT id, hospital_id AS hospital FROM payment_part LIMIT 1').get() as {
    id: string;
    hospital: string;
  };
  const insert = db.prepare(INSERT_MOVEMENT);
  const values = Array.from({ length: rows }, () => {
    const id = ids.inOrder('lgr');
    return [id, Date.now(), part.hospital, part.id, 'payer', 'held', 1, `bench:${id}`];
  });
  const { seconds } = timed(() => {
    for (let start = 0; start < rows; start += UNITS_A_TRANSACTION)
      db.transaction(() => {
        for (const row of values.slice(start, start + UNITS_A_TRANSACTION)) insert.run(row);
      }).immediate();
  });
  return seconds;
}
