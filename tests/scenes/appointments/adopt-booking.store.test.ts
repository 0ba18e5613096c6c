import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHospital } from '../../../adapters/hospitals/memory/adapter.ts';
import { createBookingKeys } from '../../../bff/platform/crypto/booking-key.ts';
import { markRecovering } from '../../../bff/scenes/appointments/recovery.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { changed } from '../../support/changed-adapter.ts';
import { seededBytes } from '../../support/seeded.ts';
import {
  HALF_HOUR_MS,
  HOSPITAL,
  OPERATOR_TOKEN,
  startTestGateway,
  type TestGateway,
  testPatient,
} from '../../support/test-gateway.ts';
import { ENGINES, openTestStore, type TestStore } from '../../support/test-store.ts';

const SECRET = 'E'.repeat(42).concat('A');

describe('a booking key', () => {
  const keys = createBookingKeys(SECRET, seededBytes(1), () => 1_795_478_400_000);
  const content = { patientId: testPatient(1).id, coverage: 'medical-insurance', hospitalId: HOSPITAL } as const;

  it('a booking key fits what hospitals store, is never the same twice, and says nothing that can be seen of whose it is', () => {
    const made = Array.from({ length: 500 }, () => keys.make(content));
    expect(new Set(made).size).toBe(500);
    for (const key of made) {
      expect(key).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      expect(key).not.toContain(content.patientId.slice(4, 10));
    }
  });

  it('a booking key tells us whose it is, and nothing to anybody with another secret', () => {
    for (let number = 0; number < 50; number += 1) {
      const of = { patientId: testPatient(number).id, coverage: number % 2 === 0 ? 'self-pay' : 'medical-insurance' } as const;
      expect(keys.read(keys.make({ ...of, hospitalId: HOSPITAL }), HOSPITAL)).toEqual(of);
    }
    const others = createBookingKeys('F'.repeat(42).concat('A'), seededBytes(2), () => 1);
    expect(others.read(keys.make(content), HOSPITAL)).toBeUndefined();
  });

  it('a booking key says nothing when another hospital shows it than the one it was made for', () => {
    expect(keys.read(keys.make(content), 'test-second')).toBeUndefined();
    expect(keys.read(keys.make({ ...content, hospitalId: '' }), HOSPITAL), 'a key from before keys were bound').toEqual({
      patientId: content.patientId,
      coverage: content.coverage,
    });
  });

  it('a booking key is not ours when a character of it is another one', () => {
    const key = keys.make(content);
    for (let at = 0; at < key.length; at += 1)
      expect(
        keys.read(`${key.slice(0, at)}${key[at] === 'x' ? 'y' : 'x'}${key.slice(at + 1)}`, HOSPITAL),
        String(at),
      ).toBeUndefined();
    for (const other of ['', 'bkg_', 'bkg_AAAA', 'window-1', `bkg_${'A'.repeat(58)}`])
      expect(keys.read(other, HOSPITAL)).toBeUndefined();
  });
});

