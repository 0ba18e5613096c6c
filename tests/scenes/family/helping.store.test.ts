import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSome } from '../../../bff/scenes/family/end-grants.ts';
import { driven } from '../../security/quiet-gateway.ts';
import { cardOf, JSON_TYPE, postAt, replyOf } from '../../support/test-people.ts';
import { ENGINES, SAMPLED_ENGINES } from '../../support/test-store.ts';
import { AGREED, type FamilySite, type Somebody, startFamilySite } from './family-site.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MOTHER = cardOf(1, { name: '李秀英' });
const SON = cardOf(2, { name: '张三', birthDate: '1978-04-04' });

describe.each(SAMPLED_ENGINES)('%s: what a helper may do', (engine) => {
  let site: FamilySite;
  let mother: Somebody;

  beforeEach(async () => {
    site = await startFamilySite(engine, { settings: { rateLimitPerMinute: 100_000 } });
    mother = await site.atKiosk(MOTHER);
    await site.book(mother, mother.id);
  });
  afterEach(() => site.stop());

  it('an old key tells a helper what became of their booking until the grant ends, and nothing from then on', async () => {
    const helper = await site.atKiosk(SON);
    const { body: grant } = await site.grant(mother, helper);
    const { slotId } = await site.gateway.openSlot(5, 2 * DAY_MS);
    const book = async () => {
      const headers = { ...JSON_TYPE, ...helper.headers, 'idempotency-key': 'booked-for-my-mother' };
      const { status, body } = await postAt(site.kiosk, '/v1/appointments', { slotId, patientId: mother.id }, headers);
      return [status, body.id];
    };
    const [status, id] = await book();
    expect(status).toBeLessThan(300);
    expect(await book()).toEqual([status, id]);
    await site.send(mother, `/v1/grants/${grant.id}/revoke`);
    expect(await book()).toEqual([404, undefined]);
  });

  it('a grant is worth nothing from the millisecond at which it ends, before anybody has written it down', async () => {
    const proved = await site.atKiosk(SON);
    const { body } = await site.grant(mother, proved, ['appointments', 'results', 'money'], { months: 1 });
    const ends = Date.parse(String(body.until));
    await site.clock.leap(ends - site.clock.now() - 1);
    const late = await site.atKiosk(SON);
    expect((await site.get(late, `/v1/results?patientId=${mother.id}`)).status).toBe(200);
    await site.clock.leap(1);
    expect((await site.get(late, `/v1/results?patientId=${mother.id}`)).status).toBe(404);
    expect((await site.get(late, '/v1/patients/me')).body.helps).toEqual([]);
    expect((await site.get(late, '/v1/grants')).body.items).toMatchObject([{ state: 'ended' }]);
  });

  it('lists have what a grant covers: appointments and their messages, payments, and none of the rest', async () => {
    const proved = await site.atKiosk(SON);
    const listed = async (path: string) =>
      ((await site.get(proved, path)).body.items as { patientId: string }[]).filter(({ patientId }) => patientId === mother.id)
        .length;
    expect([await listed('/v1/appointments'), await listed('/v1/messages')]).toEqual([0, 0]);
    const money = await site.grant(mother, proved, ['money']);
    expect([await listed('/v1/appointments'), await listed('/v1/messages'), await listed('/v1/payments')]).toEqual([0, 0, 0]);
    await site.send(mother, `/v1/grants/${money.body.id}/revoke`);
    await site.grant(mother, proved);
    const { items } = (await site.get(proved, '/v1/messages')).body as { items: { kind: string; patientId: string }[] };
    expect(await listed('/v1/appointments')).toBe(1);
    expect(items.filter(({ kind }) => kind.startsWith('grant-'))).toEqual([]);
    expect(JSON.stringify((await site.get(proved, '/v1/consents')).body)).not.toContain(mother.id);
    expect(JSON.stringify((await site.get(proved, '/v1/access-log')).body)).not.toContain('session.open of another');
  });

  it('who agreed by a phone alone lets nobody see what was made before that phone was theirs', async () => {
    const phone = '13900000007';
    const card = cardOf(7, { name: '周七' });
    const before = await site.atKiosk(card, { phone });
    const old = await site.book(before, before.id);
    await site.clock.leap(HOUR_MS);
    await site.atKiosk(card);
    await site.clock.leap(HOUR_MS);
    const onPhone = await site.byPhone(phone, card);
    expect(onPhone.id).toBe(before.id);
    const helper = await site.atKiosk(SON);
    expect((await site.grant(onPhone, helper)).status).toBe(201);
    const newer = await site.book(helper, before.id, 2 * DAY_MS);
    expect(newer.status).toBe(201);
    expect((await site.get(helper, `/v1/appointments/${old.body.id}`)).status).toBe(404);
    const listed = (await site.get(helper, '/v1/appointments')).body.items as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual([newer.body.id]);
  });
});

