import type { Code } from '../../../../adapters/port/records.ts';
import { measureOf, measureOfLoinc } from './measures.ts';
import type { Knowing } from './normal-result.ts';

/** What was measured: a measure of ours, or a code of LOINC that is none of them. */
export type Measured = { readonly measure: string } | { readonly loinc: string };

export const LOINC = 'http://loinc.org';

/** The names that the list has: its URI in FHIR, its OID, its name in HL7 v2 table 0396. */
const LOINC_NAMES: readonly string[] = [LOINC, 'urn:oid:2.16.840.1.113883.6.1', '2.16.840.1.113883.6.1', 'LN'];

/** Digits, and one that is checked by them (LOINC Users' Guide, appendix "check digit": modulus 10). */
export function isLoinc(code: string): boolean {
  if (!/^[1-9][0-9]{0,6}-[0-9]$/.test(code)) return false;
  const digits = [...code.replace('-', '')].reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, place) => total + (place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0;
}

/** The codes of LOINC that the hospital itself gives. */
export function loincsOf(codes: readonly Code[]): readonly string[] {
  return codes.filter(({ system, code }) => LOINC_NAMES.includes(system) && isLoinc(code)).map(({ code }) => code);
}

/** What the codes say was measured; `undefined` where they say nothing that we know, or not the same. */
export function measuredBy(codes: readonly Code[], ownCodes: Knowing['codes']): Measured | undefined {
  const mapped = codes.filter(({ system }) => !LOINC_NAMES.includes(system)).map(({ code }) => ownCode(code, ownCodes));
  const said = [...loincsOf(codes), ...mapped].flatMap((name) => (name === undefined ? [] : (measuredAs(name) ?? [])));
  const [first] = said;
  return said.every((one) => nameOf(one) === (first && nameOf(first))) ? first : undefined;
}

function ownCode(code: string, ownCodes: Knowing['codes']): string | undefined {
  const key = code.toLowerCase();
  return Object.hasOwn(ownCodes, key) ? ownCodes[key] : undefined;
}

/** A key of a measure, or a code of LOINC. */
function measuredAs(name: string): Measured | undefined {
  const measure = measureOf(name) === undefined ? measureOfLoinc(name) : name;
  if (measure !== undefined) return { measure };
  return isLoinc(name) ? { loinc: name } : undefined;
}

const nameOf = (measured: Measured) => ('measure' in measured ? measured.measure : `loinc:${measured.loinc}`);

const TREND_CODE = /^[!-~]{1,200}$/;

/**
 * Under which name values can be seen over time: the key of a measure, `loinc:777-3`, or, where only the hospital knows what it is, the
 * hospital with its own first code, which no other hospital has. `undefined` where there is no code, or one too long for a name.
 */
export function trendOf(measured: Measured | undefined, codes: readonly Code[], hospital: string): string | undefined {
  if (measured !== undefined) return nameOf(measured);
  const [own] = codes;
  if (own === undefined) return undefined;
  const parts = [hospital, own.system, own.code];
  if (parts.some((part) => /\p{Cs}/u.test(part))) return undefined;
  const name = parts.map(encodeURIComponent).join('|');
  return TREND_CODE.test(name) ? name : undefined;
}
