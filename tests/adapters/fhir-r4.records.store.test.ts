import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import type { ReportToIssue } from '../../adapters/conformance/hospital-under-test.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import { RESULTS_MAX, type RecordsFacet, type RecordsQuery, type Report } from '../../adapters/port/records.ts';
import { RecordsLedger } from '../../fixtures/simulators/fhir-r4/records-ledger.ts';
import { LIMITS, type StartedHospital, startSimulatedHospital } from './simulated-fhir-hospital.ts';

const running: StartedHospital[] = [];
const AT = Date.parse('2027-02-27T10:00:00+08:00');
const COLLECTED = Date.parse('2027-02-27T07:30:00+08:00');

async function start(...given: Parameters<typeof startSimulatedHospital>) {
  const subject = await startSimulatedHospital(...given);
  running.push(subject);
  const context = createCaseContext(subject, { ...DEFAULT_LIMITS, ...LIMITS }, 'rec');
  const records = subject.adapter.records as Required<RecordsFacet>;
  const database = new Database(subject.databasePath);
  const ledger = new RecordsLedger(database, 'kit', Date.now);
  return { subject, context, records, database, ledger, whose: await context.person(context.newPatient()) };
}

type Started = Awaited<ReturnType<typeof start>>;

afterEach(async () => {
  for (const subject of running.splice(0)) await subject.stop();
});

const GLUCOSE: ReportToIssue['results'][number] = {
  ref: 'glu',
  codes: [{ system: 'http://loinc.org', code: '14749-6', display: 'Glucose' }],
  name: '葡萄糖',
  value: { kind: 'quantity', number: '5.50', unit: { text: 'mmol/L', ucum: 'mmol/L' } },
  ranges: [{ low: '3.90', high: '6.10', unit: { text: 'mmol/L', ucum: 'mmol/L' } }],
  status: 'final',
};
const REPORT: ReportToIssue = {
  kind: 'laboratory',
  code: { system: 'http://loinc.org', code: '24323-8' },
  name: '生化全套',
  issuedAt: AT,
  collectedAt: COLLECTED,
  department: '检验科',
  practitioner: '沈医生',
  conclusion: '血糖正常。\n建议复查。',
  results: [GLUCOSE],
  documents: [],
};

/** Everything that `reports` tells from a cursor on, page by page, and the last cursor. */
async function pages({ records, context }: Started, whose: RecordsQuery, from?: string) {
  const told: (readonly Report[])[] = [];
  let cursor = from;
  let leftOut = 0;
  for (let count = 0; count < 50; count += 1) {
    const page = expectOk(await records.reports({ ...whose, ...(cursor === undefined ? {} : { cursor }) }, context.call()));
    told.push(page.reports);
    leftOut += page.leftOut?.count ?? 0;
    expect(page.more && page.cursor === cursor).toBe(false);
    cursor = page.cursor;
    if (!page.more) return { told, reports: told.flat(), cursor, leftOut };
  }
  throw new Error('paging did not end');
}

