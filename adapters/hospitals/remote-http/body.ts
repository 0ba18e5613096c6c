import { type JsonShape, parseBounded } from '../../port/json.ts';
import type { Bytes } from './signing.ts';

/** Reads a body to its end, or to a limit. Rejects when the connection is lost on the way. */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  shape?: JsonShape,
): Promise<Bytes | 'too-long'> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes || shape?.add(value) === false) {
      await reader.cancel();
      return 'too-long';
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** JSON in UTF-8 within the bounds of the port, `undefined` when it is not. Fatal: a byte that is not UTF-8 is an error, never a replacement character in a name. */
export function parseJson(bytes: Bytes): { readonly value: unknown } | undefined {
  try {
    return parseBounded(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
