import type { SigningKey } from './config.ts';

/** Names of the headers that a signed request or reply carries. */
export const HEADERS = {
  key: 'onedoor-key',
  timestamp: 'onedoor-timestamp',
  nonce: 'onedoor-nonce',
  signature: 'onedoor-signature',
} as const;

/** How far a timestamp may be from the receiver's clock, either way. */
export const WINDOW_SECONDS = 300;

/** The four headers of something that was signed, each in its only permitted form. */
export interface SignatureHeaders {
  readonly keyId: string;
  /** Seconds since the Unix epoch, decimal. */
  readonly timestamp: string;
  /** In a request a fresh one; in a reply the one of the request. */
  readonly nonce: string;
  /** HMAC-SHA256, 64 lower-case hexadecimal digits. */
  readonly signature: string;
}

export type Bytes = Uint8Array<ArrayBuffer>;

export interface RequestToSign {
  readonly method: string;
  /** Path as it is sent, without the query. */
  readonly path: string;
  /** Query as it is sent, without the question mark; `''` when there is none. */
  readonly query: string;
  readonly body: Bytes;
}

export interface ReplyToSign {
  readonly status: number;
  readonly body: Bytes;
}

type Unsigned = Omit<SignatureHeaders, 'signature'>;

/**
 * What is signed of a request, one value a line: no value can hold a line feed, so two requests that differ anywhere give two texts.
 */
export async function requestText({ method, path, query, body }: RequestToSign, headers: Unsigned): Promise<string> {
  const { keyId, timestamp, nonce } = headers;
  const parts = ['onedoor-request-v1', keyId, timestamp, nonce, method, path, canonicalQuery(query), await sha256Hex(body)];
  return parts.join('\n');
}

/** What is signed of a reply. The nonce of the request ties it to that request and to no other. */
export async function replyText({ status, body }: ReplyToSign, { keyId, timestamp, nonce }: Unsigned): Promise<string> {
  return ['onedoor-reply-v1', keyId, timestamp, nonce, String(status), await sha256Hex(body)].join('\n');
}

/**
 * The pairs of a query, each half percent-decoded and encoded again with everything but A-Z a-z 0-9 - . _ ~ as %XX of its UTF-8
 * (https://www.rfc-editor.org/rfc/rfc3986#section-2.3), in the order of their bytes. A plus is a plus, not a blank.
 */
export function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? `${encode(pair)}=` : `${encode(pair.slice(0, at))}=${encode(pair.slice(at + 1))}`;
  });
  return pairs.toSorted().join('&');
}

function encode(text: string): string {
  return percentEncode(percentDecode(text));
}

/** Text that is no percent-encoding stands for itself: it is signed as something, and never fails to be. */
function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export async function sha256Hex(body: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', body)));
}

/** HMAC-SHA256 (https://www.rfc-editor.org/rfc/rfc2104) as lower-case hexadecimal. */
export async function sign(text: string, key: SigningKey): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(key), utf8(text))));
}

/** Whether the signature is the one of the text. The platform compares in constant time. */
export async function isSigned(text: string, signature: string, key: SigningKey): Promise<boolean> {
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', await hmacKey(key), bytes, utf8(text));
}

/** The four headers, or `undefined` when one is missing or is not in its form. */
export function signatureHeaders(headers: Headers): SignatureHeaders | undefined {
  const [keyId = '', timestamp = '', nonce = '', signature = ''] = Object.values(HEADERS).map((name) => headers.get(name) ?? '');
  const wellFormed =
    /^[A-Za-z0-9._-]{1,64}$/.test(keyId) &&
    /^[1-9]\d{0,11}$/.test(timestamp) &&
    /^[A-Za-z0-9_-]{22,64}$/.test(nonce) &&
    /^[0-9a-f]{64}$/.test(signature);
  return wellFormed ? { keyId, timestamp, nonce, signature } : undefined;
}

/** Whether a timestamp is within the window of the clock, in ms since the epoch. */
export function isFresh(timestamp: string, now: number): boolean {
  return Math.abs(Number(timestamp) - now / 1000) <= WINDOW_SECONDS;
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function hmacKey({ secret }: SigningKey): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (character) => character.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
