import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../bff/scenes/identity/documents/read-document.ts';
import { readPhone } from '../../../bff/scenes/identity/documents/read-phone.ts';

const SEED = 20_261_128;
const TODAY = '2027-03-01';
const phoneOf = (typed: string) => {
  const reading = readPhone(typed);
  return reading.ok ? reading.phone : `refused: ${reading.reason}`;
};
const numberOf = (type: Parameters<typeof readDocument>[0]['type'], number: string) => {
  const reading = readDocument({ type, number }, TODAY);
  return reading.ok ? reading.document.number : `refused: ${reading.reason}`;
};

const all = (test: RegExp) => {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (test.test(character)) found.push(character);
  }
  return found;
};
const UNSEEN = all(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u);
const DASHES = all(/\p{Dash}/u);

/** The text with pieces between its characters. */
const between = (text: string, pieces: readonly [number, string][]) => {
  const characters = [...text];
  for (const [at, piece] of pieces) characters.splice(at % (characters.length + 1), 0, piece);
  return characters.join('');
};
const pieces = (of: readonly string[]) => fc.array(fc.tuple(fc.nat(40), fc.constantFrom(...of)), { maxLength: 8 });

describe('a number that was copied', () => {
  it('a number that was copied is read without anything that was not seen in it, and without its dashes', () => {
    fc.assert(
      fc.property(pieces([...UNSEEN, ...DASHES, ' ', '\u00A0', '\u3000', '\n']), (extra) => {
        expect(phoneOf(between('13800138000', extra))).toBe('13800138000');
        expect(phoneOf(between('+447976399087', extra))).toBe('+447976399087');
        expect(numberOf('resident-id', between('11010519491231002X', extra))).toBe('11010519491231002X');
        expect(numberOf('passport', between('E12345678', extra))).toBe('E12345678');
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it('a number that was copied is of the same type with its dashes: a resident does not become a second person', () => {
    expect(numberOf('other', '110105—19491231—002X')).toBe('refused: other-type');
    expect(numberOf('other', '军-123')).toBe('军-123');
    expect(numberOf('other', '军－123')).toBe('军-123');
    expect(numberOf('other', '军\u2011123')).toBe('军-123');
  });
});

describe('another document', () => {
  it.each(['军字第1234567号', '〔2018〕12号', 'A-12/34.5', '武(2019)0001', 'NO.123', '№123', '𠮷字1号'])(
    'another document may have the number %s',
    (number) => {
      expect(numberOf('other', number)).toBe(number);
    },
  );

  it.each([
    '"><script>',
    '"><img/src=x>1',
    "1' OR '1'='1",
    '1;DROP',
    '1\u001b[31m',
    '{{1}}',
    '$(1)',
    '1`x`',
    '1\\n',
    '1|2',
    '=1+2',
    '\u3164',
    '\u2800',
    '1\uE000',
    '1%00',
    '1&lt;',
    '😀1',
  ])('another document has no number like %j', (number) => {
    expect(numberOf('other', number)).toBe('refused: form');
  });
});

describe('a phone as people write it', () => {
  it.each([
    ['\u202D13800138000\u202C', '13800138000'],
    ['\u202A+86 138 0013 8000\u202C', '13800138000'],
    ['\u2066138‑0013‑8000\u2069', '13800138000'],
    ['138–0013–8000', '13800138000'],
    ['138.0013.8000', '13800138000'],
    ['138/0013/8000', '13800138000'],
    ['(+86) 138 0013 8000', '13800138000'],
    ['+86 (0) 138 0013 8000', '13800138000'],
    ['+86-0138-0013-8000', '13800138000'],
    ['00 86 138 0013 8000', '13800138000'],
    ['（0086）13800138000', '13800138000'],
    ['0138 0013 8000', '13800138000'],
    ['86 138 0013 8000', '13800138000'],
    ['tel:+86-138-0013-8000', '13800138000'],
    ['+44 (0)7976 399087', '+447976399087'],
    ['+44(0)20 7946 0018', '+442079460018'],
    ['(+44)(0)7976 399087', '+447976399087'],
    ['+44 07976 399087', '+447976399087'],
    ['0044 (0)7976-399087', '+447976399087'],
    ['0044 7976 399087', '+447976399087'],
    ['+49 (0) 151 23456789', '+4915123456789'],
    ['+61 0412 345 678', '+61412345678'],
    ['+886 (0)912 345 678', '+886912345678'],
    ['+81 (0)90-1234-5678', '+819012345678'],
    ['+7 (912) 345-67-89', '+79123456789'],
    ['+1 (212) 555-0123', '+12125550123'],
    ['001 212 555 0123', '+12125550123'],
    ['+39 06 1234 5678', '+390612345678'],
    ['+225 07 12 34 56 78', '+2250712345678'],
    ['+852 9123 4567', '+85291234567'],
  ])('%j is kept as %s', (typed, phone) => {
    expect(phoneOf(typed)).toBe(phone);
    expect(phoneOf(phone)).toBe(phone);
  });

  it.each([
    // In Italy the zero is a part of the number; in brackets nobody knows what was meant.
    '+39 (0)6 1234 5678',
    '+44797(0)6399087',
    // America, or a slip before a number of the mainland.
    '00 138 0013 8000',
    '07976 399087',
    '+86 (0)10 8000 8000',
    '86 10 8000 8000',
    '13800138000 / 13900139000',
    '138 0013 8000 x12',
    '+',
    '+0',
    '+44(0)',
  ])('%j is nobody’s certain number', (typed) => {
    expect(phoneOf(typed)).toMatch(/^refused/);
  });

  it('a phone as people write it is never read as a number of another country', () => {
    const digits = fc.stringMatching(/^[1-9]\d{8,9}$/);
    fc.assert(
      fc.property(fc.constantFrom('44', '49', '33', '61', '81', '82', '886', '60'), digits, (country, national) => {
        for (const typed of [
          `+${country} (0)${national}`,
          `00${country}(0) ${national}`,
          `+${country}-0${national}`,
          `(+${country}) ${national}`,
        ])
          expect(phoneOf(typed)).toBe(`+${country}${national}`);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
