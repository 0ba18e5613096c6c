import {
  answerRow,
  type DeliverSummary,
  type SectionCode,
  type Summary,
  type SummaryAnswer,
  type SummarySection,
} from '../../port/preconsult.ts';
import { type ReadRow, unusable } from '../../port/rows.ts';
import { BOOKING_SYSTEM, documentIdentifier, formatInstant } from './mapping.ts';
import type { FhirCommunication, FhirComposition } from './wire.ts';

/** A summary as resources of FHIR R4, and the doctor's answer out of one: https://hl7.org/fhir/R4/composition.html, …/communication.html */

export const SUMMARY_SYSTEM = 'urn:onedoor:summary';
/** What doctors say of summaries, as the category of a Communication. */
export const ANSWER_SYSTEM = 'urn:onedoor:summary-answer';
const SECTION_SYSTEM = 'urn:onedoor:section';
/** Digest of what was handed over, an extension of the Composition: a server that has the key answers with what stands, whatever that is. */
const CONTENT_URL = 'urn:onedoor:content';
/** Who answered the questions, an extension of the author. */
const SAID_BY_URL = 'urn:onedoor:said-by';

/** Name the two resources inside of their own transaction; they need be unique only there. */
const RESPONSE_URN = 'urn:uuid:2f3b1c1e-5d0a-4a52-8f0e-6f5f2d0c7b01';
const COMPOSITION_URN = 'urn:uuid:2f3b1c1e-5d0a-4a52-8f0e-6f5f2d0c7b02';

/** History and physical note. */
const NOTE = { coding: [{ system: 'http://loinc.org', code: '34117-2' }] };

/** Codes of https://loinc.org; a section without one has ours alone. */
const LOINC: Readonly<Partial<Record<SectionCode | Extra, string>>> = {
  'chief-complaint': '10154-3',
  'present-illness': '10164-2',
  'past-history': '11348-0',
  'surgical-history': '47519-4',
  allergies: '48765-2',
  medications: '10160-0',
  'family-history': '10157-6',
  'personal-history': '29762-2',
  immunisation: '11369-6',
};

/** Sections of the Composition that are members of their own in a summary. */
type Extra = 'chief-complaint' | 'no-diagnosis';

interface Words {
  readonly title: string;
  readonly unsure: string;
  readonly who: Readonly<Record<Summary['saidBy']['who'], string>>;
  readonly sections: Readonly<Record<SectionCode | Extra, string>>;
}

