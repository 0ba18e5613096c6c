import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cityPolicy } from '../../../bff/scenes/directory/policy.ts';
import { residentId } from '../../../fixtures/people/document-numbers.ts';
import { everythingIn, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type Card, enrolTestDevice, type TestDevice } from '../../support/test-device.ts';
import { agreed, bearer, cardOf, fresh, personOf, postAt, putDown, type Reply, replyOf } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

const MINUTE_MS = 60_000;
const born = (birthDate: string, name: string, serial: number): Card =>
  cardOf(serial, { birthDate, name, sex: 'female', number: residentId({ birthDate, sex: 'female', serial }) });
/** It is 24 November 2026 in these tests. */
const CHILD = born('2020-05-01', '王小花', 3);
const MOTHER = born('1990-02-03', '赵大花', 4);
const GRANDMOTHER = born('1955-02-03', '钱奶奶', 5);
const DEPENDANTS_MAX = 3;
const DEPENDANTS = '/v1/patients/me/dependants';

describe.each(ENGINES)('%s: the card of a child under fourteen', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0, city: cityPolicy.parse({ dependants: DEPENDANTS_MAX }) });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const open = async (document: string) => {
    const evidence = { kind: 'document-read', document };
    return postAt(device, '/v1/sessions', { evidence, consents: await agreed(site.gateway), carrier: 'bearer' });
  };
  const show = (guardian: Reply, document: string, more: Record<string, unknown> = {}) =>
    postAt(device, DEPENDANTS, { document, ...more }, fresh(bearer(guardian)));
  const saying = async (relationship: string) => ({ relationship, consents: await agreed(site.gateway) });
  const byWord = async (guardian: Reply, relationship: string) =>
    postAt(device, DEPENDANTS, { person: personOf(CHILD), ...(await saying(relationship)) }, fresh(bearer(guardian)));
  const firm = async (guardian: Reply, relationship: string) =>
    show(guardian, await device.read(CHILD), await saying(relationship));
  const get = async (path: string, session: Reply) => replyOf(await device.request(path, { headers: bearer(session) }));
  const consentsFor = (patientId: unknown) =>
    site.db.rows(`SELECT given_by, kind, withdrawn_at FROM consent WHERE patient_id = '${String(patientId)}' ORDER BY kind`);
  const withdraw = async (guardian: Reply, patientId: unknown) => {
    const mine = (await get('/v1/consents?limit=50', guardian)).body.items as { id: string; patientId: string }[];
    const [one] = mine.filter((consent) => consent.patientId === patientId);
    const headers = { ...bearer(guardian), 'content-type': 'application/json' };
    return postAt(device, `/v1/consents/${String(one?.id)}/withdraw`, {}, headers);
  };

  /** Besides what a device's proof of each request leaves: its units, and the device's last start. */
  async function written() {
    const { unit, device: _, used_proof = [], ...rest } = await everythingIn(site.db);
    expect(unit?.length).toBeGreaterThan(0);
    return { ...rest, readings: used_proof.filter((row) => row.includes('reading-')) };
  }
  async function nothingWritten(attempt: () => Promise<Reply>): Promise<Reply> {
    const before = await written();
    const reply = await attempt();
    expect(await written()).toEqual(before);
    return reply;
  }

  it('a child under fourteen gets no session with its card, and nothing at all is written', async () => {
    const document = await device.read(CHILD);
    const refused = await nothingWritten(() => open(document));
    expect(refused).toMatchObject({ status: 409, body: { code: 'guardian-required' } });
  });

  it('a child has no session with its card up to the day before its fourteenth birthday, and has one from that day on', async () => {
    expect((await open(await device.read(born('2012-11-25', '王小花', 6)))).body.code).toBe('guardian-required');
    expect((await open(await device.read(born('2012-11-24', '王小花', 7)))).status).toBe(201);
  });

  it('the reading for which a child was refused a session registers it with its guardian, nine minutes later too, and then never again', async () => {
    const document = await device.read(CHILD);
    await open(document);
    await site.clock.leap(9 * MINUTE_MS);
    const mother = await putDown(site.gateway, device, MOTHER);
    const registered = await show(mother, document, await saying('parent'));
    expect(registered).toMatchObject({ status: 201, body: { level: 'document-read', relationship: 'parent', birthYear: 2020 } });
    expect(await show(mother, document)).toMatchObject({ status: 403, body: { code: 'evidence-refused' } });
  });

  it('the reading of a child’s card is refused once ten minutes have passed', async () => {
    const document = await device.read(CHILD);
    await site.clock.leap(10 * MINUTE_MS + 1_000);
    const mother = await putDown(site.gateway, device, MOTHER);
    expect(await show(mother, document, await saying('parent'))).toMatchObject({
      status: 403,
      body: { code: 'evidence-refused' },
    });
  });

  it('a guardian who shows the card of a child that is not theirs is asked what they are to it, and the same reading then registers it', async () => {
    const grandmother = await putDown(site.gateway, device, GRANDMOTHER);
    const document = await device.read(CHILD);
    const asked = await nothingWritten(() => show(grandmother, document));
    expect(asked).toMatchObject({ status: 409, body: { code: 'registration-required', noticeVersion: '2026-11-01' } });
    expect((await show(grandmother, document, await saying('grandparent'))).status).toBe(201);
  });

  it('another guardian’s child is not taken for one’s own, however firm it is theirs', async () => {
    expect((await firm(await putDown(site.gateway, device, MOTHER), 'parent')).status).toBe(201);
    const grandmother = await putDown(site.gateway, device, GRANDMOTHER);
    expect((await show(grandmother, await device.read(CHILD))).body.code).toBe('registration-required');
  });

  it('a guardian who shows the card of their child again says and agrees nothing again, and gets that child', async () => {
    const mother = await putDown(site.gateway, device, MOTHER);
    const first = await firm(mother, 'parent');
    const consents = await consentsFor(first.body.patientId);
    const again = await show(mother, await device.read(CHILD));
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await consentsFor(first.body.patientId)).toEqual(consents);
    expect((await get('/v1/patients/me', mother)).body.dependants).toEqual([first.body]);
  });

  it('a guardian with as many children as one may have shows the card of one of them all the same', async () => {
    const mother = await putDown(site.gateway, device, MOTHER);
    const first = await firm(mother, 'parent');
    const typed = async (serial: number) =>
      postAt(
        device,
        DEPENDANTS,
        { person: personOf(born('2019-01-01', '王小二', serial)), ...(await saying('parent')) },
        fresh(bearer(mother)),
      );
    for (let others = 1; others < DEPENDANTS_MAX; others += 1) expect((await typed(20 + others)).status).toBe(201);
    expect((await typed(30)).body.code).toBe('too-many-dependants');
    expect(await show(mother, await device.read(CHILD))).toMatchObject({ status: 201, body: first.body });
  });

  it('a child that was named by word becomes firm when its card is shown, with what its guardian had agreed to and said', async () => {
    const grandmother = await putDown(site.gateway, device, GRANDMOTHER);
    const named = await byWord(grandmother, 'grandparent');
    await site.clock.leap(MINUTE_MS);
    const shown = await show(grandmother, await device.read(CHILD));
    expect(shown).toMatchObject({ status: 201, body: { level: 'document-read', relationship: 'grandparent' } });
    expect(shown.body.patientId).not.toBe(named.body.patientId);
    expect((await get('/v1/patients/me', grandmother)).body.dependants).toEqual([shown.body]);
    const given = { given_by: grandmother.body.patientId, withdrawn_at: null };
    expect(await consentsFor(shown.body.patientId)).toEqual([
      { ...given, kind: 'health-data' },
      { ...given, kind: 'privacy-notice' },
    ]);
    const [receipt] = await site.db.rows<{ given_at: number }>(
      `SELECT given_at FROM consent WHERE patient_id = '${String(shown.body.patientId)}'`,
    );
    // When they really agreed.
    expect(Number(receipt?.given_at)).toBe(site.clock.now() - MINUTE_MS);
  });

  it('what a guardian agreed to for a child that became firm later is taken back with one word', async () => {
    const grandmother = await putDown(site.gateway, device, GRANDMOTHER);
    await byWord(grandmother, 'grandparent');
    const shown = await show(grandmother, await device.read(CHILD));
    expect((await withdraw(grandmother, shown.body.patientId)).status).toBe(200);
    const { slotId } = await site.gateway.openSlot(1);
    const body = { slotId, patientId: shown.body.patientId };
    const booked = await postAt(device, '/v1/appointments', body, fresh(bearer(grandmother)));
    expect(booked).toMatchObject({ status: 409, body: { code: 'consent-required' } });
  });

  it('a guardian who took back what they agreed to for a child is asked anew when they show its card, and the same reading serves then', async () => {
    const mother = await putDown(site.gateway, device, MOTHER);
    const first = await firm(mother, 'parent');
    expect((await withdraw(mother, first.body.patientId)).status).toBe(200);
    const document = await device.read(CHILD);
    const asked = await nothingWritten(() => show(mother, document));
    expect(asked).toMatchObject({ status: 409, body: { code: 'consent-required', noticeVersion: '2026-11-01' } });
    const again = await show(mother, document, { consents: await agreed(site.gateway) });
    expect(again).toMatchObject({ status: 201, body: first.body });
  });

  it('a guardian who took back what they agreed to for a child that they had only named is asked anew when they show its card', async () => {
    const grandmother = await putDown(site.gateway, device, GRANDMOTHER);
    const named = await byWord(grandmother, 'grandparent');
    expect((await withdraw(grandmother, named.body.patientId)).status).toBe(200);
    const document = await device.read(CHILD);
    expect(await nothingWritten(() => show(grandmother, document))).toMatchObject({ body: { code: 'consent-required' } });
    expect((await show(grandmother, document, { consents: await agreed(site.gateway) })).status).toBe(201);
  });

  it('what the mother took back for a child does not stand again because a grandmother had named the child by word', async () => {
    const grandmother = await putDown(site.gateway, device, GRANDMOTHER);
    await byWord(grandmother, 'grandparent');
    const mother = await putDown(site.gateway, device, MOTHER);
    const first = await firm(mother, 'parent');
    // The mother's proof took over what the grandmother had named: she names the child anew, by word.
    await byWord(grandmother, 'grandparent');
    expect((await withdraw(mother, first.body.patientId)).status).toBe(200);
    const asked = await show(grandmother, await device.read(CHILD));
    expect(asked).toMatchObject({ status: 409, body: { code: 'consent-required' } });
  });

  it('whoever only types a child can leave out neither what they are to it nor what they agree to', async () => {
    const mother = await putDown(site.gateway, device, MOTHER);
    await byWord(mother, 'parent');
    const person = personOf(CHILD);
    for (const more of [{}, { relationship: 'parent' }, { consents: await agreed(site.gateway) }]) {
      const refused = await postAt(device, DEPENDANTS, { person, ...more }, fresh(bearer(mother)));
      expect(refused).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    }
  });
});
