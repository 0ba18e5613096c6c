import { describe, expect, it } from 'vitest';
import { comparable, hasHan } from '../../../bff/scenes/directory/comparable.ts';
import { everydayTables, everydayWords } from '../../../bff/scenes/directory/everyday-words.ts';
import { cityPolicy } from '../../../bff/scenes/directory/policy.ts';
import { departmentCatalogue } from '../../../fixtures/hospitals/department-catalogue.ts';
import { isOnTheList } from './national-list.ts';

const ROWS = Object.values(everydayTables).flat();

describe('the table of everyday words', () => {
  it('every everyday word leads to codes of the national list, none twice, and says why', () => {
    for (const { words, codes, source } of ROWS) {
      expect(words.length).toBeGreaterThan(0);
      expect(codes.filter((code) => !isOnTheList(code))).toEqual([]);
      expect(new Set(codes).size).toBe(codes.length);
      expect(source, words.join()).toMatch(/^(list A\d\d|ICD-10 [A-Z]\d\d|GB\/T \d+-\d{4}: |usage: .{10})/u);
    }
  });

  it('no everyday word stands twice, however it is written, and none is blank', () => {
    const keys = everydayWords.map(({ word }) => comparable(word).key);
    expect(keys.filter((key, index) => key === '' || keys.indexOf(key) !== index)).toEqual([]);
  });

  it('every everyday word can be typed into the search', () => {
    expect(everydayWords.filter(({ word }) => word !== word.trim() || [...word].length > 60)).toEqual([]);
  });

  it('everyday words are at least a thousand in Chinese and three hundred in English', () => {
    expect(everydayWords.filter(({ word }) => hasHan(word)).length).toBeGreaterThan(1000);
    expect(everydayWords.filter(({ word }) => !hasHan(word)).length).toBeGreaterThan(300);
  });

  it('every department of the demo city can be found by an everyday word that leads there first', () => {
    const first = new Set(everydayWords.map(({ codes }) => codes[0]));
    const reached = (code: string) => [...first].some((one) => one === code || code.startsWith(`${one}.`));
    expect(departmentCatalogue.filter(({ code }) => !reached(code))).toEqual([]);
  });
});

describe('words of a city', () => {
  const words = (...list: object[]) => cityPolicy.safeParse({ words: list });

  it('a city may add words with their codes and a source, and has none if it says nothing', () => {
    expect(cityPolicy.parse({}).words).toEqual([]);
    const word = { word: '北楼门诊', codes: ['A03.10', 'A02'], source: 'usage: its clinic is called so here' };
    expect(words(word, { word: 'the north building', codes: ['A03.10'] }).success).toBe(true);
  });

  it.each([
    ['without a code', [{ word: '北楼', codes: [] }]],
    ['with a code that is none', [{ word: '北楼', codes: ['北楼'] }]],
    ['of signs alone', [{ word: '？！', codes: ['A02'] }]],
    ['with a misspelled field', [{ word: '北楼', code: 'A02', codes: ['A02'] }]],
    [
      'given twice, once in traditional characters',
      [
        { word: '內科樓', codes: ['A02'] },
        { word: '内科楼', codes: ['A03'] },
      ],
    ],
  ])("a word in the city's file %s is refused", (_, list) => {
    expect(words(...list).success).toBe(false);
  });
});