const WORDS: Readonly<Record<Summary['language'], Words>> = {
  zh: {
    title: '预问诊摘要',
    unsure: '（不确定）',
    who: { patient: '本人', relative: '家属', volunteer: '志愿者', clerk: '工作人员' },
    sections: {
      'chief-complaint': '主诉',
      'present-illness': '现病史',
      'past-history': '既往史',
      'surgical-history': '手术外伤史',
      allergies: '过敏史',
      medications: '用药史',
      'family-history': '家族史',
      'personal-history': '个人史',
      'marital-history': '婚育史',
      'menstrual-history': '月经史',
      immunisation: '预防接种史',
      transfusion: '输血史',
      'no-diagnosis': '说明',
    },
  },
  en: {
    title: 'Said before the visit',
    unsure: '(unsure)',
    who: { patient: 'the person', relative: 'a relative', volunteer: 'a volunteer', clerk: 'a member of staff' },
    sections: {
      'chief-complaint': 'Chief complaint',
      'present-illness': 'Present illness',
      'past-history': 'Past history',
      'surgical-history': 'Operations and injuries',
      allergies: 'Allergies',
      medications: 'Medicines',
      'family-history': 'Family history',
      'personal-history': 'Personal history',
      'marital-history': 'Marriage and births',
      'menstrual-history': 'Menstrual history',
      immunisation: 'Immunisations',
      transfusion: 'Transfusions',
      'no-diagnosis': 'Note',
    },
  },
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

/** Paragraphs of plain text as a Narrative, https://hl7.org/fhir/R4/narrative.html: bold is abnormal, what is in italics follows an unsure line. */
function narrative(lines: SummarySection['lines'], unsureWord: string): object {
  const paragraphs = lines.map(({ text, abnormal, unsure }) => {
    const words = abnormal ? `<b>${escaped(text)}</b>` : escaped(text);
    return `<p>${words}${unsure ? ` <i>${unsureWord}</i>` : ''}</p>`;
  });
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs.join('')}</div>` };
}

const plain = (text: string) => [{ text, abnormal: false, unsure: false }];

function section(code: SectionCode | Extra, lines: SummarySection['lines'], { sections, unsure }: Words): object {
  const loinc = LOINC[code];
  const coding = [
    { system: SECTION_SYSTEM, code },
    ...(loinc === undefined ? [] : [{ system: 'http://loinc.org', code: loinc }]),
  ];
  return { title: sections[code], code: { coding }, text: narrative(lines, unsure) };
}

/** The person as a subject: by their file where the server has one, and by their document in any case. */
function subject({ patient, patientRef }: DeliverSummary): object {
  return {
    ...(patientRef === undefined ? {} : { reference: `Patient/${patientRef}` }),
    type: 'Patient',
    identifier: documentIdentifier(patient.document),
    display: patient.name,
  };
}

const summaryIdentifier = (key: string) => ({ system: SUMMARY_SYSTEM, value: key });

function composition(request: DeliverSummary, content: string): object {
  const { key, booking, replaces, summary } = request;
  const { at, language, saidBy, chiefComplaint, sections, noDiagnosis } = summary;
  const words = WORDS[language];
  const complaint = { ...section('chief-complaint', plain(chiefComplaint), words), entry: [{ reference: RESPONSE_URN }] };
  const author = saidBy.who === 'patient' ? subject(request) : { display: saidBy.relationship ?? words.who[saidBy.who] };
  return {
    resourceType: 'Composition',
    language,
    extension: [{ url: CONTENT_URL, valueString: content }],
    identifier: summaryIdentifier(key),
    status: replaces === undefined ? 'final' : 'amended',
    type: NOTE,
    subject: subject(request),
    date: formatInstant(at),
    author: [{ extension: [{ url: SAID_BY_URL, valueCode: saidBy.who }], ...author }],
    title: words.title,
    ...(replaces === undefined ? {} : { relatesTo: [{ code: 'replaces', targetIdentifier: summaryIdentifier(replaces) }] }),
    event: [
      {
        detail: [
          {
            reference: `Appointment/${booking.ref}`,
            type: 'Appointment',
            identifier: { system: BOOKING_SYSTEM, value: booking.key },
          },
        ],
      },
    ],
    section: [
      complaint,
      ...sections.map(({ code, lines }) => section(code, lines, words)),
      section('no-diagnosis', plain(noDiagnosis), words),
    ],
  };
}

/** What the summary was made from. The server gives it id and version. */
function response(request: DeliverSummary): object {
  const { key, replaces, summary } = request;
  const { id: _id, meta: _meta, ...given } = summary.response as Readonly<Record<string, unknown>>;
  return {
    ...given,
    resourceType: 'QuestionnaireResponse',
    identifier: summaryIdentifier(key),
    status: replaces === undefined ? 'completed' : 'amended',
    subject: subject(request),
    authored: formatInstant(summary.at),
  };
}

const ifNoneExist = (key: string) => `identifier=${SUMMARY_SYSTEM}|${key}`;

/** Both or neither, each once: https://hl7.org/fhir/R4/http.html#transaction, #ccreate */
export function deliverTransaction(request: DeliverSummary, content: string): object {
  const create = (fullUrl: string, resource: object, url: string) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url, ifNoneExist: ifNoneExist(request.key) },
  });
  const entry = [
    create(RESPONSE_URN, response(request), 'QuestionnaireResponse'),
    create(COMPOSITION_URN, composition(request, content), 'Composition'),
  ];
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

/**
 * In place of what stands under the key, or where nothing does yet, two resources in which nothing is said: a summary that arrives later
 * finds its key taken. https://hl7.org/fhir/R4/http.html#cond-update
 */
export function withdrawTransaction(key: string, at: number): object {
  const taken = { identifier: summaryIdentifier(key), status: 'entered-in-error' };
  const note = {
    type: NOTE,
    date: formatInstant(Math.floor(at / 1000) * 1000),
    author: [{ display: 'Onedoor' }],
    title: 'withdrawn',
  };
  const update = (resourceType: string, more: object = {}) => ({
    resource: { resourceType, ...taken, ...more },
    request: { method: 'PUT', url: `${resourceType}?identifier=${SUMMARY_SYSTEM}%7C${key}` },
  });
  return { resourceType: 'Bundle', type: 'transaction', entry: [update('QuestionnaireResponse'), update('Composition', note)] };
}

/** SHA-256 of all that is handed over, in small hexadecimal. */
export async function contentOf({ booking, patient, patientRef, summary, replaces }: DeliverSummary): Promise<string> {
  const { at, language, saidBy, chiefComplaint, sections, response: made, noDiagnosis } = summary;
  const lines = sections.map((one) => [one.code, one.lines.map(({ text, abnormal, unsure }) => [text, abnormal, unsure])]);
  const said = [at, language, saidBy.who, saidBy.relationship, chiefComplaint, lines, made, noDiagnosis];
  const { type, number } = patient.document;
  const text = JSON.stringify([booking.key, booking.ref, type, number, patientRef, replaces, said]);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Our key in a Composition. */
export function summaryKey({ identifier }: FhirComposition): string | undefined {
  return identifier?.system === SUMMARY_SYSTEM ? identifier.value : undefined;
}

/** Digest of what was handed over in a Composition. */
export function contentIn({ extension = [] }: FhirComposition): string | undefined {
  return extension.find(({ url }) => url === CONTENT_URL)?.valueString;
}

/** A Communication as an answer of the port; `undefined` where it is none, or was taken back. */
export function answerIn({
  status,
  category = [],
  about = [],
  sent,
  payload = [],
}: FhirCommunication): ReadRow<SummaryAnswer> | undefined {
  if (status !== 'completed') return undefined;
  const what = category.flatMap(({ coding = [] }) => coding).find(({ system }) => system === ANSWER_SYSTEM)?.code;
  const key = about.find(({ identifier }) => identifier?.system === SUMMARY_SYSTEM)?.identifier?.value;
  if (what !== 'read' && what !== 'corrected' && what !== 'not-useful') return unusable('category');
  if (key === undefined || sent === undefined) return unusable(key === undefined ? 'about' : 'sent');
  const corrections = payload.map(({ extension = [], contentString = '' }) => ({
    code: extension.find(({ url }) => url === SECTION_SYSTEM)?.valueCode as SectionCode,
    text: contentString,
  }));
  return answerRow({ key, what, at: Date.parse(sent), ...(what === 'corrected' ? { corrections } : {}) });
}
