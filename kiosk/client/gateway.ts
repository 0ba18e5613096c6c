import { type Client, createClient } from '../../bff/contract/client.ts';
import { endedAfter } from './deadline.ts';

export interface GatewayOptions {
  readonly baseUrl: string;
  /** How a request leaves: as it is, or with the proof of a device. */
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
}

/** Longer than the gateway ever takes; then it counts as away. */
const ANSWER_MS_MAX = 20_000;

/** The gateway's client of a page. The session is a cookie that the page never sees. */
export function connectGateway({ baseUrl, fetch }: GatewayOptions): Client {
  return createClient({
    baseUrl,
    fetch: (input, init) =>
      fetch(input, { ...init, cache: 'no-store', credentials: 'same-origin', signal: endedAfter(ANSWER_MS_MAX) }),
  });
}
