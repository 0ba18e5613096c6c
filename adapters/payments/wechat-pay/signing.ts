import { createDecipheriv, createHash, type KeyObject, sign, verify } from 'node:crypto';
import type { WechatPayConfig } from './config.ts';

/** Signatures and encryption of WeChat Pay API v3, https://pay.weixin.qq.com/doc/v3/merchant/4012365342. */

export const SCHEMA = 'WECHATPAY2-SHA256-RSA2048';

/** How far a timestamp of WeChat Pay's may be from our clock, either way. */
export const WINDOW_SECONDS = 300;

/** A signature of this kind is wrong on purpose: WeChat Pay looks whether it is verified, on notices and on replies. */
const PROBE = 'WECHATPAY/SIGNTEST/';

export type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

interface SignedRequest {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly body: string;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
  readonly nonce: string;
}

/** The header `Authorization` of a request. */
export function authorization({ merchant, merchantKey }: WechatPayConfig, request: SignedRequest): string {
  const { method, target, body, timestamp, nonce } = request;
  const text = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
  const signature = sign('sha256', utf8(text), merchantKey.privateKey).toString('base64');
  const said = { mchid: merchant, nonce_str: nonce, signature, timestamp, serial_no: merchantKey.serial };
  const parts = Object.entries(said).map(([name, value]) => `${name}="${value}"`);
  return `${SCHEMA} ${parts.join(',')}`;
}

/** What a signature of WeChat Pay's is worth. */
export type Verdict =
  | { readonly kind: 'genuine' }
  /** Wrong on purpose: neither an attack nor a word of WeChat Pay's. */
  | { readonly kind: 'probe' }
  /** No header of a signature is there. */
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'not-genuine'; readonly detail: string };

/** Whether WeChat Pay signed exactly these bytes, not long ago. Whose key it was is told by its id. */
export function judge(headers: Headers, body: Bytes, keys: WechatPayConfig['platformKeys'], now: number): Verdict {
  const [timestamp, nonce, id, signature] = ['Timestamp', 'Nonce', 'Serial', 'Signature'].map((name) =>
    headers.get(`Wechatpay-${name}`),
  );
  if (!timestamp && !nonce && !id && !signature) return { kind: 'unsigned' };
  const refuse = (detail: string): Verdict => ({ kind: 'not-genuine', detail });
  if (signature?.startsWith(PROBE)) return { kind: 'probe' };
  if (!timestamp || !nonce || !id || !signature) return refuse('a header of the signature is missing');
  if (!/^[1-9]\d{0,11}$/.test(timestamp) || !/^[!-~]{1,128}$/.test(nonce) || !/^[A-Za-z0-9+/]{100,1400}={0,2}$/.test(signature))
    return refuse('a header of the signature is not in its form');
  if (Math.abs(Number(timestamp) - now / 1000) > WINDOW_SECONDS) return refuse('the timestamp is not within 300 s');
  const key = keys.find((candidate) => candidate.id === id)?.key;
  if (key === undefined) return refuse('signed with a key that is not configured');
  return isSigned(timestamp, nonce, body, { key, signature }) ? { kind: 'genuine' } : refuse('the signature is not right');
}

/** The bytes as they came: whoever parses them and writes them again may write others. */
function isSigned(
  timestamp: string,
  nonce: string,
  body: Bytes,
  { key, signature }: { readonly key: KeyObject; readonly signature: string },
): boolean {
  const head = utf8(`${timestamp}\n${nonce}\n`);
  const text = new Uint8Array(head.length + body.length + 1);
  text.set(head);
  text.set(body, head.length);
  text[text.length - 1] = 0x0a;
  return verify('sha256', text, key, bytesOf(signature));
}

export interface Encrypted {
  readonly ciphertext: string;
  readonly nonce: string;
  /** May be empty or absent. */
  readonly associated_data?: string | null | undefined;
}

const TAG_BYTES = 16;

/** AEAD_AES_256_GCM (RFC 5116) under the APIv3 key, the tag behind the text; `undefined` when it was made with another key or altered. */
export function decrypt({ ciphertext, nonce, associated_data }: Encrypted, apiV3Key: string): Bytes | undefined {
  const sealed = bytesOf(ciphertext);
  if (sealed.length < TAG_BYTES) return undefined;
  try {
    const cipher = createDecipheriv('aes-256-gcm', utf8(apiV3Key), utf8(nonce), { authTagLength: TAG_BYTES });
    cipher.setAuthTag(sealed.slice(-TAG_BYTES));
    if (associated_data) cipher.setAAD(utf8(associated_data));
    const text = cipher.update(sealed.slice(0, -TAG_BYTES));
    const rest = cipher.final();
    const plain = new Uint8Array(text.length + rest.length);
    plain.set(text);
    plain.set(rest, text.length);
    return plain;
  } catch {
    return undefined;
  }
}

export function sha1Hex(bytes: Bytes): string {
  return createHash('sha1').update(bytes).digest('hex');
}

export function sha256Hex(bytes: Bytes): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function bytesOf(base64: string): Bytes {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
