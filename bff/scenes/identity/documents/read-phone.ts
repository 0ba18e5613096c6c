import { typedSigns } from './normalise-typed.ts';

/** `mainland-mobile`: it begins with the code of the mainland but can get no message. */
export type PhoneFailure = 'form' | 'mainland-mobile';
export type PhoneReading = { readonly ok: true; readonly phone: string } | { readonly ok: false; readonly reason: PhoneFailure };

const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;
/** ITU-T E.164: no more than 15 digits with the country's code, which never begins with 0. */
const E164 = /^\+[1-9]\d{6,14}$/;
/**
 * 00 is dialled here before the code of a country (ITU-T E.164, international prefix); before a mobile number of the mainland it is a
 * slip, and what is left would be somebody's number in America.
 */
const INTERNATIONAL = /^\(?(?:\+|00(?!\(?1[3-9]\d{9}$))\(?(?=[1-9])/;
/** A zero in brackets behind the country's code is dialled only inside that country. */
const TRUNK_IN_BRACKETS = /^\+([1-9]\d{0,2})\)?\(0\)/;
/** What it means anywhere but there and at the beginning, nobody knows. */
const TRUNK_ELSEWHERE = /.\(0\)/;
/** Where a zero begins subscribers' own numbers, and is dialled from abroad too: Italy and the Vatican, Gabon, Congo, Ivory Coast. */
const ZERO_BELONGS = /^(?:39|225|241|242|379)$/;
/**
 * Countries where the zero is dialled only inside, and no number of a subscriber begins with it (ITU, national numbering plans under
 * E.164): behind their code it is a slip, brackets or not.
 */
const TRUNK_ZERO =
  /^\+(20|27|3[123]|353|358|380|4[013469]|6[0-46]|8[124]|855|856|880|886|9[0-58]|962|966|971|972|976|977)0(?=[1-9])/;
/** The trunk prefix of the mainland before a mobile number; no area code begins so. */
const MAINLAND_TRUNK = /^0(?=1[3-9]\d{9}$)/;

/**
 * A phone that can get a message, as it is kept: 11 digits for the mainland, `+` and the country's code for everywhere else. Blanks,
 * dashes, dots, slashes and brackets between digits are how people write it and are left out.
 */
export function readPhone(typed: string): PhoneReading {
  const signs = typedSigns(typed)
    .replace(/^tel:/i, '')
    .replace(/[-./]+/g, '')
    .replace(INTERNATIONAL, '+');
  const trunk = TRUNK_IN_BRACKETS.exec(signs);
  if (trunk && ZERO_BELONGS.test(trunk[1] ?? '')) return { ok: false, reason: 'form' };
  const international = trunk ? signs.replace(TRUNK_IN_BRACKETS, '+$1') : signs;
  if (TRUNK_ELSEWHERE.test(international)) return { ok: false, reason: 'form' };
  const digits = international.replace(/[()]+/g, '').replace(TRUNK_ZERO, '+$1');
  const national = digits.replace(/^\+86(?=\d)|^86(?=0?1[3-9]\d{9}$)/, '');
  const phone = national.replace(MAINLAND_TRUNK, '');
  if (MAINLAND_MOBILE.test(phone)) return { ok: true, phone };
  if (national !== digits) return { ok: false, reason: 'mainland-mobile' };
  return E164.test(digits) ? { ok: true, phone: digits } : { ok: false, reason: 'form' };
}
