import { isPlainText } from './plain-text.ts';
import type { ResultFlag } from './result-flags.ts';
import { type LeftOut, type ReadRow, unusable } from './rows.ts';
import { type Call, type CallTable, isRef, type Outcome, type Patient } from './terms.ts';

/**
 * What a hospital has found out about a person: reports of laboratory and imaging, and the lists that a doctor asks for. Each call is
 * there or it is not; what is not there is a section without a source, which nobody may take for "none known".
 *
 * An adapter translates and judges nothing: codes, units, limits and flags are the hospital's own, and numbers are decimals as the hospital
 * wrote them, digit by digit. What is withdrawn is told as withdrawn, never left out.
 */
export interface RecordsFacet {
  /** Longest time in ms between a report being changed at the hospital and `reports` telling it. */
  readonly readLagMs: number;
  /** One person's reports, oldest change first, from the cursor of the page before. A change may be told twice, never left out. */
  reports?(query: ReportsQuery, call: Call): Promise<Outcome<ReportPage>>;
  /** One report of this person as it is now, `null` when the hospital has none of this person under the reference. There where `reports` is. */
  report?(query: ReportName, call: Call): Promise<Outcome<Report | null>>;
  /** A document of a report, `null` when there is none. There where a report may have `documents`. */
  document?(query: DocumentName, call: Call): Promise<Outcome<ReportDocument | null>>;
  /** Past visits, the newest first. */
  visits?(query: RecordsQuery, call: Call): Promise<Outcome<RecordList<Visit>>>;
  /** What was prescribed, the newest first. */
  medications?(query: RecordsQuery, call: Call): Promise<Outcome<RecordList<Medication>>>;
  allergies?(query: RecordsQuery, call: Call): Promise<Outcome<RecordList<Allergy>>>;
  /** Diagnoses and problems. */
  conditions?(query: RecordsQuery, call: Call): Promise<Outcome<RecordList<Condition>>>;
}

export const RECORDS_CALLS: CallTable<RecordsFacet> = {
  reports: 'read',
  report: 'read',
  document: 'read',
  visits: 'read',
  medications: 'read',
  allergies: 'read',
  conditions: 'read',
};

/** The lists that are read whole. */
export const SECTIONS = ['visits', 'medications', 'allergies', 'conditions'] as const satisfies readonly (keyof RecordsFacet)[];
export type Section = (typeof SECTIONS)[number];

/** Whose records. `patientRef` is the person's file, always there where the adapter has `patients`. */
export interface RecordsQuery {
  readonly patient: Patient;
  readonly patientRef?: string;
}

export interface ReportsQuery extends RecordsQuery {
  /** Of the page before; absent: from the beginning. */
  readonly cursor?: string;
}

export interface ReportName extends RecordsQuery {
  /** The hospital's own reference of the report. */
  readonly ref: string;
}

export interface DocumentName extends ReportName {
  readonly documentRef: string;
}

export interface ReportPage {
  readonly reports: readonly Report[];
  /** Give it to the next call for the same person. Opaque. */
  readonly cursor: string;
  /** More can be fetched at once, with a cursor that was not there before. */
  readonly more: boolean;
  readonly leftOut?: LeftOut;
}

/** A code and the list that it is from: a URI, as `http://loinc.org`, or a name of the hospital's own. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** One report (FHIR R4 DiagnosticReport, with its Observations). */
export interface Report {
  /** The hospital's own reference, see `isRef`. A correction keeps it. */
  readonly ref: string;
  /** Grows with each change of the report; of two of one reference the higher one stands. Safe integer from 0. */
  readonly version: number;
  /** As FHIR's DiagnosticReport.status, as far as they matter: `withdrawn` is `entered-in-error` and `cancelled`. */
  readonly status: 'preliminary' | 'final' | 'corrected' | 'withdrawn';
  readonly kind: ReportKind;
  readonly code?: Code;
  /** As the hospital calls it. */
  readonly name: string;
  /** When it was released to the person. */
  readonly issuedAt: number;
  /** Nobody says when it was released: `issuedAt` is when the hospital's system wrote it down, and says nothing of when anything was measured. */
  readonly undated?: true;
  /** When the sample was taken, or the picture made; absent where the hospital does not say. */
  readonly collectedAt?: number;
  /** As the hospital calls it. */
  readonly department?: string;
  /** Who answers for it. */
  readonly practitioner?: string;
  /** What was found, in the words of whoever reported it; plain text of several lines, never markup. */
  readonly conclusion?: string;
  /** At most `RESULTS_MAX`. */
  readonly results: readonly Result[];
  /** At most `DOCUMENTS_MAX`; what is in them is fetched by `document`. */
  readonly documents: readonly DocumentEntry[];
  /** The report as the hospital sent it, byte for byte. */
  readonly original: Original;
}

