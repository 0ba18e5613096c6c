import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shanghaiTime } from '../../bff/platform/http/instants.ts';

/** The clock on the wall in Shanghai, by the platform's own calendar. */
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

it('the contract writes any instant since 1992 as the clock in Shanghai shows it, in any order', () => {
  const instant = fc.integer({ min: Date.UTC(1992, 0), max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(instant, (at) => {
      expect(shanghaiTime(at)).toBe(`${wall.format(at).replace(' ', 'T')}+08:00`);
      expect(Date.parse(shanghaiTime(at))).toBe(Math.floor(at / 1000) * 1000);
    }),
    { numRuns: 5_000 },
  );
});

it.each([
  [0, '1970-01-01T08:00:00+08:00'],
  [Date.UTC(2026, 10, 23, 15, 59, 59, 999), '2026-11-23T23:59:59+08:00'],
  [Date.UTC(2026, 10, 23, 16), '2026-11-24T00:00:00+08:00'],
])('the contract turns the day at midnight in Shanghai: %i is %s', (at, text) => {
  expect(shanghaiTime(at)).toBe(text);
});
