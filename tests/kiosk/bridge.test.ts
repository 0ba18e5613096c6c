import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { bridgeMessage, CLOSED, pageMessage, printerState, readFailure } from '../../fixtures/bridge/messages.ts';
import { type Bridge, connectBridge, type ReadingState } from '../../kiosk/client/device/bridge.ts';
import { AHEAD_MS_MAX, parseMessage, printerStates, REPLACED, readFailures } from '../../kiosk/client/device/bridge-messages.ts';
import { createFakeBridge, type FakeBridge, serveFakeBridge, wang } from './kit/fake-bridge.ts';

/** Node 20 has no WebSocket of its own; that of `ws` has the same face. */
const openSocket = (url: string, protocol: string) => new Socket(url, protocol) as unknown as WebSocket;

let fake: FakeBridge;
let server: Awaited<ReturnType<typeof serveFakeBridge>>;
let bridge: Bridge;
let inFront: boolean;

beforeEach(async () => {
  fake = createFakeBridge();
  server = await serveFakeBridge(fake);
  let count = 0;
  inFront = true;
  bridge = connectBridge({ url: server.url, newId: () => `m-${++count}`, open: openSocket, inFront: () => inFront });
});
afterEach(async () => {
  vi.useRealTimers();
  bridge.close();
  await server.stop();
});

