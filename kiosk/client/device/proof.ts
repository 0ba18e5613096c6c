import type { DeviceKey } from './key.ts';

type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface ProofOptions {
  readonly key: DeviceKey;
  /**
   * The device vouches for `key`; a JWS that is valid for five minutes, counted on the gateway's clock once one knows by how much that
   * is ahead of this machine's.
   */
  readonly assert: (aheadMs?: number) => Promise<string>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly fetch: Fetch;
}

/** A minute before an assertion ends the next one is asked for. */
const ASSERTION_MS = 4 * 60_000;
/** So far a clock may be off without a word: the gateway says its time in whole seconds, and the answer takes a while. */
const CLOCK_MS_MIN = 5_000;

/** Sends each request with the proof of this device (RFC 9449): who the device is, and that this very request comes from it. */
export function provedFetch(options: ProofOptions): Fetch {
  const { key, now, newId, fetch } = options;
  // A kiosk's clock may be wrong by minutes, and a proof is good for one: the gateway's own time is learned from its answers, for both
  // halves of the proof.
  let aheadMs: number | undefined;
  const assertion = keptFor(ASSERTION_MS, () => options.assert(aheadMs), now);
  const sendProved = async (input: string, init: RequestInit): Promise<Response> => {
    const { origin, pathname } = new URL(input);
    const claims = {
      jti: newId(),
      htm: init.method ?? 'GET',
      htu: origin + pathname,
      iat: Math.floor((now() + (aheadMs ?? 0)) / 1000),
    };
    const [device, proof] = await Promise.all([
      assertion.get(),
      key.sign({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk }, claims),
    ]);
    const headers = { ...(init.headers as Record<string, string>), 'onedoor-device': device, dpop: proof };
    return fetch(input, { ...init, headers });
  };
  /** Whether the clock is off by another time than was thought. */
  const learnClock = (response: Response): boolean => {
    const said = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(said)) return false;
    const learned = said - now();
    const isNews = Math.abs(learned - (aheadMs ?? 0)) >= CLOCK_MS_MIN;
    // Where it is not off, nothing is said of it: an older bridge works on by its own clock.
    if (isNews) {
      aheadMs = learned;
      assertion.forget();
    }
    return isNews;
  };
  return async (input, init) => {
    const response = await sendProved(input, init);
    // A proof that is refused for its time was looked at before anything was done: the same request may be sent again.
    return learnClock(response) && (await isDeviceRefused(response)) ? sendProved(input, init) : response;
  };
}

async function isDeviceRefused(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return (problem as { code?: unknown } | undefined)?.code === 'device-refused';
}

interface Kept {
  get(): Promise<string>;
  forget(): void;
}

/** What was asked for, asked again only when it is older than that. A failure is not kept. */
function keptFor(keepMs: number, load: () => Promise<string>, now: () => number): Kept {
  let kept: { readonly value: Promise<string>; readonly until: number } | undefined;
  const forget = () => {
    kept = undefined;
  };
  return {
    forget,
    get() {
      if (kept !== undefined && now() < kept.until) return kept.value;
      const value = load();
      kept = { value, until: now() + keepMs };
      value.catch(forget);
      return value;
    },
  };
}
