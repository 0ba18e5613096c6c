import { halfWidth } from './normalise-typed.ts';

/** `mainland-mobile`: it begins with the code of the mainland but can get no message. */
export type PhoneFailure = 'form' | 'mainland-mobile';
export type PhoneReading = { readonly ok: true; readonly phone: string } | { readonly ok: false; readonly reason: PhoneFailure };

const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;
/** ITU-T E.164: no more than 15 digits with the country's code, which never begins with 0. */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * A phone that can get a message, as it is kept: 11 digits for the mainland, `+` and the country's code for everywhere else. Spaces,
 * hyphens and brackets between digits are how people write it and are left out.
 */
export function readPhone(typed: string): PhoneReading {
  const digits = halfWidth(typed).replace(/[\s\u200B-\u200D\u2060\uFEFF()-]+/gu, '');
  const phone = digits.replace(/^(?:\+|00)86(?=\d)/, '');
  if (MAINLAND_MOBILE.test(phone)) return { ok: true, phone };
  if (phone !== digits) return { ok: false, reason: 'mainland-mobile' };
  return E164.test(phone) ? { ok: true, phone } : { ok: false, reason: 'form' };
}