describe.each([
  ['that keeps files of people', 'transaction', 'registered'],
  ['that keeps no files of people for us', 'transaction', 'contained'],
  ['of IHE Scheduling', 'ihe', 'registered'],
] as const)('records of a FHIR hospital %s', (_, dialect, patients) => {
  it('are told as the laboratory entered them, digit by digit', async () => {
    const started = await start(dialect, patients);
    const { context, whose } = started;
    const results: ReportToIssue['results'] = [
      GLUCOSE,
      { ...GLUCOSE, ref: 'low', value: { kind: 'quantity', number: '0.50', comparator: '<' }, ranges: [], flag: 'L' },
      { ...GLUCOSE, ref: 'titre', value: { kind: 'ratio', numerator: '1', denominator: '80' }, ranges: [] },
      { ...GLUCOSE, ref: 'span', value: { kind: 'range', low: '3', high: '5', unit: { text: '/HP' } }, ranges: [] },
      { ...GLUCOSE, ref: 'word', value: { kind: 'text', text: '阴性' }, ranges: [], note: '溶血' },
      { ...GLUCOSE, ref: 'none', value: { kind: 'absent', reason: '标本量不足' }, ranges: [], status: 'withdrawn' },
      { ...GLUCOSE, ref: 'old', value: { kind: 'quantity', number: '100000000000000000001.10' }, at: COLLECTED - 1000 },
      {
        ...GLUCOSE,
        ref: 'na',
        group: '电解质',
        ranges: [{ low: '135', high: '145', sex: 'female', ageFromYears: 18, ageToYears: 60 }],
      },
      { ...GLUCOSE, ref: 'k', group: '电解质', ranges: [{ text: '见说明', appliesTo: '孕妇' }] },
    ];
    const ref = await context.records.issue(whose, { ...REPORT, results });
    const { reports } = await pages(started, whose);
    expect(reports).toHaveLength(1);
    const [{ results: told, version, original, ...report }] = reports as [Report];
    const { results: _r, ...issued } = REPORT;
    expect(report).toEqual({ ...issued, ref, status: 'final' });
    expect(version).toBeGreaterThan(0);
    // The hospital gives references of its own, one each.
    expect(told.map(({ ref: _own, ...rest }) => rest)).toEqual(results.map(({ ref: _given, ...rest }) => rest));
    expect(new Set(told.map((one) => one.ref)).size).toBe(results.length);
    expect(JSON.stringify(reports)).not.toContain('5.5,');
    expect(original.text).toContain('"value":5.50,');
    expect(original.text).toContain('100000000000000000001.10');
    expect(expectOk(await started.records.report({ ...whose, ref }, context.call()))).toEqual(reports[0]);
  });

  it('of somebody else are told to nobody', async () => {
    const started = await start(dialect, patients);
    const { context, records, whose } = started;
    const other = await context.person(context.newPatient());
    const ref = await context.records.issue(other, REPORT);
    await context.records.attach?.(ref, { title: 'a', mediaType: 'application/pdf', content: new Uint8Array([1]) });
    await context.records.add(other, {
      section: 'conditions',
      row: { name: '高血压', codes: [], status: 'active', recordedAt: AT },
    });
    await context.records.stateNoAllergies?.(other);
    expect((await pages(started, whose)).reports).toEqual([]);
    expect(expectOk(await records.report({ ...whose, ref }, context.call()))).toBeNull();
    expect(expectOk(await records.document({ ...whose, ref, documentRef: 'presentedForm.0' }, context.call()))).toBeNull();
    expect(expectOk(await records.conditions(whose, context.call()))).toEqual({ rows: [] });
    expect(expectOk(await records.allergies(whose, context.call()))).toEqual({ rows: [] });
    expect((await pages(started, other)).reports).toHaveLength(1);
  });

  it('never name a document in an address', async () => {
    const started = await start(dialect, patients);
    const { context, records, whose, database } = started;
    const ref = await context.records.issue(whose, REPORT);
    for (let count = 0; count < 4; count += 1) await context.records.issue(whose, REPORT);
    await pages(started, whose);
    await records.report({ ...whose, ref }, context.call());
    for (const list of ['visits', 'medications', 'allergies', 'conditions'] as const) await records[list](whose, context.call());
    const paths = database.prepare("SELECT path FROM request_log WHERE operation = 'records'").pluck().all() as string[];
    expect(paths.length).toBeGreaterThan(8);
    const { number } = whose.patient.document;
    for (const path of paths) {
      expect(path).not.toContain(number);
      const token = /_page=([^&]*)/.exec(path)?.[1] ?? '';
      expect(Buffer.from(token, 'base64url').toString()).not.toContain(number);
    }
  });
});

