import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gbPrivateUse } from '../../../adapters/port/gb-private-use.ts';
import { comparableName, nameSigns, samePerson } from '../../../adapters/port/names.ts';
import { nameCharacters } from '../../../bff/scenes/identity/documents/name-characters.ts';
import { readName } from '../../../bff/scenes/identity/documents/read-name.ts';
import { maskName } from '../../../bff/scenes/identity/masking.ts';

const SEED = 20_261_128;
const kept = (given: string) => {
  const reading = readName(given);
  return reading.ok ? reading.name : `refused: ${reading.reason}`;
};
const same = (one: string, other: string) =>
  samePerson({ name: one, birthDate: '1950-03-07' }, { name: other, birthDate: '1950-03-07' });
/** Every code point of a class. */
const all = (test: RegExp, from = 0, to = 0x10ffff) => {
  const found: string[] = [];
  for (let code = from; code <= to; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (test.test(character)) found.push(character);
  }
  return found;
};

describe('a name on a document', () => {
  it.each([
    'MUTHU A/L RAMASAMY',
    'SITI AISHAH D/O ABDUL',
    'TAN AH KOW @ JOHN TAN',
    'LEE (LI) MING',
    'CHAN TAI MAN (PETER)',
    'SMITH–JONES',
    'SMITH—JONES',
    'D´ANGELO',
    '’S-GRAVESANDE',
    "'t Hooft",
    '‘Abd al-Raḥmān',
    'O`NEILL',
    'ʻAkahi',
    'NGUYỄN THỊ MINH KHAI',
    'Ívar Þór',
    'İbrahim Çağlar',
    'Мария Ильинична',
    'علی\u200Cرضا',
    'प्रिया',
    'ශ්\u200Dරී',
    '古丽米热 艾比布力',
    '阿不都热依木·买买提',
    '李·约翰逊',
    `${'A'.repeat(60)} ${'B'.repeat(59)}`,
    'KRISHNAMURTHY VENKATASUBRAMANIAN LAKSHMINARASIMHAN SRINIVASAN A/L RAMAN',
  ])('a name on a document is kept as it is printed: %s', (name) => {
    expect(kept(name)).toBe(name);
    expect(kept(kept(name))).toBe(name);
  });

  it.each([
    ['a tag', '<b>LI</b>'],
    ['the end of an attribute', 'LI">'],
    ['an entity', 'LI&lt;'],
    ['digits', 'LI 2'],
    ['mask', 'L*'],
    ['a sign alone', "'"],
    ['signs alone', '(/@)'],
    ['a blank pattern of braille', '\u2800'],
    ['a control', 'LI\u001b[31m'],
    ['a private-use code that stands for nothing known', '张\uE000'],
    ['one that GB 18030-2022 leaves private', '张\uE855'],
    ['marks piled up', `Z${'\u0300\u0316'.repeat(5)}algo`],
    ['an order of reading that is turned around', '\u202E张三'],
    ['121 letters', 'A'.repeat(121)],
    ['31 Han characters', `${'张'.repeat(31)} LI`],
    ['brackets that begin', '(LI'],
  ])('a name on a document holds no %s', (_what, name) => {
    expect(kept(name)).toMatch(/^refused/);
  });

  it('a name on a document may hold what the table says, each with its source, and its examples are read as they are', () => {
    for (const { what, example, source } of nameCharacters) {
      expect(source, what).toMatch(/§\d|A996/);
      for (const name of example.split(/, (?=\S+(?: \S+)*$)|; /)) expect(kept(name), what).not.toMatch(/^refused/);
    }
  });

  it('a name on a document of fillers alone is no name, whichever filler it is', () => {
    const ignored = all(/\p{Default_Ignorable_Code_Point}/u);
    expect(ignored.length).toBeGreaterThan(4_000);
    for (const filler of ignored)
      if (filler !== '\u202E') expect(readName(filler + filler)).toEqual({ ok: false, reason: 'empty' });
    expect(kept('\u3164')).toBe('refused: empty');
    expect(kept('김\u3164철수')).toBe('김철수');
  });
});

