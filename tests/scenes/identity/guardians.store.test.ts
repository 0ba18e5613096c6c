import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { residentId } from '../../../fixtures/people/document-numbers.ts';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type Card, enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import {
  agreed,
  bearer,
  cardOf,
  codeFor,
  fresh,
  personOf,
  post,
  postAt,
  putDown,
  type Reply,
  replyOf,
} from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;
const born = (birthDate: string, name: string, serial = 3): Card =>
  cardOf(serial, { birthDate, name, sex: 'female', number: residentId({ birthDate, sex: 'female', serial }) });
/** It is 24 November 2026 in these tests. */
const CHILD = born('2011-05-01', '王小花');
const PARENT = born('1985-02-03', '王大花');

describe.each(ENGINES)('%s: guardians', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const claimed = async (phone: string, card: Card) => {
    await site.clock.leap(1_000);
    const evidence = { kind: 'one-time-code', phone, code: await codeFor(site.gateway, phone) };
    const body = { evidence, person: personOf(card), consents: await agreed(site.gateway), carrier: 'bearer' };
    return post(site.gateway, '/v1/sessions', body);
  };
  const byWord = async (guardian: Reply, card: Card, at?: TestDevice, relationship = 'parent') => {
    const body = { person: personOf(card), relationship, consents: await agreed(site.gateway) };
    const headers = fresh(bearer(guardian));
    return at
      ? postAt(at, '/v1/patients/me/dependants', body, headers)
      : post(site.gateway, '/v1/patients/me/dependants', body, headers);
  };
  const byCard = async (guardian: Reply, card: Card, at = device, more: Record<string, unknown> = {}) =>
    postAt(
      at,
      '/v1/patients/me/dependants',
      { document: await at.read(card), relationship: 'parent', consents: await agreed(site.gateway), ...more },
      fresh(bearer(guardian)),
    );
  const book = async (session: Reply, patientId: unknown, at?: TestDevice) => {
    const { slotId } = await site.gateway.openSlot(1);
    const body = { slotId, patientId };
    const headers = fresh(bearer(session));
    return driven(
      site,
      at ? postAt(at, '/v1/appointments', body, headers) : post(site.gateway, '/v1/appointments', body, headers),
    );
  };
  const get = async (path: string, session: Reply, at?: TestDevice) =>
    replyOf(
      at ? await at.request(path, { headers: bearer(session) }) : await site.gateway.request(path, { headers: bearer(session) }),
    );
  const listed = async (session: Reply, at?: TestDevice) =>
    ((await get('/v1/appointments', session, at)).body.items as { id: string }[]).map(({ id }) => id).sort();

  it('a guardian by word sees what they booked for the child, and nothing that the card of the child books', async () => {
    const stranger = await claimed('13900000001', PARENT);
    const named = await byWord(stranger, CHILD);
    expect(named).toMatchObject({ status: 201, body: { level: 'claimed' } });
    const own = await book(stranger, named.body.patientId);
    expect(await listed(stranger)).toEqual([own.body.id]);
    const child = await putDown(site.gateway, device, CHILD);
    expect(child.status).toBe(201);
    const childs = await book(child, child.body.patientId, device);
    expect(childs.status).toBe(201);
    expect(await listed(stranger)).toEqual([]);
    expect((await get(`/v1/appointments/${String(childs.body.id)}`, stranger)).status).toBe(404);
    expect((await book(stranger, child.body.patientId)).status).toBe(404);
    expect((await book(stranger, named.body.patientId)).status).toBe(404);
  });

  it('a guardian by word is in nobody else’s way: another guardian names the same child, and a passport named as a child opens for its holder', async () => {
    const stranger = await claimed('13900000001', PARENT);
    const passport = { ...cardOf(4), type: 'passport', number: 'E12345678', birthDate: '2012-01-01', name: 'Anna Ruiz' };
    expect((await byWord(stranger, CHILD)).status).toBe(201);
    expect((await byWord(stranger, passport)).status).toBe(201);
    const parent = await putDown(site.gateway, device, cardOf(5, { birthDate: '1980-01-01', name: '王大树' }));
    expect((await byWord(parent, CHILD, device)).status).toBe(201);
    expect((await putDown(site.gateway, device, passport)).body).toMatchObject({ registered: true });
  });

  it('children whom a claimant named are not those of who proves the document, and are found again by whoever names them', async () => {
    const claimant = await claimed('13900000001', PARENT);
    const named = await byWord(claimant, CHILD);
    const booked = await book(claimant, named.body.patientId);
    const parent = await putDown(site.gateway, device, PARENT);
    expect((await get('/v1/patients/me', parent, device)).body.dependants).toEqual([]);
    expect(await listed(parent, device)).toEqual([]);
    const again = await byWord(parent, CHILD, device);
    expect(again).toMatchObject({ status: 201, body: { patientId: named.body.patientId, level: 'claimed' } });
    expect(await listed(parent, device)).toEqual([booked.body.id]);
  });

  it('the card of the child beside that of the guardian makes a guardianship firm, for both parents', async () => {
    const [mother, father] = [PARENT, cardOf(5, { birthDate: '1980-01-01', name: '王大树' })];
    const child = await putDown(site.gateway, device, CHILD);
    const childs = await book(child, child.body.patientId, device);
    for (const card of [mother, father]) {
      await site.clock.leap(1_000);
      const parent = await putDown(site.gateway, device, card);
      const firm = await byCard(parent, CHILD);
      expect(firm).toMatchObject({ status: 201, body: { level: 'document-read', patientId: child.body.patientId } });
      expect(await listed(parent, device)).toContain(childs.body.id);
      const booked = await book(parent, firm.body.patientId, device);
      expect(booked.status).toBe(201);
    }
  });

  it('the log of a child tells its guardian from whoever had named it before: also the taking over, and what became of their bookings', async () => {
    const stranger = await claimed('13900000001', cardOf(5, { birthDate: '1980-01-01', name: '王大树' }));
    const named = await byWord(stranger, CHILD);
    const booked = await book(stranger, named.body.patientId);
    await site.clock.leap(1_000);
    const mother = await putDown(site.gateway, device, PARENT);
    expect((await byCard(mother, CHILD)).status).toBe(201);
    await site.clock.leap(1_000);
    const path = `/v1/appointments/${String(booked.body.id)}/cancel`;
    expect((await driven(site, postAt(device, path, {}, fresh(bearer(mother))))).status).toBe(200);
    const child = await putDown(site.gateway, device, CHILD);
    const lines = (await get('/v1/access-log?limit=50', child, device)).body.items as { who: string; action: string }[];
    const who = (action: string) => lines.filter((line) => line.action === action).map((line) => line.who);
    expect([who('guardian.claim'), who('appointment.book')]).toEqual([['claimant'], ['claimant']]);
    expect([who('claim.take-over'), who('guardian.prove'), who('appointment.cancel')]).toEqual([
      ['guardian'],
      ['guardian'],
      ['guardian'],
    ]);
  });

  it('a guardianship is made firm only where the guardian showed their document too, at the same device', async () => {
    const phone = await claimed('13900000001', PARENT);
    const document = await device.read(CHILD);
    const body = { document, relationship: 'parent', consents: await agreed(site.gateway) };
    expect(await post(site.gateway, '/v1/patients/me/dependants', body, fresh(bearer(phone)))).toMatchObject({
      status: 403,
      body: { code: 'evidence-refused' },
    });
    const other = await enrolTestDevice(site.gateway);
    const parent = await putDown(site.gateway, device, PARENT);
    expect((await postAt(other, '/v1/patients/me/dependants', body, fresh(bearer(parent)))).status).toBe(401);
    const read = await other.read(CHILD);
    expect(await postAt(device, '/v1/patients/me/dependants', { ...body, document: read }, fresh(bearer(parent)))).toMatchObject({
      status: 403,
    });
  });

  it('a member of staff who saw both makes a guardianship firm, and is named with it', async () => {
    const { device: desk, staff } = await signedInStaff(site.gateway);
    const parent = await putDown(site.gateway, desk, PARENT);
    const body = { person: personOf(CHILD), reason: '看过户口簿', relationship: 'parent', consents: await agreed(site.gateway) };
    expect((await postAt(desk, '/v1/patients/me/dependants', body, fresh(bearer(parent)))).status).toBe(403);
    const firm = await postAt(desk, '/v1/patients/me/dependants', body, fresh({ ...bearer(parent), ...staff }));
    expect(firm).toMatchObject({ status: 201, body: { level: 'vouched-for' } });
    const rows = await site.db.rows("SELECT subject_id, actor_kind, reason FROM audit WHERE action = 'guardian.prove'");
    const row = { actor_kind: 'staff', reason: '看过户口簿' };
    // The parent reads in their own log, too, what a member of staff did with a child of theirs.
    expect(rows).toHaveLength(2);
    for (const of of [firm, parent]) expect(rows).toContainEqual({ ...row, subject_id: of.body.patientId });
  });

  it('a volunteer makes no guardianship firm, however well they saw the papers', async () => {
    const { device: window, staff } = await signedInStaff(site.gateway, undefined, 'volunteer');
    const parent = await putDown(site.gateway, window, PARENT);
    const body = { person: personOf(CHILD), reason: '看过户口簿', relationship: 'parent', consents: await agreed(site.gateway) };
    expect(await postAt(window, '/v1/patients/me/dependants', body, fresh({ ...bearer(parent), ...staff }))).toMatchObject({
      status: 403,
      body: { code: 'evidence-refused' },
    });
    expect(await site.db.rows('SELECT * FROM proxy')).toEqual([]);
  });

  it.each([
    ['somebody younger', 'parent', '2012-01-01'],
    ['somebody of seventeen', 'guardian', '2009-11-25'],
    ['somebody eleven years older', 'parent', '2000-05-02'],
    ['somebody twenty years older', 'grandparent', '1991-05-01'],
  ])('%s is refused as %s of a child, and nothing is written', async (_who, relationship, birthDate) => {
    const guardian = await putDown(site.gateway, device, born(birthDate, '王某', 7));
    const before = (await site.db.rows('SELECT id FROM patient')).length;
    expect(await byWord(guardian, CHILD, device, relationship)).toMatchObject({
      status: 409,
      body: { code: 'guardian-refused' },
    });
    expect((await site.db.rows('SELECT id FROM patient')).length).toBe(before);
  });

  it('a guardianship ends on the eighteenth birthday of the child, however it was made', async () => {
    const young = born('2008-11-26', '王小花');
    const parent = await putDown(site.gateway, device, PARENT);
    const firm = await byCard(parent, young);
    const booked = await book(parent, firm.body.patientId, device);
    expect(await listed(parent, device)).toEqual([booked.body.id]);
    await site.clock.leap(2 * DAY_MS);
    const later = await putDown(site.gateway, device, PARENT);
    expect(await listed(later, device)).toEqual([]);
    expect((await book(later, firm.body.patientId, device)).status).toBe(404);
  });

  it('what a hospital keeps for a minor of fourteen is shown to the minor and not to the guardian, unless the guardian booked it', async () => {
    const teen = born('2012-05-01', '王小花');
    const parent = await putDown(site.gateway, device, PARENT);
    const firm = await byCard(parent, teen);
    const own = await putDown(site.gateway, device, teen);
    const [theirs, parents] = [await book(own, own.body.patientId, device), await book(parent, firm.body.patientId, device)];
    const both = [theirs.body.id, parents.body.id].sort();
    expect(await listed(parent, device)).toEqual(both);
    const { directory } = site.gateway.onedoor.dependencies;
    const before = directory.policyOf(HOSPITAL);
    const keeping = (departments: readonly string[]) =>
      vi.spyOn(directory, 'policyOf').mockReturnValue({ ...before, minors: { fromYears: 14, departments: [...departments] } });
    keeping(['A04']);
    expect(await listed(parent, device)).toEqual([parents.body.id]);
    expect((await get(`/v1/appointments/${String(theirs.body.id)}`, parent, device)).status).toBe(404);
    expect(await listed(own, device)).toEqual(both);
    keeping(['A03', 'A04.01']);
    expect(await listed(parent, device)).toEqual(both);
  });

  it('a guardian sees and withdraws the consents that they gave for a child, and none that somebody else gave', async () => {
    const parent = await putDown(site.gateway, device, PARENT);
    const firm = await byCard(parent, CHILD);
    const all = (await get('/v1/consents?limit=50', parent, device)).body.items as { id: string; patientId: string }[];
    expect(all).toHaveLength(4);
    const given = all.filter(({ patientId }) => patientId === firm.body.patientId);
    const withdraw = (id: string | undefined, session: Reply) =>
      postAt(device, `/v1/consents/${String(id)}/withdraw`, {}, { ...bearer(session), 'content-type': 'application/json' });
    const other = await putDown(site.gateway, device, cardOf(6));
    expect((await withdraw(given[0]?.id, other)).status).toBe(404);
    expect((await withdraw(given[0]?.id, parent)).status).toBe(200);
    expect(await book(parent, firm.body.patientId, device)).toMatchObject({ status: 409, body: { code: 'consent-required' } });
    expect((await get('/v1/patients/me', parent, device)).status).toBe(200);
  });
});
