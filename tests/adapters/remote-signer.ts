import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A second writing of the rules of signing, for tests: with Node's own crypto, from docs/hospital-api.json. */

interface Key {
  readonly id: string;
  readonly secret: string;
}

const sha256 = (body: string | Uint8Array) => createHash('sha256').update(body).digest('hex');
const hmac = (text: string, key: Key) => createHmac('sha256', Buffer.from(key.secret, 'base64')).update(text).digest('hex');

export interface RequestParts {
  readonly method: string;
  readonly path: string;
  /** In the canonical order and spelling already. */
  readonly query: string;
  readonly body: string;
  readonly timestamp: string;
  readonly nonce: string;
}

export function requestParts(parts: Partial<RequestParts> & Pick<RequestParts, 'method' | 'path'>): RequestParts {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return { query: '', body: '', timestamp, nonce: randomBytes(16).toString('base64url'), ...parts };
}

/** The four headers of a request. */
export function signedHeaders({ method, path, query, body, timestamp, nonce }: RequestParts, key: Key): Record<string, string> {
  const text = ['onedoor-request-v1', key.id, timestamp, nonce, method, path, query, sha256(body)].join('\n');
  return {
    'onedoor-key': key.id,
    'onedoor-timestamp': timestamp,
    'onedoor-nonce': nonce,
    'onedoor-signature': hmac(text, key),
  };
}

/** The four headers of a reply to the request with this nonce. */
export function replyHeaders(
  { status, body, nonce, timestamp = String(Math.floor(Date.now() / 1000)) }: ReplyParts,
  key: Key,
): Record<string, string> {
  const text = ['onedoor-reply-v1', key.id, timestamp, nonce, String(status), sha256(body)].join('\n');
  return {
    'onedoor-key': key.id,
    'onedoor-timestamp': timestamp,
    'onedoor-nonce': nonce,
    'onedoor-signature': hmac(text, key),
  };
}

export interface ReplyParts {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly nonce: string;
  readonly timestamp?: string;
}