describe('a name from an old system', () => {
  it('a name from an old system has its private-use codes replaced by the characters that GB 18030 gives these bytes', () => {
    // The platform's own table: GB 18030-2022, in which six of the bytes stay private.
    const decoder = new TextDecoder('gb18030');
    const expected = new Map<string, string>();
    let code = 0xe815;
    for (let byte = 0x50; byte <= 0xa0; byte += 1) {
      if (byte === 0x7f) continue;
      const character = decoder.decode(new Uint8Array([0xfe, byte]));
      if (!/\p{Co}/u.test(character)) expected.set(String.fromCharCode(code), character);
      code += 1;
    }
    expected.set('\uE7C7', decoder.decode(new Uint8Array([0xa8, 0xbc])));
    expected.set('\uE7C8', decoder.decode(new Uint8Array([0xa8, 0xbf])));
    expect(code).toBe(0xe865);
    expect(Object.fromEntries(gbPrivateUse)).toEqual(Object.fromEntries(expected));
    expect(gbPrivateUse.size).toBe(76);
  });

  it.each([
    ['刘\uE863', '刘䶮'],
    ['\uE844春', '䜣春'],
    ['李\uE85C', '李䴓'],
    ['王\uE837·\uE863', '王䌷·䶮'],
  ])('a name from an old system, %j, is kept as %s and is the same person', (given, name) => {
    expect(kept(given)).toBe(name);
    expect(same(given, name)).toBe(true);
  });

  it('a name from an old system with any other private-use code is refused', () => {
    for (const code of all(/\p{Co}/u, 0xe000, 0xf8ff))
      if (!gbPrivateUse.has(code)) expect(kept(`张${code}`)).toBe('refused: characters');
  });
});

describe('a name that was copied', () => {
  const meaningful = /\u200C|\u200D|[\u180B-\u180F]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/u;
  /** Seen: they span digits, or overline. Or it turns the order of reading around. */
  const notDropped = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}\u202E]/u;
  const unseen = all(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u).filter((one) => !notDropped.test(one));

  it('a name that was copied is the name that was read, whatever invisible came along, wherever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('张三', 'O’Brien', 'Zoë Søn', 'MUTHU A/L RAMASAMY', '김철수'),
        fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...unseen.filter((one) => !meaningful.test(one)))), { maxLength: 6 }),
        (name: string, pieces) => {
          const characters = [...name];
          for (const [at, piece] of pieces) characters.splice(at % (characters.length + 1), 0, piece);
          const given = characters.join('');
          expect(kept(given)).toBe(name);
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it.each([
    ['\u202D张三\u202C', '张三'],
    ['\u2068Zoë\u2069', 'Zoë'],
    ['\uFEFF张三', '张三'],
    ['张\u00AD三', '张三'],
    ['张\u200D三', '张三'],
    ['Zo\u034Fë', 'Zoë'],
    ['A\uFE0Fnna', 'Anna'],
    ['علی\u200C', 'علی'],
  ])('a name that was copied, %j, is kept as %s', (given, name) => {
    expect(kept(given)).toBe(name);
  });

  it.each(['葛\u{E0100}飾', 'علی\u200Cرضا', 'ශ්\u200Dරී', 'ᠮᠣᠩ\u180Bᠭᠣᠯ'])(
    'a name that was copied keeps what changes how its letters look: %s',
    (name) => {
      expect(kept(name)).toBe(name);
    },
  );
});

