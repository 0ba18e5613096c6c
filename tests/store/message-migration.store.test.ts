import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { ConstraintViolation, type Part, type Value } from '../../bff/platform/store/store.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../support/test-store.ts';

/** The migration with which money came into messages; the newest of them adds records that were opened in an emergency. */
const WITH_MONEY = '0034_messages_money.sql';
const AT = Date.UTC(2026, 10, 24);
type Row = Readonly<Record<string, Value>>;

function insert(table: string, row: Row): Part {
  const columns = Object.keys(row);
  return {
    sql: `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
    parameters: Object.values(row),
  };
}

const OWN = { hospital_id: 'h1' };
const SLOT = { department_id: 'd1', department_code: '03', practitioner_id: 'p1', starts_at: AT, ends_at: AT, fee_fen: 0 };
/** To what messages refer. */
const CITY: readonly Part[] = [
  insert('hospital', { id: 'h1', name: '一院', english_name: '', initials: '', duty_desk_name: '', duty_desk_phone: '' }),
  insert('campus', { ...OWN, id: 'c1', ref: 'c1', name: '', address: '' }),
  insert('specialty', { code: '03', name: '内科', english_name: '', initials: '' }),
  insert('department', { ...OWN, id: 'd1', ref: 'd1', code: '03', name: '内科', campus_id: 'c1', floor: '', room: '' }),
  insert('practitioner', {
    ...{ ...OWN, id: 'p1', ref: 'p1', department_id: 'd1', name: '王', english_name: '', initials: '', title: '', fee_fen: 0 },
  }),
  insert('slot', { ...OWN, ...SLOT, id: 's1', hospital_slot_ref: 's1', state: 'open', offered: 1, asked_at: AT, free_seen: 1 }),
  insert('patient', { id: 'pat', sealed: '', masked_name: '试*', created_at: AT }),
  insert('appointment', { id: 'apt', patient_id: 'pat', slot_id: 's1', claim_id: 'clm', created_at: AT, version: 1, live: 1 }),
  insert('bill_quote', {
    ...{
      ...OWN,
      id: 'quo',
      batch_id: 'qts',
      patient_id: 'pat',
      asked_by: 'pat',
      visit_ref: 'v1',
      bill_hash: '',
      sealed_bill: '',
    },
    ...{ total: 1, insurance: 'none', state: 'used', quote_key: 'q', created_at: AT, until: AT, tries: 0, not_found: 0 },
  }),
  insert('payment', {
    ...{
      id: 'pay',
      batch_id: 'qts',
      code: 'CODE',
      patient_id: 'pat',
      paid_by: 'pat',
      channel: 'cash',
      created_at: AT,
      version: 1,
    },
  }),
  insert('payment_part', {
    ...{ ...OWN, id: 'part', payment_id: 'pay', quote_id: 'quo', visit_ref: 'v1', total: 1, fund: 0, account: 0, cash: 1 },
    ...{ insurance: 'none', state: 'due', cancel_wanted: 0, pay_until: AT, created_at: AT, know_by: AT, tries: 0, not_found: 0 },
  }),
];

const MESSAGE = {
  patient_id: 'pat',
  hospital_id: 'h1',
  kind: 'booking-confirmed',
  language: 'zh',
  seen: 0,
  created_at: AT,
  deliver_by: AT,
};
const ABOUT_VISIT = { appointment_id: 'apt', starts_at: AT };
const ABOUT_MONEY = { payment_id: 'pay', part_id: 'part', about: 'part', fen: 1 };
const STAFF = { ...OWN, id: 'stf', number: '1', name: '李', role: 'clinician', pin_hash: '', state: 'active', created_at: AT };
const BREAK_GLASS = {
  ...OWN,
  ...{ id: 'brk', patient_id: 'pat', staff_id: 'stf', reason: 'unconscious', sealed: '' },
  ...{ opened_at: AT, expires_at: AT, reads: 0, review_by: AT },
};
const ATTEMPT = { channel: 'sms', state: 'accepted', sends: 1, tries: 2, sent_at: AT };

describe.each(STORE_ENGINES)('%s: messages of before there was money in them', (engine) => {
  let db: TestStore;
  let units = 0;
  const write = (...parts: readonly Part[]) => {
    units += 1;
    const unit = { id: `unt_${units}`, name: 'probe', lane: 'background', deadline: Number.MAX_SAFE_INTEGER } as const;
    return db.store.commit({ ...unit, parts });
  };

  beforeEach(async () => {
    const before = migrationsFor(engine).filter(({ name }) => name < WITH_MONEY);
    db = await openTestStore(engine, systemClock, before);
  });
  afterEach(() => db.drop());

  it('an upgrade keeps every message with its attempt, and from then on a message is about a visit, about money or about an emergency', async () => {
    const read = { ...MESSAGE, ...ABOUT_VISIT, id: 'msg_1', version: 1, state: 'read', read_at: AT };
    const open = { ...MESSAGE, ...ABOUT_VISIT, id: 'msg_2', version: 2, state: 'unreached', unreached_at: AT, due_by: AT };
    await write(
      ...CITY,
      insert('message', read),
      insert('message', open),
      insert('message_attempt', { ...ATTEMPT, message_id: 'msg_1', send_key: 'k1' }),
      insert('message_attempt', { ...ATTEMPT, message_id: 'msg_2', send_key: 'k2' }),
    );
    const attempts = await db.rows('SELECT * FROM message_attempt ORDER BY message_id');
    const messages = await db.rows<Row>('SELECT * FROM message ORDER BY id');
    expect([attempts.length, messages.length]).toEqual([2, 2]);

    await db.store.migrate(migrationsFor(engine), AT);
    expect(await db.rows('SELECT * FROM message_attempt ORDER BY message_id')).toEqual(attempts);
    const kept = await db.rows<Row>('SELECT * FROM message ORDER BY id');
    const none = {
      payment_id: null,
      part_id: null,
      about: null,
      fen: null,
      cause: null,
      break_glass_id: null,
      grant_id: null,
      held_until: null,
    };
    expect(kept).toEqual(messages.map((row) => ({ ...row, ...none })));

    const waiting = { ...MESSAGE, state: 'waiting' };
    const money = { ...waiting, ...ABOUT_MONEY, id: 'msg_3', kind: 'payment-paid' };
    expect(await write(insert('message', money))).toEqual({ ok: true });
    const emergency = { ...waiting, id: 'msg_5', kind: 'records-opened', break_glass_id: 'brk' };
    await write(insert('staff', STAFF), insert('break_glass', BREAK_GLASS));
    expect(await write(insert('message', emergency))).toEqual({ ok: true });
    const refused: readonly Part[] = [
      insert('message', { ...emergency, id: 'msg_4' }),
      insert('message', { ...money, id: 'msg_4', about: 'other', break_glass_id: 'brk2' }),
      insert('message', { ...emergency, id: 'msg_4', break_glass_id: 'brk-nobody-knows' }),
      insert('message', { ...waiting, id: 'msg_4' }),
      insert('message', { ...money, ...ABOUT_VISIT, id: 'msg_4', about: 'other', version: 4 }),
      insert('message', { ...waiting, ...ABOUT_VISIT, id: 'msg_4' }),
      insert('message', { ...money, id: 'msg_4', about: 'other', part_id: null }),
      // What was so before is so still.
      insert('message', { ...waiting, ...ABOUT_VISIT, id: 'msg_4', version: 2 }),
      insert('message', { ...money, id: 'msg_4' }),
      insert('message_attempt', { ...ATTEMPT, message_id: 'msg_9', send_key: 'k9' }),
      insert('message_attempt', { ...ATTEMPT, message_id: 'msg_3', send_key: 'k1' }),
      { sql: "DELETE FROM message WHERE id = 'msg_1'", parameters: [] },
    ];
    for (const part of refused)
      await expect(write(part), JSON.stringify(part.parameters)).rejects.toBeInstanceOf(ConstraintViolation);
  });
});
