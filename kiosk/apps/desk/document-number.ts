import type { DocumentType } from '../../client/wire.ts';
import type { numberTroubles } from './patient-words.ts';

type NumberTrouble = keyof typeof numberTroubles;

/** What the number on a card of 18 characters says besides who it is. */
interface Said {
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
}

const CHECK_CHARACTERS = '10X98765432';
const OF_18: Readonly<Partial<Record<DocumentType, RegExp>>> = {
  'resident-id': /^[1-68]\d{16}[\dX]$/,
  'hk-macau-residence-permit': /^8[12]0000\d{11}[\dX]$/,
  'taiwan-residence-permit': /^830000\d{11}[\dX]$/,
};

/** As it is sent: letters are capital, blanks are none. */
export function tidyNumber(type: DocumentType, number: string): string {
  const tidy = number.normalize('NFKC').replace(/\s/g, '');
  return type === 'other' ? tidy : tidy.toUpperCase();
}

/**
 * What is wrong with a number that was typed, as far as the number itself tells (GB 11643-1999: ISO 7064 MOD 11-2). The gateway looks at
 * all of it; this is so that a slip of a finger is seen while the paper is in the hand.
 */
export function troubleOf(type: DocumentType, number: string): NumberTrouble | undefined {
  const shape = OF_18[type];
  if (shape === undefined) return number.length === 0 ? 'form' : undefined;
  if (type === 'resident-id' && /^\d{15}$/.test(number)) return 'first-generation';
  if (!shape.test(number)) return 'form';
  return checkFits(number) ? undefined : 'check-character';
}

export function saidBy(type: DocumentType, number: string): Said | undefined {
  if (OF_18[type] === undefined || troubleOf(type, number) !== undefined) return undefined;
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return { birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

/** A digit weighs 2 to the power of its distance from the end, mod 11. */
function checkFits(number: string): boolean {
  let weight = 1;
  let sum = 0;
  for (const digit of [...number.slice(0, 17)].reverse()) {
    weight = (weight * 2) % 11;
    sum += weight * Number(digit);
  }
  return number.at(-1) === CHECK_CHARACTERS[sum % 11];
}

/** `19500131` and `1950-1-31` are days too. */
export function tidyDate(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(text.trim()) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : date;
}