describe('two names of one person', () => {
  it.each([
    ['O’Brien', "O'Brien"],
    ['O’Brien', 'O´BRIEN'],
    ['O’Brien', 'Oʼbrien'],
    ['O’Brien', 'O`Brien'],
    ['O＇Brien', '‘O’brien'.slice(1)],
    ['MARIE-CLAIRE', 'Marie‐Claire'],
    ['MARIE-CLAIRE', 'Marie – Claire'],
    ['MARIE-CLAIRE', 'ＭＡＲＩＥ－ＣＬＡＩＲＥ'],
    ['阿依古丽·买买提', '阿依古丽•买买提'],
    ['阿依古丽·买买提', '阿依古丽．买买提'],
    ['阿依古丽·买买提', '阿依古丽 买买提'],
    ['阿依古丽·买买提', '阿依古丽。买买提'],
    ['阿依古丽·买买提', '阿依古丽买买提'],
    ['司马 相如', '司马相如'],
    ['张　三', '张三'],
    ['J. R. SMITH', 'J.R. Smith'],
    ['DE  LA\u00A0CRUZ', 'de la Cruz'],
    ['GROẞ', 'gross'],
    ['Zoë', 'Zoe\u0308'],
    ['ｶﾞﾝ', 'ガン'],
    ['\u200E王小明', '王小明'],
    ['葛\u{E0100}飾', '葛飾'],
    ['LEE (LI) MING', 'LEE （LI） MING'],
  ])('%s and %s are one person', (one, other) => {
    expect(same(one, other)).toBe(true);
    expect(same(other, one)).toBe(true);
  });

  it.each([
    ['O’Brien', 'OBrien'],
    ['MARIE-CLAIRE', 'MARIE CLAIRE'],
    ['MARIE-CLAIRE', 'MARIECLAIRE'],
    ['Zoë', 'Zoe'],
    ['VAN DIJK', 'VANDIJK'],
    ['张三', '张二'],
    ['李一', '李-'],
    ['ーノ', '-ノ'],
    ['黄', '黃'],
    ['王小明', '王晓明'],
    ['LEE (LI) MING', 'LEE LI MING'],
  ])('%s and %s are for the window to judge', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it('two names of one person need one birth date', () => {
    expect(samePerson({ name: 'O’Brien', birthDate: '1950-03-07' }, { name: "O'Brien", birthDate: '1950-03-08' })).toBe(false);
  });

  const written = fc.constantFrom(
    ...Object.values(nameSigns).flatMap(({ variants, one }) => {
      const ways = all(new RegExp(`[${variants}]`, 'u'));
      return ways.flatMap((variant) => ways.map((other) => ({ one: one as string, variant, other })));
    }),
  );

  it('two names of one person may have any of the ways to write a sign, each its own', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('AN', 'Søn', '买买'), ({ one, variant, other }, word) => {
        expect(comparableName(`${word}${variant}B`)).toBe(comparableName(`${word}${other}B`));
        expect(comparableName(`${word}${variant}b`)).toBe(comparableName(`${word}${one}B`));
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('two names of one person are those that are read from the same name, and comparing changes nothing twice', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 })),
        (given) => {
          const reading = readName(given);
          if (reading.ok) expect(comparableName(reading.name)).toBe(comparableName(given));
          expect(comparableName(comparableName(given))).toBe(comparableName(given));
        },
      ),
      { seed: SEED, numRuns: 5_000 },
    );
  });
});

describe('a name with a blank between its Han characters', () => {
  it.each([
    ['古丽米热 艾比布力', '古丽米热 艾比布力'],
    ['古丽米热　 艾比布力', '古丽米热 艾比布力'],
    ['阿不都 热依木 买买提', '阿不都 热依木 买买提'],
    ['张 三', '张三'],
    ['王 小明', '王小明'],
    ['张 三 丰', '张三丰'],
    ['𠮷 野', '𠮷野'],
    ['\u{323B0}一 二三', '\u{323B0}一 二三'],
  ])('%j is kept as %j, and is the same person as without it', (given, name) => {
    expect(kept(given)).toBe(name);
    expect(same(given, given.replaceAll(/\p{Zs}/gu, ''))).toBe(true);
  });

  it('a name with a blank between its Han characters, or with signs, is shown word by word', () => {
    expect(maskName('古丽米热 艾比布力')).toBe('古*** 艾***');
    expect(maskName('MUTHU A/L RAMASAMY')).toBe('M**** A** R*******');
    expect(maskName('LEE (LI) MING')).toBe('L** (*** M***');
    expect(maskName('O’Brien')).toBe('O******');
  });
});
