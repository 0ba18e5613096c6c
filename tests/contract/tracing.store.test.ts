import { afterEach, describe, expect, it } from 'vitest';
import { parentOf } from '../../bff/platform/http/trace.ts';
import { type QuietGateway, startQuietGateway } from '../security/quiet-gateway.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const BAD = [
  '',
  'x',
  PARENT.toUpperCase(),
  `01-${TRACE}-00f067aa0ba902b7-01`,
  `ff-${TRACE}-00f067aa0ba902b7-01`,
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `${PARENT}-extra`,
  `${PARENT} `,
  `00-${TRACE}-00f067aa0ba902b7`,
  `00-${TRACE.slice(1)}-00f067aa0ba902b7-01`,
  `${PARENT}\r\nX: y`,
];

describe.each(SAMPLED_ENGINES)('%s: following a request', (engine) => {
  let site: QuietGateway;
  afterEach(() => site.stop());

  it('following a request gives every request an id of its own, which is in its answer and its line of the log, and takes none from outside', async () => {
    site = await startQuietGateway(engine);
    const given = 'req_chosen-by-the-caller';
    const seen = new Set<string>();
    for (const path of [
      '/v1/slots',
      '/v1/slots',
      '/v1/nowhere',
      '/v1/appointments',
      '/healthz',
      '/metrics',
      '/v1/slots?limit=x',
    ]) {
      const id = (await site.gateway.request(path, { headers: { 'x-request-id': given } })).headers.get('x-request-id') ?? '';
      expect(id).toMatch(/^req_[\w-]{22}$/);
      expect(id).not.toBe(given);
      seen.add(id);
    }
    expect(seen.size).toBe(7);
    const lines = site.gateway.logged.map((line) => JSON.parse(line) as { event: string; requestId?: string });
    expect(
      lines.filter(({ event, requestId }) => event === 'request' && requestId !== undefined && seen.has(requestId)),
    ).toHaveLength(4);
    expect(site.gateway.logged.join('')).not.toContain(given);
  });

  it('following a request notes the trace of a well formed traceparent and nothing of another', async () => {
    site = await startQuietGateway(engine);
    const traces = () =>
      site.gateway.logged.map((line) => (JSON.parse(line) as { traceId?: string }).traceId).filter((id) => id !== undefined);
    await site.gateway.request('/v1/slots', { headers: { traceparent: PARENT } });
    expect(traces()).toEqual([TRACE]);
    for (const traceparent of BAD.filter((value) => !value.includes('\n') && value.trim() !== PARENT)) {
      expect((await site.gateway.request('/v1/slots', { headers: { traceparent } })).status).toBe(200);
    }
    expect(traces()).toEqual([TRACE]);
  });
});

describe('a traceparent', () => {
  it.each(BAD)('a traceparent is dropped when it is %j', (value) => {
    expect(parentOf(value)).toBeUndefined();
  });

  it('a traceparent is kept as it came when it is well formed', () => {
    expect(parentOf(PARENT)).toEqual({ traceparent: PARENT, traceId: TRACE });
    expect(parentOf(undefined)).toBeUndefined();
  });
});
