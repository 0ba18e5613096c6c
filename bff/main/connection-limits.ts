import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { rateLimitKey } from '../platform/http/rate-limit-key.ts';
import { limits } from '../platform/limits/limits.ts';

/** Every figure about connections, in ms where it is a time. */
export const CONNECTIONS = {
  /** Sockets are memory: beyond these, somebody has to go. */
  total: limits.connections.figure,
  /** Of one address, unless it is a proxy that we trust. Hundreds of kiosks of a hospital stand behind one. */
  ofAddress: limits.connectionsOfAddress.figure,
  /** Until the first request of a connection has come, with all its fields. */
  firstRequestMs: 10_000,
  /**
   * Until a connection closes on which no further request comes. Longer than the 60 s for which nginx and most balancers keep one, so
   * that they close first: whoever closes second may be sending a request just then, and loses it.
   */
  keptMs: 75_000,
  /** Until the fields of a later request have come, and until its body has. Some versions of Node count the wait before it too. */
  headersMs: 80_000,
  requestMs: 90_000,
} as const;

/** For `createServer` of Node. */
export const SERVER_OPTIONS = {
  keepAliveTimeout: CONNECTIONS.keptMs,
  headersTimeout: CONNECTIONS.headersMs,
  requestTimeout: CONNECTIONS.requestMs,
} as const;

type Figures = { readonly [K in 'total' | 'ofAddress' | 'firstRequestMs']: number };

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  /** Requests that are being answered. */
  busy: number;
  asked: boolean;
}

/**
 * Keeps idle sockets from shutting others out. A connection on which no request comes is closed; where there are too many, of one address
 * or of all, the oldest one goes on which nothing is being answered, first of those that never asked for anything. Only where every
 * connection is at work is the new one closed.
 */
export function limitConnections(
  server: Server,
  { total, ofAddress, firstRequestMs }: Figures,
  isProxy: (address: string) => boolean,
): void {
  const all = new Set<Connection>();
  const byAddress = new Map<string, Set<Connection>>();
  const bySocket = new WeakMap<Socket, Connection>();

  server.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress ?? '';
    // A trusted proxy carries everybody.
    const address = isProxy(peer) ? '' : rateLimitKey(peer);
    const own = byAddress.get(address) ?? new Set();
    const full = address !== '' && own.size >= ofAddress ? own : all.size >= total ? all : undefined;
    if (full && !makeRoom(full)) return void socket.destroy();
    const connection: Connection = { socket, address, busy: 0, asked: false };
    const silent = setTimeout(() => connection.asked || socket.destroy(), firstRequestMs).unref();
    all.add(connection);
    // Making room may have taken the last of this address, and its set with it.
    byAddress.set(address, (byAddress.get(address) ?? own).add(connection));
    bySocket.set(socket, connection);
    socket.once('close', () => {
      clearTimeout(silent);
      forget(connection);
    });
  });

  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = bySocket.get(socket);
    if (!connection) return;
    connection.asked = true;
    connection.busy += 1;
    response.once('close', () => {
      connection.busy -= 1;
    });
  });

  function makeRoom(among: ReadonlySet<Connection>): boolean {
    let goes: Connection | undefined;
    // In the order in which they came.
    for (const connection of among) {
      if (connection.busy > 0) continue;
      goes ??= connection;
      if (connection.asked) continue;
      goes = connection;
      break;
    }
    if (!goes) return false;
    goes.socket.destroy();
    // The socket says so later, and until then its place is taken twice.
    forget(goes);
    return true;
  }

  function forget(connection: Connection): void {
    all.delete(connection);
    const own = byAddress.get(connection.address);
    own?.delete(connection);
    if (own?.size === 0) byAddress.delete(connection.address);
  }
}
