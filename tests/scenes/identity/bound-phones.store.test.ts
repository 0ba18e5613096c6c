import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shareWording } from '../../../bff/contract/records/share-wording.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { endSome } from '../../../bff/scenes/family/end-grants.ts';
import { BOUND_SESSION_MS, SESSION_MS } from '../../../bff/scenes/identity/open-session.ts';
import { reachedBy } from '../../../bff/scenes/identity/reached-by.ts';
import { everythingIn, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, ORIGIN, signedInStaff, type TestDevice } from '../../support/test-device.ts';
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
import { AGREED } from '../family/family-site.ts';

const PHONE = '13900000001';
const OTHER_PHONE = '13900000002';
const CARD = cardOf(1);
const OTHER_CARD = cardOf(2, { name: '赵大力' });
const DAY_MS = 24 * 3_600_000;

/** A browser: it keeps the one cookie that no page sees, and sends it with every request. */
class Browser {
  cookie: string | undefined;
  readonly #site: QuietGateway;
  constructor(site: QuietGateway) {
    this.#site = site;
  }
  get headers(): Record<string, string> {
    return this.cookie === undefined ? {} : { cookie: this.cookie };
  }
  async post(path: string, body: unknown, session: Record<string, string> = {}): Promise<Reply> {
    const reply = await post(this.#site.gateway, path, body, { ...this.headers, ...session });
    const set = reply.headers.get('set-cookie');
    if (set?.startsWith('__Host-onedoor-phone=')) this.cookie = set.split(';')[0];
    return reply;
  }
  async get(path: string, session: Record<string, string> = {}): Promise<Reply> {
    return replyOf(await this.#site.gateway.request(`${ORIGIN}${path}`, { headers: { ...this.headers, ...session } }));
  }
}

describe.each(ENGINES)('%s: phones that are somebody’s own', (engine) => {
  let site: QuietGateway;
  let kiosk: TestDevice;
  let phone: Browser;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    kiosk = await enrolTestDevice(site.gateway);
    phone = new Browser(site);
  });
  afterEach(() => site.stop());

  async function opened(opening: Promise<Reply>): Promise<Reply> {
    const reply = await opening;
    expect(reply.status, reply.text).toBe(201);
    await site.clock.leap(1_000);
    return reply;
  }
  const byCard = (card = CARD, more = {}) => opened(putDown(site.gateway, kiosk, card, more));
  async function tryCode(browser: Browser, number = PHONE, more = {}): Promise<Reply> {
    await site.clock.leap(1_000);
    const evidence = { kind: 'one-time-code', phone: number, code: await codeFor(site.gateway, number) };
    return browser.post('/v1/sessions', { evidence, carrier: 'bearer', ...more });
  }
  const byCode = (browser: Browser, number = PHONE, more = {}) => opened(tryCode(browser, number, more));
  const claiming = async (card = CARD) => ({ person: personOf(card), consents: await agreed(site.gateway) });
  const ask = (browser: Browser, session: Reply) => browser.post('/v1/phone-bindings', {}, bearer(session));
  const atKiosk = (session: Reply, path: string, body: unknown = {}, more = {}) =>
    postAt(kiosk, path, body, { ...bearer(session), ...more });
  const enter = (session: Reply, code: unknown) => atKiosk(session, '/v1/phone-binding-entries', { code });
  const confirm = (session: Reply, id: unknown) => atKiosk(session, `/v1/phone-bindings/${String(id)}/confirm`);
  const meOf = (browser: Browser, session: Reply) => browser.get('/v1/patients/me', bearer(session));
  const levelOf = async (browser: Browser, session: Reply) => (await meOf(browser, session)).body.level;
  const phonesOf = async (browser: Browser, session: Reply) =>
    (await browser.get('/v1/bound-phones', bearer(session))).body.items as Record<string, unknown>[];
  const rows = <T>(sql: string) => site.db.rows<T>(sql);

  /** The person's phone, bound with their card; the session of the card, and the one of the phone. */
  async function bound(browser = phone): Promise<{ card: Reply; code: Reply; id: string }> {
    const card = await byCard(CARD, { phone: PHONE });
    const code = await byCode(browser);
    const asked = await ask(browser, code);
    expect(asked.status, asked.text).toBe(201);
    expect((await enter(card, asked.body.code)).status).toBe(200);
    const confirmed = await confirm(card, asked.body.id);
    expect(confirmed.status, confirmed.text).toBe(200);
    return { card, code, id: String(confirmed.body.id) };
  }

  it('a phone is bound with the card: both screens show the same digits, and its session goes on as the person’s own for twelve hours', async () => {
    const card = await byCard(CARD, { phone: PHONE });
    const code = await byCode(phone);
    expect(await levelOf(phone, code)).toBe('phone-held');
    const asked = await ask(phone, code);
    expect(asked.body.code).toMatch(/^\d{8}$/);
    expect(asked.headers.get('set-cookie')).toMatch(
      /^__Host-onedoor-phone=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000$/,
    );
    const state = async () => (await phone.get(`/v1/phone-bindings/${String(asked.body.id)}`)).body;
    expect(await state()).toEqual({ state: 'waiting', signedIn: true });
    const entered = await enter(card, asked.body.code);
    expect(entered).toMatchObject({ status: 200, body: { id: asked.body.id, phone: '139****0001', digits: asked.body.digits } });
    expect(await state()).toEqual({ state: 'entered', signedIn: true });
    expect(await levelOf(phone, code)).toBe('phone-held');
    const first = await confirm(card, asked.body.id);
    expect((await confirm(card, asked.body.id)).body).toEqual(first.body);
    expect(await state()).toEqual({ state: 'bound', signedIn: true });
    expect(await levelOf(phone, code)).toBe('phone-bound');
    await site.clock.leap(BOUND_SESSION_MS - 1);
    expect(await levelOf(phone, code)).toBe('phone-bound');
    await site.clock.leap(1);
    expect((await meOf(phone, code)).status).toBe(401);
    expect(await rows("SELECT id FROM audit WHERE action = 'phone.bind'")).toHaveLength(1);
  });

  it('number and browser are both needed: a code opens the person’s own level in that browser, and what a held phone opens in any other', async () => {
    await bound();
    const here = await byCode(phone);
    expect(here.body.level).toBe('phone-bound');
    expect(Date.parse(String(here.body.expiresAt)) - site.clock.now()).toBe(BOUND_SESSION_MS - 1_000);
    const elsewhere = await byCode(new Browser(site));
    expect(elsewhere.body.level).toBe('phone-held');
    expect(Date.parse(String(elsewhere.body.expiresAt)) - site.clock.now()).toBe(SESSION_MS - 1_000);
    const forged = new Browser(site);
    forged.cookie = `__Host-onedoor-phone=${'x'.repeat(43)}`;
    expect((await byCode(forged)).body.level).toBe('phone-held');
    // The browser alone opens nothing: it has no code of another number's, nor any session.
    expect((await phone.get('/v1/patients/me')).status).toBe(401);
    expect((await byCode(phone, OTHER_PHONE, await claiming(OTHER_CARD))).body.level).toBe('phone-held');
  });

  it('a bound phone sees everything, results and bills too, and proves no document', async () => {
    const { card } = await bound();
    const session = await byCode(phone);
    const id = String(card.body.patientId);
    const proved = () => rows(`SELECT proved_at FROM patient WHERE id = '${id}'`);
    const statusOf = async (path: string) => {
      const { status, body } = await phone.get(path, bearer(session));
      return [status, body.code];
    };
    expect((await meOf(phone, session)).body.documents).toHaveLength(1);
    const [results] = await statusOf(`/v1/results?patientId=${id}`);
    expect(results).toBe(200);
    expect((await statusOf(`/v1/bills?patientId=${id}`))[0]).toBe(200);
    expect((await statusOf('/v1/payments'))[0]).toBe(200);
    const before = await proved();
    await byCode(phone);
    expect(await proved()).toEqual(before);
  });

  it('a claim of the document is taken over with its phone: the phone asks for one more code, and is the person’s own', async () => {
    const claim = await byCode(phone, PHONE, await claiming());
    const asked = await ask(phone, claim);
    const card = await byCard();
    expect((await meOf(phone, claim)).status).toBe(401);
    expect((await enter(card, asked.body.code)).body).toMatchObject({ phone: '139****0001', digits: asked.body.digits });
    expect((await confirm(card, asked.body.id)).status).toBe(200);
    expect((await phone.get(`/v1/phone-bindings/${String(asked.body.id)}`)).body).toEqual({ state: 'bound', signedIn: false });
    const session = await byCode(phone);
    expect(session.body).toMatchObject({ level: 'phone-bound', patientId: card.body.patientId, registered: false });
  });

  it('a browser that was bound with one number of a person is not their own with another number of theirs', async () => {
    const { card } = await bound();
    const second = new Browser(site);
    const asked = await ask(second, await byCode(second, OTHER_PHONE, await claiming()));
    const { body } = await byCard();
    const again = await byCard();
    expect((await enter(again, asked.body.code)).status).toBe(200);
    expect((await confirm(again, asked.body.id)).status).toBe(200);
    expect(body.patientId).toBe(card.body.patientId);
    expect((await byCode(second, OTHER_PHONE)).body).toMatchObject({ level: 'phone-bound', patientId: body.patientId });
    expect((await byCode(phone, OTHER_PHONE)).body).toMatchObject({ level: 'phone-held', patientId: body.patientId });
    expect((await byCode(phone)).body).toMatchObject({ level: 'phone-bound', patientId: body.patientId });
  });

  it('a claim that was made while the card’s session went on is taken over when its phone is bound', async () => {
    const card = await byCard();
    const claim = await byCode(phone, PHONE, await claiming());
    const asked = await ask(phone, claim);
    expect((await enter(card, asked.body.code)).status).toBe(200);
    expect((await confirm(card, asked.body.id)).status).toBe(200);
    expect((await meOf(phone, claim)).status).toBe(401);
    expect(await rows("SELECT id FROM audit WHERE action = 'claim.take-over'")).toHaveLength(1);
    expect((await byCode(phone)).body).toMatchObject({ level: 'phone-bound', patientId: card.body.patientId });
  });

  it('a wrong code, one of somebody else, one that is too old and one that is bound already are answered alike', async () => {
    await bound();
    const other = await byCard(OTHER_CARD);
    const theirs = await byCode(new Browser(site), OTHER_PHONE, await claiming(cardOf(3, { name: '李四光' })));
    const asked = await ask(new Browser(site), theirs);
    const own = await byCard(CARD);
    const refusals = [
      await enter(own, asked.body.code === '00000000' ? '00000001' : '00000000'),
      await enter(other, asked.body.code),
      await enter(own, asked.body.code),
    ];
    const session = await byCode(new Browser(site));
    const late = await ask(new Browser(site), session);
    await site.clock.leap(limits.phoneBindingLife.figure);
    refusals.push(await enter(own, late.body.code));
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([404, 'not-found']));
  });

