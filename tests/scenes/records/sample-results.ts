import type { Code, Result, ResultValue, Unit } from '../../../adapters/port/records.ts';
import type { Knowing } from '../../../bff/scenes/records/normalise/normal-result.ts';

export const loinc = (code: string): Code => ({ system: 'http://loinc.org', code });
export const own = (code: string): Code => ({ system: 'urn:hospital:lis', code });

export function quantity(number: string, unit?: string | Unit, comparator?: '<' | '<=' | '>' | '>='): ResultValue {
  const given = typeof unit === 'string' ? { text: unit, ucum: unit } : unit;
  return { kind: 'quantity', number, unit: given, comparator };
}

export function sampleResult(code: Code | readonly Code[], value: ResultValue, more: Partial<Result> = {}): Result {
  const codes = 'code' in code ? [code] : code;
  return { ref: 'r1', codes, name: 'a value', value, ranges: [], status: 'final', ...more };
}

/** A woman of 72, at a hospital of which nothing is known. */
export const knowing = (more: Partial<Knowing> = {}): Knowing => ({
  hospital: 'hsp-1',
  codes: {},
  countsInThousands: false,
  sex: 'female',
  ageYears: 72,
  ...more,
});
