import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetDrafts } from '../../../bff/scenes/drafts/forget-drafts.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post, postAt, putDown } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

type Headers = Record<string, string>;

const MINUTE_MS = 60_000;
const CANARY = 'CanaryInADraft7Q';
const CONTENT = { 'body-part': { settled: true, value: 'head' }, note: CANARY };
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

describe.each(ENGINES)('%s: drafts', (engine) => {
  let site: QuietGateway;
  let kiosk: TestDevice;
  let other: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    kiosk = await enrolTestDevice(site.gateway);
    other = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  /** A session of this person at a kiosk, or on a phone. */
  async function session(at?: TestDevice, number = 0): Promise<Headers> {
    const evidence = { evidence: { kind: 'demo', patientId: testPatient(number).id }, carrier: 'bearer' };
    return bearer(at ? await postAt(at, '/v1/sessions', evidence) : await post(site.gateway, '/v1/sessions', evidence));
  }

  const ask = (at: TestDevice | undefined, path: string, body: unknown, headers: Headers) =>
    at ? postAt(at, path, body, headers) : post(site.gateway, path, body, headers);

  async function leave(at: TestDevice | undefined, headers: Headers, purpose = 'booking', content: unknown = CONTENT) {
    const { status, body } = await ask(at, '/v1/drafts', { purpose, content }, fresh(headers));
    expect(status).toBe(201);
    return body as { code: string; nearCode?: string; expiresAt: string };
  }

  const take = (at: TestDevice | undefined, headers: Headers, code: string | undefined, purpose = 'booking') =>
    ask(at, `/v1/drafts/${code}/take`, { purpose }, headers);
  const statusOf = async (taking: ReturnType<typeof take>) => (await taking).status;
  const wrongOf = (code: string) => (code === '0'.repeat(code.length) ? '1' : '0').repeat(code.length);

  it('a draft that somebody left at one kiosk is theirs at another one, as it was, and once', async () => {
    const { code, nearCode, expiresAt } = await leave(kiosk, await session(kiosk));
    expect([CODE.test(code), /^\d{4}$/.test(nearCode ?? '')]).toEqual([true, true]);
    expect(Date.parse(expiresAt)).toBe(site.clock.now() + 10 * MINUTE_MS);
    const later = await session(other);
    const taken = await take(other, later, code);
    expect([taken.status, taken.body.content, taken.body.purpose]).toEqual([200, CONTENT, 'booking']);
    expect(Date.parse(String(taken.body.createdAt))).toBe(site.clock.now());
    expect(await statusOf(take(other, later, code))).toBe(404);
  });

  it('a draft has four digits at the kiosk where it was left, which lead to it there and at no other place', async () => {
    const headers = await session(kiosk);
    const { nearCode } = await leave(kiosk, headers);
    expect(await statusOf(take(other, await session(other), nearCode))).toBe(404);
    expect(await statusOf(take(undefined, await session(), nearCode))).toBe(404);
    expect(await statusOf(take(kiosk, await session(kiosk), nearCode))).toBe(200);
    const phone = await session();
    expect('nearCode' in (await leave(undefined, phone))).toBe(false);
  });

  it('both codes of a draft are used up by either', async () => {
    const headers = await session(kiosk);
    const { code, nearCode } = await leave(kiosk, headers);
    expect(await statusOf(take(kiosk, headers, nearCode))).toBe(200);
    expect(await statusOf(take(kiosk, headers, code))).toBe(404);
  });

  it('a draft lives ten minutes to the millisecond', async () => {
    const headers = await session();
    const first = await leave(undefined, headers);
    await site.clock.leap(10 * MINUTE_MS - 1);
    expect(await statusOf(take(undefined, headers, first.code))).toBe(200);
    const second = await leave(undefined, headers);
    await site.clock.leap(10 * MINUTE_MS);
    expect(await statusOf(take(undefined, headers, second.code))).toBe(404);
  });

  it("a code that is wrong, somebody else's, for another purpose, too old or used up gets one answer", async () => {
    const [mine, theirs] = [await session(), await session(undefined, 1)];
    const hidden = ({ status, text }: { status: number; text: string }) => [status, text.replace(/req_[\w-]{22}/g, 'req')];
    const { code } = await leave(undefined, mine);
    await leave(undefined, theirs);
    const answers = [
      await take(undefined, mine, wrongOf(code)),
      await take(undefined, theirs, code),
      await take(undefined, mine, code, 'form'),
    ];
    expect(await statusOf(take(undefined, mine, code))).toBe(200);
    answers.push(await take(undefined, mine, code));
    const old = await leave(undefined, mine);
    await site.clock.leap(10 * MINUTE_MS);
    answers.push(await take(undefined, mine, old.code));
    const [first] = answers;
    expect(first?.body.code).toBe('not-found');
    for (const answer of answers) expect(hidden(answer)).toEqual(hidden(first as never));
  });

  it('a newer draft takes the place of the older one of the same purpose, and of no other', async () => {
    const headers = await session();
    const older = await leave(undefined, headers, 'booking', { number: 1 });
    const form = await leave(undefined, headers, 'form', { number: 2 });
    const newer = await leave(undefined, headers, 'booking', { number: 3 });
    expect(await site.db.rows('SELECT id FROM draft')).toHaveLength(2);
    expect(await statusOf(take(undefined, headers, older.code))).toBe(404);
    expect((await take(undefined, headers, newer.code)).body.content).toEqual({ number: 3 });
    expect((await take(undefined, headers, form.code, 'form')).body.content).toEqual({ number: 2 });
  });

  it('of five who take one draft at once exactly one has it, and the log says so once', async () => {
    const headers = await session();
    const { code } = await leave(undefined, headers);
    const statuses = await Promise.all(Array.from({ length: 5 }, () => statusOf(take(undefined, headers, code))));
    expect(statuses.sort()).toEqual([200, 404, 404, 404, 404]);
    expect(await site.db.rows("SELECT id FROM audit WHERE action = 'draft.take'")).toHaveLength(1);
  });

  it('a request that is sent twice leaves one draft, under the same codes', async () => {
    const headers = fresh(await session(kiosk));
    const sent = () => postAt(kiosk, '/v1/drafts', { purpose: 'booking', content: CONTENT }, headers);
    const [first, again] = [await sent(), await sent()];
    expect(again.body).toEqual(first.body);
    expect(await site.db.rows("SELECT id FROM audit WHERE action = 'draft.create'")).toHaveLength(1);
  });

  it('whoever guesses codes is stopped after ten, the right one then is no use either, and a quarter of an hour later there is nothing left', async () => {
    const headers = await session(kiosk);
    const { nearCode = '', code } = await leave(kiosk, headers);
    for (let tries = 0; tries < 10; tries += 1) expect(await statusOf(take(kiosk, headers, wrongOf(nearCode)))).toBe(404);
    const stopped = await take(kiosk, await session(kiosk), code);
    expect([stopped.status, stopped.body.code]).toEqual([429, 'rate-limited']);
    const waits = Number(stopped.headers.get('retry-after'));
    expect(waits > 0 && waits <= 15 * 60).toBe(true);
    // Another person at the same kiosk is not held up by it.
    const next = await session(kiosk, 1);
    expect(await statusOf(take(kiosk, next, (await leave(kiosk, next)).nearCode))).toBe(200);
    await site.clock.leap(waits * 1_000);
    const anew = await session(kiosk);
    expect(await statusOf(take(kiosk, anew, (await leave(kiosk, anew)).nearCode))).toBe(200);
  });

  it('fifty guesses at once are compared ten times and no more', async () => {
    const headers = await session();
    const { code } = await leave(undefined, headers);
    const guesses = await Promise.all(Array.from({ length: 50 }, () => statusOf(take(undefined, headers, wrongOf(code)))));
    expect(guesses.filter((status) => status === 404)).toHaveLength(10);
  });

  it('what is in a draft, and its codes, stand nowhere in the database or the log', async () => {
    const headers = await session(kiosk);
    const { code, nearCode = '' } = await leave(kiosk, headers);
    await take(kiosk, headers, wrongOf(code));
    const rows = JSON.stringify([
      await site.db.rows('SELECT * FROM draft'),
      await site.db.rows('SELECT * FROM audit'),
      await site.db.rows('SELECT * FROM idempotency'),
      await site.db.rows('SELECT * FROM bound_use'),
    ]);
    expect(rows).toContain('draft.create');
    expect(rows).not.toContain(CANARY);
    expect(rows).not.toContain('body-part');
    expect(rows).not.toContain(code);
    const [row] = await site.db.rows<Record<string, string>>('SELECT code_hash, near_hash, sealed FROM draft');
    expect(row?.near_hash).toMatch(/^test\.[\w-]{43}$/);
    expect(row?.code_hash).toMatch(/^test\.[\w-]{43}$/);
    expect(row?.sealed?.startsWith(`${testPatient(0).id}.`), 'sealed by the key of the person').toBe(true);
    expect((await take(kiosk, headers, code)).status).toBe(200);
    const logged = site.gateway.logged.join('');
    expect(logged).toContain('/v1/drafts/{code}/take');
    for (const secret of [code, wrongOf(code), `/${nearCode}/`, CANARY]) expect(logged).not.toContain(secret);
  });

  it('a draft of more than eight KiB is refused, and one of eight is kept', async () => {
    const headers = await session();
    const frame = JSON.stringify({ text: '' }).length;
    const send = (length: number) =>
      post(site.gateway, '/v1/drafts', { purpose: 'form', content: { text: 'x'.repeat(length) } }, fresh(headers));
    expect((await send(8 * 1_024 - frame)).status).toBe(201);
    expect((await send(8 * 1_024 - frame + 1)).body.code).toBe('payload-too-large');
  });

  it("withdrawing a consent drops what the person began, and nobody else's", async () => {
    const headers = await session();
    await leave(undefined, headers);
    await leave(undefined, await session(undefined, 1));
    const [consent] = await site.db.rows<{ id: string }>(`SELECT id FROM consent WHERE patient_id = '${testPatient(0).id}'`);
    expect((await post(site.gateway, `/v1/consents/${consent?.id}/withdraw`, {}, headers)).status).toBe(200);
    const rows = await site.db.rows('SELECT patient_id FROM draft');
    expect(rows).toEqual([{ patient_id: testPatient(1).id }]);
  });

  it('whoever proves a document drops what somebody began who only claimed it', async () => {
    const phone = '13900000001';
    const evidence = { kind: 'one-time-code', phone, code: await codeFor(site.gateway, phone) };
    const body = { evidence, person: personOf(cardOf(1)), consents: await agreed(site.gateway), carrier: 'bearer' };
    await leave(undefined, bearer(await post(site.gateway, '/v1/sessions', body)));
    expect((await putDown(site.gateway, kiosk, cardOf(1))).status).toBe(201);
    expect(await site.db.rows('SELECT id FROM draft')).toEqual([]);
  });

  it('drafts whose time is over are forgotten', async () => {
    await leave(undefined, await session());
    await site.clock.leap(5 * MINUTE_MS);
    await leave(undefined, await session(undefined, 1));
    await site.clock.leap(5 * MINUTE_MS);
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const parts = [forgetDrafts(clock.now())];
    await store.commit({ id: ids.inOrder('unt'), name: 'forget', lane: 'background', deadline: clock.now() + MINUTE_MS, parts });
    expect(await site.db.rows('SELECT patient_id FROM draft')).toEqual([{ patient_id: testPatient(1).id }]);
  });

  it('the person finds in their log that a draft was left and taken, and a clerk who took it is named', async () => {
    const { device, staff } = await signedInStaff(site.gateway);
    const headers = await session(device);
    const { code } = await leave(kiosk, await session(kiosk));
    await site.clock.leap(1_000);
    expect(await statusOf(take(device, staff, code))).toBe(401);
    expect(await statusOf(take(device, { ...headers, ...staff }, code))).toBe(200);
    const log = await device.request('/v1/access-log', { headers });
    const { items } = (await log.json()) as { items: { action: string; who: string }[] };
    const mine = items.filter(({ action }) => action.startsWith('draft.')).map(({ action, who }) => [action, who]);
    expect(mine).toEqual([
      ['draft.take', 'staff'],
      ['draft.create', 'you'],
    ]);
  });
});
