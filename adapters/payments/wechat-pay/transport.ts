import { JsonShape } from '../../port/json.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import { parseJson, readLimited } from './body.ts';
import type { WechatPayConfig } from './config.ts';
import { authorization, type Bytes, judge } from './signing.ts';
import { errorSchema } from './wire.ts';

export interface WechatPayRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query behind the origin, made of safe characters only. */
  readonly target: string;
  readonly body?: unknown;
}

/** What became of a request. `detail` never holds a byte of a body. */
export type Exchange =
  /** WeChat Pay's own word: a 2xx under a valid signature. `body` is absent where there is none (204). */
  | { readonly kind: 'reply'; readonly body?: unknown }
  /** WeChat Pay's own no: a 4xx under a valid signature, with a code in it. */
  | { readonly kind: 'refusal'; readonly code: string }
  /** A 4xx that is not signed, or is no error of the API: anybody between may have written it, so it says nothing about money. */
  | { readonly kind: 'hearsay'; readonly detail: string }
  /** Certainly not received. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Time-out, reset, a status that tells nothing about what was done (5xx, 408, 425, 429), or a probe: to be asked again. */
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** 401: our signature is not taken. It is never signed. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  /** A success that is not WeChat Pay's, or can not be read. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** A file: its bytes, which no signature covers, or what else became of the request. */
export type Download = { readonly kind: 'file'; readonly bytes: Bytes } | Exclude<Exchange, { kind: 'reply' | 'refusal' }>;

/** Failures of Node's fetch before a connection stood. Anything else may have come after the request was received. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Beside 5xx, statuses after which nobody knows what was done. */
const TELLS_NOTHING = new Set([408, 425, 429]);

/** 128 bits; written as 32 hexadecimal digits. */
const NONCE_BYTES = 16;

/** WeChat Pay refuses requests without a name. */
const USER_AGENT = 'onedoor';

export interface Transport {
  send(request: WechatPayRequest, call: Call): Promise<Exchange>;
  /** Fetches a file from an address that WeChat Pay gave. */
  download(target: string, call: Call): Promise<Download>;
}

/** A merchant and how it speaks. */
export interface Speaking {
  readonly config: WechatPayConfig;
  readonly transport: Transport;
  readonly now: () => number;
}

type Line = { readonly config: WechatPayConfig } & Required<AdapterEnvironment>;

/** Speaks for one merchant. Never throws for what the server or the network does. */
export function createTransport(config: WechatPayConfig, environment: AdapterEnvironment): Transport {
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const line: Line = { randomBytes, ...environment, config };
  return {
    async send(request, call) {
      const received = await receive(line, request, call, config.maxBodyBytes, new JsonShape());
      return 'response' in received ? judged(line, received) : received;
    },
    async download(target, call) {
      const received = await receive(line, { method: 'GET', target }, call, config.maxBillBytes);
      return 'response' in received ? fileOf(received) : received;
    },
  };
}

interface Received {
  readonly response: Response;
  readonly body: Bytes | 'too-long';
}

async function receive(
  line: Line,
  request: WechatPayRequest,
  call: Call,
  maxBytes: number,
  shape?: JsonShape,
): Promise<Received | Extract<Exchange, { kind: 'not-sent' | 'no-answer' }>> {
  if (call.signal.aborted) return { kind: 'not-sent', detail: 'the deadline had passed before sending' };
  const { url, init } = signed(line, request, call);
  try {
    const response = await line.fetch(url, init);
    return { response, body: await readLimited(response.body, maxBytes, shape) };
  } catch (cause) {
    return lost(cause, call.signal);
  }
}

function signed({ config, now, randomBytes }: Line, { method, target, body: said }: WechatPayRequest, call: Call) {
  const body = said === undefined ? '' : JSON.stringify(said);
  const nonce = Array.from(randomBytes(NONCE_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const timestamp = Math.floor(now() / 1000);
  const [asked] = config.platformKeys;
  const headers = {
    accept: 'application/json',
    'user-agent': USER_AGENT,
    authorization: authorization(config, { method, target, body, timestamp, nonce }),
    // Whoever has both keys is answered with the one that is named here.
    ...(asked?.id.startsWith('PUB_KEY_ID_') ? { 'wechatpay-serial': asked.id } : {}),
    ...(said === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
  };
  // A redirect would carry what somebody pays to an address that nobody configured.
  const init: RequestInit = { method, headers, redirect: 'manual', signal: call.signal, ...(said === undefined ? {} : { body }) };
  return { url: `${config.baseUrl}${target}`, init };
}

/** What is certain whatever the body says, or `undefined`. */
function byStatus(status: number): Extract<Exchange, { kind: 'no-answer' | 'unauthenticated' }> | undefined {
  if (status >= 500 || TELLS_NOTHING.has(status)) return { kind: 'no-answer', detail: `status ${status}` };
  return status === 401 ? { kind: 'unauthenticated', detail: 'status 401' } : undefined;
}

function judged({ config, now }: Line, { response, body }: Received): Exchange {
  const { status, headers } = response;
  const certain = byStatus(status);
  if (certain !== undefined) return certain;
  const success = status >= 200 && status < 300;
  const doubtful = (detail: string): Exchange => ({
    kind: success ? 'unreadable' : 'hearsay',
    detail: `status ${status}, ${detail}`,
  });
  if (body === 'too-long') return doubtful('too long, or deeper or with more in it than a reply can have');
  const verdict = judge(headers, body, config.platformKeys, now());
  if (verdict.kind === 'probe') return { kind: 'no-answer', detail: 'a probe of our verification' };
  if (verdict.kind !== 'genuine') return doubtful(verdict.kind === 'unsigned' ? 'not signed' : verdict.detail);
  if (status === 204 && body.length === 0) return { kind: 'reply' };
  const json = parseJson(body);
  if (json === undefined) return doubtful('no JSON in UTF-8');
  if (status === 200) return { kind: 'reply', body: json.value };
  const error = errorSchema.safeParse(json.value);
  return status >= 400 && error.success ? { kind: 'refusal', code: error.data.code } : doubtful('not of the API');
}

/** WeChat Pay does not sign files: whoever asked compares what came with the sum that it was told under a signature. */
function fileOf({ response: { status }, body }: Received): Download {
  const certain = byStatus(status);
  if (certain !== undefined) return certain;
  if (status !== 200) return { kind: 'hearsay', detail: `status ${status}` };
  return body === 'too-long' ? { kind: 'unreadable', detail: 'a file that is too long' } : { kind: 'file', bytes: body };
}

function lost(thrown: unknown, signal: AbortSignal): Extract<Exchange, { kind: 'not-sent' | 'no-answer' }> {
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
