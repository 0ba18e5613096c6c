import type { DocumentRead } from '../flows/answers.ts';
import { type FromBridge, parseMessage, type ReadFailure, readFailures, SUBPROTOCOL, type ToBridge } from './bridge-messages.ts';

/** What the reader tells the screen. `bridge`: the bridge itself is gone or refuses. */
export type ReadingState =
  | { readonly state: 'waiting' | 'reading' | 'removed' }
  | { readonly state: 'failed'; readonly reason: ReadFailure | 'bridge' }
  | { readonly state: 'read'; readonly document: DocumentRead };

/** The device bridge on this machine: it holds the device's key and the document reader. */
export interface Bridge {
  /** The device vouches for a key of this page, for five minutes. Rejects when the bridge is away or refuses. */
  assert(thumbprint: string): Promise<string>;
  /** Reads one document. Tells every change, `waiting` first, until it is read or stopped. Never throws. */
  readDocument(thumbprint: string, onState: (state: ReadingState) => void): () => void;
  /** Only while practising: the made-up card is put down. */
  readonly putPracticeCard?: () => void;
  close(): void;
}

/** The part of a WebSocket that is used here. */
type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'addEventListener'>;

export interface BridgeOptions {
  readonly url: string;
  readonly newId: () => string;
  readonly open?: (url: string, protocol: string) => Socket;
}

const ANSWER_MS_MAX = 5_000;
const OPEN = 1;

/** Speaks to the bridge. The connection is made when something is asked, and anew after it was lost. */
export function connectBridge({ url, newId, open = (at, protocol) => new WebSocket(at, protocol) }: BridgeOptions): Bridge {
  const listeners = new Set<(message: FromBridge | 'lost') => void>();
  let connection: Promise<Socket> | undefined;
  let current: Socket | undefined;

  const lost = () => {
    connection = undefined;
    for (const listener of [...listeners]) listener('lost');
  };

  const connect = (): Promise<Socket> => {
    const socket = open(url, SUBPROTOCOL);
    current = socket;
    const welcomed = firstMessage(listeners, (message) => (message.type === 'welcome' ? socket : undefined));
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1 } satisfies ToBridge)));
    socket.addEventListener('message', (event) => {
      const message = parseMessage((event as MessageEvent).data);
      if (message !== undefined) for (const listener of [...listeners]) listener(message);
    });
    socket.addEventListener('close', lost);
    socket.addEventListener('error', lost);
    return welcomed.catch((error: unknown) => {
      connection = undefined;
      socket.close();
      throw error;
    });
  };

  const ready = (): Promise<Socket> => {
    // A browser that refuses even to try throws; for who asks it is the same as a bridge that is away.
    connection ??= new Promise((resolve) => resolve(connect()));
    return connection;
  };

  const send = (socket: Socket, message: ToBridge) => {
    if (socket.readyState !== OPEN) throw new Error('the device bridge is away');
    socket.send(JSON.stringify(message));
  };

  return {
    async assert(thumbprint) {
      const socket = await ready();
      const id = newId();
      const answer = firstMessage(listeners, (message) => assertionIn(message, id));
      send(socket, { type: 'assert', id, thumbprint });
      return answer;
    },
    readDocument(thumbprint, onState) {
      const id = newId();
      const listener = (message: FromBridge | 'lost') => {
        const state = readingStateIn(message, id);
        if (state !== undefined) onState(state);
      };
      listeners.add(listener);
      ready()
        .then((socket) => {
          if (listeners.has(listener)) send(socket, { type: 'read-document', id, thumbprint });
        })
        .catch(() => listener('lost'));
      return () => {
        if (!listeners.delete(listener)) return;
        if (current?.readyState === OPEN) current.send(JSON.stringify({ type: 'stop-reading', id } satisfies ToBridge));
      };
    },
    close() {
      listeners.clear();
      current?.close();
    },
  };
}

/** The first message that answers, within the time an answer may take. */
function firstMessage<T>(
  listeners: Set<(message: FromBridge | 'lost') => void>,
  answerIn: (message: FromBridge) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (settleWith: () => void) => {
      clearTimeout(timer);
      listeners.delete(listener);
      settleWith();
    };
    const timer = setTimeout(() => done(() => reject(new Error('the device bridge does not answer'))), ANSWER_MS_MAX);
    const listener = (message: FromBridge | 'lost') => {
      if (message === 'lost') return done(() => reject(new Error('the device bridge is away')));
      if (message.type === 'error') return done(() => reject(new Error(`the device bridge refuses: ${message.code}`)));
      const answer = answerIn(message);
      if (answer !== undefined) done(() => resolve(answer));
    };
    listeners.add(listener);
  });
}

function assertionIn(message: FromBridge, id: string): string | undefined {
  return message.type === 'assertion' && message.id === id ? message.jws : undefined;
}

function readingStateIn(message: FromBridge | 'lost', id: string): ReadingState | undefined {
  if (message === 'lost' || (message.type === 'error' && (message.id === undefined || message.id === id)))
    return { state: 'failed', reason: 'bridge' };
  if (message.type === 'document-read' && message.id === id)
    return { state: 'read', document: { ...message.document, jws: message.jws } };
  if (message.type !== 'document' || message.id !== id) return undefined;
  if (message.state !== 'failed') return { state: message.state };
  // A reason that this page does not know yet is told as the one with the most general advice.
  return { state: 'failed', reason: readFailures.find((reason) => reason === message.reason) ?? 'timeout' };
}
