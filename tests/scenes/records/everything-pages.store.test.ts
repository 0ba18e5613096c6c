import { afterEach, describe, expect, it } from 'vitest';
import { deleteOlderPointsPart } from '../../../bff/scenes/records/result-rows.ts';
import { driven } from '../../security/quiet-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { openTestStore, SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, startRecordsSite } from './records-site.ts';

const DAY = 86_400_000;

interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly status?: string;
  readonly result?: readonly { readonly reference: string }[];
}

describe.each(SAMPLED_ENGINES)('%s: everything of a person as FHIR', (engine) => {
  let site: RecordsSite;
  afterEach(() => site.stop());

  const address = (more = '') => `/fhir/Patient/${site.patientId.replaceAll('_', '.')}/$everything${more}`;
  const resourcesOf = (body: { readonly entry?: readonly { readonly resource: Resource }[] }) =>
    (body.entry ?? []).map(({ resource }) => resource);
  const issue = async (count: number) => {
    const refs: string[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const values = [laboratoryValue('14749-6', `${nth}.50`, 'mmol/L'), laboratoryValue('2823-3', '4.0', 'mmol/L')];
      refs.push(await site.records(site.first).issue(site.whose, reportOf(site.clock.now() - (nth + 1) * DAY, values)));
    }
    return refs;
  };

  it('everything of a person comes page by page, each report once with its values, the second time byte for byte as the first', async () => {
    site = await startRecordsSite(engine);
    await issue(5);
    const read = async () => {
      const texts: string[] = [];
      const resources: Resource[] = [];
      let next: string | undefined = address('?_count=2');
      while (next !== undefined) {
        const { status, body, text, headers } = await site.get(next);
        expect([status, headers.get('content-type')]).toEqual([200, 'application/fhir+json']);
        texts.push(text);
        resources.push(...resourcesOf(body));
        next = (body.link as { relation: string; url: string }[] | undefined)?.find(({ relation }) => relation === 'next')?.url;
      }
      return { texts, resources };
    };
    const first = await read();
    expect(first.texts).toHaveLength(3);
    const of = (type: string) => first.resources.filter(({ resourceType }) => resourceType === type);
    expect([of('Patient').length, of('DiagnosticReport').length, of('Observation').length]).toEqual([1, 5, 10]);
    const ids = first.resources.map(({ resourceType, id }) => `${resourceType}/${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { result = [] } of of('DiagnosticReport')) for (const { reference } of result) expect(ids).toContain(reference);
    // Digits as the hospital wrote them, which a number of JavaScript would have lost.
    expect(first.texts.join('')).toContain('"value":3.50,');
    expect(await read()).toEqual(first);
  });

  it('everything of a person has a report as it was corrected, and no more of one that was withdrawn, though both were in memory', async () => {
    site = await startRecordsSite(engine);
    const [corrected = '', withdrawn = ''] = await issue(2);
    const before = resourcesOf((await site.get(address())).body);
    expect(before.filter(({ resourceType }) => resourceType === 'DiagnosticReport')).toHaveLength(2);
    const records = site.records(site.first);
    await records.correct(corrected, reportOf(site.clock.now() - DAY, [laboratoryValue('14749-6', '7.70', 'mmol/L')]));
    await records.withdraw(withdrawn);
    // What was read a moment ago is not asked for again.
    await driven(site, (async () => site.clock.leap(2 * 60_000))());
    const { body, text } = await site.get(address());
    const reports = resourcesOf(body).filter(({ resourceType }) => resourceType === 'DiagnosticReport');
    expect(reports).toMatchObject([{ status: 'corrected' }]);
    expect(text).toContain('"value":7.70,');
    expect(text).not.toContain('"value":0.50,');
    expect(text).not.toContain('"value":1.50,');
  });
});

it('values of versions that do not stand any more are found by their report, whatever everybody else has', async () => {
  const db = await openTestStore('sqlite');
  const { sql, parameters } = deleteOlderPointsPart({ patientId: 'pat', hospitalId: 'hospital', ref: 'report' });
  const plan = await db.store.read<{ detail: string }>({ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters });
  const details = plan.map(({ detail }) => detail);
  expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
  expect(details.filter((detail) => /^SEARCH result_point USING (COVERING )?INDEX/.test(detail))).toHaveLength(1);
  await db.drop();
});
