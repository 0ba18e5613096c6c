import { connect } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { expectNothingWritten, type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

const MAX_BYTES = 256 * 1024;

interface RawReply {
  readonly status: number;
  readonly text: string;
}

/** Writes the pieces to a socket and reads until the server closes it or has answered. */
function talk(port: number, pieces: readonly (string | Buffer)[], hangUp = false): Promise<RawReply> {
  return new Promise((resolve) => {
    let seen = '';
    const finish = () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(seen)?.[1] ?? 0), text: seen });
    const socket = connect(port, '127.0.0.1', () => {
      for (const piece of pieces) socket.write(piece);
      if (hangUp) socket.end();
    });
    socket.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1');
    });
    // The server may close while the rest of a body that is too large is still on its way.
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

describe.each(SAMPLED_ENGINES)('%s: over a socket', (engine) => {
  let site: QuietGateway;
  let server: ReturnType<typeof serve>;
  let port: number;
  let head: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { hosts: ['door'] } });
    const { token } = await signedIn(site.gateway);
    head = `POST /v1/appointments HTTP/1.1\r\nHost: door\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nIdempotency-Key: over-a-socket\r\n`;
    port = await new Promise((resolve) => {
      server = serve({ fetch: site.gateway.onedoor.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port));
    });
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await site.stop();
  });

  const alive = () => talk(port, ['GET /healthz HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n']);
  const chunk = (bytes: Buffer) => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

  async function refused(pieces: readonly (string | Buffer)[], status: number, code: string, hangUp = false) {
    const reply = await expectNothingWritten(site, () => talk(port, pieces, hangUp));
    expect(reply.text, `answer: ${reply.text.slice(0, 400)}`).toContain(`"code":"${code}"`);
    expect(reply.status).toBe(status);
    expect((await alive()).status).toBe(200);
  }

  it('the gateway over a socket refuses a body by its declared length before it has come', async () => {
    await refused([`${head}Content-Length: ${MAX_BYTES + 1}\r\n\r\n`, Buffer.alloc(1000, 0x20)], 413, 'payload-too-large');
    await refused([`${head}Content-Length: 999999999999\r\n\r\n`, Buffer.alloc(1000, 0x20)], 413, 'payload-too-large');
  });

  it('the gateway over a socket cuts a body without a declared length off at the limit', async () => {
    const piece = chunk(Buffer.alloc(64 * 1024, 0x20));
    await refused(
      [`${head}Transfer-Encoding: chunked\r\n\r\n`, ...Array.from({ length: 64 }, () => piece)],
      413,
      'payload-too-large',
    );
  });

  it('the gateway over a socket takes a body of exactly the limit, declared or chunked, and looks at what is in it', async () => {
    const body = Buffer.alloc(MAX_BYTES, 0x20);
    await refused([`${head}Content-Length: ${MAX_BYTES}\r\n\r\n`, body], 400, 'invalid-request');
    await refused([`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk(body), '0\r\n\r\n'], 400, 'invalid-request');
  });

  it('the gateway over a socket refuses bytes that are not UTF-8, declared or chunked', async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    await refused([`${head}Content-Length: ${bytes.length}\r\n\r\n`, bytes], 400, 'invalid-request');
    await refused([`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk(bytes), '0\r\n\r\n'], 400, 'invalid-request');
  });

  it('the gateway over a socket writes nothing and logs no failure when a client goes away in the middle of its body', async () => {
    const halves = [`${head}Content-Length: 500\r\n\r\n{"slotId":`, `${head}Transfer-Encoding: chunked\r\n\r\n100\r\n{"slotId":`];
    for (const half of halves) {
      await expectNothingWritten(site, () => talk(port, [half], true));
      expect((await alive()).status).toBe(200);
    }
    expect(site.gateway.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('the gateway over a socket refuses a message that is framed twice, so that nothing is smuggled behind it', async () => {
    const smuggled = 'GET /v1/hospitals HTTP/1.1\r\nHost: door\r\n\r\n';
    const both = `${head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`;
    const twice = `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}`;
    for (const message of [both, twice]) {
      const reply = await expectNothingWritten(site, () => talk(port, [message]));
      expect(reply.status).toBe(400);
      expect(reply.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
      expect((await alive()).status).toBe(200);
    }
  });

  it.each([
    ['//v1/hospitals', 404],
    ['/v1/../v1/appointments', 401],
    ['/healthz/%2e%2e/v1/appointments', 401],
    ['/v1%2fappointments', 404],
    ['/v1/hospitals%00', 404],
    ['http://door/v1/appointments', 401],
    ['*', 400],
    ['/v1/slots?limit=%', 400],
  ])('the gateway over a socket answers the request target %s with %i', async (target, status) => {
    const reply = await expectNothingWritten(site, () =>
      talk(port, [`GET ${target} HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n`]),
    );
    expect(reply.status, reply.text.slice(0, 300)).toBe(status);
    expect((await alive()).status).toBe(200);
  });
});
