import { simplified } from './traditional-characters.ts';

/** A text as it is compared. */
export interface Comparable {
  /** Each Han character, and each run of letters or figures. */
  readonly tokens: readonly string[];
  /** The tokens as one. */
  readonly key: string;
  /** Letters alone as they were typed, for pinyin and initials: without tones and figures. Empty where there is a Han character. */
  readonly letters: string;
}

const HAN = /\p{Script=Han}/u;
const TOKENS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const APOSTROPHES = /['’‘ʼ`]/g;

/**
 * What a text is compared by. Width, case, accents, blanks and signs do not count, traditional characters are read as simplified
 * ones, British spelling as American, plural as singular.
 */
export function comparable(text: string): Comparable {
  const plain = simplified(text.normalize('NFKC').toLowerCase().replace(/ü/g, 'v'))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(APOSTROPHES, '');
  const typed = plain.match(TOKENS) ?? [];
  const tokens = typed.map(oneSpelling);
  const letters = hasHan(plain) ? '' : typed.join('').replace(/[^a-z]/g, '');
  return { tokens, key: tokens.join(''), letters };
}

export function hasHan(text: string): boolean {
  return HAN.test(text);
}

/** Not a grammar: only has both sides of a comparison lose the same. Short words keep their s, because AIDS is no aid. */
function oneSpelling(token: string): string {
  const american = token.replace(/[ao]e/g, 'e');
  return american.length > 4 ? american.replace(/(?<![isu])s$/, '') : american;
}
