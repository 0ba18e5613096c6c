import { type Code, isDecimal, isShowable, type ReferenceRange, type ResultValue, type Unit } from '../../port/records.ts';
import { type SaidVerdict, verdictIn } from '../../port/result-flags.ts';
import type { FhirConcept, FhirQuantity, FhirRange, FhirValued } from './records-wire.ts';

/** Codes, texts, values and ranges of FHIR R4 in the words of the port. What has no word there is kept as text, and judges nothing. */

const UCUM = 'http://unitsofmeasure.org';
const CODES_MAX = 10;
const LINE_MAX = 200;

/** Text of one line; `undefined` where nothing is said. */
export function lineOf(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/gu, ' ').trim();
  return line === '' ? undefined : line;
}

/** The same of what may be left out where it is too long. */
export function shortLineOf(text: string | undefined): string | undefined {
  const line = lineOf(text);
  return line !== undefined && line.length <= LINE_MAX ? line : undefined;
}

/** A concept in the hospital's own words: its text, else what it calls its codes. */
export function wordsOf(concept: FhirConcept | undefined): string | undefined {
  const { text, coding = [] } = concept ?? {};
  const said = [text, ...coding.map(({ display }) => display), ...coding.map(({ code }) => code)];
  return said.map(lineOf).find((line) => line !== undefined);
}

/** Its codes in their order; one that names no list is none. */
export function codesOf(concept: FhirConcept | undefined): readonly Code[] {
  const codes = (concept?.coding ?? []).flatMap(({ system, code, display }) => {
    const named = lineOf(display);
    return system === undefined || code === undefined
      ? []
      : [{ system, code, ...(named === undefined ? {} : { display: named }) }];
  });
  return codes.slice(0, CODES_MAX);
}

/** Whether a concept has one of these codes, of any list of HL7's. */
export function hasCode(concept: FhirConcept | undefined, codes: readonly string[]): boolean {
  return concept?.coding?.some(({ code }) => code !== undefined && codes.includes(code)) ?? false;
}

/**
 * An instant, or the beginning of a day in +08:00 where only the day is said, ms. A month or a year is none: it would be a day that nobody
 * has said; nor is what can not be shown, as the end of the year 9999 in another zone, which systems write for "no end".
 */
export function instantOf(dateTime: string | undefined): number | undefined {
  if (dateTime === undefined || dateTime.length < 'YYYY-MM-DD'.length) return undefined;
  const at = Date.parse(dateTime.includes('T') ? dateTime : `${dateTime}T00:00:00+08:00`);
  return isShowable(at) ? at : undefined;
}

function unitOf({ unit, system, code }: FhirQuantity): Unit | undefined {
  const text = lineOf(unit);
  const ucum = system === UCUM ? lineOf(code) : undefined;
  // A code of another list is the unit as it was written, where nothing else is.
  const written = text ?? (ucum === undefined ? lineOf(code) : undefined);
  if (written === undefined && ucum === undefined) return undefined;
  return { ...(written === undefined ? {} : { text: written }), ...(ucum === undefined ? {} : { ucum }) };
}

const withUnit = (unit: Unit | undefined) => (unit === undefined ? {} : { unit });
const isSameUnit = (one: FhirQuantity, other: FhirQuantity) => one.unit === other.unit && one.code === other.code;

/** A quantity as it was written, for what is shown and not reckoned with. */
function writtenQuantity({ value, comparator, unit, code }: FhirQuantity): string {
  return `${comparator ?? ''}${value ?? ''} ${unit ?? code ?? ''}`.trim();
}

const text = (words: string): ResultValue => ({ kind: 'text', text: words });

function quantityValue(quantity: FhirQuantity): ResultValue | undefined {
  const { value, comparator } = quantity;
  if (value === undefined) return undefined;
  // With an exponent it is a number of JSON, and no decimal that can be shown digit by digit.
  if (!isDecimal(value)) return text(writtenQuantity(quantity));
  return { kind: 'quantity', number: value, ...(comparator === undefined ? {} : { comparator }), ...withUnit(unitOf(quantity)) };
}

