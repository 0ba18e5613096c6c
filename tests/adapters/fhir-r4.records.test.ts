import { describe, expect, it } from 'vitest';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { FhirR4ConfigInput } from '../../adapters/hospitals/fhir-r4/config.ts';
import { originalOf, versionOf } from '../../adapters/hospitals/fhir-r4/records-resources.ts';
import { ORIGINAL_MAX, RANGES_MAX, type RecordsFacet, type Report } from '../../adapters/port/records.ts';
import type { Patient } from '../../adapters/port/terms.ts';

const BASE = 'https://his.example/fhir';
const PATIENT: Patient = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
};
const WHOSE = { patient: PATIENT, patientRef: 'p1' };
const ALL = { reports: true, documents: true, visits: true, medications: true, allergies: true, conditions: true };
const call = () => ({ signal: AbortSignal.timeout(60_000) });
const META = '"meta":{"versionId":"1","lastUpdated":"2027-02-28T09:00:00.000+08:00"}';
const OWN = '"subject":{"reference":"Patient/p1"}';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A server that answers each search with these resources, as text, whatever was asked; `more` answers what else is asked. */
function serving(entries: readonly string[], more: (asked: Asked) => string | undefined = () => undefined) {
  const asked: Asked[] = [];
  const bundle = (resources: readonly string[]) =>
    `{"resourceType":"Bundle","type":"searchset","entry":[${resources.map((one) => `{"resource":${one}}`).join(',')}]}`;
  return {
    asked,
    async fetch(url: string, init: RequestInit = {}): Promise<Response> {
      const request = { method: init.method ?? 'GET', url, body: String(init.body ?? '') };
      asked.push(request);
      const headers = { 'content-type': 'application/fhir+json' };
      const answer = more(request);
      if (answer !== undefined) return new Response(answer, { headers });
      if (/\/Patient\/p1$/.test(url)) return new Response('{"resourceType":"Patient","id":"p1"}', { headers });
      const type = /\/([A-Z][A-Za-z]+)(?:\/_search)?(?:\?|$)/.exec(url)?.[1] ?? '';
      const found = ['DiagnosticReport', 'MedicationRequest'].includes(type)
        ? entries
        : entries.filter((one) => one.includes(`"resourceType":"${type}"`));
      return new Response(bundle(found), { headers });
    },
  };
}

function adapterOf(server: ReturnType<typeof serving>, more: Partial<FhirR4ConfigInput> = {}) {
  const config = { baseUrl: BASE, mode: 'plain', patients: 'registered', records: ALL, ...more } as const;
  return createFhirR4Adapter(config, { fetch: server.fetch, now: () => 0 }).records as Required<RecordsFacet>;
}

const report = (members: string, head = `"id":"r1",${META},${OWN}`) =>
  `{"resourceType":"DiagnosticReport",${head},"status":"final","code":{"text":"生化"},"issued":"2027-02-27T10:00:00+08:00"${members === '' ? '' : `,${members}`}}`;
const observation = (id: string, members: string, subject = OWN) =>
  `{"resourceType":"Observation","id":"${id}",${META},"status":"final","code":{"text":"项目"},${subject}${members === '' ? '' : `,${members}`}}`;
const holding = (...ids: string[]) => `"result":[${ids.map((id) => `{"reference":"Observation/${id}"}`).join(',')}]`;

async function reportOf(entries: readonly string[], config: Partial<FhirR4ConfigInput> = {}): Promise<Report | null> {
  const answer = await adapterOf(serving(entries), config).report({ ...WHOSE, ref: 'r1' }, call());
  if (!answer.ok) throw new Error(answer.failure.detail);
  return answer.value;
}

const resultOf = async (members: string) => (await reportOf([report(holding('o1')), observation('o1', members)]))?.results[0];

