/**
 * How large JSON from a hospital may be before it is parsed. A reply of four megabytes of brackets is small on the wire and a hundred times
 * as large in memory, so its shape is looked at first; what is longer than a list can be is no list. Objects and lists cost most.
 */
export const JSON_BOUNDS = { depth: 32, values: 500_000, containers: 150_000 } as const;

/** Bytes of a reply, where a hospital's connection says nothing else. */
export const REPLY_MAX_BYTES = 4 * 1024 * 1024;

/** Bytes of a push: it names what is to be read again, or one slot. */
export const PUSH_MAX_BYTES = 256 * 1024;

/** JSON as it is parsed, or `undefined` where it is none, or is deeper or has more in it than any hospital's answer. */
export function parseBounded(text: string): { readonly value: unknown } | undefined {
  if (!isWithinBounds(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

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
