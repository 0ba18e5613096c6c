import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, convertDecimal } from '../../../bff/scenes/records/normalise/decimals.ts';
import { MEASURES, type Measure, onScale } from '../../../bff/scenes/records/normalise/measures.ts';
import { UNITS, unitOfCode } from '../../../bff/scenes/records/normalise/units.ts';
import { type Fraction, fraction, isBelow, minus, over, plus, rounded, times, withDigits } from './fractions.ts';

const SEED = 20_270_301;
const runs = { seed: SEED, numRuns: 400 };

/** A value as a laboratory writes one: `0.050`, `120`, `5.50`. */
const decimals = fc
  .tuple(fc.bigInt({ min: 0n, max: 999_999_999n }), fc.nat(4))
  .map(([digits, places]) => rounded({ above: digits, below: 10n ** BigInt(places) }, places));
const numbers = decimals.filter((text) => /[1-9]/.test(text));

const converted = (number: string, from: string, to: string, measure?: Measure) => {
  const [source, target] = [onScale(unitOfCode(from), measure), onScale(unitOfCode(to), measure)];
  return source.scale === target.scale ? convertDecimal(number, source.steps, target.steps) : undefined;
};

const placesIn = (text: string) => text.split('.')[1]?.length ?? 0;
/** Whether it has more places than a decimal may have. */
const isLong = (exact: Fraction) => minus(fraction(rounded(exact, 15)), exact).above !== 0n;
const digitsOf = (text: string) => text.replace(/[-.]/g, '').replace(/^0+/, '').length;