describe('a value of FHIR as the port has it', () => {
  const UCUM = '"system":"http://unitsofmeasure.org"';
  it.each<[string, string, unknown]>([
    [
      'a quantity with its digits',
      `"valueQuantity":{"value":5.50,"unit":"mmol/L",${UCUM},"code":"mmol/L"}`,
      { kind: 'quantity', number: '5.50', unit: { text: 'mmol/L', ucum: 'mmol/L' } },
    ],
    ['a limit', '"valueQuantity":{"value":0.50,"comparator":"<"}', { kind: 'quantity', number: '0.50', comparator: '<' }],
    [
      'a unit that is of no known list',
      '"valueQuantity":{"value":1,"system":"urn:x","code":"个"}',
      { kind: 'quantity', number: '1', unit: { text: '个' } },
    ],
    [
      'an exponent, which is no decimal of a laboratory',
      '"valueQuantity":{"value":1.0E+2,"unit":"U/L"}',
      { kind: 'text', text: '1.0E+2 U/L' },
    ],
    [
      'more digits than are shown',
      `"valueQuantity":{"value":0.${'1'.repeat(30)}}`,
      { kind: 'text', text: `0.${'1'.repeat(30)}` },
    ],
    [
      'a range',
      '"valueRange":{"low":{"value":3.0,"unit":"/HP"},"high":{"value":5,"unit":"/HP"}}',
      { kind: 'range', low: '3.0', high: '5', unit: { text: '/HP' } },
    ],
    [
      'a range of two units',
      '"valueRange":{"low":{"value":3,"unit":"g"},"high":{"value":5,"unit":"mg"}}',
      { kind: 'text', text: '3 g – 5 mg' },
    ],
    [
      'a titre',
      '"valueRatio":{"numerator":{"value":1},"denominator":{"value":80}}',
      { kind: 'ratio', numerator: '1', denominator: '80' },
    ],
    [
      'a ratio with units',
      '"valueRatio":{"numerator":{"value":1,"unit":"g"},"denominator":{"value":2,"unit":"L"}}',
      { kind: 'text', text: '1 g : 2 L' },
    ],
    ['words', '"valueString":"阴性 <b>"', { kind: 'text', text: '阴性 <b>' }],
    [
      'a coded word',
      '"valueCodeableConcept":{"coding":[{"system":"s","code":"c","display":"Positive"}]}',
      { kind: 'text', text: 'Positive', code: { system: 's', code: 'c', display: 'Positive' } },
    ],
    ['an integer', '"valueInteger":120', { kind: 'quantity', number: '120' }],
    ['yes or no', '"valueBoolean":false', { kind: 'text', text: 'false' }],
    ['a time', '"valueDateTime":"2027-02"', { kind: 'text', text: '2027-02' }],
    ['a period', '"valuePeriod":{"start":"2027-02-01","end":"2027-02-03"}', { kind: 'text', text: '2027-02-01 – 2027-02-03' }],
    [
      'a curve',
      '"valueSampledData":{"origin":{"value":0},"period":10,"dimensions":1}',
      { kind: 'absent', reason: 'sampled-data' },
    ],
    ['a reason', '"dataAbsentReason":{"coding":[{"code":"not-performed","display":"未做"}]}', { kind: 'absent', reason: '未做' }],
    ['nothing', '"note":[{"text":"溶血"}]', { kind: 'absent', reason: 'unknown' }],
    [
      'a quantity without a number',
      '"valueQuantity":{"unit":"g"},"dataAbsentReason":{"text":"凝血"}',
      { kind: 'absent', reason: '凝血' },
    ],
  ])('is told of %s', async (_, members, value) => {
    expect((await resultOf(members))?.value).toEqual(value);
  });

  const V3 = '"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"';
  it.each<[string, string, string | undefined]>([
    ['H', `[{"coding":[{${V3},"code":"H"}]}]`, 'H'],
    ['the gravest of several', `[{"coding":[{${V3},"code":"H"},{${V3},"code":"HH"}]},{"coding":[{${V3},"code":"A"}]}]`, 'HH'],
    ['none where they contradict each other', `[{"coding":[{${V3},"code":"H"},{${V3},"code":"L"}]}]`, undefined],
    ['none where it is usual and not', `[{"coding":[{${V3},"code":"N"},{${V3},"code":"H"}]}]`, undefined],
    ['high where it is far out', `[{"coding":[{${V3},"code":"HU"}]}]`, 'H'],
    ['none of another word', `[{"coding":[{${V3},"code":"HX"}]}]`, undefined],
    ['none where another word is beside usual', `[{"coding":[{${V3},"code":"N"}]},{"text":"危急值"}]`, undefined],
    ['none of another list', '[{"coding":[{"system":"urn:x","code":"H"}]}]', undefined],
    ['none of words alone', '[{"text":"H"}]', undefined],
  ])('has the verdict: %s', async (_, interpretation, flag) => {
    const told = await resultOf(`"valueInteger":1,"interpretation":${interpretation}`);
    expect(told?.flag).toBe(flag);
    // Where it is none that is known, its words are kept, so that nobody else gives one.
    expect(told?.flagText === undefined).toBe(flag !== undefined);
  });

  const low = '"low":{"value":3.90}';
  const snomed = (code: string) => `{"coding":[{"system":"http://snomed.info/sct","code":"${code}"}]}`;
  it.each<[string, string, unknown]>([
    ['for everybody', `{${low},"high":{"value":6.1}}`, { low: '3.90', high: '6.1' }],
    ['that is usual, which is for everybody', `{${low},"type":{"coding":[{"code":"normal"}]}}`, { low: '3.90' }],
    [
      'of treatment, for nobody',
      `{${low},"type":{"coding":[{"code":"therapeutic","display":"治疗目标"}]}}`,
      { low: '3.90', appliesTo: '治疗目标' },
    ],
    ['for women by code', `{${low},"appliesTo":[${snomed('248152002')}]}`, { low: '3.90', sex: 'female' }],
    ['for men by word', `{${low},"appliesTo":[{"text":"男"}]}`, { low: '3.90', sex: 'male' }],
    [
      'for pregnant women',
      `{${low},"appliesTo":[{"text":"女性"},{"text":"孕妇"}]}`,
      { low: '3.90', sex: 'female', appliesTo: '孕妇' },
    ],
    ['for somebody who is named by no word', `{${low},"appliesTo":[{}]}`, { low: '3.90', appliesTo: '?' }],
    ['for both sexes', `{${low},"appliesTo":[{"text":"男"},{"text":"女"}]}`, { low: '3.90' }],
    [
      'for years',
      `{${low},"age":{"low":{"value":18,"code":"a"},"high":{"value":60,"unit":"岁"}}}`,
      { low: '3.90', ageFromYears: 18, ageToYears: 60 },
    ],
    ['for months', `{${low},"age":{"high":{"value":6,"code":"mo"}}}`, { low: '3.90', ageToYears: 0.5 }],
    [
      'for an age in no unit of time, for nobody',
      `{${low},"age":{"low":{"value":3,"unit":"胎"}}}`,
      { low: '3.90', appliesTo: '3 胎 –' },
    ],
    ['in words', '{"text":"阴性"}', { text: '阴性' }],
    ['of two units, as words', '{"low":{"value":1,"unit":"g"},"high":{"value":2,"unit":"mg"}}', { text: '1 g – 2 mg' }],
  ])('has a range %s', async (_, range, told) => {
    expect((await resultOf(`"valueInteger":1,"referenceRange":[${range}]`))?.ranges).toEqual([told]);
  });

  it('has no range where nothing is said of it', async () => {
    expect((await resultOf('"valueInteger":1,"referenceRange":[{"appliesTo":[{"text":"男"}]}]'))?.ranges).toEqual([]);
  });
});

