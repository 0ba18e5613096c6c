import type { Problem } from '../../bff/contract/client.ts';
import { readEvents } from './event-lines.ts';

export interface FollowOptions<E> {
  /** Whole: origin and path. */
  readonly url: string;
  /** How a request leaves: as it is, or with the proof of a device. */
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** A number from 0 to 1: those who lost the gateway together do not come back together. */
  readonly random: () => number;
  /** The events with this name, as the contract shapes them. */
  readonly name: string;
  /** After a break the stream goes on behind the last event that was heard; without it, it begins anew. */
  readonly resumes?: true;
  readonly onEvent: (event: E) => void;
  /** The stream stands, or does not; told when that changes. */
  readonly onConnected?: (connected: boolean) => void;
  /** The gateway will not have this follower: nothing is followed any more. */
  readonly onRefused?: (problem: Problem | undefined) => void;
}

/** Between two tries: at first, and at most. */
const WAIT_MS_FIRST = 1_000;
const WAIT_MS_MAX = 30_000;
/** The gateway says something every second; after this silence the connection counts as gone. */
const SILENCE_MS_MAX = 15_000;

/**
 * Follows a stream of the gateway (server-sent events) by fetch, so that a proof or a cookie goes along as with every other request. Where
 * the connection is lost it is made anew, later each time, until an event has come. Answers how to stop.
 */
export function followEvents<E>(options: FollowOptions<E>): () => void {
  const { random, onEvent, onConnected, onRefused } = options;
  const stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let connected = false;
  let last: string | undefined;
  const tell = (stands: boolean) => {
    if (stopping.signal.aborted || stands === connected) return;
    connected = stands;
    onConnected?.(stands);
  };
  const run = async () => {
    const ended = await readOnce(options, options.resumes ? last : undefined, stopping.signal, {
      opened: () => tell(true),
      id(id) {
        last = id;
      },
      event(event: E) {
        failures = 0;
        onEvent(event);
      },
    });
    if (stopping.signal.aborted) return;
    tell(false);
    if (ended.refused) {
      stopping.abort();
      return onRefused?.(ended.problem);
    }
    const wait = Math.max(Math.min(WAIT_MS_MAX, WAIT_MS_FIRST * 2 ** failures) * (0.5 + random() / 2), ended.waitMs ?? 0);
    failures += 1;
    timer = setTimeout(() => void run(), wait);
  };
  void run();
  return () => {
    clearTimeout(timer);
    stopping.abort();
  };
}

interface Ended {
  readonly refused: boolean;
  readonly problem?: Problem | undefined;
  /** The gateway asks not to be asked again sooner. */
  readonly waitMs?: number;
}

interface Heard<E> {
  readonly opened: () => void;
  readonly event: (event: E) => void;
  readonly id: (id: string | undefined) => void;
}

/** One connection, from its request to its end. Why it was lost changes nothing. */
async function readOnce<E>(
  { url, fetch, name }: FollowOptions<E>,
  after: string | undefined,
  stopped: AbortSignal,
  heard: Heard<E>,
): Promise<Ended> {
  const silent = new AbortController();
  const stop = () => silent.abort();
  let watch = setTimeout(stop, SILENCE_MS_MAX);
  stopped.addEventListener('abort', stop, { once: true });
  const read = readEvents((event) => {
    const content = event.name === name ? parsed(event.data) : undefined;
    if (content === undefined || stopped.aborted) return;
    heard.event(content as E);
    heard.id(event.id);
  });
  try {
    const headers = { ...AS_A_STREAM.headers, ...(after === undefined ? {} : { 'last-event-id': after }) };
    const response = await fetch(url, { ...AS_A_STREAM, headers, signal: silent.signal }).catch(() => undefined);
    if (response !== undefined && !response.ok) return await refusal(response);
    const reader = response?.body?.getReader();
    if (reader === undefined) return { refused: false };
    heard.opened();
    const decoder = new TextDecoder();
    for (;;) {
      const piece = await reader.read().catch(() => undefined);
      if (piece === undefined || piece.done) return { refused: false };
      clearTimeout(watch);
      watch = setTimeout(stop, SILENCE_MS_MAX);
      read(decoder.decode(piece.value, { stream: true }));
    }
  } finally {
    clearTimeout(watch);
    stopped.removeEventListener('abort', stop);
    silent.abort();
  }
}

const AS_A_STREAM = {
  method: 'GET',
  headers: { accept: 'text/event-stream' },
  cache: 'no-store',
  credentials: 'same-origin',
} as const satisfies RequestInit;

/** What is not for now may be for later; every other refusal of a request stays one. */
const LATER = [408, 425, 429];

async function refusal(response: Response): Promise<Ended> {
  const refused = response.status < 500 && !LATER.includes(response.status);
  const waitMs = Math.min(Number(response.headers.get('retry-after') ?? 0) * 1_000 || 0, 2 * WAIT_MS_MAX);
  if (!refused) return { refused, waitMs };
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  return { refused, problem };
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
