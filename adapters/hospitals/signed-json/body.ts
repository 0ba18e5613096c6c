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

export type Charset = 'utf-8' | 'gb18030';

/** Text in its charset, `undefined` when it is not. Fatal: a wrong byte is an error, never a replacement character in a name. */
function parseText(bytes: Uint8Array, charset: Charset): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON in its charset within the bounds of the port, `undefined` when it is not. */
export function parseJson(bytes: Bytes, charset: Charset): { readonly value: unknown } | undefined {
  const text = parseText(bytes, charset);
  return text === undefined ? undefined : parseBounded(text);
}

/** Fields of a form; the longest of the contract has some thirty. */
const FIELDS_MAX = 200;

/**
 * The fields of a form, https://url.spec.whatwg.org/#application/x-www-form-urlencoded, in its charset. `undefined` when a byte is
 * wrong, there are too many, or a field is there twice: then nobody knows which one was signed.
 */
export function parseForm(bytes: Bytes, charset: Charset): Readonly<Record<string, string>> | undefined {
  const fields = new Map<string, string>();
  // One character a byte: escapes stand for bytes, not for characters. No GB18030 character holds one of & = % +.
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  // One more than there may be, so that a form of nothing but fields costs no more than a form.
  const pairs = text.split('&', FIELDS_MAX + 1);
  if (pairs.length > FIELDS_MAX) return undefined;
  for (const pair of pairs.filter((part) => part !== '')) {
    const at = pair.indexOf('=');
    const name = unescapeBytes(at < 0 ? pair : pair.slice(0, at), charset);
    const value = unescapeBytes(at < 0 ? '' : pair.slice(at + 1), charset);
    if (name === undefined || value === undefined || fields.has(name)) return undefined;
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function unescapeBytes(text: string, charset: Charset): string | undefined {
  const plain = text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return parseText(
    Uint8Array.from(plain, (character) => character.charCodeAt(0)),
    charset,
  );
}