describe.each(ENGINES)('%s: helping', (engine) => {
  let site: FamilySite;
  let mother: Somebody;
  let son: Somebody;
  let grantId: string;

  beforeEach(async () => {
    site = await startFamilySite(engine);
    mother = await site.atKiosk(MOTHER);
    son = await site.shown(0);
    grantId = String((await site.grant(mother, son, ['appointments', 'results'])).body.id);
  });
  afterEach(() => site.stop());

  const revoke = (by: Somebody) => site.send(by, `/v1/grants/${grantId}/revoke`);
  const log = async (whose: Somebody) =>
    (await site.get(whose, '/v1/access-log')).body.items as { who: string; name?: string; action: string }[];
  const messages = async (whose: Somebody) =>
    ((await site.get(whose, '/v1/messages')).body.items as { kind: string }[]).filter(({ kind }) => kind.startsWith('grant-'));
  const helps = async () => (await site.get(son, '/v1/patients/me')).body.helps;

  it('the helped person reads in their own log what the helper did, and who it was, and hears of the grant', async () => {
    const booked = await site.book(son, mother.id);
    expect(booked).toMatchObject({ status: 201, body: { patientId: mother.id } });
    expect(await site.db.rows('SELECT patient_id, booked_by FROM appointment')).toEqual([
      { patient_id: mother.id, booked_by: son.id },
    ]);
    const lines = await log(mother);
    expect(lines.find(({ action }) => action === 'appointment.book')).toMatchObject({ who: 'helper', name: '试*号' });
    expect(lines.find(({ action }) => action === 'grant.give')).toMatchObject({ who: 'you' });
    expect((await log(son)).find(({ action }) => action === 'grant.give')).toMatchObject({ who: 'helped', name: '李*英' });
    expect(await messages(mother)).toMatchObject([{ kind: 'grant-given', grantId, helperName: '试*号' }]);
    expect(await messages(son)).toEqual([]);
  });

  it.each(['helped', 'helper'] as const)(
    'a grant is ended by the %s person at once, for every session of the helper',
    async (side) => {
      const other = await site.shown(0);
      const booked = await site.book(son, mother.id);
      await site.clock.leap(1_000);
      const revoked = await revoke(side === 'helped' ? mother : son);
      expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked', revokedBy: side } });
      expect((await revoke(mother)).body).toMatchObject({ state: 'revoked', revokedBy: side });
      for (const session of [son, other]) {
        expect((await site.get(session, `/v1/appointments/${booked.body.id}`)).status).toBe(404);
        // What they booked stays booked, and is the helped person's alone to cancel.
        expect((await site.send(session, `/v1/appointments/${booked.body.id}/cancel`)).status).toBe(404);
        expect((await site.book(session, mother.id, 2 * DAY_MS)).status).toBe(404);
      }
      const cancelled = await driven(site, site.send(mother, `/v1/appointments/${booked.body.id}/cancel`));
      expect([200, 202]).toContain(cancelled.status);
      expect((await messages(mother)).map(({ kind }) => kind)).toEqual(['grant-ended', 'grant-given']);
      expect(await helps()).toEqual([]);
    },
  );

  it('a stranger ends no grant, and hears what they would hear of none', async () => {
    const stranger = await site.shown(1);
    expect((await revoke(stranger)).status).toBe(404);
    expect((await site.get(stranger, '/v1/grants')).body.items).toEqual([]);
    expect(await helps()).toHaveLength(1);
  });

  it('a helper lets nobody else act for the helped person, and reaches nobody for whom the helped person acts', async () => {
    const third = await site.shown(1);
    expect((await site.grant(third, mother)).status).toBe(201);
    expect((await site.get(son, '/v1/patients/me')).body.helps).toMatchObject([{ patientId: mother.id }]);
    expect((await site.book(son, third.id)).status).toBe(404);
    expect((await site.grant(son, third)).status).toBe(201);
    expect((await site.book(third, mother.id)).status).toBe(404);
  });

  it('a grant that is revoked while a booking by it is under way stops that booking in its own unit', async () => {
    const { slotId } = await site.gateway.openSlot(5, DAY_MS);
    const { store } = site.gateway.onedoor.dependencies;
    const original = store.commit.bind(store);
    let between = true;
    store.commit = async (unit) => {
      if (between && unit.name.includes('book')) {
        between = false;
        expect((await revoke(mother)).status).toBe(200);
      }
      return original(unit);
    };
    const refused = await site.send(son, '/v1/appointments', { slotId, patientId: mother.id });
    store.commit = original;
    expect(between).toBe(false);
    expect(refused.status).toBe(404);
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual([]);
    expect(await site.gateway.hospital.bookings()).toEqual([]);
  });

  it('a stream about the helped person ends within a second of the revocation, though no bell rings for it', async () => {
    const booked = await site.book(son, mother.id);
    const response = await site.gateway.request(`/v1/appointments/${booked.body.id}/events`, { headers: { ...son.headers } });
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    await reader?.read();
    await site.write(`UPDATE family_grant SET live = NULL, ended_at = 1, ended_by = 'helped', told = 1 WHERE id = '${grantId}'`);
    const ended = (async () => {
      while ((await reader?.read())?.done === false);
    })();
    // The clock stops after a second: what was asked by then may take as long as a busy machine needs.
    for (let step = 0; step < 10; step += 1) {
      await site.clock.advance(100);
      await site.db.rows('SELECT 1');
    }
    await ended;
  });

  it('when its time is over a grant is written down as ended, once, and the helped person hears of it', async () => {
    await site.write(`UPDATE family_grant SET ends_at = ${site.clock.now() + MINUTE_MS} WHERE id = '${grantId}'`);
    await site.clock.leap(MINUTE_MS - 1);
    await endSome(site.gateway.onedoor.dependencies);
    expect(await messages(mother)).toHaveLength(1);
    await site.clock.leap(1);
    await Promise.all([endSome(site.gateway.onedoor.dependencies), endSome(site.gateway.onedoor.dependencies)]);
    expect((await messages(mother)).map(({ kind }) => kind)).toEqual(['grant-ended', 'grant-given']);
    expect(await site.db.rows('SELECT live, ended_by, told FROM family_grant')).toMatchObject([{ live: null, ended_by: 'time' }]);
  });

  it.each(['helped', 'helper'] as const)('a grant ends when the %s person withdraws their consent', async (side) => {
    const who = side === 'helped' ? mother : son;
    const consents = (await site.get(who, '/v1/consents')).body.items as { id: string }[];
    expect((await site.send(who, `/v1/consents/${consents[0]?.id}/withdraw`)).status).toBe(200);
    expect(await site.db.rows('SELECT live, ended_by FROM family_grant')).toEqual([{ live: null, ended_by: 'withdrawn' }]);
    if (side === 'helped') expect(await helps()).toEqual([]);
    await endSome(site.gateway.onedoor.dependencies);
    expect(await site.db.rows("SELECT reason FROM audit WHERE action = 'grant.end'")).toEqual([
      { reason: 'withdrawn' },
      { reason: 'withdrawn' },
    ]);
    if (side === 'helper') expect((await messages(mother)).map(({ kind }) => kind)).toContain('grant-ended');
  });

  it.each(['helped', 'helper'] as const)(
    'a grant of a %s registration that only claimed a document ends when somebody proves it',
    async (side) => {
      const card = cardOf(9, { name: '钱九' });
      const claim = await site.byPhone('13900000009', card);
      const given = side === 'helped' ? await site.grant(claim, son) : await site.grant(mother, claim);
      expect(given.status).toBe(201);
      const invited = await site.send(claim, '/v1/family/invitations');
      expect(invited.status).toBe(201);
      const proved = await site.atKiosk(card);
      expect(proved.id).not.toBe(claim.id);
      const rows = await site.db.rows(`SELECT ended_by FROM family_grant WHERE id = '${given.body.id}'`);
      expect(rows).toEqual([{ ended_by: 'taken-over' }]);
      expect(await site.db.rows('SELECT kind FROM family_code')).toEqual([]);
      expect((await site.get(proved, '/v1/patients/me')).body.helps).toEqual([]);
      expect((await site.book(son, proved.id)).status).toBe(404);
    },
  );

  it('a card that nobody took in time is written down as lapsed, and nobody hears of it', async () => {
    await site.send(mother, '/v1/family/offers', { agreed: AGREED });
    await site.clock.leap(15 * MINUTE_MS);
    await endSome(site.gateway.onedoor.dependencies);
    const rows = await site.db.rows('SELECT ended_by FROM family_grant WHERE ended_by IS NOT NULL');
    expect(rows).toEqual([{ ended_by: 'lapsed' }]);
    expect(await messages(await site.atKiosk(MOTHER))).toHaveLength(1);
  });

  it('the database itself refuses a grant to oneself, one of nothing, and results by a phone alone', async () => {
    const changes = [`helper_id = helped_id`, 'appointments = 0, results = 0, money = 0', 'proved = 0'];
    for (const change of changes)
      await expect(site.write(`UPDATE family_grant SET ${change} WHERE id = '${grantId}'`)).rejects.toThrow();
    expect(await replyOf(await site.gateway.request('/v1/grants'))).toMatchObject({ status: 401 });
  });
});
