import { type AddressInfo, connect } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../bff/main/settings.ts';
import { OPERATOR_TOKEN } from '../support/test-gateway.ts';
import { type QuietGateway, startQuietGateway } from './quiet-gateway.ts';

let close: () => Promise<void> = async () => {};
afterEach(() => close());

interface Served {
  readonly site: QuietGateway;
  readonly port: number;
  /** The status of the answer to a request of these lines, whose body, if any, is none. */
  ask(lines: readonly string[]): Promise<number>;
  /** Status of each path under this host. */
  under(host: string): Promise<readonly number[]>;
}

/** Everything that a gateway serves without a session: an operation, what operators look at, what is not there. */
const EVERYWHERE = ['/v1/hospitals', '/healthz', '/readyz', '/metrics', '/openapi.json', '/nothing'];
const OPEN = [200, 200, 200, 200, 200, 404];
const MISDIRECTED = EVERYWHERE.map(() => 421);

async function served(settings: Partial<Settings> = {}): Promise<Served> {
  const site = await startQuietGateway('sqlite', { settings });
  const server = serve({ fetch: site.gateway.onedoor.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  close = async () => {
    await new Promise((resolve) => server.close(resolve));
    await site.stop();
  };
  const ask = (lines: readonly string[]) => statusOf(port, lines);
  return {
    site,
    port,
    ask,
    async under(host) {
      const found: number[] = [];
      for (const path of EVERYWHERE) found.push(await ask([`GET ${path} HTTP/1.1`, `Host: ${host}`]));
      return found;
    },
  };
}

function statusOf(port: number, lines: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    let seen = '';
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, 'Connection: close', '', ''].join('\r\n')));
    socket.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(seen)?.[1] ?? 0)));
  });
}

describe('a gateway without origins of its own', () => {
  it('a gateway without origins of its own is asked under the names of loopback', async () => {
    const { under, port } = await served();
    for (const host of [
      'localhost',
      `localhost:${port}`,
      'LOCALHOST:9',
      '127.0.0.1',
      `127.0.0.1:${port}`,
      '127.9.9.9',
      '[::1]:80',
    ])
      expect([host, await under(host)]).toEqual([host, OPEN]);
  });

  it.each([
    'door.evil.example',
    'door.evil.example:8787',
    'localhost.evil.example',
    'localhost.',
    '127.0.0.1.evil.example',
    '127.evil.example',
    '127-0-0-1.evil.example',
    'evil-localhost',
    '0.0.0.0',
    '10.0.0.1',
    '[::2]',
    'xn--fiqs8s',
  ])('a gateway without origins of its own serves nothing under the name %s, which a page may have bent to it', async (host) => {
    const { under } = await served();
    expect(await under(host)).toEqual(MISDIRECTED);
  });
});

describe('a gateway whose pages have an origin', () => {
  const ORIGIN = 'https://door.example.org';

  it('a gateway whose pages have an origin is asked under its host, the public address, the names that the operator lists, and on this machine', async () => {
    const { under, port } = await served({
      origins: [ORIGIN],
      publicUrl: 'https://slips.example.org',
      hosts: ['gateway-1', 'lb:8080'],
    });
    const known = ['door.example.org', 'DOOR.example.org:443', `door.example.org:${port}`, 'slips.example.org'];
    for (const host of [...known, 'gateway-1', 'gateway-1:9999', 'lb:8080', 'localhost', `127.0.0.1:${port}`])
      expect([host, await under(host)]).toEqual([host, OPEN]);
    for (const host of [
      'door.example.org:8443',
      'example.org',
      'a.door.example.org',
      'door.example.org.evil.example',
      'lb:81',
      '10.0.0.1',
    ])
      expect([host, await under(host)]).toEqual([host, MISDIRECTED]);
  });

  it('a gateway whose pages have an origin is asked under the names of loopback by nobody for whom a proxy speaks', async () => {
    const { ask } = await served({ origins: [ORIGIN] });
    for (const field of ['X-Forwarded-For: 203.0.113.7', 'Forwarded: for=203.0.113.7', 'Via: 1.1 proxy'])
      expect(await ask(['GET /healthz HTTP/1.1', 'Host: 127.0.0.1', field])).toBe(421);
    expect(await ask(['GET /healthz HTTP/1.1', 'Host: door.example.org', 'X-Forwarded-For: 203.0.113.7'])).toBe(200);
  });
});