describe('a DiagnosticReport as the port has it', () => {
  it('has its values under the heading of their panel: members, components and what it contains', async () => {
    const contained = `"contained":[${observation('c1', '"valueInteger":3', '"subject":{"reference":"Patient/p1"}')}]`;
    const result =
      '"result":[{"reference":"Observation/m1"},{"reference":"Observation/panel"},{"reference":"#c1"},{"reference":"https://his.example/fhir/Observation/bp/_history/2"}]';
    const told = await reportOf([
      report(`${contained},${result}`),
      observation('panel', '"hasMember":[{"reference":"Observation/m1"},{"reference":"Observation/m2"}]').replace(
        '项目',
        '电解质',
      ),
      observation('m1', '"valueInteger":1'),
      observation('m2', '"valueInteger":2,"hasMember":[{"reference":"Observation/panel"}]'),
      observation(
        'bp',
        '"component":[{"code":{"text":"收缩压"},"valueInteger":120},{"code":{"text":"舒张压"},"valueInteger":80}]',
      ),
    ]);
    expect(told?.results.map(({ ref, name, group }) => [ref, name, group])).toEqual([
      ['m1', '项目', '电解质'],
      ['m2', '项目', '电解质'],
      ['#c1', '项目', undefined],
      ['bp.0', '收缩压', '项目'],
      ['bp.1', '舒张压', '项目'],
    ]);
  });

  it('takes a panel back with all its values', async () => {
    const told = await reportOf([
      report(holding('panel')),
      observation('panel', '"hasMember":[{"reference":"Observation/m1"}]').replace('"final"', '"entered-in-error"'),
      observation('m1', '"valueInteger":1'),
    ]);
    expect(told?.results.map(({ ref, status }) => [ref, status])).toEqual([['m1', 'withdrawn']]);
  });

  it.each([
    ['registered', 'preliminary'],
    ['partial', 'preliminary'],
    ['preliminary', 'preliminary'],
    ['unknown', 'preliminary'],
    ['final', 'final'],
    ['amended', 'corrected'],
    ['corrected', 'corrected'],
    ['appended', 'corrected'],
    ['cancelled', 'withdrawn'],
    ['entered-in-error', 'withdrawn'],
  ])('that is %s is %s', async (status, told) => {
    expect((await reportOf([report('').replace('"status":"final"', `"status":"${status}"`)]))?.status).toBe(told);
  });

  it.each([
    ['LAB', 'laboratory'],
    ['HM', 'laboratory'],
    ['RAD', 'imaging'],
    ['CT', 'imaging'],
    ['PAT', 'pathology'],
    ['SP', 'pathology'],
    ['OTH', 'other'],
  ])('of the section %s is of %s', async (code, kind) => {
    expect((await reportOf([report(`"category":[{"coding":[{"code":"${code}"}]}]`)]))?.kind).toBe(kind);
  });

  it.each<[string, readonly string[]]>([
    ['a value that can not be found', [report(holding('gone'))]],
    [
      'a value of somebody else',
      [report(holding('o1')), observation('o1', '"valueInteger":1', '"subject":{"reference":"Patient/p2"}')],
    ],
    [
      'a value of another server',
      [report('"result":[{"reference":"https://elsewhere.example/fhir/Observation/o1"}]'), observation('o1', '"valueInteger":1')],
    ],
    ['a value that is no value', [report(holding('o1')), observation('o1', '"valueQuantity":{"value":"5.5"}')]],
    ['a value without a name', [report(holding('o1')), observation('o1', '"valueInteger":1').replace('{"text":"项目"}', '{}')]],
    ['a name that turns what follows around', [report('').replace('生化', '生\u202e化')]],
    [
      'more ranges than are shown',
      [
        report(holding('o1')),
        observation(
          'o1',
          `"valueInteger":1,"referenceRange":[${Array(RANGES_MAX + 1)
            .fill('{"text":"a"}')
            .join(',')}]`,
        ),
      ],
    ],
  ])('is left out and counted, and hides no other, with %s', async (_, entries) => {
    const facet = adapterOf(serving([...entries, report('', `"id":"r2",${META},${OWN}`)]));
    const page = await facet.reports(WHOSE, call());
    expect(page).toMatchObject({ ok: true, value: { reports: [{ ref: 'r2' }], leftOut: { count: 1 }, more: false } });
  });

  it('of somebody else is not told, also by a server that ignores whose was asked for', async () => {
    const others = ['Patient/p2', 'https://elsewhere.example/fhir/Patient/p1', 'Group/p1', '#p1'];
    for (const [index, other] of others.entries()) {
      const facet = adapterOf(serving([report('', `"id":"r1",${META},"subject":{"reference":"${other}"}`)]));
      expect(await facet.reports(WHOSE, call()), String(index)).toMatchObject({ ok: true, value: { reports: [] } });
      expect(await facet.report({ ...WHOSE, ref: 'r1' }, call())).toEqual({ ok: true, value: null });
    }
  });

  it.each<[string, string, readonly string[], boolean]>([
    [
      'an identifier beside it',
      '{"identifier":{"system":"urn:onedoor:document:resident-id","value":"11010519491231002X"}}',
      [],
      true,
    ],
    [
      'a Patient that came with it',
      '{"reference":"Patient/p7"}',
      [
        '{"resourceType":"Patient","id":"p7","identifier":[{"system":"urn:onedoor:document:resident-id","value":"11010519491231002X"}]}',
      ],
      true,
    ],
    [
      'a Patient with another number',
      '{"reference":"Patient/p7"}',
      [
        '{"resourceType":"Patient","id":"p7","identifier":[{"system":"urn:onedoor:document:resident-id","value":"110105194912310020"}]}',
      ],
      false,
    ],
    [
      'the number in another list',
      '{"identifier":{"system":"urn:onedoor:document:passport","value":"11010519491231002X"}}',
      [],
      false,
    ],
    ['a Patient that did not come', '{"reference":"Patient/p7"}', [], false],
  ])('of a server without files is a person’s by %s', async (_, subject, patients, isOwn) => {
    const server = serving([report('', `"id":"r1",${META},"subject":${subject}`), ...patients]);
    const answer = await adapterOf(server, { patients: 'contained' }).report({ patient: PATIENT, ref: 'r1' }, call());
    expect(answer).toMatchObject({ ok: true, value: isOwn ? { ref: 'r1' } : null });
    expect(server.asked[0]).toMatchObject({ method: 'POST', url: `${BASE}/DiagnosticReport/_search` });
    expect(server.asked[0]?.body).toContain(
      'subject:Patient.identifier=urn%3Aonedoor%3Adocument%3Aresident-id%7C11010519491231002X',
    );
  });

  it('is asked for of nobody whose reference or number could be a piece of a search', async () => {
    const server = serving([]);
    const facet = adapterOf(server);
    for (const patientRef of ['..', 'p1&x=1', 'p1,p2', ''])
      expect(await facet.reports({ patient: PATIENT, patientRef }, call())).toMatchObject({
        failure: { reason: 'patient-unknown' },
      });
    const document = { type: 'passport', number: 'A|B,C' } as const;
    expect(await facet.reports({ patient: { ...PATIENT, document } }, call())).toMatchObject({
      failure: { reason: 'request-refused' },
    });
    expect(server.asked).toEqual([]);
  });

  it('keeps beside it what came, byte for byte, in a Bundle', async () => {
    const texts = [
      report(holding('o1')).replace('"final"', '"final"  '),
      observation('o1', '"valueQuantity": { "value" :5.50 }'),
    ];
    const told = await reportOf(texts);
    expect(told?.original.mediaType).toBe('application/fhir+json');
    expect(told?.original.text).toBe(
      `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${texts[0]}},{"resource":${texts[1]}}]}`,
    );
  });

  it('that embeds a large document is told, and keeps all but the bytes of the document beside it', async () => {
    const data = Buffer.alloc(ORIGINAL_MAX, 7).toString('base64');
    const form = `"presentedForm":[{"contentType":"application/pdf; a=b","data":"${data}","title":"报告单","size":${ORIGINAL_MAX}}]`;
    const server = serving([report(form)]);
    const facet = adapterOf(server);
    const told = await facet.report({ ...WHOSE, ref: 'r1' }, call());
    expect(told).toMatchObject({
      ok: true,
      value: { documents: [{ title: '报告单', mediaType: 'application/pdf', bytes: ORIGINAL_MAX }] },
    });
    const { original, documents } = (told as { value: Report }).value;
    expect(JSON.parse(original.text).entry[0].resource.presentedForm[0]).toMatchObject({ title: '报告单', data: '' });
    const documentRef = documents[0]?.ref ?? '';
    const document = await facet.document({ ...WHOSE, ref: 'r1', documentRef }, call());
    expect(document.ok && document.value?.content.length).toBe(ORIGINAL_MAX);
    expect(originalOf(['{}', '{}']).text).toBe(
      '{"resourceType":"Bundle","type":"collection","entry":[{"resource":{}},{"resource":{}}]}',
    );
  });

  it.each([
    ['is elsewhere', '"url":"https://elsewhere.example/Binary/b1"'],
    ['is no Binary', '"url":"Patient/p1"'],
    ['is no base64', '"data":"%%%"'],
  ])('has no document to hand on that %s, and nobody else is asked for it', async (_, where) => {
    const server = serving([report(`"presentedForm":[{"contentType":"application/pdf",${where}}]`)]);
    const answer = await adapterOf(server).document({ ...WHOSE, ref: 'r1', documentRef: 'presentedForm.0' }, call());
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(server.asked.every(({ url }) => url.startsWith(`${BASE}/DiagnosticReport`))).toBe(true);
  });
});

