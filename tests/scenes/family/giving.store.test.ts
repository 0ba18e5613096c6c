import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../../bff/platform/store/commit.ts';
import { endSome } from '../../../bff/scenes/family/end-grants.ts';
import { forgetFamily } from '../../../bff/scenes/family/forget-family.ts';
import { everythingIn } from '../../security/quiet-gateway.ts';
import { cardOf } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';
import { AGREED, type FamilySite, type Somebody, startFamilySite } from './family-site.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const MOTHER = cardOf(1, { name: '李秀英' });

describe.each(ENGINES)('%s: how one lets another help', (engine) => {
  let site: FamilySite;
  let mother: Somebody;
  let son: Somebody;

  beforeEach(async () => {
    site = await startFamilySite(engine);
    mother = await site.atKiosk(MOTHER);
    son = await site.shown(0);
  });
  afterEach(() => site.stop());

  const grants = async (whose: Somebody) => (await site.get(whose, '/v1/grants')).body.items as Record<string, unknown>[];
  const offer = (body: object = {}) => site.send(mother, '/v1/family/offers', { agreed: AGREED, ...body });
  const take = (code: unknown, by = son) => site.send(by, '/v1/family/offers/take', { code });

  it('who wants to help is shown with their masked phone and whether they ever showed a document, before and in the message', async () => {
    const typed = await site.byPhone('13900000009', cardOf(9, { name: '周爱女' }));
    const { code } = (await site.send(typed, '/v1/family/invitations')).body;
    const shown = { helperName: '周*女', helperPhone: '139****0009', helperProved: false };
    expect((await site.send(mother, '/v1/family/invitations/take', { code })).body).toMatchObject(shown);
    expect((await site.send(mother, '/v1/grants', { code, agreed: AGREED })).status).toBe(201);
    const { items } = (await site.get(mother, '/v1/messages')).body as { items: object[] };
    expect(items).toMatchObject([{ kind: 'grant-given', ...shown }]);
    const proved = (await site.send(son, '/v1/family/invitations')).body;
    expect((await site.send(mother, '/v1/family/invitations/take', { code: proved.code })).body.helperProved).toBe(true);
  });

  it('what a code alone gives lasts three months at the most, and the choices say so; the card gives as long as the city lets', async () => {
    const byCode = await site.byPhone('13900000007', cardOf(7, { name: '赵大力' }));
    const { code } = (await site.send(son, '/v1/family/invitations')).body;
    const choices = (await site.send(byCode, '/v1/family/invitations/take', { code })).body;
    expect(choices.months).toEqual({ usual: 3, most: 3 });
    const offered = (months?: number) => site.send(byCode, '/v1/family/offers', { agreed: AGREED, months });
    expect(await offered(4)).toMatchObject({ status: 409, body: { code: 'grant-refused', because: 'too-long', most: 3 } });
    const given = await site.send(byCode, '/v1/grants', { code, agreed: AGREED });
    expect(given.body.until).toBe('2027-02-24T08:00:01+08:00');
    expect((await offer({ months: 24 })).status).toBe(201);
  });

  it('whoever wants to help invites by eight digits; at a kiosk the other one sees a masked name, and gives the grant', async () => {
    const invited = await site.send(son, '/v1/family/invitations');
    expect(invited.status).toBe(201);
    expect(invited.body.code).toMatch(/^\d{8}$/);
    expect(Date.parse(String(invited.body.expiresAt))).toBe(site.clock.now() + 15 * MINUTE_MS);
    const { code } = invited.body;
    const seen = await site.send(mother, '/v1/family/invitations/take', { code });
    expect(seen).toMatchObject({
      status: 200,
      body: { scopes: ['appointments', 'results', 'money'], months: { usual: 12, most: 24 } },
    });
    expect(String(seen.body.helperName)).toContain('*');
    const given = await site.send(mother, '/v1/grants', { code, agreed: AGREED });
    expect(given).toMatchObject({
      status: 201,
      body: {
        role: 'helped',
        state: 'active',
        scope: ['appointments'],
        helpedName: '李*英',
        helperName: seen.body.helperName,
        agreed: { channel: 'kiosk', evidence: 'document-read', language: 'zh', device: expect.any(String) },
      },
    });
    expect(await grants(mother)).toEqual([given.body]);
    expect(await grants(son)).toMatchObject([{ id: given.body.id, role: 'helper', helpedId: mother.id, state: 'active' }]);
    const me = await site.get(son, '/v1/patients/me');
    expect(me.body.helps).toEqual([
      {
        patientId: mother.id,
        name: '李*英',
        sex: 'female',
        birthYear: 1950,
        scope: ['appointments'],
        until: given.body.until,
        grantId: given.body.id,
      },
    ]);
    expect((await site.get(mother, '/v1/patients/me')).body.helps).toEqual([]);
  });

  it('a grant ends a year of the calendar later where nothing else is said, at the same time of day in Shanghai', async () => {
    const { body } = await site.grant(mother, son);
    expect(body.until).toBe('2027-11-24T08:00:00+08:00');
    const two = await site.grant(mother, son, ['appointments'], { months: 3 });
    expect(two.body.until).toBe('2027-02-24T08:00:00+08:00');
    const long = await site.grant(mother, son, ['appointments'], { months: 25 });
    expect(long).toMatchObject({ status: 409, body: { code: 'grant-refused', because: 'too-long', most: 24 } });
  });

  it('a card with a code is made without a phone, works once, and for seven days to the millisecond', async () => {
    const card = await offer({ printed: true, scope: ['appointments', 'money'] });
    expect(card).toMatchObject({ status: 201, body: { grant: { state: 'waiting', scope: ['appointments', 'money'] } } });
    expect(card.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    await site.clock.leap(7 * DAY_MS - 1);
    son = await site.shown(0);
    const taken = await take(card.body.code);
    expect(taken).toMatchObject({ status: 201, body: { role: 'helper', helpedId: mother.id, state: 'active' } });
    expect((await take(card.body.code)).status).toBe(404);
    mother = await site.atKiosk(MOTHER);
    const late = await offer({ printed: true });
    await site.clock.leap(7 * DAY_MS);
    expect((await take(late.body.code, await site.shown(0))).status).toBe(404);
  });

  it('a code on a phone works for a quarter of an hour, and a wrong, old, used or other kind of code gets one answer', async () => {
    const hidden = ({ status, text }: { status: number; text: string }) => [status, text.replace(/req_[\w-]{22}/g, 'req')];
    const { code } = (await offer()).body;
    const answers = [await take(code === '00000000' ? '11111111' : '00000000')];
    const invitation = await site.send(son, '/v1/family/invitations');
    answers.push(await take(invitation.body.code));
    await site.clock.leap(15 * MINUTE_MS);
    answers.push(await take(code));
    expect(answers[0]?.body.code).toBe('not-found');
    for (const answer of answers) expect(hidden(answer)).toEqual(hidden(answers[0] as never));
    expect((await site.send(mother, '/v1/grants', { code: invitation.body.code, agreed: AGREED })).status).toBe(404);
  });

  it('of five who take one card at once exactly one helps, and the log says so once to each', async () => {
    const { code } = (await offer({ printed: true })).body;
    const people = [son, await site.shown(1), await site.shown(2), await site.shown(3), await site.shown(4)];
    const statuses = await Promise.all(people.map(async (one) => (await take(code, one)).status));
    expect(statuses.sort()).toEqual([201, 404, 404, 404, 404]);
    expect(await site.db.rows("SELECT id FROM audit WHERE action = 'grant.give'")).toHaveLength(2);
    expect(await site.db.rows('SELECT id FROM family_grant WHERE helper_id IS NOT NULL')).toHaveLength(1);
  });

  it('a card that nobody took yet is revoked like any grant, and then leads to nothing', async () => {
    const { code, grant } = (await offer({ printed: true })).body as { code: string; grant: { id: string } };
    const ended = await site.send(mother, `/v1/grants/${grant.id}/revoke`);
    expect(ended).toMatchObject({ status: 200, body: { state: 'revoked', revokedBy: 'helped' } });
    expect((await take(code)).status).toBe(404);
    expect(await site.db.rows('SELECT grant_id FROM family_code')).toEqual([]);
  });

  it('a request that is sent twice makes one grant and one card, and both times the same answer', async () => {
    const invited = await site.send(son, '/v1/family/invitations');
    const key = { 'idempotency-key': 'once-and-again' };
    const give = () =>
      site.send({ ...mother, headers: { ...mother.headers } }, '/v1/grants', { code: invited.body.code, agreed: AGREED });
    const init = (path: string, body: unknown) =>
      site.kiosk.request(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...mother.headers, ...key },
      });
    const body = { code: invited.body.code, agreed: AGREED };
    const [one, two] = [await (await init('/v1/grants', body)).json(), await (await init('/v1/grants', body)).json()];
    expect(two).toEqual(one);
    expect((await give()).status).toBe(404);
    const card = { printed: true, agreed: AGREED };
    const [first, again] = [
      await (await init('/v1/family/offers', card)).json(),
      await (await init('/v1/family/offers', card)).json(),
    ];
    expect(again).toEqual(first);
    expect(await site.db.rows('SELECT id FROM family_grant')).toHaveLength(2);
  });

  it('who only holds a phone lets nobody read or pay; who showed a document lets them do all', async () => {
    const father = await site.byPhone('13900000001', cardOf(2, { name: '张三' }));
    for (const [number, scope] of ([['results'], ['money'], ['appointments', 'money']] as const).entries()) {
      const refused = await site.grant(father, await site.shown(number + 1), scope);
      expect(refused).toMatchObject({ status: 409, body: { code: 'document-required' } });
    }
    expect((await site.grant(father, son)).body).toMatchObject({
      state: 'active',
      agreed: { channel: 'phone', evidence: 'one-time-code' },
    });
    expect((await site.grant(mother, son, ['appointments', 'results', 'money'])).status).toBe(201);
  });

  it('for whom a member of staff said who they are lets nobody read or pay, and is offered neither', async () => {
    await site.write("UPDATE session SET evidence = 'staff-present'");
    const invited = await site.send(await site.shown(1), '/v1/family/invitations');
    const seen = await site.send(mother, '/v1/family/invitations/take', { code: invited.body.code });
    expect(seen.body.scopes).toEqual(['appointments']);
    for (const [number, scope] of ([['results'], ['money'], ['appointments', 'results']] as const).entries()) {
      const { status, body } = await site.grant(mother, await site.shown(number + 2), scope);
      expect([status, body.code]).toEqual([409, 'document-required']);
    }
    expect((await site.grant(mother, son)).body).toMatchObject({ state: 'active', agreed: { evidence: 'staff-present' } });
  });

  it('nobody lets themselves help, nor a registration that says the same document', async () => {
    const self = await site.grant(mother, mother);
    expect(self).toMatchObject({ status: 409, body: { code: 'grant-refused', because: 'oneself' } });
    const typed = await site.byPhone('13900000002', MOTHER);
    expect((await site.grant(mother, typed)).body).toMatchObject({ because: 'oneself' });
    expect(await site.db.rows('SELECT id FROM family_grant')).toEqual([]);
  });

  it('a child under age gives no grant and takes none', async () => {
    const child = await site.byPhone('13900000003', cardOf(3, { name: '王小', birthDate: '2009-05-05' }));
    expect((await site.send(child, '/v1/family/invitations')).body).toMatchObject({ because: 'under-age' });
    expect((await site.send(child, '/v1/family/offers', { agreed: AGREED })).body).toMatchObject({ because: 'under-age' });
    const { code } = (await offer()).body;
    expect((await take(code, child)).body).toMatchObject({ because: 'under-age' });
    expect((await site.grant(child, son)).body).toMatchObject({ because: 'under-age' });
    expect((await take(code)).status).toBe(201);
  });

  it('five people help one person, with the cards that wait, and one helps eight', async () => {
    for (const number of [0, 1, 2]) expect((await site.grant(mother, await site.shown(number))).status).toBe(201);
    for (let n = 0; n < 2; n += 1) expect((await offer({ printed: true })).status).toBe(201);
    const sixth = await site.grant(mother, await site.shown(3));
    expect(sixth.body).toMatchObject({ code: 'grant-refused', because: 'too-many', role: 'helped', most: 5 });
    expect((await offer()).body).toMatchObject({ because: 'too-many', role: 'helped' });
    // The same helper again takes no place of their own.
    expect((await site.grant(mother, son, ['results'])).status).toBe(201);
    for (let serial = 11; serial < 18; serial += 1) {
      const somebody = await site.atKiosk(cardOf(serial, { name: '赵大力' }));
      expect((await site.grant(somebody, son)).status).toBe(201);
    }
    const ninth = await site.grant(await site.atKiosk(cardOf(20, { name: '赵大力' })), son);
    expect(ninth.body).toMatchObject({ because: 'too-many', role: 'helper', most: 8 });
  });

  it('a newer grant between two takes the place of the older one', async () => {
    const older = await site.grant(mother, son, ['appointments', 'results']);
    const newer = await site.grant(mother, son, ['money']);
    expect((await grants(mother)).map(({ id, state }) => [id, state])).toEqual(
      expect.arrayContaining([
        [newer.body.id, 'active'],
        [older.body.id, 'ended'],
      ]),
    );
    expect((await site.get(son, '/v1/patients/me')).body.helps).toMatchObject([{ scope: ['money'], grantId: newer.body.id }]);
  });

  it('three codes of one kind wait at once, and no fourth', async () => {
    for (let n = 0; n < 3; n += 1) expect((await site.send(son, '/v1/family/invitations')).status).toBe(201);
    expect((await site.send(son, '/v1/family/invitations')).body).toMatchObject({ because: 'waiting', most: 3 });
    await site.clock.leap(15 * MINUTE_MS);
    expect((await site.send(son, '/v1/family/invitations')).status).toBe(201);
  });

  it('whoever guesses codes is stopped after ten, and then the right one is no use either', async () => {
    const { code } = (await offer()).body;
    for (let n = 0; n < 10; n += 1) expect((await take(`0000000${n === 0 ? 'A' : n}`)).status).toBe(404);
    const stopped = await take(code);
    expect(stopped).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await take(code, await site.shown(1))).status).toBe(201);
  });

  it('an old wording is to be read again', async () => {
    const old = { version: '2020-01-01', language: 'zh' };
    expect((await site.send(mother, '/v1/family/offers', { agreed: old })).body.code).toBe('consent-required');
  });

  it('codes stand nowhere in the database, the log or an address', async () => {
    const [card, invited] = [await offer({ printed: true }), await site.send(son, '/v1/family/invitations')];
    await site.send(mother, '/v1/family/invitations/take', { code: invited.body.code });
    await take(card.body.code);
    const kept = JSON.stringify(await everythingIn(site.db)) + site.gateway.logged.join('');
    for (const code of [card.body.code, invited.body.code]) expect(kept).not.toContain(String(code));
  });

  it('codes are forgotten once their time is over, grants after three years, and no grant that is in force', async () => {
    await site.send(son, '/v1/family/invitations');
    await offer();
    const { body } = await site.grant(mother, await site.shown(1));
    const forget = (inMs: number) =>
      commit(site.gateway.onedoor.dependencies, 'forget-family', 'background', [...forgetFamily(site.clock.now() + inMs)]);
    await forget(15 * MINUTE_MS);
    expect(await site.db.rows('SELECT kind FROM family_code')).toEqual([]);
    await site.clock.leap(16 * MINUTE_MS);
    await endSome(site.gateway.onedoor.dependencies);
    await forget(4 * 366 * DAY_MS);
    expect(await site.db.rows('SELECT id FROM family_grant')).toEqual([{ id: body.id }]);
  });
});
