import { describe, expect, it } from 'vitest';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { FhirR4ConfigInput } from '../../adapters/hospitals/fhir-r4/config.ts';
import type { RecordsFacet } from '../../adapters/port/records.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';
import { GOLDEN_BASE, goldenAsWritten, scriptedFetch } from './golden-exchanges.ts';

const CHILD: Patient = {
  name: '林小小',
  birthDate: '2026-11-02',
  sex: 'male',
  document: { type: 'birth-certificate', number: 'W330000001' },
};
const WHOSE = { patient: CHILD, patientRef: 'patient-1' };
const NOW = Date.parse('2027-02-28T09:00:00+08:00');
const AT = Date.parse('2027-02-27T10:00:00+08:00');
const VERSION = NOW * 1024 + 32;
const MMOL = { text: 'mmol/L', ucum: 'mmol/L' };
const original = { mediaType: 'application/fhir+json', text: expect.stringContaining('"resourceType":"Bundle"') };

const LAB = {
  ref: expect.any(String),
  version: VERSION,
  status: 'final',
  kind: 'laboratory',
  code: { system: 'http://loinc.org', code: '24323-8' },
  name: '生化',
  issuedAt: AT,
  collectedAt: Date.parse('2027-02-27T07:30:00+08:00'),
  department: '检验科',
  practitioner: '沈静',
  conclusion: '血糖正常。',
  results: [
    {
      ref: expect.any(String),
      codes: [{ system: 'http://loinc.org', code: '14749-6', display: '葡萄糖' }],
      name: '葡萄糖',
      value: { kind: 'quantity', number: '5.50', unit: MMOL },
      ranges: [{ low: '3.90', high: '6.10', unit: MMOL }],
      flag: 'N',
      status: 'final',
    },
    {
      ref: expect.any(String),
      codes: [{ system: 'http://loinc.org', code: '2823-3' }],
      name: '钾',
      value: { kind: 'quantity', number: '3.0', comparator: '<', unit: MMOL },
      ranges: [{ low: '3.5', high: '5.3', sex: 'male', ageFromYears: 0, ageToYears: 14 }],
      flag: 'LL',
      status: 'final',
      group: '电解质',
      note: '已电话通知',
    },
  ],
  documents: [],
  original: { ...original, text: expect.stringMatching(/"value": 5\.50,[\s\S]*"value": 3\.0,/) },
};
const FILM = {
  ref: 'diagnosticreport-5',
  version: VERSION + 32,
  status: 'final',
  kind: 'imaging',
  name: '胸部正位片',
  issuedAt: AT,
  conclusion: '两肺纹理清晰。',
  results: [],
  documents: [{ ref: 'presentedForm.0', title: '胸片报告', mediaType: 'application/pdf', bytes: 15 }],
  original,
};
const CURSOR = { stage: `0~${NOW}`, results: `${NOW}~${NOW}`, page: `${GOLDEN_BASE}/DiagnosticReport?_page=opaque-4` };

interface Story {
  readonly name: string;
  readonly exchanges: readonly string[];
  readonly config?: Partial<FhirR4ConfigInput>;
  readonly act: (facet: Required<RecordsFacet>, call: Call) => Promise<unknown>;
  readonly answer: unknown;
}

const ok = (value: unknown) => ({ ok: true, value });

const STORIES: readonly Story[] = [
  {
    name: 'a first page of reports, with values digit by digit',
    exchanges: ['plain-52-records-reports'],
    act: (facet, call) => facet.reports(WHOSE, call),
    answer: ok({ reports: [LAB, FILM], cursor: `reports ${CURSOR.stage}~${CURSOR.page} ${CURSOR.results}`, more: true }),
  },
  {
    name: 'the last page, and which reports changed in one of their values alone',
    exchanges: [
      'plain-53-records-reports-next',
      'plain-54-records-results',
      'plain-55-records-panels',
      'plain-56-records-holding',
    ],
    act: (facet, call) => facet.reports({ ...WHOSE, cursor: `reports ${CURSOR.stage}~${CURSOR.page} ${CURSOR.results}` }, call),
    answer: ok({
      reports: [expect.objectContaining({ name: '尿常规', status: 'withdrawn', results: [] })],
      cursor: `reports ${NOW}~${NOW} ${NOW}~${NOW}`,
      more: false,
    }),
  },
  {
    name: 'one report',
    exchanges: ['plain-57-records-report'],
    act: (facet, call) => facet.report({ ...WHOSE, ref: 'diagnosticreport-5' }, call),
    answer: ok(FILM),
  },
  {
    name: 'a document of a report',
    exchanges: ['plain-57-records-report', 'plain-58-records-binary'],
    act: (facet, call) => facet.document({ ...WHOSE, ref: 'diagnosticreport-5', documentRef: 'presentedForm.0' }, call),
    answer: ok({ mediaType: 'application/pdf', content: new Uint8Array(Buffer.from('%PDF-1.7 胸片')) }),
  },
  {
    name: 'visits',
    exchanges: ['plain-59-records-visits'],
    act: (facet, call) => facet.visits(WHOSE, call),
    answer: ok({
      rows: [
        {
          ref: expect.any(String),
          kind: 'outpatient',
          startsAt: AT,
          endsAt: AT + 900_000,
          department: '儿科',
          practitioner: '沈静',
          diagnoses: ['感冒'],
        },
      ],
    }),
  },
  {
    name: 'what was prescribed',
    exchanges: ['plain-60-records-medications'],
    act: (facet, call) => facet.medications(WHOSE, call),
    answer: ok({
      rows: [
        {
          ref: expect.any(String),
          name: '对乙酰氨基酚混悬液',
          codes: [{ system: 'http://www.whocc.no/atc', code: 'N02BE01' }],
          dosage: '发热时口服 2.5 mL',
          status: 'active',
          prescribedAt: AT,
          practitioner: '沈静',
        },
      ],
    }),
  },
  {
    name: 'that no allergies are known',
    exchanges: ['plain-61-records-allergies'],
    act: (facet, call) => facet.allergies(WHOSE, call),
    answer: ok({ rows: [], noneKnown: true }),
  },
  ...(['plain-62-records-conditions', 'plain-64-records-by-document'] as const).map(
    (exchange): Story => ({
      name: `conditions, ${exchange}`,
      exchanges: [exchange],
      config: { patients: exchange === 'plain-62-records-conditions' ? 'registered' : 'contained' },
      act: (facet, call) => facet.conditions(WHOSE, call),
      answer: ok({
        rows: [
          {
            ref: expect.any(String),
            name: '感冒',
            codes: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J00' }],
            status: 'active',
            recordedAt: AT,
          },
        ],
      }),
    }),
  ),
];

describe('fhir-r4 reads records as the golden files have them', () => {
  for (const { name, exchanges, config, act, answer } of STORIES) {
    it(name, async () => {
      const script = scriptedFetch(exchanges.map(goldenAsWritten));
      const records = {
        reports: true,
        documents: true,
        visits: true,
        medications: true,
        allergies: true,
        conditions: true,
        pageSize: 2,
      };
      const given = {
        baseUrl: GOLDEN_BASE,
        mode: 'plain',
        pageSize: 2,
        settleWindowMs: 0,
        patients: 'registered',
        records,
      } as const;
      const adapter = createFhirR4Adapter({ ...given, ...config }, { fetch: script.fetch, now: () => NOW });
      const told = await act(adapter.records as Required<RecordsFacet>, { signal: AbortSignal.timeout(60_000) });
      script.done();
      expect(told).toEqual(answer);
    });
  }
});