describe('the version of a report', () => {
  const meta = (ms: number, versionId?: string) => ({
    lastUpdated: new Date(Date.parse('2027-02-28T09:00:00Z') + ms).toISOString(),
    ...(versionId === undefined ? {} : { versionId }),
  });
  it.each<[string, Parameters<typeof versionOf>[0], Parameters<typeof versionOf>[0]]>([
    ['the report changes', [meta(0, '1'), meta(0, '1')], [meta(1, '2'), meta(0, '1')]],
    ['a value changes', [meta(5, '1'), meta(0, '1')], [meta(5, '1'), meta(6, '2')]],
    ['the report changes within one ms', [meta(0, '1'), meta(0, '1')], [meta(0, '2'), meta(0, '1')]],
    ['a value changes within one ms', [meta(0, '1'), meta(0, '1'), meta(0, '1')], [meta(0, '1'), meta(0, '2'), meta(0, '1')]],
    ['values go within one ms', [meta(0, '1'), meta(0, '3'), meta(0, '3'), meta(0, '3')], [meta(0, '2'), meta(0, '3')]],
    ['a value changes in the ms of the report', [meta(3, '7'), meta(0, '4')], [meta(3, '7'), meta(3, '5')]],
    ['a later ms has a lower version', [meta(0, '31'), meta(0, '31')], [meta(1, 'abc'), meta(0, '31')]],
  ])('grows when %s', (_, before, after) => {
    expect(versionOf(after)).toBeGreaterThan(versionOf(before));
    expect(Number.isSafeInteger(versionOf(after))).toBe(true);
  });

  it('is a safe integer whatever a server says of itself', () => {
    for (const versionId of ['', '0', '999999999', '99999999999999999999', 'W/"1"', '-1', '1e9'])
      expect(Number.isSafeInteger(versionOf([meta(0, versionId), ...Array(500).fill(meta(0, versionId))]))).toBe(true);
  });
});

