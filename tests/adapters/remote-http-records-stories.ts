import { expect } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { RecordsQuery, Section } from '../../adapters/port/records.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';
import type { RemoteStory } from './remote-http-summary-stories.ts';

const ok = (value: unknown) => ({ ok: true, value });
const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason } });

const CHILD = { document: { type: 'birth-certificate', number: 'W330000001' }, patientRef: 'patient-1' } as const;

const lis = (code: string, display: string) => ({ system: 'urn:linjiang:lis', code, display });
const status = 'final';
const WHITE_CELLS = {
  ref: 'wbc',
  codes: [lis('WBC', '白细胞计数'), { system: 'http://loinc.org', code: '6690-2' }],
  name: '白细胞计数',
  value: { kind: 'quantity', number: '11.20', unit: { text: '10^9/L', ucum: '10*9/L' } },
  ranges: [{ low: '4.3', high: '11.3', text: '4.3-11.3', ageFromYears: 0.5, ageToYears: 1 }],
  status,
} as const;
const CRP = {
  ref: 'crp',
  codes: [lis('CRP', 'C 反应蛋白')],
  name: 'C 反应蛋白',
  value: { kind: 'quantity', number: '0.50', comparator: '<', unit: { text: 'mg/L', ucum: 'mg/L' } },
  ranges: [{ high: '10' }],
  flag: 'N',
  status,
} as const;
const BLOOD = {
  kind: 'laboratory',
  code: lis('CBC', '血常规'),
  name: '血常规 + CRP',
  issuedAt: '2027-02-27T11:05:00+08:00',
  collectedAt: '2027-02-27T10:40:00+08:00',
  department: '检验科',
  practitioner: '周敏',
  results: [WHITE_CELLS, CRP],
} as const;
const CULTURE = {
  kind: 'laboratory',
  name: '支原体抗体',
  issuedAt: '2027-02-27T12:30:00+08:00',
  results: [
    { ref: 'mp', name: '肺炎支原体抗体', value: { kind: 'ratio', numerator: '1', denominator: '80' }, status },
    { ref: 'cp', name: '肺炎衣原体抗体', value: { kind: 'text', text: '阴性' }, status },
    { ref: 'lp', name: '军团菌抗体', value: { kind: 'absent', reason: '标本量不足' }, status },
  ],
} as const;
const CHEST = {
  kind: 'imaging',
  name: '胸部正位片',
  issuedAt: '2027-02-27T15:00:00+08:00',
  conclusion: '两肺纹理增多。\n心影不大。',
  results: [],
} as const;
const CORRECTED_CELLS = {
  ...WHITE_CELLS,
  value: { ...WHITE_CELLS.value, number: '12.10' },
  flag: 'H',
  status: 'corrected',
} as const;

/** What the hospital's own people do, by the exchange before which they do it: `''` is the first of all. */
export const GOLDEN_RECORDS: Readonly<Record<string, readonly object[]>> = {
  '': [
    { act: 'issue', ...CHILD, report: BLOOD },
    { act: 'issue', ...CHILD, report: CULTURE },
    { act: 'issue', ...CHILD, report: CHEST },
    { act: 'attach', ref: 'report-3', title: '胸部正位片.pdf', mediaType: 'application/pdf', content: 'JVBERi0xLjcK/w==' },
    {
      act: 'add',
      ...CHILD,
      section: 'visits',
      row: { kind: 'outpatient', startsAt: '2027-02-27T10:15:00+08:00', department: '儿科', diagnoses: ['急性支气管炎'] },
    },
    {
      act: 'add',
      ...CHILD,
      section: 'medications',
      row: { name: '布洛芬混悬液', dosage: '每次 2.5 mL，发热时', status: 'active', prescribedAt: '2027-02-27T15:20:00+08:00' },
    },
    { act: 'none-known', ...CHILD, section: 'allergies' },
    {
      act: 'add',
      ...CHILD,
      section: 'conditions',
      row: {
        name: '急性支气管炎',
        codes: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J20.9' }],
        status: 'active',
        recordedAt: '2027-02-27T15:20:00+08:00',
      },
    },
  ],
  'reports-corrected': [{ act: 'correct', ref: 'report-1', report: { ...BLOOD, results: [CORRECTED_CELLS, CRP] } }],
  'report-withdrawn': [{ act: 'withdraw', ref: 'report-2' }],
};