describe('a request', () => {
  it.each([
    ['two hosts', ['GET /healthz HTTP/1.1', 'Host: localhost', 'Host: localhost']],
    ['two hosts of which one is foreign', ['GET /healthz HTTP/1.1', 'Host: localhost', 'hOST: evil.example']],
    ['a foreign host first', ['GET /healthz HTTP/1.1', 'Host: evil.example', 'Host: localhost']],
    ['no host', ['GET /healthz HTTP/1.1', 'Accept: */*']],
    ['no host, as of old', ['GET /healthz HTTP/1.0', 'Accept: */*']],
    ['an empty host', ['GET /healthz HTTP/1.1', 'Host:']],
    ['a name of somebody in the host', ['GET /healthz HTTP/1.1', 'Host: door@localhost']],
    ['a name and a word in the host', ['GET /healthz HTTP/1.1', 'Host: a:b@localhost']],
    ['a blank in the host', ['GET /healthz HTTP/1.1', 'Host: local host']],
    ['a path in the host', ['GET /healthz HTTP/1.1', 'Host: localhost/x']],
    ['a question in the host', ['GET /healthz HTTP/1.1', 'Host: localhost?x']],
    ['a list of hosts', ['GET /healthz HTTP/1.1', 'Host: localhost, localhost']],
    ['a port that is none', ['GET /healthz HTTP/1.1', 'Host: localhost:port']],
    ['a port beyond all ports', ['GET /healthz HTTP/1.1', 'Host: localhost:99999']],
    ['an escape in the host', ['GET /healthz HTTP/1.1', 'Host: local%68ost']],
    ['another host in the request line', ['GET http://evil.example/healthz HTTP/1.1', 'Host: localhost']],
    ['our host in the request line only', ['GET http://localhost/healthz HTTP/1.1', 'Host: evil.example']],
    ['another port in the request line', ['GET http://localhost:81/healthz HTTP/1.1', 'Host: localhost']],
    ['somebody in the request line', ['GET http://door@localhost/healthz HTTP/1.1', 'Host: localhost']],
  ])('a request with %s is refused as no request, because a proxy may take it for another one', async (_what, lines) => {
    const { ask } = await served();
    expect(await ask(lines)).toBe(400);
  });

  it('a request that names the same host in its line and in its field is answered', async () => {
    const { ask } = await served();
    expect(await ask(['GET http://localhost/healthz HTTP/1.1', 'Host: localhost'])).toBe(200);
    expect(await ask(['GET http://LOCALHOST:80/healthz HTTP/1.1', 'Host: localhost'])).toBe(200);
  });
});

describe('what is for operators', () => {
  const DETOURS = [
    '/x/%2e%2e/metrics',
    '/x/../metrics',
    '//metrics',
    '/metrics/',
    '/./metrics',
    '/%6detrics',
    '/metric%73',
    '/;/../metrics',
  ];

  it('what is for operators is there under its plain address only, not where dots, slashes and escapes lead to it', async () => {
    const { ask } = await served();
    for (const target of ['/metrics', '/metrics?x=1'])
      expect([target, await ask([`GET ${target} HTTP/1.1`, 'Host: localhost'])]).toEqual([target, 200]);
    for (const target of [...DETOURS, 'http://localhost/metrics'])
      expect([target, await ask([`GET ${target} HTTP/1.1`, 'Host: localhost'])]).toEqual([target, 404]);
    const command = (target: string) =>
      ask([`POST ${target} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${OPERATOR_TOKEN}`, 'Content-Length: 0']);
    expect(await command('/operator/device-list')).toBe(200);
    for (const target of [
      '/x/%2e%2e/operator/device-list',
      '//operator/device-list',
      '/operator/device%2dlist',
      '/%6fperator/device-list',
    ])
      expect([target, await command(target)]).toEqual([target, 404]);
  });

  it.each([
    'X-Forwarded-For: 127.0.0.1',
    'X-Forwarded-For:',
    'X-Forwarded-Host: localhost',
    'X-Forwarded-Proto: https',
    'X-Real-IP: 127.0.0.1',
    'Forwarded: for=127.0.0.1',
    'Via: 1.1 localhost',
    'CF-Connecting-IP: 127.0.0.1',
  ])('what is for operators is not there for whom a proxy of this machine speaks with %s, trusted or not', async (field) => {
    const { ask } = await served();
    expect(await ask(['GET /metrics HTTP/1.1', 'Host: localhost', field])).toBe(404);
    const token = `Authorization: Bearer ${OPERATOR_TOKEN}`;
    const command = ['POST /operator/device-list HTTP/1.1', 'Host: localhost', token, 'Content-Length: 0'];
    expect(await ask([...command, field])).toBe(404);
    expect(await ask(command)).toBe(200);
  });

  it('what is for operators takes no order longer than a body may be', async () => {
    const { site } = await served();
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, host: 'localhost' };
    const body = JSON.stringify({ hospital: 'x'.repeat(300 * 1024) });
    const reply = await site.gateway.request('/operator/staff-add', { method: 'POST', headers, body });
    expect(reply.status).toBe(400);
  });
});
