import { fromGbPrivateUse } from './gb-private-use.ts';
import type { Patient } from './terms.ts';

/** Signs of names that keyboards, fonts and old systems write in several ways: the one that stands for all, and the others as a class of a regular expression. */
export const nameSigns = {
  /** Typewriter's, quotation marks, half ring, turned comma, accents and primes that are typed for it, and the letters that look like it. */
  apostrophe: {
    one: "'",
    variants: "'`\\u00B4\\u2018\\u2019\\u201B\\u2032\\u2035\\u02B9-\\u02BF\\u02C8\\u02CA\\u02CB\\uA78B\\uA78C\\u055A",
  },
  /** Everything that Unicode calls a dash, and the bullet and the modifier that look like one. Neither 一 nor ー, which are characters. */
  dash: { one: '-', variants: '\\p{Dash}\\u2043\\u02D7' },
  /** What stands where U+00B7 belongs: also the katakana dots, the Greek one and those of mathematics. */
  dot: { one: '·', variants: '\\u00B7\\u0387\\u2022\\u2027\\u2219\\u22C5\\u2E31\\u30FB\\uFF65\\u16EB\\u2024' },
} as const;

/** Also characters that are newer than this program's tables. */
export const HAN = '[\\p{Script=Han}\\u{20000}-\\u{3FFFD}]';

/** Format controls that are seen: they span the digits that follow (Unicode, Prepended_Concatenation_Mark), or overline letters. */
const SEEN = '\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}';
/** Scripts whose letters change their form at ZWNJ and ZWJ: there the two tell words apart (UAX #31, 2.3). */
const JOINING =
  'Arabic Syriac Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('');
/** Turns the order of what follows around: without it there stands another name than was seen, so it is left for the reader to refuse. */
const TURNS_AROUND = '\\u202E';

/** Each is invisible, and kept where it stands behind (and, of a joiner, before) what it belongs to. */
const KEPT = [
  `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
  // Selectors of one glyph among those of a character: UTS #37.
  `(?<=${HAN}|[\\p{Script=Myanmar}\\p{Script=Phags_Pa}])[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]`,
  `(?<=[\\u1820-\\u18AA])[\\u180B-\\u180F]`,
].join('|');
const UNSEEN_IN_NAME = new RegExp(`(${KEPT})|(?![${SEEN}${TURNS_AROUND}])[\\p{Cf}\\p{Default_Ignorable_Code_Point}]`, 'gu');

/**
 * The name without what is never seen in it: format controls and everything that Unicode lets programs ignore, so that a name which was
 * copied is the name that was read. What changes how its letters look stays.
 */
export function withoutUnseen(name: string): string {
  return name.replace(UNSEEN_IN_NAME, (_unseen, kept: string | undefined) => kept ?? '');
}

const ALL_UNSEEN = new RegExp(`(?![${SEEN}${TURNS_AROUND}])[\\p{Cf}\\p{Default_Ignorable_Code_Point}]`, 'gu');
const APOSTROPHES = new RegExp(`[${nameSigns.apostrophe.variants}]`, 'gu');
const DASHES = new RegExp(`\\p{Zs}*[${nameSigns.dash.variants}]\\p{Zs}*`, 'gu');
const DOTS = new RegExp(`\\p{Zs}*[${nameSigns.dot.variants}.\\u3002\\uFE52]\\p{Zs}*`, 'gu');
const BETWEEN_HAN = new RegExp(`(?<=${HAN})[· ](?=${HAN})`, 'gu');

/**
 * The form in which names are compared, and in no other way used: variants of one sign are one (apostrophes, dashes, dots, blanks, the
 * case of letters, full and half width), invisible characters are none, and private-use codes of GB 18030 are their characters. Between
 * Han characters a dot, a blank and nothing are one: systems that can not write the dot write the others.
 */
export function comparableName(name: string): string {
  return (
    fromGbPrivateUse(name)
      .replace(ALL_UNSEEN, '')
      .replace(/[\uFF01-\uFFEE]+/gu, (forms) => forms.normalize('NFKC'))
      .normalize('NFC')
      // ẞ has SS as its capital only by way of ß.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .normalize('NFC')
      .replace(APOSTROPHES, nameSigns.apostrophe.one)
      .replace(DASHES, nameSigns.dash.one)
      .replace(DOTS, nameSigns.dot.one)
      .replace(/\s+/gu, ' ')
      .trim()
      .replace(BETWEEN_HAN, '')
  );
}

/**
 * Whether two records under one document are one person: the same birth date, and the same name however its signs are written
 * (`comparableName`). Nothing more lenient: a likeness is for a person at the window to judge.
 */
export function samePerson(one: Pick<Patient, 'name' | 'birthDate'>, other: Pick<Patient, 'name' | 'birthDate'>): boolean {
  return one.birthDate === other.birthDate && comparableName(one.name) === comparableName(other.name);
}
