import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knownCharacters } from '../../../kiosk/components/name-pad/characters.ts';
import { drawnHan, gb2312, reachOf } from './reach.ts';

const BEYOND = readFileSync('kiosk/styles/fonts/rare-han.txt', 'utf8');

it('every Han character that the bundled fonts draw can be written on the glass', () => {
  const han = drawnHan(BEYOND);
  const known = new Set(knownCharacters.all.map(({ written }) => written));
  expect(han.filter((one) => !known.has(one))).toEqual([]);
  expect(known.size).toBeGreaterThanOrEqual(29_870);
  expect(knownCharacters.all).toHaveLength(known.size);
  const { all, byStrokes, byEither } = reachOf(known);
  expect(byEither).toBe(all);
  expect(byStrokes).toBe(all);
});

it('of the characters of everyday, all can be written by how they sound and by the order of their strokes', () => {
  const { all, byBoth, byOrder } = reachOf(gb2312());
  expect(all).toBe(6763);
  expect(byBoth / all).toBeGreaterThanOrEqual(0.999);
  expect(byOrder / all).toBeGreaterThanOrEqual(0.999);
});

it('of all characters, nine in ten have a reading, and nineteen in twenty an order of strokes', () => {
  const { all, byPinyin, byOrder } = reachOf(knownCharacters.all.map(({ written }) => written));
  expect(byPinyin / all).toBeGreaterThan(0.9);
  expect(byOrder / all).toBeGreaterThan(0.95);
});
