import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../bff/main/config.ts';
import { addDemo } from '../../bff/main/demo/demo-routes.ts';
import { type ControlPort, openControlPort } from '../../fixtures/control-port.ts';

const HOST = '127.0.0.1:8787';
const ACT = '{"act":"take-away"}';
/** What the browser sends for the page itself. */
const ITS_PAGE = {
  host: HOST,
  origin: `http://${HOST}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'onedoor-demo': '1',
};

let control: ControlPort;
let app: Hono;
let done: unknown[];
let address: string;

beforeEach(async () => {
  done = [];
  address = '127.0.0.1';
  control = await openControlPort(0, {
    'GET /table': async () => ({ status: 200, body: { steps: [{ id: 'hospital 1', at: 1 }] } }),
    'POST /acts': async (json) => {
      done.push(json);
      return { status: 200, body: {} };
    },
  });
  app = new Hono();
  addDemo(app, {
    folder: 'there is no such folder',
    controlUrl: `http://127.0.0.1:${control.port}`,
    phoneUrl: '',
    newestSteps: async () => [{ id: 'aud_1', at: 2, seenBy: 'gateway', hospital: null, what: 'x', outcome: null, fault: null }],
    nextRequestId: () => 'req_1',
    clientAddress: () => address,
  });
});
afterEach(() => control.close());

type Fields = Readonly<Record<string, string | undefined>>;

const send = (method: string, path: string, fields: Fields, body?: string) => {
  const headers = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  return app.fetch(new Request(`http://${HOST}${path}`, init), { incoming: { socket: { localPort: 8787 } } });
};
const act = async (fields: Fields) => (await send('POST', '/demo/acts', { ...ITS_PAGE, ...fields }, ACT)).status;
const look = async (fields: Fields) => (await send('GET', '/demo/table', { ...ITS_PAGE, origin: undefined, ...fields })).status;

describe('the table of the demo', () => {
  it('the table of the demo obeys its own page, and tells it what hospitals and gateway saw, the newest first', async () => {
    expect(await act({})).toBe(200);
    expect(done).toEqual([{ act: 'take-away' }]);
    const told = await send('GET', '/demo/table', { ...ITS_PAGE, origin: undefined });
    const { steps } = (await told.json()) as { steps: readonly { id: string }[] };
    expect(steps.map(({ id }) => id)).toEqual(['aud_1', 'hospital 1']);
  });

  it.each<Fields>([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:9999' },
    { origin: `https://${HOST}` },
    { origin: undefined, 'sec-fetch-site': 'cross-site' },
    { origin: undefined, 'sec-fetch-site': undefined },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'onedoor-demo': undefined },
    { 'x-forwarded-for': '127.0.0.1' },
  ])('the table of the demo obeys no other page, with %o', async (fields) => {
    expect(await act(fields)).toBe(403);
    expect(done).toEqual([]);
  });

  it.each<Fields>([
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { 'onedoor-demo': undefined },
    { forwarded: 'for=127.0.0.1' },
  ])('the table of the demo tells no other page what lies on it, with %o', async (fields) => {
    expect(await look(fields)).toBe(403);
  });

  it.each(['evil.example', 'evil.example:8787', 'localhost.evil.example:8787', '127.0.0.1.evil.example'])(
    'the table of the demo is not there under the name %s, which a page may have bent to it',
    async (host) => {
      expect(await act({ host, origin: `http://${host}` })).toBe(421);
      expect(await look({ host })).toBe(421);
      expect(done).toEqual([]);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/plain; application/json'])(
    'the table of the demo obeys no form, which is sent as %s',
    async (type) => {
      expect(await act({ 'content-type': type, 'onedoor-demo': undefined })).toBe(403);
      expect(await act({ 'content-type': type })).toBe(415);
      expect(done).toEqual([]);
    },
  );

  it('the table of the demo is for whoever sits at its machine', async () => {
    address = '192.0.2.7';
    expect(await act({})).toBe(403);
    expect(await look({})).toBe(403);
    expect(done).toEqual([]);
  });

  it('the table of the demo grants no preflight', async () => {
    const asked = await send('OPTIONS', '/demo/acts', {
      host: HOST,
      origin: 'http://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'onedoor-demo',
    });
    expect(asked.status).toBe(404);
    expect([...asked.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

it('a gateway where real people are does not start with the table of the demo', () => {
  const read = readConfig({ DEMO: '0', DEMO_CONTROL: 'http://127.0.0.1:9' });
  expect(read).toEqual({ problems: [expect.stringMatching(/^DEMO_CONTROL: only with DEMO=1/)] });
  expect(readConfig({ DEMO: '1', DEMO_CONTROL: 'http://127.0.0.1:9' })).toHaveProperty('config');
  const phone = readConfig({ DEMO: '0', DEMO_PHONE: 'http://127.0.0.1:9' });
  expect(phone).toEqual({ problems: [expect.stringMatching(/^DEMO_PHONE: only with DEMO=1/)] });
  expect(readConfig({ DEMO: '1', DEMO_PHONE: 'https://evil.example' })).toHaveProperty('problems');
  // Only this machine: what is elsewhere could be anybody's.
  expect(readConfig({ DEMO: '1', DEMO_CONTROL: 'http://192.0.2.7:9' })).toHaveProperty('problems');
});
