import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { DeliverSummary, Summary } from '../../adapters/port/preconsult.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';

/** The clock of the golden files. */
export const FHIR_NOW = Date.parse('2027-02-28T09:00:00+08:00');

const CHILD: Patient = {
  name: '林小小',
  birthDate: '2026-11-02',
  sex: 'male',
  document: { type: 'birth-certificate', number: 'W330000001' },
};

const line = (text: string, { abnormal = false, unsure = false } = {}) => ({ text, abnormal, unsure });

const summaryOf = (chiefComplaint: string): Summary => ({
  at: Date.parse('2027-02-28T08:55:00+08:00'),
  language: 'zh',
  saidBy: { who: 'relative', relationship: '祖母' },
  chiefComplaint,
  sections: [
    { code: 'present-illness', lines: [line('咳嗽三天，夜里重', { abnormal: true }), line('体温 <38 ℃', { unsure: true })] },
    { code: 'marital-history', lines: [line('不适用')] },
  ],
  response: {
    resourceType: 'QuestionnaireResponse',
    questionnaire: 'urn:onedoor:questionnaire:fever-and-cough|1',
    status: 'completed',
    item: [{ linkId: 'cough', answer: [{ valueCoding: { code: 'yes', display: '有' } }] }],
  },
  noDiagnosis: '以上是就诊前的自述，不是诊断。',
});

/** For the booking of `plain-38-book-by-reference`. */
export const SUMMARY_OF_BOOKING: DeliverSummary = {
  key: 'sm-0001',
  booking: { key: 'bk-0006', ref: 'appointment-3' },
  patient: CHILD,
  patientRef: 'patient-1',
  summary: summaryOf('咳嗽三天'),
};

/** What a later version differs in. */
export const LATER = { replaces: 'sm-0001', summary: summaryOf('咳嗽三天，低热') };

/** What the doctor says once the summary stands, as the workstation takes it. */
export const FHIR_CORRECTION = {
  key: 'sm-0002',
  what: 'corrected',
  corrections: [{ code: 'allergies', text: '未发现药物过敏。' }],
} as const;

export interface FhirStory {
  readonly name: string;
  readonly mode: 'plain' | 'ihe';
  /** Golden files, without `.json`. */
  readonly exchanges: readonly string[];
  readonly act: (adapter: HospitalAdapter, call: Call) => Promise<unknown>;
  readonly answer: unknown;
}

const ok = (value: unknown) => ({ ok: true, value });
const rejected = (reason: string, detail: string) => ({ ok: false, failure: { kind: 'rejected', reason, detail } });
const deliver =
  (more: Partial<DeliverSummary> = {}) =>
  (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).preconsult.deliver({ ...SUMMARY_OF_BOOKING, ...more }, call);
const find = (key: string) => (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).preconsult.find(key, call);
const withdraw = (key: string) => (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).preconsult.withdraw(key, call);
const first = { key: 'sm-0001', ref: 'composition-1', withdrawn: false };
const second = { key: 'sm-0002', ref: 'composition-2', withdrawn: false };

/** In order: each starts from the state that the one before has left. */
export const FHIR_STORIES: readonly FhirStory[] = [
  {
    name: 'plain: a summary for a booking',
    mode: 'plain',
    exchanges: ['plain-40-summary-appointment', 'plain-41-summary-deliver'],
    act: deliver(),
    answer: ok(first),
  },
  {
    name: 'plain: the same summary again',
    mode: 'plain',
    exchanges: ['plain-40-summary-appointment', 'plain-42-summary-repeated'],
    act: deliver(),
    answer: ok(first),
  },
  {
    name: 'plain: the key with another summary',
    mode: 'plain',
    exchanges: ['plain-40-summary-appointment', 'plain-43-summary-key-reused', 'plain-44-summary-found'],
    act: deliver({ summary: summaryOf('咳嗽五天') }),
    answer: rejected('key-reused', 'the key belongs to another summary'),
  },
  {
    name: 'plain: a summary under a key',
    mode: 'plain',
    exchanges: ['plain-44-summary-found'],
    act: find('sm-0001'),
    answer: ok(first),
  },
  {
    name: 'plain: no summary under a key',
    mode: 'plain',
    exchanges: ['plain-45-summary-absent'],
    act: find('sm-0009'),
    answer: ok(null),
  },
  {
    name: 'plain: a later version of a summary',
    mode: 'plain',
    exchanges: ['plain-40-summary-appointment', 'plain-46-summary-later'],
    act: deliver({ key: 'sm-0002', ...LATER }),
    answer: ok(second),
  },
  {
    name: 'plain: a version that replaces one which does not stand',
    mode: 'plain',
    exchanges: ['plain-40-summary-appointment', 'plain-47-summary-out-of-order', 'plain-45-summary-absent'],
    act: deliver({ key: 'sm-0009', ...LATER }),
    answer: rejected('summary-changed', 'status 409 conflict'),
  },
  {
    name: 'plain: what the doctor said of a summary',
    mode: 'plain',
    exchanges: ['plain-48-summary-answers'],
    act: (adapter, call) => facetsOf(adapter).preconsult.answers(undefined, call),
    answer: ok({ answers: [{ ...FHIR_CORRECTION, at: FHIR_NOW }], cursor: `${FHIR_NOW}~${FHIR_NOW}`, more: false }),
  },
  {
    name: 'plain: a summary that is taken back',
    mode: 'plain',
    exchanges: ['plain-49-summary-withdraw'],
    act: withdraw('sm-0002'),
    answer: ok(null),
  },
  {
    name: 'plain: a summary that comes after its withdrawal',
    mode: 'plain',
    exchanges: ['plain-40-summary-appointment', 'plain-50-summary-withdrawn'],
    act: deliver({ key: 'sm-0002', ...LATER }),
    answer: rejected('key-reused', 'the summary under this key was withdrawn'),
  },
  {
    name: 'plain: a summary that was taken back, under its key',
    mode: 'plain',
    exchanges: ['plain-51-summary-found-withdrawn'],
    act: find('sm-0002'),
    answer: ok({ ...second, withdrawn: true }),
  },
  {
    name: 'ihe: a summary for a booking',
    mode: 'ihe',
    exchanges: ['ihe-35-summary-appointment', 'ihe-36-summary-deliver'],
    act: deliver({ booking: { key: 'bk-1003', ref: 'appointment-3' } }),
    answer: ok(first),
  },
  {
    name: 'ihe: a withdrawal that comes before its summary',
    mode: 'ihe',
    exchanges: ['ihe-37-summary-withdraw-early'],
    act: withdraw('sm-0002'),
    answer: ok(null),
  },
];
