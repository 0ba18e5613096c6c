import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A second writing of both ways of signing, for tests: with Node's own crypto, from the adapter's README. */

type Fields = Readonly<Record<string, string>>;

const sha256 = (body: string | Uint8Array) => createHash('sha256').update(body).digest('hex');
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const hmac = (lines: readonly string[], signKey: string) =>
  createHmac('sha256', Buffer.from(signKey, 'base64')).update(lines.join('\n')).digest('hex');
const seconds = () => String(Math.floor(Date.now() / 1000));

const spelled = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The form as it must be sent. */
export const formOf = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${spelled(name)}=${spelled(value)}`)
    .sort()
    .join('&');

export interface StrictParts {
  readonly path: string;
  readonly fields: Fields;
  readonly body: string;
  readonly method: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** A request in strict mode, ready to be signed. */
export function strictParts(parts: Partial<StrictParts> & Pick<StrictParts, 'path' | 'fields'>): StrictParts {
  const nonce = randomBytes(16).toString('base64url');
  return { body: formOf(parts.fields), method: 'POST', timestamp: seconds(), nonce, ...parts };
}

/** The three headers of a request. */
export function strictHeaders({ path, fields, body, method, timestamp, nonce }: StrictParts, signKey: string) {
  const lines = ['yygh-request-v1', timestamp, nonce, method, path, formOf(fields), sha256(body)];
  return { 'yygh-timestamp': timestamp, 'yygh-nonce': nonce, 'yygh-sign': hmac(lines, signKey) };
}

export interface ReplyParts {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly nonce: string;
  readonly timestamp?: string;
}

/** The three headers of a reply to the request with this nonce. */
export function strictReplyHeaders({ status, body, nonce, timestamp = seconds() }: ReplyParts, signKey: string) {
  const lines = ['yygh-reply-v1', timestamp, nonce, String(status), sha256(body)];
  return { 'yygh-timestamp': timestamp, 'yygh-nonce': nonce, 'yygh-sign': hmac(lines, signKey) };
}

/** The signature of lax mode. */
export function laxSign(fields: Fields, signKey: string): string {
  const names = Object.keys(fields).filter((name) => name !== 'sign');
  return md5([...names.sort().map((name) => fields[name]), signKey].join('|'));
}

export const constantSign = (signKey: string): string => md5(signKey);
