/** Digits of a passcode. */
export const PASSCODE_LENGTH = 6;

const RANDOM_DIGITS = 12;

/** Six digits out of a new key (RFC 9562 §5.4, UUID version 4): its last 48 bits come from the page's cryptographic randomness. */
function digitsOf(key: string): string {
  const number = BigInt(`0x${key.replaceAll(/[^0-9a-f]/gi, '').slice(-RANDOM_DIGITS)}`);
  return String(number % 10n ** BigInt(PASSCODE_LENGTH)).padStart(PASSCODE_LENGTH, '0');
}

const TRIES = 20;

/** A passcode that nobody has chosen. @param newKey answers another UUID each time. */
export function madePasscode(newKey: () => string, birthYear: number | undefined): string {
  let digits = digitsOf(newKey());
  for (let tries = 0; tries < TRIES && isGuessable(digits, birthYear); tries += 1) digits = digitsOf(newKey());
  return digits;
}

/** Whether somebody who knows the person, or nobody, would try it first: five tries are all there are. */
export function isGuessable(digits: string, birthYear: number | undefined): boolean {
  const steps = new Set([...digits].slice(1).map((digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10));
  const [step = 0] = steps;
  // 000000, 123456, 987654, 890123.
  if (steps.size === 1 && [0, 1, 9].includes(step)) return true;
  return birthYear !== undefined && isBirthday(digits, String(birthYear));
}

/** `460312`, `194603`, `031946`, `120346`: with the year of birth before or behind a day or a month that there is. */
function isBirthday(digits: string, year: string): boolean {
  const short = year.slice(2);
  const rests = [
    digits.startsWith(year) ? digits.slice(4) : undefined,
    digits.endsWith(year) ? digits.slice(0, 2) : undefined,
    digits.startsWith(short) ? digits.slice(2) : undefined,
    digits.endsWith(short) ? digits.slice(0, 4) : undefined,
  ];
  return rests.some((rest) => rest !== undefined && isMonthOrDay(rest));
}

const MONTHS = 12;
const DAYS = 31;

function isMonthOrDay(rest: string): boolean {
  const [first, second = 1] = (rest.match(/\d\d/g) ?? []).map(Number);
  const is = (month = 0, day = 0) => month >= 1 && month <= MONTHS && day >= 1 && day <= DAYS;
  return is(first, second) || is(second, first);
}

/** `135 790`: as it is read and told. */
export function inThrees(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}
