import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable, hasHan } from '../../../bff/scenes/directory/comparable.ts';
import { departmentIndex, FITS } from '../../../bff/scenes/directory/department-index.ts';
import { type EverydayWord, everydayWords } from '../../../bff/scenes/directory/everyday-words.ts';
import { initialsOf, syllablesOf } from '../../../bff/scenes/directory/initials.ts';
import { simplified } from '../../../bff/scenes/directory/traditional-characters.ts';
import { BIG_CITY, SMALL_CITY } from './searched-city.ts';

const big = departmentIndex(BIG_CITY, everydayWords);
const small = departmentIndex(SMALL_CITY, everydayWords);

const nameOf = (code: string) => BIG_CITY.find((department) => department.code === code)?.name;
const found = (typed: string, find = small) => find(typed).map(({ code }) => nameOf(code));

/** What is typed: words, names and aliases, sentences of them, and what nobody says. */
const word = fc.constantFrom(...everydayWords.map((entry) => entry.word), ...BIG_CITY.map(({ name }) => name));
const typed = fc.oneof(
  word,
  fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => words.join('')),
  fc.stringMatching(/^[a-z]{1,6}$/),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** Each traditional character of the common range that is read as another one. */
const TRADITIONAL = new Map<string, string[]>();
for (let code = 0x3400; code <= 0x9fff; code += 1) {
  const character = String.fromCodePoint(code);
  const read = simplified(character);
  if (read !== character) TRADITIONAL.set(read, [...(TRADITIONAL.get(read) ?? []), character]);
}

describe('departments by what people say', () => {
  it.each([
    ['ent', '耳鼻咽喉科'],
    ['E.N.T.', '耳鼻咽喉科'],
    ['耳鼻喉', '耳鼻咽喉科'],
    ['五官科', '耳鼻咽喉科'],
    ['牙科', '口腔科'],
    ['tooth ache', '口腔科'],
    ['內分泌', '内分泌科'],
    ['guke', '骨科'],
    ['gǔ kē', '骨科'],
    ['gu3 ke1', '骨科'],
    ['GK', '骨科'],
    ['ｇｋ', '骨科'],
    ['nvke', '妇科'],
    ['nüke', '妇科'],
    ['ob-gyn', '妇科'],
    ['ortho', '骨科'],
    ['Orthopedics', '骨科'],
    ['derm', '皮肤科'],
    ['heart', '心血管内科'],
    ['IBS', '消化内科'],
    ['diarrhoea', '消化内科'],
    ['TCM', '中医科'],
    ['头晕', '神经内科'],
    ['胸闷', '心血管内科'],
    ['拉肚子', '消化内科'],
    ['老花眼', '眼科'],
    ['打呼噜', '耳鼻咽喉科'],
    ['孩子牙疼', '口腔科'],
    ['小孩發燒', '儿科'],
    ['神内', '神经内科'],
    ['消化内', '消化内科'],
    ['我头晕', '神经内科'],
    ['我要挂骨科的号', '骨科'],
    ['my tooth hurts', '口腔科'],
    ['咽科', '耳鼻咽喉科'],
    ['orthop', '骨科'],
  ])('searching for "%s" shows %s first', (text, name) => {
    expect(found(text)[0]).toBe(name);
  });

  it.each([
    ['大内科', 'A03.01', 'A03.07'],
    ['外科', 'A04.01', 'A04.04'],
    ['妇产科', 'A05.01', 'A05.02'],
  ])('%s shows every department into which a city has divided it', (text, from, to) => {
    const wanted = SMALL_CITY.filter(({ code }) => code >= from && code <= to).map(({ name }) => name);
    expect(found(text)).toEqual(wanted);
  });

  it('a word whose department the city lacks leads to the next one that is right, and where there is none to nothing', () => {
    expect([found('痛风')[0], found('痛风', big)[0]]).toEqual(['内分泌科', '免疫学']);
    expect([found('GP'), found('GP', big)]).toEqual([[], ['全科医疗科']]);
    expect(found('核磁共振', big)).toEqual([]);
  });

  it.each([
    ['ent', '耳鼻咽喉科'],
    ['破伤风', '急诊医学科'],
    ['怕得了破伤风怎么办', '急诊医学科'],
    ['乳头疼', '普通外科'],
    ['头皮痒', '皮肤科'],
    ['blood in stool', '普通外科'],
  ])('"%s" finds nothing of what only stands inside its letters or characters', (text, first) => {
    const [at, ...rest] = found(text, big);
    expect(at).toBe(first);
    for (const wrong of ['消化内科', '呼吸内科', '神经内科', '血液内科'])
      if (!(text === 'blood in stool' && wrong === '消化内科')) expect(rest).not.toContain(wrong);
  });

  it.each(['没有这个科', 'zzz', '%', '_', "' OR 1=1", '🦷', '？！', 'qwerty', '123', 'ology', 'enterology'])(
    '"%s" finds nothing rather than something',
    (text) => {
      expect(found(text, big)).toEqual([]);
    },
  );

  it('a single letter finds exactly the departments one of whose names or aliases has these initials first', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      const wanted = BIG_CITY.filter(({ initials, aliases }) =>
        [initials, ...aliases.map((alias) => alias.initials)].some((known) => known.startsWith(letter)),
      );
      const codes = big(letter).map(({ code }) => code);
      expect(codes.sort(), letter).toEqual(wanted.map(({ code }) => code));
    }
  });

  it('a department with letters in its name is found by its first one and by all of them, not by one in the middle', () => {
    const ct = { code: 'A32.02', name: 'CT室', englishName: 'Tomography', initials: 'cts', aliases: [] };
    const find = departmentIndex([ct], everydayWords);
    expect(['c', 'ct', 'CT室', 'cts', 'tomo'].map((text) => find(text).length)).toEqual([1, 1, 1, 1, 1]);
    expect(['t', 's', 'ts', 'x'].map((text) => find(text))).toEqual([[], [], [], []]);
  });

  it('every department is found first by its name and its English name, and by its whole pinyin and initials', () => {
    for (const { code, name, englishName } of BIG_CITY) {
      expect(big(name)[0]?.code, name).toBe(code);
      expect(big(englishName)[0]?.code, englishName).toBe(code);
      const spelled = syllablesOf(name);
      for (const text of [spelled.join(''), spelled.join(' '), initialsOf(name)])
        expect(
          big(text).map((hit) => hit.code),
          text,
        ).toContain(code);
    }
  });

  it('every everyday word shows the department that is right for it first, and every one that it leads to in a city', () => {
    for (const { word: said, codes } of everydayWords) {
      const hits = big(said);
      const here = codes.filter((code) => BIG_CITY.some((department) => department.code === code));
      expect(
        hits.map(({ code }) => code),
        said,
      ).toEqual(expect.arrayContaining(here));
      const own = BIG_CITY.some(({ name, englishName }) =>
        [name, englishName].some((one) => comparable(one).key === comparable(said).key),
      );
      if (here.includes(codes[0] ?? '') && !own) expect(hits[0]?.code, said).toBe(codes[0]);
    }
  });

  it('traditional and simplified characters find the same in the same order', () => {
    fc.assert(
      fc.property(typed, fc.nat(), (text, which) => {
        const plain = simplified(text);
        const traditional = Array.from(plain, (character) => {
          const forms = TRADITIONAL.get(character);
          return forms?.[which % forms.length] ?? character;
        }).join('');
        expect(big(traditional)).toEqual(big(plain));
      }),
    );
  });

  it.each([
    ['頭暈', '头晕'],
    ['耳鳴', '耳鸣'],
    ['喉嚨痛', '喉咙痛'],
    ['濕疹', '湿疹'],
    ['齲齒', '龋齿'],
    ['癲癇', '癫痫'],
    ['關節腫', '关节肿'],
    ['麻痺', '麻痹'],
    ['睪丸痛', '睾丸痛'],
    ['發燒', '发烧'],
    ['婦產科', '妇产科'],
    ['復健科', '复健科'],
    ['針灸', '针灸'],
  ])('%s, as it is written in Hong Kong and Taiwan, is read as %s', (traditional, plain) => {
    expect(simplified(traditional)).toBe(plain);
  });

  it('case, width, blanks and signs around and between what is typed change nothing', () => {
    const sign = fc.constantFrom('', ' ', '，', '。', '-', '·', '　', '!');
    fc.assert(
      fc.property(word, sign, sign, (text, before, after) => {
        const wide = Array.from(text, (one) => (/[!-~]/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 0xfee0) : one));
        for (const other of [text.toUpperCase(), text.toLowerCase(), wide.join(''), before + text + after])
          expect(big(other)).toEqual(big(text));
        if (hasHan(text) && !/[a-z]/i.test(text)) expect(big([...text].join(before))).toEqual(big(text));
      }),
    );
  });

  it('whatever is typed, each department is shown once, by how well it fits and then by code, and the same again', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const hits = big(text);
        expect(new Set(hits.map(({ code }) => code)).size).toBe(hits.length);
        const ranks = hits.map(({ fit }) => FITS.indexOf(fit));
        expect(ranks).toEqual([...ranks].sort((left, right) => left - right));
        const positions = hits.map(({ position }) => position);
        expect(positions).toEqual([...positions].sort());
        for (const position of positions) expect(position).toMatch(/^[!-~]{1,160}$/);
        expect(big(text)).toEqual(hits);
      }),
    );
  });
});

