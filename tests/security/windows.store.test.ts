import { afterEach, describe, expect, it } from 'vitest';
import { digest } from '../../bff/platform/crypto/cipher.ts';
import { cityPolicy } from '../../bff/scenes/directory/policy.ts';
import { enrolTestDevice } from '../support/test-device.ts';
import { agreed, cardOf, codeFor, personOf, post } from '../support/test-people.ts';
import { ENGINES, SAMPLED_ENGINES } from '../support/test-store.ts';
import { type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

const LIMIT = 60;
const PHONE = '13900000001';
const OWNER = '198.51.100.7';
const STRANGER = '203.0.113.9';

let site: QuietGateway;
let address = '127.0.0.1';
afterEach(() => site.stop());

const start = async (engine: (typeof ENGINES)[number], more: Parameters<typeof startQuietGateway>[1] = {}) => {
  address = '127.0.0.1';
  site = await startQuietGateway(engine, { address: () => address, ...more });
};
const get = async (path: string, headers: Record<string, string> = {}) => (await site.gateway.request(path, { headers })).status;
const exhaust = async () => {
  for (let count = 0; count <= LIMIT; count += 1) await get('/v1/hospitals');
};
const ask = (phone: string, headers: Record<string, string> = {}) => post(site.gateway, '/v1/one-time-codes', { phone }, headers);

describe.each(SAMPLED_ENGINES)('%s: in whose window a request counts', (engine) => {
  it('a proved device has a window of its own: whoever fills the address in front of it does not take its place', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    const [known, fresh] = [await enrolTestDevice(site.gateway), await enrolTestDevice(site.gateway)];
    expect((await known.request('/v1/devices/me')).status).toBe(200);
    await exhaust();
    expect(await get('/v1/hospitals')).toBe(429);
    expect((await known.request('/v1/devices/me')).status).toBe(200);
    // One that this process has never seen, too.
    expect((await fresh.request('/v1/devices/me')).status).toBe(200);
    for (let count = 0; count <= LIMIT; count += 1) await known.request('/v1/hospitals');
    expect((await known.request('/v1/devices/me')).status).toBe(429);
    expect((await fresh.request('/v1/devices/me')).status).toBe(200);
  });

  it('assertions that are invented stay in the window of the address, are refused without being looked at in the end, and stand in no device’s way', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    const device = await enrolTestDevice(site.gateway);
    expect((await device.request('/v1/devices/me')).status).toBe(200);
    const statuses: number[] = [];
    let looked = 0;
    const { read } = site.db.store;
    site.db.store.read = (statement) => {
      if (statement.sql.includes('"device"')) looked += 1;
      return read.call(site.db.store, statement) as never;
    };
    for (let count = 0; count < LIMIT * 4; count += 1) {
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: `dev_${count}` })).toString('base64url');
      statuses.push(await get('/v1/hospitals', { 'onedoor-device': `${header}.e30.e30`, dpop: 'e30.e30.e30' }));
    }
    expect(statuses.slice(0, LIMIT - 5)).toEqual(statuses.slice(0, LIMIT - 5).map(() => 403));
    expect(new Set(statuses.slice(LIMIT))).toEqual(new Set([429]));
    expect(looked).toBeLessThanOrEqual(LIMIT + 1);
    expect(await get('/v1/hospitals')).toBe(429);
    expect((await device.request('/v1/devices/me')).status).toBe(200);
    const forged = await device.proof('GET', '/v1/devices/me', { forge: 'proof' });
    expect(await get('http://localhost/v1/devices/me', forged)).toBe(429);
  });

  it('a window ends with the session that it belongs to: a dead token counts where it comes from', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    const { headers, token } = await signedIn(site.gateway);
    expect(await get('/v1/patients/me', headers)).toBe(200);
    await site.gateway.request('/v1/sessions/current', { method: 'DELETE', headers });
    await exhaust();
    expect(await get('/v1/patients/me', headers)).toBe(429);
    expect(await get('/v1/hospitals', headers)).toBe(429);
    expect(site.gateway.onedoor.dependencies.rateLimiter.knows(digest(token))).toBe(false);
  });

  it('a session that ran out counts where it comes from', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    const { headers } = await signedIn(site.gateway);
    expect(await get('/v1/patients/me', headers)).toBe(200);
    await site.clock.leap(30 * 60_000);
    await exhaust();
    expect(await get('/v1/hospitals', headers)).toBe(429);
  });

  it('what rings a phone counts by session and by address: many sessions at one address send no more than one', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    const people = [await signedIn(site.gateway, 0), await signedIn(site.gateway, 1), await signedIn(site.gateway, 2)];
    for (const { headers } of people) await get('/v1/patients/me', headers);
    await site.clock.leap(60_000);
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const { headers } = people[count % people.length] ?? { headers: {} };
      statuses.push((await ask(`1390000${String(1000 + count)}`, headers)).status);
    }
    expect(statuses.filter((status) => status === 204)).toHaveLength(LIMIT / 15);
  });

  it('what can not be read counts for one, and not for what it would have cost', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    for (let count = 0; count < 8; count += 1) await post(site.gateway, '/v1/one-time-codes', { phone: 1 });
    expect(await get('/v1/hospitals')).toBe(200);
  });

  it('a list counts for as much as is asked for', async () => {
    await start(engine, { settings: { rateLimitPerMinute: LIMIT } });
    const left = async (path: string) => {
      const { headers } = await site.gateway.request(path);
      return Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    };
    const first = await left('/v1/slots?limit=20');
    expect(await left('/v1/slots?limit=50')).toBe(first - 3);
  });
});

