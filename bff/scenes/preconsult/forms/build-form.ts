import type { SectionCode } from '../../../../adapters/port/preconsult.ts';
import { NO_DIAGNOSIS } from '../no-diagnosis.ts';
import {
  ANSWERS,
  EXTENSIONS,
  type Extension,
  FORM_URL,
  type FormCondition,
  type FormItem,
  type FormOption,
  type FormResource,
  type Translated,
} from './form-resource.ts';

/** A text in Chinese and in English. */
export type Pair = readonly [zh: string, en: string];

/** What the answers of a question make of one section of the summary. */
interface SummaryLine {
  readonly section: SectionCode;
  /** What it is about, for "not known" and "not answered". */
  readonly topic: Pair;
  /** `{}` stands for the phrases of what was chosen, or for the number. */
  readonly line: Pair;
  /** Said where the option was chosen that denies all others. */
  readonly none?: Pair;
}

interface Question {
  readonly source: string;
  readonly says: readonly SummaryLine[];
  readonly quiet?: true;
  readonly complaint?: 'symptom' | 'duration';
  /** Asked only where one of these was answered; `all`: only where all hold. */
  readonly when?: readonly FormCondition[];
  readonly whenAll?: true;
}

interface OptionSays {
  /** How it is said in the line; else as it stands on the button. */
  readonly says?: Pair;
  readonly abnormal?: true;
  /** Whoever says this should not wait for the visit. */
  readonly tellStaff?: 'loud' | 'quiet';
  /** Where the question has lines of several sections: of which this is. */
  readonly section?: SectionCode;
  /** Words in the chief complaint; else the phrase. */
  readonly complaint?: Pair;
  /** Chosen alone, or not at all. */
  readonly alone?: true;
}

function translated(english: string): Translated {
  const content = { url: 'content', valueString: english };
  return { extension: [{ url: EXTENSIONS.translation, extension: [{ url: 'lang', valueCode: 'en' }, content] }] };
}

function said(url: string, [zh, en]: Pair): Extension {
  return { url, valueString: zh, _valueString: translated(en) };
}

/** An answer that can be pressed. */
export function option(code: string, text: Pair, how: OptionSays = {}): FormOption {
  const phrase = how.says ?? ([text[0], inSentence(text[1])] as const);
  const extension: Extension[] = [said(EXTENSIONS.phrase, phrase)];
  if (how.section !== undefined) extension.push({ url: EXTENSIONS.section, valueCode: how.section });
  if (how.abnormal) extension.push({ url: EXTENSIONS.abnormal, valueBoolean: true });
  if (how.tellStaff !== undefined) extension.push({ url: EXTENSIONS.tellStaff, valueCode: how.tellStaff });
  if (how.complaint !== undefined) extension.push(said(EXTENSIONS.complaintWords, how.complaint));
  if (how.alone) extension.push({ url: EXTENSIONS.exclusive, valueBoolean: true });
  return { valueCoding: { system: ANSWERS, code, display: text[0], _display: translated(text[1]) }, extension };
}

/** The option that denies all others: what is said then stands in the line's `none`. */
export function noneOf(text: Pair = ['都没有', 'None of these']): FormOption {
  const { valueCoding } = option('none', text);
  return { valueCoding, extension: [{ url: EXTENSIONS.exclusive, valueBoolean: true }] };
}

function inSentence(english: string): string {
  return /^[A-Z][a-z]/.test(english) ? `${english.charAt(0).toLowerCase()}${english.slice(1)}` : english;
}

function item(linkId: string, text: Pair, type: FormItem['type'], question: Question, more: readonly Extension[]): FormItem {
  const { source, says, quiet, complaint, when, whenAll } = question;
  return {
    linkId,
    text: text[0],
    _text: translated(text[1]),
    type,
    extension: [
      { url: EXTENSIONS.source, valueString: source },
      ...(quiet ? [{ url: EXTENSIONS.quiet, valueBoolean: true }] : []),
      ...(complaint === undefined ? [] : [{ url: EXTENSIONS.complaintPart, valueCode: complaint }]),
      ...says.map(lineExtension),
      ...more,
    ],
    ...(when === undefined ? {} : { enableWhen: when }),
    ...(when === undefined || when.length < 2 ? {} : { enableBehavior: whenAll ? 'all' : 'any' }),
  };
}

