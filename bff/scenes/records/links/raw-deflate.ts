export type Inflated = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly refused: 'compression' | 'too-large' };

/** Raw DEFLATE (RFC 1951), without the header of zlib or gzip. */
export async function deflateRaw(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of passedThrough(bytes, new CompressionStream('deflate-raw'))) chunks.push(chunk);
  return joined(chunks);
}

/**
 * Inflates raw DEFLATE (RFC 1951), chunk by chunk: what would become longer than `bytesMax` is given up when it does, so that no text of
 * somebody else fills the memory.
 */
export async function inflateRaw(packed: Uint8Array<ArrayBuffer>, bytesMax: number): Promise<Inflated> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for await (const chunk of passedThrough(packed, new DecompressionStream('deflate-raw'))) {
      length += chunk.length;
      if (length > bytesMax) return { refused: 'too-large' };
      chunks.push(chunk);
    }
  } catch {
    return { refused: 'compression' };
  }
  return { bytes: joined(chunks) };
}

type Coder = Pick<CompressionStream, 'readable' | 'writable'>;

/** What comes out of a coder, in chunks. Whoever stops reading stops the coder. */
async function* passedThrough(bytes: Uint8Array<ArrayBuffer>, coder: Coder): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const writer = coder.writable.getWriter();
  // A fault shows at the reader: the two promises of the writer tell it a second time.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = coder.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
