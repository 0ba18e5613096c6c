import { type JsonShape, parseBounded } from '../../port/json.ts';
import type { Bytes } from './signing.ts';

/** Reads a body to its end, or to a limit. Rejects when the connection is lost on the way. */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  shape?: JsonShape,
): Promise<Bytes | 'too-long'> {
  const reader = stream?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.length;
    if (length > maxBytes || shape?.add(read.value) === false) {
      await reader?.cancel();
      return 'too-long';
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

/** UTF-8 as text, `undefined` when a byte is none: a number with a replacement character in it is another number. */
export function textOf(bytes: Bytes): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON in UTF-8 within the bounds of the port, `undefined` when it is not. */
export function parseJson(bytes: Bytes): { readonly value: unknown } | undefined {
  const text = textOf(bytes);
  return text === undefined ? undefined : parseBounded(text);
}