export type ReportKind = 'laboratory' | 'imaging' | 'pathology' | 'other';

/** What came from the hospital, as it came. */
export interface Original {
  /** As `application/fhir+json`. */
  readonly mediaType: string;
  readonly text: string;
}

/** One value of a report (FHIR R4 Observation). */
export interface Result {
  /** Unique in its report, see `isRef`. */
  readonly ref: string;
  /** All codes that the hospital gives it, its own first. */
  readonly codes: readonly Code[];
  /** As the hospital calls it. */
  readonly name: string;
  readonly value: ResultValue;
  /** As the laboratory gave them. */
  readonly ranges: readonly ReferenceRange[];
  /** The hospital's own verdict (HL7 v3 ObservationInterpretation), see `verdictIn`. */
  readonly flag?: ResultFlag;
  /** Its verdict in words that `verdictIn` does not know, or in several that contradict each other: then nobody else judges the value. */
  readonly flagText?: string;
  /** When it was measured, where that is not when the sample of the report was taken. */
  readonly at?: number;
  /** Whether it was corrected, or taken back alone. */
  readonly status: 'preliminary' | 'final' | 'corrected' | 'withdrawn';
  /** Whose it is: one panel's values stand under one heading. */
  readonly group?: string;
  readonly note?: string;
}

/** A decimal as the hospital wrote it: `5.50` is not `5.5`. See `isDecimal`. */
export type Decimal = string;

/** A unit as it was written, and its code of UCUM where the hospital gave one. */
export interface Unit {
  readonly text?: string;
  readonly ucum?: string;
}

export type ResultValue =
  /** `comparator`: the value is not known but to be below or above. */
  | { readonly kind: 'quantity'; readonly number: Decimal; readonly comparator?: Comparator; readonly unit?: Unit }
  /** From one to another, as `3–5`. */
  | { readonly kind: 'range'; readonly low?: Decimal; readonly high?: Decimal; readonly unit?: Unit }
  /** A titre, as `1:80`. */
  | { readonly kind: 'ratio'; readonly numerator: Decimal; readonly denominator: Decimal }
  /** A word, as "negative", or whatever the laboratory wrote. */
  | { readonly kind: 'text'; readonly text: string; readonly code?: Code }
  /** There is none, and why not. */
  | { readonly kind: 'absent'; readonly reason: string };

export type Comparator = '<' | '<=' | '>' | '>=';

/** Where values are usual, as the laboratory gives it; without a unit it is that of the value. */
export interface ReferenceRange {
  readonly low?: Decimal;
  readonly high?: Decimal;
  readonly unit?: Unit;
  /** As it was written, where it was. */
  readonly text?: string;
  /** For whom it is, where it is not for everybody. */
  readonly sex?: 'male' | 'female';
  readonly ageFromYears?: number;
  /** Below this age. */
  readonly ageToYears?: number;
  /** For whom else, in words: such a range judges nobody. */
  readonly appliesTo?: string;
}

/** A document of a report, as a scan or a film on paper. */
export interface DocumentEntry {
  /** Unique in its report, see `isRef`. */
  readonly ref: string;
  readonly title: string;
  readonly mediaType: string;
  readonly bytes?: number;
}

export interface ReportDocument {
  readonly mediaType: string;
  /** At most `DOCUMENT_BYTES_MAX`. */
  readonly content: Uint8Array;
}

/** A list that is read whole, at most `LIST_MAX` rows. */
export interface RecordList<T> {
  readonly rows: readonly T[];
  /** The hospital states that there are none, as "no known allergies". An empty list states nothing. */
  readonly noneKnown?: true;
  readonly leftOut?: LeftOut;
}

/** A visit that was (FHIR R4 Encounter). */
export interface Visit {
  readonly ref: string;
  readonly kind: 'outpatient' | 'inpatient' | 'emergency' | 'other';
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly department?: string;
  readonly practitioner?: string;
  /** Diagnoses of the visit, in words. */
  readonly diagnoses: readonly string[];
}

