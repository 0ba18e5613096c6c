import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { type Card, enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
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

const MINE = '13900000001';
const THEIRS = '13900000002';
const DAY_MS = 24 * 3_600_000;
const VICTIM = cardOf(1);

type Line = { who: string; action: string; phone?: string; evidence?: string; where?: string };

describe.each(ENGINES)('%s: what somebody only claimed', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const newCode = async (phone: string) => {
    await site.clock.leap(1_000);
    return codeFor(site.gateway, phone);
  };
  const byCode = async (phone: string, more: Record<string, unknown> = {}) =>
    post(site.gateway, '/v1/sessions', {
      evidence: { kind: 'one-time-code', phone, code: await newCode(phone) },
      carrier: 'bearer',
      ...more,
    });
  /** Registers by typing, with a code to a phone. */
  const claim = async (phone: string, card: Card) =>
    byCode(phone, { person: personOf(card), consents: await agreed(site.gateway) });
  const get = async (path: string, session: Reply, at?: TestDevice) =>
    replyOf(
      await (at ?? { request: (to: string, init: RequestInit) => site.gateway.request(to, init) }).request(path, {
        headers: bearer(session) as never,
      }),
    );
  const book = async (session: Reply, at?: TestDevice, patientId = session.body.patientId) => {
    const { slotId } = await site.gateway.openSlot(1);
    const headers = fresh(bearer(session));
    const body = { slotId, patientId };
    return driven(
      site,
      at ? postAt(at, '/v1/appointments', body, headers) : post(site.gateway, '/v1/appointments', body, headers),
    );
  };
  const listed = async (session: Reply, at?: TestDevice) => {
    const list = await get('/v1/appointments', session, at);
    return list.status === 200 ? (list.body.items as { id: string }[]).map(({ id }) => id).sort() : list.status;
  };
  const log = async (session: Reply) => (await get('/v1/access-log?limit=50', session, device)).body.items as Line[];
  const cancel = (id: unknown, session: Reply) =>
    driven(site, post(site.gateway, `/v1/appointments/${String(id)}/cancel`, {}, fresh(bearer(session))));

  it('a claim never shares a registration with who shows the document: each has their own, and neither sees what the other booked', async () => {
    const stranger = await claim(MINE, VICTIM);
    expect(stranger).toMatchObject({ status: 201, body: { registered: true, level: 'phone-held', tookOver: [] } });
    const claimed = await book(stranger);
    const victim = await putDown(site.gateway, device, VICTIM);
    expect(victim).toMatchObject({ status: 201, body: { registered: true, level: 'document-read' } });
    expect(victim.body.patientId).not.toBe(stranger.body.patientId);
    const own = await book(victim, device);
    expect([claimed.status, own.status]).toEqual([201, 201]);
    expect(await listed(stranger)).toBe(401);
    expect(await listed(victim, device)).toEqual([claimed.body.id, own.body.id].sort());
  });

  it('a claim that is taken over is told of: when it was made, from which phone, and that only its owner sees and cancels it now', async () => {
    const stranger = await claim(MINE, VICTIM);
    const claimedAt = site.clock.now();
    const claimed = await book(stranger);
    const victim = await putDown(site.gateway, device, VICTIM);
    const [told] = victim.body.tookOver as { claimedAt: string; phone: string }[];
    expect(told?.phone).toBe('139****0001');
    expect(Date.parse(String(told?.claimedAt))).toBe(claimedAt);
    const lines = await log(victim);
    const find = (action: string) => lines.find((line) => line.action === action);
    expect(find('patient.claim')).toMatchObject({ who: 'claimant', phone: '139****0001', evidence: 'one-time-code' });
    expect(find('appointment.book')).toMatchObject({ who: 'claimant', phone: '139****0001' });
    expect(find('claim.take-over')).toMatchObject({ who: 'you', phone: '139****0001', evidence: 'document-read' });
    const own = lines.filter(({ who }) => who === 'you').map(({ action }) => action);
    expect(own).not.toContain('appointment.book');
    const path = `/v1/appointments/${String(claimed.body.id)}/cancel`;
    const cancelled = await driven(site, postAt(device, path, {}, fresh(bearer(victim))));
    expect([200, 202]).toContain(cancelled.status);
  });

  it('a claim that was taken over opens nothing more: not by its session, its phone, nor the codes that come later', async () => {
    const stranger = await claim(MINE, VICTIM);
    await book(stranger);
    const victim = await putDown(site.gateway, device, VICTIM);
    const own = await book(victim, device);
    expect((await get('/v1/patients/me', stranger)).status).toBe(401);
    expect(await byCode(MINE)).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    const again = await claim(MINE, VICTIM);
    expect(again.body.patientId).not.toBe(stranger.body.patientId);
    expect(await listed(again)).toEqual([]);
    for (const path of [`/v1/appointments/${String(own.body.id)}`, `/v1/appointments/${String(own.body.id)}/events`])
      expect((await get(path, again)).status).toBe(404);
    expect((await cancel(own.body.id, again)).status).toBe(404);
  });

  it('a claim opens no file at a hospital, and hears the same whether or not there is one', async () => {
    const { hospitals } = site.gateway.onedoor.dependencies;
    const { ask, facet } = hospitals;
    const asksDocument = async () => {
      const { items } = await replyOf(await site.gateway.request('/v1/hospitals', { headers: { host: 'localhost' } })).then(
        ({ body }) => body as { items: { asksDocument: boolean }[] },
      );
      return items.map((one) => one.asksDocument);
    };
    expect(await asksDocument()).toEqual([false]);
    const asked: string[] = [];
    hospitals.facet = ((id: string, name: string) =>
      name === 'patients' ? {} : facet.call(hospitals, id, name as 'booking')) as never;
    hospitals.ask = ((id: string, name: string, ...more: unknown[]) => {
      asked.push(name);
      return (ask as (...all: unknown[]) => unknown).call(hospitals, id, name, ...more);
    }) as never;
    // It can be told before a time is chosen.
    expect(await asksDocument()).toEqual([true]);
    for (const [phone, name] of [
      [MINE, VICTIM.name],
      [THEIRS, '王大明'],
    ] as const) {
      const stranger = await claim(phone, { ...VICTIM, name });
      expect(await book(stranger)).toMatchObject({ status: 409, body: { code: 'document-required' } });
    }
    expect(asked).not.toContain('patients');
    expect(asked).not.toContain('booking');
  });

  it('a claim of a document that somebody proved is answered like one that nobody knows', async () => {
    await putDown(site.gateway, device, VICTIM, { phone: THEIRS });
    const known = await claim(MINE, VICTIM);
    const unknown = await claim('13900000003', cardOf(2));
    const shape = ({ status, body }: Reply) => [status, Object.keys(body).sort(), body.registered, body.patientName];
    expect(shape(known)).toEqual(shape(unknown));
  });

  it('a claim is one registration for its phone, however often it is made, and another for another phone', async () => {
    const first = await claim(MINE, VICTIM);
    const again = await claim(MINE, VICTIM);
    const other = await claim(THEIRS, VICTIM);
    expect(again.body).toMatchObject({ patientId: first.body.patientId, registered: false });
    expect(other.body.patientId).not.toBe(first.body.patientId);
    const victim = await putDown(site.gateway, device, VICTIM);
    expect(victim.body.tookOver).toHaveLength(2);
  });

  it('a member of staff who vouches takes a claim over as a card does', async () => {
    const stranger = await claim(MINE, VICTIM);
    const booked = await book(stranger);
    const { device: desk, staff } = await signedInStaff(site.gateway);
    const { document, ...person } = personOf(VICTIM);
    const evidence = { kind: 'staff-present', document, reason: '忘带手机' };
    const body = { evidence, person: { ...person, document }, consents: await agreed(site.gateway), carrier: 'bearer' };
    const vouched = await postAt(desk, '/v1/sessions', body, staff);
    expect(vouched).toMatchObject({ status: 201, body: { level: 'vouched-for' } });
    expect(await listed(vouched, desk)).toEqual([booked.body.id]);
    expect((await get('/v1/appointments', stranger)).status).toBe(401);
  });

  it('a code alone shows nothing that is older than the last time the document was shown', async () => {
    const first = await putDown(site.gateway, device, VICTIM, { phone: MINE });
    const old = await book(first, device);
    await site.clock.leap(DAY_MS);
    const later = await putDown(site.gateway, device, VICTIM);
    const now = await book(later, device);
    await site.clock.leap(1_000);
    const phone = await byCode(MINE);
    expect(phone).toMatchObject({ status: 201, body: { level: 'phone-held', patientId: first.body.patientId } });
    expect(await listed(phone)).toEqual([now.body.id]);
    expect((await get(`/v1/appointments/${String(old.body.id)}`, phone)).status).toBe(404);
    expect((await cancel(old.body.id, phone)).status).toBe(404);
    const lines = (await get('/v1/access-log?limit=50', phone)).body.items as Line[];
    expect(lines.filter(({ action }) => action === 'appointment.book')).toHaveLength(1);
    expect((await get('/v1/patients/me', phone)).body).toMatchObject({ documents: [], level: 'phone-held', proved: true });
  });

  it('a code to a number that nobody showed to hold for ninety days opens nothing of who had it before', async () => {
    const before = await claim(MINE, VICTIM);
    await book(before);
    await site.clock.leap(90 * DAY_MS - 60_000);
    expect((await byCode(MINE)).body.patientId).toBe(before.body.patientId);
    await site.clock.leap(90 * DAY_MS + 1);
    expect(await byCode(MINE)).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    const after = await claim(MINE, cardOf(3));
    expect(await listed(after)).toEqual([]);
  });

  it('a session by code is never told to be the person: its acts stand in the log as those of whoever held the phone', async () => {
    const proved = await putDown(site.gateway, device, VICTIM, { phone: MINE });
    await site.clock.leap(1_000);
    const phone = await byCode(MINE);
    await book(phone);
    const line = (await log(proved)).find(({ action }) => action === 'appointment.book');
    expect(line).toMatchObject({ who: 'phone', phone: '139****0001', evidence: 'one-time-code' });
  });

  it('a phone opens nine people and no more, and whoever shows a document is not kept out by them', async () => {
    for (let n = 1; n <= 9; n += 1) {
      if (n % 5 === 0) await site.clock.leap(DAY_MS);
      expect((await claim(MINE, cardOf(n))).status).toBe(201);
    }
    await site.clock.leap(DAY_MS);
    expect(await claim(MINE, cardOf(20))).toMatchObject({ status: 409, body: { code: 'phone-full' } });
    expect((await putDown(site.gateway, device, cardOf(20), { phone: MINE })).status).toBe(201);
  });

  it('an eleventh session of one person ends the oldest, and locks nobody out', async () => {
    const sessions: Reply[] = [];
    for (let n = 0; n < 11; n += 1) {
      await site.clock.leap(1_000);
      sessions.push(await putDown(site.gateway, device, VICTIM));
    }
    const answers = [];
    for (const session of sessions) answers.push((await get('/v1/patients/me', session, device)).status);
    expect(answers).toEqual([401, ...Array.from({ length: 10 }, () => 200)]);
  });
});