describe.each(ENGINES)('%s: codes that a stranger asks for', (engine) => {
  const open = (code: string, more: Record<string, unknown> = {}) =>
    post(site.gateway, '/v1/sessions', { evidence: { kind: 'one-time-code', phone: PHONE, code }, carrier: 'bearer', ...more });
  const register = async () => {
    address = OWNER;
    const code = await codeFor(site.gateway, PHONE);
    return open(code, { person: personOf(cardOf(1)), consents: await agreed(site.gateway) });
  };

  it('codes that a stranger asks for lock nobody out: the owner of the phone gets theirs on the same day', async () => {
    await start(engine, { patients: 0 });
    expect((await register()).status).toBe(201);
    address = STRANGER;
    await site.clock.leap(1_000);
    const asked = [];
    for (let count = 0; count < 7; count += 1) asked.push((await ask(PHONE)).status);
    expect(asked).toEqual([204, 204, 204, 204, 204, 429, 429]);
    address = OWNER;
    expect((await open(await codeFor(site.gateway, PHONE))).status).toBe(201);
  });

  it('codes that strangers ask for at many addresses leave the owner of the phone theirs at an enrolled device', async () => {
    await start(engine, { patients: 0 });
    const asked: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      address = `203.0.113.${1 + (count % 4)}`;
      asked.push((await ask(PHONE)).status);
    }
    expect(asked.filter((status) => status === 204)).toHaveLength(15);
    address = OWNER;
    expect((await ask(PHONE)).status).toBe(429);
    const device = await enrolTestDevice(site.gateway);
    const body = JSON.stringify({ phone: PHONE });
    const headers = { 'content-type': 'application/json' };
    expect((await device.request('/v1/one-time-codes', { method: 'POST', body, headers })).status).toBe(204);
  });

  it('codes that a stranger asks for do not make void the one that the owner holds, and their wrong tries do not use it up', async () => {
    await start(engine, { patients: 0 });
    await register();
    address = OWNER;
    await site.clock.leap(1_000);
    const own = await codeFor(site.gateway, PHONE);
    address = STRANGER;
    await site.clock.leap(1_000);
    const theirs = await codeFor(site.gateway, PHONE);
    for (let count = 0; count < 40; count += 1)
      expect((await open(own === '000000' || theirs === '000000' ? '111111' : '000000')).status).toBe(403);
    address = OWNER;
    expect((await open(own)).status).toBe(201);
  });

  it('a code works also where it was not asked for, because phones change their address', async () => {
    await start(engine, { patients: 0 });
    await register();
    address = OWNER;
    await site.clock.leap(1_000);
    const code = await codeFor(site.gateway, PHONE);
    address = '192.0.2.55';
    expect((await open(code)).status).toBe(201);
    expect((await open(code)).status).toBe(403);
  });

  it('guessing gains nothing from many addresses: a phone is compared a hundred times a day at most', async () => {
    await start(engine, { patients: 0 });
    const right = new Set<string>();
    let sent = 0;
    let opened = 0;
    for (let place = 0; place < 8; place += 1) {
      address = `203.0.113.${place}`;
      for (let count = 0; count < 6; count += 1) {
        if ((await ask(PHONE)).status === 204) {
          sent += 1;
          right.add(/\d{6}/.exec(site.gateway.sent.at(-1)?.text ?? '')?.[0] ?? '');
        }
        for (let guess = 0; guess < 8; guess += 1) {
          const code = String(place * 10_000 + count * 100 + guess).padStart(6, '0');
          if (!right.has(code) && (await open(code)).status !== 403) opened += 1;
        }
        await site.clock.leap(1_000);
      }
    }
    expect([sent, opened]).toEqual([15, 0]);
    const [own] = await site.db.rows<{ n: number }>('SELECT sum(tries) AS n FROM one_time_code');
    const [other] = await site.db.rows<{ n: number }>(
      "SELECT sum(used) AS n FROM bound_use WHERE bound = 'comparisonsElsewhere'",
    );
    expect(Number(own?.n) + Number(other?.n)).toBeLessThanOrEqual(100);
    // Not even the right one, from somewhere else.
    address = '192.0.2.99';
    expect((await open([...right].at(-1) ?? '')).status).toBe(403);
  });

  it.each([
    '+19005550100',
    '+12125550100',
    '+881612345678',
    '+8821612345678',
    '+870773112233',
    '+979112345678',
    '+447012345678',
    '+85290012345678',
  ])('no code goes to %s, and nothing is written', async (phone) => {
    await start(engine, { patients: 0 });
    expect(await ask(phone)).toMatchObject({
      status: 422,
      body: { code: 'phone-unserved', countries: ['86', '852', '853', '886'] },
    });
    expect(await site.db.rows('SELECT id FROM one_time_code')).toEqual([]);
    expect(site.gateway.sent).toEqual([]);
  });

  it.each(['13900000001', '+85291234567', '+85362345678', '+886912345678'])('a code goes to %s', async (phone) => {
    await start(engine, { patients: 0 });
    expect((await ask(phone)).status).toBe(204);
  });

  it('a city sends so many codes an hour and then none: who asks is told to wait, and the operator hears of it', async () => {
    await start(engine, { patients: 0, city: cityPolicy.parse({ codes: { anHour: 3, countries: ['1'] } }) });
    const replies = [];
    for (let count = 0; count < 4; count += 1) replies.push(await ask(`+1212555010${count}`));
    expect(replies.map(({ status }) => status)).toEqual([204, 204, 204, 503]);
    expect(replies.at(-1)?.headers.get('retry-after')).toBe('3600');
    expect(site.gateway.logged.join('')).toContain('codes.stopped');
    await site.clock.leap(3_600_000);
    expect((await ask('+12125550109')).status).toBe(204);
    // Where the city sends codes to a country, its premium numbers get none all the same.
    expect((await ask('+19005550100')).status).toBe(422);
  });

  it('one session asks for five codes an hour, to whatever phones', async () => {
    await start(engine);
    const { headers } = await signedIn(site.gateway);
    const statuses = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await ask(`1390000200${count}`, headers)).status);
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429]);
  });
});
