import { halfWidth } from './normalise-typed.ts';

/** Characters, not code units. Names of minorities reach 30; Latin names in passports are longer. */
const LONGEST = 30;
const LONGEST_LATIN = 60;

export type NameFailure = 'empty' | 'too-long' | 'characters';
export type NameReading = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly reason: NameFailure };

/** Comes along when a name is copied, and means nothing. */
const UNSEEN = /[\u200B\u2060\uFEFF]/gu;
/** What keyboards and old systems put where U+00B7 belongs: • ‧ ∙ ⋅ and the katakana dots. */
const MIDDLE_DOTS = /\p{Zs}*[\u00B7\u2022\u2027\u2219\u22C5\u30FB\uFF65]\p{Zs}*/gu;
/** A full stop between parts of a name in Han script; in Latin script it ends an initial and stays. */
const STOP_FOR_DOT = /(?<=\p{Script=Han})\p{Zs}*\.\p{Zs}*(?=\p{L})|(?<=\p{L})\p{Zs}*\.\p{Zs}*(?=\p{Script=Han})/gu;
/** Forms and card readers fill up names of two characters: 张 三. */
const SPACE_IN_HAN = /(?<=\p{Script=Han})\p{Zs}+(?=\p{Script=Han})/gu;

/**
 * Letters of any script with their marks (also the selectors of rare glyphs), 〇, the whole of planes 2 and 3 (characters newer
 * than this program's tables are somebody's name too), and the signs of Latin names. Digits, `*` of a masked name, controls,
 * U+FFFD, private use and half characters are not in it.
 */
const NAME = /^[\p{L}〇\u{20000}-\u{3FFFD}][\p{L}\p{M}〇\u{20000}-\u{3FFFD}·'‘’\-., ]*$/u;

/**
 * A name as it is kept: NFC, one kind of middle dot, one kind of space. Never NFKC, which would replace characters by
 * others. A single character is accepted: such names exist, and a document that carries one is right.
 */
export function readName(given: string): NameReading {
  const name = normaliseName(given);
  if (name === '') return { ok: false, reason: 'empty' };
  if (!NAME.test(name)) return { ok: false, reason: 'characters' };
  const longest = /\p{Script=Han}/u.test(name) ? LONGEST : LONGEST_LATIN;
  return [...name].length > longest ? { ok: false, reason: 'too-long' } : { ok: true, name };
}

function normaliseName(given: string): string {
  return halfWidth(given)
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(STOP_FOR_DOT, '·')
    .replace(MIDDLE_DOTS, '·')
    .replace(SPACE_IN_HAN, '')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}
