import { describe, expect, it } from 'vitest';
import type { Department } from '../../kiosk/client/wire.ts';
import { departmentsFor, partsFor, type Seeker, seekerOf, sees } from '../../kiosk/scenes/directory/fitting.ts';

const TODAY = '2026-11-24';
const man = seekerOf({ sex: 'male', birthYear: 1946 }, TODAY);
const woman = seekerOf({ sex: 'female', birthYear: 1984 }, TODAY);
const girl = seekerOf({ sex: 'female', birthYear: 2020 }, TODAY);
const PARTS = ['head', 'chest', 'women', 'children'] as const;

const department = (code: string, more: Partial<Department> = {}): Department => ({
  code,
  name: code,
  englishName: code,
  aliases: [],
  bodyParts: ['chest'],
  firstFor: [],
  hospitals: ['here'],
  ...more,
});
const codes = (departments: readonly Department[], seeker: Seeker, part: 'chest' | 'name' = 'chest') =>
  departmentsFor(departments, { part, seeker, here: 'here' }).map(({ code }) => code);

describe('what somebody is asked at the glass', () => {
  it('a man is not asked about what only women have, and nobody grown for the trouble of a child', () => {
    expect(partsFor(PARTS, man)).toEqual(['head', 'chest']);
    expect(partsFor(PARTS, woman)).toEqual(['head', 'chest', 'women']);
  });

  it('a child is asked for a child’s trouble first', () => {
    expect(partsFor(PARTS, girl)).toEqual(['children', 'head', 'chest']);
  });

  it('a department is left out only where it is certain not to be for somebody, and never for who told no sex', () => {
    const womens = department('A05', { forSex: 'female' });
    const childrens = department('A07', { ages: { below: 18 } });
    const elders = department('A03.10', { ages: { from: 60 } });
    expect([man, woman, girl].map((seeker) => sees(womens, seeker))).toEqual([false, true, true]);
    expect([man, woman, girl].map((seeker) => sees(childrens, seeker))).toEqual([false, false, true]);
    expect([man, woman, girl].map((seeker) => sees(elders, seeker))).toEqual([true, false, false]);
    expect(sees(womens, { ...man, sex: 'unknown' })).toBe(true);
    // Whose birthday is to come may be a year younger than the year says.
    expect(sees(childrens, seekerOf({ sex: 'male', birthYear: 2008 }, TODAY))).toBe(true);
    expect(sees(elders, seekerOf({ sex: 'male', birthYear: 1966 }, TODAY))).toBe(true);
  });

  it('departments of this house stand before those of another one, and the usual first door before the others', () => {
    const departments = [
      department('A', { hospitals: ['there'], firstFor: ['chest'] }),
      department('B'),
      department('C', { firstFor: ['chest'] }),
      department('D', { bodyParts: ['head'] }),
    ];
    expect(codes(departments, man)).toEqual(['C', 'B', 'A']);
    expect(codes(departments, man, 'name')).toEqual(['B', 'C', 'D', 'A']);
    expect(departmentsFor(departments, { part: 'chest', seeker: man, here: 'here' }).map(({ here }) => here)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('to somebody who stands in no house no department is in this one, and the usual first door stands first all the same', () => {
    const departments = [department('A'), department('B', { firstFor: ['chest'] })];
    const told = departmentsFor(departments, { part: 'chest', seeker: man, here: undefined });
    expect(told.map(({ code, here }) => [code, here])).toEqual([
      ['B', false],
      ['A', false],
    ]);
  });

  it('a child’s own department is there for whatever a child has, and stands first', () => {
    const departments = [department('A10'), department('A07', { bodyParts: ['children'], ages: { below: 18 } })];
    expect(codes(departments, girl)).toEqual(['A07', 'A10']);
    expect(codes(departments, woman)).toEqual(['A10']);
  });
});
