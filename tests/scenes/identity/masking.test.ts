import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskDocumentNumber, maskName, maskPhone } from '../../../bff/scenes/identity/masking.ts';

const SEED = 20_261_124;

const VECTORS: readonly (readonly [string, string])[] = [
  ['张三', '张*'],
  ['王建国', '王*国'],
  ['欧阳修', '欧阳*'],
  ['欧阳修远', '欧阳*远'],
  ['欧阳', '欧*'],
  ['司马', '司*'],
  ['爱新觉罗溥仪', '爱****仪'],
  ['李', '李*'],
  ['𠮷野家', '𠮷*家'],
  ['王𠮷', '王*'],
  ['王㛃𬸚', '王*𬸚'],
  ['  张三 ', '张*'],
  ['阿依古丽·买买提', '阿***·买**'],
  ['Maria Silva', 'M**** S****'],
  ["Seán O'Neil-Byrne", 'S*** O***********'],
  ['Li', 'L*'],
  ['김철수', '김*수'],
  ['', '*'],
];

/** Han characters of the basic plane and, rarer, of plane 2 and 3, where one character is two code units. */
const han = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6df }) },
    { weight: 1, arbitrary: fc.integer({ min: 0x30000, max: 0x3134a }) },
  )
  .map((point) => String.fromCodePoint(point));
const hanName = fc.array(han, { minLength: 2, maxLength: 8 });
const latinWord = fc.string({ unit: fc.constantFrom(...'abcdefgABCDEFGéüñ-'), minLength: 2, maxLength: 10 });

const stars = (text: string) => [...text].filter((character) => character === '*').length;

describe('a name as it is shown', () => {
  it.each(VECTORS)('%s becomes %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it('a name as it is shown shows no more than the family name and the last character, each where it was, and never all of it', () => {
    fc.assert(
      fc.property(hanName, (characters) => {
        const shown = [...maskName(characters.join(''))];
        const kept = shown.flatMap((character, index) => (character === '*' ? [] : [index]));
        const last = characters.length - 1;
        expect(shown).toHaveLength(characters.length);
        expect(kept.every((index) => index <= 1 || index === last)).toBe(true);
        expect(kept.every((index) => shown[index] === characters[index])).toBe(true);
        expect(kept.length).toBeLessThan(characters.length);
        // The second character is shown only as the second half of a family name, and never as all that was given.
        if (kept.includes(1)) expect(characters.length).toBeGreaterThan(2);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('a name as it is shown shows of each word of a name in parts only how it begins', () => {
    const parts = fc.array(latinWord, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.constantFrom(' ', '·'), (words, between) => {
        const shown = maskName(words.join(between)).split(between);
        expect(shown).toEqual(words.map((word) => `${[...word][0]}${'*'.repeat([...word].length - 1)}`));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('a name as it is shown hides something of every name, and never leaves half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
        const shown = maskName(name);
        expect(stars(shown)).toBeGreaterThan(0);
        expect(shown).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('a name as it is shown is the same whether it is masked once or was masked before', () => {
    fc.assert(
      fc.property(hanName, (characters) => {
        const shown = maskName(characters.join(''));
        expect(stars(maskName(shown))).toBeGreaterThanOrEqual(stars(shown));
      }),
      { seed: SEED },
    );
  });
});

describe('a number as it is shown', () => {
  it.each([
    ['11010519491231002X', '110***********002X'],
    ['110101199001011234', '110***********1234'],
    ['931840198001010016', '931***********0016'],
    ['H12345678', 'H1*****78'],
    ['M1234567802', 'M1*******02'],
    ['12345678', '12****78'],
    ['USA310080010100', 'US***********00'],
    ['AB12345', 'AB***45'],
    ['AB1234', 'A****4'],
    ['AB123', 'A***3'],
    ['军123', '****'],
    ['军字第1234567号', '军字*******7号'],
    ['𠮷字第1234567号', '𠮷字*******7号'],
    ['', '*'],
  ])('document %s becomes %s', (number, shown) => {
    expect(maskDocumentNumber(number)).toBe(shown);
  });

  it.each([
    ['13812341234', '138****1234'],
    ['+85291234567', '+85*******67'],
    ['+14155550123', '+14*******23'],
    ['+2901234', '+29***34'],
  ])('phone %s becomes %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });

  it('a number as it is shown keeps its length and hides three characters or all', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789AX+号𠮷'), minLength: 1, maxLength: 40 }), (text) => {
        for (const shown of [maskDocumentNumber(text), maskPhone(text)]) {
          expect([...shown]).toHaveLength([...text].length);
          expect(stars(shown)).toBeGreaterThanOrEqual(Math.min(3, [...text].length));
        }
      }),
      { seed: SEED },
    );
  });
});
