import { describe, expect, it } from 'vitest';
import { isUnsure, pairedRatio, verdictOf } from '../bench/paired-ratio.ts';
import { seeded } from '../support/seeded.ts';

/** Seven rounds of two sides: a load of the machine that strikes both, and an error of each side's own. */
function rounds(random: () => number, ratio: number, ownError: () => number): { ours: number[]; theirs: number[] } {
  const shared = Array.from({ length: 7 }, () => 100 * (1 + 3 * random()));
  return {
    ours: shared.map((load) => load * ratio * ownError()),
    theirs: shared.map((load) => load * ownError()),
  };
}

describe('the interval of a ratio of pairs', () => {
  it('is that of the exact table of signed ranks: of seven pairs, the third mean from either end', () => {
    // Logarithms 1 to 7 in base e: the 28 means of pairs are 1, 1.5, 2, 2, …, 6, 6, 6.5, 7.
    const ours = [1, 2, 3, 4, 5, 6, 7].map(Math.exp);
    const { ratio, low, high } = pairedRatio(
      ours,
      ours.map(() => 1),
    );
    expect([ratio, low, high].map(Math.log).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([4, 2, 6]);
  });

  it('of six pairs it is the whole range, and five pairs have none', () => {
    const six = [1, 2, 3, 4, 5, 6];
    const { low, high } = pairedRatio(
      six,
      six.map(() => 1),
    );
    expect([low, high].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 6]);
    expect(() => pairedRatio(six.slice(1), six.slice(1))).toThrow(RangeError);
  });

  it.each([
    ['uniform', (random: () => number) => () => 1 + 0.3 * (random() - 0.5)],
    ['heavy-tailed', (random: () => number) => () => Math.exp(0.05 * Math.tan(Math.PI * (random() - 0.5) * 0.98))],
  ])('holds the true ratio in 95 of 100 comparisons whose error is %s', (_, errors) => {
    const random = seeded(20_261_128);
    const [comparisons, truth] = [4_000, 1.07];
    let held = 0;
    for (let n = 0; n < comparisons; n += 1) {
      const { ours, theirs } = rounds(random, truth, errors(random));
      const { low, high } = pairedRatio(ours, theirs);
      if (low <= truth && truth <= high) held += 1;
    }
    // 95.3 % is exact for seven pairs; four standard errors of 4,000 comparisons are 1.3 %.
    expect(held / comparisons).toBeGreaterThan(0.94);
    expect(held / comparisons).toBeLessThan(0.967);
  });

  it('is the same whatever both sides of a round are multiplied by', () => {
    const random = seeded(7);
    const { ours, theirs } = rounds(random, 1.3, () => 1 + random());
    const scaled = (side: number[]) => side.map((value, index) => value * 2 ** index);
    const [plain, stretched] = [pairedRatio(ours, theirs), pairedRatio(scaled(ours), scaled(theirs))];
    for (const key of ['ratio', 'low', 'high'] as const) expect(stretched[key]).toBeCloseTo(plain[key], 10);
  });

  it('refuses a side that is zero, missing or not a number', () => {
    const seven = [1, 1, 1, 1, 1, 1, 1];
    for (const broken of [[0, 1, 1, 1, 1, 1, 1], seven.slice(1), [Number.NaN, 1, 1, 1, 1, 1, 1]])
      expect(() => pairedRatio(seven, broken)).toThrow(RangeError);
  });
});

describe('the verdict on two trees', () => {
  it.each([
    [1.11, 1.4, 'worse', 'better'],
    [1.09, 1.4, 'same', 'same'],
    [0.95, 1.05, 'same', 'same'],
    [0.5, 0.92, 'same', 'same'],
    [0.5, 0.9, 'better', 'worse'],
  ] as const)('from %f to %f is %s for a cost and %s for a rate', (low, high, cost, rate) => {
    const interval = { ratio: (low + high) / 2, low, high };
    expect([verdictOf(interval, 'less'), verdictOf(interval, 'more')]).toEqual([cost, rate]);
  });

  it('says of an interval that reaches beyond a tenth without excluding it that it is unsure', () => {
    expect(isUnsure({ ratio: 1, low: 0.7, high: 1.05 })).toBe(true);
    expect(isUnsure({ ratio: 1, low: 0.95, high: 1.05 })).toBe(false);
    expect(isUnsure({ ratio: 1.3, low: 1.2, high: 1.5 })).toBe(false);
  });

  it('calls a booking that costs a third more worse in at least 19 of 20 comparisons, with errors of 10 %', () => {
    const random = seeded(3);
    let worse = 0;
    for (let n = 0; n < 400; n += 1) {
      const { ours, theirs } = rounds(random, 4 / 3, () => 1 + 0.2 * (random() - 0.5));
      if (verdictOf(pairedRatio(ours, theirs), 'less') === 'worse') worse += 1;
    }
    expect(worse / 400).toBeGreaterThan(0.95);
  });
});
