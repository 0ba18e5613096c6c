import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemorySlot } from '../../../adapters/hospitals/memory/config.ts';
import { quotaParts } from '../../../bff/scenes/appointments/quota-rows.ts';
import { cityPolicy, hospitalPolicy } from '../../../bff/scenes/directory/policy.ts';
import { slotIdOf } from '../../../bff/scenes/slots/slot-id.ts';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { FULL } from '../../support/sampled.ts';
import {
  HALF_HOUR_MS,
  HOSPITAL,
  hospitalEntry,
  startTestGateway,
  type TestGateway,
  testPatient,
} from '../../support/test-gateway.ts';
import { agreed, fresh, post } from '../../support/test-people.ts';
import { ENGINES, type Engine, openTestStore, STORE_ENGINES, type TestStore } from '../../support/test-store.ts';
import { untilDetermined } from '../../support/until-determined.ts';
import { nextWednesday } from '../../support/weekday.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What holds where neither hospital nor city says anything. */
const nothingSaid = () => ({ entry: { policy: hospitalPolicy.parse({}) }, city: cityPolicy.parse({}) });

/** Opens slots that begin then, reads them once, and answers their ids. */
async function openSlots(gateway: TestGateway, starts: readonly number[], more: Partial<MemorySlot> = {}) {
  const refs: string[] = [];
  for (const startsAt of starts) {
    const slot = { startsAt, endsAt: startsAt + HALF_HOUR_MS, capacity: 3, departmentRef: 'gk', practitionerRef: 'p1', ...more };
    refs.push(await gateway.hospital.openSlot(slot));
  }
  await gateway.sync();
  return refs.map((ref) => slotIdOf(HOSPITAL, ref));
}

describe.each(STORE_ENGINES)('%s: sixty bookings of one patient at once', (engine) => {
  let db: TestStore;
  let gateway: TestGateway;
  // Each statement of D1 goes over HTTP here: some of it shows the same.
  const atOnce = FULL || engine !== 'd1' ? 60 : 10;

  beforeEach(async () => {
    db = await openTestStore(engine);
    gateway = await startTestGateway({ store: db.store, patients: 1, ...nothingSaid() });
  });
  afterEach(async () => {
    await gateway.stop();
    await db.drop();
  });

  const { id: patientId } = testPatient(0);
  const bookAll = async (slots: readonly string[]) => {
    const token = await gateway.signIn(patientId);
    const book = (slotId: string) => untilDetermined(() => gateway.book({ slotId, patientId, token, key: `of-${slotId}` }));
    return Promise.all(slots.map(book));
  };
  const standing = () => db.rows('SELECT id FROM appointment WHERE live = 1');

  it('sixty bookings of one patient at once, all at one time, are one appointment', async () => {
    const noon = nextWednesday(Date.now());
    const replies = await bookAll(
      await openSlots(
        gateway,
        Array.from({ length: atOnce }, (_, n) => noon + n * 1_000),
      ),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await standing()).toHaveLength(1);
    expect((await gateway.hospital.requestsSeen()).writes).toBe(1);
    const [{ id } = { id: '' }] = (await standing()) as { id: string }[];
    for (const { status, body } of replies.filter((reply) => reply.status !== 201))
      expect([status, body.code, body.appointmentId]).toEqual([409, 'appointment-overlaps', id]);
  });

  it('sixty bookings of one patient at once, one after the other in time, are no more than may be', async () => {
    const noon = nextWednesday(Date.now());
    const replies = await bookAll(
      await openSlots(
        gateway,
        Array.from({ length: atOnce }, (_, n) => noon + n * HALF_HOUR_MS),
      ),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(await standing()).toHaveLength(2);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ body }) => `${body.code} ${body.bound} ${body.most}`))).toEqual(
      new Set(['too-many-appointments department-week 2']),
    );
  });
});

