import type { GivenPerson } from '../answers.ts';

/** Weights of the check character (GB 11643-1999, ISO 7064 MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** What a resident number of 18 characters says of its holder; nothing where it is none. The gateway reads it once more. */
export function readResidentNumber(typed: string): Pick<GivenPerson, 'birthDate' | 'sex'> | undefined {
  const number = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!/^\d{17}[\dX]$/.test(number)) return undefined;
  const sum = WEIGHTS.reduce((whole, weight, at) => whole + weight * Number(number[at]), 0);
  if (CHECKS[sum % CHECKS.length] !== number[17]) return undefined;
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const day = new Date(`${birthDate}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== birthDate) return undefined;
  return { birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}
