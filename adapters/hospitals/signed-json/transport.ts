import { JsonShape } from '../../port/json.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import { type Charset, parseJson, readLimited } from './body.ts';
import type { LaxConfig, SignedJsonConfig, StrictConfig } from './config.ts';
import {
  type Bytes,
  formText,
  HEADERS,
  isFresh,
  isSigned,
  replyText,
  requestText,
  sign,
  signatureHeaders,
  utf8,
} from './signing.ts';
import { weakSign } from './weak-signing.ts';
import { envelopeSchema } from './wire.ts';

/** One call of the hospital: all of them are forms that are posted. `hoscode` and what signs it are added here. */
export interface HospitalRequest {
  /** Relative to the base address, as `/order/submitOrder`. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What became of a call. Only `reply` is the hospital's own word; `detail` never holds a byte of a body. */
export type Exchange =
  /** `date`: the hospital's clock, ms, to the second; only where it is signed. */
  | { readonly kind: 'reply'; readonly code: number; readonly data: unknown; readonly date?: number }
  /** Certainly not received. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Time-out, reset, or a status that tells nothing about what was done (5xx, 408, 425, 429). */
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** 401: our signature is not taken. It is never signed, and a request that is delivered twice gets it too, so of a write it proves nothing. */
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  /** An answer that is not the hospital's, or can not be read. */
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

export interface Transport {
  send(request: HospitalRequest, call: Call): Promise<Exchange>;
}

/** A request ready to leave, and how its reply is told from anybody else's. */
interface Sealed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
  isGenuine(response: Response, body: Bytes): Promise<boolean>;
}

/** What the two modes do differently on the wire. */
interface Seal {
  readonly charset: Charset;
  seal(path: string, fields: HospitalRequest['fields']): Promise<Sealed>;
}

/** Speaks with one hospital. Never throws for what the server or the network does. */
export function createTransport(config: SignedJsonConfig, environment: AdapterEnvironment): Transport {
  const { origin, pathname } = new URL(config.baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const sealing = config.mode === 'strict' ? strictSeal(config, environment) : laxSeal(config, environment);
  return {
    async send({ path: relative, fields }, call) {
      if (call.signal.aborted) return { kind: 'not-sent', detail: 'the deadline had passed before sending' };
      const path = `${prefix}${relative}`;
      const sealed = await sealing.seal(path, { hoscode: config.hoscode, ...fields });
      const headers = {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...sealed.headers,
        ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
      };
      // A redirect would carry a patient's data to an address that nobody configured.
      const init: RequestInit = { method: 'POST', headers, body: sealed.body, redirect: 'manual', signal: call.signal };
      let response: Response;
      let body: Bytes | 'too-long';
      try {
        response = await environment.fetch(`${origin}${path}`, init);
        body = await readLimited(response.body, config.maxBodyBytes, sealing.charset === 'utf-8' ? new JsonShape() : undefined);
      } catch (cause) {
        return lost(cause, call.signal);
      }
      return judged(response, body, sealed, sealing.charset);
    },
  };
}

/** Signs everything, and believes only what is signed in return. */
function strictSeal({ signKey }: StrictConfig, { now, randomBytes = random }: AdapterEnvironment): Seal {
  return {
    charset: 'utf-8',
    async seal(path, fields) {
      const body = utf8(formText(fields));
      const unsigned = { timestamp: String(Math.floor(now() / 1000)), nonce: base64Url(randomBytes(NONCE_BYTES)) };
      const headers = {
        [HEADERS.timestamp]: unsigned.timestamp,
        [HEADERS.nonce]: unsigned.nonce,
        [HEADERS.sign]: await sign(await requestText({ path, fields, body }, unsigned), signKey),
      };
      return {
        headers,
        body,
        async isGenuine({ headers: given, status }, reply) {
          const signature = signatureHeaders(given);
          if (signature === undefined || signature.nonce !== unsigned.nonce || !isFresh(signature.timestamp, now())) return false;
          return isSigned(await replyText({ status, body: reply }, signature), signature.sign, signKey);
        },
      };
    },
  };
}

/** Signs as the contract says. Nothing tells the hospital's reply from anybody else's. */
function laxSeal(config: LaxConfig, { now }: AdapterEnvironment): Seal {
  return {
    charset: config.charset,
    async seal(_path, fields) {
      const stamped = { ...fields, timestamp: String(now()) };
      const body = utf8(formText({ ...stamped, sign: weakSign(stamped, config) }));
      return { headers: {}, body, isGenuine: async () => true };
    },
  };
}

/** What a reply is worth. */
async function judged(response: Response, body: Bytes | 'too-long', sealed: Sealed, charset: Charset): Promise<Exchange> {
  const { status } = response;
  if (status >= 500 || TELLS_NOTHING.has(status)) return { kind: 'no-answer', detail: `status ${status}` };
  if (status === 401) return { kind: 'unauthenticated', detail: 'status 401' };
  if (body === 'too-long')
    return { kind: 'unreadable', detail: 'a reply that is too long, or deeper or with more in it than one can have' };
  if (!(await sealed.isGenuine(response, body)))
    return { kind: 'unreadable', detail: `status ${status} without a valid signature` };
  if (status !== 200) return { kind: 'unreadable', detail: `status ${status}` };
  const envelope = envelopeSchema.safeParse(parseJson(body, charset)?.value);
  return envelope.success
    ? { kind: 'reply', code: envelope.data.code, data: envelope.data.data, ...dateOf(response) }
    : { kind: 'unreadable', detail: 'status 200 without the envelope of the contract' };
}

/** When the hospital signed; nothing where it does not sign. */
function dateOf({ headers }: Response): { readonly date?: number } {
  const signature = signatureHeaders(headers);
  return signature === undefined ? {} : { date: Number(signature.timestamp) * 1000 };
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
