import type Database from 'better-sqlite3';
import { createIds, type Ids, systemRandom } from '../../bff/platform/ids.ts';
import { openDatabase } from '../../bff/platform/store/sqlite/open-database.ts';
import { type Spent, timed } from './spent.ts';

/**
 * The floor of a booking: the eighteen statements and two unit rows that the gateway writes for one, by hand, with nothing around them.
 * No HTTP, no session, no policy, no encryption, no hospital, and no reads. `writesThatDiffer` says when the gateway writes something else.
 */
export interface BookingFloor {
  /** Writes so many bookings durably, 100 units a transaction. What the rows hold is made before the clock starts. */
  write(bookings: number, savepoints: boolean): Spent;
  close(): void;
}

/** Bookings whose first units share a transaction, and whose second units share the next one. */
const UNITS_A_TRANSACTION = 100;
/** The gateway copies its WAL after as many frames, on a thread of its own; here the copy is a part of the work. */
const FRAMES_BETWEEN_COPIES = 4_000;

const INSERT_UNIT = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';
const INSERT_EVENT = 'INSERT INTO appointment_event (appointment_id, version, at, claim_state) VALUES (?, ?, ?, ?)';
const INSERT_AUDIT = `INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, device_id, reason,
  evidence, phone_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_TASK = `INSERT INTO task (id, kind, subject_id, state, run_at, wakes, attempts, lease_token, leased_until)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

/** The intent, before the hospital is called. */
const BOOK_APPOINTMENT = [
  INSERT_UNIT,
  `INSERT INTO idempotency (subject, route, idempotency_key, body_hash, resource_id, created_at, status, reply)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  "UPDATE slot SET claimed = claimed + ? WHERE id = ? AND state = 'open' AND starts_at > ? AND claimed < offered",
  `INSERT INTO booking_turn (patient_id, turns, cancelled, cancelled_from) VALUES (?, ?, ?, ?)
    ON CONFLICT (patient_id) DO UPDATE SET turns = booking_turn.turns + 1`,
  `INSERT INTO appointment (id, patient_id, slot_id, claim_id, created_at, version, live, coverage, booked_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slot_id, patient_id, live) DO NOTHING`,
  'UPDATE booking_turn SET turns = booking_turn.turns + ? WHERE patient_id = ?',
  `INSERT INTO claim (id, appointment_id, slot_id, hospital_id, booking_key, ghost_of, places, state, created_at, waits_until, sent_at,
    settled_at, hospital_ref, tries, not_found, cancel_wanted, know_by, reason, queue_number)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  INSERT_EVENT,
  INSERT_TASK,
  INSERT_AUDIT,
] as const;

