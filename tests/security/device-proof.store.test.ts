import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowEnrolment } from '../../bff/scenes/identity/devices.ts';
import { enrolTestDevice, ORIGIN, type ProofChanges, type TestDevice } from '../support/test-device.ts';
import { HOSPITAL, startTestGateway } from '../support/test-gateway.ts';
import { bearer, cardOf, post, postAt, putDown, type Reply, replyOf } from '../support/test-people.ts';
import { ENGINES } from '../support/test-store.ts';
import { MORNING, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

const ME = '/v1/devices/me';
const NOW = MORNING / 1000;

describe.each(ENGINES)('%s: the proof of a device', (engine) => {
  let site: QuietGateway;
  let device: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const show = async (headers: Record<string, string>, path = ME, method = 'GET') =>
    replyOf(await site.gateway.request(`${ORIGIN}${path}`, { method, headers }));
  const tryWith = async (changes: ProofChanges, at = device) => show(await at.proof('GET', ME, changes));
  const usedProofs = async () => (await site.db.rows('SELECT id FROM used_proof')).length;
  const stateOf = async (id: string) =>
    (await site.db.rows<{ state: string }>(`SELECT state FROM device WHERE id = '${id}'`))[0]?.state;

  /** Refused, with words that say nothing of why, and no proof was used up by it. */
  async function expectRefused(attempt: () => Promise<Reply>) {
    const before = await usedProofs();
    const reply = await attempt();
    expect(reply).toMatchObject({ status: 403, body: { code: 'device-refused' } });
    expect(await usedProofs()).toBe(before);
    const bare = await show({});
    expect(reply.text.replace(/req_[\w-]{22}/g, 'req')).toBe(bare.text.replace(/req_[\w-]{22}/g, 'req'));
  }

  it('the proof of a device is taken when all of it fits', async () => {
    expect(await tryWith({})).toMatchObject({ status: 200, body: { deviceId: device.id, hospital: HOSPITAL } });
    expect(await usedProofs()).toBe(1);
  });

  it('the proof of a device is taken once: the very same proof is refused the second time, also when twenty come at once', async () => {
    const headers = await device.proof('GET', ME);
    const replies = await Promise.all(Array.from({ length: 20 }, () => show(headers)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 403)]);
    await expectRefused(() => show(headers));
  });

  it('the proof of a device is for one method and one address', async () => {
    await expectRefused(() => tryWith({ proof: { htm: 'POST' } }));
    await expectRefused(() => tryWith({ proof: { htm: 'get' } }));
    const others = ['/v1/devices', '/v1/devices/me/', '/v1/patients/me'].map((path) => `${ORIGIN}${path}`);
    for (const htu of [...others, 'http://elsewhere.example/v1/devices/me', '/v1/devices/me', `${ORIGIN}${ME}?a=1`])
      await expectRefused(() => tryWith({ proof: { htu } }));
  });

  it.each([
    [-61, 403],
    [-60, 200],
    [60, 200],
    [61, 403],
  ])('the proof of a device that was made %i seconds from now is answered %i', async (seconds, status) => {
    expect((await tryWith({ proof: { iat: NOW + seconds } })).status).toBe(status);
  });

  it('the proof of a device grows old on our clock', async () => {
    const headers = await device.proof('GET', ME);
    await site.clock.leap(61_000);
    await expectRefused(() => show(headers));
  });

  it.each([
    ['is a second too old', { iat: NOW - 300, exp: NOW }],
    ['is for longer than five minutes', { iat: NOW, exp: NOW + 301 }],
    ['comes from the future', { iat: NOW + 61, exp: NOW + 300 }],
    ['was made out for another key of a page', { jkt: 'A'.repeat(43) }],
    ['names another issuer', { iss: `dev_${'x'.repeat(22)}` }],
    ['names no start of a bridge', { boot: undefined }],
    ['has no end', { exp: undefined }],
  ])('the proof of a device is refused with an assertion that %s', async (_what, assertion) => {
    await expectRefused(() => tryWith({ assertion }));
  });

  it('the proof of a device is refused when a stranger signed the assertion, or the proof', async () => {
    await expectRefused(() => tryWith({ forge: 'assertion' }));
    await expectRefused(() => tryWith({ forge: 'proof' }));
    expect(await stateOf(device.id)).toBe('active');
  });

  it("the proof of a device is refused with another device's assertion or key", async () => {
    const other = await enrolTestDevice(site.gateway);
    const [mine, theirs] = [await device.proof('GET', ME), await other.proof('GET', ME)];
    await expectRefused(() => show({ ...mine, dpop: String(theirs.dpop) }));
    await expectRefused(() => show({ ...theirs, dpop: String(mine.dpop) }));
    const [, payload, signature] = String(mine['onedoor-device']).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'onedoor-device+jwt', kid: other.id })).toString('base64url');
    await expectRefused(() => show({ ...mine, 'onedoor-device': [header, payload, signature].join('.') }));
  });

  it('the proof of a device is refused without a signature, with another algorithm, and without one of its two headers', async () => {
    const mine = await device.proof('GET', ME);
    const [, payload] = String(mine['onedoor-device']).split('.');
    for (const alg of ['none', 'HS256', 'ES384', 'EdDSA']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'onedoor-device+jwt', kid: device.id })).toString('base64url');
      await expectRefused(() => show({ ...mine, 'onedoor-device': `${header}.${payload}.AAAA` }));
    }
    const secret = await new SignJWT({ iss: device.id }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from('x'.repeat(32)));
    await expectRefused(() => show({ ...mine, 'onedoor-device': secret }));
    await expectRefused(() => show({ 'onedoor-device': String(mine['onedoor-device']) }));
    await expectRefused(() => show({ dpop: String(mine.dpop) }));
    for (const text of ['', 'x', 'a.b.c', `${'e30'}.e30.e30`])
      await expectRefused(() => show({ ...mine, 'onedoor-device': text }));
  });

  it('the proof of a device takes no document for an assertion, and no assertion for a document', async () => {
    const mine = await device.proof('GET', ME);
    const document = await device.read(cardOf(1), { boot: 'boot-of-a-forger', bootAt: NOW });
    await expectRefused(() => show({ ...mine, 'onedoor-device': document }));
    const assertion = await device.proof('POST', '/v1/sessions', { assertion: { jti: 'not-a-reading', document: cardOf(1) } });
    const evidence = { kind: 'document-read', document: assertion['onedoor-device'] };
    expect(await postAt(device, '/v1/sessions', { evidence })).toMatchObject({ status: 403, body: { code: 'evidence-refused' } });
  });

  it('the proof of a device of a revoked device is refused from the next request on, and its sessions are worth nothing', async () => {
    const session = bearer(await putDown(site.gateway, device, cardOf(1)));
    expect((await device.request('/v1/patients/me', { headers: session })).status).toBe(200);
    const { revokeDevice } = await import('../../bff/scenes/identity/devices.ts');
    await revokeDevice(site.gateway.onedoor.dependencies, { id: device.id, reason: 'stolen', requestId: 'req_test' });
    await expectRefused(() => tryWith({}));
    expect((await device.request('/v1/patients/me', { headers: session })).status).toBe(403);
    expect((await site.gateway.request('/v1/patients/me', { headers: session })).status).toBe(401);
  });

  it('the proof of a device comes with every request of a session that was opened at a device: the token alone opens nothing', async () => {
    const other = await enrolTestDevice(site.gateway);
    const opened = await putDown(site.gateway, device, cardOf(1));
    const session = bearer(opened);
    const cookie = { cookie: `__Host-onedoor=${String(opened.body.token)}` };
    for (const headers of [session, cookie]) {
      expect((await site.gateway.request('/v1/patients/me', { headers })).status).toBe(401);
      expect((await other.request('/v1/patients/me', { headers })).status).toBe(401);
      expect((await device.request('/v1/patients/me', { headers })).status).toBe(200);
    }
  });
});

