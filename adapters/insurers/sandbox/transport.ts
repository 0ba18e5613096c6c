import { JsonShape, parseBounded, REPLY_MAX_BYTES } from '../../port/json.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import type { SandboxInsurerConfig } from './config.ts';
import { type Bytes, HEADERS, isSigned, replyText, requestText, sign, signatureOf, type Unsigned, utf8 } from './signing.ts';

export interface InsurerRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path and query behind the base address, made of safe characters only. */
  readonly path: string;
  readonly body?: unknown;
}

/** What became of a request. Only `reply` is the insurer's own word; `detail` never holds a byte of a body. */
export type Exchange =
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown }
  /** Certainly not received. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Time-out, reset, or a status that tells nothing about what was done (5xx, 408, 425, 429). */
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** 401: our signature is not taken. It is never signed, and a request that is delivered twice gets it too. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  /** An answer that is not the insurer's, or can not be read: not signed, wrongly signed, too long, no JSON, a redirect. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Failures of Node's fetch before a connection stood. Anything else may have come after the request was received. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']);

/** Beside 5xx, statuses after which nobody knows what the insurer did. */
const TELLS_NOTHING = new Set([408, 425, 429]);

/** 128 bits. */
const NONCE_BYTES = 16;

export interface Transport {
  send(request: InsurerRequest, call: Call): Promise<Exchange>;
}

/** Speaks with the insurer for one hospital. Never throws for what the server or the network does. */
export function createTransport(config: SandboxInsurerConfig, environment: AdapterEnvironment): Transport {
  const { origin, pathname } = new URL(config.baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const { now, randomBytes = random, fetch } = environment;
  return {
    async send({ method, path: relative, body: said }, call) {
      if (call.signal.aborted) return { kind: 'not-sent', detail: 'the deadline had passed before sending' };
      const path = `${prefix}${relative}`;
      const body = utf8(said === undefined ? '' : JSON.stringify(said));
      const unsigned = {
        institution: config.institution,
        time: String(Math.floor(now() / 1000)),
        nonce: base64Url(randomBytes(NONCE_BYTES)),
      };
      const headers = {
        accept: 'application/json',
        [HEADERS.institution]: unsigned.institution,
        [HEADERS.time]: unsigned.time,
        [HEADERS.nonce]: unsigned.nonce,
        [HEADERS.signature]: await sign(await requestText({ method, path, body }, unsigned), config.secret),
        ...(said === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
      };
      // A redirect would carry somebody's data to an address that nobody configured.
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
  if (body === undefined) return { kind: 'unreadable', detail: 'a reply that is too long, or has too much in it' };
  const given = signatureOf(headers, now);
  const ours = given !== undefined && given.nonce === sent.nonce && given.institution === sent.institution;
  if (!ours || !(await isSigned(await replyText({ status, body }, given), given.signature, secret)))
    return { kind: 'unreadable', detail: `status ${status} without a valid signature` };
  const parsed = parseJson(body);
  return parsed
    ? { kind: 'reply', status, body: parsed.value }
    : { kind: 'unreadable', detail: `status ${status} without JSON in UTF-8` };
}

/** Fatal: a byte that is not UTF-8 is an error, never a replacement character. */
function parseJson(bytes: Bytes): { readonly value: unknown } | undefined {
  try {
    return parseBounded(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The body to its end, or `undefined` when it is more than an answer is. Rejects when the connection is lost on the way. */
async function readBounded(stream: ReadableStream<Uint8Array> | null): Promise<Bytes | undefined> {
  const chunks: Uint8Array[] = [];
  const shape = new JsonShape();
  const reader = stream?.getReader();
  let length = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.length;
    if (length > REPLY_MAX_BYTES || !shape.add(read.value)) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(read.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
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
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
