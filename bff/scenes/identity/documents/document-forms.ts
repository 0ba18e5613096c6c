import type { DocumentType } from '../../../../adapters/port/terms.ts';
import { checkCharacterFits } from './check-character.ts';

/** Why a number of the right shape can not be of this type. */
export type FormFailure = 'region' | 'check-character' | 'first-generation';

export interface DocumentForm {
  /** What a whole number of this type looks like once it is normalised. */
  readonly shape: RegExp;
  /** Looks behind the shape. Absent: the shape is all that can be known. */
  readonly failure?: (number: string) => FormFailure | undefined;
  /** `YYYY-MM-DD` as the number spells it, whether or not there is such a day. */
  readonly birthDate?: (number: string) => string | undefined;
  readonly sex?: (number: string) => 'male' | 'female';
  /** The part that stays when the document is issued again. Absent: the whole number. */
  readonly lasting?: (number: string) => string;
  /** A person has one such number for life: two of them are two people. */
  readonly forLife?: true;
  /** The document proves that a child was born, not who stands here: somebody has to answer for the child. */
  readonly needsGuardian?: true;
}

/**
 * First two digits of a resident's number: the provincial codes of GB/T 2260. 71 (Taiwan), 81 and 82 are codes of statistics, in
 * which no resident number was ever issued.
 */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
);

const birthDateAt7 = (number: string) => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
/** GB 11643-1999: odd for men, even for women. */
const sexAt17 = (number: string) => (Number(number[16]) % 2 === 1 ? 'male' : 'female');
const failureOfCheck = (number: string) => (checkCharacterFits(number) ? undefined : 'check-character');

/** The residence permits follow the resident's number, with a region of their own (国办发〔2018〕81号). */
const residencePermit = (shape: RegExp): DocumentForm => ({
  shape,
  failure: failureOfCheck,
  birthDate: birthDateAt7,
  sex: sexAt17,
});

/**
 * Everything that is known of each type's number. In the order in which a number without a type is guessed: the narrow shapes
 * first, and `other`, which takes anything, last.
 */
export const documentForms: Readonly<Record<DocumentType, DocumentForm>> = {
  // 居民身份证, 户口簿: GB 11643-1999. Numbers of the first generation had 15 digits and ended with 2012.
  'resident-id': {
    shape: /^(?:(?!9|8[123]0000)\d{17}[\dX]|\d{15})$/,
    failure: (number) => {
      if (number.length === 15) return 'first-generation';
      return PROVINCES.has(number.slice(0, 2)) ? failureOfCheck(number) : 'region';
    },
    birthDate: birthDateAt7,
    sex: sexAt17,
    forLife: true,
  },
  'hk-macau-residence-permit': residencePermit(/^8[12]0000\d{11}[\dX]$/),
  'taiwan-residence-permit': residencePermit(/^830000\d{11}[\dX]$/),
  // 外国人永久居留身份证. 2023: 9, province, nationality (GB/T 2659), birth, serial, check character. 2017: the nationality in
  // letters and 12 digits. Both stay valid, so one person may hold two numbers. The serial is not known to say the sex.
  'foreigner-residence-permit': {
    shape: /^(?:9\d{16}[\dX]|[A-Z]{3}\d{12})$/,
    failure: (number) => (number.length === 18 ? failureOfCheck(number) : undefined),
    birthDate: (number) => (number.length === 18 ? birthDateAt7(number) : undefined),
  },
  // 港澳居民来往内地通行证: a lifelong number of 8 digits; two more count how often it was issued again.
  'hk-macau-travel-permit': { shape: /^[HM](?:\d{8}|\d{10})$/, lasting: (number) => number.slice(0, 9) },
  // 台湾居民来往大陆通行证: the same without a letter; the count is left off since 2008-09-25 (中新网, 2008-09-12).
  'taiwan-travel-permit': { shape: /^(?:\d{8}|\d{10})$/, lasting: (number) => number.slice(0, 8) },
  // 出生医学证明, second edition (1999) and later.
  'birth-certificate': { shape: /^[A-Z]\d{9}$/, needsGuardian: true },
  passport: { shape: /^[A-Z0-9]{5,17}$/ },
  // 军官证 and what else there is: 军字第1234567号, 〔2018〕12号. What numbers of documents are printed with, and nothing else: it goes
  // on to hospitals and screens. Characters of planes 2 and 3 may be newer than this program's tables.
  other: { shape: /^(?=.*[\p{L}\p{N}])[\p{L}\p{N}\u{20000}-\u{3FFFD}\-./()[\]〔〕【】#№·]{1,40}$/u },
};