describe('lists of FHIR as the port has them', () => {
  const listOf = async (list: 'visits' | 'medications' | 'allergies' | 'conditions', entries: readonly string[]) => {
    const answer = await adapterOf(serving(entries))[list](WHOSE, call());
    if (!answer.ok) throw new Error(answer.failure.detail);
    return answer.value;
  };
  const allergy = (id: string, members: string) =>
    `{"resourceType":"AllergyIntolerance","id":"${id}","patient":{"reference":"Patient/p1"}${members}}`;
  const none = (more = '', code = '716186003') =>
    allergy('n', `,"code":{"coding":[{"system":"http://snomed.info/sct","code":"${code}"}]}${more}`);
  const status = (name: string, code: string) => `,"${name}":{"coding":[{"code":"${code}"}]}`;

  it.each<[string, readonly string[], object]>([
    ['none known, by SNOMED CT', [none()], { rows: [], noneKnown: true }],
    ['none known, by the International Patient Summary', [none('', 'no-known-allergies')], { rows: [], noneKnown: true }],
    ['nothing, where the statement was an error', [none(status('verificationStatus', 'entered-in-error'))], { rows: [] }],
    ['nothing, where the statement stands no longer', [none(status('clinicalStatus', 'inactive'))], { rows: [] }],
    ['nothing, where only drugs were asked about', [none('', '409137002')], { rows: [] }],
    ['nothing, where nobody knows', [none('', 'no-allergy-info')], { rows: [] }],
    [
      'nothing of what was refuted',
      [allergy('a', `,"code":{"text":"青霉素"}${status('verificationStatus', 'refuted')}`)],
      { rows: [] },
    ],
  ])('say of allergies: %s', async (_, entries, told) => {
    expect(await listOf('allergies', entries)).toEqual(told);
  });

  it('never say that no allergy is known beside one that could not be read', async () => {
    const answer = await adapterOf(serving([none(), allergy('a', '')])).allergies(WHOSE, call());
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    const beside = await listOf('allergies', [none(), allergy('a', ''), allergy('b', ',"code":{"text":"花生"}')]);
    expect(beside).toMatchObject({
      rows: [{ substance: '花生', verified: false, criticality: 'unknown' }],
      leftOut: { count: 1 },
    });
    expect(beside.noneKnown).toBeUndefined();
  });

  const request = (id: string, members: string) =>
    `{"resourceType":"MedicationRequest","id":"${id}","authoredOn":"2027-02-27",${OWN},${members}}`;
  it('tell what was prescribed by code, by reference and as contained, and no proposal', async () => {
    const { rows } = await listOf('medications', [
      request('a', '"status":"active","intent":"order","medicationCodeableConcept":{"text":"甲"}'),
      request('b', '"status":"completed","intent":"order","medicationReference":{"reference":"Medication/m1"}'),
      request(
        'c',
        '"status":"on-hold","intent":"order","contained":[{"resourceType":"Medication","id":"x","code":{"text":"丙"}}],"medicationReference":{"reference":"#x"},"dosageInstruction":[{"text":"一日\\n一次"},{"text":"餐后"}]',
      ),
      request('d', '"status":"active","intent":"proposal","medicationCodeableConcept":{"text":"丁"}'),
      request('e', '"status":"entered-in-error","intent":"order","medicationCodeableConcept":{"text":"戊"}'),
      '{"resourceType":"Medication","id":"m1","code":{"text":"乙"}}',
    ]);
    const prescribedAt = Date.parse('2027-02-27T00:00:00+08:00');
    expect(rows).toEqual([
      { ref: 'a', name: '甲', codes: [], status: 'active', prescribedAt },
      { ref: 'b', name: '乙', codes: [], status: 'ended', prescribedAt },
      { ref: 'c', name: '丙', codes: [], status: 'unknown', prescribedAt, dosage: '一日 一次；餐后' },
    ]);
  });

  it('tell visits that were, and none that is planned', async () => {
    const visit = (id: string, state: string, code: string) =>
      `{"resourceType":"Encounter","id":"${id}","status":"${state}","class":{"code":"${code}"},${OWN},"period":{"start":"2027-02-27T09:00:00+08:00"}}`;
    const { rows } = await listOf('visits', [
      visit('a', 'finished', 'EMER'),
      visit('b', 'planned', 'AMB'),
      visit('c', 'cancelled', 'AMB'),
      visit('d', 'in-progress', 'IMP'),
      visit('e', 'entered-in-error', 'AMB'),
    ]);
    expect(rows).toHaveLength(2);
    expect(rows).toMatchObject([
      { ref: 'a', kind: 'emergency' },
      { ref: 'd', kind: 'inpatient' },
    ]);
  });

  it('tell conditions that are so, by their clinical status', async () => {
    const condition = (id: string, clinical: string, verification = 'confirmed') =>
      `{"resourceType":"Condition","id":"${id}",${OWN},"code":{"text":"高血压"}${status('clinicalStatus', clinical)}${status('verificationStatus', verification)}}`;
    const { rows } = await listOf('conditions', [
      condition('a', 'relapse'),
      condition('b', 'remission'),
      condition('c', 'x'),
      condition('d', 'active', 'refuted'),
      condition('e', 'active', 'entered-in-error'),
    ]);
    expect(rows).toHaveLength(3);
    expect(rows).toMatchObject([
      { ref: 'a', status: 'active' },
      { ref: 'b', status: 'ended' },
      { ref: 'c', status: 'unknown' },
    ]);
  });
});

