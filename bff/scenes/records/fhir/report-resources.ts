import type { Code, ReferenceRange, Report, ResultValue, Unit } from '../../../../adapters/port/records.ts';
import type { ResultFlag } from '../../../../adapters/port/result-flags.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import type { NormalResult } from '../normalise/normal-result.ts';
import { exact } from './exact-json.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Whose report it is, where it is from, and by what its resources are named. */
export interface Naming {
  /** The result's id here. */
  readonly id: string;
  readonly patientId: string;
  readonly hospitalName: string;
}

const UCUM = 'http://unitsofmeasure.org';
const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const SERVICE_SECTION = 'http://terminology.hl7.org/CodeSystem/v2-0074';
const ABSENT_REASON = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

const SECTION_OF = { laboratory: 'LAB', imaging: 'RAD', pathology: 'PAT', other: 'OTH' } as const satisfies Record<
  Report['kind'],
  string
>;

/** An id of ours as an id of FHIR (R4 §2.24.0.1): letters, digits, `-` and `.`. */
export function fhirId(id: string): string {
  return id.replaceAll('_', '.');
}

/** A report as FHIR R4: one DiagnosticReport, and an Observation for each value that stands. What the hospital wrote stays as it wrote it. */
export function reportResources(report: Report, results: readonly NormalResult[], naming: Naming): readonly Json[] {
  const observations = results.map((result, nth) =>
    observation(report, result, { ...naming, id: `${fhirId(naming.id)}.${nth}` }),
  );
  return [diagnosticReport(report, observations, naming), ...observations];
}

function diagnosticReport(report: Report, observations: readonly Json[], { id, patientId, hospitalName }: Naming): Json {
  const { status, kind, code, name, issuedAt, collectedAt, undated, practitioner, conclusion } = report;
  return {
    resourceType: 'DiagnosticReport',
    id: fhirId(id),
    status,
    category: [{ coding: [{ system: SERVICE_SECTION, code: SECTION_OF[kind] }] }],
    code: codeable(name, code === undefined ? [] : [code]),
    subject: { reference: `Patient/${fhirId(patientId)}` },
    ...(undated ? {} : { effectiveDateTime: shanghaiTime(collectedAt ?? issuedAt), issued: shanghaiTime(issuedAt) }),
    performer: [{ display: hospitalName }, ...(practitioner === undefined ? [] : [{ display: practitioner }])],
    ...(observations.length === 0 ? {} : { result: observations.map((one) => ({ reference: `Observation/${String(one.id)}` })) }),
    ...(isSaid(conclusion) ? { conclusion } : {}),
  };
}

function observation(report: Report, { result, loinc, ucum }: NormalResult, { id, patientId, hospitalName }: Naming): Json {
  const { codes, name, value, ranges, flag, flagText, at, status, note } = result;
  const known = codes.some(({ system, code }) => system === LOINC && code === loinc);
  const all = loinc === undefined || known ? codes : [{ system: LOINC, code: loinc }, ...codes];
  return {
    resourceType: 'Observation',
    id,
    status: status === 'withdrawn' ? 'entered-in-error' : status,
    ...(report.kind === 'laboratory' ? { category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: 'laboratory' }] }] } : {}),
    code: codeable(name, all),
    subject: { reference: `Patient/${fhirId(patientId)}` },
    ...(report.undated && at === undefined
      ? {}
      : { effectiveDateTime: shanghaiTime(at ?? report.collectedAt ?? report.issuedAt) }),
    ...(report.undated ? {} : { issued: shanghaiTime(report.issuedAt) }),
    performer: [{ display: hospitalName }],
    ...valueMember(value, ucum),
    ...(flag === undefined ? {} : { interpretation: [interpretation(flag)] }),
    ...(flagText === undefined ? {} : { interpretation: [{ text: flagText }] }),
    ...(ranges.length === 0 ? {} : { referenceRange: ranges.map((range) => rangeOf(range, value)) }),
    ...(isSaid(note) ? { note: [{ text: note }] } : {}),
  };
}

/** A string of FHIR is not blank. */
const isSaid = (text: string | undefined) => text !== undefined && text.trim() !== '';

const LOINC = 'http://loinc.org';

/** FHIR R4 §2.24.0.1 `code`: blanks stand in it one by one, and not at its ends. */
const CODE = /^\S+( \S+)*$/;

/**
 * Systems of FHIR are URIs; a name of the hospital's own is none, and the code goes without it. What is no code of FHIR stands as it was
 * written where words stand.
 */
export function codeable(text: string, codes: readonly Code[] = []): Json {
  const coding = codes.map(({ system, code, display }) => ({
    ...(/^(https?:\/\/|urn:)\S+$/.test(system) ? { system } : {}),
    ...(CODE.test(code) ? { code, ...(display === undefined ? {} : { display }) } : { display: code }),
  }));
  return { ...(coding.length === 0 ? {} : { coding }), text };
}

const interpretation = (flag: ResultFlag): Json => ({ coding: [{ system: INTERPRETATION, code: flag }] });

function quantity(number: string, unit: Unit | undefined, ucum: string | undefined, comparator?: string): Json {
  return {
    value: exact(number),
    ...(comparator === undefined ? {} : { comparator }),
    ...(unit?.text === undefined ? {} : { unit: unit.text }),
    ...(ucum === undefined ? {} : { system: UCUM, code: ucum }),
  };
}

function valueMember(value: ResultValue, ucum: string | undefined): Json {
  switch (value.kind) {
    case 'quantity':
      return { valueQuantity: quantity(value.number, value.unit, ucum, value.comparator) };
    case 'range':
      return {
        valueRange: {
          ...(value.low === undefined ? {} : { low: quantity(value.low, value.unit, ucum) }),
          ...(value.high === undefined ? {} : { high: quantity(value.high, value.unit, ucum) }),
        },
      };
    case 'ratio':
      return { valueRatio: { numerator: { value: exact(value.numerator) }, denominator: { value: exact(value.denominator) } } };
    case 'text':
      return value.code === undefined
        ? { valueString: value.text }
        : { valueCodeableConcept: codeable(value.text, [value.code]) };
    case 'absent':
      return { dataAbsentReason: { coding: [{ system: ABSENT_REASON, code: 'unknown' }], text: value.reason } };
  }
}

function rangeOf({ low, high, unit, text, appliesTo, ageFromYears, ageToYears, sex }: ReferenceRange, value: ResultValue): Json {
  const of = unit ?? (value.kind === 'quantity' || value.kind === 'range' ? value.unit : undefined);
  const whom = [sex === undefined ? undefined : SEX_WORD[sex], appliesTo].filter((one) => one !== undefined);
  const years = (number: number) => ({ value: number, unit: 'years', system: UCUM, code: 'a' });
  return {
    ...(low === undefined ? {} : { low: quantity(low, of, undefined) }),
    ...(high === undefined ? {} : { high: quantity(high, of, undefined) }),
    ...(whom.length === 0 ? {} : { appliesTo: whom.map((one) => ({ text: one })) }),
    ...(ageFromYears === undefined && ageToYears === undefined
      ? {}
      : {
          age: {
            ...(ageFromYears === undefined ? {} : { low: years(ageFromYears) }),
            ...(ageToYears === undefined ? {} : { high: years(ageToYears) }),
          },
        }),
    ...(text === undefined ? {} : { text }),
  };
}

const SEX_WORD = { male: 'male', female: 'female' } as const;
