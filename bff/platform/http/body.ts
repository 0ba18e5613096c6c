/** Bodies may have this many bytes. */
export const BODY_MAX_BYTES = 256 * 1024;

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

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): BodyRead {
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { refused: 'invalid-request' };
  }
}
