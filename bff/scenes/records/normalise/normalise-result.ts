import type { Comparator, ReferenceRange, Result, ResultValue, Unit } from '../../../../adapters/port/records.ts';
import { loincsOf, type Measured, measuredBy, trendOf } from './codes.ts';
import { convertDecimal } from './decimals.ts';
import { judge } from './judge.ts';
import { type Form, formOf, type Measure, measureOf, onScale } from './measures.ts';
import type { Knowing, NormalResult } from './normal-result.ts';
import { isGiven, type KnownUnit, lineUnitOf, understoodUnit, unitOfCode } from './units.ts';

/** A value of a report as it is shown, with what can be said of it for certain. */
export function normaliseResult(result: Result, knowing: Knowing): NormalResult {
  const reading = readingOf(result, knowing);
  const { measure, measured, unit, form } = reading;
  const taken = result.status === 'withdrawn';
  return {
    result,
    text: textOf(result.value),
    unit: shownUnitOf(unitOf(result.value)),
    plainName: measure?.name,
    loinc: loincOf(result, reading),
    ucum: unit?.ucum,
    trend: taken || result.value.kind === 'absent' ? undefined : trendOf(measured, result.codes, knowing.hospital),
    ...judge(result, measure, knowing),
    ranges: result.ranges.map((range) => ({ text: rangeText(range, result.value), appliesTo: forWhom(range) })),
    ...(taken ? {} : placeOf(result.value, unit, measure, form)),
    unmapped: unmappedOf(result, reading),
  };
}

/** What code and unit of a result lead to. */
interface Reading {
  readonly measured?: Measured;
  readonly measure?: Measure;
  readonly unit?: KnownUnit;
  /** How the measure is measured in this unit; absent where it never is. */
  readonly form?: Form;
}

function readingOf({ codes, value }: Result, { codes: ownCodes, countsInThousands }: Knowing): Reading {
  const measured = measuredBy(codes, ownCodes);
  const measure = measured && 'measure' in measured ? measureOf(measured.measure) : undefined;
  const given = unitOf(value);
  // What has no unit by its nature has none on paper either.
  const isBare = value.kind === 'quantity' && !isGiven(given) && measure?.unit === '1';
  const unit = isBare ? unitOfCode('1') : understoodUnit(given, countsInThousands);
  return { measured, measure, unit, form: formOf(measure, unit?.kind) };
}

/**
 * LOINC where it is certain. Of a number the unit decides which code it is; a code of LOINC that the hospital gave with a unit of the other
 * kind is a contradiction, and then there is none. Of words it is the code as it was given, or the only one that there is.
 */
function loincOf({ codes, value }: Result, { measured, measure, form }: Reading): string | undefined {
  if (measured === undefined) return undefined;
  if ('loinc' in measured) return measured.loinc;
  const given = loincsOf(codes);
  if (value.kind === 'quantity' || value.kind === 'range') {
    return form?.kind !== undefined && agrees(form, given) ? form.loinc : undefined;
  }
  const known = [...new Set(given.length > 0 ? given : measure?.forms.map(({ loinc }) => loinc))];
  return known.length === 1 ? known[0] : undefined;
}

const agrees = ({ loinc }: Form, given: readonly string[]) => given.length === 0 || given.includes(loinc);

/** What the hospital's engineers have to hear of: a code, or a unit, that leads to nothing, or a code that its unit contradicts. */
function unmappedOf({ codes, value }: Result, { measured, measure, unit, form }: Reading): NormalResult['unmapped'] {
  if (value.kind === 'absent') return undefined;
  const given = unitOf(value);
  const [first] = codes;
  const isUnknownCode = first !== undefined && measured === undefined;
  const isUnknownUnit = isGiven(given) && unit === undefined;
  const isContradiction = measure !== undefined && unit !== undefined && (form === undefined || !agrees(form, loincsOf(codes)));
  if (!isUnknownCode && !isUnknownUnit && !isContradiction) return undefined;
  return { system: first?.system ?? '', code: first?.code ?? '', unit: shownUnitOf(given) ?? '' };
}

type Place = Pick<NormalResult, 'onLine' | 'apart'>;

function placeOf(value: ResultValue, unit: KnownUnit | undefined, measure: Measure | undefined, form: Form | undefined): Place {
  if (value.kind !== 'quantity') return { apart: 'no-number' };
  if (unit === undefined) return { apart: isGiven(value.unit) ? 'unit-not-understood' : 'no-unit' };
  const { number, comparator } = value;
  // In a unit that the measure is never in, a value has a line of its own: as with ALT in IU/L, which nobody can join with U/L.
  const line = form && measure?.unit !== undefined ? unitOfCode(measure.unit) : lineUnitOf(unit);
  const onLine = convertDecimal(number, onScale(unit, measure).steps, onScale(line, measure).steps, form?.decimals);
  return onLine === undefined ? { apart: 'unit-not-understood' } : { onLine: { unit: line.ucum, number: onLine, comparator } };
}

const unitOf = (value: ResultValue): Unit | undefined =>
  value.kind === 'quantity' || value.kind === 'range' ? value.unit : undefined;

const shownUnitOf = (unit: Unit | undefined) => unit?.text ?? unit?.ucum;

const SIGNS: Readonly<Record<Comparator, string>> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

/** Digit by digit as it was written. */
function textOf(value: ResultValue): string {
  switch (value.kind) {
    case 'quantity':
      return `${value.comparator === undefined ? '' : SIGNS[value.comparator]}${value.number}`;
    case 'range':
      return betweenText(value.low, value.high);
    case 'ratio':
      return `${value.numerator}:${value.denominator}`;
    case 'text':
      return value.text;
    case 'absent':
      return value.reason;
  }
}

function betweenText(low: string | undefined, high: string | undefined): string {
  if (low === undefined) return high === undefined ? '' : `≤${high}`;
  return high === undefined ? `≥${low}` : `${low}–${high}`;
}

/** As the laboratory wrote it, or else its numbers; with the unit where that is another than the value's, so that nobody compares the two. */
function rangeText({ low, high, unit, text }: ReferenceRange, value: ResultValue): string {
  const said = text ?? betweenText(low, high);
  const shown = shownUnitOf(unit);
  const isSaid = shown === undefined || shown === shownUnitOf(unitOf(value)) || said.includes(shown);
  return isSaid ? said : `${said} ${shown}`;
}

/** For whom a range is, in the hospital's language, as all words of a report are. */
function forWhom({ sex, ageFromYears, ageToYears, appliesTo }: ReferenceRange): string | undefined {
  const parts = [sex && { male: '男', female: '女' }[sex], ageText(ageFromYears, ageToYears), appliesTo];
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}

function ageText(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `不满${to}岁`;
  return to === undefined ? `${from}岁及以上` : `${from}岁至不满${to}岁`;
}
