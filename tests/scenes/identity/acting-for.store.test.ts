import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importHospitals } from '../../../bff/scenes/directory/import-hospitals.ts';
import { changeStaffPin, removeStaff } from '../../../bff/scenes/identity/staff.ts';
import { residentId } from '../../../fixtures/people/document-numbers.ts';
import { driven, expectNothingWritten, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL, hospitalEntry } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, fresh, postAt, putDown, type Reply, replyOf } from '../../support/test-people.ts';
import { ENGINES, SAMPLED_ENGINES } from '../../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;
type Staff = Awaited<ReturnType<typeof signedInStaff>>;

const CERTIFICATE = { type: 'birth-certificate', number: 'X990000001' };

describe.each(ENGINES)('%s: acting for somebody else', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const come = (serial: number, name = '王小明') => putDown(site.gateway, device, cardOf(serial, { name }));
  const idOf = ({ body }: Reply) => String(body.patientId);
  const get = async (path: string, session: Reply) => replyOf(await device.request(path, { headers: bearer(session) }));
  const list = async (session: Reply) =>
    ((await get('/v1/appointments', session)).body.items as { id: string }[]).map(({ id }) => id).sort();

  async function addChild(guardian: Reply, more: Record<string, unknown> = {}, headers = fresh(bearer(guardian))) {
    const person = { name: '王小', birthDate: '2026-10-01', sex: 'female', document: CERTIFICATE, ...more };
    const body = { person, relationship: 'parent', consents: await agreed(site.gateway) };
    return postAt(device, '/v1/patients/me/dependants', body, headers);
  }

  async function book(session: Reply, patientId: string, startsInMs = DAY_MS) {
    const { slotId } = await site.gateway.openSlot(5, startsInMs);
    return postAt(device, '/v1/appointments', { slotId, patientId }, fresh(bearer(session)));
  }

  it('a guardian registers a child by its certificate of birth, with consents that the guardian gives', async () => {
    const guardian = await come(1);
    const child = await addChild(guardian);
    expect(child).toMatchObject({ status: 201, body: { name: '王*', relationship: 'parent', level: 'claimed' } });
    const consents = await site.db.rows(`SELECT given_by, kind FROM consent WHERE patient_id = '${idOf(child)}' ORDER BY kind`);
    expect(consents).toEqual(['health-data', 'privacy-notice'].map((kind) => ({ given_by: idOf(guardian), kind })));
    const me = await get('/v1/patients/me', guardian);
    const shown = { name: '王*', sex: 'female', birthYear: 2026, relationship: 'parent', level: 'claimed' };
    expect(me.body.dependants).toEqual([{ patientId: idOf(child), ...shown }]);
    expect(child.body).toEqual({ patientId: idOf(child), ...shown });
  });

  it('the guardian books for the child, sees it, gets its slip and cancels it; the hospital is told who it is for', async () => {
    const guardian = await come(1);
    const child = await addChild(guardian);
    const booked = await book(guardian, idOf(child));
    expect(booked).toMatchObject({ status: 201, body: { patientId: idOf(child), patientName: '王*' } });
    expect(await list(guardian)).toEqual([booked.body.id]);
    expect((await get(`/v1/appointments/${booked.body.id}`, guardian)).status).toBe(200);
    const slip = await postAt(device, `/v1/appointments/${booked.body.id}/slip`, {}, bearer(guardian));
    expect(slip).toMatchObject({ status: 200, body: { patientName: '王*' } });
    expect((await site.gateway.hospital.bookings()).map(({ patientName }) => patientName)).toEqual(['王小']);
    expect(await site.db.rows('SELECT patient_id, booked_by FROM appointment')).toEqual([
      { patient_id: idOf(child), booked_by: idOf(guardian) },
    ]);
    const cancelled = await driven(
      site,
      postAt(device, `/v1/appointments/${booked.body.id}/cancel`, {}, fresh(bearer(guardian))),
    );
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
  });

  it('a stranger may do none of it, and hears what they would hear of nobody', async () => {
    const [guardian, stranger] = [await come(1), await come(2, '赵大力')];
    const child = await addChild(guardian);
    const booked = await book(guardian, idOf(child));
    const { slotId } = await site.gateway.openSlot(5, 2 * DAY_MS);
    const tell = ({ status, text }: Reply) => `${status} ${text.replace(/req_[\w-]{22}/g, 'req')}`;
    const order = (patientId: string) => postAt(device, '/v1/appointments', { slotId, patientId }, fresh(bearer(stranger)));
    expect(tell(await order(idOf(child)))).toBe(tell(await order(`pat_${'u'.repeat(22)}`)));
    expect((await get(`/v1/appointments/${booked.body.id}`, stranger)).status).toBe(404);
    expect(await list(stranger)).toEqual([]);
    expect((await get('/v1/patients/me', stranger)).body.dependants).toEqual([]);
    expect(await site.db.rows('SELECT id FROM appointment')).toHaveLength(1);
  });

  it('a child that a guardian named by word is a registration of its own for another who names it, and neither sees the other’s', async () => {
    const [guardian, other] = [await come(1), await come(2, '赵大力')];
    const [one, two] = [await addChild(guardian), await addChild(other)];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(idOf(one)).not.toBe(idOf(two));
    await book(guardian, idOf(one));
    expect(await list(other)).toEqual([]);
    expect((await book(other, idOf(one), 2 * DAY_MS)).status).toBe(404);
  });

  it('the same request of a guardian twenty times at once registers one child, and all hear the same', async () => {
    const guardian = await come(1);
    const headers = fresh(bearer(guardian));
    const replies = await Promise.all(Array.from({ length: 20 }, () => addChild(guardian, {}, headers)));
    expect(new Set(replies.map(({ status, body }) => `${status} ${String(body.patientId)}`)).size).toBe(1);
    expect(await site.db.rows('SELECT patient_id FROM proxy')).toHaveLength(1);
    expect(await addChild(guardian, { name: '王大' }, headers)).toMatchObject({ status: 422 });
  });

  it('the same request that arrives again while the first finds the child not yet registered hears what the first hears', async () => {
    const guardian = await come(1);
    const headers = fresh(bearer(guardian));
    const { store } = site.db;
    const read = store.read.bind(store);
    let first: Reply | undefined;
    // The first sending comes to its end between the second's look at the key and its look at the guardian.
    const looks = vi.spyOn(store, 'read').mockImplementation(async (statement) => {
      if (first === undefined && statement.sql.includes('from "patient"')) {
        looks.mockRestore();
        first = await addChild(guardian, {}, headers);
      }
      return read(statement);
    });
    const second = await addChild(guardian, {}, headers);
    expect(first).toMatchObject({ status: 201 });
    expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first?.body });
    expect(await site.db.rows('SELECT patient_id FROM proxy')).toHaveLength(1);
  });

  it('a child is one until the day before the eighteenth birthday, and is told so on that day', async () => {
    const guardian = await come(1);
    const before = (await site.db.rows('SELECT id FROM patient')).length;
    const number = 'E12345678';
    const passport = { type: 'passport', number };
    for (const birthDate of ['2008-11-24', '2008-11-23', '1990-01-01'])
      expect((await addChild(guardian, { birthDate, document: passport })).status).toBe(422);
    expect(await site.db.rows('SELECT id FROM patient')).toHaveLength(before);
    const child = await addChild(guardian, { birthDate: '2008-11-25', document: passport });
    expect(child.status).toBe(201);
    const booked = await book(guardian, idOf(child), 3 * DAY_MS);
    expect(booked.status).toBe(201);
    // From midnight in Shanghai on, which is sixteen hours from now.
    await site.clock.leap(16 * 3_600_000 - 1);
    const eve = await come(1);
    expect((await book(eve, idOf(child), 4 * DAY_MS)).status).toBe(201);
    await site.clock.leap(1);
    expect((await book(eve, idOf(child), 5 * DAY_MS)).status).toBe(404);
    expect((await get(`/v1/appointments/${booked.body.id}`, eve)).status).toBe(404);
    expect(await list(eve)).toEqual([]);
    expect((await get('/v1/patients/me', eve)).body.dependants).toEqual([]);
  });

  it('needs the current consents, and a child is nobody else than its guardian', async () => {
    const guardian = await come(1);
    const old = { privacyNotice: '2020-01-01', healthData: '2020-01-01', language: 'zh' };
    const person = { name: '王小', birthDate: '2026-10-01', sex: 'female', document: CERTIFICATE };
    const body = { person, relationship: 'parent', consents: old };
    expect(await postAt(device, '/v1/patients/me/dependants', body, fresh(bearer(guardian)))).toMatchObject({ status: 409 });
    expect(await site.db.rows('SELECT guardian_id FROM proxy')).toEqual([]);
  });
});

