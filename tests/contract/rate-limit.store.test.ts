import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RateLimiter } from '../../bff/platform/http/rate-limit.ts';
import { answered, expectNothingWritten, type QuietGateway, signedIn, startQuietGateway } from '../security/quiet-gateway.ts';
import { ENGINES } from '../support/test-store.ts';

const LIMIT = 10;

describe.each(ENGINES)('%s: a limit of requests in a minute', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { rateLimitPerMinute: LIMIT } });
  });
  afterEach(() => site.stop());

  const get = (path: string, headers: Record<string, string> = {}) => site.gateway.request(path, { headers });

  async function exhaust(headers: Record<string, string> = {}) {
    for (let count = 0; count <= LIMIT; count += 1) await get('/v1/hospitals', headers);
  }

  it('a limit of requests in a minute is told with every answer, counted down', async () => {
    for (let left = LIMIT - 1; left >= 0; left -= 1) {
      const { headers, status } = await get(left % 2 === 0 ? '/v1/hospitals' : '/v1/nowhere');
      expect(status).not.toBe(429);
      expect(headers.get('ratelimit-policy')).toBe(`"default";q=${LIMIT};w=60`);
      expect(headers.get('ratelimit')).toBe(`"default";r=${left};t=60`);
    }
  });

  it('a limit of requests in a minute counts a code that rings a phone as fifteen requests', async () => {
    const ask = () => {
      const headers = { 'content-type': 'application/json' };
      return site.gateway.request('/v1/one-time-codes', { method: 'POST', body: '{"phone":"13800000003"}', headers });
    };
    expect((await ask()).status).toBe(429);
    expect(site.gateway.sent).toEqual([]);
  });

  it('a limit of requests in a minute counts what is no operation in the metrics, by status', async () => {
    await get('/v1/nowhere');
    await site.gateway.request('/v1/hospitals', { method: 'PUT' });
    const text = await (await site.gateway.request('/metrics')).text();
    expect(text).toContain('onedoor_requests_total{operation="none",status="404"} 1');
    expect(text).toContain('onedoor_requests_total{operation="none",status="405"} 1');
  });

  it('a limit of requests in a minute refuses what is more with 429 and says when to come again, writes nothing, and then lets it in', async () => {
    await exhaust();
    await site.clock.leap(20_000);
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId: `pat_${'z'.repeat(22)}` } });
    const open = () =>
      site.gateway.request('/v1/sessions', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const refused = await expectNothingWritten(site, async () => answered(await open()));
    expect(refused).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=40');
    expect((await get('/v1/nowhere')).status).toBe(429);
    expect((await site.gateway.request('/v1/hospitals', { method: 'PUT' })).status).toBe(429);
    await site.clock.leap(40_000);
    expect((await open()).status).toBe(403);
  });

  it("a limit of requests in a minute is a person's own once they have a session: who shares an address is not locked out", async () => {
    const [one, other] = [await signedIn(site.gateway, 0), await signedIn(site.gateway, 1)];
    await get('/v1/appointments', one.headers);
    await get('/v1/appointments', other.headers);
    await exhaust();
    expect((await get('/v1/hospitals')).status).toBe(429);
    expect((await get('/v1/appointments', one.headers)).status).toBe(200);
    await exhaust(one.headers);
    expect((await get('/v1/appointments', one.headers)).status).toBe(429);
    expect((await get('/v1/appointments', other.headers)).status).toBe(200);
  });

  it('a limit of requests in a minute is not escaped by a new invented token, or a cookie, for each request', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < LIMIT * 2; count += 1) {
      const invented = `${count}`.padEnd(43, 'x');
      const headers: Record<string, string> =
        count % 2 === 0 ? { authorization: `Bearer ${invented}` } : { cookie: `__Host-onedoor=${invented}` };
      statuses.push((await get('/v1/hospitals', headers)).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(statuses.slice(LIMIT)).toEqual(statuses.slice(LIMIT).map(() => 429));
  });

  it('a limit of requests in a minute is not escaped by a header that names another address', async () => {
    await exhaust();
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip', 'true-client-ip']) {
      expect((await get('/v1/hospitals', { [name]: '203.0.113.7' })).status).toBe(429);
    }
  });
});

describe('the limiter', () => {
  it('the limiter keeps a bounded number of windows, and drops the oldest', () => {
    const limiter = new RateLimiter({ limit: 1, windowMs: 60_000 }, () => 0);
    expect(limiter.take('first').allowed).toBe(true);
    expect(limiter.take('first').allowed).toBe(false);
    for (let count = 0; count < 50_000; count += 1) limiter.take(`other ${count}`);
    expect(limiter.knows('first')).toBe(false);
    expect(limiter.knows('other 49999')).toBe(true);
  });
});