describe('reports of a FHIR hospital', () => {
  it('come page by page, the oldest change first, each once in a round', async () => {
    const started = await start('transaction');
    const { context, whose } = started;
    const refs: string[] = [];
    for (let count = 0; count < 7; count += 1) refs.push(await context.records.issue(whose, REPORT));
    const { told, reports, cursor } = await pages(started, whose);
    expect(new Set(reports.map(({ ref }) => ref))).toEqual(new Set(refs));
    expect(
      told
        .slice(0, 3)
        .flat()
        .map(({ ref }) => ref),
    ).toEqual(refs.slice(0, 6));
    expect(reports).toHaveLength(7);
    // Nothing new: what is told again is told with the same version.
    const again = await pages(started, whose, cursor);
    const versions = new Map(reports.map(({ ref, version }) => [ref, version]));
    for (const { ref, version } of again.reports) expect(version).toBe(versions.get(ref));
  });

  it('are told again with a higher version for every change, however fast one follows the other', async () => {
    const started = await start('transaction');
    const { context, whose, records } = started;
    const ref = await context.records.issue(whose, {
      ...REPORT,
      results: [GLUCOSE, { ...GLUCOSE, ref: 'b' }, { ...GLUCOSE, ref: 'c' }],
    });
    const read = async () => expectOk(await records.report({ ...whose, ref }, context.call())) as Report;
    const seen = [await read()];
    for (const number of ['5.51', '5.5', '5.500', '5.50']) {
      await context.records.correct(ref, { ...REPORT, results: [{ ...GLUCOSE, value: { kind: 'quantity', number } }] });
      const report = await read();
      expect(report.status).toBe('corrected');
      expect(report.results.map(({ value }) => value)).toEqual([{ kind: 'quantity', number }]);
      seen.push(report);
    }
    await context.records.withdraw(ref);
    seen.push(await read());
    expect(seen.at(-1)?.status).toBe('withdrawn');
    const versions = seen.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other));
  });

  it('are told again when one of their values alone was corrected, also one that stands in a panel', async () => {
    const started = await start('transaction');
    const { context, whose, ledger, database } = started;
    const refs = [
      await context.records.issue(whose, REPORT),
      await context.records.issue(whose, { ...REPORT, results: [{ ...GLUCOSE, group: '电解质' }] }),
      await context.records.issue(whose, REPORT),
    ];
    // All were known long ago, days apart: no settle window tells one of them again.
    database.exec('DROP TRIGGER record_goes_on; UPDATE record SET last_updated = last_updated - 86400000 * (100 - seq)');
    const first = await pages(started, whose);
    let { cursor } = first;
    const glucose = database
      .prepare("SELECT id FROM record WHERE type = 'Observation' AND text LIKE '%5.50%' ORDER BY seq")
      .pluck()
      .all() as string[];
    expect(glucose).toHaveLength(3);
    for (const [index, id] of glucose.entries()) {
      const text = ledger.record(id)?.text ?? '';
      ledger.change(id, text.replace('"value":5.50', '"value":55.0').replace('"status":"final"', '"status":"corrected"'));
      const next = await pages(started, whose, cursor);
      cursor = next.cursor;
      const told = next.reports.find(({ ref }) => ref === refs[index]);
      expect(told?.results).toMatchObject([{ value: { number: '55.0' }, status: 'corrected' }]);
      expect(told?.version).toBeGreaterThan(first.reports.find(({ ref }) => ref === refs[index])?.version ?? 0);
      if (index === 0) expect(next.reports.map(({ ref }) => ref)).not.toContain(refs[1]);
    }
  });

  it('that can not be told hide no other, and are counted', async () => {
    const started = await start('transaction');
    const { context, whose } = started;
    await context.records.spoil(whose, 'no-name');
    await context.records.spoil(whose, 'many-values');
    await context.records.spoil(whose, 'no-name');
    const ref = await context.records.issue(whose, REPORT);
    const { reports, leftOut } = await pages(started, whose);
    expect(reports.map((report) => report.ref)).toEqual([ref]);
    expect(leftOut).toBe(3);
  });

  it('that were taken back are told so, whatever else of them can not be read', async () => {
    const started = await start('transaction');
    const { whose, ledger, records, context } = started;
    const patient = Number(whose.patientRef?.slice('patient-'.length));
    const subject = `"subject":{"reference":"Patient/patient-${patient}"}`;
    const text = `{"resourceType":"DiagnosticReport","status":"entered-in-error","code":{},"result":[{"reference":"Observation/gone"}],${subject}}`;
    const { id } = ledger.add({ type: 'DiagnosticReport', patient, happenedAt: AT, text });
    const { reports } = await pages(started, whose);
    expect(reports).toMatchObject([{ ref: id, status: 'withdrawn', results: [] }]);
    expect(expectOk(await records.report({ ...whose, ref: id }, context.call()))).toMatchObject({ status: 'withdrawn' });
  });

  it('of more than can be read at once are read without their values, which are asked for in groups', async () => {
    const started = await start('transaction');
    const { context, whose, subject } = started;
    const refs: string[] = [];
    for (let count = 0; count < 3; count += 1)
      refs.push(
        await context.records.issue(whose, {
          ...REPORT,
          results: Array.from({ length: 60 }, (_, index) => ({ ...GLUCOSE, ref: `r${index}` })),
        }),
      );
    const config = { mode: 'plain', baseUrl: subject.baseUrl, bearerToken: 'kit-token', patients: 'registered' } as const;
    const records = { reports: true, pageSize: 2 };
    const small = createFhirR4Adapter({ ...config, maxBodyBytes: 70_000, records }, { fetch, now: Date.now }).records;
    const { reports, leftOut } = await pages({ ...started, records: small as Started['records'] }, whose);
    expect(new Set(reports.map(({ ref }) => ref))).toEqual(new Set(refs));
    for (const { results } of reports) expect(results).toHaveLength(60);
    expect(leftOut).toBe(0);
  });

  it('that embed documents of megabytes are read one after the other, and so are their documents', async () => {
    const started = await start('transaction');
    const { context, whose, ledger, records } = started;
    const patient = Number(whose.patientRef?.slice('patient-'.length));
    const content = Buffer.alloc(3 * 1024 * 1024, 'scan ');
    const text = `{"resourceType":"DiagnosticReport","status":"final","code":{"text":"扫描件"},"subject":{"reference":"Patient/patient-${patient}"},"presentedForm":[{"contentType":"application/pdf","data":"${content.toString('base64')}"}]}`;
    const refs = [0, 1, 2].map(() => ledger.add({ type: 'DiagnosticReport', patient, happenedAt: AT, text }).id);
    refs.push(await context.records.issue(whose, REPORT));
    const { reports, leftOut } = await pages(started, whose);
    expect(new Set(reports.map(({ ref }) => ref))).toEqual(new Set(refs));
    expect(leftOut).toBe(0);
    const [ref = ''] = refs;
    const document = expectOk(await records.document({ ...whose, ref, documentRef: 'presentedForm.0' }, context.call()));
    expect(Buffer.compare(document?.content ?? new Uint8Array(), content)).toBe(0);
  });

  it('of as many values as are shown are told, also where what came is longer than is kept', async () => {
    const started = await start('transaction');
    const { context, whose } = started;
    const results = Array.from({ length: RESULTS_MAX }, (_, index) => ({
      ...GLUCOSE,
      ref: `r${index}`,
      note: '备注'.repeat(150),
    }));
    await context.records.issue(whose, { ...REPORT, results });
    const { reports, leftOut } = await pages(started, whose);
    expect(reports[0]?.results).toHaveLength(RESULTS_MAX);
    expect(leftOut).toBe(0);
    expect(JSON.parse(reports[0]?.original.text ?? '').entry).toHaveLength(1);
  });

  it('are shown without a word of their narrative', async () => {
    const started = await start('transaction');
    const { context, whose } = started;
    await context.records.issue(whose, REPORT);
    const { reports } = await pages(started, whose);
    const [{ original, ...shown }] = reports as [Report];
    expect(original.text).toContain('onerror');
    expect(JSON.stringify(shown)).not.toMatch(/onerror|narrative|<div/);
  });

  it('bring their documents as they were put there, up to the bound', async () => {
    const started = await start('transaction');
    const { context, whose, records } = started;
    const ref = await context.records.issue(whose, REPORT);
    const content = Uint8Array.from({ length: 5 * 1024 * 1024 }, (_, index) => index % 251);
    const documentRef = (await context.records.attach?.(ref, { title: '报告单', mediaType: 'application/pdf', content })) ?? '';
    const { reports } = await pages(started, whose);
    expect(reports[0]?.documents).toEqual([
      { ref: documentRef, title: '报告单', mediaType: 'application/pdf', bytes: content.length },
    ]);
    const read = expectOk(await records.document({ ...whose, ref, documentRef }, context.call()));
    expect(read?.mediaType).toBe('application/pdf');
    expect(Buffer.compare(read?.content ?? new Uint8Array(), content)).toBe(0);
    expect(expectOk(await records.document({ ...whose, ref, documentRef: 'presentedForm.1' }, context.call()))).toBeNull();
  });

  it('are told as unavailable when the hospital does not answer, and never as none', async () => {
    const { subject, whose, records, context } = await start('transaction');
    await context.records.issue(whose, REPORT);
    for (const [fault, kind] of [
      ['server-error-before-commit', 'unavailable'],
      ['malformed', 'malformed'],
    ] as const) {
      await subject.hospital.setFault(fault, 'read');
      for (const ask of [records.reports, records.visits, records.medications, records.allergies, records.conditions]) {
        const answer = await ask(whose, context.call());
        expect(answer).toMatchObject({ ok: false, failure: { kind } });
      }
      await subject.hospital.setFault(null);
    }
    expect(await subject.stranger.records?.reports?.(whose, context.call())).toMatchObject({
      failure: { kind: 'unauthenticated' },
    });
  });
});