/** The hospital's answer, the reply that is kept under the key, and the message that tells of it. */
const CLAIM_CONFIRMED = [
  INSERT_UNIT,
  'UPDATE task SET state = ?, lease_token = ?, leased_until = ? WHERE id = ? AND lease_token = ? AND wakes = ?',
  `UPDATE claim SET state = ?, sent_at = ?, settled_at = ?, hospital_ref = ?, tries = ?, not_found = ?, know_by = ?, reason = ?,
    queue_number = ?, held_ref = ? WHERE id = ? AND state = ?`,
  'UPDATE appointment SET version = version + ?, live = ? WHERE id = ? AND version = ?',
  INSERT_EVENT,
  'UPDATE idempotency SET status = ?, reply = ? WHERE resource_id = ? AND status IS NULL',
  `INSERT INTO message (id, patient_id, hospital_id, appointment_id, version, kind, language, starts_at, seen, state, created_at, deliver_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  'INSERT INTO message_attempt (message_id, channel, send_key, state, sends, tries, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  INSERT_TASK,
  INSERT_AUDIT,
] as const;

/** Characters of a reply as it is kept, encrypted. */
const REPLY_LENGTH = 1_328;
const REPLY = `b.${'A'.repeat(REPLY_LENGTH - 2)}`;

const DAY_MS = 86_400_000;

/** As the load names its keys: a run, then a number. */
const KEY_RUN = 'k3v9x0q2m1z';

type Value = string | number | null;
/** What one unit binds, a list a statement. */
type UnitValues = readonly (readonly Value[])[];

interface Order {
  readonly number: number;
  readonly slotId: string;
  readonly hospitalId: string;
  readonly patientId: string;
}

/** @param path a database that a gateway has migrated and filled, and that no gateway has open: its slots are booked by its patients */
export function openFloor(path: string): BookingFloor {
  const db = openDatabase(path, 2_000);
  db.pragma(`wal_autocheckpoint = ${FRAMES_BETWEEN_COPIES}`);
  const ids = createIds(systemRandom(), Date.now);
  const slots = db.prepare("SELECT id, hospital_id FROM slot WHERE state = 'open' AND offered >= 1000 ORDER BY id").all();
  const patients = db.prepare('SELECT id FROM patient ORDER BY id').pluck().all() as string[];
  const book = unitOf(db, BOOK_APPOINTMENT);
  const confirm = unitOf(db, CLAIM_CONFIRMED);
  let count = 0;
  const nextOrder = (): Order => {
    count += 1;
    const slot = slots[count % slots.length] as { id: string; hospital_id: string };
    return { number: count, slotId: slot.id, hospitalId: slot.hospital_id, patientId: patients[count % patients.length] ?? '' };
  };
  return {
    write(bookings, savepoints) {
      const units = Array.from({ length: bookings }, () => unitsOf(ids, nextOrder()));
      return timed(() => {
        for (let start = 0; start < bookings; start += UNITS_A_TRANSACTION) {
          const some = units.slice(start, start + UNITS_A_TRANSACTION);
          transact(
            db,
            savepoints,
            book,
            some.map(([first]) => first),
          );
          transact(
            db,
            savepoints,
            confirm,
            some.map(([, second]) => second),
          );
        }
      });
    },
    close: () => db.close(),
  };
}

type RunUnit = (values: UnitValues) => void;

function unitOf(db: Database.Database, statements: readonly string[]): RunUnit {
  const prepared = statements.map((sql) => db.prepare(sql));
  return (values) => {
    for (const [index, statement] of prepared.entries()) {
      if (statement.run(values[index] ?? []).changes !== 1) throw new Error(`the floor wrote nothing by: ${statements[index]}`);
    }
  };
}

function transact(db: Database.Database, savepoints: boolean, run: RunUnit, units: readonly UnitValues[]): void {
  const [begin, commit, save, release] = ['BEGIN IMMEDIATE', 'COMMIT', 'SAVEPOINT one', 'RELEASE one'].map((sql) =>
    db.prepare(sql),
  );
  begin?.run();
  for (const unit of units) {
    if (savepoints) save?.run();
    run(unit);
    if (savepoints) release?.run();
  }
  commit?.run();
}

/** What the two units of one booking bind, in the order of their statements. */
function unitsOf(ids: Ids, { number, slotId, hospitalId, patientId }: Order): readonly [UnitValues, UnitValues] {
  const now = Date.now();
  const appointmentId = ids.nextInOrder('apt');
  const messageId = ids.nextInOrder('msg');
  const [claimId, taskId, lease] = [ids.inOrder('clm'), ids.inOrder('tsk'), ids.inOrder('lse')];
  const bookingKey = `bkg_${ids.secret()}${ids.secret().slice(0, 15)}`;
  const knowBy = now + 60_000;
  const audit = (actor: readonly string[], action: string, requestId: string, evidence: string | null): readonly Value[] => [
    ids.inOrder('aud'),
    now,
    ...actor,
    action,
    'appointment',
    appointmentId,
    requestId,
    null,
    null,
    evidence,
    null,
  ];
  const first: UnitValues = [
    [ids.inOrder('unt'), now],
    [patientId, '/v1/appointments', `floor-${KEY_RUN}-${number}`, ids.secret(), appointmentId, now, null, null],
    [1, slotId, now],
    [patientId, 1, 0, 0],
    [appointmentId, patientId, slotId, claimId, now, 1, 1, 'self-pay', patientId],
    [1, patientId],
    [
      claimId,
      appointmentId,
      slotId,
      hospitalId,
      bookingKey,
      null,
      1,
      'sent',
      now,
      now + 600_000,
      now,
      null,
      null,
      0,
      0,
      0,
      knowBy,
      null,
      null,
    ],
    [appointmentId, 1, now, 'sent'],
    [taskId, 'settle-claim', claimId, 'ready', now, 0, 0, lease, now + 20_000],
    audit(['patient', patientId], 'appointment.book', ids.next('req'), 'demo'),
  ];
  const second: UnitValues = [
    [ids.inOrder('unt'), now],
    ['done', null, 0, taskId, lease, 0],
    ['confirmed', now, now, `floor-${number}`, 0, 0, knowBy, null, null, `floor-${number}`, claimId, 'sent'],
    [1, 1, appointmentId, 1],
    [appointmentId, 2, now, 'confirmed'],
    [201, REPLY, appointmentId],
    [messageId, patientId, hospitalId, appointmentId, 2, 'confirmed', 'zh', now + DAY_MS, 1, 'waiting', now, now + DAY_MS],
    [messageId, 'sms', ids.next('sms'), 'ready', 0, 0, null],
    [ids.inOrder('tsk'), 'deliver-message', messageId, 'ready', now, 0, 0, null, 0],
    audit(['gateway', 'onedoor'], 'claim.confirmed', claimId, null),
  ];
  return [first, second];
}
