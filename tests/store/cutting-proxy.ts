import { createServer, connect as dial, type Socket } from 'node:net';

/** When a connection is cut: before the server has seen the COMMIT, or after it has carried it out and before anybody hears of it. */
export type Cut = 'before-commit' | 'after-commit';

export interface CuttingProxy {
  /** The server's address, through the proxy. */
  readonly url: string;
  /** The next transactions to commit lose their connections. */
  cut(times: number, when: Cut): void;
  /** Cuts that have not happened yet. */
  left(): number;
  close(): Promise<void>;
}

/** Bind of the prepared statement COMMIT, and the answer to it (PostgreSQL manual, 55.7). */
const COMMIT_SENT = Buffer.from('\0COMMIT\0');
const COMMIT_ANSWERED = Buffer.from('COMMIT\0');

/** Stands between the store and PostgreSQL and cuts connections at the moment that hurts most. */
export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let remaining = 0;
  let when: Cut = 'before-commit';
  const cutNow = (moment: Cut, chunk: Buffer, sign: Buffer) => {
    if (remaining === 0 || when !== moment || !chunk.includes(sign)) return false;
    remaining -= 1;
    return true;
  };
  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname);
    const relay = (from: Socket, to: Socket, moment: Cut, sign: Buffer) => {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (!cutNow(moment, chunk, sign)) return to.write(chunk);
        client.destroy();
        return upstream.destroy();
      });
      from.on('close', () => to.destroy());
      from.on('error', () => {});
    };
    relay(client, upstream, 'before-commit', COMMIT_SENT);
    relay(upstream, client, 'after-commit', COMMIT_ANSWERED);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    cut(times, moment) {
      remaining = times;
      when = moment;
    },
    left: () => remaining,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
