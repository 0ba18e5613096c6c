import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSandboxInsurer } from '../../adapters/insurers/sandbox/adapter.ts';
import type { ChargeLine } from '../../adapters/port/charges.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { startInsurer } from '../../fixtures/simulators/insurer/start-insurer.ts';
import { HOSPITAL, OTHER_HOSPITAL, type StartedInsurer, startSimulatedInsurer } from './simulated-insurer.ts';

const PATIENT: Patient = {
  name: '欧阳䶮',
  birthDate: '1987-04-23',
  sex: 'female',
  document: { type: 'passport', number: 'E12345678' },
};
const LINE: ChargeLine = { ref: 'l1', name: '血常规', quantity: '1', price: 10_000, amount: 10_000, class: 'a', ownShare: 0 };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(): Promise<StartedInsurer> {
  const started = await startSimulatedInsurer();
  stops.push(started.stop);
  return started;
}

const call = () => ({ signal: AbortSignal.timeout(5_000) });

interface Signing {
  readonly code?: string;
  readonly secret?: string;
  readonly time?: number;
  readonly nonce?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent in place of what was signed. */
  readonly sentBody?: string;
}

/** A request as the README describes it, signed here once more. */
async function raw({ baseUrl, now }: StartedInsurer, method: string, path: string, body = '', signing: Signing = {}) {
  const { code = HOSPITAL.code, secret = HOSPITAL.secret, nonce = randomBytes(16).toString('base64url') } = signing;
  const time = String(Math.floor((signing.time ?? now()) / 1000));
  const digest = createHash('sha256').update(body).digest('hex');
  const text = ['insurer-request-v1', code, method, path, time, nonce, digest].join('\n');
  const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('hex');
  const sent = signing.sentBody ?? body;
  const headers = {
    ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    'insurer-institution': code,
    'insurer-time': time,
    'insurer-nonce': nonce,
    'insurer-signature': signature,
    ...signing.headers,
  };
  const response = await fetch(`${baseUrl}${path}`, { method, headers, ...(method === 'GET' ? {} : { body: sent }) });
  return { status: response.status, headers: response.headers, body: await response.text(), nonce };
}

const quoteBody = (ref: string, change: object = {}, lineChange: object = {}) =>
  JSON.stringify({
    insured: ref,
    visit: 'v1',
    lines: [
      {
        ref: 'l1',
        name: '血常规',
        quantity: '1',
        price: '100.00',
        amount: '100.00',
        class: 'a',
        ownShare: '0.0000',
        ...lineChange,
      },
    ],
    total: '100.00',
    useAccount: true,
    ...change,
  });

const insure = ({ insurer }: StartedInsurer) => insurer.insure({ patient: PATIENT, balance: 3_000, deductible: 0 });

