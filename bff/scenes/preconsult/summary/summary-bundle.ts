import type { SectionCode } from '../../../../adapters/port/preconsult.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import type { Bilingual } from '../../directory/directory.ts';
import { EXTENSIONS } from '../forms/form-resource.ts';
import { NO_DIAGNOSIS } from '../no-diagnosis.ts';
import { SECTION_TITLES } from './section-titles.ts';
import type { WrittenSection, WrittenSummary } from './summarise.ts';
import { provenance } from './summary-text.ts';

type Json = Readonly<Record<string, unknown>>;

/** By what the parts of the document are known; all of it is the caller's. */
export interface DocumentNames {
  readonly identifier: { readonly system: string; readonly value: string };
  /** UUIDs. */
  readonly composition: string;
  readonly response: string;
  /** References: nothing else of the person is in the document. */
  readonly subject: string;
  readonly author: string;
}

const LOINC = 'http://loinc.org';

/** LOINC has a code for these sections; the others have their names. */
const SECTION_LOINC: Readonly<Partial<Record<SectionCode | 'chief-complaint', readonly [code: string, display: string]>>> = {
  'chief-complaint': ['10154-3', 'Chief complaint Narrative - Reported'],
  'present-illness': ['10164-2', 'History of Present illness Narrative'],
  'past-history': ['11348-0', 'History of Past illness Narrative'],
  'surgical-history': ['47519-4', 'History of Procedures Document'],
  allergies: ['48765-2', 'Allergies and adverse reactions Document'],
  medications: ['10160-0', 'History of Medication use Narrative'],
  'family-history': ['10157-6', 'History of family member diseases Narrative'],
  'personal-history': ['29762-2', 'Social history Narrative'],
  immunisation: ['11369-6', 'History of Immunization Narrative'],
};

const EMPTY_REASON = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';

/** The summary as a FHIR R4 document: a Composition, and the QuestionnaireResponse from which it was written. */
export function summaryBundle(summary: WrittenSummary, response: Json, names: DocumentNames): Json {
  const timestamp = shanghaiTime(summary.at);
  const subject = { reference: names.subject };
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: names.identifier,
    timestamp,
    entry: [
      { fullUrl: `urn:uuid:${names.composition}`, resource: composition(summary, names, timestamp) },
      {
        fullUrl: `urn:uuid:${names.response}`,
        resource: { ...response, id: names.response, subject, authored: timestamp },
      },
    ],
  };
}

function composition(summary: WrittenSummary, names: DocumentNames, date: string): Json {
  const { language, saidBy, chiefComplaint, sections } = summary;
  return {
    resourceType: 'Composition',
    id: names.composition,
    language: language === 'zh' ? 'zh-CN' : 'en',
    text: narrative([NO_DIAGNOSIS[language], provenance(saidBy)[language]]),
    identifier: names.identifier,
    // No doctor has looked at it.
    status: 'preliminary',
    type: { coding: [{ system: LOINC, code: '11488-4', display: 'Consult note' }] },
    subject: { reference: names.subject },
    date,
    author: [{ reference: names.author }],
    title: summary.form.title[language],
    section: [
      section('chief-complaint', [chiefComplaint], language),
      ...sections.map((written) => writtenSection(written, language)),
      {
        title: language === 'zh' ? '依据' : 'Written from',
        text: narrative([provenance(saidBy)[language]]),
        entry: [{ reference: `urn:uuid:${names.response}` }],
      },
    ],
  };
}

function writtenSection({ code, notAsked, lines }: WrittenSection, language: 'zh' | 'en'): Json {
  const written = section(
    code,
    lines.map(({ text }) => text),
    language,
  );
  return notAsked
    ? { ...written, emptyReason: { coding: [{ system: EMPTY_REASON, code: 'notasked', display: 'Not Asked' }] } }
    : written;
}

function section(code: SectionCode | 'chief-complaint', lines: readonly Bilingual[], language: 'zh' | 'en'): Json {
  const { zh, en } = SECTION_TITLES[code];
  const loinc = SECTION_LOINC[code];
  const translation = {
    url: EXTENSIONS.translation,
    extension: [
      { url: 'lang', valueCode: 'en' },
      { url: 'content', valueString: en },
    ],
  };
  return {
    title: language === 'zh' ? zh : en,
    ...(language === 'zh' ? { _title: { extension: [translation] } } : {}),
    code: {
      ...(loinc === undefined ? {} : { coding: [{ system: LOINC, code: loinc[0], display: loinc[1] }] }),
      text: `${zh} ${en}`,
    },
    text: narrative(lines.map((line) => line[language])),
  };
}

/** Narrative of FHIR is XHTML: whatever is text is escaped. */
function narrative(lines: readonly string[]): Json {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs}</div>` };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
