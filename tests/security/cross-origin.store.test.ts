import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OperationId, paths } from '../../bff/contract/paths.ts';
import { testPatient } from '../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { answered, expectNothingWritten, type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

const HERE = 'http://door.example';
const KEY = { 'idempotency-key': 'from-a-page-1' };

/** Headers as browsers send them for a page that is not ours. */
const FOREIGN: readonly Record<string, string>[] = [
  { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'https://elsewhere.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'null' },
  { origin: `${HERE}.elsewhere.example` },
  { origin: `${HERE}:8080` },
  { origin: 'http://door.exampl' },
  { origin: HERE, 'sec-fetch-site': 'cross-site' },
];

describe.each(SAMPLED_ENGINES)('%s: pages of other origins', (engine) => {
  let site: QuietGateway;
  let cookie: string;
  let appointmentId: string;
  let body: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { hosts: ['door.example'] } });
    const evidence = { evidence: { kind: 'demo', patientId: testPatient(0).id } };
    const opened = await send('POST', '/v1/sessions', JSON.stringify(evidence), { 'content-type': 'application/json' });
    cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { slotId } = await site.gateway.openSlot(3);
    const token = await site.gateway.signIn(testPatient(0).id);
    const booked = await site.gateway.book({ slotId, patientId: testPatient(0).id, token, key: 'booked-before' });
    appointmentId = String(booked.body.id);
    const { slotId: other } = await site.gateway.openSlot(3, 48 * 3_600_000);
    body = JSON.stringify({ slotId: other, patientId: testPatient(0).id });
  });
  afterEach(() => site.stop());

  async function send(method: string, path: string, text: string | undefined, headers: Record<string, string>) {
    return site.gateway.request(path, {
      method,
      headers: { host: 'door.example', ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
  }

  /** Every unsafe operation, as JSON and as the three kinds of form that a page may send without asking first. */
  function unsafe(more: Record<string, string>): readonly (() => Promise<Response>)[] {
    const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/plain'];
    const session = JSON.stringify({ evidence: { kind: 'demo', patientId: testPatient(1).id } });
    const posts = types.flatMap((type) => {
      const headers = { cookie, ...KEY, 'content-type': type, ...more };
      return [
        () => send('POST', '/v1/appointments', body, headers),
        () => send('POST', `/v1/appointments/${appointmentId}/cancel`, '{}', headers),
        () => send('POST', '/v1/sessions', session, headers),
      ];
    });
    const bare = { cookie, ...KEY, ...more };
    return [
      ...posts,
      () => send('POST', `/v1/appointments/${appointmentId}/cancel`, undefined, bare),
      () => send('DELETE', '/v1/sessions/current', undefined, bare),
    ];
  }

  it.each(FOREIGN)('pages of other origins may do nothing with %o, and nothing is written', async (foreign) => {
    for (const attempt of unsafe(foreign)) {
      const reply = await expectNothingWritten(site, async () => answered(await attempt()));
      expect(reply).toMatchObject({ status: 403, code: 'origin-refused' });
      expect(reply.headers.get('set-cookie')).toBeNull();
    }
  });

  it('pages of other origins may do nothing at all: every operation that changes something refuses them before it looks at anything', async () => {
    const all = (Object.keys(paths) as OperationId[]).filter((id) => paths[id].method !== 'GET');
    expect(all.length).toBeGreaterThan(12);
    for (const id of all) {
      const { method, path } = paths[id];
      const headers = { cookie, ...KEY, 'content-type': 'application/json', ...FOREIGN[0] };
      const ask = () =>
        send(method, path.replace('{id}', appointmentId), method === 'POST' || method === 'PUT' ? '{}' : undefined, headers);
      const reply = await expectNothingWritten(site, async () => answered(await ask()));
      expect([id, reply.status, reply.code]).toEqual([id, 403, 'origin-refused']);
    }
  });

  it.each([
    { origin: HERE, 'sec-fetch-site': 'same-origin' },
    { origin: HERE },
    { origin: 'https://door.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    {},
  ])('our own page may book where pages of other origins may not, with %o', async (own) => {
    const reply = await send('POST', '/v1/appointments', body, {
      cookie,
      ...KEY,
      'content-type': 'application/json',
      ...(own as Record<string, string>),
    });
    expect(reply.status).toBe(201);
    expect((await site.gateway.hospital.bookings()).filter(({ live }) => live)).toHaveLength(2);
  });

  it('reads by pages of other origins are not refused, but no foreign page can see them', async () => {
    const reply = await send('GET', '/v1/appointments', undefined, {
      cookie,
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a gateway whose pages have an origin of their own', () => {
  it('a gateway whose pages have an origin of their own lets only that origin in, whatever Host says', async () => {
    const site = await startQuietGateway('sqlite', { settings: { origins: ['https://kiosk.example'], hosts: ['door.example'] } });
    const open = async (origin: string) => {
      const body = JSON.stringify({ evidence: { kind: 'demo', patientId: testPatient(0).id } });
      const headers = { host: 'door.example', origin, 'content-type': 'application/json' };
      return (await site.gateway.request('/v1/sessions', { method: 'POST', body, headers })).status;
    };
    expect(await open('https://kiosk.example')).toBe(201);
    for (const origin of [HERE, 'https://door.example', 'http://kiosk.example', 'https://kiosk.example.evil.example', 'null']) {
      expect(await expectNothingWritten(site, () => open(origin))).toBe(403);
    }
    await site.stop();
  });
});