/** What was prescribed (FHIR R4 MedicationRequest). */
export interface Medication {
  readonly ref: string;
  readonly name: string;
  readonly codes: readonly Code[];
  /** How it is taken, as it was written. */
  readonly dosage?: string;
  readonly status: 'active' | 'ended' | 'unknown';
  readonly prescribedAt: number;
  readonly practitioner?: string;
}

/** What somebody does not tolerate (FHIR R4 AllergyIntolerance). */
export interface Allergy {
  readonly ref: string;
  readonly substance: string;
  readonly codes: readonly Code[];
  readonly reaction?: string;
  readonly criticality: 'low' | 'high' | 'unknown';
  readonly verified: boolean;
  readonly recordedAt?: number;
}

/** A diagnosis or a problem (FHIR R4 Condition). */
export interface Condition {
  readonly ref: string;
  readonly name: string;
  readonly codes: readonly Code[];
  readonly status: 'active' | 'ended' | 'unknown';
  readonly recordedAt?: number;
}

/** Values of one report; a hospital's longest panel has some hundred. */
export const RESULTS_MAX = 500;
export const DOCUMENTS_MAX = 20;
export const DOCUMENT_BYTES_MAX = 8 * 1024 * 1024;
export const LIST_MAX = 500;
/** Characters of one report as it came. */
export const ORIGINAL_MAX = 512 * 1024;
const NAME_MAX = 200;
const TEXT_MAX = 1_000;
const CONCLUSION_MAX = 10_000;
export const CODES_MAX = 10;
export const RANGES_MAX = 20;

/** Whether it is a decimal number as FHIR writes them (R4 §2.24.0.1), of at most 40 characters. An exponent is none: no laboratory writes one. */
export function isDecimal(text: unknown): text is Decimal {
  return typeof text === 'string' && /^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,18})?$/.test(text);
}

/** Text of one line that people can read: no controls, and nothing that changes the direction of what follows. */
function isLine(text: string | undefined, max = NAME_MAX): boolean {
  return text === undefined || (text.length <= max && isPlainText(text));
}

/** The same of several lines. */
const isLines = (text: string | undefined) =>
  text === undefined ||
  (text.length <= CONCLUSION_MAX && text.split(/[\t\r\n]+/).every((line) => line.trim() === '' || isPlainText(line)));

/** The instants that have a date of four digits in +08:00 (RFC 3339 §5.6); others can not be written down for anybody. */
const TIME_MIN = Date.parse('0001-01-01T00:00:00+08:00');
const TIME_MAX = Date.parse('9999-12-31T23:59:59.999+08:00');

/** Whether it is an instant in ms that can be shown: of the years 1 to 9999 in +08:00. */
export const isShowable = (at: number) => Number.isSafeInteger(at) && at >= TIME_MIN && at <= TIME_MAX;
const isTime = (at: number | undefined) => at === undefined || isShowable(at);
const isCode = ({ system, code, display }: Code) => isLine(system) && isLine(code) && code !== '' && isLine(display, TEXT_MAX);
const areCodes = (codes: readonly Code[]) => codes.length <= CODES_MAX && codes.every(isCode);
const isUnit = (unit: Unit | undefined) => unit === undefined || (isLine(unit.text) && isLine(unit.ucum));
const isDecimalOrNone = (text: string | undefined) => text === undefined || isDecimal(text);

function isValue(value: ResultValue): boolean {
  switch (value.kind) {
    case 'quantity':
      return isDecimal(value.number) && isUnit(value.unit);
    case 'range':
      return (value.low ?? value.high) !== undefined && [value.low, value.high].every(isDecimalOrNone) && isUnit(value.unit);
    case 'ratio':
      return isDecimal(value.numerator) && isDecimal(value.denominator);
    case 'text':
      return isLines(value.text) && value.text.trim() !== '' && (value.code === undefined || isCode(value.code));
    case 'absent':
      return isLine(value.reason);
  }
}

function isRange({ low, high, unit, text, appliesTo, ageFromYears, ageToYears }: ReferenceRange): boolean {
  const isAge = (years: number | undefined) => years === undefined || (years >= 0 && years <= 200);
  const isSaid = (low ?? high ?? text) !== undefined;
  return (
    isSaid &&
    [low, high].every(isDecimalOrNone) &&
    isUnit(unit) &&
    isLine(text) &&
    isLine(appliesTo) &&
    [ageFromYears, ageToYears].every(isAge)
  );
}