  it('only the session in which the code was entered confirms it, and only at its device', async () => {
    const card = await byCard(CARD, { phone: PHONE });
    const asked = await ask(phone, await byCode(phone));
    expect((await confirm(card, asked.body.id)).status).toBe(404);
    expect((await enter(card, asked.body.code)).status).toBe(200);
    expect((await confirm(await byCard(), asked.body.id)).status).toBe(404);
    const code = await byCode(new Browser(site));
    for (const path of ['/v1/phone-binding-entries', `/v1/phone-bindings/${String(asked.body.id)}/confirm`]) {
      const body = path.endsWith('entries') ? { code: asked.body.code } : {};
      const afar = await post(site.gateway, path, body, bearer(code));
      expect([afar.status, afar.body.code]).toEqual([409, 'document-required']);
    }
    expect(await rows('SELECT id FROM bound_phone')).toEqual([]);
  });

  it('how far a binding is, is told to the browser that asked for it and no other', async () => {
    const asked = await ask(
      phone,
      await (async () => {
        await byCard(CARD, { phone: PHONE });
        return byCode(phone);
      })(),
    );
    expect((await new Browser(site).get(`/v1/phone-bindings/${String(asked.body.id)}`)).status).toBe(404);
    expect((await phone.get(`/v1/phone-bindings/phb_${'u'.repeat(22)}`)).status).toBe(404);
    expect((await phone.get(`/v1/phone-bindings/${String(asked.body.id)}`)).status).toBe(200);
  });

