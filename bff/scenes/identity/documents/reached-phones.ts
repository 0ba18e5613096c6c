/**
 * Numbers that begin like a country's phones and are none that a person has at hand: satellite and premium services, shared costs, numbers
 * that follow a person (ITU-T E.164 assigned codes; the national plans of the United States, the United Kingdom, Hong Kong and Taiwan).
 * A message to them costs a hundredfold, and whoever rents one earns by it.
 */
const NEVER = ['800', '808', '870', '878', '881', '882', '883', '888', '979', '1900', '1976', '4470', '449', '852900', '886204'];

/** The mainland's numbers are kept without their country's code. */
const MAINLAND = '86';

/** Whether codes are sent to a phone, as `readPhone` reads it, where they go to these countries. */
export function reaches(phone: string, countries: readonly string[]): boolean {
  const digits = phone.startsWith('+') ? phone.slice(1) : MAINLAND + phone;
  return countries.some((country) => digits.startsWith(country)) && !NEVER.some((range) => digits.startsWith(range));
}
