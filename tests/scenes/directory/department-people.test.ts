import { describe, expect, it } from 'vitest';
import { bodyPartsOf } from '../../../bff/scenes/directory/body-parts.ts';
import { firstForOf } from '../../../bff/scenes/directory/first-doors.ts';
import { forWhomOf } from '../../../bff/scenes/directory/for-whom.ts';
import { latinNameOf } from '../../../bff/scenes/directory/latin-name.ts';
import { departmentCatalogue } from '../../../fixtures/hospitals/department-catalogue.ts';
import { givenNames, surnames } from '../../../fixtures/hospitals/name-parts.ts';

const codes = departmentCatalogue.map(({ code }) => code);

describe('for whom a department is', () => {
  it.each([
    ['A05.01', { forSex: 'female' }],
    ['A06.03', { forSex: 'female' }],
    ['A07', { ages: { below: 18 } }],
    ['A08.02', { ages: { below: 18 } }],
    ['A07.01', { ages: { below: 1 } }],
    ['A03.10', { ages: { from: 60 } }],
    ['A50.12', { ages: { from: 60 } }],
  ])('the department %s says for whom it is', (code, whom) => {
    expect(forWhomOf(code)).toEqual(whom);
  });

  it('a department that sees couples is not said to be for women, though it belongs to gynaecology', () => {
    expect(forWhomOf('A05.05')).toEqual({});
  });

  it('every department whose name says women, elders or children tells so, and no other', () => {
    const named = departmentCatalogue.filter(({ name }) => /妇|产|更年期|小儿|儿科|儿童|新生儿|老年/.test(name));
    expect(codes.filter((code) => Object.keys(forWhomOf(code)).length > 0)).toEqual(named.map(({ code }) => code));
  });
});

describe('the usual first door', () => {
  it('a department is the first door only for parts of the body for which people come to it', () => {
    for (const code of codes) expect(bodyPartsOf(code), code).toEqual(expect.arrayContaining([...firstForOf(code)]));
  });

  it('every part of the body has one first door among the departments of the list, and the chest two: heart and breath', () => {
    const doors = (part: string) => codes.filter((code) => firstForOf(code).some((one) => one === part));
    expect(doors('chest')).toEqual(['A03.01', 'A03.04']);
    expect(doors('whole-body')).toEqual(['A02']);
    expect(doors('women')).toEqual(['A05.01']);
    expect(doors('children')).toEqual(['A07']);
    expect(doors('back-joints')).toEqual(['A04.03']);
    const once = ['head', 'eyes', 'ear-nose-throat', 'mouth', 'belly'];
    expect(once.map((part) => doors(part).length)).toEqual(once.map(() => 1));
  });
});

describe('a name in Latin letters', () => {
  it.each([
    ['吴敏', 'Wu Min'],
    ['单雄信', 'Shan Xiongxin'],
    ['欧阳建安', "Ouyang Jian'an"],
    ['吕明', 'Lü Ming'],
    ['阿里木·买买提', 'Alimu Maimaiti'],
    ['Maria Silva', 'Maria Silva'],
  ])('%s is written %s', (name, latin) => {
    expect(latinNameOf(name)).toBe(latin);
  });

  it('every name of the made-up city is written as its own list of syllables says', () => {
    for (const surname of surnames)
      for (const given of givenNames)
        expect(latinNameOf(surname.written + given.written).replace("'", '')).toBe(`${surname.pinyin} ${given.pinyin}`);
  });
});