function rangeValue({ low, high }: NonNullable<FhirValued['valueRange']>): ResultValue | undefined {
  const ends = [low, high].filter((end) => end?.value !== undefined) as FhirQuantity[];
  const [first, second] = ends;
  if (first === undefined) return undefined;
  const isPlain = ends.every(({ value, comparator }) => isDecimal(value) && comparator === undefined);
  if (!isPlain || (second !== undefined && !isSameUnit(first, second)))
    return text([low, high].map((end) => (end === undefined ? '' : writtenQuantity(end))).join(' – '));
  const limits = {
    ...(low?.value === undefined ? {} : { low: low.value }),
    ...(high?.value === undefined ? {} : { high: high.value }),
  };
  return { kind: 'range', ...limits, ...withUnit(unitOf(first)) };
}

function ratioValue({ numerator, denominator }: NonNullable<FhirValued['valueRatio']>): ResultValue | undefined {
  if (numerator?.value === undefined || denominator?.value === undefined) return undefined;
  const parts = [numerator, denominator];
  // A titre has no units. What has some, or a limit in place of a number, is shown as it was written.
  const isTitre = parts.every((part) => isDecimal(part.value) && part.comparator === undefined && unitOf(part) === undefined);
  return isTitre
    ? { kind: 'ratio', numerator: numerator.value, denominator: denominator.value }
    : text(parts.map(writtenQuantity).join(' : '));
}

function conceptValue(concept: FhirConcept): ResultValue | undefined {
  const words = wordsOf(concept);
  const [code] = codesOf(concept);
  return words === undefined ? undefined : { kind: 'text', text: words, ...(code === undefined ? {} : { code }) };
}

/** What was found; `undefined` where nothing is said of it, not even why. */
export function foundValueOf(valued: FhirValued): ResultValue | undefined {
  const { valueQuantity, valueRange, valueRatio, valueCodeableConcept, valueInteger, valuePeriod, dataAbsentReason } = valued;
  const said = [valued.valueString, valued.valueDateTime, valued.valueTime, valued.valueBoolean?.toString()];
  const words = said.find((one) => one !== undefined && one.trim() !== '');
  const period = valuePeriod === undefined ? undefined : [valuePeriod.start ?? '', valuePeriod.end ?? ''].join(' – ');
  return (
    (valueQuantity && quantityValue(valueQuantity)) ??
    (valueRange && rangeValue(valueRange)) ??
    (valueRatio && ratioValue(valueRatio)) ??
    (valueCodeableConcept && conceptValue(valueCodeableConcept)) ??
    (valueInteger === undefined ? undefined : quantityValue({ value: valueInteger })) ??
    (words === undefined ? undefined : text(words)) ??
    (period === undefined ? undefined : text(period)) ??
    // A curve has no form in which it could be told.
    (valued.valueSampledData && { kind: 'absent', reason: 'sampled-data' }) ??
    (dataAbsentReason && { kind: 'absent', reason: wordsOf(dataAbsentReason) ?? 'unknown' })
  );
}

/** Where the words of the verdict come from: http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation and its forerunner. */
const INTERPRETATIONS = /^(http:\/\/(terminology\.)?hl7\.org\/(CodeSystem|fhir)\/v[23][-/](ObservationInterpretation|0078)|)$/;

/** The hospital's own verdict, by the codes of those lists. Words alone, and codes of other lists, may mean anything: `H` is haemolysed at some. */
export function verdictOf({ interpretation = [] }: FhirValued): SaidVerdict {
  const codes = interpretation.map(({ coding = [] }) =>
    coding.flatMap(({ system = '', code }) => (code !== undefined && INTERPRETATIONS.test(system) ? [code] : [])),
  );
  const others = interpretation.flatMap((concept, nth) => (codes[nth]?.length === 0 ? (lineOf(wordsOf(concept)) ?? []) : []));
  const said = verdictIn(codes.flat());
  if (others.length === 0 || (said.flag !== undefined && said.flag !== 'N')) return said;
  return { flagText: shortLineOf([...codes.flat(), ...others].join(' ')) ?? '?' };
}

