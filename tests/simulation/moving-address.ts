import { createServer, connect as dial, type Socket } from 'node:net';

/** An address that leads to one server and later to another, as a virtual IP does. */
export interface MovingAddress {
  readonly port: number;
  /** Cuts every connection; new ones go to this port. */
  moveTo(port: number): void;
  close(): Promise<void>;
}

export async function startMovingAddress(firstPort: number): Promise<MovingAddress> {
  let target = firstPort;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = dial(target, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    moveTo(port) {
      target = port;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
