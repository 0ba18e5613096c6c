import { hex, utf8 } from './signing.ts';

/** Bits by which each of the four steps of a round turns, https://www.rfc-editor.org/rfc/rfc1321#section-3.4. */
const TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

const SINES = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0);

/**
 * MD5 of a text in UTF-8, in lower-case hexadecimal (https://www.rfc-editor.org/rfc/rfc1321). It protects nothing; hospitals in lax mode
 * demand it, and WebCrypto rightly does not have it.
 */
export function md5Hex(text: string): string {
  const message = utf8(text);
  const padded = new Uint8Array(((message.length + 8) >>> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (message.length << 3) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(message.length / 2 ** 29), true);
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let offset = 0; offset < padded.length; offset += 64) state = block(state, view, offset);
  const digest = new DataView(new ArrayBuffer(16));
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word, true);
  return hex(new Uint8Array(digest.buffer));
}

type State = readonly [number, number, number, number];

function block(before: State, view: DataView, offset: number): State {
  let [a, b, c, d] = before;
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const { mixed, word } = mix(round, step, [a, b, c, d]);
    const sum = (a + mixed + (SINES[step] ?? 0) + view.getInt32(offset + word * 4, true)) | 0;
    const turn = TURNS[round]?.[step & 3] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  return [(before[0] + a) | 0, (before[1] + b) | 0, (before[2] + c) | 0, (before[3] + d) | 0];
}

/** The mixing function of a round, and which word of the block it takes. */
function mix(round: number, step: number, [, b, c, d]: State): { readonly mixed: number; readonly word: number } {
  if (round === 0) return { mixed: (b & c) | (~b & d), word: step };
  if (round === 1) return { mixed: (d & b) | (~d & c), word: (5 * step + 1) & 15 };
  if (round === 2) return { mixed: b ^ c ^ d, word: (3 * step + 5) & 15 };
  return { mixed: c ^ (b | ~d), word: (7 * step) & 15 };
}