describe.each(ENGINES)('%s: what was booked after the backup', (engine) => {
  let before: { db: TestStore; gateway: TestGateway };
  let after: { db: TestStore; gateway: TestGateway };
  const startsAt = Date.now() + 24 * 3_600_000;
  const settings = { watchEveryMs: 50, pollEveryMs: 5 };

  beforeEach(async () => {
    const db = await openTestStore(engine);
    before = { db, gateway: await startTestGateway({ store: db.store, settings }) };
  });
  afterEach(async () => {
    for (const { gateway, db } of [after, before]) {
      await gateway.stop();
      await db.drop();
    }
  });

  async function open(gateway = before.gateway): Promise<string> {
    const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 2, departmentRef: 'gk', practitionerRef: 'p1' };
    const ref = await gateway.hospital.openSlot(slot);
    await gateway.sync();
    return slotIdOf(HOSPITAL, ref);
  }
  async function book(gateway: TestGateway, slotId: string, number: number) {
    const patientId = testPatient(number).id;
    return gateway.book({
      slotId,
      patientId,
      token: await gateway.signIn(patientId),
      key: `wish-of-${number}-before-the-backup`,
    });
  }
  /** The same hospital and the same people, and a database that knows of no booking. */
  async function restore(patients = 3): Promise<void> {
    await before.gateway.stop();
    const db = await openTestStore(engine);
    after = { db, gateway: await startTestGateway({ store: db.store, share: before.gateway, settings, patients }) };
    await after.gateway.sync();
  }
  const appointments = () =>
    after.db.rows(
      'SELECT appointment.patient_id, claim.state, claim.hospital_ref FROM appointment JOIN claim ON claim.id = claim_id',
    );

  it('what was booked after the backup is found again through the hospital: once, for whom it was, with its place', async () => {
    const slotId = await open();
    const booked = await book(before.gateway, slotId, 1);
    expect(booked.status).toBe(201);
    await restore();
    await expect.poll(appointments).toHaveLength(1);
    const [there] = await after.gateway.hospital.bookings();
    expect(await appointments()).toEqual([{ patient_id: testPatient(1).id, state: 'confirmed', hospital_ref: there?.ref }]);
    await after.gateway.sync();
    expect(await after.db.rows('SELECT offered, claimed FROM slot')).toEqual([{ offered: 2, claimed: 1 }]);
    expect((await book(after.gateway, slotId, 1)).body.code, 'whoever sends their wish again').toBe('already-booked');
    expect((await book(after.gateway, slotId, 2)).status).toBe(201);
    expect((await book(after.gateway, slotId, 0)).body.code).toBe('slot-taken');
    expect(await after.gateway.hospital.bookings()).toHaveLength(2);
  });

  /** Another hospital, whose list holds one booking under the key that is given, in a slot of its own. */
  async function plantedAtAnother(store: TestStore['store'], key: () => string): Promise<TestGateway> {
    const other = createMemoryHospital({ now: Date.now, slots: [], without: ['patients'] });
    const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 2, departmentRef: 'gk', practitionerRef: 'p1' };
    const slotRef = await other.hospital.openSlot(slot);
    const listing = changed(other.adapter, {
      bookings: {
        list: async () => ({
          ok: true,
          value: { bookings: [{ ref: 'planted', key: key(), slotRef, status: 'booked' }], cursor: '0', more: false },
        }),
      },
    });
    const gateway = await startTestGateway({ store, adapters: new Map([['test-second', listing]]), settings });
    await gateway.sync();
    return gateway;
  }

  it('what another hospital lists under the key of a booking is not taken over: not while the booking is known, nor when it was lost', async () => {
    const slotId = await open();
    await book(before.gateway, slotId, 1);
    const [there] = await before.gateway.hospital.bookings();
    const db = await openTestStore(engine);
    after = { db, gateway: await plantedAtAnother(db.store, () => there?.key ?? '') };
    await expect.poll(() => after.gateway.onedoor.dependencies.metrics.text()).toContain('onedoor_stray_bookings_total');
    expect(await appointments()).toEqual([]);
    const unbound = createBookingKeys(SECRET, seededBytes(3), Date.now);
    const old = unbound.make({ patientId: testPatient(1).id, coverage: 'self-pay', hospitalId: '' });
    await before.gateway.stop();
    await before.db.store.commit({
      id: before.gateway.ids.inOrder('unt'),
      name: 'key-from-before-they-were-bound',
      lane: 'background',
      deadline: Date.now() + 5_000,
      parts: [{ sql: 'UPDATE claim SET booking_key = ?', parameters: [old] }],
    });
    const beside = await plantedAtAnother(before.db.store, () => old);
    await expect
      .poll(() => beside.onedoor.dependencies.metrics.text())
      .toContain('onedoor_contradictions_total{hospital="test-second",kind="key-of-another-hospital"}');
    expect(await before.db.rows('SELECT 1 AS one FROM appointment')).toHaveLength(1);
    await beside.stop();
  });

  it('what was booked after the backup can be seen and cancelled like any other', async () => {
    const slotId = await open();
    await book(before.gateway, slotId, 1);
    await restore();
    await expect.poll(appointments).toHaveLength(1);
    const token = await after.gateway.signIn(testPatient(1).id);
    const listed = await after.gateway.request('/v1/appointments', { headers: { authorization: `Bearer ${token}` } });
    const { items } = (await listed.json()) as { items: { id: string; status: string }[] };
    expect(items).toMatchObject([{ status: 'booked' }]);
    const cancelled = await after.gateway.cancel({ id: items[0]?.id ?? '', token, key: 'cancel-what-was-adopted' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
    expect(await after.gateway.hospital.bookings()).toMatchObject([{ live: false }]);
  });

  it('what was booked after the backup of a person whom the backup does not know is left for people to look at', async () => {
    const slotId = await open();
    await book(before.gateway, slotId, 2);
    await restore(2);
    await expect.poll(() => after.gateway.onedoor.dependencies.metrics.text()).toContain('onedoor_stray_bookings_total');
    expect(await appointments()).toEqual([]);
  });

  it('a restored gateway keeps a hospital closed for bookings until it has told what it holds', async () => {
    const slotId = await open();
    await book(before.gateway, slotId, 1);
    await before.gateway.stop();
    const db = await openTestStore(engine);
    const first = await startTestGateway({
      store: db.store,
      share: before.gateway,
      settings: { ...settings, watchEveryMs: 3_600_000 },
    });
    await first.sync();
    await expect
      .poll(() => db.rows("SELECT 1 FROM task WHERE kind = 'watch-bookings' AND lease_token IS NULL AND run_at > 0"))
      .toHaveLength(1);
    await first.stop();
    const unit = { id: first.ids.inOrder('unt'), name: 'restore', lane: 'background', deadline: Date.now() + 5_000 } as const;
    await db.store.commit({ ...unit, parts: [markRecovering({ yes: 1 })] });
    const quiet = { ...settings, watchEveryMs: 3_600_000, pollEveryMs: 3_600_000 };
    const closed = await startTestGateway({ store: db.store, share: before.gateway, settings: quiet });
    expect((await book(closed, slotId, 0)).body.code).toBe('hospital-unavailable');
    await closed.stop();
    await db.rows('SELECT 1');
    await db.store.commit({
      ...unit,
      id: first.ids.inOrder('unt'),
      parts: [{ sql: 'UPDATE task SET run_at = 0', parameters: [] }],
    });
    after = { db, gateway: await startTestGateway({ store: db.store, share: before.gateway, settings }) };
    await expect.poll(() => db.rows('SELECT recovering FROM slot_sync')).toEqual([{ recovering: 0 }]);
    // A list of slots that was asked for before the booking was found again counts it twice, to be safe, until the next one.
    await after.gateway.sync();
    expect(await book(after.gateway, slotId, 0)).toMatchObject({ status: 201 });
  });

  it('a restored gateway opens a hospital without a list when the operator has compared, and no other', async () => {
    await before.gateway.stop();
    const db = await openTestStore(engine);
    const reopen = async (gateway: TestGateway) => {
      const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ hospital: HOSPITAL });
      return (await gateway.request('/operator/hospital-reopen', { method: 'POST', headers, body })).status;
    };
    const listed = await startTestGateway({ store: db.store, share: before.gateway, settings });
    expect(await reopen(listed), 'it tells its list itself').toBe(409);
    await listed.stop();
    const unit = { id: listed.ids.inOrder('unt'), name: 'restore', lane: 'background', deadline: Date.now() + 5_000 } as const;
    await db.store.commit({ ...unit, parts: [markRecovering({ yes: 1 })] });
    const without = ['bookings'] as const;
    after = { db, gateway: await startTestGateway({ store: db.store, settings, hospital: { without } }) };
    const slotId = await open(after.gateway);
    expect((await book(after.gateway, slotId, 0)).body.code).toBe('hospital-unavailable');
    expect(await reopen(after.gateway)).toBe(200);
    expect((await book(after.gateway, slotId, 1)).status).toBe(201);
    expect(await reopen(after.gateway), 'it is open').toBe(409);
    expect(await db.rows("SELECT actor_kind, subject_id FROM audit WHERE action = 'hospital.reopen'")).toEqual([
      { actor_kind: 'operator', subject_id: HOSPITAL },
    ]);
  });
});
