import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentType } from '../../../adapters/port/terms.ts';
import { normaliseNumber } from '../../../bff/scenes/identity/documents/normalise-typed.ts';
import { possibleTypes, readDocument } from '../../../bff/scenes/identity/documents/read-document.ts';
import { readName } from '../../../bff/scenes/identity/documents/read-name.ts';
import { readPhone } from '../../../bff/scenes/identity/documents/read-phone.ts';
import { makePeople } from '../../../fixtures/people/people.ts';

const SEED = 20_261_124;
const TODAY = '2027-03-01';

/** ISO 7064, 7.1.2, the recursive method: another way to the same character than the weights of GB 11643. */
function checkByRecursion(seventeenDigits: string): string {
  let carried = 0;
  for (const digit of seventeenDigits) carried = ((carried + Number(digit)) * 2) % 11;
  const check = (12 - carried) % 11;
  return check === 10 ? 'X' : String(check);
}

const reasonOf = (type: DocumentType, number: string, birthDate?: string) => {
  const reading = readDocument({ type, number, birthDate }, TODAY);
  return reading.ok ? 'accepted' : reading.reason;
};
const readingOf = (type: DocumentType, number: string) => {
  const reading = readDocument({ type, number }, TODAY);
  if (!reading.ok) throw new Error(`${number} refused: ${reading.reason}`);
  return reading.document;
};

/** type, number, birth date, sex, where it is from. */
const ACCEPTED: readonly (readonly [DocumentType, string, string | undefined, string | undefined, string])[] = [
  ['resident-id', '11010519491231002X', '1949-12-31', 'female', 'GB 11643-1999, annex'],
  ['resident-id', '440524188001010014', '1880-01-01', 'male', 'GB 11643-1999, annex; too old since 2011'],
  ['resident-id', '34052419800101001X', '1980-01-01', 'male', 'published example'],
  ['hk-macau-residence-permit', '810000199408230021', '1994-08-23', 'female', 'specimen of the permit for Hong Kong'],
  ['taiwan-residence-permit', '830000199201300022', '1992-01-30', 'female', 'specimen of the permit for Taiwan'],
  ['hk-macau-travel-permit', 'H12345678', undefined, undefined, 'lifelong number'],
  ['hk-macau-travel-permit', 'M1234567802', undefined, undefined, 'lifelong number and reissue count'],
  ['taiwan-travel-permit', '12345678', undefined, undefined, 'since 2008'],
  ['taiwan-travel-permit', '1234567803', undefined, undefined, 'before 2008'],
  ['foreigner-residence-permit', 'USA310080010100', undefined, undefined, 'card of 2017'],
  ['passport', 'E12345678', undefined, undefined, 'Chinese passport'],
  ['passport', 'AB123', undefined, undefined, 'shortest'],
  ['passport', 'A1234567890123456', undefined, undefined, 'longest'],
  ['birth-certificate', 'T310000001', undefined, undefined, 'letter and nine digits, second edition and later'],
  ['other', '军字第1234567号', undefined, undefined, 'officer'],
];

/** type, number, reason, what is wrong with it. */
const REFUSED: readonly (readonly [DocumentType, string, string, string])[] = [
  ['resident-id', '', 'form', 'nothing'],
  ['resident-id', '1101051949123100', 'form', 'too short'],
  ['resident-id', '11010519491231002X0', 'form', 'too long'],
  ['resident-id', '1101051949123100X2', 'form', 'X in the wrong place'],
  ['resident-id', '110105194912310020', 'check-character', 'wrong check character'],
  ['resident-id', '110105194912310O2X', 'form', 'the letter O'],
  ['resident-id', '110105491231002', 'first-generation', '15 digits'],
  ['resident-id', '710000198710160312', 'region', '71 is a code of statistics'],
  ['resident-id', '010105194912310021', 'region', 'no such province'],
  ['resident-id', '840000199408230021', 'region', 'no such permit either'],
  ['resident-id', '810101199408230021', 'region', 'permits have no districts'],
  ['resident-id', '810000199408230021', 'other-type', 'a permit'],
  ['hk-macau-residence-permit', '830000199201300022', 'other-type', 'for Taiwan'],
  ['hk-macau-residence-permit', '810000199408230022', 'check-character', 'wrong check character'],
  ['taiwan-residence-permit', '11010519491231002X', 'other-type', 'a resident'],
  ['passport', '11010519491231002X', 'other-type', 'a resident'],
  ['other', '11010519491231002X', 'other-type', 'a resident'],
  ['hk-macau-travel-permit', 'H123456789', 'form', 'nine digits'],
  ['hk-macau-travel-permit', 'T12345678', 'form', 'neither H nor M'],
  ['taiwan-travel-permit', '123456789', 'form', 'nine digits'],
  ['foreigner-residence-permit', 'US3100800101000', 'form', 'two letters'],
  ['passport', 'E123', 'form', 'too short'],
  ['passport', 'A12345678901234567', 'form', 'too long'],
  ['passport', 'E1234567号', 'form', 'no Latin letter'],
  ['birth-certificate', 'T31000001', 'form', 'eight digits'],
  ['other', '军字第\u0007号', 'form', 'a control'],
  ['other', '\uFFFD字第1号', 'form', 'what was lost in decoding'],
  ['other', '军字第*******号', 'form', 'a masked number'],
  ['other', '---', 'form', 'nothing to tell it by'],
  ['other', '军'.repeat(41), 'form', 'too long'],
];