describe('lists of a FHIR hospital', () => {
  it('are told as they were entered, the newest first', async () => {
    const { context, whose, records } = await start('transaction');
    const code = { system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: '高血压' };
    const visit = {
      kind: 'outpatient',
      startsAt: AT,
      endsAt: AT + 60_000,
      department: '心内科',
      practitioner: '沈医生',
      diagnoses: ['高血压'],
    } as const;
    const medication = {
      name: '氨氯地平片',
      codes: [],
      dosage: '每日一次，每次一片',
      status: 'active',
      prescribedAt: AT,
      practitioner: '沈医生',
    } as const;
    const allergy = {
      substance: '青霉素',
      codes: [],
      reaction: '皮疹',
      criticality: 'high',
      verified: true,
      recordedAt: AT,
    } as const;
    const condition = { name: '高血压', codes: [code], status: 'active', recordedAt: AT } as const;
    await context.records.add(whose, { section: 'visits', row: visit });
    await context.records.add(whose, { section: 'visits', row: { ...visit, kind: 'emergency', startsAt: AT + 1000 } });
    await context.records.add(whose, { section: 'medications', row: medication });
    await context.records.add(whose, { section: 'allergies', row: allergy });
    await context.records.add(whose, { section: 'conditions', row: condition });
    const ref = expect.any(String);
    const call = context.call();
    expect(expectOk(await records.visits(whose, call)).rows).toEqual([
      { ...visit, kind: 'emergency', startsAt: AT + 1000, ref },
      { ...visit, ref },
    ]);
    expect(expectOk(await records.medications(whose, call)).rows).toEqual([{ ...medication, ref }]);
    expect(expectOk(await records.allergies(whose, call))).toEqual({ rows: [{ ...allergy, ref }] });
    expect(expectOk(await records.conditions(whose, call)).rows).toEqual([{ ...condition, ref }]);
  });

  it('are read over all their pages', async () => {
    const { context, whose, records } = await start('transaction');
    for (let count = 0; count < 12; count += 1)
      await context.records.add(whose, {
        section: 'conditions',
        row: { name: `诊断${count}`, codes: [], status: 'ended', recordedAt: AT + count },
      });
    const { rows, leftOut } = expectOk(await records.conditions(whose, context.call()));
    expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, index) => `诊断${11 - index}`));
    expect(leftOut).toBeUndefined();
  });

  it('of allergies say that there are none only where the hospital says so and nothing speaks against it', async () => {
    const { context, whose, records } = await start('transaction');
    const read = async () => expectOk(await records.allergies(whose, context.call()));
    expect(await read()).toEqual({ rows: [] });
    await context.records.stateNoAllergies?.(whose);
    expect(await read()).toEqual({ rows: [], noneKnown: true });
    await context.records.add(whose, {
      section: 'allergies',
      row: { substance: '青霉素', codes: [], criticality: 'high', verified: false },
    });
    const { rows, noneKnown } = await read();
    expect(rows.map(({ substance }) => substance)).toEqual(['青霉素']);
    expect(noneKnown).toBeUndefined();
  });
});