describe('converting a decimal', () => {
  it.each([
    ['210', '10*3/uL', '10*9/L', '210'],
    ['5.50', 'g/L', 'mg/L', '5500'],
    ['0.21', 'mg/L', 'g/L', '0.00021'],
    ['1.50', 'g/dL', 'g/L', '15.0'],
    ['36.5', 'Cel', 'K', '309.65'],
    ['309.65', 'K', 'Cel', '36.50'],
    ['1', 'ukat/L', 'U/L', '60.0'],
    ['120', 'mm[Hg]', 'kPa', '16.0'],
    ['0.00', 'mm[Hg]', 'kPa', '0.00'],
    ['0.0', 'mm[Hg]', 'kPa', '0.0'],
    ['0', 'ukat/L', 'U/L', '0'],
  ])('%s %s is %s as %s, digit by digit', (number, from, to, expected) => {
    expect(converted(number, from, to)).toBe(expected);
  });

  it.each([
    ['glucose', '99', 'mg/dL', 'mmol/L', '5.50'],
    ['creatinine', '1.0', 'mg/dL', 'umol/L', '88.4'],
    ['creatinine', '1.2', 'mg/dL', 'umol/L', '106'],
    ['creatinine', '12.00', 'mg/dL', 'umol/L', '1061'],
    ['cholesterol', '200', 'mg/dL', 'mmol/L', '5.17'],
    ['calcium', '4.6', 'meq/L', 'mmol/L', '2.30'],
    ['potassium', '4.1', 'meq/L', 'mmol/L', '4.1'],
  ] as const)('of %s, %s %s is %s as %s', (key, number, from, to, expected) => {
    expect(converted(number, from, to, MEASURES[key])).toBe(expected);
  });

  it('steps are gone one after the other, and back in the opposite order', () => {
    const fahrenheit = [{ times: '9', over: '5', plus: '32' }];
    expect(convertDecimal('36.6', fahrenheit, [], 2)).toBe('97.88');
    expect(convertDecimal('97.88', [], fahrenheit)).toBe('36.60');
    const twice = [
      { over: '4', plus: '1' },
      { times: '3', over: '2', plus: '0.5' },
    ];
    // (2 ÷ 4 + 1) × 3 ÷ 2 + 0.5
    expect(convertDecimal('2', twice, [])).toBe('2.75');
    expect(convertDecimal('2.75', [], twice)).toBe('2.00');
    expect(compareDecimals('2', '2.75', twice)).toBe(0);
  });

  it('a factor of ten moves the point and alters no digit', () => {
    const pairs = UNITS.flatMap((a) => UNITS.filter((b) => a.kind === b.kind).map((b) => [a, b] as const)).filter(([a, b]) =>
      [a, b].every(({ scale }) => /^(0\.0*1|10*)$/.test(scale.times ?? '') && scale.plus === undefined),
    );
    expect(pairs.length).toBeGreaterThan(200);
    fc.assert(
      fc.property(decimals, fc.constantFrom(...pairs), (number, [a, b]) => {
        const exact = over(times(fraction(number), fraction(a.scale.times ?? '')), fraction(b.scale.times ?? ''));
        const result = converted(number, a.ucum, b.ucum);
        if (result === undefined) return expect(rounded(exact, 0).length > 21 || isLong(exact)).toBe(true);
        expect(minus(fraction(result), exact).above).toBe(0n);
        // What was written stays: zeros behind the point are neither lost nor made up.
        expect(digitsOf(result)).toBeGreaterThanOrEqual(digitsOf(number));
        if (placesIn(result) > 0) expect(digitsOf(result)).toBe(digitsOf(number));
      }),
      runs,
    );
  });

  it('from mass to moles, as many digits are kept as were written and three at least, rounded as fractions are', () => {
    const molar: readonly [Measure, string][] = Object.values<Measure>(MEASURES).flatMap((measure) =>
      measure.forms.flatMap(({ kind, onto }): [Measure, string][] =>
        kind === 'mass' && onto?.over ? [[measure, onto.over]] : [],
      ),
    );
    expect(molar.length).toBeGreaterThanOrEqual(14);
    fc.assert(
      fc.property(numbers, fc.constantFrom(...molar), (number, [measure, gramsAMole]) => {
        const unit = measure.unit ?? '';
        const inMoles = over(times(fraction(number), fraction('0.01')), fraction(gramsAMole));
        const exact = over(inMoles, fraction(unitOfCode(unit).scale.times ?? ''));
        expect(converted(number, 'mg/dL', unit, measure)).toBe(withDigits(exact, Math.max(3, digitsOf(number))));
      }),
      runs,
    );
  });

  it('there and back leads to where it began, within the digits that were kept', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const there = converted(number, 'mg/dL', 'mmol/L', MEASURES.glucose) ?? '';
        const back = converted(there, 'mmol/L', 'mg/dL', MEASURES.glucose) ?? '';
        const half = (text: string): Fraction => ({ above: 1n, below: 2n * 10n ** BigInt(placesIn(text)) });
        const most = plus(times(half(there), fraction('18.0156')), half(back));
        const off = minus(fraction(back), fraction(number));
        expect(isBelow(most, { above: off.above < 0n ? -off.above : off.above, below: off.below })).toBe(false);
        expect(digitsOf(there)).toBeGreaterThanOrEqual(3);
      }),
      runs,
    );
  });

  it('converting keeps order: what was higher is never lower afterwards', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const order = compareDecimals(a, b);
        const [x, y] = [a, b].map((one) => converted(one, 'mg/dL', 'umol/L', MEASURES.creatinine) ?? '');
        const after = compareDecimals(x ?? '', y ?? '');
        expect(after === 0 || order === 0 || after === order).toBe(true);
      }),
      runs,
    );
  });

  it('a number that would be too long for a decimal is none', () => {
    expect(converted('999999999999999999999', 'g/L', 'ng/L')).toBeUndefined();
    expect(converted('0.000000000000000001', 'ng/L', 'g/L')).toBeUndefined();
  });
});

describe('comparing decimals', () => {
  it('compares as fractions do, on any two scales of one kind', () => {
    const steps = onScale(unitOfCode('mg/dL'), MEASURES.glucose).steps;
    const straight = onScale(unitOfCode('mmol/L'), MEASURES.glucose).steps;
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const left = over(fraction(a), fraction('18.0156'));
        const expected = isBelow(left, fraction(b)) ? -1 : isBelow(fraction(b), left) ? 1 : 0;
        expect(compareDecimals(a, b, steps, straight)).toBe(expected);
      }),
      runs,
    );
  });

  it('nothing is rounded on the way: a value one digit beside its limit is beside it', () => {
    const steps = onScale(unitOfCode('mg/dL'), MEASURES.glucose).steps;
    const straight = onScale(unitOfCode('mmol/L'), MEASURES.glucose).steps;
    expect(compareDecimals('90.078', '5', steps, straight)).toBe(0);
    expect(compareDecimals('90.078000000000000001', '5', steps, straight)).toBe(1);
    expect(compareDecimals('90.077999999999999999', '5', steps, straight)).toBe(-1);
    expect(compareDecimals('99999999999999999999.000000000000000001', '99999999999999999999')).toBe(1);
  });

  it('zeros behind the point make no difference to a number', () => {
    expect(compareDecimals('5.50', '5.5')).toBe(0);
  });
});
