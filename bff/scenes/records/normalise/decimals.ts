import { Decimal as Big } from 'decimal.js';
import { type Decimal, isDecimal } from '../../../../adapters/port/records.ts';

/**
 * Decimals as they were written, converted without drift: 210 10*3/uL is 210 10*9/L, never 209.99999999999997. Values stay fractions until
 * the last step, so that comparing rounds nothing.
 */

/** A straight line onto another scale: `times` × value ÷ `over` + `plus`. `times` and `over` are above zero, so order is kept. */
export interface Scale {
  readonly times?: Decimal;
  readonly over?: Decimal;
  readonly plus?: Decimal;
}

/** Scales one after the other, each onto the next. */
export type Steps = readonly Scale[];

/** A value over something above zero. */
interface Fraction {
  readonly over: Big;
  readonly value: Big;
}

/** 39 digits of a value and those of four factors: far below 200, so no product is ever rounded. */
const Exact = Big.clone({ precision: 200, rounding: Big.ROUND_HALF_UP });

const factorsOf = ({ times = '1', over = '1', plus = '0' }: Scale) => ({
  times: new Exact(times),
  over: new Exact(over),
  plus: new Exact(plus),
});

/** The value where the steps lead. */
function along(number: Decimal, steps: Steps): Fraction {
  let reached: Fraction = { value: new Exact(number), over: new Exact(1) };
  for (const step of steps) {
    const { times, over, plus } = factorsOf(step);
    const below = reached.over.times(over);
    reached = { value: reached.value.times(times).plus(plus.times(below)), over: below };
  }
  return reached;
}

/** The value from which the steps lead here: the only place that divides, to 200 digits. */
function backAlong(from: Fraction, steps: Steps): Big {
  let reached = from;
  for (const step of [...steps].reverse()) {
    const { times, over, plus } = factorsOf(step);
    reached = { value: reached.value.minus(plus.times(reached.over)).times(over), over: reached.over.times(times) };
  }
  return reached.value.div(reached.over);
}

/** Which of two values is higher, once both were led onto one scale: below 0 the second, above 0 the first, 0 neither. Exact. */
export function compareDecimals(a: Decimal, b: Decimal, aSteps: Steps = [], bSteps: Steps = []): number {
  const left = along(a, aSteps);
  const right = along(b, bSteps);
  return left.value.times(right.over).comparedTo(right.value.times(left.over));
}

/**
 * The value on another scale. `decimals`, where the measure has an agreed number of them. Else:
 * - A power of ten moves the point and nothing else: `5.50` g/L is `5500` mg/L, `0.21` is `0.00021`.
 * - So does an offset, as from Cel to K: 36.5 is 309.65.
 * - Any other factor leaves as many significant digits as were written, and three at least: `99` mg/dL is `5.50` mmol/L, `1.0` mg/dL
 *   `88.4` µmol/L. Fewer would draw steps that nobody measured; more would claim what nobody measured. Half is rounded away from zero.
 *
 * A whole number stays whole. `undefined` where what comes out is too long for a decimal, see `isDecimal`: no value of a person is.
 */
export function convertDecimal(number: Decimal, from: Steps, to: Steps, decimals?: number): Decimal | undefined {
  const value = backAlong(along(number, from), to);
  const converted = value.toFixed(decimals ?? placesOf(number, value, from, to));
  return isDecimal(converted) ? converted : undefined;
}

/** How many places after the point are kept, by the rule of `convertDecimal`. */
function placesOf(number: Decimal, value: Big, from: Steps, to: Steps): number {
  const written = placesIn(number);
  const ten = exponentOfTen(from, to);
  const isMoved = [...from, ...to].some(({ plus }) => plus !== undefined);
  if (ten !== undefined) return Math.max(0, written - ten, isMoved ? value.decimalPlaces() : 0);
  if (value.isZero()) return written;
  const digits = Math.max(3, significantDigits(number));
  return Math.max(0, digits - 1 - value.toSignificantDigits(digits).e);
}

/** `n` where one on the one scale is 10ⁿ on the other, offsets left aside. */
function exponentOfTen(from: Steps, to: Steps): number | undefined {
  const forth = slopeOf(from);
  const back = slopeOf(to);
  const value = forth.value.times(back.over);
  const over = forth.over.times(back.value);
  const exponent = value.div(over).e;
  const ten = new Exact(10).pow(Math.abs(exponent));
  const isExact = exponent >= 0 ? value.equals(over.times(ten)) : value.times(ten).equals(over);
  return isExact ? exponent : undefined;
}

const slopeOf = (steps: Steps): Fraction =>
  along(
    '1',
    steps.map(({ times, over }) => ({ times, over })),
  );

const placesIn = (number: Decimal) => number.split('.')[1]?.length ?? 0;

/** Digits from the first that is not zero on; of `0.00` those after the point. */
function significantDigits(number: Decimal): number {
  const digits = number.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits === '' ? placesIn(number) : digits.length;
}