it('an enrolment code is never taken for an option of the command that it is typed into', async () => {
  const site = await startQuietGateway('sqlite');
  const place = {
    kind: 'kiosk' as const,
    hospitalId: HOSPITAL,
    campusRef: 'main',
    floor: '1F',
    name: '一号机',
    helpWindow: '3号窗口',
    micrometresPerPx: 248,
  };
  for (let count = 0; count < 300; count += 1) {
    const { code } = await allowEnrolment(site.gateway.onedoor.dependencies, place, 'req_test');
    expect(code).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{21,63}$/);
  }
  await site.stop();
});

describe.each(ENGINES)('%s: two bridges with one key', (engine) => {
  it('two bridges with one key suspend the device: both are refused from then on, and the audit says so once', async () => {
    const site = await startQuietGateway(engine);
    const device = await enrolTestDevice(site.gateway);
    const session = bearer(await putDown(site.gateway, device, cardOf(1)));
    const second = device.restarted(5);
    await site.clock.leap(30_000);
    expect((await second.request(ME)).status).toBe(200);
    expect((await second.request('/v1/patients/me', { headers: session })).status).toBe(200);
    expect((await device.request(ME)).status).toBe(403);
    expect([(await device.request(ME)).status, (await second.request(ME)).status]).toEqual([403, 403]);
    expect((await second.request('/v1/patients/me', { headers: session })).status).toBe(403);
    expect(await site.db.rows('SELECT state, reason FROM device')).toEqual([
      { state: 'suspended', reason: 'two bridges with one key' },
    ]);
    const audit = await site.db.rows("SELECT subject_id, actor_kind FROM audit WHERE action = 'device.suspend'");
    expect(audit).toEqual([{ subject_id: device.id, actor_kind: 'gateway' }]);
    await site.stop();
  });

  it('two bridges with one key are not taken for what the old bridge signed before it was started again', async () => {
    const site = await startQuietGateway(engine);
    const device = await enrolTestDevice(site.gateway);
    const early = await device.proof('GET', ME);
    await site.clock.leap(10_000);
    const again = device.restarted(10);
    expect((await again.request(ME)).status).toBe(200);
    expect((await site.gateway.request(`http://localhost${ME}`, { headers: early })).status).toBe(403);
    expect((await again.request(ME)).status).toBe(200);
    const future = device.restarted(3_600);
    expect((await future.request(ME)).status).toBe(403);
    expect(await site.db.rows('SELECT state FROM device')).toEqual([{ state: 'active' }]);
    await site.stop();
  });

  it('two bridges with one key are no matter of a bridge that was started again, however often', async () => {
    const site = await startQuietGateway(engine);
    let device = await enrolTestDevice(site.gateway);
    for (let start = 1; start <= 5; start += 1) {
      expect((await device.request(ME)).status).toBe(200);
      await site.clock.leap(10_000);
      device = device.restarted(10);
    }
    expect(await site.db.rows('SELECT state FROM device')).toEqual([{ state: 'active' }]);
    await site.stop();
  });
});

