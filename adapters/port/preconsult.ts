import { isPlainText } from './plain-text.ts';
import { type LeftOut, type ReadRow, unusable } from './rows.ts';
import { type Call, type CallTable, isRef, type Outcome, type Patient } from './terms.ts';

/**
 * What a person said before the visit, handed to the doctor of one booking. It is what was said and no diagnosis. Without this facet the
 * summary stays at Onedoor, on paper and on the glass.
 *
 * Every text is plain text of one line: never markup, and whoever shows it escapes it.
 */
export interface PreconsultFacet {
  /** Longest time in ms between the hospital receiving a write and a read showing it, as in `BookingFacet`. */
  readonly settleWindowMs: number;
  /**
   * Hands over one summary for one booking under our key. The same key and content again answers the same receipt; with other content, or
   * once it was withdrawn, it is `rejected('key-reused')`. A later version of the same summary has another key and `replaces` the former.
   * `booking-unknown` where this person has no such booking, `booking-over` where it is no longer ahead of them; `summary-unknown` where
   * `replaces` names none, `summary-changed` where another one stands for the booking than the one that is replaced.
   */
  deliver(request: DeliverSummary, call: Call): Promise<Outcome<SummaryReceipt>>;
  /** The summary under our key, `null` when the hospital has none at this moment. */
  find(key: string, call: Call): Promise<Outcome<SummaryReceipt | null>>;
  /**
   * Takes back what was handed over under our key: the booking was cancelled, or the consent withdrawn. One that is gone already, or never
   * was, is a success; and nothing is handed over under the key afterwards, also where it was sent before and arrives later.
   */
  withdraw(key: string, call: Call): Promise<Outcome<null>>;
  /** What doctors said of ours, oldest first, from the cursor of the page before. An answer may be told twice, never left out. */
  answers(cursor: string | undefined, call: Call): Promise<Outcome<SummaryAnswers>>;
}

export const PRECONSULT_CALLS: CallTable<PreconsultFacet> = {
  deliver: 'write',
  find: 'read',
  withdraw: 'write',
  answers: 'background-read',
};

export interface DeliverSummary {
  /** Ours, unique for ever, 1 to 64 of [A-Za-z0-9-_]. */
  readonly key: string;
  /** The booking as the hospital knows it: it checks that both name the same one. */
  readonly booking: { readonly key: string; readonly ref: string };
  readonly patient: Patient;
  /** The person's file, always there where the adapter has `patients`. */
  readonly patientRef?: string;
  readonly summary: Summary;
  /** Our key of the version that this one stands for from now on. */
  readonly replaces?: string;
}

/** The parts of a Chinese outpatient history (门诊病历), in the order in which it is written. */
export const SECTION_CODES = [
  'present-illness',
  'past-history',
  'surgical-history',
  'allergies',
  'medications',
  'family-history',
  'personal-history',
  'marital-history',
  'menstrual-history',
  'immunisation',
  'transfusion',
] as const;

export type SectionCode = (typeof SECTION_CODES)[number];

export interface Summary {
  /** When it was said to the end. */
  readonly at: number;
  readonly language: 'zh' | 'en';
  /** Who answered. `relationship`: what a relative is to the person, in the language of the summary. */
  readonly saidBy: { readonly who: 'patient' | 'relative' | 'volunteer' | 'clerk'; readonly relationship?: string };
  /** 主诉: at most 20 characters in Chinese, 80 in English. */
  readonly chiefComplaint: string;
  /** Each code at most once, what is abnormal first; 10,000 characters in all. */
  readonly sections: readonly SummarySection[];
  /** What it was made from: a QuestionnaireResponse of FHIR R4, at most 64 KiB as JSON. */
  readonly response: unknown;
  /** The sentence that says that this is no diagnosis. */
  readonly noDiagnosis: string;
}

export interface SummarySection {
  readonly code: SectionCode;
  /** 1 to 50. */
  readonly lines: readonly SummaryLine[];
}

export interface SummaryLine {
  readonly text: string;
  /** To be seen first. */
  readonly abnormal: boolean;
  /** Whoever said it was not sure. */
  readonly unsure: boolean;
}

export interface SummaryReceipt {
  readonly key: string;
  /** The hospital's own reference, see `isRef`. */
  readonly ref: string;
  /** It was taken back, and no doctor sees it. */
  readonly withdrawn: boolean;
}

