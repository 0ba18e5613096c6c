import { JsonShape, parseBounded } from '../../port/json.ts';
import type { Bytes } from './signing.ts';

/** JSON in UTF-8 within the bounds of the port, `undefined` when it is not. Fatal: a byte that is not UTF-8 is an error, never a replacement character. */
export function parseJson(bytes: Bytes): { readonly value: unknown } | undefined {
  try {
    return parseBounded(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The body to its end, or `undefined` when it is more than is read of it. Rejects when the connection is lost on the way. */
export async function readBounded(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Bytes | undefined> {
  const chunks: Uint8Array[] = [];
  const shape = new JsonShape();
  const reader = stream?.getReader();
  let length = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.length;
    if (length > maxBytes || !shape.add(read.value)) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(read.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
