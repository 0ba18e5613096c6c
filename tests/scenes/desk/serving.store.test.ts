import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../../bff/platform/store/commit.ts';
import { addStaff } from '../../../bff/scenes/identity/staff.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, codeFor, personOf, post, postAt, putDown, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type Clerk, DeskHall, paperOf } from './desk-hall.ts';

const LOCKED_AFTER_MS = 60_000;

describe.each(SAMPLED_ENGINES)('%s: a clerk at the desk', (engine) => {
  let hall: DeskHall;
  let clerk: Clerk;

  beforeEach(async () => {
    hall = await DeskHall.open(engine);
    clerk = await hall.clerk({ duty: false });
  });
  afterEach(() => hall.stop());

  const list = (session: Record<string, string>, by = clerk) => hall.get(by, '/v1/desk/appointments', session);
  const statusOf = async (session: Record<string, string>, by = clerk) => (await list(session, by)).status;

  it('registers somebody with a paper document and vouches for them, and finds them with the number alone the next time', async () => {
    const { document } = paperOf(1);
    const unknown = await hall.serve(clerk, 1, { person: undefined });
    expect([unknown.status, unknown.body.code]).toEqual([409, 'registration-required']);
    const first = await hall.serve(clerk);
    expect(first).toMatchObject({ status: 201, body: { registered: true, level: 'vouched-for', patientName: '王*明' } });
    const again = await hall.serve(clerk, 1, { person: undefined, consents: undefined, document });
    expect(again).toMatchObject({ status: 201, body: { registered: false, patientId: first.body.patientId } });
    expect((await hall.rows('SELECT channel FROM consent')).every(({ channel }) => channel === 'staff')).toBe(true);
  });

  it('says of somebody who said what has to be looked at first that they did, and not what, until its time is over', async () => {
    const { patientId } = (await hall.serve(clerk)).body;
    const { document } = paperOf(1);
    const again = () => hall.serve(clerk, 1, { person: undefined, consents: undefined, document });
    const { dependencies } = hall.site.gateway.onedoor;
    const now = hall.site.clock.now();
    const values = `'${String(patientId)}', 'hash', '${String(patientId)}', NULL, 'rules', '1', 'sealed', ${now}, ${now}, ${now + 60_000}`;
    const sql = `INSERT INTO red_flag (patient_id, rule_hash, said_by, device_id, content_id, content_version, sealed, first_at, at, until) VALUES (${values})`;
    expect((await again()).body).toMatchObject({ patientId, toBeSeenFirst: false });
    await commit(dependencies, 'probe', 'interactive', [{ sql, parameters: [] }]);
    expect((await again()).body).toMatchObject({ patientId, toBeSeenFirst: true });
    await commit(dependencies, 'probe', 'interactive', [{ sql: `UPDATE red_flag SET until = ${now}`, parameters: [] }]);
    expect((await again()).body).toMatchObject({ patientId, toBeSeenFirst: false });
  });

  it('serves nobody who has not agreed, whose paper is none, or who is somebody else than the one registered with it', async () => {
    const codeOf = async (more: Record<string, unknown>, serial = 1) => (await hall.serve(clerk, serial, more)).body.code;
    expect(await codeOf({ consents: undefined })).toBe('registration-required');
    expect(await codeOf({ document: { type: 'resident-id', number: '11010119500307000X' } })).toBe('document-refused');
    expect(await codeOf({ reason: '' })).toBe('invalid-request');
    await hall.served(clerk);
    expect(await codeOf({ person: { ...paperOf(1).person, name: '赵四' } })).toBe('identity-ambiguous');
    // Whoever has the number reads that somebody tried it, and who that was.
    const tried = await hall.rows("SELECT actor_id, reason FROM audit WHERE action = 'patient.compare'");
    expect(tried).toEqual([{ actor_id: clerk.staffId, reason: '纸质证件，已核对本人' }]);
    const other = { type: 'other', number: 'HUKOU-88' };
    const person = { name: '王老太', birthDate: '1938-01-02', sex: 'female' };
    expect((await hall.serve(clerk, 2, { document: other, person })).body).toMatchObject({
      registered: true,
      level: 'vouched-for',
    });
  });

  it('serves one person at a time: with the next one the session of the former is over, in the same unit', async () => {
    const first = await hall.served(clerk, 1);
    const elsewhere = await hall.clerk({ duty: false });
    const theirs = await hall.served(elsewhere, 3);
    expect(await statusOf(first.session)).toBe(200);
    const second = await hall.served(clerk, 2);
    expect(await statusOf(first.session)).toBe(401);
    expect((await hall.get(clerk, '/v1/patients/me', first.session)).status).toBe(401);
    expect([await statusOf(second.session), await statusOf(theirs.session, elsewhere)]).toEqual([200, 200]);
    const open = "SELECT patient_id FROM session WHERE ended_at IS NULL AND at_desk = 1 AND device_id = '";
    expect(await hall.rows(`${open}${clerk.device.id}'`)).toEqual([{ patient_id: second.patientId }]);
  });

  it('who is refused at the desk ends nobody else there', async () => {
    const first = await hall.served(clerk, 1);
    expect((await hall.serve(clerk, 2, { person: undefined })).status).toBe(409);
    expect(await statusOf(first.session)).toBe(200);
  });

  it('is locked, and nothing of the person is read or done; the same clerk goes on where they were, and nobody else does', async () => {
    const { session, patientId } = await hall.served(clerk);
    const { slotId } = await hall.site.gateway.openSlot(1);
    await hall.site.clock.leap(LOCKED_AFTER_MS);
    const locked = [
      await list(session),
      await hall.by(clerk, '/v1/desk/appointments', { slotId, patientId }, session),
      await hall.by(clerk, '/v1/desk/patients', {}, session),
    ];
    expect(locked.map(({ status }) => status).every((status) => status === 401 || status === 403)).toBe(true);
    // With the session of the person and no clerk neither.
    expect((await hall.get({ device: clerk.device, staff: {} }, '/v1/appointments', session)).status).toBe(401);
    expect((await hall.get({ device: clerk.device, staff: {} }, '/v1/patients/me', session)).status).toBe(401);
    const back = await hall.unlock(clerk);
    expect(await statusOf(session, back)).toBe(200);
    await hall.site.clock.leap(LOCKED_AFTER_MS);
    const number = 'NEXT1';
    const { dependencies } = hall.site.gateway.onedoor;
    await addStaff(dependencies, {
      hospitalId: HOSPITAL,
      number,
      name: '小王',
      role: 'clerk',
      pin: '135790',
      requestId: 'req_test',
    });
    const next = await hall.unlock({ ...clerk, number });
    expect(await statusOf(session, next)).toBe(401);
    expect(await statusOf(session, await hall.unlock(clerk)), 'and not when the first one is back').toBe(401);
  });

  it('signs out, and the person is served no more, also when the same clerk signs in again', async () => {
    const { session } = await hall.served(clerk);
    const out = await clerk.device.request('/v1/staff-sessions/current', { method: 'DELETE', headers: clerk.staff });
    expect(out.status).toBe(204);
    expect(await statusOf(session, await hall.unlock(clerk))).toBe(401);
  });

  it('a session of somebody who was vouched for at a kiosk goes on without the clerk, as before', async () => {
    const evidence = { kind: 'staff-present', document: paperOf(1).document, reason: '本人到场' };
    const person = { ...paperOf(1).person, document: paperOf(1).document };
    const body = { evidence, person, consents: await agreed(hall.site.gateway), carrier: 'bearer' };
    const { device, staff } = await signedInStaff(hall.site.gateway);
    const opened = await postAt(device, '/v1/sessions', body, staff);
    await hall.site.clock.leap(LOCKED_AFTER_MS);
    expect((await hall.get({ device, staff: {} }, '/v1/patients/me', bearer(opened))).status).toBe(200);
  });

  it('a volunteer finds no desk, and a clerk serves at no device but the one where they signed in', async () => {
    const volunteer = await hall.clerk({ role: 'volunteer', duty: false });
    expect((await hall.serve(volunteer)).body.code).toBe('not-found');
    const kiosk = await hall.kiosk();
    expect((await hall.serve({ ...clerk, device: kiosk })).status).toBe(401);
    expect((await post(hall.site.gateway, '/v1/desk/patients', paperOf(1), clerk.staff)).status).toBe(401);
    expect(await hall.rows('SELECT id FROM patient')).toEqual([]);
  });

  it('a clerk does nothing for a person who is served at another desk, sits at home or has put their card down at a kiosk', async () => {
    const { session, patientId } = await hall.served(clerk);
    const other = await hall.clerk({ duty: false });
    const stranger = await hall.clerk({ duty: false, of: 'test-second' });
    const kiosk = await hall.kiosk();
    const atKiosk = bearer(await putDown(hall.site.gateway, kiosk, cardOf(2)));
    const { slotId } = await hall.site.gateway.openSlot(1);
    for (const headers of [session, atKiosk, {}]) {
      expect([await statusOf(headers, other), await statusOf(headers, stranger)]).toEqual([401, 401]);
      expect((await hall.by(other, '/v1/desk/appointments', { slotId, patientId }, headers)).status).toBe(401);
    }
    expect((await hall.get({ device: clerk.device, staff: {} }, '/v1/desk/appointments', session)).status).toBe(401);
  });

  it('nobody is booked for by a clerk but the person before them', async () => {
    const first = await hall.served(clerk, 1);
    const second = await hall.served(clerk, 2);
    const { slotId } = await hall.site.gateway.openSlot(1);
    const { session } = second;
    const booked = await hall.by(clerk, '/v1/desk/appointments', { slotId, patientId: first.patientId }, session);
    expect([booked.status, booked.body.code]).toEqual([404, 'not-found']);
    const own = await hall.book(clerk, second);
    const third = await hall.served(clerk, 1);
    const cancelled = await hall.by(clerk, `/v1/desk/appointments/${own.body.id}/cancel`, {}, third.session);
    expect([cancelled.status, cancelled.body.code]).toEqual([404, 'not-found']);
    expect((await hall.by(clerk, `/v1/desk/appointments/${own.body.id}/slip`, {}, third.session)).status).toBe(404);
  });

  it('books, lists, prints and cancels for the person as the person would; the log of the person shows the name of the clerk, and which desk', async () => {
    const { session, patientId } = await hall.served(clerk);
    const booked = await hall.book(clerk, { session, patientId });
    expect(booked).toMatchObject({ status: 201, body: { status: 'booked', patientId } });
    expect((await list(session)).body).toMatchObject({ items: [{ id: booked.body.id }] });
    const slip = await hall.by(clerk, `/v1/desk/appointments/${booked.body.id}/slip`, {}, session);
    expect(slip).toMatchObject({ status: 200, body: { state: 'confirmed', patientName: '王*明' } });
    const cancelled = await hall.done(hall.by(clerk, `/v1/desk/appointments/${booked.body.id}/cancel`, {}, session));
    expect(cancelled).toMatchObject({ status: 200, body: { cancellation: 'done' } });
    // Whoever did not ask for it hears that it was cancelled, and where.
    const told = await hall.rows('SELECT kind, appointment_id FROM message ORDER BY version');
    expect(told.at(-1)).toEqual({ kind: 'booking-cancelled-at-desk', appointment_id: booked.body.id });
    const audit = await hall.rows<{ action: string; actor_id: string; device_id: string }>(
      "SELECT action, actor_id, device_id FROM audit WHERE actor_kind = 'staff' AND action NOT LIKE 'staff%' ORDER BY id",
    );
    expect(audit.map(({ action }) => action).sort()).toEqual([
      'appointment.book',
      'appointment.cancel',
      'appointment.list',
      'appointment.read',
      'consent.give',
      'patient.register',
      'slip.issue',
    ]);
    expect(audit.every((row) => row.actor_id === clerk.staffId && row.device_id === clerk.device.id)).toBe(true);
    const kiosk = await hall.kiosk();
    const own = bearer(await putDown(hall.site.gateway, kiosk, cardOf(1)));
    const lines = (await replyOf(await kiosk.request('/v1/access-log', { headers: own }))).body.items as { action: string }[];
    for (const action of ['appointment.book', 'appointment.cancel', 'slip.issue', 'patient.register'])
      expect(lines.find((line) => line.action === action)).toMatchObject({ who: 'staff', name: '小李', where: '大厅一号机' });
  });

  it('a booking at the desk that is sent twice is one booking', async () => {
    const { session, patientId } = await hall.served(clerk);
    const { slotId } = await hall.site.gateway.openSlot(3);
    const headers = { ...session, 'idempotency-key': 'the-same-at-the-desk' };
    const send = () => hall.by(clerk, '/v1/desk/appointments', { slotId, patientId }, headers);
    const first = await hall.done(send());
    expect((await send()).body).toEqual(first.body);
    expect(await hall.rows('SELECT id FROM appointment')).toHaveLength(1);
  });

  it('takes up what somebody began on their phone, with its code, in the session of the person; a volunteer does not', async () => {
    const kiosk = await hall.kiosk();
    const own = bearer(await putDown(hall.site.gateway, kiosk, cardOf(1)));
    const content = { 'body-part': { settled: true, value: 'head' } };
    const draft = { purpose: 'booking', content };
    const left = await postAt(kiosk, '/v1/drafts', draft, { ...own, 'idempotency-key': 'a-draft-of-somebody' });
    const { session } = await hall.served(clerk, 1);
    const path = `/v1/drafts/${left.body.code}/take`;
    const volunteer = await hall.clerk({ role: 'volunteer', duty: false });
    expect((await hall.by(volunteer, path, { purpose: 'booking' }, session)).status).toBe(404);
    expect(await hall.by(clerk, path, { purpose: 'booking' }, session)).toMatchObject({ status: 200, body: { content } });
    expect(await hall.rows("SELECT actor_id FROM audit WHERE action = 'draft.take'")).toEqual([{ actor_id: clerk.staffId }]);
  });

  it('two clerks at two desks say that two papers are one person, with what they were told when they served them', async () => {
    const person = paperOf(1).person;
    const passport = { type: 'passport', number: 'E12345678' };
    const other = await hall.clerk({ duty: false });
    const one = await hall.served(clerk);
    const two = await hall.serve(clerk, 1, { document: passport, person });
    const body = { patientId: one.patientId, otherId: two.body.patientId, reason: '换证，同一人' };
    expect((await hall.by(clerk, '/v1/patient-links', body)).status).toBe(202);
    expect((await hall.by(clerk, '/v1/patient-links', body)).status).toBe(202);
    expect((await hall.by(other, '/v1/patient-links', body)).status).toBe(201);
    // What was booked with one paper is seen with the other.
    const again = await hall.served(other, 1);
    const booked = await hall.book(other, again);
    const later = bearer(await hall.serve(clerk, 1, { document: passport, person }));
    expect((await list(later)).body).toMatchObject({ items: [{ id: booked.body.id }] });
  });

  it.each(['/v1/desk/patients', '/v1/sessions'])(
    'does nothing as the person themselves, and nothing once the clerk has signed out, whichever door the clerk took (%s)',
    async (door) => {
      const given = { ...paperOf(1), reason: '纸质证件', consents: await agreed(hall.site.gateway), carrier: 'bearer' };
      const { document, person, reason, ...rest } = given;
      const evidence = { kind: 'staff-present', document, reason };
      const body = door === '/v1/sessions' ? { ...rest, evidence, person: { ...person, document } } : given;
      const opened = await hall.by(clerk, door, body);
      expect(opened.status, opened.text).toBe(201);
      const session = bearer(opened);
      expect(await statusOf(session)).toBe(200);
      const own = ['/v1/patients/me', '/v1/appointments', '/v1/messages', '/v1/access-log', '/v1/consents'];
      for (const path of own) expect([path, (await hall.get(clerk, path, session)).status]).toEqual([path, 401]);
      const child = { person: { ...personOf(cardOf(2, { birthDate: '2020-01-31' })) }, relationship: 'guardian' };
      const named = await hall.by(clerk, '/v1/patients/me/dependants', { ...child, consents: rest.consents }, session);
      expect([named.status, named.body.code]).toEqual([403, 'evidence-refused']);
      // The next one is served there: the one before is not, whichever door opened to them.
      const next = await hall.served(clerk, 2);
      expect([await statusOf(session), await statusOf(next.session)]).toEqual([401, 200]);
      expect((await hall.site.gateway.request('/v1/desk/appointments', { headers: next.session })).status).toBe(401);
    },
  );

  it('is for whom the clerk serves alone: a session that somebody opened for themselves at that desk is not the clerk’s to use', async () => {
    const phone = '13900000077';
    const evidence = { kind: 'one-time-code', phone, code: await codeFor(hall.site.gateway, phone) };
    const consents = await agreed(hall.site.gateway);
    const own = await postAt(clerk.device, '/v1/sessions', {
      evidence,
      person: personOf(cardOf(5)),
      consents,
      carrier: 'bearer',
    });
    expect(own.status, own.text).toBe(201);
    expect(await statusOf(bearer(own))).toBe(401);
    expect(await statusOf((await hall.served(clerk)).session)).toBe(200);
  });

  it('leaves a trace wherever a clerk holds somebody against a number, and where one says that a person agreed', async () => {
    const { session } = await hall.served(clerk, 1);
    const known = { ...personOf(cardOf(2, { birthDate: '2020-01-31' })), document: { type: 'passport', number: 'E7654321' } };
    const consents = await agreed(hall.site.gateway);
    const child = { person: known, relationship: 'guardian', reason: '看过户口簿', consents };
    const first = await hall.by(clerk, '/v1/patients/me/dependants', child, session);
    expect(first.status, first.text).toBe(201);
    const other = { ...child, person: { ...known, name: '王小花' } };
    const tried = await hall.by(clerk, '/v1/patients/me/dependants', other, session);
    expect([tried.status, tried.body.code]).toEqual([409, 'identity-ambiguous']);
    const rows = await hall.rows("SELECT subject_id, actor_id FROM audit WHERE action = 'patient.compare'");
    expect(rows).toEqual([{ subject_id: first.body.patientId, actor_id: clerk.staffId }]);
    const agreedTo = await hall.rows("SELECT actor_kind FROM audit WHERE action = 'consent.give'");
    expect(agreedTo).toEqual([{ actor_kind: 'staff' }]);
  });

  it('registers nobody with a document that the clerk did not say to have seen', async () => {
    const { document, person } = paperOf(1);
    const evidence = { kind: 'staff-present', document, reason: '纸质证件' };
    const given = { evidence, person: { ...person, document: { type: 'passport', number: 'E1234567' } } };
    const body = { ...given, consents: await agreed(hall.site.gateway), carrier: 'bearer' };
    expect((await hall.by(clerk, '/v1/sessions', body)).body.code).toBe('evidence-refused');
    expect(await hall.rows('SELECT id FROM patient')).toEqual([]);
  });

  it('leaves nothing of a person in the log of the gateway, in an error or in the counts of the day', async () => {
    await hall.by(clerk, '/v1/shifts');
    const name = '金丝雀';
    const { document } = paperOf(4);
    const person = { ...paperOf(4).person, name };
    const refused = await hall.serve(clerk, 4, { person, consents: undefined });
    const opened = await hall.serve(clerk, 4, { person });
    await hall.book(clerk, { patientId: String(opened.body.patientId), session: bearer(opened) });
    const day = await hall.get(clerk, '/v1/desk/day');
    const texts = [...hall.site.gateway.logged, refused.text, day.text, JSON.stringify(await hall.rows('SELECT * FROM audit'))];
    for (const text of texts) for (const canary of [name, document.number]) expect(text).not.toContain(canary);
    expect(day.body).toMatchObject({ day: '2026-11-24', bookings: 1, cancellations: 0 });
  });
});