describe('a document number', () => {
  it.each(ACCEPTED.filter(([, number]) => number !== '440524188001010014'))(
    '%s %s is accepted',
    (type, number, birthDate, sex) => {
      expect(readingOf(type, number)).toMatchObject({ number, type });
      expect(readingOf(type, number).birthDate).toBe(birthDate);
      expect(readingOf(type, number).sex).toBe(sex);
    },
  );

  it('a document number of somebody born in 1880 was right in 2010 and is too old now', () => {
    const given = { type: 'resident-id', number: '440524188001010014' } as const;
    expect(readDocument(given, '2010-06-01')).toMatchObject({ ok: true, document: { birthDate: '1880-01-01', sex: 'male' } });
    expect(readDocument(given, '2010-12-31').ok).toBe(true);
    expect(readDocument(given, '2011-01-01')).toEqual({ ok: false, reason: 'too-old' });
  });

  it.each(REFUSED)('%s %s is refused: %s (%s)', (type, number, reason) => {
    expect(reasonOf(type, number)).toBe(reason);
  });

  it.each([
    ['resident-id', '810000199408230021', 'hk-macau-residence-permit'],
    ['resident-id', '830000199201300022', 'taiwan-residence-permit'],
    ['resident-id', '931840198001010016', 'foreigner-residence-permit'],
    ['foreigner-residence-permit', '11010519491231002X', 'resident-id'],
    // Also with one digit wrong: first the right name on the screen, then the right number.
    ['resident-id', '810000199408230022', 'hk-macau-residence-permit'],
  ] as const)('a document number given as %s, %s is told to be a %s', (type, number, rightType) => {
    expect(readDocument({ type, number }, TODAY)).toEqual({ ok: false, reason: 'other-type', rightType });
  });

  it.each([
    ['19000229', 'birth-date'],
    ['19001301', 'birth-date'],
    ['20230431', 'birth-date'],
    ['20280229', 'future'],
    ['20270302', 'future'],
    ['18950301', 'too-old'],
    ['20270301', 'accepted'],
    ['18960302', 'accepted'],
    ['20240229', 'accepted'],
  ])('a document number with the birth date %s is %s', (date, expected) => {
    const digits = `110105${date}002`;
    expect(reasonOf('resident-id', digits + checkByRecursion(digits))).toBe(expected);
  });

  it('a document number is held against the birth date that was given', () => {
    expect(reasonOf('resident-id', '11010519491231002X', '1949-12-31')).toBe('accepted');
    expect(reasonOf('resident-id', '11010519491231002X', '1949-12-30')).toBe('birth-date-differs');
    expect(reasonOf('passport', 'E12345678', '1980-02-30')).toBe('birth-date');
    expect(reasonOf('passport', 'E12345678', '2027-03-02')).toBe('future');
    expect(readDocument({ type: 'passport', number: 'E12345678', birthDate: '1980-02-29' }, TODAY)).toMatchObject({
      document: { birthDate: '1980-02-29' },
    });
  });

  it('a document number matches the same person after a travel permit was issued again, and nobody else', () => {
    expect(readingOf('hk-macau-travel-permit', 'H1234567801').matchKey).toBe('H12345678');
    expect(readingOf('hk-macau-travel-permit', 'H1234567802').matchKey).toBe('H12345678');
    expect(readingOf('hk-macau-travel-permit', 'H12345678').matchKey).toBe('H12345678');
    expect(readingOf('hk-macau-travel-permit', 'M12345678').matchKey).toBe('M12345678');
    expect(readingOf('taiwan-travel-permit', '1234567803').matchKey).toBe(readingOf('taiwan-travel-permit', '12345678').matchKey);
    expect(readingOf('passport', 'E1234567801').matchKey).toBe('E1234567801');
  });

  it('a document number of a birth certificate needs a guardian, and no other does', () => {
    const needing = ACCEPTED.filter(([, number]) => !number.includes('1880'))
      .map(([type, number]) => readingOf(type, number))
      .filter(({ needsGuardian }) => needsGuardian);
    expect(needing.map(({ type }) => type)).toEqual(['birth-certificate']);
  });

  it('a document number of everybody in the demo city is accepted, with their birth date and no other', () => {
    for (const seed of [1, 7, 8]) {
      for (const { document, birthDate, sex, name, phone } of makePeople({ seed, today: TODAY })) {
        const reading = readDocument({ ...document, birthDate }, TODAY);
        expect(reading).toMatchObject({ ok: true, document: { ...document, birthDate } });
        if (reading.ok && reading.document.sex) expect(reading.document.sex).toBe(sex);
        expect(possibleTypes(document.number)).toContain(document.type);
        expect(readName(name)).toEqual({ ok: true, name });
        if (phone !== undefined) expect(readPhone(phone)).toEqual({ ok: true, phone });
      }
    }
  });

  it('a document number of two people in the demo city never has the same key', () => {
    const keys = makePeople({ seed: 1, today: TODAY }).map(({ document }) => {
      const { type, matchKey } = readingOf(document.type, document.number);
      return `${type}|${matchKey}`;
    });
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a number with one wrong character', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2027-02-28'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
  const serial = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0'));
  const issued = (prefixes: readonly string[]) =>
    fc.tuple(fc.constantFrom(...prefixes), day, serial).map((parts) => parts.join('') + checkByRecursion(parts.join('')));

  it.each<[DocumentType, readonly string[]]>([
    ['resident-id', ['110105', '310101', '659001', '540102']],
    ['hk-macau-residence-permit', ['810000', '820000']],
    ['taiwan-residence-permit', ['830000']],
    ['foreigner-residence-permit', ['931840', '911392']],
  ])('a number with one wrong character is refused as a %s, wherever it is and whatever it is', (type, prefixes) => {
    fc.assert(
      fc.property(issued(prefixes), fc.nat(17), fc.constantFrom(...'0123456789X'), (number, place, other) => {
        expect(reasonOf(type, number)).toBe('accepted');
        fc.pre(number[place] !== other);
        expect(reasonOf(type, number.slice(0, place) + other + number.slice(place + 1))).not.toBe('accepted');
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('a number with one wrong character can not be one that fits: no weight times a difference of digits is 0 modulo 11', () => {
    for (let distance = 1; distance <= 17; distance += 1) {
      for (let difference = 1; difference <= 9; difference += 1) {
        expect(Number((BigInt(difference) * 2n ** BigInt(distance)) % 11n)).not.toBe(0);
      }
    }
  });
});

describe('a number as it is typed', () => {
  const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

  it.each([
    ['１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    [' 110105 19491231 002x ', '11010519491231002X'],
    ['\u3000h 1234\u00A05678\u200B', 'H12345678'],
    ['军字第 １２３４５６７ 号', '军字第1234567号'],
  ])('%j is read as %s', (typed, number) => {
    expect(normaliseNumber(typed)).toBe(number);
  });

  it('a number as it is typed is the same whether it is normalised once or twice, wide or narrow', () => {
    const typed = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' }));
    fc.assert(
      fc.property(typed, (text) => {
        expect(normaliseNumber(normaliseNumber(text))).toBe(normaliseNumber(text));
        expect(normaliseNumber(wide(text))).toBe(normaliseNumber(text));
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });

  it.each<[string, readonly DocumentType[]]>([
    ['11010519491231002x', ['resident-id']],
    ['110105194912310020', ['resident-id']],
    ['810000199408230021', ['hk-macau-residence-permit']],
    ['830000199201300022', ['taiwan-residence-permit']],
    ['931840198001010016', ['foreigner-residence-permit']],
    ['FRA310080010100', ['foreigner-residence-permit', 'passport', 'other']],
    ['110105491231002', ['resident-id', 'passport', 'other']],
    ['h12345678', ['hk-macau-travel-permit', 'passport', 'other']],
    ['12345678', ['taiwan-travel-permit', 'passport', 'other']],
    ['T310000001', ['birth-certificate', 'passport', 'other']],
    ['军字第1234567号', ['other']],
    ['110', ['other']],
    ['', []],
  ])('%s may be %j', (typed, types) => {
    expect(possibleTypes(typed)).toEqual(types);
  });

  it('a number as it is typed is never accepted as a type that it was not guessed to be, and never makes the reader throw', () => {
    const types = ACCEPTED.map(([type]) => type);
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[A-Z0-9X]{5,18}$/),
      fc.stringMatching(/^\d{17}[\dX]$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), typed, (type, number) => {
        if (readDocument({ type, number }, TODAY).ok) expect(possibleTypes(number)).toContain(type);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });
});

describe('a name as it is given', () => {
  it.each([
    ['张三', '张三'],
    [' 张　三 ', '张三'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽‧买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['阿依古丽\uFF65买买提', '阿依古丽·买买提'],
    ['阿依古丽．买买提', '阿依古丽·买买提'],
    ['阿依古丽 . 买买提', '阿依古丽·买买提'],
    ['金.ANNA', '金·ANNA'],
    ['J. R.  SMITH', 'J. R. SMITH'],
    ['ＡＮＮＡ　ＢＥＲＧ', 'ANNA BERG'],
    ['Jose\u0301', 'José'],
    ['刘䶮', '刘䶮'],
    ['𠮷小雨', '𠮷小雨'],
    ['葛\u{E0100}飾', '葛\u{E0100}飾'],
    // Extension J, newer than the tables of the oldest Node that runs this.
    ['王\u{323B0}', '王\u{323B0}'],
    ['李〇', '李〇'],
    // What NFKC would make other characters of.
    ['ｶﾅ', 'ｶﾅ'],
    ['李', '李'],
    ['DA SILVA, JOANA', 'DA SILVA, JOANA'],
    ['MARIE-CLAIRE D’EXEMPLE', 'MARIE-CLAIRE D’EXEMPLE'],
  ])('%j is kept as %s', (given, name) => {
    expect(readName(given)).toEqual({ ok: true, name });
  });

  it.each([
    ['', 'empty'],
    ['\u3000 ', 'empty'],
    ['张*', 'characters'],
    ['张3', 'characters'],
    ['张\uFFFD', 'characters'],
    ['张\uE816', 'characters'],
    ['张\u0007三', 'characters'],
    ['张\u202E三', 'characters'],
    ['张\uD842', 'characters'],
    ['·', 'characters'],
    ['<b>', 'characters'],
    ['张'.repeat(31), 'too-long'],
    ['A'.repeat(121), 'too-long'],
  ])('%j is refused: %s', (given, reason) => {
    expect(readName(given)).toEqual({ ok: false, reason });
  });

  it('a name as it is given is the same whether it is read once or twice', () => {
    const part = fc.constantFrom(
      '张',
      '𠮷',
      '〇',
      'A',
      'é',
      'e\u0301',
      '·',
      '•',
      '.',
      '．',
      ' ',
      '\u3000',
      '-',
      '\u200B',
      '\u0301',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: part }), fc.string({ unit: 'binary' })), (given) => {
        const once = readName(given);
        if (once.ok) expect(readName(once.name)).toEqual(once);
      }),
      { seed: SEED, numRuns: 10_000 },
    );
  });
});

describe('a phone as it is typed', () => {
  it.each([
    ['13812341234', '13812341234'],
    ['１３８ １２３４ １２３４', '13812341234'],
    ['138-1234-1234', '13812341234'],
    ['+86 138 1234 1234', '13812341234'],
    ['008613812341234', '13812341234'],
    ['+852 9123 4567', '+85291234567'],
    ['+853 6612 3456', '+85366123456'],
    ['＋886 912 345 678', '+886912345678'],
    ['+1 (415) 555-0123', '+14155550123'],
  ])('%s is kept as %s', (typed, phone) => {
    expect(readPhone(typed)).toEqual({ ok: true, phone });
    expect(readPhone(phone)).toEqual({ ok: true, phone });
  });

  it.each([
    ['', 'form'],
    ['12812341234', 'form'],
    ['1381234123', 'form'],
    ['138123412345', 'form'],
    ['91234567', 'form'],
    ['+0123456789', 'form'],
    ['+1234567890123456', 'form'],
    ['138****1234', 'form'],
    ['+862161234567', 'mainland-mobile'],
    ['+8612812341234', 'mainland-mobile'],
  ])('%s is refused: %s', (typed, reason) => {
    expect(readPhone(typed)).toEqual({ ok: false, reason });
  });
});