describe('a server that follows no include', () => {
  it('is asked for the values of its reports in groups, and for theirs', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `o${index}`);
    const all = new Map([
      ...ids.map((id) => [id, observation(id, '"valueInteger":1')] as const),
      ['m', observation('m', '"valueInteger":2')],
    ]);
    all.set('o0', observation('o0', '"hasMember":[{"reference":"Observation/m"}]'));
    const server = serving([report(holding(...ids))], ({ url }) => {
      const wanted = /Observation\?.*_id=([^&]*)/.exec(url)?.[1]?.split(',');
      return (
        wanted &&
        `{"resourceType":"Bundle","type":"searchset","entry":[${wanted.map((id) => `{"resource":${all.get(id)}}`).join(',')}]}`
      );
    });
    const answer = await adapterOf(server).report({ ...WHOSE, ref: 'r1' }, call());
    expect(answer).toMatchObject({ ok: true });
    expect((answer as { value: Report }).value.results).toHaveLength(60);
    expect(server.asked.map(({ url }) => url.split('?')[0]?.split('/').at(-1))).toEqual([
      'DiagnosticReport',
      'Observation',
      'Observation',
      'Observation',
    ]);
  });
});

describe('whether a server can tell records', () => {
  it('is found out by the operator: each search that records need and the server does not state is lacking', async () => {
    const statement = (resource: readonly object[]) =>
      JSON.stringify({
        resourceType: 'CapabilityStatement',
        fhirVersion: '4.0.1',
        rest: [{ interaction: [{ code: 'transaction' }], resource }],
      });
    const searched = (type: string, ...names: string[]) => ({
      type,
      searchParam: names.map((name) => ({ name, type: 'reference' })),
    });
    const lacking = async (resource: readonly object[], records: FhirR4ConfigInput['records']) => {
      const server = serving([], ({ url }) => (url.endsWith('/metadata') ? statement(resource) : undefined));
      const adapter = createFhirR4Adapter({ baseUrl: BASE, mode: 'plain', records }, { fetch: server.fetch, now: () => 0 });
      return (await adapter.check(call())).flatMap((finding) => (finding.kind === 'lacking' ? [finding.detail] : []));
    };
    const reports = [searched('DiagnosticReport', 'subject', 'patient'), searched('Observation', 'subject', 'has-member')];
    expect(await lacking(reports, { reports: true })).toEqual(['records: no search of DiagnosticReport by result is stated']);
    expect(await lacking(reports, { reports: true, watchResults: false })).toEqual([]);
    expect(await lacking(reports, { allergies: true })).toEqual([
      'records: no search of AllergyIntolerance by patient is stated',
    ]);
    expect(await lacking(reports, undefined)).toEqual([]);
    expect(await lacking([], ALL)).toEqual([]);
  });
});
