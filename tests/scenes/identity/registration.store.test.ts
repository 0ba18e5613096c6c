import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anyStaff } from '../../../bff/contract/access.ts';
import { foreignerPermit2023, hkMacauTravelPermit } from '../../../fixtures/people/document-numbers.ts';
import { expectNothingWritten, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type Card, enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { startTestGateway } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, fresh, personOf, post, postAt, putDown, replyOf } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

describe.each(ENGINES)('%s: registration', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const come = (card: Card, more: Record<string, unknown> = {}) => putDown(site.gateway, device, card, more);
  const count = async (table: string) => (await site.db.rows(`SELECT * FROM ${table}`)).length;
  /** Everything that a registration may write. */
  const written = () => Promise.all(['patient', 'patient_document', 'consent', 'session', 'audit'].map(count));
  const permit = (number: string): Card => cardOf(0, { type: 'hk-macau-travel-permit', number });

  it('registration comes with the first session, and keeps both consents with the hash of the very words that were shown', async () => {
    const opened = await come(cardOf(1), { phone: '13900000001', consents: await agreed(site.gateway, 'en') });
    expect(opened).toMatchObject({
      status: 201,
      body: { registered: true, patientName: '王*明', sex: 'female', birthYear: 1950 },
    });
    const { patientId } = opened.body;
    const notice = await (await site.gateway.request('/v1/privacy-notice')).json();
    const consents = await site.db.rows<Record<string, unknown>>('SELECT * FROM consent ORDER BY kind DESC');
    expect(consents).toHaveLength(2);
    for (const [index, kind] of ['privacy-notice', 'health-data'].entries()) {
      const { title, paragraphs } = notice.texts[kind].en;
      const words = createHash('sha256').update([notice.version, title, ...paragraphs].join('\n'));
      expect(consents[index]).toMatchObject({
        kind,
        patient_id: patientId,
        given_by: patientId,
        version: notice.version,
        wording_hash: words.digest('base64url'),
        language: 'en',
        channel: 'kiosk',
        device_id: device.id,
        given_at: site.clock.now(),
        withdrawn_at: null,
      });
    }
    const shown = await (await device.request('/v1/consents', { headers: bearer(opened) })).json();
    expect(shown.items.map(({ id }: { id: string }) => id).sort()).toEqual(consents.map(({ id }) => id).sort());
    const me = await (await device.request('/v1/patients/me', { headers: bearer(opened) })).json();
    expect(me).toMatchObject({ patientId, name: '王*明', birthYear: 1950, phone: '139****0001', dependants: [] });
    expect(me.documents).toEqual([{ type: 'resident-id', number: expect.stringMatching(/^319\*{11}.{4}$/) }]);
  });

  it.each([
    ['no consents', undefined],
    ['the consents of an older notice', { privacyNotice: '2020-01-01', healthData: '2020-01-01', language: 'zh' }],
    ['one of the two', { privacyNotice: '2026-11-01', healthData: '2020-01-01', language: 'zh' }],
  ])('registration with %s writes nothing of the person, and says what to show', async (_what, consents) => {
    const before = await written();
    const reply = await come(cardOf(1), { consents });
    expect(reply).toMatchObject({ status: 409, body: { code: 'registration-required', noticeVersion: '2026-11-01' } });
    expect(await written()).toEqual(before);
  });

  it('registration is done once: the same document finds the same person, without asking again', async () => {
    const first = await come(cardOf(1));
    const again = await come(cardOf(1), { consents: undefined });
    expect(again).toMatchObject({ status: 201, body: { registered: false, patientId: first.body.patientId } });
    expect([await count('patient'), await count('patient_document'), await count('consent')]).toEqual([1, 1, 2]);
  });

  it('registration opens one session on one reading of a card', async () => {
    const evidence = { kind: 'document-read', document: await device.read(cardOf(1)) };
    const body = { evidence, consents: await agreed(site.gateway), carrier: 'bearer' };
    expect((await postAt(device, '/v1/sessions', body)).status).toBe(201);
    expect(await postAt(device, '/v1/sessions', body)).toMatchObject({ status: 403, body: { code: 'evidence-refused' } });
    expect(await count('session')).toBe(1);
  });

  it('registration takes a reading for ten minutes and no longer, and only at the device and the page it was made for', async () => {
    const other = await enrolTestDevice(site.gateway);
    const consents = await agreed(site.gateway);
    const send = async (at: TestDevice, document: string) =>
      (await postAt(at, '/v1/sessions', { evidence: { kind: 'document-read', document }, consents })).status;
    const [fresher, older] = [await device.read(cardOf(1)), await device.read(cardOf(1))];
    expect(await send(other, fresher)).toBe(403);
    expect(await send(device, await device.read(cardOf(1), { jkt: 'A'.repeat(43) }))).toBe(403);
    expect(await send(device, await other.read(cardOf(1)))).toBe(403);
    expect(
      (await post(site.gateway, '/v1/sessions', { evidence: { kind: 'document-read', document: fresher }, consents })).status,
    ).toBe(403);
    await site.clock.leap(600_000);
    expect(await send(device, fresher)).toBe(201);
    await site.clock.leap(1_000);
    expect(await send(device, older)).toBe(403);
  });

  it.each([
    ['another name', { name: '王大明' }],
    ['another birthday', { birthDate: '1950-03-08' }],
  ])('registration with the document of somebody and %s is ambiguous, and nothing is written', async (_what, more) => {
    await come(permit('H99000001'));
    const before = await written();
    const reply = await come({ ...permit('H99000001'), ...more });
    expect(reply).toMatchObject({ status: 409, body: { code: 'identity-ambiguous' } });
    expect(await written()).toEqual(before);
  });

  it('registration of one document twenty times at once makes one person, and everybody gets in', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => come(cardOf(1))));
    expect(replies.map(({ status, body }) => `${status} ${String(body.code)}`)).toEqual(
      Array.from({ length: 20 }, () => '201 undefined'),
    );
    expect(new Set(replies.map(({ body }) => body.patientId)).size).toBe(1);
    expect(replies.filter(({ body }) => body.registered)).toHaveLength(1);
    expect([await count('patient'), await count('patient_document'), await count('session')]).toEqual([1, 1, 20]);
  });

  it('registration keeps two people of one name and birthday with two documents apart', async () => {
    const [one, other] = [await come(cardOf(1)), await come(cardOf(2))];
    expect(one.body.patientId).not.toBe(other.body.patientId);
    const list = await device.request('/v1/appointments', { headers: bearer(one) });
    expect(await list.json()).toEqual({ items: [] });
  });

  it('registration finds a person by a permit that was issued again, and by a number as people type it', async () => {
    const first = await come(permit(hkMacauTravelPermit('H', 7)));
    expect((await come(permit(hkMacauTravelPermit('H', 7, 1)))).body.patientId).toBe(first.body.patientId);
    expect((await come(permit(hkMacauTravelPermit('H', 8)))).body.patientId).not.toBe(first.body.patientId);
    const serial = Array.from({ length: 50 }, (_, number) => number).find((number) => cardOf(number).number.endsWith('X')) ?? 0;
    const card = cardOf(serial);
    const wide = card.number.replace(/./g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const found = await come(card);
    for (const number of [card.number.toLowerCase(), wide, `${card.number.slice(0, 6)} ${card.number.slice(6)}`])
      expect((await come({ ...card, number })).body.patientId).toBe(found.body.patientId);
    expect(await count('patient')).toBe(3);
  });

  it.each([
    ['a foreigner', 'Maria da Silva', 'M**** d* S****'],
    ['a name of one character beyond the first plane', '𠮷', '𠮷*'],
    ['a long name with dots', '阿依古丽·买买提', '阿***·买**'],
  ])('registration takes %s', async (_what, name, masked) => {
    const number = foreignerPermit2023('076', { birthDate: '1950-03-07', sex: 'female', serial: 3 });
    const opened = await come(cardOf(0, { type: 'foreigner-residence-permit', number, name }));
    expect(opened).toMatchObject({ status: 201, body: { registered: true, patientName: masked } });
  });

  it('registration refuses a card of a kind that nobody knows, and a wrong number, without writing', async () => {
    const before = await written();
    for (const type of ['library-card', 'constructor', '__proto__', ''])
      expect((await come(cardOf(1, { type }))).status).toBe(403);
    expect((await come(cardOf(1, { number: `${cardOf(1).number.slice(0, 17)}*` }))).status).toBe(422);
    expect(await written()).toEqual(before);
  });

  it('registration by a member of staff names them, the place and the reason, and needs them to be there', async () => {
    const { device: window, staff, staffId } = await signedInStaff(site.gateway);
    const card = cardOf(1);
    const evidence = { kind: 'staff-present', document: personOf(card).document, reason: '本人到场，证件已核' };
    const body = { evidence, person: personOf(card), consents: await agreed(site.gateway), carrier: 'bearer' };
    for (const refused of [await postAt(window, '/v1/sessions', body), await postAt(device, '/v1/sessions', body, staff)])
      expect(refused).toMatchObject({ status: 403, body: { code: 'evidence-refused' } });
    expect((await post(site.gateway, '/v1/sessions', body, staff)).status).toBe(403);
    const opened = await postAt(window, '/v1/sessions', body, staff);
    expect(opened).toMatchObject({ status: 201, body: { registered: true } });
    const audit = await site.db.rows("SELECT * FROM audit WHERE action = 'patient.register'");
    expect(audit).toEqual([
      expect.objectContaining({ actor_kind: 'staff', actor_id: staffId, device_id: window.id, reason: evidence.reason }),
    ]);
    expect(await site.db.rows('SELECT DISTINCT channel FROM consent')).toEqual([{ channel: 'staff' }]);
    expect(await site.db.rows('SELECT evidence, staff_id, device_id FROM session')).toEqual([
      { evidence: 'staff-present', staff_id: staffId, device_id: window.id },
    ]);
  });

  it.each(anyStaff.filter((role) => role !== 'clerk'))(
    'registration is vouched for by no %s, however well they saw person and document, and nothing is written',
    async (role) => {
      const { device: window, staff } = await signedInStaff(site.gateway, undefined, role);
      const card = cardOf(1);
      const evidence = { kind: 'staff-present', document: personOf(card).document, reason: '本人到场，证件已核' };
      const body = { evidence, person: personOf(card), consents: await agreed(site.gateway), carrier: 'bearer' };
      const before = await written();
      expect(await postAt(window, '/v1/sessions', body, staff)).toMatchObject({
        status: 403,
        body: { code: 'evidence-refused' },
      });
      expect(await written()).toEqual(before);
    },
  );
});

