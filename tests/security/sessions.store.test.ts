import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_MS } from '../../bff/scenes/identity/open-session.ts';
import { testPatient } from '../support/test-gateway.ts';
import { ENGINES } from '../support/test-store.ts';
import { answered, expectNothingWritten, keyed, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

describe.each(ENGINES)('%s: sessions', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  function open(number: number, carrier?: 'cookie' | 'bearer', headers: Record<string, string> = {}) {
    const body = JSON.stringify({
      evidence: { kind: 'demo', patientId: testPatient(number).id },
      ...(carrier ? { carrier } : {}),
    });
    return site.gateway.request('/v1/sessions', { method: 'POST', body, headers: { ...JSON_TYPE, ...headers } });
  }

  const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const list = async (headers: Record<string, string>) => (await site.gateway.request('/v1/appointments', { headers })).status;
  const close = (headers: Record<string, string>) => site.gateway.request('/v1/sessions/current', { method: 'DELETE', headers });

  it('the gateway puts the token of a page into a cookie that no script reads, no other site sends and no other host gets, and nowhere else', async () => {
    const response = await open(0);
    const cookie = response.headers.get('set-cookie') ?? '';
    const [pair = '', ...flags] = cookie.split('; ');
    const token = pair.slice('__Host-onedoor='.length);
    expect(pair.startsWith('__Host-onedoor=')).toBe(true);
    expect(token).toMatch(TOKEN);
    expect(new Set(flags)).toEqual(new Set(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toContain(token);
    expect(JSON.stringify(await site.db.rows('SELECT * FROM session'))).not.toContain(token);
  });

  it('the gateway gives the token of a program in the body and sets no cookie', async () => {
    const response = await open(0, 'bearer');
    expect(response.headers.get('set-cookie')).toBeNull();
    const { token } = (await response.json()) as { token: string };
    expect(token).toMatch(TOKEN);
    expect(await list({ authorization: `Bearer ${token}` })).toBe(200);
    expect(await list({ authorization: `bearer ${token}` })).toBe(200);
    expect(await list({ cookie: `theme=dark; __Host-onedoor=${token}` })).toBe(200);
  });

  it('the gateway takes no token from a query, a body, another cookie or another scheme', async () => {
    const { token } = (await (await open(0, 'bearer')).json()) as { token: string };
    expect((await site.gateway.request(`/v1/appointments?token=${token}`)).status).toBe(401);
    const elsewhere: readonly Record<string, string>[] = [
      { cookie: `onedoor=${token}` },
      { cookie: `__host-onedoor=${token}` },
      { authorization: token },
      { authorization: `Basic ${token}` },
      { 'x-session': token },
    ];
    for (const headers of elsewhere) expect(await list(headers)).toBe(401);
  });

  it('the gateway opens every session under a new id, and ends the one that the request came with', async () => {
    const first = cookieOf(await open(0));
    const second = cookieOf(await open(1, 'cookie', { cookie: first }));
    const third = cookieOf(await open(1, 'cookie', { cookie: second }));
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await Promise.all([first, second, third].map((cookie) => list({ cookie })))).toEqual([401, 401, 200]);
    expect(await site.db.rows('SELECT token_hash FROM session WHERE ended_at IS NULL')).toHaveLength(1);
  });

  it('the gateway lets nobody choose an id: a token that was brought along opens nothing, before and after', async () => {
    const brought = 'A'.repeat(43);
    const opened = cookieOf(await open(0, 'cookie', { cookie: `__Host-onedoor=${brought}` }));
    expect(opened).not.toContain(brought);
    expect(await list({ cookie: `__Host-onedoor=${brought}` })).toBe(401);
    expect(await list({ cookie: opened })).toBe(200);
  });

  it('the gateway keeps the session when the evidence for another one is refused', async () => {
    const cookie = cookieOf(await open(0));
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId: `pat_${'z'.repeat(22)}` } });
    const reply = await expectNothingWritten(site, async () =>
      answered(await site.gateway.request('/v1/sessions', { method: 'POST', body, headers: { ...JSON_TYPE, cookie } })),
    );
    expect(reply).toMatchObject({ status: 403, code: 'evidence-refused' });
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(await list({ cookie })).toBe(200);
  });

  it('the gateway ends a session at the server when a person signs out, and takes its cookie away and nothing that is the device’s own', async () => {
    const cookie = cookieOf(await open(0));
    const reply = await close({ cookie });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('set-cookie')).toBe('__Host-onedoor=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0');
    expect(reply.headers.get('clear-site-data')).toBeNull();
    expect(await site.db.rows('SELECT token_hash FROM session WHERE ended_at IS NULL')).toEqual([]);
    const again = await expectNothingWritten(site, async () => answered(await close({ cookie })));
    expect(again).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await list({ cookie })).toBe(401);
  });

  it('the gateway ends one session and not the others of the same person', async () => {
    const [here, there] = [cookieOf(await open(0)), cookieOf(await open(0))];
    await close({ cookie: here });
    expect([await list({ cookie: here }), await list({ cookie: there })]).toEqual([401, 200]);
  });

  it('the gateway ends a session by its age, to the millisecond, however much it is used', async () => {
    const cookie = cookieOf(await open(0));
    await site.clock.leap(SESSION_MS / 2);
    expect(await list({ cookie })).toBe(200);
    await site.clock.leap(SESSION_MS / 2 - 1);
    expect(await list({ cookie })).toBe(200);
    await site.clock.leap(1);
    const reply = await expectNothingWritten(site, async () =>
      answered(await site.gateway.request('/v1/appointments', { headers: { cookie } })),
    );
    expect(reply).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('the gateway says the same to no session, an unknown one, an ended one and an expired one', async () => {
    const ended = cookieOf(await open(0));
    await close({ cookie: ended });
    const expired = cookieOf(await open(0));
    await site.clock.leap(SESSION_MS);
    const { slotId } = await site.gateway.openSlot(1);
    const body = JSON.stringify({ slotId, patientId: testPatient(0).id });
    const texts = new Set<string>();
    const carried: readonly Record<string, string>[] = [
      {},
      { cookie: `__Host-onedoor=${'B'.repeat(43)}` },
      { cookie: ended },
      { cookie: expired },
    ];
    for (const headers of carried) {
      const attempt = () =>
        site.gateway.request('/v1/appointments', { method: 'POST', body, headers: keyed(headers, 'no-session-1') });
      const reply = await expectNothingWritten(site, async () => answered(await attempt()));
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      texts.add(reply.text.replace(/req_[\w-]{22}/, 'req'));
    }
    expect(texts.size).toBe(1);
  });

  it('the gateway writes who opened and who closed, without the token', async () => {
    const cookie = cookieOf(await open(0));
    await close({ cookie });
    const audit = await site.db.rows<{ action: string; actor_id: string }>(
      "SELECT action, actor_id FROM audit WHERE action LIKE 'session.%' ORDER BY action",
    );
    expect(audit).toEqual(['session.close', 'session.open'].map((action) => ({ action, actor_id: testPatient(0).id })));
  });
});

describe.each(ENGINES)('%s: a gateway that is no demo', (engine) => {
  it('a gateway that is no demo opens no session on demo evidence, of people it knows and of people it does not, with the same words', async () => {
    const site = await startQuietGateway(engine, { settings: { demo: false } });
    const texts = new Set<string>();
    for (const patientId of [testPatient(0).id, `pat_${'z'.repeat(22)}`]) {
      const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
      const reply = await expectNothingWritten(site, async () =>
        answered(await site.gateway.request('/v1/sessions', { method: 'POST', body, headers: JSON_TYPE })),
      );
      expect(reply).toMatchObject({ status: 403, code: 'evidence-refused' });
      texts.add(reply.text.replace(/req_[\w-]{22}/, 'req'));
    }
    expect(texts.size).toBe(1);
    await site.stop();
  });
});
