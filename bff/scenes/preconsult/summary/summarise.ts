import { SECTION_CODES, type SectionCode, type Summary } from '../../../../adapters/port/preconsult.ts';
import type { Bilingual } from '../../directory/directory.ts';
import { type Given, type GivenAnswers, givenAnswers } from '../forms/given-answers.ts';
import type { LineTemplate, ReadForm, ReadItem, ReadOption } from '../forms/read-form.ts';
import { chiefComplaint } from './chief-complaint.ts';

/** What a doctor is told before the visit, in both languages, from what was said and from nothing else. */
export interface WrittenSummary {
  /** When it was said to the end, ms. */
  readonly at: number;
  /** In which it was answered. */
  readonly language: 'zh' | 'en';
  readonly saidBy: Summary['saidBy'];
  readonly form: { readonly url: string; readonly version: string; readonly title: Bilingual };
  /** 主诉: at most `COMPLAINT_MAX` characters. */
  readonly chiefComplaint: Bilingual;
  /** The chief complaint is of a question that nobody says aloud. */
  readonly complaintQuiet: boolean;
  /** Every section of the record once, in its order. */
  readonly sections: readonly WrittenSection[];
}

export interface WrittenSection {
  readonly code: SectionCode;
  /** Nothing of it was asked by this form. */
  readonly notAsked: boolean;
  /** At least one; what is abnormal first. */
  readonly lines: readonly WrittenLine[];
}

export interface WrittenLine {
  readonly text: Bilingual;
  readonly abnormal: boolean;
  /** Whoever said it does not know. */
  readonly unsure: boolean;
  /** Of a question that nobody says aloud: the doctor reads it, whoever stands beside the person does not. */
  readonly quiet?: true;
}

export interface Telling {
  readonly saidBy: Summary['saidBy'];
  readonly at: number;
  readonly language: 'zh' | 'en';
  readonly knownBy: KnownBy;
}

/** How it is known who the person is: a document was read, somebody typed the name, or a member of staff said so. */
export type KnownBy = 'document' | 'own-words' | 'staff';

/** First of all that a doctor reads: anybody may have typed that name, and a clerk may have written in somebody's place. */
const NO_DOCUMENT: Readonly<Record<Exclude<KnownBy, 'document'>, Bilingual>> = {
  'own-words': { zh: '未出示证件，身份为自报', en: 'Showed no document: who this is was said, and not checked' },
  staff: {
    zh: '工作人员代为登录后填写，未出示证件',
    en: 'Written after a member of staff signed in for them; no document was shown',
  },
};

const NOT_ASKED: Bilingual = { zh: '未询问', en: 'Not asked' };

/** Writes what was answered to a form into the sections of a record. `response` is a FHIR R4 QuestionnaireResponse of it. */
export function summarise(form: ReadForm, response: unknown, { saidBy, at, language, knownBy }: Telling): WrittenSummary {
  const given = givenAnswers(form, response);
  const said = saidMostPrecisely(given).flatMap(([item, answer]) =>
    item.lines.map((line) => ({ code: line.section, ...lineFor(item, line, answer) })),
  );
  const first =
    knownBy === 'document' ? [] : [{ code: 'present-illness' as const, ...plain(NO_DOCUMENT[knownBy], { abnormal: true }) }];
  return {
    at,
    language,
    saidBy,
    form: { url: form.url, version: form.version, title: form.title },
    chiefComplaint: chiefComplaint(form, given),
    complaintQuiet: [...given].some(([item, { kind }]) => item.quiet && item.complaint === 'symptom' && kind === 'chosen'),
    sections: SECTION_CODES.map((code) =>
      sectionOf(
        code,
        [...first, ...said].filter((line) => line.code === code),
      ),
    ),
  };
}

/** Where a later question says more precisely what the trouble is, the one before says nothing: not "the chest" beside "palpitations". */
function saidMostPrecisely(given: GivenAnswers): readonly (readonly [ReadItem, Given])[] {
  const said = [...given];
  const isTrouble = ([item, { kind }]: readonly [ReadItem, Given]) => item.complaint === 'symptom' && kind === 'chosen';
  const last = said.findLast(isTrouble);
  return said.filter((one) => one === last || !isTrouble(one));
}

function sectionOf(code: SectionCode, said: readonly WrittenLine[]): WrittenSection {
  const lines = said.map(({ text, abnormal, unsure, quiet }) => ({ text, abnormal, unsure, ...(quiet ? { quiet } : {}) }));
  if (lines.length === 0) return { code, notAsked: true, lines: [{ text: NOT_ASKED, abnormal: false, unsure: false }] };
  return {
    code,
    notAsked: false,
    lines: [...lines.filter(({ abnormal }) => abnormal), ...lines.filter(({ abnormal }) => !abnormal)],
  };
}

/** What was denied, skipped or not known of a question that nobody says aloud is told as any other. */
function lineFor(item: ReadItem, line: LineTemplate, given: Given): WrittenLine {
  const written = lineOf(item, line, given);
  return item.quiet && written.abnormal ? { ...written, quiet: true } : written;
}

function lineOf(item: ReadItem, line: LineTemplate, given: Given): WrittenLine {
  const { topic } = line;
  switch (given.kind) {
    case 'unknown':
      return plain({ zh: `${topic.zh}：不清楚`, en: `${topic.en}: not known` }, { unsure: true });
    case 'skipped':
      return plain({ zh: `${topic.zh}：未回答`, en: `${topic.en}: not answered` });
    case 'number':
      return plain(filled(line.line, { zh: String(given.value), en: String(given.value) }), {
        abnormal: isAbnormal(item, given.value),
      });
    case 'boolean':
      return plain(filled(line.line, given.value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }));
    case 'chosen':
      return chosenLine(item, line, given.options);
  }
}

function chosenLine(item: ReadItem, line: LineTemplate, options: readonly ReadOption[]): WrittenLine {
  const [main] = item.lines;
  const here = options.filter(({ phrase, section = main?.section }) => phrase !== undefined && section === line.section);
  if (here.length > 0) {
    const ordered = [...here.filter(({ abnormal }) => abnormal), ...here.filter(({ abnormal }) => !abnormal)];
    return plain(filled(line.line, joined(ordered)), { abnormal: here.some(({ abnormal }) => abnormal) });
  }
  // Only what was denied in so many words is denied: something of another section was pressed, and this was not.
  const denied = options.every(({ phrase }) => phrase === undefined) ? line.none : undefined;
  return plain(denied ?? { zh: `${line.topic.zh}：未提及`, en: `${line.topic.en}: not mentioned` });
}

function joined(options: readonly ReadOption[]): Bilingual {
  const phrases = options.flatMap(({ phrase }) => (phrase === undefined ? [] : [phrase]));
  return { zh: phrases.map(({ zh }) => zh).join('、'), en: phrases.map(({ en }) => en).join(', ') };
}

function filled(template: Bilingual, words: Bilingual): Bilingual {
  return { zh: template.zh.replace('{}', () => words.zh), en: beginning(template.en.replace('{}', () => words.en)) };
}

function beginning(english: string): string {
  return `${english.charAt(0).toUpperCase()}${english.slice(1)}`;
}

function isAbnormal({ abnormalFrom = Infinity, abnormalUpTo = -Infinity }: ReadItem, value: number): boolean {
  return value >= abnormalFrom || value <= abnormalUpTo;
}

function plain(text: Bilingual, marks: { readonly abnormal?: boolean; readonly unsure?: boolean } = {}): WrittenLine {
  return { text, abnormal: marks.abnormal ?? false, unsure: marks.unsure ?? false };
}
