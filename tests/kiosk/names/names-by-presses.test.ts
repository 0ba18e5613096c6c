import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { givenNames, surnames } from '../../../fixtures/hospitals/name-parts.ts';
import { knownCharacters } from '../../../kiosk/components/name-pad/characters.ts';
import { isCapital, isWhole, startTyping, takeAway, turnTo, write } from '../../../kiosk/components/name-pad/typing.ts';
import { LENGTH_MAX, offered, pressed, written } from './presses.ts';
import { RARE_IN_NAMES } from './rare-characters.ts';

const strokesOf = new Map(knownCharacters.all.map((one) => [one.written, one.strokes]));
/** Read by a dictionary that the pad was not made from. */
const readingsOf = (character: string) =>
  pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true }).filter((one) => /^[a-z]+$/.test(one));

const ofTheCity = fc
  .tuple(fc.constantFrom(...surnames), fc.constantFrom(...givenNames))
  .map(([surname, given]) => surname.written + given.written);
const rare = fc
  .tuple(fc.constantFrom(...surnames), fc.constantFrom(...RARE_IN_NAMES))
  .map(([surname, given]) => surname.written + given);

describe('a name on the glass', () => {
  it('whoever lives in the simulated city: the name can be written by pinyin presses alone, and by strokes alone', () => {
    fc.assert(
      fc.property(ofTheCity, (name) => {
        expect(written(name, (one) => readingsOf(one)[0] ?? '')).toBe(name);
        expect(written(name, (one) => strokesOf.get(one) ?? '')).toBe(name);
        expect(written(name, (one) => (strokesOf.get(one) ?? '').slice(0, 4))).toBe(name);
      }),
      { numRuns: 60 },
    );
  });

  it('a rare character in a name can be written by any of its readings, and by its strokes', () => {
    expect(new Set(RARE_IN_NAMES).size).toBeGreaterThan(200);
    fc.assert(
      fc.property(rare, (name) => {
        expect(written(name, (one) => (strokesOf.get(one) ?? '').replaceAll('?', '1'))).toBe(name);
        for (const reading of readingsOf([...name].at(-1) ?? ''))
          expect(written(name, (one, at) => (at === [...name].length - 1 ? reading : (readingsOf(one)[0] ?? '')))).toBe(name);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['le', '乐'],
    ['yue', '乐'],
    ['shan', '单'],
    ['zha', '查'],
    ['qiu', '仇'],
    ['ou', '区'],
    ['xie', '解'],
    ['zeng', '曾'],
    ['ren', '任'],
    ['ge', '盖'],
    ['lv', '吕'],
    ['lü', '吕'],
    ['nve', '虐'],
    ['nue', '虐'],
    ['jv', '居'],
  ])('%s leads to %s, whichever reading is the usual one', (keys, character) => {
    expect(offered(pressed(keys))).toContain(character);
  });

  it.each([
    ['o', '欧'],
    ['ou', '欧'],
    ['w', '王'],
    ['li', '李'],
    ['lin', '林'],
    ['ouy', '欧阳'],
    ['sima', '司马'],
    ['yuchi', '尉迟'],
    ['lvq', '闾丘'],
    ['z', '张'],
  ])('a name that begins with %s is offered %s first', (keys, surname) => {
    expect(offered(pressed(keys))[0]).toBe(surname);
  });

  it('the most frequent surnames are offered before anything is pressed, and nothing is behind a surname', () => {
    expect(offered(startTyping('')).slice(0, 3)).toEqual(['王', '李', '张']);
    expect(offered(turnTo(startTyping(''), 'strokes')).slice(0, 3)).toEqual(['王', '李', '张']);
    expect(offered(startTyping('王'))).toEqual([]);
  });

  it('behind the surname come the characters of given names, before surnames that sound so', () => {
    expect(offered(pressed('zi', startTyping('王'))).slice(0, 2)).toEqual(['梓', '子']);
    expect(offered(pressed('yi', startTyping('王'))).indexOf('怡')).toBeLessThan(12);
  });

  it.each([
    ['王', '1121'],
    ['李', '1234521'],
    ['张', '5153154'],
    ['永', '45534'],
    ['国', '25112141'],
    ['万', '153'],
    ['过', '124454'],
    ['草', '122251112'],
    ['龙', '13534'],
    ['堃', '41534153121'],
  ])('the strokes of %s are those of the standard', (character, strokes) => {
    expect(strokesOf.get(character)?.slice(0, strokes.length)).toBe(strokes);
  });

  it('a character whose order nobody recorded is found by as many strokes as it has', () => {
    const unknown = knownCharacters.all.filter(({ strokes }) => strokes.startsWith('?'));
    expect(unknown.length).toBeGreaterThan(0);
    for (const { written: one, strokes } of unknown.slice(0, 20))
      expect(offered(pressed('1'.repeat(strokes.length), startTyping('王')))).toContain(one);
  });
});

describe('what stands in a name', () => {
  it('a half typed character is not part of the name, and the name is not whole while it is there', () => {
    const typing = pressed('xi', startTyping('王'));
    expect(typing.name).toBe('王');
    expect(isWhole(typing)).toBe(false);
    expect(isWhole(takeAway(takeAway(typing)))).toBe(true);
  });

  it('deleting takes away what came last, a rare character whole', () => {
    const name = ['王', '𠮷', '小'].reduce((typing, one) => write(typing, one, LENGTH_MAX), startTyping(''));
    expect(takeAway(takeAway(name)).name).toBe('王');
    expect(takeAway(startTyping('')).name).toBe('');
  });

  it('a sign stands between two parts: no name begins or ends with a dot or a hyphen, and two never stand together', () => {
    const dot = (name: string) => write(startTyping(name), '·', LENGTH_MAX).name;
    expect([dot(''), dot('阿依古丽'), dot('阿依古丽·')]).toEqual(['', '阿依古丽·', '阿依古丽·']);
    expect(isWhole(startTyping('阿依古丽·'))).toBe(false);
    expect(isWhole(startTyping('阿依古丽·买买提'))).toBe(true);
    expect(isWhole(startTyping(''))).toBe(false);
  });

  it('no name is longer than it may be', () => {
    expect(write(startTyping('王小'), '雨', 3).name).toBe('王小雨');
    expect(write(startTyping('王小雨'), '雨', 3).name).toBe('王小雨');
  });

  it('a letter is a capital at the beginning of each part of a name, and nowhere else', () => {
    expect(['', 'Anna ', 'Anna-', "O'", '古丽·'].map(isCapital)).toEqual([true, true, true, true, true]);
    expect(['A', 'Anna', 'Zoë'].map(isCapital)).toEqual([false, false, false]);
  });

  it('a name that was written before is gone on with in the way it was written', () => {
    expect(['', '王小雨', 'Zoë Søn', '阿依古丽·买买提'].map((name) => startTyping(name).kind)).toEqual([
      'pinyin',
      'pinyin',
      'latin',
      'pinyin',
    ]);
  });
});