function lineExtension({ section, topic, line, none }: SummaryLine): Extension {
  return {
    url: EXTENSIONS.summaryLine,
    extension: [
      { url: 'section', valueCode: section },
      said('topic', topic),
      said('line', line),
      ...(none === undefined ? [] : [said('none', none)]),
    ],
  };
}

/** A question of which one option is pressed. */
export function one(linkId: string, text: Pair, question: Question, options: readonly FormOption[]): FormItem {
  return { ...item(linkId, text, 'choice', question, []), answerOption: options };
}

/** A question of which several options may be pressed. */
export function several(linkId: string, text: Pair, question: Question, options: readonly FormOption[]): FormItem {
  return { ...item(linkId, text, 'choice', question, []), repeats: true, answerOption: options };
}

interface NumberBounds {
  readonly min: number;
  readonly max: number;
  /** UCUM code, with what is shown: it is the same here. */
  readonly unit: string;
  readonly abnormalFrom?: number;
  readonly abnormalUpTo?: number;
}

/** A number for the pad. `decimal` has one place. */
export function number(linkId: string, text: Pair, type: 'integer' | 'decimal', question: Question & NumberBounds): FormItem {
  const { min, max, unit, abnormalFrom, abnormalUpTo } = question;
  const bound = (url: string, value: number): Extension =>
    type === 'integer' ? { url, valueInteger: value } : { url, valueDecimal: value };
  return item(linkId, text, type, question, [
    bound(EXTENSIONS.min, min),
    bound(EXTENSIONS.max, max),
    ...(type === 'decimal' ? [{ url: EXTENSIONS.decimalPlaces, valueInteger: 1 }] : []),
    { url: EXTENSIONS.unit, valueCoding: { system: 'http://unitsofmeasure.org', code: unit, display: displayOf(unit) } },
    ...(abnormalFrom === undefined ? [] : [bound(EXTENSIONS.abnormalFrom, abnormalFrom)]),
    ...(abnormalUpTo === undefined ? [] : [bound(EXTENSIONS.abnormalUpTo, abnormalUpTo)]),
  ]);
}

const UNITS: Readonly<Record<string, string>> = { Cel: '℃', 'mm[Hg]': 'mmHg', '{score}': '分' };

function displayOf(unit: string): string {
  return UNITS[unit] ?? unit;
}

/** Something that the gateway knows of the person: never shown, answered before the first question; without an answer it is not known. */
export function known(linkId: string, text: Pair, source: string): FormItem {
  return item(linkId, text, 'boolean', { source, says: [] }, [{ url: EXTENSIONS.hidden, valueBoolean: true }]);
}

/** That an option was chosen. */
export function chosen(question: string, code: string): FormCondition {
  return { question, operator: '=', answerCoding: { system: ANSWERS, code } };
}

/** That it was not chosen; without an answer it holds (FHIR R4). */
export function notChosen(question: string, code: string): FormCondition {
  return { question, operator: '!=', answerCoding: { system: ANSWERS, code } };
}

export function isKnown(question: string, answer: boolean): FormCondition {
  return { question, operator: '=', answerBoolean: answer };
}

/** That the opposite is known, or nothing. */
export function isNotKnown(question: string, answer: boolean): FormCondition {
  return { question, operator: '!=', answerBoolean: answer };
}

interface FormHead {
  readonly id: string;
  readonly version: string;
  readonly title: Pair;
  readonly minutes: number;
  readonly offeredFor: readonly string[];
  readonly complaint: { readonly of?: Pair; readonly otherwise: Pair };
  readonly source: string;
}

export function form(
  { id, version, title, minutes, offeredFor, complaint, source }: FormHead,
  items: readonly FormItem[],
): FormResource {
  return {
    resourceType: 'Questionnaire',
    id,
    url: `${FORM_URL}${id}`,
    version,
    name: id.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    title: title[0],
    _title: translated(title[1]),
    status: 'draft',
    language: 'zh-CN',
    subjectType: ['Patient'],
    publisher: 'Clinical owner: to be named',
    description: NO_DIAGNOSIS.zh,
    _description: translated(NO_DIAGNOSIS.en),
    extension: [
      { url: EXTENSIONS.source, valueString: source },
      { url: EXTENSIONS.minutes, valueInteger: minutes },
      ...offeredFor.map((valueCode) => ({ url: EXTENSIONS.offeredFor, valueCode })),
      ...(complaint.of === undefined ? [] : [said(EXTENSIONS.complaintOf, complaint.of)]),
      said(EXTENSIONS.complaintOtherwise, complaint.otherwise),
    ],
    item: items,
  };
}
