import type { DiagnosticReport, Observation, Resource } from '@medplum/fhirtypes';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { RecordsFacet, RecordsQuery, Report } from '../../adapters/port/records.ts';
import { createMedplumHospital, loadDefinitions, MEDPLUM_BASE } from './medplum-hospital.ts';

beforeAll(loadDefinitions);
afterEach(() => void vi.useRealTimers());

const RECORDS = { reports: true, visits: true, medications: true, allergies: true, conditions: true, pageSize: 2 };
const call = () => ({ signal: AbortSignal.timeout(60_000) });
const AT = '2027-02-27T10:00:00+08:00';

/** One hospital with two people; resources are put in as any client of FHIR would. */
async function start() {
  const { fetch, hospital } = createMedplumHospital();
  const given = {
    baseUrl: MEDPLUM_BASE,
    mode: 'plain',
    patients: 'registered',
    pageSize: 5,
    settleWindowMs: 0,
    records: RECORDS,
  } as const;
  const records = createFhirR4Adapter(given, { fetch, now: Date.now }).records as Required<RecordsFacet>;
  const send = async <T extends Resource>(method: 'POST' | 'PUT', resource: T): Promise<T> => {
    const path = method === 'POST' ? resource.resourceType : `${resource.resourceType}/${resource.id}`;
    const headers = { 'content-type': 'application/fhir+json' };
    const response = await fetch(`${MEDPLUM_BASE}/${path}`, { method, headers, body: JSON.stringify(resource) });
    expect(response.status).toBeLessThan(300);
    return (await response.json()) as T;
  };
  const personOf = async (number: string): Promise<RecordsQuery> => {
    const patient = { name: '王㛃', birthDate: '1990-02-28', sex: 'female', document: { type: 'passport', number } } as const;
    return { patient, patientRef: await hospital.patients?.open(patient) };
  };
  const whose = await personOf('E1');
  const other = await personOf('E2');
  const subject = ({ patientRef }: RecordsQuery) => ({ reference: `Patient/${patientRef}` });
  const observation = (of: RecordsQuery, value: number, more: Partial<Observation> = {}) =>
    send<Observation>('POST', {
      resourceType: 'Observation',
      status: 'final',
      code: { text: '葡萄糖' },
      subject: subject(of),
      valueQuantity: { value, unit: 'mmol/L' },
      ...more,
    });
  const report = (of: RecordsQuery, name: string, results: readonly Observation[]) =>
    send<DiagnosticReport>('POST', {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { text: name },
      subject: subject(of),
      issued: AT,
      result: results.map(({ id }) => ({ reference: `Observation/${id}` })),
    });
  return { records, send, whose, other, subject, observation, report };
}

async function everything(records: Required<RecordsFacet>, whose: RecordsQuery, from?: string) {
  const reports: Report[] = [];
  let cursor = from;
  for (let pages = 0; pages < 30; pages += 1) {
    const page = expectOk(await records.reports({ ...whose, ...(cursor === undefined ? {} : { cursor }) }, call()));
    reports.push(...page.reports);
    cursor = page.cursor;
    if (!page.more) return { reports, cursor };
  }
  throw new Error('paging did not end');
}

describe('fhir-r4 reads records of @medplum/fhir-router, which sends no includes', () => {
  it('tells a person’s reports with all their values, and nobody else’s', async () => {
    const { records, whose, other, observation, report } = await start();
    const names = ['一', '二', '三', '四', '五'];
    for (const [index, name] of names.entries())
      await report(whose, name, [await observation(whose, index), await observation(whose, index + 0.5)]);
    const foreign = await report(other, '别人的', [await observation(other, 9)]);
    const { reports } = await everything(records, whose);
    expect(new Set(reports.map(({ name }) => name))).toEqual(new Set(names));
    for (const { results, name } of reports)
      expect(results.map(({ value }) => value)).toEqual(
        [0, 0.5].map((more) => ({ kind: 'quantity', number: String(names.indexOf(name) + more), unit: { text: 'mmol/L' } })),
      );
    expect(expectOk(await records.report({ ...whose, ref: foreign.id ?? '' }, call()))).toBeNull();
    expect(expectOk(await records.report({ ...other, ref: foreign.id ?? '' }, call()))).toMatchObject({ name: '别人的' });
  });

  it('tells a report again, with a higher version, when one value of a panel in it was corrected', async () => {
    const { records, whose, send, observation, report } = await start();
    const member = await observation(whose, 5.5);
    const panel = await observation(whose, 0, {
      valueQuantity: undefined,
      hasMember: [{ reference: `Observation/${member.id}` }],
    });
    await report(whose, '电解质', [panel]);
    // Each an hour after the other: nothing is told again only because it is new.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    await report(whose, '另一份', [await observation(whose, 1)]);
    const before = await everything(records, whose);
    vi.setSystemTime(Date.now() + 3_600_000);
    await send('PUT', { ...member, status: 'corrected', valueQuantity: { value: 55, unit: 'mmol/L' } });
    const { reports } = await everything(records, whose, before.cursor);
    const told = reports.filter(({ name }) => name === '电解质').at(-1);
    expect(told?.results).toMatchObject([{ value: { number: '55' }, status: 'corrected', group: '葡萄糖' }]);
    expect(told?.version).toBeGreaterThan(before.reports.find(({ name }) => name === '电解质')?.version ?? 0);
  });

  it('tells lists, and never a wrong file as somebody of whom nothing is known', async () => {
    const { records, whose, other, send, subject } = await start();
    await send('POST', { resourceType: 'Condition', subject: subject(whose), code: { text: '高血压' } });
    await send('POST', {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject: subject(whose),
      authoredOn: AT,
      medicationCodeableConcept: { text: '氨氯地平片' },
    });
    await send('POST', { resourceType: 'AllergyIntolerance', patient: subject(whose), code: { text: '青霉素' } });
    await send('POST', {
      resourceType: 'Encounter',
      status: 'finished',
      class: { code: 'AMB' },
      subject: subject(whose),
      period: { start: AT },
    });
    expect(expectOk(await records.conditions(whose, call())).rows).toMatchObject([{ name: '高血压' }]);
    expect(expectOk(await records.medications(whose, call())).rows).toMatchObject([{ name: '氨氯地平片' }]);
    expect(expectOk(await records.allergies(whose, call())).rows).toMatchObject([{ substance: '青霉素' }]);
    expect(expectOk(await records.visits(whose, call())).rows).toMatchObject([{ kind: 'outpatient', startsAt: Date.parse(AT) }]);
    for (const list of ['conditions', 'medications', 'allergies', 'visits'] as const) {
      expect(await records[list](other, call())).toEqual({ ok: true, value: { rows: [] } });
      const wrong = { ...other, patientRef: '00000000-0000-4000-8000-000000000000' };
      expect(await records[list](wrong, call())).toMatchObject({ failure: { kind: 'rejected', reason: 'patient-unknown' } });
    }
  });
});
