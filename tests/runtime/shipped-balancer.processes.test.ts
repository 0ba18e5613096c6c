import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONNECTIONS } from '../../bff/main/connection-limits.ts';
import { startGatewayProgram } from '../support/programs.ts';
import { type Balancer, NGINX, startNginx, startStandIn } from './nginx.ts';

const FILE = readFileSync('docs/deploy/balancer.conf', 'utf8');
const KINDS: readonly (readonly [string, (file: string) => Promise<Balancer>])[] = NGINX
  ? [['nginx', startNginx]]
  : [['a stand-in for nginx, which is not installed here', startStandIn]];

describe.each(KINDS)('the shipped proxy file under %s', (_kind, start) => {
  let folder: string;
  let balancer: Balancer;
  let gateway: Awaited<ReturnType<typeof startGatewayProgram>>;
  let operatorToken: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onedoor-balancer-'));
    writeFileSync(join(folder, 'hospitals.json'), '[]');
    gateway = await startGatewayProgram({
      DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
      KEY_FILE: join(folder, 'keys.json'),
      HOSPITALS_FILE: join(folder, 'hospitals.json'),
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT_PER_MINUTE: '60',
    });
    ({ operatorToken } = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { operatorToken: string });
    balancer = await start(FILE.replace(/gateway-[12]:8787/g, `127.0.0.1:${gateway.ready.port}`));
  });
  afterAll(async () => {
    await balancer?.stop();
    await gateway?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Told {
    readonly status: number;
    readonly headers: Record<string, unknown>;
    readonly text: string;
  }

  /** The path goes as it is written. */
  function ask(path: string, headers: Record<string, string> = {}, body?: string, from = '127.0.0.1'): Promise<Told> {
    return new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const asked = request(
        { port: balancer.port, host: '127.0.0.1', localAddress: from, method, path, headers: { ...length, ...headers } },
        (reply) => {
          let text = '';
          reply.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  it('the shipped proxy file passes Host on with its port, so that a page of that very origin is our own page and one of another port is not', async () => {
    const host = `localhost:${balancer.port}`;
    const open = (origin: string) => ask('/v1/sessions', { host, origin, 'content-type': 'application/json' }, '{}');
    expect((await open(`http://${host}`)).status).toBe(400);
    for (const other of ['http://localhost', `http://localhost:${balancer.port + 1}`])
      expect(JSON.parse((await open(other)).text)).toMatchObject({ status: 403, code: 'origin-refused' });
    expect((await ask('/v1/hospitals', { host: 'door.evil.example' })).status).toBe(421);
  });

  it('the shipped proxy file lets nobody through to what is for operators, by whatever detour', async () => {
    const ways = ['', '/x/%2e%2e', '/x/..', '/', '/.', '/v1/hospitals/../..'];
    const names = [
      '/metrics',
      '/%6detrics',
      '/metrics/',
      '/METRICS',
      '/operator/device-list',
      '/%6fperator/device-list',
      '/operator/',
    ];
    const authorization = `Bearer ${operatorToken}`;
    for (const target of ways.flatMap((way) => names.map((name) => way + name))) {
      expect([target, (await ask(target)).status]).toEqual([target, 404]);
      expect([target, (await ask(target, { authorization }, '{}')).status]).toEqual([target, 404]);
    }
    expect((await ask('/healthz')).status).toBe(200);
    const direct = await fetch(`http://127.0.0.1:${gateway.ready.port}/metrics`);
    expect([direct.status, await direct.text()]).toEqual([200, expect.stringContaining('onedoor_requests_total')]);
  });

  it('the shipped proxy file says for whom it speaks, and believes nobody who says so themselves', async () => {
    const left = async (forwarded: string) => {
      const { headers } = await ask('/v1/hospitals', { 'x-forwarded-for': forwarded }, undefined, '127.0.0.2');
      return Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1]);
    };
    const first = await left('203.0.113.7');
    expect(await left('198.51.100.1')).toBe(first - 1);
  });

  it('the shipped proxy file refuses a body that the gateway would refuse, and passes one of the limit', async () => {
    const json = { 'content-type': 'application/json' };
    expect((await ask('/v1/sessions', json, ' '.repeat(256 * 1024))).status).toBe(400);
    expect((await ask('/v1/sessions', json, ' '.repeat(256 * 1024 + 1))).status).toBe(413);
  });

  it('the shipped proxy file refuses a request with two hosts, as the gateway does', async () => {
    const reply = await new Promise<string>((resolve) => {
      let seen = '';
      const socket = connect(balancer.port, '127.0.0.1', () =>
        socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
      );
      socket.on('data', (chunk: Buffer) => {
        seen += chunk.toString('latin1');
      });
      socket.on('close', () => resolve(seen));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('the shipped proxy file closes idle connections before the gateway does, which says when it will', async () => {
    const kept = Number(/keepalive_timeout (\d+)s;/.exec(FILE)?.[1]) * 1_000;
    const { headers } = await fetch(`http://127.0.0.1:${gateway.ready.port}/healthz`);
    const said = Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1]) * 1_000;
    expect(said).toBe(CONNECTIONS.keptMs);
    expect(kept).toBeGreaterThan(0);
    expect(said).toBeGreaterThan(kept + 5_000);
    const burst = await Promise.all(Array.from({ length: 20 }, () => ask('/healthz')));
    expect(new Set(burst.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe.each(KINDS)('events through the shipped proxy file under %s', (_kind, start) => {
  it('the shipped proxy file brings an event when it was sent, and not when the stream ends', async () => {
    let end = () => {};
    const upstream = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: one\n\n');
      end = () => response.end('event: two\n\n');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const { port } = upstream.address() as AddressInfo;
    const balancer = await start(FILE.replace(/gateway-[12]:8787/g, `127.0.0.1:${port}`));
    const stream = await fetch(`http://127.0.0.1:${balancer.port}/v1/appointments/a/events`);
    let seen = '';
    for await (const chunk of stream.body ?? []) {
      seen += new TextDecoder().decode(chunk);
      if (seen === 'event: one\n\n') end();
    }
    expect(seen).toBe('event: one\n\nevent: two\n\n');
    await balancer.stop();
    upstream.closeAllConnections();
    await new Promise((resolve) => upstream.close(resolve));
  });
});

it.skipIf(NGINX)('the shipped proxy file is tested by a stand-in here, because no nginx is on the PATH', () => {
  expect(NGINX).toBe(false);
});