describe.each(ENGINES)('%s: how much one patient may have', (engine) => {
  let site: QuietGateway;
  let keys = 0;

  afterEach(() => site.stop());

  const start = async (more: Parameters<typeof startQuietGateway>[1] = {}, on: Engine = engine) => {
    site = await startQuietGateway(on, { ...nothingSaid(), ...more });
  };
  const book = async (slotId: string, number = 0) => {
    const { id: patientId } = testPatient(number);
    keys += 1;
    const order = { slotId, patientId, token: await site.gateway.signIn(patientId), key: `quota-key-${keys}` };
    return driven(site, site.gateway.book(order));
  };
  const cancel = async (id: unknown, number = 0) => {
    keys += 1;
    const token = await site.gateway.signIn(testPatient(number).id);
    return driven(site, site.gateway.cancel({ id: String(id), token, key: `quota-key-${keys}` }));
  };
  const slot = async (startsAt: number) => (await openSlots(site.gateway, [startsAt]))[0] ?? '';

  it('one who ends when the other begins is no overlap, and one minute earlier is; it names the one that stands', async () => {
    await start();
    // Wednesday, ten in the morning.
    const ten = site.clock.now() + DAY_MS + 2 * HOUR_MS;
    const first = await book(await slot(ten));
    const overlaps = await book(await slot(ten + HALF_HOUR_MS - 60_000));
    expect(overlaps).toMatchObject({ status: 409, body: { code: 'appointment-overlaps', appointmentId: first.body.id } });
    expect((await book(await slot(ten + HALF_HOUR_MS))).status).toBe(201);
    expect((await book(await slot(ten - 60_000), 1)).status).toBe(201);
    await cancel(first.body.id);
    expect((await book(await slot(ten))).status).toBe(201);
  });

  it('a day, a department’s week and all that is to come are bounded each, as city and hospital say', async () => {
    const policy = hospitalPolicy.parse({ bookings: { aDepartmentWeek: 5 } });
    await start({ entry: { policy }, city: cityPolicy.parse({ bookings: { aDay: 2, altogether: 6 } }) });
    const tuesday = site.clock.now() + 3 * HOUR_MS;
    const on = async (days: number, hours: number) => (await book(await slot(tuesday + days * DAY_MS + hours * HOUR_MS))).body;
    await on(1, 0);
    await on(1, 1);
    expect(await on(1, 2)).toMatchObject({ code: 'too-many-appointments', bound: 'day', most: 2 });
    await on(2, 0);
    await on(2, 1);
    await on(5, 0);
    expect(await on(4, 0)).toMatchObject({ code: 'too-many-appointments', bound: 'department-week', most: 5 });
    // Monday is another week.
    expect(await on(6, 0)).toMatchObject({ status: 'booked' });
    expect(await on(7, 0)).toMatchObject({ code: 'too-many-appointments', bound: 'altogether', most: 6 });
    // What is over is not to come any more.
    await site.clock.leap(2 * DAY_MS);
    expect(await on(7, 0)).toMatchObject({ status: 'booked' });
  });

  it('a hospital that allows appointments at one time says so in its policy', async () => {
    await start({ entry: { policy: hospitalPolicy.parse({ bookings: { overlaps: 'allowed' } }) } });
    const ten = site.clock.now() + DAY_MS;
    expect([(await book(await slot(ten))).status, (await book(await slot(ten + 60_000))).status]).toEqual([201, 201]);
  });

  it('half days with numbers are one time only in one department', async () => {
    const { departments, practitioners } = hospitalEntry();
    const [department] = departments;
    const [doctor] = practitioners;
    if (!department || !doctor) throw new Error('a hospital has both');
    const entry = {
      policy: hospitalPolicy.parse({}),
      departments: [department, { ...department, ref: 'nk', code: 'A03.01' }],
      practitioners: [doctor, { ...doctor, ref: 'p2', departmentRef: 'nk' }],
    };
    await start({ entry });
    const morning = site.clock.now() + DAY_MS;
    const clinic = { endsAt: morning + 3 * HOUR_MS, clinic: { numbers: 20 } };
    const other = { departmentRef: 'nk', practitionerRef: 'p2' };
    const [first] = await openSlots(site.gateway, [morning], clinic);
    const [elsewhere] = await openSlots(site.gateway, [morning], { ...clinic, ...other });
    const [byTime] = await openSlots(site.gateway, [morning + HOUR_MS]);
    expect((await book(first ?? '')).status).toBe(201);
    expect((await book(elsewhere ?? '')).status).toBe(201);
    expect(await book(byTime ?? '')).toMatchObject({ status: 409, body: { code: 'appointment-overlaps' } });
  });

  it('who books and gives back again and again books nothing new until a day has passed since the first', async () => {
    await start({ city: cityPolicy.parse({ bookings: { cancellationsADay: 3 } }) });
    const ten = await slot(site.clock.now() + 3 * DAY_MS);
    const began = site.clock.now();
    for (let round = 0; round < 3; round += 1) {
      const { body } = await book(ten);
      // Asked for twice, at once or later, it is given back once.
      const token = await site.gateway.signIn(testPatient(0).id);
      const twice = [0, 1].map((n) => site.gateway.cancel({ id: String(body.id), token, key: `at-once-${round}-${n}` }));
      expect((await driven(site, Promise.all(twice))).map(({ status }) => status)).toEqual([200, 200]);
      expect((await cancel(body.id)).status).toBe(200);
    }
    const refused = await book(ten);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-cancellations', retryable: true } });
    const wait = Number(refused.headers.get('retry-after'));
    expect(began + DAY_MS - site.clock.now()).toBeLessThanOrEqual(wait * 1000);
    expect((await book(ten, 1)).status).toBe(201);
    await site.clock.leap(wait * 1000);
    expect((await book(ten)).status).toBe(201);
  });
});

it.each(STORE_ENGINES)(
  '%s: a guardian registers nine children at most, also when fifteen are registered at once',
  async (engine) => {
    const db = await openTestStore(engine);
    const gateway = await startTestGateway({ store: db.store, patients: 1, ...nothingSaid() });
    const token = await gateway.signIn(testPatient(0).id);
    const consents = await agreed(gateway);
    const replies = await Promise.all(
      Array.from({ length: 15 }, (_, number) => {
        const document = { type: 'birth-certificate', number: `X9900000${String(number).padStart(2, '0')}` };
        const person = { name: '王小', birthDate: '2026-10-01', sex: 'female', document };
        const headers = fresh({ authorization: `Bearer ${token}` });
        return post(gateway, '/v1/patients/me/dependants', { person, relationship: 'parent', consents }, headers);
      }),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(9);
    const refused = replies.filter(({ status }) => status !== 201);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'too-many-dependants', most: 9 });
    expect(await db.rows('SELECT patient_id FROM proxy')).toHaveLength(9);
    await gateway.stop();
    await db.drop();
  },
);

it('counting what a patient has looks at their own appointments by an index, and never through a table', async () => {
  const db = await openTestStore('sqlite');
  const quota = { overlaps: 'refused', aDepartmentWeek: 2, aDay: 3, altogether: 10, cancellationsADay: 5, unproved: 10 } as const;
  const parts = quotaParts({ appointmentId: 'apt', patientId: 'pat', slotId: 'slt', now: 1 }, quota);
  for (const { sql, parameters } of parts) {
    const plan = await db.store.read<{ detail: string }>({ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters });
    const details = plan.map(({ detail }) => detail).filter((detail) => detail !== 'SCAN standing');
    expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
    expect(details).toContain('SEARCH held USING INDEX appointment_by_patient (patient_id=? AND created_at>?)');
  }
  expect(parts).toHaveLength(2);
  await db.drop();
});
