import { SECTION_CODES, type SectionCode } from '../../../../adapters/port/preconsult.ts';
import type { Bilingual } from '../../directory/directory.ts';
import {
  EXTENSIONS,
  type Extension,
  type FormItem,
  type FormOption,
  type FormResource,
  type Translated,
} from './form-resource.ts';

/** A form as whoever offers it and whoever writes its summary reads it. */
export interface ReadForm {
  readonly id: string;
  readonly url: string;
  readonly version: string;
  readonly title: Bilingual;
  readonly source: string;
  /** About how long it takes. */
  readonly minutes: number;
  /** Specialties for which it is offered; none: every one that has no form of its own. */
  readonly offeredFor: readonly string[];
  /** What the chief complaint is of, and what it says where nothing was answered. */
  readonly complaint: { readonly of?: Bilingual; readonly otherwise: Bilingual };
  readonly items: readonly ReadItem[];
}

export interface ReadItem {
  readonly linkId: string;
  readonly text: Bilingual;
  readonly type: FormItem['type'];
  readonly several: boolean;
  /** Answered by the gateway and never shown. */
  readonly hidden: boolean;
  /** Never said aloud. */
  readonly quiet: boolean;
  readonly source: string;
  readonly complaint?: string;
  readonly lines: readonly LineTemplate[];
  readonly options: readonly ReadOption[];
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly abnormalFrom?: number;
  readonly abnormalUpTo?: number;
  readonly when: NonNullable<FormItem['enableWhen']>;
  readonly whenAll: boolean;
}

/** What a question says in one section. */
export interface LineTemplate {
  readonly section: SectionCode;
  readonly topic: Bilingual;
  readonly line: Bilingual;
  readonly none?: Bilingual;
}

export interface ReadOption {
  readonly code: string;
  readonly text: Bilingual;
  /** Absent where the option denies all others: the line's `none` is said. */
  readonly phrase?: Bilingual;
  readonly section?: SectionCode;
  readonly complaint?: Bilingual;
  readonly abnormal: boolean;
  /** Somebody of the hall has to know at once; `quiet`: on the glass alone. */
  readonly tellStaff?: 'loud' | 'quiet';
  readonly alone: boolean;
}

const MANNERS = ['loud', 'quiet'] as const;

/** Reads a form of ours. One that was not made by the builder may lack what it needs, and then it throws: it is a fault of its author. */
export function readForm(resource: FormResource): ReadForm {
  const of = saidIn(resource.extension, EXTENSIONS.complaintOf);
  return {
    id: resource.id,
    url: resource.url,
    version: resource.version,
    title: { zh: resource.title, en: englishOf(resource._title) },
    source: sourceOf(resource),
    minutes: need(numberIn(resource.extension, EXTENSIONS.minutes), 'minutes'),
    offeredFor: all(resource.extension, EXTENSIONS.offeredFor).map(({ valueCode }) => need(valueCode, 'a specialty')),
    complaint: {
      ...(of === undefined ? {} : { of }),
      otherwise: need(saidIn(resource.extension, EXTENSIONS.complaintOtherwise), 'a chief complaint'),
    },
    items: resource.item.map(readItem),
  };
}

function readItem(item: FormItem): ReadItem {
  const { extension } = item;
  return {
    linkId: item.linkId,
    text: { zh: item.text, en: englishOf(item._text) },
    type: item.type,
    several: item.repeats === true,
    hidden: isMarked(extension, EXTENSIONS.hidden),
    quiet: isMarked(extension, EXTENSIONS.quiet),
    source: sourceOf(item),
    complaint: first(extension, EXTENSIONS.complaintPart)?.valueCode,
    lines: all(extension, EXTENSIONS.summaryLine).map(readLine),
    options: (item.answerOption ?? []).map(readOption),
    min: numberIn(extension, EXTENSIONS.min),
    max: numberIn(extension, EXTENSIONS.max),
    unit: first(extension, EXTENSIONS.unit)?.valueCoding?.display,
    abnormalFrom: numberIn(extension, EXTENSIONS.abnormalFrom),
    abnormalUpTo: numberIn(extension, EXTENSIONS.abnormalUpTo),
    when: item.enableWhen ?? [],
    whenAll: item.enableBehavior === 'all',
  };
}

function readLine({ extension = [] }: Extension): LineTemplate {
  const none = saidIn(extension, 'none');
  return {
    section: need(sectionIn(extension, 'section'), 'a section'),
    topic: need(saidIn(extension, 'topic'), 'a topic'),
    line: need(saidIn(extension, 'line'), 'a line'),
    ...(none === undefined ? {} : { none }),
  };
}

function readOption({ valueCoding, extension = [] }: FormOption): ReadOption {
  return {
    code: valueCoding.code,
    text: { zh: valueCoding.display, en: englishOf(valueCoding._display) },
    phrase: saidIn(extension, EXTENSIONS.phrase),
    section: sectionIn(extension, EXTENSIONS.section),
    complaint: saidIn(extension, EXTENSIONS.complaintWords),
    abnormal: isMarked(extension, EXTENSIONS.abnormal),
    tellStaff: MANNERS.find((manner) => manner === first(extension, EXTENSIONS.tellStaff)?.valueCode),
    alone: isMarked(extension, EXTENSIONS.exclusive),
  };
}

function all(extensions: readonly Extension[], url: string): readonly Extension[] {
  return extensions.filter((extension) => extension.url === url);
}

function first(extensions: readonly Extension[], url: string): Extension | undefined {
  return extensions.find((extension) => extension.url === url);
}

function isMarked(extensions: readonly Extension[], url: string): boolean {
  return first(extensions, url)?.valueBoolean === true;
}

function numberIn(extensions: readonly Extension[], url: string): number | undefined {
  const found = first(extensions, url);
  return found?.valueInteger ?? found?.valueDecimal;
}

function sectionIn(extensions: readonly Extension[], url: string): SectionCode | undefined {
  const code = first(extensions, url)?.valueCode;
  return SECTION_CODES.find((section) => section === code);
}

function saidIn(extensions: readonly Extension[], url: string): Bilingual | undefined {
  const found = first(extensions, url);
  if (found?.valueString === undefined || found._valueString === undefined) return undefined;
  return { zh: found.valueString, en: englishOf(found._valueString) };
}

function sourceOf({ extension }: { readonly extension: readonly Extension[] }): string {
  return need(first(extension, EXTENSIONS.source)?.valueString, 'a source');
}

function englishOf({ extension }: Translated): string {
  const translation = extension.find(
    ({ url, extension: parts = [] }) => url === EXTENSIONS.translation && first(parts, 'lang')?.valueCode === 'en',
  );
  return need(first(translation?.extension ?? [], 'content')?.valueString, 'English');
}

function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`a form without ${what}`);
  return value;
}
