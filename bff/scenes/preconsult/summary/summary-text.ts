import { shanghaiTime } from '../../../platform/http/instants.ts';
import type { Bilingual } from '../../directory/directory.ts';
import { NO_DIAGNOSIS } from '../no-diagnosis.ts';
import { SECTION_TITLES } from './section-titles.ts';
import type { WrittenLine, WrittenSummary } from './summarise.ts';

type Language = 'zh' | 'en';

const WORDS = {
  zh: { heading: '就诊前情况', see: '★ 请先看', notAsked: '未询问', colon: '：', between: '；', list: '、' },
  en: { heading: 'Before the visit', see: '★ see first', notAsked: 'Not asked', colon: ': ', between: '; ', list: ', ' },
} as const;

/** Whose words these are. */
export function provenance({ who, relationship }: WrittenSummary['saidBy']): Bilingual {
  switch (who) {
    case 'patient':
      return { zh: '本人陈述', en: 'Said by the patient' };
    case 'relative':
      return relationship === undefined
        ? { zh: '由亲属代述', en: 'Said by a relative' }
        : { zh: `由亲属（${relationship}）代述`, en: `Said by a relative (${relationship})` };
    case 'volunteer':
      return { zh: '由志愿者代为填写', en: 'Filled in by a volunteer' };
    case 'clerk':
      return { zh: '由工作人员代为填写', en: 'Filled in by a member of staff' };
  }
}

/** What stands on paper, which others read, in place of what is for the doctor alone. */
const FOR_THE_DOCTOR: Bilingual = { zh: '有一件事，只给医生看', en: 'One thing is for the doctor alone' };

/** The summary as it is printed: plain text, a line a section, what was not asked in one line at the end, and nothing that is for the doctor alone. */
export function summaryText(summary: WrittenSummary): Bilingual {
  return { zh: textIn('zh', summary), en: textIn('en', summary) };
}

function textIn(language: Language, summary: WrittenSummary): string {
  const { heading, see, notAsked, colon, between, list } = WORDS[language];
  const { at, form, saidBy, sections } = summary;
  const isAbnormal = sections.some(({ lines }) => lines.some(({ abnormal }) => abnormal));
  const asked = sections
    .filter((section) => !section.notAsked)
    .map(({ code, lines }) => ({ code, lines: lines.filter(({ quiet }) => !quiet) }))
    .filter(({ lines }) => lines.length > 0);
  const isQuiet = summary.complaintQuiet || sections.some(({ lines }) => lines.some(({ quiet }) => quiet));
  const unasked = sections.filter((section) => section.notAsked).map(({ code }) => SECTION_TITLES[code][language]);
  return [
    `${heading}${colon}${form.title[language]}`,
    `${shanghaiTime(at).slice(0, 16).replace('T', ' ')} ${provenance(saidBy)[language]}`,
    ...(isAbnormal ? [see] : []),
    `${SECTION_TITLES['chief-complaint'][language]}${colon}${summary.complaintQuiet ? FOR_THE_DOCTOR[language] : summary.chiefComplaint[language]}`,
    ...asked.map(({ code, lines }) => {
      const title = `${SECTION_TITLES[code][language]}${colon}`;
      return `${title}${lines.map((line) => marked(line, title, language)).join(between)}`;
    }),
    ...(isQuiet && !summary.complaintQuiet ? [FOR_THE_DOCTOR[language]] : []),
    ...(unasked.length === 0 ? [] : [`${notAsked}${colon}${unasked.join(list)}`]),
    NO_DIAGNOSIS[language],
  ].join('\n');
}

/** A line as it stands behind its title, which it does not say once more. */
function marked({ text, abnormal }: WrittenLine, title: string, language: Language): string {
  const line = text[language];
  return `${abnormal ? '★' : ''}${line.startsWith(title) ? line.slice(title.length) : line}`;
}
