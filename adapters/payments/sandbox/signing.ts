/** Signing as README.md lays it down: HMAC-SHA-256 over everything that is said, in hex. */

/** Names of the headers that a signed request, reply or notice carries. */
export const HEADERS = {
  merchant: 'pay-merchant',
  time: 'pay-time',
  nonce: 'pay-nonce',
  signature: 'pay-signature',
} as const;

/** How far a time may be from the receiver's clock, either way. */
const WINDOW_SECONDS = 300;

export type Bytes = Uint8Array<ArrayBuffer>;

/** For whom is signed, when, and in which request. */
export interface Unsigned {
  readonly merchant: string;
  /** Seconds since the Unix epoch, decimal. */
  readonly time: string;
  /** In a request and a notice a fresh one; in a reply the one of the request, which ties it to that request and to no other. */
  readonly nonce: string;
}

export async function requestText(
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: Bytes },
  { merchant, time, nonce }: Unsigned,
): Promise<string> {
  return ['pay-request-v1', merchant, method, path, time, nonce, await digest(body)].join('\n');
}

export async function replyText(
  { status, body }: { readonly status: number; readonly body: Bytes },
  { merchant, time, nonce }: Unsigned,
): Promise<string> {
  return ['pay-reply-v1', merchant, String(status), time, nonce, await digest(body)].join('\n');
}

export async function noticeText(
  { path, body }: { readonly path: string; readonly body: Bytes },
  { merchant, time, nonce }: Unsigned,
): Promise<string> {
  return ['pay-notice-v1', merchant, path, time, nonce, await digest(body)].join('\n');
}

/** @param secret base64 of the shared bytes. */
export async function sign(text: string, secret: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(secret), utf8(text))));
}

/** Whether the signature is the one of the text. The platform compares in constant time. */
export async function isSigned(text: string, signature: string, secret: string): Promise<boolean> {
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', await hmacKey(secret), bytes, utf8(text));
}

/** The headers of a reply or a notice, or `undefined` when one is missing, is not in its form or is too old. */
export function signatureOf(headers: Headers, now: number): (Unsigned & { readonly signature: string }) | undefined {
  const [merchant = '', time = '', nonce = '', signature = ''] = Object.values(HEADERS).map((name) => headers.get(name) ?? '');
  const wellFormed = /^[1-9]\d{0,11}$/.test(time) && /^[A-Za-z0-9_-]{22,64}$/.test(nonce) && /^[0-9a-f]{64}$/.test(signature);
  if (!wellFormed || Math.abs(Number(time) - now / 1000) > WINDOW_SECONDS) return undefined;
  return { merchant, time, nonce, signature };
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256, hex. */
export async function digest(bytes: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function hmacKey(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (character) => character.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
