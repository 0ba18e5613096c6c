import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../../bff/platform/crypto/cipher.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import type { Statement, Store } from '../../../bff/platform/store/store.ts';
import { SESSION_MS } from '../../../bff/scenes/identity/open-session.ts';
import { sessionName } from '../../../bff/scenes/identity/session-names.ts';
import { insertSession } from '../../../bff/scenes/identity/session-rows.ts';
import { expectNothingWritten, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, ORIGIN, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import {
  agreed,
  bearer,
  cardOf,
  codeFor,
  personOf,
  post,
  postAt,
  putDown,
  type Reply,
  replyOf,
} from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

const PHONE = '13900000001';
const CARD = cardOf(1);
const NOBODYS = `ses_${'u'.repeat(22)}`;

/** Who asks, and where they stand. */
interface Asker {
  readonly headers: Record<string, string>;
  readonly device?: TestDevice;
}

interface Item {
  readonly id: string;
  readonly openedAt: string;
  readonly current: boolean;
}

describe.each(ENGINES)('%s: sessions elsewhere', (engine) => {
  let site: QuietGateway;
  let kiosk: TestDevice;
  /** Statements that the gateway read, where a test counts them. */
  let reads: Statement[];

  beforeEach(async () => {
    reads = [];
    site = await startQuietGateway(engine, { wrapStore: counted });
    kiosk = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  function counted(store: Store): Store {
    const read: Store['read'] = (statement) => {
      reads.push(statement);
      return store.read(statement);
    };
    return new Proxy(store, {
      get(target, name) {
        const value: unknown = name === 'read' ? read : Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  const tokenOf = ({ body }: Reply) => String(body.token);
  const nameOf = (opened: Reply) => sessionName(digest(tokenOf(opened)));
  const at = (opened: Reply, device?: TestDevice): Asker => ({ headers: bearer(opened), ...(device ? { device } : {}) });

  function send({ headers, device }: Asker, path: string, body?: unknown): Promise<Reply> {
    if (body !== undefined) return device ? postAt(device, path, body, headers) : post(site.gateway, path, body, headers);
    const asking = device ? device.request(path, { headers }) : site.gateway.request(`${ORIGIN}${path}`, { headers });
    return asking.then(replyOf);
  }
  const list = async (asker: Asker) => (await send(asker, '/v1/sessions')).body.items as Item[];
  const names = async (asker: Asker) => (await list(asker)).map(({ id }) => id);
  const end = (asker: Asker, name: string) => send(asker, `/v1/sessions/${name}/end`, {});
  const endOthers = (asker: Asker) => send(asker, '/v1/sessions/end-others', {});
  const alive = async (asker: Asker) => (await send(asker, '/v1/patients/me')).status === 200;
  const acts = (action: string) => site.db.rows(`SELECT id FROM audit WHERE action = '${action}'`);

  async function opened(opening: Promise<Reply>): Promise<Reply> {
    const reply = await opening;
    expect(reply.status, reply.text).toBe(201);
    // The next one is opened later.
    await site.clock.leap(1_000);
    return reply;
  }

  const byCard = (more = {}) => opened(putDown(site.gateway, kiosk, CARD, more));

  async function byCode(): Promise<Reply> {
    const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(site.gateway, PHONE) };
    return opened(post(site.gateway, '/v1/sessions', { evidence, carrier: 'bearer' }));
  }

  /** A clerk at a kiosk of theirs vouches for the person. */
  async function byClerk(): Promise<{ reply: Reply; asker: Asker; window: Asker }> {
    const { device, staff } = await signedInStaff(site.gateway);
    const evidence = { kind: 'staff-present', document: personOf(CARD).document, reason: '忘带证件' };
    const reply = await opened(postAt(device, '/v1/sessions', { evidence, carrier: 'bearer' }, staff));
    return { reply, asker: at(reply, device), window: { headers: staff, device } };
  }

  /** A session of somebody of the demo city, in a browser of their own. */
  async function signIn(number: number): Promise<{ asker: Asker; name: string; token: string }> {
    const token = await site.gateway.signIn(testPatient(number).id);
    return { asker: { headers: { authorization: `Bearer ${token}` } }, name: sessionName(digest(token)), token };
  }

  it('whoever shows a document sees every session of theirs, the newest first: since when, until when, on what evidence, where', async () => {
    const since = site.clock.now();
    const card = await byCard({ phone: PHONE });
    const code = await byCode();
    const { reply: vouched } = await byClerk();
    const seen = await list(at(card, kiosk));
    const where = { at: { device: '大厅一号机', hospital: HOSPITAL } };
    expect(seen).toEqual([
      expect.objectContaining({
        id: nameOf(vouched),
        level: 'vouched-for',
        evidence: 'staff-present',
        current: false,
        vouched: true,
      }),
      expect.objectContaining({
        id: nameOf(code),
        level: 'phone-held',
        evidence: 'one-time-code',
        current: false,
        vouched: false,
      }),
      expect.objectContaining({ id: nameOf(card), evidence: 'document-read', current: true, vouched: false, ...where }),
    ]);
    expect(seen[1]).not.toHaveProperty('at');
    expect(seen.map((one) => Date.parse(one.openedAt) - since)).toEqual([2_000, 1_000, 0]);
    expect(seen.map((one) => Date.parse((one as Item & { expiresAt: string }).expiresAt) - since - SESSION_MS)).toEqual([
      2_000, 1_000, 0,
    ]);
  });

  it('a session on a code sees and ends what a code to the same phone opened, and nothing else', async () => {
    const card = await byCard({ phone: PHONE });
    const [one, other] = [await byCode(), await byCode()];
    const { reply: vouched } = await byClerk();
    expect(await names(at(one))).toEqual([nameOf(other), nameOf(one)]);
    const unknown = await end(at(one), NOBODYS);
    for (const hidden of [card, vouched]) expect((await end(at(one), nameOf(hidden))).status).toBe(unknown.status);
    expect((await endOthers(at(one))).body).toEqual({ ended: 1 });
    expect([await alive(at(one)), await alive(at(other)), await alive(at(card, kiosk))]).toEqual([true, false, true]);
  });

  it('a session on a code does not see what a code to another phone of the same person opened', async () => {
    const card = await byCard({ phone: PHONE });
    const code = await byCode();
    const another = site.gateway.onedoor.dependencies.ids.next('phn');
    await write(
      `INSERT INTO patient_phone (id, patient_id, phone_index, masked_phone, bound_at, held_at, ended_at)
        SELECT '${another}', patient_id, 'another', masked_phone, bound_at, held_at, ended_at FROM patient_phone`,
    );
    const hidden = await row(String(card.body.patientId), { evidence: 'one-time-code', phoneId: another });
    expect(await names(at(card, kiosk))).toContain(hidden);
    expect(await names(at(code))).toEqual([nameOf(code)]);
    expect((await end(at(code), hidden)).status).toBe(404);
    expect((await endOthers(at(code))).body).toEqual({ ended: 0 });
  });

  it('a session for which a clerk vouched sees and ends itself alone, and whoever shows the document ends it', async () => {
    const card = await byCard();
    const { reply, asker } = await byClerk();
    expect(await names(asker)).toEqual([nameOf(reply)]);
    expect((await end(asker, nameOf(card))).status).toBe(404);
    expect((await endOthers(asker)).body).toEqual({ ended: 0 });
    expect(await alive(at(card, kiosk))).toBe(true);
    expect((await end(at(card, kiosk), nameOf(reply))).status).toBe(204);
    expect(await alive(asker)).toBe(false);
  });

  it('a session that was ended from elsewhere is refused with its next request, and ending it again is no error and no act', async () => {
    const [here, there] = [await signIn(0), await signIn(0)];
    expect(await alive(there.asker)).toBe(true);
    expect((await end(here.asker, there.name)).status).toBe(204);
    const next = await send(there.asker, '/v1/patients/me');
    expect([next.status, next.body.code]).toEqual([401, 'unauthenticated']);
    expect((await expectNothingWritten(site, () => end(here.asker, there.name))).status).toBe(204);
    expect(await acts('session.end')).toHaveLength(1);
    expect(await names(here.asker)).toEqual([here.name]);
  });

  it('whoever ends the very session that asks is signed out there, and their cookie is taken away', async () => {
    const [here, there] = [await signIn(0), await signIn(0)];
    const other = await end(here.asker, there.name);
    expect(other.headers.get('set-cookie')).toBeNull();
    const own = await end(here.asker, here.name);
    expect([own.status, own.headers.get('set-cookie')]).toEqual([204, expect.stringMatching(/^__Host-onedoor=;.*Max-Age=0$/)]);
    expect(await alive(here.asker)).toBe(false);
  });

  it('sessions that are over, by their time or because the clerk signed out, are not shown and not counted', async () => {
    const card = await byCard();
    const { window } = await byClerk();
    expect(await list(at(card, kiosk))).toHaveLength(2);
    await window.device?.request('/v1/staff-sessions/current', { method: 'DELETE', headers: window.headers });
    expect(await names(at(card, kiosk))).toEqual([nameOf(card)]);
    await site.clock.leap(SESSION_MS - 2_000);
    const later = await byCard();
    expect(await names(at(later, kiosk))).toEqual([nameOf(later)]);
    expect((await endOthers(at(later, kiosk))).body).toEqual({ ended: 0 });
  });

  it('a desk whose clerk is locked is still shown and ended, because it would go on when the clerk is back', async () => {
    const { device, staff } = await signedInStaff(site.gateway, undefined, 'clerk', 'desk');
    const card = await byCard();
    const served = await postAt(device, '/v1/desk/patients', { ...PAPER, carrier: 'bearer' }, staff);
    expect(served.status, served.text).toBe(201);
    await site.clock.leap(limits.staffUntouched.figure + 1);
    expect(await names(at(card, kiosk))).toEqual([nameOf(served), nameOf(card)]);
    expect((await endOthers(at(card, kiosk))).body).toEqual({ ended: 1 });
  });

  it('one session ends all others in one unit under twenty requests at once, and says how many once', async () => {
    const all = await Promise.all(Array.from({ length: limits.sessionsOfPerson.figure }, () => signIn(0)));
    const [mine] = all as [Awaited<ReturnType<typeof signIn>>];
    const replies = await Promise.all(Array.from({ length: 20 }, () => endOthers(mine.asker)));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(replies.map(({ body }) => Number(body.ended)).sort((a, b) => b - a)).toEqual([all.length - 1, ...Array(19).fill(0)]);
    expect(await acts('session.end-others')).toHaveLength(1);
    expect(await Promise.all(all.map(({ asker }) => alive(asker)))).toEqual(all.map((one) => one === mine));
  });

  it('of ten sessions that end each other with twenty requests at once exactly one stays, and every end is counted once', async () => {
    const all = await Promise.all(Array.from({ length: limits.sessionsOfPerson.figure }, () => signIn(0)));
    const replies = await Promise.all([...all, ...all].map(({ asker }) => endOthers(asker)));
    for (const { status, body } of replies) expect([200, 401], JSON.stringify(body)).toContain(status);
    const counts = replies.filter(({ status }) => status === 200).map(({ body }) => Number(body.ended));
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(all.length - 1);
    expect(await site.db.rows('SELECT token_hash FROM session WHERE ended_at IS NULL')).toHaveLength(1);
    expect(await acts('session.end-others')).toHaveLength(1);
  });

  it('the name of a session of another person and an invented one are answered alike, with as much work, and write nothing', async () => {
    const [mine, theirs] = [await signIn(0), await signIn(1)];
    const answers: unknown[] = [];
    for (const name of [theirs.name, NOBODYS]) {
      reads = [];
      const { status, text, headers } = await expectNothingWritten(site, () => end(mine.asker, name));
      const shown = [...headers].filter(([key]) => key !== 'ratelimit' && key !== 'x-request-id');
      answers.push({ status, text: text.replace(/req_[\w-]{22}/g, 'req'), shown, reads: reads.map(({ sql }) => sql) });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(await alive(theirs.asker)).toBe(true);
    expect(await names(mine.asker)).toEqual([mine.name]);
  });

  it('a guardian sees and ends no session of their child', async () => {
    const guardian = await byCard();
    const child = { ...cardOf(9, { birthDate: '2026-10-01', name: '王小小' }), type: 'birth-certificate', number: 'X990000001' };
    const body = { person: personOf(child), relationship: 'parent', consents: await agreed(site.gateway) };
    const named = await postAt(kiosk, '/v1/patients/me/dependants', body, {
      ...bearer(guardian),
      'idempotency-key': 'a-child-of-hers',
    });
    expect(named.status, named.text).toBe(201);
    const theirs = await row(String(named.body.patientId), { evidence: 'demo', phoneId: null });
    expect(await names(at(guardian, kiosk))).toEqual([nameOf(guardian)]);
    expect((await end(at(guardian, kiosk), theirs)).status).toBe(404);
  });

  it('nothing of a token or of its hash is in any answer, in the log or in what is counted', async () => {
    const all = [await signIn(0), await signIn(0), await signIn(0)];
    const [mine, second] = all as [(typeof all)[0], (typeof all)[0]];
    const replies = [
      await send(mine.asker, '/v1/sessions'),
      await end(mine.asker, second.name),
      await end(mine.asker, NOBODYS),
      await endOthers(mine.asker),
      await send(mine.asker, '/v1/access-log?limit=50'),
    ];
    const told = replies.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n');
    const metrics = await (await site.gateway.request('/metrics')).text();
    // Neither whole nor a part of it that would tell which row it is.
    for (const sink of [told, metrics, site.gateway.logged.join('')])
      for (const { token } of all)
        for (const secret of [token, digest(token)]) {
          expect(sink).not.toContain(secret.slice(0, 12));
          expect(sink).not.toContain(secret.slice(-12));
        }
  });

  it('a look at the sessions is one row in the access log of the person, and so is each act that ends some', async () => {
    const [mine, second] = [await signIn(0), await signIn(0)];
    await signIn(0);
    await list(mine.asker);
    await end(mine.asker, second.name);
    await endOthers(mine.asker);
    const { items } = (await send(mine.asker, '/v1/access-log?limit=50')).body as { items: { action: string; who: string }[] };
    const told = items.filter(({ action }) => /^session\.(list|end)/.test(action)).map(({ action, who }) => [action, who]);
    expect(told.sort()).toEqual([
      ['session.end', 'you'],
      ['session.end-others', 'you'],
      ['session.list', 'you'],
    ]);
  });

  it('of the sessions that have ended as many are known by name as the table of limits says, and those that live always are', async () => {
    const [mine, second] = [await signIn(0), await signIn(0)];
    const first = await row(testPatient(0).id, { evidence: 'demo', phoneId: null }, site.clock.now());
    for (let n = 1; n <= limits.sessionsOfPerson.figure + limits.endedSessionsKnown.figure; n += 1)
      await row(testPatient(0).id, { evidence: 'demo', phoneId: null }, site.clock.now() + n);
    expect((await end(mine.asker, first)).status).toBe(404);
    expect((await end(mine.asker, second.name)).status).toBe(204);
  });

  const PAPER = { document: personOf(CARD).document, reason: '证件已核对' };

  async function write(sql: string): Promise<void> {
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    await commit({ store, ids, clock }, 'probe', 'background', [{ sql, parameters: [] }]);
  }

  /** A session that nobody opened at the gateway; ended at `endedAt`, if at all. Its name. */
  async function row(patientId: string, how: { evidence: string; phoneId: string | null }, endedAt?: number): Promise<string> {
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const tokenHash = digest(ids.secret());
    const now = clock.now();
    const made = {
      patientId,
      deviceId: null,
      staffId: null,
      boundPhoneId: null,
      atDesk: 0,
      ...how,
      tokenHash,
      now,
      expiresAt: now + SESSION_MS,
    };
    await commit({ store, ids, clock }, 'probe', 'background', [insertSession(made)]);
    if (endedAt !== undefined) await write(`UPDATE session SET ended_at = ${endedAt} WHERE token_hash = '${tokenHash}'`);
    return sessionName(tokenHash);
  }
});
