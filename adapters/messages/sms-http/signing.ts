/** Signing as README.md lays it down: HMAC-SHA-256 over everything that is said, in base64. */

/** Names of the headers that a signed request or reply carries. */
export const HEADERS = {
  keyId: 'sms-key',
  timestamp: 'sms-timestamp',
  nonce: 'sms-nonce',
  signature: 'sms-signature',
} as const;

/** How far a timestamp may be from the receiver's clock, either way. */
const WINDOW_SECONDS = 300;

export type Bytes = Uint8Array<ArrayBuffer>;

/** Who signs, when, and in which request. */
export interface Unsigned {
  readonly keyId: string;
  /** Seconds since the Unix epoch, decimal. */
  readonly timestamp: string;
  /** In a request a fresh one; in a reply the one of the request, which ties it to that request and to no other. */
  readonly nonce: string;
}

export async function requestText(
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: Bytes },
  { keyId, timestamp, nonce }: Unsigned,
): Promise<string> {
  return ['sms-request-v1', keyId, method, path, timestamp, nonce, await digest(body)].join('\n');
}

export async function replyText(
  { status, body }: { readonly status: number; readonly body: Bytes },
  { keyId, timestamp, nonce }: Unsigned,
): Promise<string> {
  return ['sms-reply-v1', keyId, String(status), timestamp, nonce, await digest(body)].join('\n');
}

/** @param secret base64 of the shared bytes. */
export async function sign(text: string, secret: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(secret), utf8(text))));
}

/** Whether the signature is the one of the text. The platform compares in constant time. */
export async function isSigned(text: string, signature: string, secret: string): Promise<boolean> {
  return crypto.subtle.verify('HMAC', await hmacKey(secret), bytesOf(signature), utf8(text));
}

/** The headers of a reply, or `undefined` when one is missing, is not in its form or is too old. */
export function signatureOf(headers: Headers, now: number): (Unsigned & { readonly signature: string }) | undefined {
  const [keyId = '', timestamp = '', nonce = '', signature = ''] = Object.values(HEADERS).map((name) => headers.get(name) ?? '');
  const wellFormed = /^[1-9]\d{0,11}$/.test(timestamp) && /^[A-Za-z0-9+/]{43}=$/.test(signature);
  if (!wellFormed || Math.abs(Number(timestamp) - now / 1000) > WINDOW_SECONDS) return undefined;
  return { keyId, timestamp, nonce, signature };
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function bytesOf(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function digest(bytes: Bytes): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function hmacKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