  it('codes are tried ten times a quarter of an hour by one person, and then the right one is refused too', async () => {
    const card = await byCard(CARD, { phone: PHONE });
    const asked = await ask(phone, await byCode(phone));
    const wrong = asked.body.code === '00000000' ? '00000001' : '00000000';
    for (let time = 0; time < limits.bindingTries.figure; time += 1) expect((await enter(card, wrong)).status).toBe(404);
    const over = await enter(card, asked.body.code);
    expect([over.status, over.body.code]).toEqual([429, 'rate-limited']);
  });

  it('a clerk binds the number that is the person’s already, is named with it, and binds none that was only claimed', async () => {
    await byCard(CARD, { phone: PHONE });
    const code = await byCode(phone);
    const claimed = new Browser(site);
    const claim = await byCode(claimed, OTHER_PHONE, await claiming());
    const [asked, taken] = [await ask(phone, code), await ask(claimed, claim)];
    const { device, staff, staffId } = await signedInStaff(site.gateway);
    const evidence = { kind: 'staff-present', document: personOf(CARD).document, reason: '忘带证件' };
    const session = await opened(postAt(device, '/v1/sessions', { evidence, carrier: 'bearer' }, staff));
    const at = (path: string, body: unknown, by = staff) => postAt(device, path, body, { ...bearer(session), ...by });
    expect((await at('/v1/phone-binding-entries', { code: taken.body.code })).status).toBe(404);
    // Without the clerk beside them nobody is vouched for.
    expect((await at('/v1/phone-binding-entries', { code: asked.body.code }, {} as typeof staff)).body.code).toBe(
      'document-required',
    );
    expect((await at('/v1/phone-binding-entries', { code: asked.body.code })).status).toBe(200);
    expect((await at(`/v1/phone-bindings/${String(asked.body.id)}/confirm`, {})).status).toBe(200);
    expect(await levelOf(phone, code)).toBe('phone-bound');
    expect(await rows("SELECT actor_kind, actor_id FROM audit WHERE action = 'phone.bind'")).toEqual([
      { actor_kind: 'staff', actor_id: staffId },
    ]);
    expect((await phonesOf(phone, code))[0]).toMatchObject({ byStaff: true, phone: '139****0001', current: true });
  });

