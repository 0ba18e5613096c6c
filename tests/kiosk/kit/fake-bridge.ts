import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { CLOSED } from '../../../fixtures/bridge/messages.ts';

export interface FakeCard {
  readonly type: 'resident-id' | 'passport';
  readonly maskedName: string;
  readonly maskedNumber: string;
  readonly minor?: true;
  /** What the JWS holds besides, for whoever looks for it afterwards. */
  readonly signed?: object;
}

/** What the bridge does with the next reading; `removed`: the card of the reading that ended last is lifted. */
export type Reading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'card'; readonly card: FakeCard }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'removed' };

export const wang: FakeCard = { type: 'resident-id', maskedName: '王*国', maskedNumber: '110***********1234' };

type Message = { readonly type: string; readonly id?: string; readonly thumbprint?: string };

const LOOK_MS = 10;
const LOOKS_MAX = 1_000;

async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; !holds(); looks += 1) {
    if (looks > LOOKS_MAX) throw new Error('the page does not ask the reader');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** The bridge's side of the conversation, without a socket: tests put it behind a real one or none. */
export function createFakeBridge() {
  const state = {
    reading: { kind: 'nothing' } as Reading,
    /** Ids of readings that wait for a card. */
    waiting: [] as string[],
    /** Id of the reading that ended last. */
    ended: '',
    received: [] as Message[],
    /** `unknown`: a bridge from before there was a message about the printer. */
    printer: 'ready' as string,
    /** Nothing is answered. */
    silent: false,
    count: 0,
  };
  let say: (message: object) => void = () => undefined;

  function read(id: string) {
    const { reading } = state;
    if (reading.kind === 'nothing' || reading.kind === 'removed') return;
    state.reading = { kind: 'nothing' };
    state.waiting = state.waiting.filter((one) => one !== id);
    state.ended = id;
    if (reading.kind === 'failed') return say({ type: 'document', id, state: 'failed', reason: reading.reason });
    say({ type: 'document', id, state: 'reading' });
    state.count += 1;
    const { signed, ...document } = reading.card;
    const payload = signed ? Buffer.from(JSON.stringify(signed)).toString('base64url') : `document-${state.count}`;
    say({ type: 'document-read', id, jws: `e30.${payload}.c2ln`, document });
  }

  /** An unknown type is refused without its id, as the bridge in fixtures does it. */
  function printerAnswer(id: string) {
    if (state.printer === 'unknown') return { type: 'error', code: 'unknown-type' };
    return { type: 'printer', id, state: state.printer };
  }

  const timesAsked = () => state.received.filter(({ type }) => type === 'read-document').length;

  return {
    state,
    /** Where answers go. One page at a time: what the page before waited for ends. */
    connect(to: (message: object) => void) {
      say = to;
      state.waiting = [];
    },
    receive(message: Message) {
      state.received.push(message);
      if (state.silent) return;
      const { id = '' } = message;
      if (message.type === 'hello') say({ type: 'welcome', deviceId: 'dev_1', reader: 'fake' });
      if (message.type === 'assert') say({ type: 'assertion', id, jws: 'e30.assertion.c2ln' });
      if (message.type === 'stop-reading') state.waiting = state.waiting.filter((one) => one !== id);
      if (message.type === 'printer') say(printerAnswer(id));
      if (message.type !== 'read-document') return;
      state.waiting.push(id);
      say({ type: 'document', id, state: 'waiting' });
      read(id);
    },
    /** Waits until the page has asked the reader so many times in all: a card that lies there before is somebody else's. */
    asked: (times: number) => until(() => timesAsked() >= times),
    /** Waits until a reading waits for a card. */
    waits: () => until(() => state.waiting.length > 0),
    /** How many times the page has asked the reader. */
    timesAsked,
    /** Something happens at the reader. */
    put(reading: Reading) {
      if (reading.kind === 'removed') return say({ type: 'document', id: state.ended, state: 'removed' });
      state.reading = reading;
      const id = state.waiting.at(-1);
      if (id !== undefined) read(id);
    },
    say: (message: object) => say(message),
  };
}

export type FakeBridge = ReturnType<typeof createFakeBridge>;

/** The bridge behind a real WebSocket on loopback. */
export async function serveFakeBridge(
  bridge: FakeBridge,
): Promise<{ url: string; drop: (code?: number) => void; stop: () => Promise<void> }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'onedoor-bridge.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    for (const before of server.clients) if (before !== socket) before.close(CLOSED.replaced);
    bridge.connect((message) => socket.send(JSON.stringify(message)));
    socket.on('message', (text) => bridge.receive(JSON.parse(String(text))));
  });
  const drop = (code?: number) => {
    for (const socket of server.clients) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    drop,
    async stop() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
