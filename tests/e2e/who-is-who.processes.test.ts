import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { residentId } from '../../fixtures/people/document-numbers.ts';
import { driven, startQuietGateway } from '../security/quiet-gateway.ts';
import { type Card, enrolTestDevice } from '../support/test-device.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post, putDown, type Reply, replyOf } from '../support/test-people.ts';
import { KioskPage } from './kiosk-page.ts';
import { type RealCity, startRealCity } from './real-city.ts';

/** Whoever asks: a phone, or the page of a kiosk. */
type Ask = (path: string, init?: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<Response>;
type Line = { who: string; action: string; at: string; phone?: string; evidence?: string; where?: string };

let city: RealCity;
let kiosk: KioskPage;
let phone: Ask;
let consents: object;
let slots: string[];
/** Two clerks of the kiosk's hospital, V1 and V2, and V3 of another one, with a kiosk there: they take up their work while others are served. */
let windows: Promise<KioskPage>;

beforeAll(async () => {
  city = await startRealCity();
  windows = clerksAtWork();
  kiosk = await KioskPage.open(city.origin, city.kiosk);
  phone = (path, init) => fetch(`${city.origin}${path}`, init);
  const { version } = (await (await phone('/v1/privacy-notice')).json()) as { version: string };
  consents = { privacyNotice: version, healthData: version, language: 'zh' };
  // One that keeps no files: where there are some, nobody books who only typed who they are.
  const withoutFiles = city.hospitals.find(({ id }) => id !== 'linjiang-first')?.id;
  const path = `/v1/slots?hospital=${withoutFiles}&limit=50`;
  slots = ((await (await phone(path)).json()) as { items: { id: string }[] }).items.map(({ id }) => id);
});
afterAll(async () => {
  await kiosk.close();
  await (await windows).close();
  await city.stop();
});

async function clerksAtWork(): Promise<KioskPage> {
  const [first, second] = city.hospitals.map(({ id }) => id);
  if (first === undefined || second === undefined) throw new Error('the city has one hospital');
  const clerk = (hospital: string, number: string) => {
    const words = ['--hospital', hospital, '--number', number, '--name', `窗口${number}`, '--role', 'clerk'];
    return city.onedoor(['staff', 'add', ...words], '135790\n');
  };
  const bridge = city.startKiosk(second);
  await Promise.all([bridge, clerk(first, 'V1'), clerk(first, 'V2'), clerk(second, 'V3')]);
  return KioskPage.open(city.origin, await bridge);
}

const atKiosk = (page: KioskPage): Ask => page.request.bind(page);
const get = async (ask: Ask, path: string, session: Reply) => replyOf(await ask(path, { headers: bearer(session) }));
const send = async (ask: Ask, path: string, body: object, headers: Record<string, string> = {}) =>
  replyOf(await ask(path, { method: 'POST', body: JSON.stringify(body), headers: fresh(headers) }));
const rows = <Row = Record<string, unknown>>(sql: string): Row[] => {
  const db = new Database(city.databaseFile, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
};

/** The code as the demo's sender printed it. */
async function newCode(number: string): Promise<string> {
  const printed = () =>
    city.lines().flatMap((line) => (line.includes('message.printed') && line.includes(number.slice(-4)) ? [line] : []));
  const before = printed().length;
  expect((await send(phone, '/v1/one-time-codes', { phone: number })).status).toBe(204);
  await vi.waitFor(() => expect(printed().length).toBeGreaterThan(before), { interval: 5 });
  return /"text":"[^"]*?(\d{6})/.exec(printed().at(-1) ?? '')?.[1] ?? '';
}

/** A session by a code, which registers whom one says. */
async function byCode(number: string, card?: Card): Promise<Reply> {
  const evidence = { kind: 'one-time-code', phone: number, code: await newCode(number) };
  const registering = card ? { person: personOf(card), consents } : {};
  return send(phone, '/v1/sessions', { evidence, carrier: 'bearer', ...registering });
}

async function byCard(page: KioskPage, card: Card): Promise<Reply> {
  const evidence = { kind: 'document-read', document: await page.read(card) };
  return send(atKiosk(page), '/v1/sessions', { evidence, consents, carrier: 'bearer' });
}

async function booked(ask: Ask, session: Reply, patientId = session.body.patientId): Promise<string> {
  const made = await send(ask, '/v1/appointments', { slotId: slots.shift(), patientId }, bearer(session));
  expect(made, made.text).toMatchObject({ status: 201 });
  return String(made.body.id);
}

const listed = async (ask: Ask, session: Reply) =>
  ((await get(ask, '/v1/appointments', session)).body.items as { id: string }[]).map(({ id }) => id).toSorted();

/** Opens the stream of an appointment; resolves with everything that came when the gateway has ended it. */
async function followed(session: Reply, id: string): Promise<{ readonly ended: Promise<string> }> {
  const response = await phone(`/v1/appointments/${id}/events`, { headers: bearer(session) });
  expect(response.status).toBe(200);
  return { ended: response.text() };
}

/** What belongs to somebody: an appointment, a consent, and who they are. */
interface Belongings {
  readonly patientId: string;
  readonly appointment: string;
  readonly consent: string;
}

function belongingsOf(session: Reply, appointment: string): Belongings {
  const patientId = String(session.body.patientId);
  const [consent] = rows<{ id: string }>(`SELECT id FROM consent WHERE patient_id = '${patientId}'`);
  return { patientId, appointment, consent: consent?.id ?? '' };
}

/** Every door to what somebody has, as whoever holds the token tries it. */
async function tried(session: Reply, { appointment, consent, patientId }: Belongings) {
  const at = `/v1/appointments/${appointment}`;
  const child = { person: personOf(born('2016-01-01', 40)), relationship: 'parent', consents };
  const doors: Record<string, () => Promise<Reply>> = {
    read: () => get(phone, at, session),
    events: () => get(phone, `${at}/events`, session),
    cancel: () => send(phone, `${at}/cancel`, {}, bearer(session)),
    slip: () => send(phone, `${at}/slip`, {}, bearer(session)),
    book: () => send(phone, '/v1/appointments', { slotId: slots.at(-1), patientId }, bearer(session)),
    withdraw: () => send(phone, `/v1/consents/${consent}/withdraw`, {}, bearer(session)),
    me: () => get(phone, '/v1/patients/me', session),
    list: () => get(phone, '/v1/appointments', session),
    log: () => get(phone, '/v1/access-log?limit=50', session),
    consents: () => get(phone, '/v1/consents?limit=50', session),
    dependants: () => send(phone, '/v1/patients/me/dependants', child, bearer(session)),
  };
  const answers: Record<string, Reply> = {};
  for (const [door, open] of Object.entries(doors)) answers[door] = await open();
  return answers;
}

const statuses = (answers: Record<string, Reply>, doors = Object.keys(answers)) =>
  Object.fromEntries(doors.map((door) => [door, answers[door]?.status]));

/** The token is worth nothing any more, at any door. */
async function expectDead(session: Reply, theirs: Belongings): Promise<void> {
  const answers = await tried(session, theirs);
  expect(new Set(Object.values(statuses(answers))), JSON.stringify(statuses(answers))).toEqual(new Set([401]));
}

/** A session that lives, of somebody else, and that sees and does nothing of theirs. @param own what its own log has of appointments. */
async function expectBlind(session: Reply, theirs: Belongings, own: readonly string[] = []): Promise<void> {
  const answers = await tried(session, theirs);
  const closed = ['read', 'events', 'cancel', 'slip', 'book', 'withdraw'];
  expect(statuses(answers, closed)).toEqual(Object.fromEntries(closed.map((door) => [door, 404])));
  expect(answers.me?.body.patientId).not.toBe(theirs.patientId);
  const shown = ['me', 'list', 'log', 'consents'].map((door) => answers[door]?.text).join();
  for (const id of Object.values(theirs)) expect(shown).not.toContain(id);
  const lines = answers.log?.body.items as Line[];
  const acts = lines.map(({ action }) => action).filter((action) => action.startsWith('appointment.'));
  expect(acts.filter((action) => action !== 'appointment.list')).toEqual(own);
}

/** By a connection of its own: nobody but its owner, the gateway and staff did anything with the appointment. */
function expectUntouched({ appointment, patientId }: Belongings): void {
  const live = rows(`SELECT live FROM appointment WHERE id = '${appointment}'`);
  expect(live).toEqual([{ live: 1 }]);
  const strange = `SELECT action FROM audit WHERE subject_id = '${appointment}' AND actor_kind = 'patient' AND actor_id <> '${patientId}'`;
  expect(rows(strange)).toEqual([]);
}

const born = (birthDate: string, serial: number, name = '王小花'): Card =>
  cardOf(serial, { birthDate, name, number: residentId({ birthDate, sex: 'female', serial }) });

it.each([
  ['a resident’s card', '13900000001', cardOf(1)],
  ['a passport', '13900000002', cardOf(2, { type: 'passport', number: 'E12345678', name: 'MARIA SILVA' })],
])(
  'over HTTP, with %s on the bridge: token, phone and later codes of a stranger who claimed it open nothing, and the log tells of them',
  async (_what, number, card) => {
    const stranger = await byCode(number, card);
    expect(stranger).toMatchObject({ status: 201, body: { registered: true } });
    const theirs = await booked(phone, stranger);
    const stream = await followed(stranger, theirs);
    const [claim] = rows<{ at: number }>(`SELECT created_at AS at FROM patient WHERE id = '${stranger.body.patientId}'`);

    const victim = await byCard(kiosk, card);
    expect(victim).toMatchObject({ status: 201, body: { registered: true, level: 'document-read' } });
    expect(await stream.ended).toContain('event:');
    const own = belongingsOf(victim, await booked(atKiosk(kiosk), victim));
    expect(await listed(atKiosk(kiosk), victim)).toEqual([theirs, own.appointment].toSorted());
    await expectDead(stranger, own);
    await expectDead(stranger, { ...own, appointment: theirs });
    expect(await stream.ended).toContain('event:');

    expect(await byCode(number)).toMatchObject({ status: 409, body: { code: 'registration-required' } });
    const again = await byCode(number, card);
    expect(again).toMatchObject({ status: 201, body: { registered: true } });
    await expectBlind(again, own);
    await expectBlind(again, { ...own, appointment: theirs });
    expectUntouched(own);

    const masked = `139****${number.slice(-4)}`;
    const [told] = victim.body.tookOver as { claimedAt: string; phone: string }[];
    expect([told?.phone, Date.parse(told?.claimedAt ?? '')]).toEqual([masked, Math.floor((claim?.at ?? 0) / 1000) * 1000]);
    const lines = (await get(atKiosk(kiosk), '/v1/access-log?limit=50', victim)).body.items as Line[];
    const of = (action: string, who: string) => lines.filter((line) => line.action === action && line.who === who);
    expect(of('patient.claim', 'claimant')).toMatchObject([{ phone: masked, evidence: 'one-time-code', at: told?.claimedAt }]);
    expect(of('appointment.book', 'claimant')).toMatchObject([{ phone: masked, evidence: 'one-time-code' }]);
    const [ended] = rows<{ at: number }>(`SELECT superseded_at AS at FROM patient WHERE id = '${stranger.body.patientId}'`);
    expect(of('claim.take-over', 'you')).toMatchObject([{ phone: masked, evidence: 'document-read', where: '门诊大厅 1 号机' }]);
    expect(Date.parse(of('claim.take-over', 'you')[0]?.at ?? '')).toBe(Math.floor((ended?.at ?? 0) / 1000) * 1000);
    expect(lines.filter(({ who, evidence }) => who === 'you' && evidence !== 'document-read')).toEqual([]);

    // The window of the claim, looked into from beside: its phone, its session and nothing else has ended with it.
    const at = `WHERE patient_id = '${stranger.body.patientId}'`;
    expect(rows(`SELECT ended_at FROM patient_phone ${at}`)).toEqual([{ ended_at: ended?.at }]);
    expect(rows(`SELECT ended_at FROM session ${at}`)).toEqual([{ ended_at: ended?.at }]);
    const slip = await send(atKiosk(kiosk), `/v1/appointments/${theirs}/slip`, {}, bearer(victim));
    expect(slip.status).toBe(200);
    const given = await send(atKiosk(kiosk), `/v1/appointments/${theirs}/cancel`, {}, bearer(victim));
    expect(given.status).toBe(200);
  },
);

it('over HTTP, with a child’s card on the bridge: a stranger who named the child by word sees and does nothing of what its card books', async () => {
  const card = born('2011-05-01', 3);
  const number = '13900000003';
  const stranger = await byCode(number, born('1985-02-03', 4, '赵大花'));
  const body = { person: personOf(card), relationship: 'parent', consents };
  const named = await send(phone, '/v1/patients/me/dependants', body, bearer(stranger));
  expect(named).toMatchObject({ status: 201, body: { level: 'claimed' } });
  const theirs = await booked(phone, stranger, named.body.patientId);
  const stream = await followed(stranger, theirs);

  const child = await byCard(kiosk, card);
  expect(child).toMatchObject({ status: 201, body: { registered: true } });
  const own = belongingsOf(child, await booked(atKiosk(kiosk), child));
  expect(await listed(atKiosk(kiosk), child)).toEqual([theirs, own.appointment].toSorted());
  await expectBlind(stranger, { ...own, appointment: theirs });
  expect(await stream.ended).toContain('event:');
  await expectBlind(await byCode(number), own);
  expect(await listed(phone, stranger)).toEqual([]);
  expectUntouched(own);
  const lines = (await get(atKiosk(kiosk), '/v1/access-log?limit=50', child)).body.items as Line[];
  const who = (action: string) => lines.filter((line) => line.action === action).map((line) => line.who);
  expect([who('guardian.claim'), who('appointment.book'), who('claim.take-over')]).toEqual([
    ['claimant'],
    ['you', 'claimant'],
    ['you'],
  ]);
});

it('over HTTP, with clerks of two hospitals at their bridges: what one clerk links opens nothing, a clerk of another hospital can not confirm it, and two of one can', async () => {
  const elsewhere = await windows;
  const [card, passport] = [
    cardOf(5, { name: 'ANNA RUIZ' }),
    cardOf(6, { type: 'passport', number: 'E87654321', name: 'ANNA RUIZ' }),
  ];
  const [one, other] = [await byCard(kiosk, card), await byCard(kiosk, passport)];
  const own = belongingsOf(other, await booked(atKiosk(kiosk), other));
  const signedIn = async (page: KioskPage, number: string) => {
    const signed = await send(atKiosk(page), '/v1/staff-sessions', { number, pin: '135790', carrier: 'bearer' });
    expect(signed, signed.text).toMatchObject({ status: 201 });
    return { 'onedoor-staff': String(signed.body.token) };
  };
  // Nobody is two people: whoever signs in at a window is the one who is signed in there.
  const said = async (page: KioskPage, number: string, patientId = one.body.patientId) => {
    const staff = await signedIn(page, number);
    return send(atKiosk(page), '/v1/patient-links', { patientId, otherId: own.patientId, reason: '同一人' }, staff);
  };
  const sees = async () => {
    const read = await get(atKiosk(kiosk), `/v1/appointments/${own.appointment}`, one);
    const mine = (await listed(atKiosk(kiosk), one)).includes(own.appointment);
    return [read.status, mine];
  };

  expect((await said(kiosk, 'V1')).status).toBe(202);
  expect((await said(kiosk, 'V1')).status).toBe(202);
  expect(await sees()).toEqual([404, false]);
  expect((await said(elsewhere, 'V3')).status).toBe(404);
  expect(await sees()).toEqual([404, false]);
  expect(rows('SELECT live FROM patient_link')).toEqual([]);

  // A claim of the same name is nobody to the clerks here: it was never at this hospital, whatever it booked elsewhere by phone.
  const claimed = await byCode('13900000005', cardOf(7, { name: 'ANNA RUIZ' }));
  await booked(phone, claimed);
  for (const number of ['V1', 'V2']) expect((await said(kiosk, number, claimed.body.patientId)).status).toBe(404);
  await expectBlind(claimed, own, ['appointment.book']);

  const linked = await said(kiosk, 'V2');
  expect(linked.status).toBe(201);
  expect(await sees()).toEqual([200, true]);
  const parted = await send(
    atKiosk(kiosk),
    `/v1/patient-links/${linked.body.id}/unlink`,
    { reason: '不是同一人' },
    await signedIn(kiosk, 'V1'),
  );
  expect(parted.status).toBe(200);
  expect(await sees()).toEqual([404, false]);
});

it('in this process, with a clock that goes ninety days on: whoever gets a number that was given out again opens nothing of who had it, by no code and under no name', async () => {
  const site = await startQuietGateway('sqlite', { patients: 0 });
  const { gateway, clock } = site;
  const device = await enrolTestDevice(gateway);
  const [number, card] = ['13900000009', cardOf(9)];
  const code = async (more: object = {}) => {
    await clock.leap(1_000);
    const evidence = { kind: 'one-time-code', phone: number, code: await codeFor(gateway, number) };
    return post(gateway, '/v1/sessions', { evidence, carrier: 'bearer', ...more });
  };
  const book = async (session: Reply) => {
    const { slotId } = await gateway.openSlot(1, 3 * 24 * 3_600_000);
    const body = { slotId, patientId: session.body.patientId };
    return driven(site, post(gateway, '/v1/appointments', body, fresh(bearer(session))));
  };
  const before = await code({ person: personOf(card), consents: await agreed(gateway) });
  const theirs = await book(before);
  expect(theirs.status).toBe(201);
  await clock.leap(90 * 24 * 3_600_000);
  expect(await code()).toMatchObject({ status: 409, body: { code: 'registration-required' } });
  for (const shown of [card, cardOf(10)]) {
    const after = await code({ person: personOf(shown), consents: await agreed(gateway) });
    expect(after.body.patientId).not.toBe(before.body.patientId);
    const ask: Ask = (path, init) => gateway.request(path, init);
    expect(await listed(ask, after)).toEqual([]);
    for (const [act, init] of [
      ['', {}],
      ['/events', {}],
      ['/cancel', { method: 'POST' }],
      ['/slip', { method: 'POST' }],
    ] as const) {
      const headers = 'method' in init ? fresh(bearer(after)) : bearer(after);
      const answer = await gateway.request(`/v1/appointments/${theirs.body.id}${act}`, { ...init, headers });
      expect([act, answer.status]).toEqual([act, 404]);
    }
    expect((await get(ask, '/v1/access-log', after)).text).not.toContain('appointment.book');
  }
  const owner = await putDown(gateway, device, card);
  expect(owner.body.tookOver).toHaveLength(2);
  const mine: Ask = (path, init) => device.request(path, init);
  expect(await listed(mine, owner)).toEqual([theirs.body.id]);
  await site.stop();
});