  it('a phone that is ended from anywhere has lost its number: it opens no session as the person, and every session that it opened ends', async () => {
    const { card, id, code } = await bound();
    const second = await byCode(phone);
    const held = await byCode(new Browser(site));
    const asking = await kiosk.request('/v1/bound-phones', { headers: bearer(card) }).then(replyOf);
    expect(asking.body.items).toMatchObject([
      { id, phone: '139****0001', byStaff: false, current: false, at: { device: '大厅一号机' } },
    ]);
    await site.clock.leap(1_000);
    const waiting = await codeFor(site.gateway, PHONE);
    expect(await atKiosk(card, `/v1/bound-phones/${id}/end`)).toMatchObject({
      status: 200,
      body: { phone: '139****0001', signedOut: false },
    });
    for (const session of [code, second, held]) expect((await meOf(phone, session)).status).toBe(401);
    const evidence = { kind: 'one-time-code', phone: PHONE, code: waiting };
    expect((await phone.post('/v1/sessions', { evidence, carrier: 'bearer' })).body.code).toBe('evidence-refused');
    expect((await tryCode(phone)).body.code).toBe('registration-required');
    expect((await kiosk.request('/v1/patients/me', { headers: bearer(card) }).then(replyOf)).body).not.toHaveProperty('phone');
    expect((await atKiosk(card, `/v1/bound-phones/${id}/end`)).status).toBe(404);
    const stranger = await byCode(new Browser(site), OTHER_PHONE, await claiming(OTHER_CARD));
    expect((await post(site.gateway, `/v1/bound-phones/${id}/end`, {}, bearer(stranger))).status).toBe(404);
  });

