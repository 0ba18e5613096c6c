import { JsonShape } from '../../port/json.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import { parseJson, readLimited } from './body.ts';
import type { RemoteHttpConfig } from './config.ts';
import {
  type Bytes,
  HEADERS,
  isFresh,
  isSigned,
  percentEncode,
  replyText,
  requestText,
  sign,
  signatureHeaders,
  utf8,
} from './signing.ts';

/** One request to the hospital. `path` is relative to `/onedoor/v1`, made of safe characters only. */
export interface RemoteRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Bytes of a reply that is longer than any other; else what the configuration says. */
  readonly replyMaxBytes?: number;
}

/** What became of a request. Only `reply` is the hospital's own word; `detail` never holds a byte of a body. */
export type Exchange =
  /** `signedAt`: the hospital's clock, ms, to the second. */
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown; readonly signedAt: number }
  /** Certainly not received. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Time-out, reset, or a status that tells nothing about what was done (5xx, 408, 425, 429). */
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** 401: our signature is not taken. It is never signed, and a request that is delivered twice gets it too, so of a write it proves nothing. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  /** An answer that is not the hospital's, or can not be read: not signed, wrongly signed, too long, no JSON, a redirect. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Failures of Node's fetch before a connection stood. Anything else may have come after the request was received. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Beside 5xx, statuses after which nobody knows what the hospital did. */
const TELLS_NOTHING = new Set([408, 425, 429]);

/** 128 bits. */
const NONCE_BYTES = 16;

export interface RemoteTransport {
  send(request: RemoteRequest, call: Call): Promise<Exchange>;
}

/** A hospital and how it is spoken with. */
export interface Speaking {
  readonly config: RemoteHttpConfig;
  readonly transport: RemoteTransport;
}

/** What all requests to one server have in common. */
interface Line extends Required<AdapterEnvironment> {
  readonly config: RemoteHttpConfig;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path up to and with `/onedoor/v1`. */
  readonly prefix: string;
}

/** Speaks signed JSON with one server. Never throws for what the server or the network does. */
export function createTransport(config: RemoteHttpConfig, environment: AdapterEnvironment): RemoteTransport {
  const { origin, pathname: prefix } = new URL(`${config.baseUrl}/onedoor/v1`);
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const line: Line = { randomBytes, ...environment, config, origin, prefix };
  return {
    async send(request, call) {
      if (call.signal.aborted) return { kind: 'not-sent', detail: 'the deadline had passed before sending' };
      const { url, init, nonce } = await signed(line, request, call);
      let response: Response;
      let body: Bytes | 'too-long';
      const most = Math.max(config.maxBodyBytes, request.replyMaxBytes ?? 0);
      try {
        response = await line.fetch(url, init);
        body = await readLimited(response.body, most, new JsonShape());
      } catch (cause) {
        return lost(cause, call.signal);
      }
      return body === 'too-long' ? tooLong(response, most) : judged(line, response, body, nonce);
    },
  };
}

async function signed({ config, now, randomBytes, origin, prefix }: Line, request: RemoteRequest, call: Call) {
  const { method, query = {}, body } = request;
  const { key } = config;
  const bytes = body === undefined ? new Uint8Array() : utf8(JSON.stringify(body));
  const pairs = Object.entries(query).map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  const path = `${prefix}${request.path}`;
  const nonce = base64Url(randomBytes(NONCE_BYTES));
  const timestamp = String(Math.floor(now() / 1000));
  const text = await requestText({ method, path, query: pairs.join('&'), body: bytes }, { keyId: key.id, timestamp, nonce });
  const headers = {
    accept: 'application/json, application/problem+json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    [HEADERS.key]: key.id,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: await sign(text, key),
    ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
  };
  const init: RequestInit = {
    method,
    headers,
    ...(body === undefined ? {} : { body: bytes }),
    // A redirect would carry a patient's data to an address that nobody configured.
    redirect: 'manual',
    signal: call.signal,
  };
  return { url: `${origin}${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`, init, nonce };
}

/** What a reply is worth by its status alone; `undefined` where it has to be read. */
function judgedByStatus({ status }: Response): Exchange | undefined {
  if (status >= 500 || TELLS_NOTHING.has(status)) return { kind: 'no-answer', detail: `status ${status}` };
  return status === 401 ? { kind: 'unauthenticated', detail: 'status 401' } : undefined;
}

function tooLong(response: Response, maxBytes: number): Exchange {
  const detail = `more than ${maxBytes} bytes, or deeper or with more in it than a reply can have`;
  return judgedByStatus(response) ?? { kind: 'unreadable', detail };
}

/** What a reply is worth. */
async function judged(line: Line, response: Response, body: Bytes, nonce: string): Promise<Exchange> {
  const { status } = response;
  const verdict = judgedByStatus(response);
  if (verdict !== undefined) return verdict;
  if (!(await isGenuine(line, response, body, nonce)))
    return { kind: 'unreadable', detail: `status ${status} without a valid signature` };
  const json = parseJson(body);
  return json === undefined
    ? { kind: 'unreadable', detail: `status ${status} without JSON in UTF-8` }
    : { kind: 'reply', status, body: json.value, signedAt: Number(response.headers.get(HEADERS.timestamp)) * 1000 };
}

/** Whether this very server wrote this very reply to this very request, and not long ago. */
async function isGenuine({ config: { key }, now }: Line, { headers, status }: Response, body: Bytes, nonce: string) {
  const given = signatureHeaders(headers);
  if (given === undefined || given.keyId !== key.id || given.nonce !== nonce || !isFresh(given.timestamp, now())) return false;
  return isSigned(await replyText({ status, body }, given), given.signature, key);
}

function lost(thrown: unknown, signal: AbortSignal): Exchange {
  if (signal.aborted) return { kind: 'no-answer', detail: 'no answer before the deadline' };
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  const code = codeOf(cause);
  // Several errors in one: every address of the server was tried and none was reached.
  const connecting = cause instanceof AggregateError || NEVER_CONNECTED.has(code);
  return connecting
    ? { kind: 'not-sent', detail: `not connected (${code})` }
    : { kind: 'no-answer', detail: `connection lost (${code})` };
}

/** The code of a network error, a word such as ECONNRESET; its message may hold an address and is not repeated. */
function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || typeof cause.code !== 'string') return 'unknown';
  return /^[A-Z0-9_]{1,40}$/.test(cause.code) ? cause.code : 'unknown';
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
