import type { Inbound, InboundMessage } from '../../port/inbound.ts';
import { PUSH_MAX_BYTES } from '../../port/json.ts';
import { parseJson, readLimited } from './body.ts';
import type { SigningKey } from './config.ts';
import {
  type Bytes,
  HEADERS,
  isFresh,
  isSigned,
  replyText,
  requestText,
  sha256Hex,
  sign,
  signatureHeaders,
  utf8,
} from './signing.ts';
import { receivedPushSchema } from './wire.ts';

/** What a push is answered; `reason` as in the API's problems. */
type Verdict =
  | { readonly status: 204 }
  | { readonly status: 400 | 401 | 405 | 409 | 413 | 503; readonly reason: string; readonly title: string };

const notGenuine = (title: string): Verdict => ({ status: 401, reason: 'not-authorised', title });

/**
 * Receives the hospital's pushes. What is stale, forged or altered never reaches the sink. A message that was caught and sent again
 * within the window is genuine but not new: the sink says `duplicate`, and it is acknowledged like the first.
 */
export function createInbound(key: SigningKey, maxBodyBytes: number, now: () => number): Inbound {
  return async (request, sink) => {
    const received = await receive(request, { key, maxBodyBytes, now: now() });
    const verdict = 'verdict' in received ? received.verdict : await offer(received.message, (message) => sink.accept(message));
    return reply(verdict, received.nonce, { key, now: now() });
  };
}

interface Receiving {
  readonly key: SigningKey;
  readonly maxBodyBytes: number;
  readonly now: number;
}

type Received =
  | { readonly nonce: string | undefined; readonly verdict: Verdict }
  | { readonly nonce: string; readonly message: InboundMessage };

/** Finds a push genuine and reads it, or says why not. A reply is signed only where the push was: `nonce` is absent otherwise. */
async function receive(request: Request, { key, maxBodyBytes, now }: Receiving): Promise<Received> {
  const refuse = (verdict: Verdict, nonce?: string) => ({ nonce, verdict });
  if (request.method !== 'POST') return refuse({ status: 405, reason: 'request-refused', title: 'a push is a POST' });
  const headers = signatureHeaders(request.headers);
  if (headers === undefined) return refuse(notGenuine('a header of the signature is missing or not in its form'));
  if (headers.keyId !== key.id) return refuse(notGenuine('another key is expected'));
  if (!isFresh(headers.timestamp, now)) return refuse(notGenuine('the timestamp is not within 300 s'));
  const most = Math.min(maxBodyBytes, PUSH_MAX_BYTES);
  // All that the headers say is looked at before a byte of the body is read.
  if (Number(request.headers.get('content-length') ?? 0) > most)
    return refuse({ status: 413, reason: 'request-refused', title: 'the push is too long' });
  const body = await readLimited(request.body, most).catch(() => undefined);
  if (body === undefined) return refuse({ status: 400, reason: 'request-refused', title: 'the push did not arrive whole' });
  if (body === 'too-long') return refuse({ status: 413, reason: 'request-refused', title: 'the push is too long' });
  const { pathname, search } = new URL(request.url);
  const text = await requestText({ method: 'POST', path: pathname, query: search.slice(1), body }, headers);
  if (!(await isSigned(text, headers.signature, key))) return refuse(notGenuine('the signature is not right'));
  return read(body, headers.nonce);
}

async function read(body: Bytes, nonce: string): Promise<Received> {
  const json = parseJson(body);
  const push = receivedPushSchema.safeParse(json?.value);
  if (json === undefined || !push.success)
    return { nonce, verdict: { status: 400, reason: 'request-refused', title: 'the body is not a push' } };
  return { nonce, message: { ...push.data, hash: await sha256Hex(body) } };
}

/** The acknowledgement is written only when the gateway has committed. */
async function offer(message: InboundMessage, accept: (message: InboundMessage) => Promise<string>): Promise<Verdict> {
  const taken = await accept(message).catch(() => 'failed');
  if (taken === 'accepted' || taken === 'duplicate') return { status: 204 };
  if (taken === 'conflict') return { status: 409, reason: 'key-reused', title: 'the number belongs to another message' };
  return { status: 503, reason: 'other', title: 'not kept; send it again' };
}

async function reply(
  verdict: Verdict,
  nonce: string | undefined,
  { key, now }: Omit<Receiving, 'maxBodyBytes'>,
): Promise<Response> {
  const { status } = verdict;
  const body = status === 204 ? new Uint8Array() : utf8(JSON.stringify({ title: verdict.title, status, reason: verdict.reason }));
  const headers = new Headers(status === 204 ? {} : { 'content-type': 'application/problem+json' });
  if (nonce !== undefined) {
    const unsigned = { keyId: key.id, timestamp: String(Math.floor(now / 1000)), nonce };
    headers.set(HEADERS.key, key.id);
    headers.set(HEADERS.timestamp, unsigned.timestamp);
    headers.set(HEADERS.nonce, nonce);
    headers.set(HEADERS.signature, await sign(await replyText({ status, body }, unsigned), key));
  }
  return new Response(status === 204 ? null : body, { status, headers });
}