/** Years in a unit of UCUM, as far as ages are given in it. */
const YEARS: Readonly<Record<string, number>> = { a: 1, mo: 1 / 12, wk: 7 / 365.25, d: 1 / 365.25 };

/** An age in years; `undefined` where it is given in a unit that is none. */
function yearsOf({ value, unit, code }: FhirQuantity): number | undefined {
  const years =
    YEARS[code ?? ''] ?? YEARS[{ year: 'a', years: 'a', 岁: 'a', month: 'mo', months: 'mo', 月: 'mo' }[unit ?? ''] ?? ''];
  const number = Number(value);
  return years === undefined || value === undefined || Number.isNaN(number) ? undefined : number * years;
}

/** Of SNOMED CT, of HL7 v3 AdministrativeGender and of FHIR's own list. */
const SEX: Readonly<Record<string, 'male' | 'female'>> = {
  '248153007': 'male',
  '248152002': 'female',
  M: 'male',
  F: 'female',
  male: 'male',
  female: 'female',
};
const SEX_WORDS: Readonly<Record<string, 'male' | 'female'>> = {
  男: 'male',
  男性: 'male',
  女: 'female',
  女性: 'female',
  male: 'male',
  female: 'female',
};

function sexOf(concept: FhirConcept): 'male' | 'female' | undefined {
  const coded = (concept.coding ?? []).map(({ code }) => SEX[code ?? '']).find((sex) => sex !== undefined);
  return coded ?? SEX_WORDS[wordsOf(concept)?.toLowerCase() ?? ''];
}

/** For whom a range is: sex and years where they can be told, and in words whatever else makes it no range for everybody. */
function forWhom({ type, appliesTo = [], age }: FhirRange): Partial<ReferenceRange> {
  const sexes = new Set(appliesTo.map(sexOf).filter((sex) => sex !== undefined));
  const [sex] = sexes;
  const others = appliesTo.filter((concept) => sexOf(concept) === undefined).map((concept) => wordsOf(concept) ?? '?');
  // A range of what is wanted under treatment, or of a phase, is none of what is usual.
  const meaning = type === undefined || hasCode(type, ['normal']) ? [] : [wordsOf(type) ?? '?'];
  const ends = [age?.low, age?.high].map((end) => (end === undefined ? undefined : yearsOf(end)));
  const [from, to] = ends;
  const isUnclear = (age?.low !== undefined && from === undefined) || (age?.high !== undefined && to === undefined);
  const ages = isUnclear ? [[age?.low, age?.high].map((end) => (end ? writtenQuantity(end) : '')).join(' – ')] : [];
  const words = shortLineOf([...others, ...meaning, ...ages].join('；'));
  return {
    ...(sexes.size === 1 && sex !== undefined ? { sex } : {}),
    ...(from === undefined ? {} : { ageFromYears: from }),
    // FHIR's end is part of the range (https://hl7.org/fhir/R4/datatypes.html#Range), so at the very birthday nothing is judged.
    ...(to === undefined ? {} : { ageToYears: to }),
    ...(others.length + meaning.length + ages.length === 0 ? {} : { appliesTo: words ?? '?' }),
  };
}

/** The ranges that say something. */
export function rangesOf({ referenceRange = [] }: FhirValued): readonly ReferenceRange[] {
  return referenceRange.flatMap((range) => {
    const { low, high } = range;
    const limits = [low, high].filter((limit) => limit?.value !== undefined) as FhirQuantity[];
    const [first, second] = limits;
    const isPlain = limits.every(({ value, comparator }) => isDecimal(value) && comparator === undefined);
    const isOne = first === undefined || second === undefined || isSameUnit(first, second);
    const written = shortLineOf(range.text);
    if (first === undefined || !isPlain || !isOne) {
      const words = written ?? shortLineOf(limits.map(writtenQuantity).join(' – '));
      return words === undefined ? [] : [{ text: words, ...forWhom(range) }];
    }
    return [
      {
        ...(low?.value === undefined ? {} : { low: low.value }),
        ...(high?.value === undefined ? {} : { high: high.value }),
        ...withUnit(unitOf(first)),
        ...(written === undefined ? {} : { text: written }),
        ...forWhom(range),
      },
    ];
  });
}
