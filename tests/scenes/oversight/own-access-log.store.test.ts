import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { agreed, bearer, cardOf, fresh, personOf, postAt, putDown, type Reply, replyOf } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;
type Line = Record<string, unknown>;

describe.each(ENGINES)("%s: the person's own access log", (engine) => {
  let site: QuietGateway;
  let window: Awaited<ReturnType<typeof signedInStaff>>;
  let person: Reply;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    window = await signedInStaff(site.gateway);
    person = await putDown(site.gateway, window.device, cardOf(1));
  });
  afterEach(() => site.stop());

  const at = (path: string, body: unknown, headers: Record<string, string>) => postAt(window.device, path, body, headers);
  const get = async (path: string, session: Reply) => replyOf(await window.device.request(path, { headers: bearer(session) }));
  const log = async (session: Reply, query = '') =>
    (await get(`/v1/access-log${query}`, session)).body as { items: Line[]; next?: string };
  const shown = ({ items }: { items: Line[] }) => items.map(({ who, action }) => `${who} ${action}`);

  async function book(session: Reply, patientId = session.body.patientId, startsInMs = DAY_MS) {
    const { slotId } = await site.gateway.openSlot(5, startsInMs);
    return String((await at('/v1/appointments', { slotId, patientId }, fresh(bearer(session)))).body.id);
  }

  it('the person’s own access log says who did what and where, the newest first', async () => {
    const id = await book(person);
    await site.clock.leap(1_000);
    await get(`/v1/appointments/${id}`, person);
    await site.clock.leap(1_000);
    await driven(site, at(`/v1/appointments/${id}/cancel`, {}, fresh(bearer(person))));
    const { items } = await log(person);
    const mine = items.filter(({ who }) => who === 'you');
    expect(mine.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['patient.register', 'appointment.book', 'appointment.read', 'appointment.cancel']),
    );
    for (const line of mine) expect(line.where).toBe('大厅一号机');
    expect(items.map(({ at: when }) => when)).toEqual(
      items
        .map(({ at: when }) => when)
        .sort()
        .reverse(),
    );
  });

  it('the person’s own access log names the member of staff, the device and the reason', async () => {
    const card = cardOf(1);
    const evidence = { kind: 'staff-present', document: personOf(card).document, reason: '老人不便，代为查询' };
    const opened = await at('/v1/sessions', { evidence, carrier: 'bearer' }, window.staff);
    expect(opened.status).toBe(201);
    expect((await log(person)).items).toContainEqual({
      at: '2026-11-24T08:00:00+08:00',
      who: 'staff',
      name: '小李',
      action: 'session.open',
      where: '大厅一号机',
      reason: evidence.reason,
    });
    // What is done in that session is not called the person's: they showed nothing.
    await get('/v1/appointments', opened);
    const listed = (await log(person)).items.find(({ action }) => action === 'appointment.list');
    expect(listed).toMatchObject({ who: 'staff', evidence: 'staff-present' });
  });

  it("the person's own access log shows a child's log what its guardian saw and did, also when the guardian only looked at the list", async () => {
    const passport = { type: 'passport', number: 'E12345678', name: '王小', birthDate: '2012-01-01', sex: 'female' } as const;
    const document = await window.device.read(passport);
    const body = { document, relationship: 'parent', consents: await agreed(site.gateway) };
    const child = await at('/v1/patients/me/dependants', body, fresh(bearer(person)));
    await book(person, child.body.patientId);
    await get('/v1/appointments', person);
    const own = await putDown(site.gateway, window.device, passport);
    expect(own.body.patientId).toBe(child.body.patientId);
    expect(shown(await log(own))).toEqual(
      expect.arrayContaining(['guardian guardian.prove', 'guardian appointment.book', 'guardian appointment.list']),
    );
  });

  it("the person's own access log calls whoever only claimed to be the guardian a claimant, once the child showed its document", async () => {
    const passport = { type: 'passport', number: 'E12345678', name: '王小', birthDate: '2012-01-01', sex: 'female' } as const;
    const { type, number, ...particulars } = passport;
    const body = {
      person: { ...particulars, document: { type, number } },
      relationship: 'parent',
      consents: await agreed(site.gateway),
    };
    const child = await at('/v1/patients/me/dependants', body, fresh(bearer(person)));
    await book(person, child.body.patientId);
    const own = await putDown(site.gateway, window.device, passport);
    expect(own.body.patientId).not.toBe(child.body.patientId);
    expect(shown(await log(own))).toEqual(
      expect.arrayContaining(['claimant guardian.claim', 'claimant appointment.book', 'you claim.take-over']),
    );
  });

  it('one act of reading is one row of the audit, and everybody whose things were looked at finds it in their own log', async () => {
    const children: Reply[] = [];
    for (const [index, day] of ['2012-01-02', '2018-03-04', '2019-05-06'].entries()) {
      const card = cardOf(10 + index, { birthDate: day, sex: 'female', name: '王小' });
      const document = await window.device.read(card);
      const body = { document, relationship: 'parent', consents: await agreed(site.gateway) };
      children.push(await at('/v1/patients/me/dependants', body, fresh(bearer(person))));
    }
    const count = async () => Number((await site.db.rows<{ n: number }>('SELECT count(*) AS n FROM audit'))[0]?.n);
    const before = await count();
    for (let look = 1; look <= 3; look += 1) {
      await get('/v1/appointments', person);
      expect(await count()).toBe(before + look);
    }
    expect(await site.db.rows('SELECT patient_id FROM audit_group')).toHaveLength(1 + children.length);
    expect(shown(await log(person)).filter((line) => line === 'you appointment.list')).toHaveLength(3);
    const [child] = children;
    expect(child?.status).toBe(201);
    const own = await putDown(site.gateway, window.device, cardOf(10, { birthDate: '2012-01-02', sex: 'female', name: '王小' }));
    expect(own.body.patientId).toBe(child?.body.patientId);
    expect(shown(await log(own)).filter((line) => line === 'guardian appointment.list')).toHaveLength(3);
    // What the child looks at itself is nobody else's row.
    await get('/v1/appointments', own);
    expect(shown(await log(person)).filter((line) => line.endsWith('appointment.list'))).toHaveLength(3);
  });

  it("the person's own access log never shows a row about anybody else, on any page, also under a cursor of another's", async () => {
    const other = await putDown(site.gateway, window.device, cardOf(2));
    for (let number = 0; number < 4; number += 1) {
      await book(person, person.body.patientId, DAY_MS + number * 3_600_000);
      await book(other, other.body.patientId, DAY_MS + number * 3_600_000);
      await site.clock.leap(10);
    }
    const seen: Line[] = [];
    let page = await log(person, '?limit=2');
    const foreign = String(page.next).split('?')[1];
    for (; page.next !== undefined; page = (await get(page.next, person)).body as typeof page) seen.push(...page.items);
    seen.push(...page.items);
    expect(seen.filter(({ action }) => action === 'appointment.book')).toHaveLength(4);
    const audit = await site.db.rows<{ n: number }>(
      `SELECT count(*) AS n FROM audit WHERE action = 'appointment.book' AND actor_id = '${person.body.patientId}'`,
    );
    expect(Number(audit[0]?.n)).toBe(4);
    for (const { who } of seen) expect(['you', 'gateway']).toContain(who);
    const theirs = await log(other, `?${foreign}`);
    for (const { who } of theirs.items) expect(['you', 'gateway']).toContain(who);
  });

  it('the person’s own access log has no names, numbers or ids of people but the name of staff', async () => {
    await book(person);
    const text = JSON.stringify(await log(person));
    for (const secret of ['王小明', cardOf(1).number, String(person.body.patientId)]) expect(text).not.toContain(secret);
  });

  it('the person’s own access log is itself looked at in the log', async () => {
    await log(person);
    expect(shown(await log(person))).toContain('you access-log.read');
  });
});
