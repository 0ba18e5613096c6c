/**
 * How large JSON from a hospital may be before it is parsed. A reply of four megabytes of brackets is small on the wire and a hundred times
 * as large in memory, so its shape is looked at first; what is longer than a list can be is no list. Objects and lists cost most.
 */
export const JSON_BOUNDS = { depth: 32, values: 500_000, containers: 150_000 } as const;

/** Bytes of a reply, where a hospital's connection says nothing else. */
export const REPLY_MAX_BYTES = 4 * 1024 * 1024;

/** Bytes of a push: it names what is to be read again, or one slot. */
export const PUSH_MAX_BYTES = 256 * 1024;

/**
 * JSON as it is parsed, or `undefined` where it is none, or is deeper or has more in it than any hospital's answer. `parse` is another
 * reading of the same language, which throws where `JSON.parse` would.
 */
export function parseBounded<T = unknown>(
  text: string,
  parse: (text: string) => T = JSON.parse,
): { readonly value: T } | undefined {
  if (!isWithinBounds(text)) return undefined;
  try {
    return { value: parse(text) };
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/**
 * The same look at a reply in UTF-8 while it comes in, so that of one that is refused no more is held than came until then. In UTF-8 a byte
 * of a sign is never a byte of another one; in GB 18030 it may be.
 */
export class JsonShape {
  #depth = 0;
  #containers = 0;
  #values = 1;
  #inString = false;
  #escaped = false;

  /** Whether it is still within the bounds with these bytes. */
  add(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length; at += 1) {
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) at = this.#endOfString(bytes, at);
      else if (!this.#count(bytes[at] ?? 0)) return false;
    }
    return true;
  }

  #count(byte: number): boolean {
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        break;
      case COMMA:
        this.#values += 1;
        return this.#values <= JSON_BOUNDS.values;
      case 0x5b:
      case 0x7b:
        this.#depth += 1;
        this.#containers += 1;
        return this.#depth <= JSON_BOUNDS.depth && this.#containers <= JSON_BOUNDS.containers;
      case 0x5d:
      case 0x7d:
        this.#depth -= 1;
        break;
    }
    return true;
  }

  /** The quote or the backslash at which the string is left, or the last byte where it goes on in the next piece. */
  #endOfString(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      this.#inString = bytes[at] !== QUOTE;
      this.#escaped = bytes[at] === BACKSLASH;
      if (!this.#inString || this.#escaped) return at;
    }
    return bytes.length;
  }
}

/** One look at each character, and nothing kept. A text that is no JSON may pass: the parser refuses it. */
function isWithinBounds(text: string): boolean {
  let depth = 0;
  let containers = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COMMA:
        values += 1;
        if (values > JSON_BOUNDS.values) return false;
        break;
      // [ and {
      case 0x5b:
      case 0x7b:
        depth += 1;
        containers += 1;
        if (depth > JSON_BOUNDS.depth || containers > JSON_BOUNDS.containers) return false;
        break;
      // ] and }
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
    }
  }
  return true;
}

/** Where the string that begins here ends; the end of the text where it does not. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
