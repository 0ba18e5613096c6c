import { JsonShape, parseBounded } from '../../port/json.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import type { SmsHttpConfig } from './config.ts';
import {
  type Bytes,
  base64,
  HEADERS,
  isSigned,
  replyText,
  requestText,
  sign,
  signatureOf,
  type Unsigned,
  utf8,
} from './signing.ts';

export interface SmsRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Behind the base address. */
  readonly path: string;
  readonly body?: unknown;
}

/** What became of a call. Only `reply` is the gateway's own word; `detail` never holds a byte of a body. */
export type Exchange =
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown }
  /** Certainly not received. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Time-out, reset, or a status that tells nothing about what was done (5xx, 408, 425, 429). */
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** 401: our signature is not taken. It is never signed, and a request that is delivered twice gets it too. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  /** An answer that is not the gateway's, or can not be read. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Failures of Node's fetch before a connection stood. Anything else may have come after the request was received. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']);

/** Beside 5xx, statuses after which nobody knows what the gateway did. */
const TELLS_NOTHING = new Set([408, 425, 429]);

/** An answer is one small object. */
const BODY_BYTES_MAX = 4_096;

/** 128 bits. */
const NONCE_BYTES = 16;

export interface Transport {
  send(request: SmsRequest, call: Call): Promise<Exchange>;
}

/** Speaks with one gateway. Never throws for what the server or the network does. */
export function createTransport(config: SmsHttpConfig, environment: AdapterEnvironment): Transport {
  const { origin, pathname } = new URL(config.baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const { now, randomBytes = random, fetch } = environment;
  return {
    async send({ method, path: relative, body: said }, call) {
      if (call.signal.aborted) return { kind: 'not-sent', detail: 'the deadline had passed before sending' };
      const path = `${prefix}${relative}`;
      const body = utf8(said === undefined ? '' : JSON.stringify(said));
      const unsigned = {
        keyId: config.keyId,
        timestamp: String(Math.floor(now() / 1000)),
        nonce: base64Url(randomBytes(NONCE_BYTES)),
      };
      const headers = {
        accept: 'application/json',
        [HEADERS.keyId]: unsigned.keyId,
        [HEADERS.timestamp]: unsigned.timestamp,
        [HEADERS.nonce]: unsigned.nonce,
        [HEADERS.signature]: await sign(await requestText({ method, path, body }, unsigned), config.secret),
        ...(said === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
      };
      // A redirect would carry somebody's number to an address that nobody configured.
      const init: RequestInit = {
        method,
        headers,
        redirect: 'manual',
        signal: call.signal,
        ...(said === undefined ? {} : { body }),
      };
      let response: Response;
      let reply: Bytes | undefined;
      try {
        response = await fetch(`${origin}${path}`, init);
        reply = await readBounded(response.body);
      } catch (cause) {
        return lost(cause, call.signal);
      }
      return judged(response, reply, unsigned, { secret: config.secret, now: now() });
    },
  };
}

/** What a reply is worth. */
async function judged(
  { status, headers }: Response,
  body: Bytes | undefined,
  sent: Unsigned,
  { secret, now }: { readonly secret: string; readonly now: number },
): Promise<Exchange> {
  if (status >= 500 || TELLS_NOTHING.has(status)) return { kind: 'no-answer', detail: `status ${status}` };
  if (status === 401) return { kind: 'unauthenticated', detail: 'status 401' };
  if (body === undefined) return { kind: 'unreadable', detail: 'a reply that is too long' };
  const given = signatureOf(headers, now);
  const ours = given !== undefined && given.nonce === sent.nonce && given.keyId === sent.keyId;
  if (!ours || !(await isSigned(await replyText({ status, body }, given), given.signature, secret)))
    return { kind: 'unreadable', detail: `status ${status} without a valid signature` };
  const parsed = parseBounded(new TextDecoder().decode(body));
  return parsed ? { kind: 'reply', status, body: parsed.value } : { kind: 'unreadable', detail: `status ${status} without JSON` };
}

/** The body to its end, or `undefined` when it is longer than an answer is. Rejects when the connection is lost on the way. */
async function readBounded(stream: ReadableStream<Uint8Array> | null): Promise<Bytes | undefined> {
  const bytes = new Uint8Array(BODY_BYTES_MAX);
  const shape = new JsonShape();
  const reader = stream?.getReader();
  let length = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    if (length + read.value.length > BODY_BYTES_MAX || !shape.add(read.value)) {
      await reader?.cancel();
      return undefined;
    }
    bytes.set(read.value, length);
    length += read.value.length;
  }
  return bytes.slice(0, length);
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

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
