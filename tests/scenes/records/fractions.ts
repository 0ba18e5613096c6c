/** Fractions of whole numbers, written apart from the code that is tested: the second opinion on every conversion. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

const power = (places: number) => 10n ** BigInt(places);

export function fraction(decimal: string): Fraction {
  const [whole = '', places = ''] = decimal.split('.');
  return { above: BigInt(`${whole}${places}`), below: power(places.length) };
}

export const times = (a: Fraction, b: Fraction): Fraction => ({ above: a.above * b.above, below: a.below * b.below });
export const over = (a: Fraction, b: Fraction): Fraction => ({ above: a.above * b.below, below: a.below * b.above });
export const plus = (a: Fraction, b: Fraction): Fraction => ({
  above: a.above * b.below + b.above * a.below,
  below: a.below * b.below,
});
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { above: -b.above, below: b.below });
export const isBelow = (a: Fraction, b: Fraction) => a.above * b.below < b.above * a.below;

const size = (number: bigint) => (number < 0n ? -number : number);

/** So many places after the point; half goes away from zero. */
export function rounded({ above, below }: Fraction, places: number): string {
  const doubled = (size(above) * power(places) * 2n + below) / (below * 2n);
  const digits = doubled.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return above < 0n ? `-${text}` : text;
}

const significant = (text: string) => text.replace(/[-.]/g, '').replace(/^0+/, '').length;

/** With so many digits from the first that is not zero on, or all of a whole number. */
export function withDigits(number: Fraction, digits: number): string {
  let places = 0;
  while ((size(number.above) * power(places)) / number.below < power(digits - 1)) places += 1;
  const text = rounded(number, places);
  // 9.996 became 10.00, which is a digit too many.
  return places > 0 && significant(text) > digits ? rounded(number, places - 1) : text;
}

/** All of a fraction that ends. */
export function whole(number: Fraction): string {
  for (let places = 0; ; places += 1) {
    const text = rounded(number, places);
    const { above, below } = minus(fraction(text), number);
    if (above === 0n && below !== 0n) return text;
    if (places > 60) throw new Error('a fraction without an end');
  }
}