describe('the simulated FHIR hospitals, about records', () => {
  it.each([
    ['records of everybody', 'DiagnosticReport?_sort=_lastUpdated', 400],
    ['a parameter that they do not know', 'DiagnosticReport?subject=Patient/patient-1&status=final', 400],
    ['an include that they do not know', 'Observation?subject=Patient/patient-1&_include=Observation:performer', 400],
    ['an order that they do not know', 'Encounter?subject=Patient/patient-1&_sort=date', 400],
    ['a page of another search', 'Encounter?_page=abc', 400],
    ['a document that is not there', 'Binary/binary-99', 404],
  ])('refuse %s', async (_, path, status) => {
    const { subject } = await start('transaction');
    const response = await fetch(`${subject.baseUrl}/${path}`, { headers: { authorization: 'Bearer kit-token' } });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain('OperationOutcome');
  });

  it.each<[string, string, RegExp]>([
    ['a change that is no later version', "UPDATE record SET text = text WHERE type = 'Observation'", /later version/],
    [
      'a report that holds somebody else’s value',
      "INSERT INTO patient (hospital, document, resource, last_updated) VALUES ('kit', 'x|y', '{}', 1); INSERT INTO record (type, hospital, patient, happened_at, text, last_updated) SELECT type, hospital, (SELECT max(seq) FROM patient), 1, text, 1 FROM record WHERE type = 'Observation'; INSERT INTO record_link SELECT (SELECT min(seq) FROM record WHERE type = 'DiagnosticReport'), 'result', max(seq) FROM record",
      /somebody else/,
    ],
    [
      'an error that is undone',
      `UPDATE record SET text = json_set(text, '$.status', 'entered-in-error'), version = 2 WHERE type = 'Observation'; UPDATE record SET text = json_set(text, '$.status', 'final'), version = 3 WHERE type = 'Observation'`,
      /stays so/,
    ],
  ])('keep in their own tables from %s', async (_, sql, refusal) => {
    const { context, whose, database } = await start('transaction');
    await context.records.issue(whose, REPORT);
    expect(() => database.exec(sql)).toThrow(refusal);
  });
});