describe('the simulated insurer', () => {
  it('the simulated insurer answers under the signature that its description lays down, tied to the request', async () => {
    const started = await start();
    const { status, headers, body, nonce } = await raw(started, 'PUT', '/v1/quotes/k1', quoteBody(await insure(started)));
    expect(status).toBe(201);
    expect(JSON.parse(body)).toMatchObject({
      key: 'k1',
      split: { total: '100.00', fund: '70.00', account: '30.00', cash: '0.00' },
    });
    const time = headers.get('insurer-time') ?? '';
    const digest = createHash('sha256').update(body).digest('hex');
    const text = ['insurer-reply-v1', HOSPITAL.code, '201', time, nonce, digest].join('\n');
    const right = createHmac('sha256', Buffer.from(HOSPITAL.secret, 'base64')).update(text).digest('hex');
    expect(headers.get('insurer-signature')).toBe(right);
    expect(headers.get('insurer-nonce')).toBe(nonce);
  });

  it.each<[string, (now: number) => Signing]>([
    ['the secret of another hospital', () => ({ secret: OTHER_HOSPITAL.secret })],
    ['the code of no hospital', () => ({ code: 'H99999999999' })],
    ['a clock that is 301 s behind', (now) => ({ time: now - 301_000 })],
    ['a clock that is 302 s ahead', (now) => ({ time: now + 302_000 })],
    ['another body than was signed', () => ({ sentBody: '{"document":{"type":"passport","number":"X"},"name":"x"}' })],
    ['no signature', () => ({ headers: { 'insurer-signature': '' } })],
    ['a nonce that is too short', () => ({ nonce: 'short' })],
  ])('the simulated insurer answers 401, unsigned, to a request with %s', async (_what, signing) => {
    const started = await start();
    const body = JSON.stringify({ document: { type: 'passport', number: 'E12345678' }, name: 'x' });
    const { status, headers } = await raw(started, 'POST', '/v1/persons', body, signing(started.now()));
    expect([status, headers.get('insurer-signature')]).toEqual([401, null]);
  });

  it('the simulated insurer takes a signed request once', async () => {
    const started = await start();
    const nonce = 'a-nonce-of-twenty-four-ch';
    expect((await raw(started, 'GET', '/v1/records/none', '', { nonce })).status).toBe(404);
    expect((await raw(started, 'GET', '/v1/records/none', '', { nonce })).status).toBe(401);
    const other = { ...OTHER_HOSPITAL, nonce };
    expect((await raw(started, 'GET', '/v1/records/none', '', other)).status).toBe(404);
  });

  it.each([
    ['a member that nobody knows', { more: 1 }, {}, 400, 'request-refused'],
    ['an amount as a number', { total: 100 }, {}, 400, 'request-refused'],
    ['an amount with one place', { total: '100.0' }, {}, 400, 'request-refused'],
    ['a share with three places', {}, { ownShare: '0.000' }, 400, 'request-refused'],
    ['a line of nothing', { total: '0.00' }, { amount: '0.00', price: '0.00' }, 422, 'lines-refused'],
    ['a price and a quantity that do not make the amount', {}, { price: '99.99' }, 422, 'lines-refused'],
    ['class a with a share of one’s own', {}, { ownShare: '0.1000' }, 422, 'lines-refused'],
    ['class none that is covered in part', {}, { class: 'none', ownShare: '0.5000' }, 422, 'lines-refused'],
  ])('the simulated insurer refuses a bill with %s', async (_what, change, lineChange, status, reason) => {
    const started = await start();
    const reply = await raw(started, 'PUT', '/v1/quotes/k1', quoteBody(await insure(started), change, lineChange));
    expect([reply.status, JSON.parse(reply.body).reason]).toEqual([status, reason]);
    expect(await started.insurer.records('k1')).toEqual([]);
  });

  it('the simulated insurer refuses another content type, a query that nobody asked for and paths that it does not have', async () => {
    const started = await start();
    const body = quoteBody(await insure(started));
    const plain = { headers: { 'content-type': 'text/plain' } };
    expect((await raw(started, 'PUT', '/v1/quotes/k1', body, plain)).status).toBe(415);
    expect((await raw(started, 'PUT', '/v1/quotes/k1?x=1', body)).status).toBe(400);
    expect((await raw(started, 'GET', '/v1/persons')).status).toBe(404);
    expect((await raw(started, 'PUT', `/v1/quotes/${'k'.repeat(33)}`, body)).status).toBe(404);
    expect((await raw(started, 'GET', '/v1/days/2031-03-03?cursor=2031-03-03.0&x=1')).status).toBe(400);
    expect((await raw(started, 'GET', '/v1/days/2031-03-04')).status).toBe(400);
  });

  it('the simulated insurer rounds half to even, and gives the odd fen of a share to the person', async () => {
    const started = await start();
    const ref = await insure(started);
    const odd = { class: 'b', ownShare: '0.5000', quantity: '1', price: '0.05', amount: '0.05' };
    const { body } = await raw(started, 'PUT', '/v1/quotes/k1', quoteBody(ref, { total: '0.05', useAccount: false }, odd));
    // Half of 5 fen is 2, not 3; 70 % of the 3 that are left is 2.
    expect(JSON.parse(body).split).toEqual({ total: '0.05', fund: '0.02', account: '0.00', cash: '0.03' });
  });

  it('the ledger of the simulated insurer refuses what does not add up, a balance below nothing, and an undone record that comes back', async () => {
    const started = await start();
    const ref = await insure(started);
    await raw(started, 'PUT', '/v1/quotes/k1', quoteBody(ref));
    const { ref: quoteRef } = JSON.parse((await raw(started, 'GET', '/v1/records/k1')).body);
    await raw(started, 'POST', '/v1/records/k1/undoing', JSON.stringify({ ref: quoteRef }));
    const ledger = new Database(started.databasePath);
    const refused = (sql: string) => expect(() => ledger.exec(sql), sql).toThrow();
    refused('UPDATE insured SET balance = -1');
    refused("UPDATE record SET state = 'open'");
    refused('UPDATE record SET fund = fund + 1');
    refused('UPDATE account_entry SET amount = 0');
    refused("INSERT INTO account_entry (insured, kind, amount, at) SELECT seq, 'elsewhere', -3001, 0 FROM insured");
    ledger.close();
  });

  it('the audit of the simulated insurer names a balance that is not the sum of its entries', async () => {
    const started = await start();
    const ref = await insure(started);
    expect(await started.insurer.disagreements()).toEqual([]);
    const ledger = new Database(started.databasePath);
    ledger.exec('UPDATE insured SET balance = balance + 1');
    ledger.close();
    expect(await started.insurer.disagreements()).toEqual([`a balance is the sum of its entries: not ${ref}`]);
  });

  it('the log of the simulated insurer holds neither names nor tokens', async () => {
    const started = await start();
    const token = await started.insurer.token(await insure(started));
    await started.adapter.person({ patient: PATIENT, token }, call());
    const ledger = new Database(started.databasePath, { readonly: true });
    const log = JSON.stringify(ledger.prepare('SELECT * FROM request_log').all());
    ledger.close();
    expect(log).toContain('person');
    for (const secret of [PATIENT.name, PATIENT.document.number, token]) expect(log).not.toContain(secret);
  });

  it('a token of the simulated insurer is good for a minute', async () => {
    const started = await start();
    const token = await started.insurer.token(await insure(started));
    await started.insurer.advance(60_000);
    const outcome = await started.adapter.person({ patient: PATIENT, token }, call());
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'token-refused' } });
  });

  it('the simulated insurer commits what it was slow to, unless it was reversed in between', async () => {
    const started = await start();
    const insuredRef = await insure(started);
    const request = (key: string) => ({ key, insuredRef, visitRef: key, lines: [LINE], total: 10_000, useAccount: true });
    await started.act('POST /faults', { operation: 'quote', fault: 'late-commit', delayMs: 700, times: 2 });
    const waiting = new AbortController();
    const asked = ['kept', 'reversed'].map((key) => started.adapter.preSettle(request(key), { signal: waiting.signal }));
    const hits = async () => ((await started.act('GET /state')) as { faults: { hit: number }[] }).faults[0]?.hit;
    await vi.waitFor(async () => expect(await hits()).toBe(2), { timeout: 30_000, interval: 10 });
    waiting.abort();
    for (const outcome of await Promise.all(asked)) expect(outcome).toMatchObject({ failure: { kind: 'unknown-outcome' } });
    expect(await started.adapter.reverse('reversed', call())).toEqual({ ok: true, value: null });
    const ledger = new Database(started.databasePath, { readonly: true });
    const logged = ledger.prepare("SELECT count(*) FROM request_log WHERE fault = 'late-commit'").pluck();
    await vi.waitFor(() => expect(logged.get()).toBe(2), { timeout: 30_000, interval: 20 });
    ledger.close();
    expect(await started.insurer.records('kept')).toMatchObject([{ state: 'open' }]);
    expect((await started.insurer.records('reversed')).filter(({ state }) => state !== 'undone')).toEqual([]);
  });

  it('the simulated insurer keeps its ledger, its reversals and its nonces over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'insurer-restart-'));
    const options = { institutions: [HOSPITAL], databasePath: join(folder, 'insurer.sqlite') };
    const randomBytesOnce = () => new Uint8Array(16).fill(7);
    const adapterAt = (baseUrl: string, random?: () => Uint8Array) =>
      createSandboxInsurer(
        { baseUrl, institution: HOSPITAL.code, secret: HOSPITAL.secret },
        { fetch, now: Date.now, ...(random ? { randomBytes: random } : {}) },
      );
    const person = { document: { type: 'passport', number: 'E1' }, name: '甲', balance: 3_000 };
    const first = await startInsurer({ ...options, people: [person] });
    expect(await adapterAt(first.baseUrl, randomBytesOnce).find('k0', call())).toEqual({ ok: true, value: null });
    const request = { key: 'k1', insuredRef: 'P00000001', visitRef: 'v', lines: [LINE], total: 10_000, useAccount: true };
    const quoted = await adapterAt(first.baseUrl).preSettle(request, call());
    expect(await adapterAt(first.baseUrl).reverse('k2', call())).toEqual({ ok: true, value: null });
    await first.close(50);
    const second = await startInsurer({ ...options, people: [person] });
    stops.push(async () => {
      await second.close(50);
      rmSync(folder, { recursive: true, force: true });
    });
    expect(await adapterAt(second.baseUrl).preSettle(request, call())).toEqual(quoted);
    expect(await adapterAt(second.baseUrl).preSettle({ ...request, key: 'k2' }, call())).toMatchObject({
      failure: { reason: 'key-reused' },
    });
    expect(await adapterAt(second.baseUrl, randomBytesOnce).find('k0', call())).toMatchObject({
      failure: { kind: 'unauthenticated' },
    });
  });
});