/** What a doctor said of a summary. */
export interface SummaryAnswer {
  readonly key: string;
  readonly what: 'read' | 'corrected' | 'not-useful';
  readonly at: number;
  /** Of `corrected`: the parts as the doctor would have them, each at most once; else absent. */
  readonly corrections?: readonly SummaryCorrection[];
}

export interface SummaryCorrection {
  readonly code: SectionCode | 'chief-complaint';
  /** May have several lines. */
  readonly text: string;
}

export interface SummaryAnswers {
  readonly answers: readonly SummaryAnswer[];
  /** Give it to the next call. Opaque. */
  readonly cursor: string;
  /** More can be fetched at once, with a cursor that was not there before. */
  readonly more: boolean;
  readonly leftOut?: LeftOut;
}

/** Lines of one section. */
export const LINES_MAX = 50;
/** Sections of a summary, and parts that a doctor corrects: the chief complaint is one. */
export const SECTIONS_MAX = SECTION_CODES.length + 1;
/** Characters, as people count them: code points. */
export const COMPLAINT_MAX = { zh: 20, en: 80 } as const;
export const LINE_LENGTH_MAX = 500;
/** Characters of all lines of a summary: what a doctor reads in a minute, and what fits into any request. */
export const SAID_MAX = 10_000;
export const RELATIONSHIP_MAX = 40;
export const NO_DIAGNOSIS_MAX = 200;
export const CORRECTION_MAX = 2_000;
export const RESPONSE_MAX_BYTES = 65_536;

/** The form of our keys of summaries. */
export function isSummaryKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text);
}

const lengthOf = (text: string) => Array.from(text).length;

/** Whether it is plain text of one line that shows something, of at most so many characters. */
export function isPlainLine(value: unknown, max: number): value is string {
  return typeof value === 'string' && isPlainText(value) && lengthOf(value) <= max;
}

function sectionFault({ code, lines }: SummarySection): string | undefined {
  if (!SECTION_CODES.includes(code)) return 'code';
  if (lines.length < 1 || lines.length > LINES_MAX) return 'lines';
  return lines.every(({ text }) => isPlainLine(text, LINE_LENGTH_MAX)) ? undefined : 'lines.text';
}

function isResponse(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'resourceType') !== 'QuestionnaireResponse') return false;
  return new TextEncoder().encode(JSON.stringify(value)).length <= RESPONSE_MAX_BYTES;
}

/** The member by which a summary could not be handed over; `undefined` where it can. */
export function summaryFault(summary: Summary): string | undefined {
  const { at, language, saidBy, chiefComplaint, sections, response, noDiagnosis } = summary;
  if (!Number.isSafeInteger(at)) return 'at';
  const { who, relationship } = saidBy;
  if (relationship !== undefined && (who !== 'relative' || !isPlainLine(relationship, RELATIONSHIP_MAX))) return 'saidBy';
  if (!isPlainLine(chiefComplaint, COMPLAINT_MAX[language])) return 'chiefComplaint';
  if (new Set(sections.map(({ code }) => code)).size !== sections.length) return 'sections';
  const faulty = sections.map(sectionFault).find((fault) => fault !== undefined);
  if (faulty !== undefined) return `sections.${faulty}`;
  const saidInAll = sections.flatMap(({ lines }) => lines).reduce((sum, { text }) => sum + lengthOf(text), 0);
  if (saidInAll > SAID_MAX) return 'sections';
  if (!isResponse(response)) return 'response';
  return isPlainLine(noDiagnosis, NO_DIAGNOSIS_MAX) ? undefined : 'noDiagnosis';
}

/** A receipt that can be written down, or where it can not. */
export function receiptRow(value: SummaryReceipt): ReadRow<SummaryReceipt> {
  return isRef(value.ref) ? { usable: true, value } : unusable('ref');
}

const isCorrection = ({ code, text }: SummaryCorrection) =>
  (code === 'chief-complaint' || SECTION_CODES.includes(code)) && isPlainLine(text.replace(/[\t\r\n]/g, ' '), CORRECTION_MAX);

/** An answer that can be shown, or where it can not. */
export function answerRow(value: SummaryAnswer): ReadRow<SummaryAnswer> {
  const { key, what, at, corrections = [] } = value;
  if (!isSummaryKey(key)) return unusable('key');
  if (!Number.isSafeInteger(at)) return unusable('at');
  const once = new Set(corrections.map(({ code }) => code)).size === corrections.length;
  const fits = (what === 'corrected') === corrections.length > 0 && corrections.length <= SECTIONS_MAX;
  return once && fits && corrections.every(isCorrection) ? { usable: true, value } : unusable('corrections');
}