describe.each(ENGINES)('%s: a bridge that counts its starts', (engine) => {
  const DAY_MS = 86_400_000;
  let site: QuietGateway;
  let device: TestDevice;
  beforeEach(async () => {
    site = await startQuietGateway(engine);
    device = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  /** An assertion of that start, on a clock that is off by so much. */
  const asked = async (start: number, offMs = 0, more: Record<string, unknown> = {}) => {
    const assertion = { boot: `boot-number-${start}`, bootAt: MORNING + offMs, start, ...more };
    return site.gateway.request(`${ORIGIN}${ME}`, { headers: await device.proof('GET', ME, { assertion }) });
  };
  const states = () => site.db.rows('SELECT state FROM device');

  it('a bridge that counts its starts takes the device over with yesterday’s clock, and goes on when the clock is put right', async () => {
    expect((await asked(1)).status).toBe(200);
    await site.clock.leap(120_000);
    expect((await asked(2, -DAY_MS)).status).toBe(200);
    await site.clock.leap(120_000);
    expect((await asked(2, -DAY_MS)).status).toBe(200);
    expect((await asked(3, -2 * DAY_MS)).status).toBe(200);
    expect((await asked(4, 3 * DAY_MS)).status).toBe(200);
    expect((await asked(5)).status).toBe(200);
    expect(await states()).toEqual([{ state: 'active' }]);
  });

  it('a bridge that counts its starts is not suspended for what it signed before it was started again, on a clock that was ahead', async () => {
    const ahead = { boot: 'boot-number-1', bootAt: MORNING, start: 1, iat: NOW + 50, exp: NOW + 350 };
    const early = await device.proof('GET', ME, { assertion: ahead });
    await site.clock.leap(5_000);
    expect((await asked(2, -DAY_MS)).status).toBe(200);
    expect((await site.gateway.request(`${ORIGIN}${ME}`, { headers: early })).status).toBe(403);
    expect((await asked(2, -DAY_MS)).status).toBe(200);
    expect(await states()).toEqual([{ state: 'active' }]);
  });

  it('a bridge that counts its starts is refused at once when another took over, and suspended when both go on', async () => {
    expect((await asked(1)).status).toBe(200);
    expect((await asked(2)).status).toBe(200);
    expect((await asked(1)).status).toBe(403);
    await site.clock.leap(61_000);
    expect((await asked(1)).status).toBe(403);
    expect(await states()).toEqual([{ state: 'suspended' }]);
  });

  it('a bridge that counts its starts is suspended when two starts have one number', async () => {
    expect((await asked(7)).status).toBe(200);
    expect((await asked(7, 0, { boot: 'boot-of-a-copy' })).status).toBe(403);
    expect(await states()).toEqual([{ state: 'suspended' }]);
  });

  it('a bridge that counts its starts follows one that did not, and a copy that does not count never takes turns with it', async () => {
    expect((await device.request(ME)).status).toBe(200);
    expect((await asked(1, -DAY_MS)).status).toBe(200);
    await site.clock.leap(30_000);
    const older = device.restarted(20);
    expect((await older.request(ME)).status).toBe(200);
    expect((await asked(1, -DAY_MS)).status).toBe(403);
    expect(await states()).toEqual([{ state: 'suspended' }]);
  });

  it.each([
    [90, { assertion: { iat: NOW + 90, exp: NOW + 390 } }],
    [-3_600, { assertion: { iat: NOW - 3_600, exp: NOW - 3_300 } }],
    [75, { proof: { iat: NOW + 75 } }],
    [-75, { proof: { iat: NOW - 75 } }],
  ] as const)('a clock that is off by %i s stands in the log, with the device', async (seconds, changes) => {
    const headers = await device.proof('GET', ME, changes);
    expect((await site.gateway.request(`${ORIGIN}${ME}`, { headers })).status).toBe(403);
    const lines = site.gateway.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ event }) => event === 'device.proof-refused')).toMatchObject({
      deviceId: device.id,
      detail: expect.stringContaining(`clock off by ${seconds} s`),
    });
  });
});

