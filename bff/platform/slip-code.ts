import type { RandomBytes } from './ids.ts';

/** Crockford's base 32: what is read aloud or typed from paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;

/** A code that stands on paper, 50 random bits: by it something is found, and nobody guesses it. */
export function newSlipCode(random: RandomBytes): string {
  return Array.from(random(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A code as somebody typed it: what people read as one letter is one letter (Crockford's base 32), and the spaces on paper are not part of it. */
export function slipCodeIn(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
