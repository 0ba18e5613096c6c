import type { DocumentRead } from '../../scenes/identity/answers.ts';
import {
  AHEAD_MS_MAX,
  type FromBridge,
  type PrinterState,
  parseMessage,
  printerStates,
  REPLACED,
  type ReadFailure,
  readFailures,
  SUBPROTOCOL,
  type ToBridge,
} from './bridge-messages.ts';

/** What the reader tells the screen. `bridge`: the bridge itself is gone or refuses. */
export type ReadingState =
  | { readonly state: 'waiting' | 'reading' | 'removed' }
  | { readonly state: 'failed'; readonly reason: ReadFailure | 'bridge' }
  | { readonly state: 'read'; readonly document: DocumentRead };

/** The device bridge on this machine: it holds the device's key and the document reader, and knows how the printer is. */
export interface Bridge {
  /**
   * The device vouches for a key of this page, for five minutes. `aheadMs`: how far the gateway's clock is ahead of this machine's, by
   * which the bridge signs from now on, also what it reads. Rejects when the bridge is away or refuses.
   */
  assert(thumbprint: string, aheadMs?: number): Promise<string>;
  /** Reads one document. Tells every change, `waiting` first, until it is read or stopped. Never throws. */
  readDocument(thumbprint: string, onState: (state: ReadingState) => void): () => void;
  /** Tells when a document that was read begins to lie in the reader, and when it has been taken. */
  watchCard(onChange: (lies: boolean) => void): () => void;
  /** Only while practising: the made-up card is put down. */
  readonly putPracticeCard?: () => void;
  /**
   * How the printer is just now. Never rejects: a bridge that is away, or does not answer soon, is a printer that is not there. An
   * older bridge, which does not know the question, is one that is ready: printing goes on as it did before there was an answer.
   */
  printer(): Promise<PrinterState>;
  close(): void;
}

/** The part of a WebSocket that is used here. */
type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'addEventListener'>;

export interface BridgeOptions {
  readonly url: string;
  readonly newId: () => string;
  readonly open?: (url: string, protocol: string) => Socket;
  /** Whether this is the page that somebody has in front of them. */
  readonly inFront?: () => boolean;
}

const ANSWER_MS_MAX = 5_000;
/** Somebody stands there and waits for paper. */
const PRINTER_MS_MAX = 2_000;
const OPEN = 1;

/**
 * Speaks to the bridge. The connection is made when something is asked, and anew after it was lost. After another page took its place
 * only the one in front connects again: two pages would throw each other out for ever, and neither would read a card; and one that
 * never came back would leave the hall without a reader once the other is closed.
 */