/** The states of a reading as they come, and a wait for so many of them. */
function reading() {
  const states: ReadingState[] = [];
  const stop = bridge.readDocument('thumb', (state) => states.push(state));
  const until = async (count: number) => {
    while (states.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    return states;
  };
  return { stop, until };
}

describe('the bridge', () => {
  it('the kiosk’s bridge is greeted once, and vouches for the key of the page', async () => {
    expect(await bridge.assert('thumb')).toBe('e30.assertion.c2ln');
    await bridge.assert('thumb');
    expect(fake.state.received.map(({ type }) => type)).toEqual(['hello', 'assert', 'assert']);
    expect(fake.state.received[1]).toMatchObject({ thumbprint: 'thumb' });
  });

  it('the kiosk’s bridge hears how far the clock is off before it vouches, and nothing that it would refuse', async () => {
    await bridge.assert('thumb', 90_000.4);
    await bridge.assert('thumb', AHEAD_MS_MAX + 1);
    expect(fake.state.received.map(({ type }) => type)).toEqual(['hello', 'clock', 'assert', 'assert']);
    const [, clock] = fake.state.received;
    expect(pageMessage.safeParse(clock)).toMatchObject({ success: true, data: { aheadMs: 90_000 } });
    for (const sign of [1, -1]) {
      expect(pageMessage.safeParse({ ...clock, aheadMs: sign * AHEAD_MS_MAX }).success).toBe(true);
      expect(pageMessage.safeParse({ ...clock, aheadMs: sign * (AHEAD_MS_MAX + 1) }).success).toBe(false);
    }
  });

  it('the kiosk’s bridge reads a document and tells each state on the way', async () => {
    const { until } = reading();
    await until(1);
    fake.put({ kind: 'card', card: wang });
    expect(await until(3)).toEqual([
      { state: 'waiting' },
      { state: 'reading' },
      { state: 'read', document: { ...wang, jws: 'e30.document-1.c2ln' } },
    ]);
  });

  it('the kiosk’s bridge passes on that a card is that of a child, in the words in which the device bridge says it', async () => {
    const child = { type: 'resident-id', maskedName: '王*', maskedNumber: '110***********1234', minor: true } as const;
    const message = { type: 'document-read', id: 'm-1', jws: 'e30.document-1.c2ln', document: child };
    expect(bridgeMessage.safeParse(message).success).toBe(true);
    expect(bridgeMessage.safeParse({ ...message, document: { ...child, minor: false } }).success).toBe(false);
    const { until } = reading();
    await until(1);
    fake.put({ kind: 'card', card: child });
    expect((await until(3)).at(-1)).toMatchObject({ state: 'read', document: { minor: true } });
  });

  it('the kiosk’s bridge gives the reasons that the device bridge gives, and no others', () => {
    expect(readFailures).toEqual(readFailure.options);
  });

  it.each(readFailures)('the kiosk’s bridge tells why it did not read: %s', async (reason) => {
    const { until } = reading();
    await until(1);
    fake.put({ kind: 'failed', reason });
    expect((await until(2))[1]).toEqual({ state: 'failed', reason });
  });

  it('the kiosk’s bridge tells that the card was lifted after a reading that failed', async () => {
    const { until } = reading();
    await until(1);
    fake.put({ kind: 'failed', reason: 'left-behind' });
    await until(2);
    fake.put({ kind: 'removed' });
    expect((await until(3))[2]).toEqual({ state: 'removed' });
  });

  it('the kiosk’s bridge gives a reason that nobody knows yet the most general advice', async () => {
    const { until } = reading();
    await until(1);
    fake.put({ kind: 'failed', reason: 'card-from-the-future' });
    expect((await until(2))[1]).toEqual({ state: 'failed', reason: 'timeout' });
  });

  it('the kiosk’s bridge stops reading when it is told to, and tells nothing more', async () => {
    const { stop, until } = reading();
    const states = await until(1);
    stop();
    while (fake.state.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    fake.say({ type: 'document', id: 'm-1', state: 'reading' });
    await bridge.assert('thumb');
    expect(states).toHaveLength(1);
  });

  it('the kiosk’s bridge tells at once when the bridge goes away, and finds it again', async () => {
    const { until } = reading();
    await until(1);
    server.drop();
    expect((await until(2))[1]).toEqual({ state: 'failed', reason: 'bridge' });
    expect(await bridge.assert('thumb')).toBe('e30.assertion.c2ln');
  });

  it('the kiosk’s bridge does not throw out the page that took its place, and reads again once it is the one in front', async () => {
    expect(REPLACED).toBe(CLOSED.replaced);
    inFront = false;
    const { until } = reading();
    await until(1);
    server.drop(REPLACED);
    expect((await until(2))[1]).toEqual({ state: 'failed', reason: 'bridge' });
    const again = reading();
    expect(await again.until(1)).toEqual([{ state: 'failed', reason: 'bridge' }]);
    await expect(bridge.assert('thumb')).rejects.toThrow('another page');
    expect(await bridge.printer()).toBe('absent');
    const hellos = () => fake.state.received.filter(({ type }) => type === 'hello');
    expect(hellos()).toHaveLength(1);
    inFront = true;
    expect(await bridge.assert('thumb')).toBe('e30.assertion.c2ln');
    expect(await bridge.printer()).toBe('ready');
    expect(hellos()).toHaveLength(2);
  });

  it('the kiosk’s bridge knows the states of a printer that the device bridge knows, and no others', () => {
    expect(printerStates).toEqual(printerState.options);
  });

  it.each(printerStates)('the kiosk’s bridge tells that the printer is %s', async (state) => {
    fake.state.printer = state;
    expect(await bridge.printer()).toBe(state);
    expect(fake.state.received.at(-1)).toEqual({ type: 'printer', id: 'm-1' });
  });

  it('the kiosk’s bridge takes the printer of an older bridge for ready, whether the refusal names the question or not', async () => {
    fake.state.printer = 'unknown';
    expect(await bridge.printer()).toBe('ready');
    fake.state.silent = true;
    const asked = bridge.printer();
    await expect.poll(() => fake.state.received.at(-1)).toMatchObject({ type: 'printer', id: 'm-2' });
    fake.say({ type: 'error', code: 'unknown-type', id: 'm-2' });
    expect(await asked).toBe('ready');
  });

  it('the kiosk’s bridge takes a printer for absent when the bridge refuses, tells of a state from the future, or is lost meanwhile', async () => {
    fake.state.printer = 'state-from-the-future';
    expect(await bridge.printer()).toBe('absent');
    fake.state.silent = true;
    const refused = bridge.printer();
    await expect.poll(() => fake.state.received.at(-1)).toMatchObject({ id: 'm-2' });
    fake.say({ type: 'error', code: 'malformed' });
    expect(await refused).toBe('absent');
    const lost = bridge.printer();
    await expect.poll(() => fake.state.received.at(-1)).toMatchObject({ id: 'm-3' });
    server.drop();
    expect(await lost).toBe('absent');
  });

  it('the kiosk’s bridge takes a printer for absent that is not told of within two seconds, and when there is no bridge', async () => {
    await bridge.assert('thumb');
    fake.state.silent = true;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told: string[] = [];
    const asked = bridge.printer().then((state) => told.push(state));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await asked;
    expect(told).toEqual(['absent']);
    vi.useRealTimers();
    await server.stop();
    expect(await bridge.printer()).toBe('absent');
  });

  it('the kiosk’s bridge takes an answer to another question for none, and an unknown question for nothing that stops the others', async () => {
    await bridge.assert('thumb');
    fake.state.silent = true;
    const [vouched, printer] = [bridge.assert('thumb'), bridge.printer()];
    await expect.poll(() => fake.state.received.length).toBe(4);
    fake.say({ type: 'printer', id: 'm-9', state: 'jam' });
    fake.say({ type: 'error', code: 'busy', id: 'm-9' });
    fake.say({ type: 'error', code: 'unknown-type' });
    expect(await printer).toBe('ready');
    fake.say({ type: 'assertion', id: 'm-2', jws: 'e30.assertion.c2ln' });
    expect(await vouched).toBe('e30.assertion.c2ln');
  });

  it('the kiosk’s bridge rejects when there is no bridge', async () => {
    await server.stop();
    await expect(bridge.assert('thumb')).rejects.toThrow('away');
  });

  it('the kiosk’s bridge rejects when the bridge refuses', async () => {
    await bridge.assert('thumb');
    fake.state.silent = true;
    const asked = bridge.assert('other');
    await new Promise((resolve) => setTimeout(resolve, 20));
    fake.say({ type: 'error', code: 'not-enrolled' });
    await expect(asked).rejects.toThrow('not-enrolled');
  });

  it('the kiosk’s bridge takes no notice of what is no message', () => {
    for (const text of ['', 'null', '[]', '{"type":"shell"}', '{', 7]) expect(parseMessage(text)).toBeUndefined();
  });
});