  it('whoever lost a bound phone ends it with a code to the same number on another', async () => {
    const { id, code } = await bound();
    const other = new Browser(site);
    const session = await byCode(other);
    expect(await phonesOf(other, session)).toMatchObject([{ id, current: false }]);
    const ended = await other.post(`/v1/bound-phones/${id}/end`, {}, bearer(session));
    expect(ended).toMatchObject({ status: 200, body: { signedOut: true } });
    expect(ended.headers.get('set-cookie')).toMatch(/^__Host-onedoor=; .*Max-Age=0$/);
    for (const [browser, one] of [
      [phone, code],
      [other, session],
    ] as const)
      expect((await meOf(browser, one)).status).toBe(401);
  });

  it('a number that was taken away with its phone is the person’s again once it is shown with the card, and messages reach it again', async () => {
    const { card, id } = await bound();
    await atKiosk(card, `/v1/bound-phones/${id}/end`);
    const patientId = String(card.body.patientId);
    const reached = () => reachedBy(site.gateway.onedoor.dependencies, { patientId, bookedBy: null, isKept: () => false });
    expect(await reached()).toBeUndefined();
    for (const number of [OTHER_PHONE, PHONE]) {
      const asked = await ask(phone, await byCode(phone, number, await claiming()));
      const again = await byCard();
      await enter(again, asked.body.code);
      expect((await confirm(again, asked.body.id)).status).toBe(200);
      expect((await byCode(phone, number)).body).toMatchObject({ level: 'phone-bound', patientId });
      expect(await reached()).toEqual({ patientId, phone: number });
    }
    // The same browser with another number: the one that it had is another's to hold.
    expect((await tryCode(phone, OTHER_PHONE)).body.code).toBe('registration-required');
  });

