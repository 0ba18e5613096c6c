import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CONNECTIONS, limitConnections, SERVER_OPTIONS } from '../../bff/main/connection-limits.ts';

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

interface Figures {
  readonly total?: number;
  readonly ofAddress?: number;
  readonly firstRequestMs?: number;
}

/** A server that answers `/now` at once and `/held` when it is let go; who connects from 127.0.0.9 is a proxy. */
async function served(figures: Figures) {
  const held: (() => void)[] = [];
  const server: Server = createServer(SERVER_OPTIONS, (request, response) => {
    if (request.url === '/held') held.push(() => response.end('held'));
    else response.end('now');
  });
  limitConnections(server, { total: 100, ofAddress: 100, firstRequestMs: 60_000, ...figures }, (one) =>
    one.endsWith('127.0.0.9'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  /** A connection that is there for the server too. */
  const open = async (from = '127.0.0.1') => {
    const accepted = new Promise((resolve) => server.once('connection', resolve));
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    socket.on('error', () => {});
    closing.push(() => socket.destroy());
    await accepted;
    return socket;
  };
  return { open, letGo: () => held.splice(0).map((go) => go()), heldUp: () => held.length };
}

/** What comes back on this very connection; nothing when it was closed. */
function ask(socket: Socket, path = '/now'): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1').slice(9, 12)));
    socket.once('close', () => resolve(''));
    if (socket.destroyed) resolve('');
    else socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  });
}

const closed = (socket: Socket) =>
  socket.destroyed ? Promise.resolve() : new Promise<void>((resolve) => socket.once('close', () => resolve()));

describe('connections', () => {
  it('connections of one address that ask for nothing make room for those that ask, and are not let in without end', async () => {
    const { open } = await served({ ofAddress: 3 });
    const idle: Socket[] = [];
    for (let count = 0; count < 20; count += 1) idle.push(await open());
    await Promise.all(idle.slice(0, 17).map(closed));
    const asking = await open();
    expect(await ask(asking)).toBe('200');
    await closed(idle[17] as Socket);
    expect(idle.slice(18).map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });

  it('connections of one address shut nobody else out, and a proxy that is trusted has no bound but that of all', async () => {
    const { open } = await served({ ofAddress: 2, total: 50 });
    const many: Socket[] = [];
    for (let count = 0; count < 10; count += 1) many.push(await open('127.0.0.9'));
    for (let count = 0; count < 10; count += 1) await open('127.0.0.2');
    expect(await ask(await open('127.0.0.3'))).toBe('200');
    for (const socket of many) expect(await ask(socket)).toBe('200');
  });

  it('connections that are being answered are never closed for others: where all are, the new one goes', async () => {
    const { open, letGo, heldUp } = await served({ ofAddress: 2 });
    const [one, other] = [await open(), await open()];
    const answers = [ask(one, '/held'), ask(other, '/held')];
    await expect.poll(heldUp).toBe(2);
    const third = await open();
    expect(await ask(third)).toBe('');
    letGo();
    expect(await Promise.all(answers)).toEqual(['200', '200']);
    expect(await ask(await open())).toBe('200');
  });

  it('connections that asked once go after those that never did', async () => {
    const { open } = await served({ ofAddress: 2 });
    const [asked, silent] = [await open(), await open()];
    await ask(asked);
    await open();
    await closed(silent);
    expect(await ask(asked)).toBe('200');
  });

  it('connections of all addresses together are bounded', async () => {
    const { open } = await served({ total: 4 });
    const first = await open('127.0.0.2');
    for (let count = 3; count < 9; count += 1) await open(`127.0.0.${count}`);
    await closed(first);
    expect(await ask(await open('127.0.0.20'))).toBe('200');
  });

  it('connections on which no whole request comes are closed, also when it comes a letter at a time', async () => {
    const { open } = await served({ firstRequestMs: 40 });
    const [silent, slow, quick] = [await open(), await open(), await open()];
    slow.write('GET /now HTTP/1.1\r\nHost: lo');
    expect(await ask(quick)).toBe('200');
    await Promise.all([closed(silent), closed(slow)]);
    expect(await ask(quick)).toBe('200');
  });

  it('connections have figures that go together: who closes first is the balancer, and a first request has little time', () => {
    const { total, ofAddress, firstRequestMs, keptMs, headersMs, requestMs } = CONNECTIONS;
    expect(ofAddress).toBeLessThanOrEqual(total / 10);
    expect(firstRequestMs).toBeLessThan(keptMs);
    expect(keptMs).toBeGreaterThan(60_000);
    expect(headersMs).toBeGreaterThan(keptMs);
    expect(requestMs).toBeGreaterThanOrEqual(headersMs);
  });
});