/** Exchanges about the records of the child whose file was opened before. */
export function recordsStories(patient: Patient): readonly RemoteStory[] {
  const whose: RecordsQuery = { patient, patientRef: CHILD.patientRef };
  const reports = (cursor?: string) => (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).records.reports({ ...whose, ...(cursor === undefined ? {} : { cursor }) }, call);
  const report = (ref: string) => (adapter: HospitalAdapter, call: Call) =>
    facetsOf(adapter).records.report({ ...whose, ref }, call);
  const section = (name: Section) => (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).records[name](whose, call);
  const documents = [{ ref: 'document-1', title: '胸部正位片.pdf', mediaType: 'application/pdf', bytes: 10 }];
  const blood = { ref: 'report-1', version: 1, status: 'final', name: BLOOD.name, issuedAt: Date.parse(BLOOD.issuedAt) };
  const corrected = { ...blood, version: 2, status: 'corrected' };
  return [
    {
      file: 'reports',
      note: 'A first page: each report is a text of its own, with its reference and version beside it.',
      act: reports(),
      answer: ok({
        reports: [
          { ...blood, results: [WHITE_CELLS, CRP], original: { mediaType: 'application/json' } },
          { ref: 'report-2', results: CULTURE.results },
        ],
        cursor: 'since:2',
        more: true,
      }),
    },
    {
      file: 'reports-next',
      note: 'The last page: a film with its document; its bytes are fetched alone.',
      act: reports('since:2'),
      answer: ok({
        reports: [{ ref: 'report-3', version: 2, kind: 'imaging', conclusion: CHEST.conclusion, documents }],
        cursor: 'since:4',
        more: false,
      }),
    },
    {
      file: 'reports-corrected',
      note: 'A correction after the cursor: the same reference, a higher version.',
      act: reports('since:4'),
      answer: ok({ reports: [{ ...corrected, results: [CORRECTED_CELLS, CRP] }], cursor: 'since:5', more: false }),
    },
    { file: 'report', note: 'One report as it is now.', act: report('report-1'), answer: ok(corrected) },
    {
      file: 'report-withdrawn',
      note: 'What was withdrawn is told as withdrawn, for ever; nothing of what it said is.',
      act: report('report-2'),
      answer: ok({ ref: 'report-2', version: 2, status: 'withdrawn', results: [] }),
    },
    {
      file: 'report-absent',
      note: 'No report of this person under the reference, another person’s too: 404 under the signature of the hospital.',
      act: report('report-9'),
      answer: ok(null),
    },
    {
      file: 'report-document',
      note: 'A document, in base64.',
      act: (adapter, call) => facetsOf(adapter).records.document({ ...whose, ref: 'report-3', documentRef: 'document-1' }, call),
      answer: ok({ mediaType: 'application/pdf', content: Uint8Array.from(Buffer.from('JVBERi0xLjcK/w==', 'base64')) }),
    },
    {
      file: 'reports-unknown-file',
      note: 'A file that the hospital does not know.',
      act: (adapter, call) => facetsOf(adapter).records.reports({ patient, patientRef: 'patient-9' }, call),
      answer: rejected('patient-unknown'),
    },
    {
      file: 'visits',
      note: 'Past visits, whole.',
      act: section('visits'),
      answer: ok({ rows: [{ kind: 'outpatient', department: '儿科', diagnoses: ['急性支气管炎'] }] }),
    },
    {
      file: 'medications',
      note: 'What was prescribed.',
      act: section('medications'),
      answer: ok({ rows: [{ name: '布洛芬混悬液', codes: [], status: 'active' }] }),
    },
    {
      file: 'allergies',
      note: 'The hospital states that none are known: an empty list alone would state nothing.',
      act: section('allergies'),
      answer: ok({ rows: [], noneKnown: true }),
    },
    {
      file: 'conditions',
      note: 'Diagnoses and problems.',
      act: section('conditions'),
      answer: ok({ rows: [{ name: '急性支气管炎', status: 'active', ref: expect.any(String) }] }),
    },
  ];
}
