import { JsonShape, parseBounded } from '../../port/json.ts';
import type { AdapterEnvironment, Call } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { type ExactJson, readExactJson } from './exact-json.ts';

/** One request to the hospital. `url` is absolute and comes from `address` or from a page token that `isWithin` has let pass. */
export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly body?: unknown;
  /** A body of form fields instead, already encoded: a search by POST. */
  readonly form?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Numbers of the reply are wanted as they were written, and resources as they came: `Exchange.textOf`. */
  readonly exact?: true;
  /** Longest reply in bytes, where another is expected than of every request. */
  readonly maxBytes?: number;
}

/** What became of a request. Only `reply` says what the hospital thinks; `detail` never holds a byte of a body. */
export type Exchange =
  /** `date`: the server's clock, ms, to the second. `textOf`: there where `exact` was asked for; numbers of `body` are `WrittenNumber`s then. */
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body: unknown;
      readonly date?: number;
      readonly textOf?: ExactJson['textOf'];
    }
  /** Certainly not received. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Time-out, reset, or a status that tells nothing about what was done (5xx, 408, 429). */
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** An answer that is no FHIR: wrong type, wrong encoding, too long, broken, a redirect. */
  | { readonly kind: 'unreadable'; readonly status: number; readonly detail: string };

/** Failures of Node's fetch before a connection stood. Anything else may have come after the request was received. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Statuses after which nobody knows what the hospital did: https://www.rfc-editor.org/rfc/rfc9110#section-15.6 and 408, 425, 429. */
const TELLS_NOTHING = new Set([408, 425, 429]);

export interface FhirTransport {
  /** The absolute address of a path below the base; `''` is the base itself. */
  address(path: string): string;
  /** Whether an absolute URL lies on the configured origin at or below the base path. */
  isWithin(url: string): boolean;
  send(request: FhirRequest, call: Call): Promise<Exchange>;
}

/** Speaks HTTP and JSON with one server. Never throws for what the server or the network does. */
export function createTransport(config: FhirR4Config, { fetch }: AdapterEnvironment): FhirTransport {
  const base = new URL(config.baseUrl);
  const basePath = base.pathname.replace(/\/+$/, '');

  return {
    address: (path) => (path === '' ? config.baseUrl : `${config.baseUrl}/${path}`),
    isWithin(url) {
      if (!URL.canParse(url)) return false;
      const { origin, pathname, username, password } = new URL(url);
      const below = pathname === basePath || pathname.startsWith(`${basePath}/`);
      return origin === base.origin && below && username === '' && password === '';
    },
    async send(request, call) {
      if (call.signal.aborted) return { kind: 'not-sent', detail: 'the deadline had passed before sending' };
      let response: Response;
      try {
        response = await fetch(request.url, requestInit(request, call, config.bearerToken));
      } catch (cause) {
        return lost(cause, call.signal);
      }
      const early = withoutBody(response);
      if (early !== undefined) {
        await response.body?.cancel().catch(() => {});
        return early;
      }
      return readReply(response, { maxBodyBytes: request.maxBytes ?? config.maxBodyBytes, exact: request.exact }, call.signal);
    },
  };
}

function requestInit({ method, body, form, headers }: FhirRequest, call: Call, bearerToken: string | undefined): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/fhir+json',
      ...(body === undefined ? {} : { 'content-type': 'application/fhir+json; fhirVersion=4.0' }),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(bearerToken === undefined ? {} : { authorization: `Bearer ${bearerToken}` }),
      ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form === undefined ? {} : { body: form }),
    // A redirect would carry a patient's data to an address that nobody configured.
    redirect: 'manual',
    signal: call.signal,
  };
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

/** Replies that are understood, or not, by their status alone. */
function withoutBody({ status, type }: Response): Exchange | undefined {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return { kind: 'unreadable', status, detail: 'a redirect, not followed' };
  if (status >= 500 || TELLS_NOTHING.has(status)) return { kind: 'no-answer', detail: `status ${status}` };
  // Proxies and gateways refuse without FHIR; who is not let in has changed nothing.
  if (status === 401 || status === 403) return { kind: 'reply', status, body: null };
  return undefined;
}

/** How the detail begins of a reply that was not read to its end. */
export const TOO_LONG = 'too long';

async function readReply(
  response: Response,
  { maxBodyBytes, exact }: { readonly maxBodyBytes: number; readonly exact: true | undefined },
  signal: AbortSignal,
): Promise<Exchange> {
  const { status } = response;
  let bytes: Uint8Array | 'too-long';
  try {
    bytes = await readLimited(response.body, maxBodyBytes, new JsonShape());
  } catch (cause) {
    return lost(cause, signal);
  }
  if (bytes === 'too-long')
    return {
      kind: 'unreadable',
      status,
      detail: `${TOO_LONG}: more than ${maxBodyBytes} bytes, or deeper or with more in it than a reply can have`,
    };
  if (bytes.length === 0 && status >= 400) return { kind: 'reply', status, body: null };
  if (bytes.length === 0) return { kind: 'unreadable', status, detail: 'empty' };
  if (!isFhirJson(response.headers.get('content-type')))
    return { kind: 'unreadable', status, detail: 'not labelled as FHIR JSON in UTF-8' };
  try {
    // Fatal: a byte that is not UTF-8 is an error, never a replacement character in somebody's name.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const date = Date.parse(response.headers.get('date') ?? '');
    const parsed: (Pick<ExactJson, 'value'> & Partial<ExactJson>) | undefined = exact
      ? parseBounded(text, readExactJson)?.value
      : parseBounded(text);
    if (!parsed) return { kind: 'unreadable', status, detail: 'not JSON, or deeper or with more in it than a reply can have' };
    const { value, textOf } = parsed;
    return {
      kind: 'reply',
      status,
      body: value,
      ...(textOf === undefined ? {} : { textOf }),
      ...(Number.isNaN(date) ? {} : { date }),
    };
  } catch {
    return { kind: 'unreadable', status, detail: 'not JSON in UTF-8' };
  }
}

async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  shape?: JsonShape,
): Promise<Uint8Array | 'too-long'> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes || shape?.add(value) === false) {
      await reader.cancel();
      return 'too-long';
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function isFhirJson(contentType: string | null): boolean {
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  return (
    ['application/fhir+json', 'application/json'].includes(type) &&
    (charset === undefined || charset === 'utf-8' || charset === 'utf8')
  );
}
