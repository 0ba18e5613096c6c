import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEvents, type StreamedEvent } from '../../kiosk/client/event-lines.ts';
import { followEvents } from '../../kiosk/client/events.ts';

function readAll(pieces: readonly string[]): StreamedEvent[] {
  const heard: StreamedEvent[] = [];
  const read = readEvents((event) => heard.push(event));
  for (const piece of pieces) read(piece);
  return heard;
}

describe('the lines of a stream of events', () => {
  const stream = ': waiting\n\nid: 1\nevent: assist\ndata: {"a":\ndata: 1}\n\nevent: other\r\ndata:x\r\n\r\ndata: last\r\r';
  const expected = [
    { name: 'assist', data: '{"a":\n1}', id: '1' },
    // An event without an id of its own stands behind the one before.
    { name: 'other', data: 'x', id: '1' },
    { name: 'message', data: 'last', id: '1' },
  ];

  it('gives the same events wherever the network cuts the text in two', () => {
    // A carriage return at the very end may be half of a line's end; what follows settles it.
    for (let cut = 0; cut <= stream.length; cut += 1)
      expect(readAll([stream.slice(0, cut), stream.slice(cut), ': more\n'])).toEqual(expected);
    expect(readAll([...stream, ': more\n'])).toEqual(expected);
  });

  it('tells nothing of an event that is not complete, and nothing of one without data', () => {
    expect(readAll(['event: assist\ndata: half\n'])).toEqual([]);
    expect(readAll(['event: assist\n\n'])).toEqual([]);
  });

  it('keeps no event that is larger than any of the gateway', () => {
    const long = 'x'.repeat(100_000);
    expect(readAll([`data: ${long}\n`, `data: ${long}\n`, `data: ${long}\n\n`, 'data: next\n\n'])).toEqual([
      { name: 'message', data: 'next' },
    ]);
    expect(readAll(['data: ', ...Array.from({ length: 4 }, () => long), '\n\n', 'data: next\n\n'])).toEqual([
      { name: 'message', data: 'next' },
    ]);
  });
});

interface Connection {
  readonly signal: AbortSignal;
  /** Behind which event it is to go on. */
  readonly after: string | null;
  say(text: string): void;
  lose(): void;
  close(): void;
}

/** A gateway of which each connection is held in the hand. */
function makeLine() {
  const connections: Connection[] = [];
  const refusals: Response[] = [];
  let away = false;
  const fetch = async (_url: string, { signal, headers }: RequestInit): Promise<Response> => {
    const after = new Headers(headers).get('last-event-id');
    if (away) {
      connections.push({ signal: signal as AbortSignal, after, say() {}, lose() {}, close() {} });
      throw new TypeError('not reached');
    }
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
        signal?.addEventListener('abort', () => given.error(new DOMException('stopped', 'AbortError')));
      },
    });
    connections.push({
      signal: signal as AbortSignal,
      after,
      say: (text) => controller?.enqueue(new TextEncoder().encode(text)),
      lose: () => controller?.error(new TypeError('lost')),
      close: () => controller?.close(),
    });
    return refusals.shift() ?? new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  const last = () => connections.at(-1) as Connection;
  return { fetch, connections, refusals, last, leave: () => (away = true) };
}

function follow(line: ReturnType<typeof makeLine>, more: { readonly resumes?: true } = {}) {
  const events: unknown[] = [];
  const stands: boolean[] = [];
  const refused: unknown[] = [];
  const stop = followEvents<unknown>({
    url: 'https://gateway.test/v1/help-calls/events',
    fetch: line.fetch,
    // No part of a wait is left to chance.
    random: () => 1,
    name: 'assist',
    ...more,
    onEvent: (event) => events.push(event),
    onConnected: (connected) => stands.push(connected),
    onRefused: (problem) => refused.push(problem?.code),
  });
  return { events, stands, refused, stop };
}

const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a stream of events that is followed by fetch', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hands over each event of its name, and passes over what can not be read', async () => {
    const line = makeLine();
    const { events, stands, stop } = follow(line);
    await passes(0);
    line.last().say('event: assist\ndata: {"at":1}\n\nevent: assist\ndata: {broken\n\nevent: other\ndata: {"at":2}\n\n');
    line.last().say('event: assist\ndata: {"at":3}\n\n');
    await passes(0);
    expect(events).toEqual([{ at: 1 }, { at: 3 }]);
    expect(stands).toEqual([true]);
    stop();
  });

  it('goes on behind the last event that was heard where it resumes, and anew where it does not', async () => {
    for (const more of [{ resumes: true } as const, {}]) {
      const line = makeLine();
      const { stop } = follow(line, more);
      await passes(0);
      line
        .last()
        .say('id: 7\nevent: assist\ndata: {"at":1}\n\nid: 8\nevent: assist\ndata: {"at":2}\n\nid: 9\nevent: assist\ndata: 3');
      await passes(0);
      line.last().lose();
      await passes(1_000);
      expect(line.connections.map(({ after }) => after)).toEqual([null, 'resumes' in more ? '8' : null]);
      stop();
    }
  });

  it('is followed anew after a loss, later each time, and soon again once an event has come', async () => {
    const line = makeLine();
    const { events, stands, stop } = follow(line);
    await passes(0);
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = line.connections.length;
      line.last().lose();
      await passes(wait - 1);
      expect(line.connections.length).toBe(before);
      await passes(1);
      expect(line.connections.length).toBe(before + 1);
    }
    line.last().say('event: assist\ndata: {"at":1}\n\n');
    await passes(0);
    line.last().close();
    const before = line.connections.length;
    await passes(1_000);
    expect(line.connections.length).toBe(before + 1);
    expect(events).toEqual([{ at: 1 }]);
    expect(stands.slice(0, 3)).toEqual([true, false, true]);
    stop();
  });

  it('takes a connection on which nothing is said for lost', async () => {
    const line = makeLine();
    const { stop } = follow(line);
    await passes(0);
    await passes(14_000);
    line.last().say(': waiting\n\n');
    await passes(14_000);
    expect(line.connections[0]?.signal.aborted).toBe(false);
    await passes(1_000);
    expect(line.connections[0]?.signal.aborted).toBe(true);
    await passes(1_000);
    expect(line.connections).toHaveLength(2);
    stop();
  });

  it('is not asked for again where the gateway refuses the follower, and later where it only has no room', async () => {
    const line = makeLine();
    line.refusals.push(new Response('', { status: 429, headers: { 'retry-after': '10' } }));
    const busy = follow(line);
    await passes(9_999);
    expect(line.connections).toHaveLength(1);
    await passes(1);
    expect(line.connections).toHaveLength(2);
    busy.stop();

    line.refusals.push(Response.json({ code: 'unauthenticated' }, { status: 401 }));
    const refused = follow(line);
    await passes(120_000);
    expect(line.connections).toHaveLength(3);
    expect(refused.refused).toEqual(['unauthenticated']);
  });

  it('asks and tells nothing any more once it was told to stop', async () => {
    const line = makeLine();
    const { events, stop } = follow(line);
    await passes(0);
    stop();
    expect(line.last().signal.aborted).toBe(true);
    line.leave();
    const other = follow(line);
    await passes(500);
    other.stop();
    const asked = line.connections.length;
    await passes(120_000);
    expect(line.connections).toHaveLength(asked);
    expect(events).toEqual([]);
  });
});
