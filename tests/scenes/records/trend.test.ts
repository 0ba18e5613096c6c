import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparator } from '../../../adapters/port/records.ts';
import { normaliseResult } from '../../../bff/scenes/records/normalise/normalise-result.ts';
import { linesOf, type TrendPoint } from '../../../bff/scenes/records/normalise/trend.ts';
import { MANY } from './many-hospitals.ts';
import { knowing } from './sample-results.ts';

const SEED = 20_270_304;
const DAY = Date.UTC(2027, 0, 10);
const HOUR = 3_600_000;

const point = (
  at: number | undefined,
  number: string,
  more: { unit?: string; comparator?: Comparator; order?: string } = {},
): TrendPoint => ({
  at,
  order: more.order ?? `${at} ${number}`,
  onLine: { unit: more.unit ?? 'mmol/L', number, comparator: more.comparator },
});

const numbersOf = (points: readonly TrendPoint[]) => points.map(({ onLine }) => onLine?.number);

describe('values over time', () => {
  it('delivered newest first, two of one day and one without a time: the oldest comes first, and the last is not drawn', () => {
    const delivered = [
      point(DAY + 9 * HOUR, '5.9'),
      point(undefined, '7.0'),
      point(DAY + 8 * HOUR, '5.4'),
      point(DAY - 24 * HOUR, '5.1'),
    ];
    const { lines, apart } = linesOf(delivered);
    expect(lines.map(({ points }) => numbersOf(points))).toEqual([['5.1', '5.4', '5.9']]);
    expect(lines[0]?.direction).toBe('rising');
    expect(apart.map(({ point: { onLine }, reason }) => [onLine?.number, reason])).toEqual([['7.0', 'no-time']]);
  });

  it.each([
    ['5.1', '5.4', 'rising'],
    ['5.4', '5.1', 'falling'],
    ['5.50', '5.5', 'level'],
    ['10', '9', 'falling'],
    ['-2', '-3', 'falling'],
    ['0.30000000000000004', '0.3', 'falling'],
  ])('from %s to %s is %s', (before, last, direction) => {
    expect(linesOf([point(2, last), point(1, before)]).lines[0]?.direction).toBe(direction);
  });

  it('only the last two values make a direction', () => {
    expect(linesOf([point(1, '9'), point(2, '1'), point(3, '2')]).lines[0]?.direction).toBe('rising');
  });

  it('one value, and two of one instant, go nowhere', () => {
    expect(linesOf([point(1, '9')]).lines[0]?.direction).toBeUndefined();
    expect(linesOf([point(1, '9'), point(1, '8')]).lines[0]?.direction).toBeUndefined();
    expect(linesOf([])).toEqual({ lines: [], apart: [] });
  });

  it('a value that is only a limit never makes a direction, on either side', () => {
    for (const comparator of ['<', '<=', '>', '>='] as const) {
      expect(linesOf([point(1, '3', { comparator }), point(2, '5')]).lines[0]?.direction).toBeUndefined();
      expect(linesOf([point(1, '5'), point(2, '5000', { comparator })]).lines[0]?.direction).toBeUndefined();
      expect(linesOf([point(1, '3', { comparator }), point(2, '5'), point(3, '6')]).lines[0]?.direction).toBe('rising');
    }
  });

  it('each unit has a line of its own, the longest first; what is on none is listed with why', () => {
    const { lines, apart } = linesOf([
      point(1, '40', { unit: 'U/L' }),
      point(2, '38', { unit: '[IU]/L' }),
      point(3, '39', { unit: '[IU]/L' }),
      { at: 5, order: 'c', apart: 'no-number' },
      { at: 4, order: 'b', apart: 'no-unit' },
      { order: 'a', apart: 'unit-not-understood' },
    ]);
    expect(lines.map(({ unit, points }) => [unit, points.length])).toEqual([
      ['[IU]/L', 2],
      ['U/L', 1],
    ]);
    expect(apart.map(({ reason }) => reason)).toEqual(['no-unit', 'no-number', 'unit-not-understood']);
  });

  it('nothing is lost and nothing doubled, and the order in which values arrive changes nothing', () => {
    const anyPoint = fc.record({
      at: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      number: fc.integer({ min: 0, max: 5 }).map(String),
      unit: fc.constantFrom('mmol/L', 'U/L', undefined),
      comparator: fc.constantFrom(undefined, '<' as const),
    });
    const arrivals = fc.array(anyPoint, { maxLength: 12 }).chain((made) => {
      const points = made.map(
        ({ at, number, unit, comparator }, nth): TrendPoint =>
          unit === undefined
            ? { at, order: `r${nth}`, apart: 'no-unit' }
            : point(at, number, { unit, comparator, order: `r${nth}` }),
      );
      return fc.tuple(fc.constant(points), fc.shuffledSubarray(points, { minLength: points.length }));
    });
    fc.assert(
      fc.property(arrivals, ([points, shuffled]) => {
        const trend = linesOf(points);
        expect(linesOf(shuffled)).toEqual(trend);
        const all = [...trend.lines.flatMap((line) => line.points), ...trend.apart.map((one) => one.point)];
        expect(all.map(({ order }) => order).sort()).toEqual(points.map(({ order }) => order).sort());
        for (const { unit, points: onLine, direction } of trend.lines) {
          const times = onLine.map(({ at }) => at ?? Number.NaN);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          for (const { onLine: place } of onLine) expect(place?.unit).toBe(unit);
          const [before, last] = onLine
            .slice(-2)
            .map((one) => (one.onLine?.comparator === undefined ? Number(one.onLine?.number) : Number.NaN));
          const slope = (last ?? Number.NaN) - (before ?? Number.NaN);
          const isTold = !Number.isNaN(slope) && times.at(-1) !== times.at(-2);
          expect(direction).toBe(isTold ? { '1': 'rising', '-1': 'falling', '0': 'level' }[String(Math.sign(slope))] : undefined);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('three hospitals that write one value in three ways say level, and never rising', () => {
    const at: Readonly<Record<string, number>> = { m1: 1, m2: 2 };
    const points = Object.entries(at).map(([name, time]): TrendPoint => {
      const { onLine, apart } = normaliseResult(MANY[name] as never, knowing());
      return { at: time, order: name, onLine, apart };
    });
    expect(linesOf(points).lines).toHaveLength(1);
    expect(linesOf(points).lines[0]?.direction).toBe('level');
  });

  it('troponin below, measured and above: three marks on one line, and no direction', () => {
    const points = ['t1', 't2', 't3'].map((name, nth): TrendPoint => {
      const { onLine, apart } = normaliseResult(MANY[name] as never, knowing());
      return { at: nth, order: name, onLine, apart };
    });
    const { lines } = linesOf(points);
    expect(lines.map(({ unit, points: marks, direction }) => [unit, numbersOf(marks), direction])).toEqual([
      ['ng/L', ['3', '5', '5000'], undefined],
    ]);
  });
});
