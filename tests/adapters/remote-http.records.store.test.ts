import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import {
  LISTED,
  reportNamed,
  reportsSince,
  reportWith,
  resultOf,
  somebody,
} from '../../adapters/conformance/cases/records/findings.ts';
import { expectOk, expectRejected } from '../../adapters/conformance/expectations.ts';
import { openSimulatorDatabase } from '../../fixtures/simulators/remote-http/simulator-database.ts';
import { NO_RECORDS } from '../../fixtures/simulators/remote-http/start-remote-hospital.ts';
import { requestParts, signedHeaders } from './remote-signer.ts';
import { LIMITS, REQUEST_KEY, type StartedRemoteHospital, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

let subject: StartedRemoteHospital;
beforeEach(async () => {
  subject = await startSimulatedRemoteHospital();
});
afterEach(() => subject.stop());
const contextOf = (of = subject) => createCaseContext(of, { ...DEFAULT_LIMITS, ...LIMITS }, 'records');

/** Signs and sends whatever body, past the adapter. */
async function post(what: string, body: unknown, { baseUrl } = subject) {
  const path = `/onedoor/v1/records/${what}`;
  const text = JSON.stringify(body);
  const signature = signedHeaders(requestParts({ method: 'POST', path, body: text }), REQUEST_KEY);
  const headers = { 'content-type': 'application/json', ...signature };
  const response = await fetch(`${baseUrl}${path}`, { method: 'POST', headers, body: text });
  const { title = '', reason } = (await response.json()) as { readonly title?: string; readonly reason?: string };
  return { status: response.status, reason, title };
}

/** What the hospital's own people order, at the control port. */
async function order(what: object) {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${subject.controlUrl}/records`, { method: 'POST', headers, body: JSON.stringify(what) });
}

describe('the simulated hospital of the Onedoor hospital API, about records', () => {
  it('a question about records that is not as the API has it is refused with the place, and no word of it', async () => {
    const { patient, patientRef } = await somebody(contextOf());
    const { name, birthDate, document } = patient;
    const right = { patient: { name, birthDate, document }, patientRef };
    const wrong: readonly (readonly [what: string, where: string, body: object])[] = [
      ['reports/search', 'limit', right],
      ['reports/search', 'limit', { ...right, limit: 1_001 }],
      ['reports/search', 'cursor', { ...right, limit: 5, cursor: "1' OR 1=1" }],
      ['reports/search', 'the top', { ...right, limit: 5, since: 1 }],
      ['reports/report-1', 'the top', { ...right, limit: 5 }],
      ['reports/report-1/documents/document-1', 'patientRef', { ...right, patientRef: '../1' }],
      ['visits/search', 'patient.document', { ...right, patient: { name, birthDate } }],
      ['allergies/search', 'patient', { ...right, patient }],
    ];
    for (const [what, where, body] of wrong) {
      const refused = await post(what, body);
      expect(refused, where).toMatchObject({ status: 400, reason: 'request-refused' });
      expect(refused.title, where).toMatch(new RegExp(`^${where.replaceAll('.', '\\.')}: [a-z_ ]+`));
      expect(refused.title).not.toContain(document.number);
    }
    expect(await post('reports/search', { ...right, limit: 5 })).toMatchObject({ status: 200 });
    expect(await post('genomes/search', right)).toMatchObject({ status: 404, reason: 'request-refused' });
  });

  it('a hospital that tells no records answers nothing about them, and its adapter does not have the facet', async () => {
    const none = await startSimulatedRemoteHospital({ abilities: { records: NO_RECORDS } });
    const some = await startSimulatedRemoteHospital({ abilities: { records: { ...NO_RECORDS, visits: true } } });
    try {
      expect(none.adapter.records).toBeUndefined();
      expect(Object.keys(some.adapter.records ?? {}).toSorted()).toEqual(['readLagMs', 'visits']);
      for (const what of ['reports/search', 'reports/report-1', 'reports/report-1/documents/document-1', 'allergies/search'])
        for (const at of [none, some]) expect(await post(what, {}, at)).toMatchObject({ status: 404, reason: 'request-refused' });
      expect(await post('visits/search', {}, some)).toMatchObject({ status: 400 });
    } finally {
      await none.stop();
      await some.stop();
    }
  });

  it('records of a document with several files are told by the file alone, and each file has its own', async () => {
    const context = contextOf();
    const { facets, patients, records, newPatient, call } = context;
    const patient = newPatient();
    const [one, other] = [await patients.open(patient), await patients.open({ ...patient, name: '林大满' })];
    const ref = await records.issue({ patient, patientRef: one }, reportNamed('血糖'));
    await records.issue({ patient, patientRef: other }, reportNamed('血脂'));
    expectRejected(await facets.records.reports({ patient }, call()), ['patient-ambiguous']);
    const told = await reportsSince(context, { patient, patientRef: one });
    expect(told.reports.map((report) => report.ref)).toEqual([ref]);
    expect(expectOk(await facets.records.report({ patient, patientRef: other, ref }, call()))).toBeNull();
  });

  it('a file and a document that are not of one person are refused together', async () => {
    const context = contextOf();
    const [one, other] = [await somebody(context), await somebody(context)];
    const mixed = { ...one, ...(other.patientRef === undefined ? {} : { patientRef: other.patientRef }) };
    await context.records.issue(other, reportNamed('血糖'));
    expectRejected(await context.facets.records.reports(mixed, context.call()), ['patient-unknown']);
    expectRejected(await context.facets.records.visits(mixed, context.call()), ['patient-unknown']);
  });

  it('what the adapter keeps of a report is what stands in the hospital’s own table, to the last byte', async () => {
    const context = contextOf();
    const { whose, ref, report } = await reportWith(context, [resultOf('glucose')], { conclusion: '正常' });
    const truth = openSimulatorDatabase(subject.databasePath);
    const text = () => truth.reports(whose.patient.document).map((one) => one.text);
    expect([report.original.text]).toEqual(text());
    expect(report.original.text).toMatch(/^\{\n "status": "final",/);
    await context.records.withdraw(ref);
    const [last] = (await reportsSince(context, whose)).reports;
    expect([last?.original.text]).toEqual(text());
    expect(last?.original.text).not.toMatch(/正常|5\.50/);
    truth.close();
  });

  it('a page of long reports is cut before it is longer than a reply may be, and nothing is left out by that', async () => {
    const context = contextOf();
    const whose = await somebody(context);
    const conclusion = '话'.repeat(10_000);
    const results = Array.from({ length: 10 }, (_, index) => resultOf(`value-${index}`, { note: conclusion }));
    const refs: string[] = [];
    for (let index = 0; index < 6; index += 1)
      refs.push(await context.records.issue(whose, reportNamed(`报告 ${index}`, { results })));
    const { reports, pages, leftOut } = await reportsSince(context, whose);
    expect(reports.map(({ ref }) => ref)).toEqual(refs);
    // Five fit by number, three by their bytes.
    expect({ pages, leftOut }).toEqual({ pages: 2, leftOut: 0 });
  });

  it('a report that was preliminary becomes final, and a document that was withdrawn with its report is not fetched', async () => {
    const context = contextOf();
    const { facets, records, call } = context;
    const whose = await somebody(context);
    const { document } = whose.patient;
    const report = {
      status: 'preliminary',
      kind: 'laboratory',
      name: '血培养',
      issuedAt: '2031-02-03T09:30:00+08:00',
      results: [],
    };
    const issued = (await (await order({ act: 'issue', document, patientRef: whose.patientRef, report })).json()) as {
      ref: string;
    };
    const read = async () => expectOk(await facets.records.report({ ...whose, ref: issued.ref }, call()));
    expect(await read()).toMatchObject({ status: 'preliminary', version: 1 });
    await order({ act: 'correct', ref: issued.ref, report: { ...report, status: 'final' } });
    expect(await read()).toMatchObject({ status: 'final', version: 2 });
    const film = { title: '片子', mediaType: 'image/png', content: Uint8Array.of(1, 2, 3) };
    const documentRef = (await records.attach?.(issued.ref, film)) ?? '';
    const fetched = async () => expectOk(await facets.records.document({ ...whose, ref: issued.ref, documentRef }, call()));
    expect(await fetched()).toMatchObject({ mediaType: 'image/png' });
    await records.withdraw(issued.ref);
    expect(await fetched()).toBeNull();
  });

  it('what the hospital’s own people can not do is refused, and changes nothing', async () => {
    const context = contextOf();
    const whose = await somebody(context);
    const { document } = whose.patient;
    const ref = await context.records.issue(whose, reportNamed('血糖'));
    await context.records.withdraw(ref);
    await context.records.add(whose, LISTED.allergies[0] as (typeof LISTED.allergies)[number]);
    const { cursor } = await reportsSince(context, whose);
    const report = { kind: 'laboratory', name: '血糖', issuedAt: '2031-02-03T09:30:00+08:00', results: [] };
    const wrong: readonly (readonly [number, object])[] = [
      [409, { act: 'correct', ref, report }],
      [409, { act: 'withdraw', ref }],
      [409, { act: 'withdraw', ref: 'never-existed' }],
      [409, { act: 'attach', ref, title: 'a', mediaType: 'image/png', content: 'AAAA' }],
      [409, { act: 'none-known', document, patientRef: whose.patientRef, section: 'allergies' }],
      [400, { act: 'issue', document, report: { ...report, diagnosis: '糖尿病' } }],
      [
        400,
        {
          act: 'issue',
          document,
          report: { ...report, results: [{ ...resultOf('a'), value: { kind: 'quantity', number: 5.5 } }] },
        },
      ],
      [400, { act: 'add', document, section: 'visits', row: { substance: '青霉素' } }],
      [400, { act: 'enter', document, text: 'x'.repeat(3_000_000) }],
    ];
    for (const [status, what] of wrong) expect((await order(what)).status, JSON.stringify(what).slice(0, 60)).toBe(status);
    expect((await reportsSince(context, whose, cursor)).reports).toEqual([]);
    expect(expectOk(await context.facets.records.allergies(whose, context.call())).rows).toHaveLength(1);
  });

  it.each<[string, string, RegExp]>([
    ['a change without a higher version', "UPDATE record_report SET text = 'x', change = change + 1", /higher version/],
    ['a change in its old place', "UPDATE record_report SET text = 'x', version = version + 1", /later place/],
    [
      'a withdrawal that is undone',
      `UPDATE record_report SET status = 'withdrawn', version = version + 1, change = change + 1;
       UPDATE record_report SET status = 'final', version = version + 1, change = change + 1`,
      /stays as it is/,
    ],
    [
      '“none known” beside a row',
      'INSERT INTO record_none_known SELECT section, document_type, document_number, patient_ref FROM record_row',
      /there are some/,
    ],
  ])('the hospital’s own tables refuse %s', async (_, sql, refusal) => {
    const context = contextOf();
    const whose = await somebody(context);
    await context.records.issue(whose, reportNamed('血糖'));
    await context.records.add(whose, LISTED.allergies[0] as (typeof LISTED.allergies)[number]);
    const database = new Database(subject.databasePath);
    expect(() => database.exec(sql)).toThrow(refusal);
    database.close();
  });
});