describe('postgres: two gateways', () => {
  it('two gateways take one proof once between them', async () => {
    const site = await startQuietGateway('postgres');
    const second = await startTestGateway({ store: site.db.second(), clock: site.clock, share: site.gateway });
    const device = await enrolTestDevice(site.gateway);
    for (let round = 0; round < 10; round += 1) {
      const headers = await device.proof('GET', ME);
      const replies = await Promise.all([site.gateway, second].map((one) => one.request(`${ORIGIN}${ME}`, { headers })));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
    }
    await second.stop();
    await site.stop();
  });
});

describe.each(ENGINES)('%s: enrolment', (engine) => {
  let site: QuietGateway;
  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  async function allow(): Promise<string> {
    const body = { hospital: HOSPITAL, campus: 'main', floor: '1F', name: '一号机', window: '3号窗口' };
    const { OPERATOR_TOKEN } = await import('../support/test-gateway.ts');
    const reply = await post(site.gateway, '/operator/device-enrol', body, { authorization: `Bearer ${OPERATOR_TOKEN}` });
    return String(reply.body.code);
  }

  async function newKey(): Promise<Record<string, unknown>> {
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
    return { kty, crv, x, y };
  }
  const enrol = (code: string, publicKey: unknown) => post(site.gateway, '/v1/devices', { code, publicKey });
  const devices = async () => (await site.db.rows('SELECT id FROM device')).length;

  it('enrolment takes one device a code, also when twenty use it at once', async () => {
    const code = await allow();
    expect(JSON.stringify(await site.db.rows('SELECT * FROM device_enrolment'))).not.toContain(code);
    const keys = await Promise.all(Array.from({ length: 20 }, newKey));
    const replies = await Promise.all(keys.map((key) => enrol(code, key)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 403)]);
    expect(await devices()).toBe(1);
    expect(await enrol(code, await newKey())).toMatchObject({ status: 403, body: { code: 'enrolment-refused' } });
  });

  it('enrolment is open for ten minutes, to the millisecond', async () => {
    const [first, second] = [await allow(), await allow()];
    await site.clock.leap(600_000 - 1);
    expect((await enrol(first, await newKey())).status).toBe(201);
    await site.clock.leap(1);
    expect((await enrol(second, await newKey())).status).toBe(403);
    expect(await devices()).toBe(1);
  });

  it('enrolment refuses a key that another device has, however it is spelt, and a key that is none', async () => {
    const key = await newKey();
    expect((await enrol(await allow(), key)).status).toBe(201);
    const code = await allow();
    expect((await enrol(code, key)).status).toBe(403);
    // The last of 43 characters carries two bits that mean nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const x = String(key.x);
    const twin = x.slice(0, 42) + alphabet[alphabet.indexOf(x[42] ?? 'A') + 1];
    expect((await enrol(code, { ...key, x: twin })).status).toBe(403);
    expect((await enrol(code, { ...key, x: 'A'.repeat(43) })).status).toBe(403);
    expect((await enrol(code, { ...key, x: '?'.repeat(43) })).status).toBe(403);
    expect(await devices()).toBe(1);
    expect((await enrol(code, await newKey())).status).toBe(201);
  });

  it('enrolment takes no code that was never given', async () => {
    expect((await enrol('A'.repeat(43), await newKey())).status).toBe(403);
    expect(await devices()).toBe(0);
  });
});