  it('what was given or shared in a session of a number ends with it: grants, offers and links; what was given with the card stays', async () => {
    const { card, code, id } = await bound();
    const son = await byCard(OTHER_CARD);
    const keyed = (session: Reply) => fresh(bearer(session));
    const offer = (session: Reply, by: Browser) => by.post('/v1/family/offers', { agreed: AGREED }, keyed(session));
    const held = new Browser(site);
    const heldSession = await byCode(held);
    const [taken, waiting] = [await offer(heldSession, held), await offer(code, phone)];
    expect([taken.status, waiting.status]).toEqual([201, 201]);
    const take = (of: Reply) => postAt(kiosk, '/v1/family/offers/take', { code: of.body.code }, keyed(son));
    expect((await take(taken)).status).toBe(201);
    const atCard = await postAt(kiosk, '/v1/family/offers', { agreed: AGREED }, keyed(card));
    const hospital = site.gateway.onedoor.dependencies.hospitals.ids()[0];
    const sharing = { patientId: card.body.patientId, with: { kind: 'doctor', hospital }, parts: { results: 'all' } };
    const agreedTo = { version: shareWording.version, language: 'zh' };
    const shared = await phone.post('/v1/shares', { ...sharing, agreed: agreedTo }, keyed(code));
    expect(shared.status, shared.text).toBe(201);
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const file = { sql: `INSERT INTO share_file SELECT id, 0, 'text/plain', 'sealed' FROM share`, parameters: [] };
    await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'background', deadline: clock.now() + 5_000, parts: [file] });
    await atKiosk(card, `/v1/bound-phones/${id}/end`);
    const grants = await kiosk.request('/v1/grants', { headers: bearer(card) }).then(replyOf);
    const states = (grants.body.items as Record<string, unknown>[]).map((one) => [one.id, one.state]);
    const idOf = ({ body }: Reply) => (body.grant as Record<string, unknown>).id;
    expect(Object.fromEntries(states)).toEqual({
      [String(idOf(taken))]: 'revoked',
      [String(idOf(waiting))]: 'revoked',
      [String(idOf(atCard))]: 'waiting',
    });
    expect((await take(waiting)).status).toBe(404);
    expect(await rows('SELECT ended_because FROM share')).toEqual([{ ended_because: 'revoked' }]);
    expect(await rows('SELECT share_id FROM share_file')).toEqual([]);
    await endSome(site.gateway.onedoor.dependencies);
    expect(await rows("SELECT kind, patient_id FROM message WHERE kind = 'grant-ended'")).toEqual([
      { kind: 'grant-ended', patient_id: card.body.patientId },
    ]);
    expect((await take(atCard)).status).toBe(201);
  });

  it('a browser that is to be forgotten is bound no longer and has no cookie; the number is the person’s still, and so is every other browser', async () => {
    const { code } = await bound();
    const cookie = phone.headers;
    const other = new Browser(site);
    const card = await byCard();
    const asked = await ask(other, await byCode(other));
    await enter(card, asked.body.code);
    await confirm(card, asked.body.id);
    const here = await byCode(phone);
    const grant = await phone.post('/v1/family/offers', { agreed: AGREED }, fresh(bearer(here)));
    const close = (path: string, session: Reply) =>
      site.gateway.request(`${ORIGIN}${path}`, { method: 'DELETE', headers: { ...cookie, ...bearer(session) } });
    const left = await close('/v1/sessions/current?forget=true', code);
    expect([left.status, left.headers.getSetCookie()]).toEqual([
      204,
      ['__Host-onedoor', '__Host-onedoor-phone'].map((name) => `${name}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`),
    ]);
    for (const session of [code, here]) expect((await meOf(phone, session)).status).toBe(401);
    expect((await byCode(phone)).body.level).toBe('phone-held');
    const elsewhere = await byCode(other);
    expect(elsewhere.body.level).toBe('phone-bound');
    const kept = (await other.get('/v1/grants', bearer(elsewhere))).body.items;
    expect(kept).toMatchObject([{ id: (grant.body.grant as Record<string, unknown>).id, state: 'waiting' }]);
    await site.clock.leap(DAY_MS);
    const plain = await close('/v1/sessions/current', await byCode(other));
    expect([plain.status, plain.headers.getSetCookie().length]).toEqual([204, 1]);
    expect((await close('/v1/sessions/current?forget=perhaps', await byCode(other))).status).toBe(400);
    expect((await byCode(other)).body.level).toBe('phone-bound');
  });

  it('a browser that is bound to two people keeps its cookie for the second one when the first one is forgotten', async () => {
    const first = await bound();
    const second = await byCard(OTHER_CARD, { phone: OTHER_PHONE });
    const asked = await ask(phone, await byCode(phone, OTHER_PHONE));
    await enter(second, asked.body.code);
    expect((await confirm(second, asked.body.id)).status).toBe(200);
    const left = await site.gateway.request(`${ORIGIN}/v1/sessions/current?forget=true`, {
      method: 'DELETE',
      headers: { ...phone.headers, ...bearer(first.code) },
    });
    expect([left.status, left.headers.getSetCookie().length]).toEqual([204, 1]);
    expect((await byCode(phone)).body.level).toBe('phone-held');
    expect((await byCode(phone, OTHER_PHONE)).body.level).toBe('phone-bound');
  });

  it('a number that was given to somebody else opens nothing of a bound phone, and after ninety days not in its browser either', async () => {
    await bound();
    await site.clock.leap(limits.phoneLapses.figure + DAY_MS);
    expect((await tryCode(phone)).body.code).toBe('registration-required');
    expect((await byCode(phone, PHONE, await claiming(OTHER_CARD))).body.level).toBe('phone-held');
  });

  it('withdrawing ends every bound phone, and agreeing again makes none of them bound', async () => {
    const { code } = await bound();
    const consents = (await phone.get('/v1/consents', bearer(code))).body.items as { id: string }[];
    expect((await phone.post(`/v1/consents/${consents[0]?.id}/withdraw`, {}, bearer(code))).status).toBe(200);
    expect((await meOf(phone, code)).status).toBe(401);
    const again = await byCode(phone, PHONE, { consents: await agreed(site.gateway) });
    expect(again.body.level).toBe('phone-held');
  });

  it('a shared phone is each one’s own apart: binding it for a second person leaves the first one’s, and ending one leaves the other', async () => {
    const first = await bound();
    const other = await byCard(OTHER_CARD, { phone: PHONE });
    const evidence = async (patientId: unknown) => ({
      kind: 'one-time-code',
      phone: PHONE,
      code: await codeFor(site.gateway, PHONE),
      patientId,
    });
    const open = async (patientId: unknown) => {
      await site.clock.leap(1_000);
      return opened(phone.post('/v1/sessions', { evidence: await evidence(patientId), carrier: 'bearer' }));
    };
    const session = await open(other.body.patientId);
    expect(session.body.level).toBe('phone-held');
    const asked = await ask(phone, session);
    await enter(other, asked.body.code);
    expect((await confirm(other, asked.body.id)).status).toBe(200);
    await atKiosk(first.card, `/v1/bound-phones/${first.id}/end`);
    expect((await open(other.body.patientId)).body.level).toBe('phone-bound');
    // The number is the second one's alone.
    expect((await byCode(phone)).body).toMatchObject({ level: 'phone-bound', patientId: other.body.patientId });
  });

  it('of more phones than one may have, the one that was used longest ago is bound no longer, and its session ends', async () => {
    const first = await bound();
    await site.clock.leap(1_000);
    const [{ patient_id: patientId, phone_id: phoneId }] = (await rows<Record<string, string>>('SELECT * FROM bound_phone')) as [
      Record<string, string>,
    ];
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const now = clock.now();
    const parts = Array.from({ length: limits.boundPhonesOfPerson.figure - 1 }, (_, number) => ({
      sql: `INSERT INTO bound_phone VALUES ('bph_${number}', '${patientId}', '${phoneId}', 'hash', 'dev', NULL, ${now}, ${now}, ${now + DAY_MS}, NULL)`,
      parameters: [],
    }));
    await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'background', deadline: now + 5_000, parts });
    const browser = new Browser(site);
    const session = await byCode(browser);
    const asked = await ask(browser, session);
    const card = await byCard();
    await enter(card, asked.body.code);
    expect((await confirm(card, asked.body.id)).status).toBe(200);
    expect((await meOf(phone, first.code)).status).toBe(401);
    expect(await levelOf(browser, session)).toBe('phone-bound');
    expect(await rows('SELECT id FROM bound_phone WHERE ended_at IS NULL')).toHaveLength(limits.boundPhonesOfPerson.figure);
  });

  it('a session on weaker evidence ends none on stronger: one more by code ends the oldest by code, and the card’s and the bound phone’s go on', async () => {
    const { card, code } = await bound();
    const held = await byCode(new Browser(site));
    const weak = await byCode(new Browser(site));
    for (let nth = 4; nth < limits.sessionsOfPerson.figure; nth += 1) await byCard();
    await site.clock.leap(1_000);
    const next = await byCode(new Browser(site));
    const alive = async (session: Reply) => (await meOf(phone, session)).status;
    expect([await alive(held), await alive(weak), await alive(code), await alive(next)]).toEqual([401, 200, 200, 200]);
    const seen = await kiosk.request('/v1/sessions', { headers: bearer(card) }).then(replyOf);
    expect(seen.status).toBe(200);
    expect(seen.body.items).toHaveLength(limits.sessionsOfPerson.figure);
    for (let nth = 0; nth < 3; nth += 1) await byCard();
    const refused = await tryCode(new Browser(site));
    expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await alive(code)).toBe(401);
  });

  it('what another session of the person asks for leaves a browser waiting; what its own session asks for takes its place', async () => {
    const card = await byCard(CARD, { phone: PHONE });
    const code = await byCode(phone);
    const first = await ask(phone, code);
    await ask(new Browser(site), await byCode(new Browser(site)));
    expect((await phone.get(`/v1/phone-bindings/${String(first.body.id)}`)).body.state).toBe('waiting');
    expect((await enter(card, first.body.code)).body).toMatchObject({ digits: first.body.digits });
    const again = await ask(phone, code);
    expect((await confirm(card, first.body.id)).status).toBe(404);
    expect((await enter(card, again.body.code)).status).toBe(200);
    expect((await confirm(card, again.body.id)).status).toBe(200);
    expect(await levelOf(phone, code)).toBe('phone-bound');
  });

  it('a browser of somebody’s own gets five codes to its own number when strangers have used up the day’s, and none to another number', async () => {
    await bound();
    const send = (number: string, browser = phone) => browser.post('/v1/one-time-codes', { phone: number });
    const stranger = new Browser(site);
    const usedUp = async (number: string) => {
      for (let nth = 0; nth < limits.codesToPhone.figure; nth += 1) await send(number, stranger);
      return (await send(number, stranger)).body.code;
    };
    expect(await usedUp(PHONE)).toBe('too-many-codes');
    await site.clock.leap(1_000);
    expect((await send(PHONE)).status).toBe(204);
    const code = /验证码是 (\d{6})/.exec(site.gateway.sent.at(-1)?.text ?? '')?.[1];
    const opening = { evidence: { kind: 'one-time-code', phone: PHONE, code }, carrier: 'bearer' };
    const opened = await phone.post('/v1/sessions', opening);
    expect(opened.body.level, opened.text).toBe('phone-bound');
    for (let nth = 1; nth < limits.codesToOwnPhone.figure; nth += 1) expect((await send(PHONE)).status).toBe(204);
    expect((await send(PHONE)).body.code).toBe('too-many-codes');
    expect(await usedUp(OTHER_PHONE)).toBe('too-many-codes');
    expect((await send(OTHER_PHONE)).body.code).toBe('too-many-codes');
  });

  it('nothing of a browser’s secret or of a code is kept or logged, and no body shows the secret', async () => {
    const card = await byCard(CARD, { phone: PHONE });
    const asked = await ask(phone, await byCode(phone));
    await enter(card, asked.body.code);
    await confirm(card, asked.body.id);
    const kept = JSON.stringify(await everythingIn(site.db)) + site.gateway.logged.join('');
    const secret = phone.cookie?.split('=')[1] ?? '';
    expect(secret).toHaveLength(43);
    for (const one of [secret, String(asked.body.code)]) expect(kept).not.toContain(one);
    expect(asked.text).not.toContain(secret);
  });

  it('a browser that is a hospital’s own device is nobody’s phone', async () => {
    const card = await byCard(CARD, { phone: PHONE });
    const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(site.gateway, PHONE) };
    const code = await opened(postAt(kiosk, '/v1/sessions', { evidence, carrier: 'bearer' }));
    const refused = [await atKiosk(card, '/v1/phone-bindings'), await atKiosk(code, '/v1/phone-bindings')];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'evidence-refused'],
      [403, 'device-refused'],
    ]);
    expect(refused.some(({ headers }) => headers.has('set-cookie'))).toBe(false);
  });
});