export function connectBridge(options: BridgeOptions): Bridge {
  const { url, newId, open = (at, protocol) => new WebSocket(at, protocol), inFront = () => document.hasFocus() } = options;
  const listeners = new Set<(message: FromBridge | 'lost') => void>();
  const watchers = new Set<(lies: boolean) => void>();
  let connection: Promise<Socket> | undefined;
  let current: Socket | undefined;
  let replaced = false;

  const lost = (event: unknown) => {
    replaced ||= (event as Partial<CloseEvent>).code === REPLACED;
    connection = undefined;
    for (const listener of [...listeners]) listener('lost');
    tellCard(false);
  };

  const tellCard = (lies: boolean) => {
    for (const watcher of watchers) watcher(lies);
  };

  const connect = (): Promise<Socket> => {
    const socket = open(url, SUBPROTOCOL);
    current = socket;
    const welcomed = firstMessage(listeners, undefined, (message) => (message.type === 'welcome' ? socket : undefined));
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1 } satisfies ToBridge)));
    socket.addEventListener('message', (event) => {
      const message = parseMessage((event as MessageEvent).data);
      if (message === undefined) return;
      for (const listener of [...listeners]) listener(message);
      const lies = cardIn(message);
      if (lies !== undefined) tellCard(lies);
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
    if (replaced && !inFront()) return Promise.reject(new Error('another page speaks to the device bridge'));
    replaced = false;
    // A browser that refuses even to try throws; for who asks it is the same as a bridge that is away.
    connection ??= new Promise((resolve) => resolve(connect()));
    return connection;
  };

  const send = (socket: Socket, message: ToBridge) => {
    if (socket.readyState !== OPEN) throw new Error('the device bridge is away');
    socket.send(JSON.stringify(message));
  };

  const ask = async <T>(request: ToBridge & { readonly id: string }, answerIn: AnswerIn<T>): Promise<T> => {
    send(await ready(), request);
    return firstMessage(listeners, request.id, answerIn);
  };

  return {
    async assert(thumbprint, aheadMs) {
      const id = newId();
      // Nobody waits for an answer: messages keep their order, and an older bridge does not know this one.
      if (aheadMs !== undefined && Math.abs(aheadMs) <= AHEAD_MS_MAX)
        send(await ready(), { type: 'clock', id: newId(), aheadMs: Math.round(aheadMs) });
      return ask({ type: 'assert', id, thumbprint }, (message) => assertionIn(message, id));
    },
    printer() {
      const id = newId();
      const asked = ask({ type: 'printer', id }, (message) => printerStateIn(message, id));
      return within(PRINTER_MS_MAX, asked).catch(() => 'absent');
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
    watchCard(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    close() {
      listeners.clear();
      watchers.clear();
      current?.close();
    },
  };
}

type AnswerIn<T> = (message: FromBridge) => T | undefined;

/** The first message that answers what was asked with this id, within the time an answer may take. */
function firstMessage<T>(
  listeners: Set<(message: FromBridge | 'lost') => void>,
  id: string | undefined,
  answerIn: AnswerIn<T>,
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
      const answer = answerIn(message);
      if (answer !== undefined) return done(() => resolve(answer));
      if (refuses(message, id)) done(() => reject(new Error(`the device bridge refuses: ${message.code}`)));
    };
    listeners.add(listener);
  });
}

/** Rejects when it takes longer. */
function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too late')), ms);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

type Refusal = FromBridge & { readonly type: 'error' };

/** An error without an id may be about anything that was asked; but every bridge knows everything except the printer. */
function refuses(message: FromBridge, id: string | undefined): message is Refusal {
  if (message.type !== 'error') return false;
  return message.id === undefined ? message.code !== 'unknown-type' : message.id === id;
}

function printerStateIn(message: FromBridge, id: string): PrinterState | undefined {
  if (message.type === 'error' && message.code === 'unknown-type' && (message.id ?? id) === id) return 'ready';
  if (message.type !== 'printer' || message.id !== id) return undefined;
  // A state that this page does not know yet is told as the one with the most general advice.
  return printerStates.find((state) => state === message.state) ?? 'absent';
}

function assertionIn(message: FromBridge, id: string): string | undefined {
  return message.type === 'assertion' && message.id === id ? message.jws : undefined;
}

/** Whether a card that was read lies there from now on, or has been taken; nothing where the message is about something else. */
function cardIn(message: FromBridge): boolean | undefined {
  if (message.type === 'document-read') return true;
  return message.type === 'document' && (message.state === 'removed' || message.state === 'failed') ? false : undefined;
}

function readingStateIn(message: FromBridge | 'lost', id: string): ReadingState | undefined {
  if (message === 'lost' || refuses(message, id)) return { state: 'failed', reason: 'bridge' };
  if (message.type === 'document-read' && message.id === id)
    return { state: 'read', document: { ...message.document, jws: message.jws } };
  if (message.type !== 'document' || message.id !== id) return undefined;
  if (message.state !== 'failed') return { state: message.state };
  // A reason that this page does not know yet is told as the one with the most general advice.
  return { state: 'failed', reason: readFailures.find((reason) => reason === message.reason) ?? 'timeout' };
}