describe.each(ENGINES)('%s: a consent that is withdrawn', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 1 });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const consentsOf = async (session: Record<string, string>) =>
    (await (await device.request('/v1/consents', { headers: session })).json()).items as { id: string; kind: string }[];
  const withdraw = (id: string, session: Record<string, string>) => postAt(device, `/v1/consents/${id}/withdraw`, {}, session);

  it.each(['privacy-notice', 'health-data'])(
    'a consent that is withdrawn (%s) ends every session at once, and the next one asks again',
    async (kind) => {
      const [first, second] = [await putDown(site.gateway, device, cardOf(1)), await putDown(site.gateway, device, cardOf(1))];
      const { slotId } = await site.gateway.openSlot(2);
      const order = { slotId, patientId: first.body.patientId };
      const booked = await postAt(device, '/v1/appointments', order, fresh(bearer(first)));
      expect(booked.status).toBe(201);
      // They agreed twice, and take back one: that takes back both.
      const [consent] = (await consentsOf(bearer(second))).filter((one) => one.kind === kind);
      const reply = await withdraw(consent?.id ?? '', bearer(second));
      expect(reply).toMatchObject({ status: 200, body: { kind, withdrawnAt: '2026-11-24T08:00:00+08:00' } });
      for (const session of [first, second])
        expect((await device.request('/v1/appointments', { headers: bearer(session) })).status).toBe(401);
      expect(await site.db.rows('SELECT token_hash FROM session WHERE ended_at IS NULL')).toEqual([]);
      const asked = await putDown(site.gateway, device, cardOf(1), { consents: undefined });
      expect(asked).toMatchObject({ status: 409, body: { code: 'consent-required', noticeVersion: '2026-11-01' } });
      const back = await putDown(site.gateway, device, cardOf(1));
      const read = await replyOf(await device.request(`/v1/appointments/${booked.body.id}`, { headers: bearer(back) }));
      expect(read).toMatchObject({ status: 200, body: { status: 'booked', confirmation: 'confirmed' } });
      expect((await site.gateway.hospital.bookings()).filter(({ live }) => live)).toHaveLength(1);
    },
  );

  it('a consent that is withdrawn can be taken back by nobody else, and by them once', async () => {
    const [one, other] = [await putDown(site.gateway, device, cardOf(1)), await putDown(site.gateway, device, cardOf(2))];
    const [consent] = await consentsOf(bearer(one));
    const standing = () => site.db.rows('SELECT id FROM consent WHERE withdrawn_at IS NULL');
    const before = await standing();
    const foreign = await withdraw(consent?.id ?? '', bearer(other));
    const unknown = await withdraw(`con_${'u'.repeat(22)}`, bearer(other));
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(await standing()).toEqual(before);
    const demo = await site.gateway.signIn(String(one.body.patientId));
    await withdraw(consent?.id ?? '', bearer(one));
    expect((await site.gateway.request('/v1/consents', { headers: { authorization: `Bearer ${demo}` } })).status).toBe(401);
    expect(await site.db.rows("SELECT id FROM audit WHERE action = 'consent.withdraw'")).toHaveLength(1);
  });
});

describe('postgres: two gateways', () => {
  it('two gateways register one document once between them', async () => {
    const site = await startQuietGateway('postgres', { patients: 0 });
    const second = await startTestGateway({ store: site.db.second(), clock: site.clock, share: site.gateway, patients: 0 });
    const consents = await agreed(site.gateway);
    const desks = [await signedInStaff(site.gateway), await signedInStaff(second)];
    const person = personOf(cardOf(1));
    const evidence = { kind: 'staff-present', document: person.document, reason: '忘带手机' };
    const replies = await Promise.all(
      desks.map(({ device, staff }) => postAt(device, '/v1/sessions', { evidence, person, consents, carrier: 'bearer' }, staff)),
    );
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(replies.map(({ body }) => body.patientId)).size).toBe(1);
    expect(await site.db.rows('SELECT id FROM patient')).toHaveLength(1);
    await expectNothingWritten(site, () => post(second, '/v1/slip-verifications', { text: 'x' }));
    await second.stop();
    await site.stop();
  });
});
