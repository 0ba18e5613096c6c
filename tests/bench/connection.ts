import { connect, type Socket } from 'node:net';

/** What came back. The body is kept only where the caller asked for it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

type Pending = (answer: Answer | Error) => void;

const HEAD_END = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

/**
 * One HTTP/1.1 connection that carries one request at a time. The load must cost little beside the server, so requests are
 * bytes made beforehand and replies are read as far as their status and length; `node:http` costs three times as much.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #keepBody: boolean;
  #received: Buffer = NOTHING;
  #pending: Pending | undefined;
  #closed = false;

  private constructor(socket: Socket, keepBody: boolean) {
    this.#socket = socket;
    this.#keepBody = keepBody;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the connection was closed')));
  }

  static open(port: number, keepBody = false): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Connection(socket, keepBody));
      });
    });
  }

  /** Sends one request; `done` gets its answer. The request before must have been answered. */
  send(request: Buffer, done: Pending): void {
    if (this.#closed) {
      done(new Error('the connection is closed'));
      return;
    }
    this.#pending = done;
    this.#socket.write(request);
  }

  request(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.send(request, (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  }

  close(): void {
    this.#pending = undefined;
    this.#closed = true;
    this.#socket.destroy();
  }

  #end(error: Error): void {
    this.#closed = true;
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.(error);
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const start = headEnd + HEAD_END.length;
    const end = bodyEnd(head, this.#received, start);
    if (end === undefined) return;
    const body = this.#keepBody ? this.#received.toString('utf8', start, end) : '';
    this.#received = NOTHING;
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.({ status: Number(head.slice(9, 12)), body });
  }
}

/** Where the body ends, `undefined` while it is not complete. The server declares lengths; chunks would be a different program. */
function bodyEnd(head: string, received: Buffer, start: number): number | undefined {
  const declared = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (declared === undefined && !/^HTTP\/1\.1 (?:204|304)/.test(head)) throw new TypeError('a reply without a declared length');
  const end = start + Number(declared ?? 0);
  return received.length >= end ? end : undefined;
}

/** A request as bytes. */
export function encodeRequest(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Buffer {
  const length =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const fields = Object.entries({ host: '127.0.0.1', ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${fields.join('')}\r\n${body ?? ''}`);
}
