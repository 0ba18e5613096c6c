/** Signing in strict mode, as README.md lays it down: HMAC-SHA-256 over everything that is said. */

/** Names of the headers that a signed request or reply carries. */
export const HEADERS = { timestamp: 'yygh-timestamp', nonce: 'yygh-nonce', sign: 'yygh-sign' } as const;

/** How far a timestamp may be from the receiver's clock, either way. */
export const WINDOW_SECONDS = 300;

/** The three headers of something that was signed, each in its only permitted form. */
export interface SignatureHeaders {
  /** Seconds since the Unix epoch, decimal. */
  readonly timestamp: string;
  /** In a request a fresh one; in a reply the one of the request. */
  readonly nonce: string;
  /** HMAC-SHA-256, 64 lower-case hexadecimal digits. */
  readonly sign: string;
}

export type Bytes = Uint8Array<ArrayBuffer>;

type Fields = Readonly<Record<string, string>>;
type Unsigned = Omit<SignatureHeaders, 'sign'>;

/** What is signed of a request, one value a line: no value can hold a line feed, so two requests that differ give two texts. */
export async function requestText(
  { path, fields, body }: { readonly path: string; readonly fields: Fields; readonly body: Bytes },
  { timestamp, nonce }: Unsigned,
): Promise<string> {
  return ['yygh-request-v1', timestamp, nonce, 'POST', path, formText(fields), await sha256Hex(body)].join('\n');
}

/** What is signed of a reply. The nonce of the request ties it to that request and to no other. */
export async function replyText(
  { status, body }: { readonly status: number; readonly body: Bytes },
  { timestamp, nonce }: Unsigned,
): Promise<string> {
  return ['yygh-reply-v1', timestamp, nonce, String(status), await sha256Hex(body)].join('\n');
}

/**
 * Fields in the one spelling: each half with everything but A-Z a-z 0-9 - . _ ~ as %XX of its UTF-8
 * (https://www.rfc-editor.org/rfc/rfc3986#section-2.3), in the order of their bytes. It is also the body that we send.
 */
export function formText(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .toSorted()
    .join('&');
}

export function percentEncode(text: string): string {
  // Half of a surrogate pair, which no text may hold, would throw; here it becomes U+FFFD.
  const encoded = encodeURIComponent(new TextDecoder().decode(utf8(text)));
  return encoded.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export async function sha256Hex(bytes: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** @param signKey base64 of the shared bytes. */
export async function sign(text: string, signKey: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(signKey), utf8(text))));
}

/** Whether the signature is the one of the text. The platform compares in constant time. */
export async function isSigned(text: string, signature: string, signKey: string): Promise<boolean> {
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', await hmacKey(signKey), bytes, utf8(text));
}

/** The three headers, or `undefined` when one is missing or is not in its form. */
export function signatureHeaders(headers: Headers): SignatureHeaders | undefined {
  const [timestamp = '', nonce = '', signature = ''] = Object.values(HEADERS).map((name) => headers.get(name) ?? '');
  const wellFormed =
    /^[1-9]\d{0,11}$/.test(timestamp) && /^[A-Za-z0-9_-]{22,64}$/.test(nonce) && /^[0-9a-f]{64}$/.test(signature);
  return wellFormed ? { timestamp, nonce, sign: signature } : undefined;
}

/** Whether a timestamp in seconds is within the window of the clock, in ms since the epoch. */
export function isFresh(timestamp: string, now: number): boolean {
  return Math.abs(Number(timestamp) - now / 1000) <= WINDOW_SECONDS;
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function hmacKey(signKey: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(signKey), (character) => character.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
