import { expect, it } from 'vitest';
import { isKeptForMinor } from '../../../bff/scenes/appointments/rules.ts';

const TODAY = '2026-11-24';
const KEEPS = { fromYears: 14, departments: ['50'] };

it('a guardian hears of no payment of an older minor where the hospital keeps a department, because nobody here knows of which it was', () => {
  expect(isKeptForMinor(KEEPS, '2012-11-24', TODAY, undefined)).toBe(true);
  expect(isKeptForMinor(KEEPS, '2012-11-25', TODAY, undefined)).toBe(false);
  expect(isKeptForMinor({ ...KEEPS, departments: [] }, '2012-11-24', TODAY, undefined)).toBe(false);
  expect(isKeptForMinor(KEEPS, '2012-11-24', TODAY, '03')).toBe(false);
});
