import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paths } from '../../bff/contract/paths.ts';
import { addOperatorRoutes } from '../../bff/main/operator-routes.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { answered, expectNothingWritten, keyed, type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const ID = `apt_${'a'.repeat(22)}`;

/** What each address takes, as the contract has it. */
const taken = new Map<string, Set<string>>();
for (const { method, path } of Object.values(paths)) {
  const address = path.replace('{id}', ID);
  taken.set(address, (taken.get(address) ?? new Set()).add(method));
}

describe.each(SAMPLED_ENGINES)('%s: methods and addresses', (engine) => {
  let site: QuietGateway;
  let headers: Record<string, string>;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    ({ headers } = await signedIn(site.gateway));
  });
  afterEach(() => site.stop());

  const send = async (method: string, path: string) =>
    answered(await site.gateway.request(path, { method, headers: keyed(headers, 'wrong-method') }));

  it('the gateway answers 405 with Allow to every method that an address does not take, and writes nothing', async () => {
    await expectNothingWritten(site, async () => {
      for (const [address, methods] of taken) {
        for (const method of METHODS.filter((one) => !methods.has(one))) {
          const reply = await send(method, address);
          expect(reply, `${method} ${address}`).toMatchObject({ status: 405, code: 'method-not-allowed' });
          expect(new Set(reply.headers.get('allow')?.split(', '))).toEqual(methods);
        }
      }
    });
  });

  it('the gateway grants no preflight: no answer carries a header of CORS', async () => {
    const asking = {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    for (const address of taken.keys()) {
      for (const method of ['OPTIONS', 'GET', 'POST', 'DELETE']) {
        const reply = await site.gateway.request(address, { method, headers: asking });
        await reply.body?.cancel();
        expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    }
  });

  it('the gateway answers HEAD as GET without the body: same status, type and tag', async () => {
    await site.gateway.openSlot(1);
    for (const path of [
      '/v1/hospitals',
      '/v1/departments',
      '/v1/practitioners',
      '/v1/slots',
      '/v1/appointments',
      '/healthz',
      '/openapi.json',
      '/problems/not-found',
      '/v1/nowhere',
    ]) {
      const [full, head] = [await send('GET', path), await send('HEAD', path)];
      expect({ path, status: head.status, text: head.text }).toEqual({ path, status: full.status, text: '' });
      for (const name of ['content-type', 'etag', 'cache-control'])
        expect(head.headers.get(name), `${name} of ${path}`).toBe(full.headers.get(name));
    }
  });

  it.each([
    '//v1/hospitals',
    '/v1//hospitals',
    '/v1/hospitals/',
    '/v1/hospitals%2f',
    '/v1/hospitals%00',
    '/v1/hospitals;a=b',
    '/V1/hospitals',
    '/v1/hospitals%3flimit=1',
    '/.git/config',
    '/v1/appointments%2fmine',
    '/problems/..%2f..%2fetc%2fpasswd',
    '/problems/constructor',
    '/problems/__proto__',
    '/problems/toString',
    '/problems/',
  ])('the gateway finds nothing at %s', async (path) => {
    const reply = await expectNothingWritten(site, () => send('GET', path));
    expect(reply).toMatchObject({ status: 404, code: 'not-found' });
    expect(reply.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('the gateway gives no more behind dots and escapes than at the plain address: a session is asked for all the same', async () => {
    const ways = [
      '/v1/%61ppointments',
      '/healthz/../v1/appointments',
      '/healthz/%2e%2e/v1/appointments',
      '/v1/slots/%2E%2E/appointments',
      '/./v1/appointments',
    ];
    for (const path of ways) {
      const reply = await expectNothingWritten(site, async () => answered(await site.gateway.request(path)));
      expect(reply, path).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
    const one = await answered(await site.gateway.request(`/v1/slots/..%2fappointments/${ID}`, { headers }));
    expect(one).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('the gateway opens no stream for HEAD, so that nobody is left listening', async () => {
    const { slotId } = await site.gateway.openSlot(1);
    const { patientId, token } = await signedIn(site.gateway, 1);
    const booked = await site.gateway.book({ slotId, patientId, token, key: 'head-on-a-stream' });
    const reads = vi.spyOn(site.db.store, 'read');
    const path = `/v1/appointments/${booked.body.id}/events`;
    const reply = await site.gateway.request(path, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
    expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(reply.body).toBeNull();
    expect(reads.mock.calls.filter(([statement]) => statement.sql.includes('appointment_event'))).toEqual([]);
    reads.mockRestore();
  });

  it('the gateway shows metrics to loopback only when there is no token, and says not-found to others', async () => {
    const read = async (clientAddress: string, metricsToken?: string, authorization = '') => {
      const app = new Hono();
      addOperatorRoutes(
        { ...site.gateway.onedoor, app },
        { version: '0', commit: '0', metricsToken, clientAddress: () => clientAddress },
      );
      return (await app.request('/metrics', { headers: { authorization } })).status;
    };
    const token = 'a-token-for-metrics';
    for (const near of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(await read(near)).toBe(200);
    for (const far of ['10.0.0.1', '128.0.0.1', '::', 'fd00::1', '::ffff:10.0.0.1', 'unknown']) expect(await read(far)).toBe(404);
    expect(await read('10.0.0.1', token, `Bearer ${token}`)).toBe(200);
    for (const wrong of ['', 'Bearer ', `Bearer ${token}x`, token, 'Bearer undefined'])
      expect(await read('127.0.0.1', token, wrong)).toBe(404);
  });

  it('the gateway turns a failure of any route into the problem internal with a request id', async () => {
    site.gateway.onedoor.dependencies.metrics.collect(() => {
      throw new Error('张三 13800138000');
    });
    const reply = await send('GET', '/metrics');
    expect(reply).toMatchObject({ status: 500, code: 'internal' });
    expect(reply.headers.get('x-request-id')).toBe((JSON.parse(reply.text) as { instance: string }).instance);
    expect(site.gateway.logged.join('')).not.toContain('13800138000');
  });
});