/** The other document of whoever has the first card. */
const PASSPORT = cardOf(2, { type: 'passport', number: 'E12345678' });

describe.each(SAMPLED_ENGINES)('%s: two registrations of one person', (engine) => {
  let site: QuietGateway;
  let one: Reply;
  let other: Reply;
  let window: Staff;
  let colleague: Staff | undefined;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    window = await signedInStaff(site.gateway);
    colleague = undefined;
    one = await putDown(site.gateway, window.device, cardOf(1));
    other = await putDown(site.gateway, window.device, PASSPORT);
  });
  afterEach(() => site.stop());

  const at = (path: string, body: unknown, headers: Record<string, string>) => postAt(window.device, path, body, headers);
  const propose = (patientId: unknown, otherId: unknown, by: Staff = window) =>
    postAt(by.device, '/v1/patient-links', { patientId, otherId, reason: '换证，同一人' }, fresh(by.staff));
  /** Signs in when somebody is needed: comparing a PIN takes long. */
  const second = async () => {
    colleague ??= await signedInStaff(site.gateway);
    return colleague;
  };
  const link = async (patientId: unknown, otherId: unknown) => {
    await propose(patientId, otherId);
    return propose(otherId, patientId, await second());
  };
  const list = async (session: Reply) => {
    const reply = await replyOf(await window.device.request('/v1/appointments', { headers: bearer(session) }));
    return (reply.body.items as { id: string }[]).map(({ id }) => id).sort();
  };
  async function book(session: Reply) {
    const { slotId } = await site.gateway.openSlot(
      5,
      DAY_MS + Math.floor((await site.gateway.hospital.bookings()).length) * DAY_MS,
    );
    const order = { slotId, patientId: session.body.patientId };
    return String((await at('/v1/appointments', order, fresh(bearer(session)))).body.id);
  }

  it('two registrations of one person that staff linked see the appointments of both, and part again when staff part them', async () => {
    const mine = await book(one);
    const theirs = await book(other);
    expect([await list(one), await list(other)]).toEqual([[mine], [theirs]]);
    const linked = await link(other.body.patientId, one.body.patientId);
    expect(linked.status).toBe(201);
    expect([await list(one), await list(other)]).toEqual([[mine, theirs].sort(), [mine, theirs].sort()]);
    const cancel = await driven(site, at(`/v1/appointments/${theirs}/cancel`, {}, fresh(bearer(one))));
    expect(cancel.status).toBe(200);
    const parted = await at(`/v1/patient-links/${linked.body.id}/unlink`, { reason: '不是同一人' }, fresh(window.staff));
    expect(parted.status).toBe(200);
    expect([await list(one), await list(other)]).toEqual([[mine], [theirs]]);
    expect((await replyOf(await window.device.request(`/v1/appointments/${theirs}`, { headers: bearer(one) }))).status).toBe(404);
    expect((await link(one.body.patientId, other.body.patientId)).status).toBe(201);
  });

  it('two registrations of one person book nothing for the one that withdrew its consent', async () => {
    await link(one.body.patientId, other.body.patientId);
    const { items } = (await replyOf(await window.device.request('/v1/consents', { headers: bearer(other) }))).body as {
      items: { id: string }[];
    };
    await at(`/v1/consents/${items[0]?.id}/withdraw`, {}, bearer(other));
    const { slotId } = await site.gateway.openSlot(5);
    const order = { slotId, patientId: other.body.patientId };
    const refused = await at('/v1/appointments', order, fresh(bearer(one)));
    expect(refused).toMatchObject({ status: 409, body: { code: 'consent-required' } });
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual([]);
  });

  it('two registrations of one person are linked once at a time, in either order, also when ten say so at once', async () => {
    const orders = Array.from({ length: 10 }, (_, number) => (number % 2 === 0 ? [one, other] : [other, one]));
    const all = (by: Staff) =>
      Promise.all(orders.map(([left, right]) => propose(left?.body.patientId, right?.body.patientId, by)));
    expect(new Set((await all(window)).map(({ status }) => status))).toEqual(new Set([202]));
    expect(await site.db.rows('SELECT id FROM patient_link')).toEqual([]);
    const replies = await all(await second());
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(await site.db.rows('SELECT live FROM patient_link')).toHaveLength(1);
  });

  it('two registrations of one person that are one and the same, or unknown, are not linked', async () => {
    for (const wrong of [one.body.patientId, `pat_${'u'.repeat(22)}`])
      expect((await propose(one.body.patientId, wrong)).status).toBe(404);
    expect(
      (await at(`/v1/patient-links/lnk_${'u'.repeat(22)}/unlink`, { reason: '无' + '此' }, fresh(window.staff))).status,
    ).toBe(404);
    expect(await site.db.rows('SELECT id FROM patient_link')).toEqual([]);
  });

  it('two registrations of one person say in the audit of both who linked and parted them, where and why', async () => {
    const linked = await link(one.body.patientId, other.body.patientId);
    await at(`/v1/patient-links/${linked.body.id}/unlink`, { reason: '不是同一人' }, fresh(window.staff));
    const rows = await site.db.rows<Record<string, unknown>>(
      "SELECT action, actor_kind, actor_id, device_id, reason, subject_id FROM audit WHERE action LIKE 'patient.%link'",
    );
    const both = [one.body.patientId, other.body.patientId];
    const row = { actor_kind: 'staff', actor_id: window.staffId, device_id: window.device.id };
    const by = await second();
    const theirs = { ...row, actor_id: by.staffId, device_id: by.device.id };
    const expected = both.flatMap((subject_id) => [
      { ...theirs, subject_id, action: 'patient.link', reason: '换证，同一人' },
      { ...row, subject_id, action: 'patient.unlink', reason: '不是同一人' },
    ]);
    expect(rows).toHaveLength(4);
    expect(rows).toEqual(expect.arrayContaining(expected));
  });

  it('two registrations of one person are linked by nobody but staff at their own device', async () => {
    const stranger = await enrolTestDevice(site.gateway);
    const body = { patientId: one.body.patientId, otherId: other.body.patientId, reason: '我说的' };
    const path = '/v1/patient-links';
    expect((await at(path, body, fresh(bearer(one)))).status).toBe(401);
    expect((await postAt(stranger, path, body, fresh(window.staff))).status).toBe(401);
    await expectNothingWritten(site, () => site.gateway.request(path, { method: 'POST', headers: fresh(window.staff) }));
    expect(await site.db.rows('SELECT id FROM patient_link')).toEqual([]);
  });

  const links = () => site.db.rows<Record<string, unknown>>('SELECT linked_by, proposed_by FROM patient_link');

  it('two registrations of one person that one member of staff proposes to link open nothing until a colleague of the same hospital says the same', async () => {
    const mine = await book(one);
    const proposal = await propose(one.body.patientId, other.body.patientId);
    expect(proposal).toMatchObject({ status: 202, body: { state: 'proposed' } });
    expect([await list(one), await list(other)]).toEqual([[mine], []]);
    // Their own word again is no second one, whatever the session or the device.
    expect((await propose(other.body.patientId, one.body.patientId)).status).toBe(202);
    const elsewhere = await enrolTestDevice(site.gateway);
    const again = await postAt(elsewhere, '/v1/staff-sessions', { number: window.number, pin: '135790', carrier: 'bearer' });
    const self = { ...window, device: elsewhere, staff: { 'onedoor-staff': String(again.body.token) } };
    expect((await propose(one.body.patientId, other.body.patientId, self)).status).toBe(202);
    expect(await links()).toEqual([]);
    const confirmed = await propose(one.body.patientId, other.body.patientId, await second());
    expect(confirmed).toMatchObject({ status: 201, body: { id: proposal.body.id, state: 'linked' } });
    expect(await links()).toEqual([{ linked_by: colleague?.staffId, proposed_by: window.staffId }]);
    expect(await list(other)).toEqual([mine]);
    for (const session of [one, other]) {
      const { body } = await replyOf(await window.device.request('/v1/access-log', { headers: bearer(session) }));
      const acts = (body.items as { action: string; who: string; name?: string }[]).filter(({ action }) =>
        action.includes('link'),
      );
      expect(acts.map(({ action, who, name }) => [action, who, name]).sort()).toEqual([
        ['patient.link', 'staff', '小李'],
        ['patient.link-propose', 'staff', '小李'],
      ]);
    }
  });

  it('two registrations of one person that nobody confirmed in time have to be proposed anew', async () => {
    await propose(one.body.patientId, other.body.patientId);
    await site.clock.leap(8 * 3_600_000);
    const late = await signedInStaff(site.gateway);
    expect(await propose(one.body.patientId, other.body.patientId, late)).toMatchObject({ status: 202 });
    expect(await links()).toEqual([]);
    const later = await signedInStaff(site.gateway);
    expect((await propose(one.body.patientId, other.body.patientId, later)).status).toBe(201);
    expect(await links()).toEqual([{ linked_by: later.staffId, proposed_by: late.staffId }]);
  });

  it('two registrations of one person that somebody proposed whose PIN was known to others have to be proposed anew', async () => {
    await propose(one.body.patientId, other.body.patientId);
    const given = { hospitalId: HOSPITAL, number: window.number, pin: '246813', requestId: 'req_test' };
    await changeStaffPin(site.gateway.onedoor.dependencies, given);
    expect((await propose(one.body.patientId, other.body.patientId, await second())).status).toBe(202);
    expect(await links()).toEqual([]);
  });

  it('two registrations of one person that somebody proposed who left the hospital have to be proposed anew', async () => {
    await propose(one.body.patientId, other.body.patientId);
    const { dependencies } = site.gateway.onedoor;
    await removeStaff(dependencies, { hospitalId: HOSPITAL, number: window.number, requestId: 'req_test' });
    expect((await propose(one.body.patientId, other.body.patientId, await second())).status).toBe(202);
    expect((await propose(one.body.patientId, other.body.patientId)).status, 'who left').toBe(401);
    expect(await links()).toEqual([]);
  });

  it.each([
    ['another name', { name: '王大明' }],
    ['another birth date', { birthDate: '1950-03-08' }],
    ['another number of which everybody has one', { number: residentId({ birthDate: '1950-03-07', sex: 'female', serial: 4 }) }],
    ['another sex', { sex: 'male' as const, number: residentId({ birthDate: '1950-03-07', sex: 'male', serial: 3 }) }],
  ])('two registrations with %s are not linked, whoever says that they are one person', async (_what, more) => {
    const stranger = await putDown(site.gateway, window.device, cardOf(3, more));
    expect(stranger.status).toBe(201);
    for (const by of [window, await second()])
      expect(await propose(one.body.patientId, stranger.body.patientId, by)).toMatchObject({
        status: 409,
        body: { code: 'link-implausible' },
      });
    expect(await site.db.rows('SELECT id FROM patient_link_proposal')).toEqual([]);
  });

  it('two registrations are linked by staff of a hospital where both have been, and by nobody of another one', async () => {
    const { dependencies } = site.gateway.onedoor;
    await importHospitals(dependencies, [hospitalEntry(HOSPITAL), hospitalEntry('test-second')]);
    const foreign = await signedInStaff(site.gateway, 'test-second');
    const unknown = await propose(one.body.patientId, `pat_${'u'.repeat(22)}`, foreign);
    const told = ({ status, text }: Reply) => ({ status, text: text.replace(/req_[\w-]{22}/g, 'req') });
    expect(told(await propose(one.body.patientId, other.body.patientId, foreign))).toEqual(told(unknown));
    // One of the two goes there, and then the other one.
    await putDown(site.gateway, foreign.device, cardOf(1));
    expect((await propose(one.body.patientId, other.body.patientId, foreign)).status).toBe(404);
    await putDown(site.gateway, foreign.device, PASSPORT);
    expect((await propose(one.body.patientId, other.body.patientId, foreign)).status).toBe(202);
    // It is a word of that hospital, which nobody of this one confirms.
    expect((await propose(one.body.patientId, other.body.patientId)).status).toBe(202);
    expect(await links()).toEqual([]);
  });
});