describe('words that a city adds', () => {
  const added: EverydayWord = { word: '北楼门诊', codes: ['A03.10', 'A02'] };

  it('a word of the city leads where the city says, also where everybody says otherwise', () => {
    const find = departmentIndex(BIG_CITY, everydayWords, [added, { word: '牙科', codes: ['A11'] }]);
    expect(found('北楼门诊', find).slice(0, 2)).toEqual(['老年病', '全科医疗科']);
    expect(found('beiloumenzhen', find)[0]).toBe('老年病');
    expect(found('牙科', find)).toEqual(['耳鼻咽喉科']);
  });

  it('a word of the city changes nothing for whoever types what has nothing to do with it', () => {
    const find = departmentIndex(BIG_CITY, everydayWords, [added]);
    const related = comparable(added.word);
    const spelled = syllablesOf(added.word).join('');
    fc.assert(
      fc.property(typed, (text) => {
        const { key, letters } = comparable(text);
        fc.pre(!key.includes(related.key) && !(key !== '' && related.key.includes(key)));
        fc.pre(letters === '' || (spelled !== letters && initialsOf(added.word) !== letters));
        expect(find(text)).toEqual(big(text));
      }),
    );
  });

  it('a word of the city adds its departments and takes none away where it stands in what is typed', () => {
    const find = departmentIndex(BIG_CITY, everydayWords, [added]);
    fc.assert(
      fc.property(word, (text) => {
        const codes = find(`${text}，${added.word}`).map(({ code }) => code);
        expect(codes).toEqual(expect.arrayContaining(['A03.10', 'A02']));
      }),
    );
  });
});
