import { limits } from '../limits/limits.ts';

const BODY_MAX_BYTES = limits.requestBody.figure;

export type BodyRead = { readonly text: string } | { readonly refused: 'payload-too-large' | 'invalid-request' };

/**
 * The body as text. A declared length over the limit is refused before a byte is read; without a declared length (chunked) the
 * stream is cut off at the limit. Bytes that are not UTF-8 are refused, not replaced.
 */
export async function readBody(request: Request): Promise<BodyRead> {
  const declared = request.headers.get('content-length');
  if (declared !== null) {
    if (Number(declared) > BODY_MAX_BYTES) return { refused: 'payload-too-large' };
    return unlessCutOff(async () => decode(new Uint8Array(await request.arrayBuffer())));
  }
  const { body } = request;
  return body ? unlessCutOff(() => readChunks(body)) : { text: '' };
}

/** A client that goes away in the middle of its body is no failure of ours, and nobody reads the answer. */
async function unlessCutOff(read: () => Promise<BodyRead>): Promise<BodyRead> {
  try {
    return await read();
  } catch {
    return { refused: 'invalid-request' };
  }
}

async function readChunks(body: ReadableStream<Uint8Array>): Promise<BodyRead> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > BODY_MAX_BYTES) {
      await reader.cancel().catch(() => {});
      return { refused: 'payload-too-large' };
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return decode(whole);
}

/** Whether a text, if it is JSON, has more levels than any request of the contract: looked at before it is parsed. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === BACKSLASH) at += 1;
      else if (character === QUOTE) quoted = false;
    } else if (character === QUOTE) quoted = true;
    // Brackets and braces differ in one bit.
    else if ((character | 0x20) === OPENING) {
      depth += 1;
      if (depth > limits.requestDepth.figure) return true;
    } else if ((character | 0x20) === CLOSING) depth -= 1;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = 0x7b;
const CLOSING = 0x7d;

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): BodyRead {
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { refused: 'invalid-request' };
  }
}
