import { describe, expect, it } from 'vitest';
import { comparable } from '../../../bff/scenes/directory/comparable.ts';
import { departmentIndex } from '../../../bff/scenes/directory/department-index.ts';
import { everydayPairs, wordGroups } from '../../../bff/scenes/directory/everyday-pairs.ts';
import { everydayWords } from '../../../bff/scenes/directory/everyday-words.ts';
import { isOnTheList } from './national-list.ts';
import { BIG_CITY } from './searched-city.ts';

const GROUPS = Object.values(wordGroups).flat();
const PAIRS = Object.values(everydayPairs).flat();

/** Groups that are asked for by name in the code, and stand in no pair. */
const ALONE = ['plain', 'aside', 'grown'];

describe('the tables of pairs', () => {
  it('every pair leads to codes of the national list, none twice, and says why', () => {
    for (const { firsts, codes, source } of PAIRS) {
      expect(codes.filter((code) => !isOnTheList(code))).toEqual([]);
      expect(new Set(codes).size).toBe(codes.length);
      expect(source, firsts.join()).toMatch(/^(list A\d\d|ICD-10 [A-Z]\d\d|GB\/T \d+-\d{4}: |usage: .{10})/u);
    }
  });

  it('pairs speak of groups that there are, and every group stands in a pair', () => {
    const names = new Set(GROUPS.map(({ name }) => name));
    expect(names.size).toBe(GROUPS.length);
    const spoken = new Set([...ALONE, ...PAIRS.flatMap(({ firsts, seconds }) => [...firsts, ...seconds])]);
    expect([...spoken].filter((name) => !names.has(name))).toEqual([]);
    expect([...names].filter((name) => !spoken.has(name))).toEqual([]);
  });

  it('no word stands twice in a group, however it is written, and none is blank', () => {
    for (const { name, words } of GROUPS) {
      const keys = words.map((word) => comparable(word).key);
      expect(
        keys.filter((key, index) => key === '' || keys.indexOf(key) !== index),
        name,
      ).toEqual([]);
    }
  });

  it('no pair of a table is hidden entirely by those above it', () => {
    for (const pairs of Object.values(everydayPairs)) {
      const above = new Set<string>();
      for (const { firsts, seconds } of pairs) {
        const names = firsts.flatMap((first) => (seconds.length === 0 ? [''] : seconds).map((second) => `${first} ${second}`));
        expect(
          names.some((one) => !above.has(one)),
          names.join(),
        ).toBe(true);
        for (const one of names) above.add(one);
      }
    }
  });
});

it('a part of the body and a complaint lead nowhere else than the word that both are together', () => {
  const find = departmentIndex(BIG_CITY, everydayWords);
  const said = new Map(everydayWords.map(({ word, codes }) => [word, codes]));
  for (const [together, apart] of [
    ['胸闷', '胸口这几天闷'],
    ['耳朵疼', '耳朵里一阵阵疼'],
    ['膝盖痛', '膝盖下雨天痛'],
    ['尿频', '尿得太频'],
    ['牙龈肿', '牙龈这边肿'],
  ] as const)
    expect(find(apart)[0]?.code, apart).toBe(said.get(together)?.[0]);
});
