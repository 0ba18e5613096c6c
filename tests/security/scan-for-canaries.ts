/** Where a canary was found, and in what form. */
export interface Finding {
  readonly sink: string;
  readonly canary: string;
  readonly form: string;
}

type Form = readonly [name: string, texts: readonly string[]];

/**
 * Looks for every canary in every sink, in each form in which text travels: plain, escaped in JSON (`\uXXXX`) or HTML, percent-encoded,
 * in hexadecimal, and in base64 and base64url at each of the three offsets that it can have inside a longer text.
 */
export function scanForCanaries(sinks: Readonly<Record<string, string>>, canaries: readonly string[]): readonly Finding[] {
  const found: Finding[] = [];
  for (const canary of canaries) {
    for (const [form, texts] of formsOf(canary)) {
      for (const [sink, content] of Object.entries(sinks)) {
        if (texts.some((text) => contains(content, text, form))) found.push({ sink, canary, form });
      }
    }
  }
  return found;
}

/** Every form of a text, for looking and for planting. */
export function formsOf(canary: string): readonly Form[] {
  const points = [...canary].map((character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.from(canary);
  const everyByte = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    ['plain', [canary]],
    ['json', [canary.replace(/[\s\S]/g, unitEscape), canary.replace(/[^\x20-\x7e]/g, unitEscape)]],
    ['html', [points.map((point) => `&#${point};`).join(''), points.map((point) => `&#x${point.toString(16)};`).join('')]],
    ['percent', [encodeURIComponent(canary), everyByte]],
    ['hexadecimal', told([bytes.toString('hex')])],
    ['base64', told(cores(bytes, 'base64'))],
    ['base64url', told(cores(bytes, 'base64url'))],
  ];
}

/** A single character in base64 is three or four letters, which the random ids of a log hold by chance. */
const TELLING_LENGTH = 8;

function told(texts: readonly string[]): readonly string[] {
  return texts.filter(({ length }) => length >= TELLING_LENGTH);
}

function unitEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Base64 tells letters apart by their case; the other forms are found in either. */
function contains(content: string, text: string, form: string): boolean {
  return form.startsWith('base64') ? content.includes(text) : content.toLowerCase().includes(text.toLowerCase());
}

/** What of the encoded text does not depend on what stands before and after it. */
function cores(bytes: Buffer, encoding: 'base64' | 'base64url'): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding);
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
}