function resultFault({ ref, codes, name, value, ranges, flagText, at, group, note }: Result): string | undefined {
  if (!isRef(ref)) return 'ref';
  if (!areCodes(codes)) return 'codes';
  if (!isLine(name) || !isLine(group)) return 'name';
  if (!isLine(flagText)) return 'flag';
  if (!isValue(value)) return 'value';
  if (ranges.length > RANGES_MAX || !ranges.every(isRange)) return 'ranges';
  if (!isLines(note)) return 'note';
  return isTime(at) ? undefined : 'at';
}

const isDocument = ({ ref, title, mediaType, bytes }: DocumentEntry) =>
  isRef(ref) && isLine(title) && isMediaType(mediaType) && (bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0));

/** The form of a media type without parameters (RFC 6838 §4.2). */
export function isMediaType(text: string): boolean {
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/.test(text);
}

const areUnique = (rows: readonly { readonly ref: string }[]) => new Set(rows.map(({ ref }) => ref)).size === rows.length;

/** The member by which a report could not be shown; `undefined` where it can. */
export function reportFault(report: Report): string | undefined {
  const { ref, version, code, name, issuedAt, collectedAt, department, practitioner, conclusion, results, documents } = report;
  if (!isRef(ref)) return 'ref';
  if (!Number.isSafeInteger(version) || version < 0) return 'version';
  if (code !== undefined && !isCode(code)) return 'code';
  if (!isLine(name) || !isLine(department) || !isLine(practitioner)) return 'name';
  if (!isTime(issuedAt) || !isTime(collectedAt)) return 'issuedAt';
  if (!isLines(conclusion)) return 'conclusion';
  if (results.length > RESULTS_MAX || !areUnique(results)) return 'results';
  const faulty = results.map(resultFault).find((fault) => fault !== undefined);
  if (faulty !== undefined) return `results.${faulty}`;
  if (documents.length > DOCUMENTS_MAX || !areUnique(documents) || !documents.every(isDocument)) return 'documents';
  return report.original.text.length <= ORIGINAL_MAX && isMediaType(report.original.mediaType) ? undefined : 'original';
}

/** A report as it can be shown, or where it can not. */
export function reportRow(value: Report): ReadRow<Report> {
  return rowUnless(reportFault(value), value);
}

export function visitRow(value: Visit): ReadRow<Visit> {
  const { ref, startsAt, endsAt, department, practitioner, diagnoses } = value;
  if (!isRef(ref)) return unusable('ref');
  if (!isTime(startsAt) || !isTime(endsAt)) return unusable('startsAt');
  const isSaid = [department, practitioner, ...diagnoses].every((text) => isLine(text));
  return rowUnless(isSaid && diagnoses.length <= RANGES_MAX ? undefined : 'diagnoses', value);
}

export function medicationRow(value: Medication): ReadRow<Medication> {
  const { ref, name, codes, dosage, prescribedAt, practitioner } = value;
  if (!isRef(ref)) return unusable('ref');
  if (!isLine(name) || !areCodes(codes)) return unusable('name');
  return rowUnless(isLine(dosage, TEXT_MAX) && isLine(practitioner) && isTime(prescribedAt) ? undefined : 'dosage', value);
}

export function allergyRow(value: Allergy): ReadRow<Allergy> {
  const { ref, substance, codes, reaction, recordedAt } = value;
  if (!isRef(ref)) return unusable('ref');
  if (!isLine(substance) || !areCodes(codes)) return unusable('substance');
  return rowUnless(isLine(reaction, TEXT_MAX) && isTime(recordedAt) ? undefined : 'reaction', value);
}

export function conditionRow(value: Condition): ReadRow<Condition> {
  const { ref, name, codes, recordedAt } = value;
  if (!isRef(ref)) return unusable('ref');
  if (!isLine(name) || !areCodes(codes)) return unusable('name');
  return rowUnless(isTime(recordedAt) ? undefined : 'recordedAt', value);
}

/** The document that was fetched, or where it is none that is handed on. */
export function documentRow(value: ReportDocument): ReadRow<ReportDocument> {
  if (!isMediaType(value.mediaType)) return unusable('mediaType');
  return rowUnless(value.content.length <= DOCUMENT_BYTES_MAX ? undefined : 'content', value);
}

function rowUnless<T>(fault: string | undefined, value: T): ReadRow<T> {
  return fault === undefined ? { usable: true, value } : unusable(fault);
}