describe('the adapter of the insurer sandbox', () => {
  it('the adapter of the insurer sandbox says not-authorised while the agreement with its hospital is suspended', async () => {
    const started = await start();
    await started.act('POST /agreements', { institution: HOSPITAL.code, barred: true });
    const refused = { ok: false, failure: expect.objectContaining({ kind: 'rejected', reason: 'not-authorised' }) };
    expect(await started.adapter.find('k1', call())).toEqual(refused);
    expect(await started.adapter.reverse('k1', call())).toEqual(refused);
    expect(await started.other.find('k1', call())).toEqual({ ok: true, value: null });
  });

  it('the adapter of the insurer sandbox believes no reply without its signature', async () => {
    const started = await start();
    const insuredRef = await insure(started);
    await started.act('POST /faults', { operation: 'any', fault: 'unsigned' });
    const request = { key: 'k1', insuredRef, visitRef: 'v', lines: [LINE], total: 10_000, useAccount: true };
    expect(await started.adapter.preSettle(request, call())).toMatchObject({ failure: { kind: 'unknown-outcome' } });
    expect(await started.adapter.find('k1', call())).toMatchObject({ failure: { kind: 'malformed' } });
  });

  it('the adapter of the insurer sandbox sends of a person the document, the name and the token, and nothing else', async () => {
    const sent: string[] = [];
    const environment = {
      now: Date.now,
      async fetch(_input: string, init?: RequestInit) {
        sent.push(new TextDecoder().decode(init?.body as Uint8Array));
        return new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } });
      },
    };
    const { code, secret } = HOSPITAL;
    const adapter = createSandboxInsurer({ baseUrl: 'https://insurer.example', institution: code, secret }, environment);
    const outcome = await adapter.person({ patient: { ...PATIENT, phone: '13917654321' }, token: 'once' }, call());
    expect(outcome).toMatchObject({ failure: { kind: 'malformed' } });
    expect(sent.map((body) => JSON.parse(body))).toEqual([{ document: PATIENT.document, name: PATIENT.name, token: 'once' }]);
  });

  it('the adapter of the insurer sandbox is not built with a secret that is too short, nor without TLS to another machine', () => {
    const environment = { fetch, now: Date.now };
    const config = { baseUrl: 'https://insurer.example', institution: HOSPITAL.code, secret: HOSPITAL.secret };
    expect(() => createSandboxInsurer(config, environment)).not.toThrow();
    for (const change of [{ secret: 'c2hvcnQ=' }, { baseUrl: 'http://insurer.example' }, { institution: 'no code' }])
      expect(() => createSandboxInsurer({ ...config, ...change }, environment)).toThrow();
  });
});
