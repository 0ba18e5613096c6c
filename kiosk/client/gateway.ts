import { type Client, createClient } from '../../bff/contract/client.ts';
import type { DeviceKey } from './device-key.ts';

export interface GatewayOptions {
  readonly baseUrl: string;
  readonly key: DeviceKey;
  /** The device vouches for `key`; a JWS that is valid for five minutes. */
  readonly assert: () => Promise<string>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly fetch?: typeof globalThis.fetch;
}

/** A minute before an assertion ends the next one is asked for. */
const ASSERTION_MS = 4 * 60_000;
/** Longer than the gateway ever takes; then it counts as away. */
const ANSWER_MS_MAX = 20_000;

/**
 * The gateway's client, with the proof of this device on every request (RFC 9449): who the device is, and that this very request
 * comes from it. The session is a cookie that the page never sees.
 */
export function connectGateway(options: GatewayOptions): Client {
  const { baseUrl, key, now, newId, fetch = (input, init) => globalThis.fetch(input, init) } = options;
  const assertion = keptFor(ASSERTION_MS, options.assert, now);
  // A kiosk's clock may be wrong by minutes, and a proof is good for one: the gateway's own time is learned from its answers.
  let aheadMs = 0;
  const send = async (input: string, init: RequestInit): Promise<Response> => {
    const { origin, pathname } = new URL(input);
    const claims = {
      jti: newId(),
      htm: init.method ?? 'GET',
      htu: origin + pathname,
      iat: Math.floor((now() + aheadMs) / 1000),
    };
    const [device, proof] = await Promise.all([
      assertion(),
      key.sign({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk }, claims),
    ]);
    const response = await fetch(input, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), 'onedoor-device': device, dpop: proof },
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const said = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(said)) aheadMs = said - now();
    return response;
  };
  return createClient({ baseUrl, fetch: send });
}

/** What was asked for, asked again only when it is older than that. A failure is not kept. */
function keptFor(keepMs: number, load: () => Promise<string>, now: () => number): () => Promise<string> {
  let kept: { readonly value: Promise<string>; readonly until: number } | undefined;
  return () => {
    if (kept !== undefined && now() < kept.until) return kept.value;
    const value = load();
    kept = { value, until: now() + keepMs };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
}
