import { afterEach, describe, expect, it } from 'vitest';
import { hospitalPolicy } from '../../../bff/scenes/directory/policy.ts';
import { knowingOf, normalResults } from '../../../bff/scenes/records/keep-reports.ts';
import { headOf } from '../../../bff/scenes/records/result-head.ts';
import { atRest, driven, everythingIn } from '../../security/quiet-gateway.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';

const DAY = 86_400_000;
const GLUCOSE = '14749-6';
const GLUCOSE_MASS = '2345-7';

describe.each(SAMPLED_ENGINES)('%s: results of all hospitals', (engine) => {
  let site: RecordsSite;
  afterEach(() => site.stop());

  const list = (more = '') => site.get(`/v1/results?patientId=${site.patientId}${more}`);
  const names = async (more = '') => ((await list(more)).body.items as { name: string }[]).map(({ name }) => name);
  const only = async () => String((await list()).body.items[0].id);
  const at = (days: number) => site.clock.now() - days * DAY;

  it('stand in one list, the newest first, each with how far its hospital has answered', async () => {
    site = await startRecordsSite(engine);
    await site
      .records(site.first)
      .issue(site.whose, reportOf(at(3), [laboratoryValue(GLUCOSE, '5.50', 'mmol/L')], { name: 'a' }));
    await site
      .records(site.second)
      .issue(site.whose, reportOf(at(1), [laboratoryValue(GLUCOSE_MASS, '99', 'mg/dL')], { name: 'b' }));
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { name: 'b', hospital: SECOND, values: 1, unusual: 0 },
      { name: 'a', hospital: HOSPITAL, values: 1 },
    ]);
    expect(body.sources).toMatchObject([
      { hospital: HOSPITAL, state: 'read' },
      { hospital: SECOND, state: 'read' },
    ]);
    expect(await names(`&hospital=${HOSPITAL}`)).toEqual(['a']);
    expect(await names('&kind=imaging')).toEqual([]);
  });

  it('are shown as far as they have arrived, while a hospital that is slow is named, and come by themselves at the next look', async () => {
    site = await startRecordsSite(engine);
    await site.records(site.first).issue(site.whose, reportOf(at(1), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    await site.records(site.second).issue(site.whose, reportOf(at(1), [laboratoryValue(GLUCOSE, '5.6', 'mmol/L')]));
    await site.second.setLatency?.(2_500);
    const early = await list();
    expect(early.body.items).toHaveLength(1);
    expect(early.body.sources).toMatchObject([{ state: 'read' }, { hospital: SECOND, state: 'asking' }]);
    await driven(site, (async () => site.clock.leap(2_000))());
    expect((await list()).body.items).toHaveLength(2);
  });

  it('of a hospital that does not answer are not said to be none: the hospital is named', async () => {
    site = await startRecordsSite(engine);
    await site.second.setFault('refused', 'read');
    const { body } = await list();
    expect(body.items).toEqual([]);
    expect(body.sources).toMatchObject([{ state: 'read' }, { hospital: SECOND, state: 'unavailable' }]);
  });

  it('have every digit that the laboratory wrote, their limits and a verdict in a word, what is unusual first', async () => {
    site = await startRecordsSite(engine);
    const high = { ranges: [{ low: '3.90', high: '6.10' }] };
    await site.records(site.first).issue(
      site.whose,
      reportOf(at(1), [
        laboratoryValue('2823-3', '4.10', 'mmol/L', { name: '钾', ranges: [{ low: '3.50', high: '5.30' }] }),
        laboratoryValue(GLUCOSE, '7.80', 'mmol/L', { name: '葡萄糖', ...high }),
        laboratoryValue('89579-7', '3', 'ng/L', {
          name: '肌钙蛋白',
          value: { kind: 'quantity', number: '3', comparator: '<', unit: { text: 'ng/L', ucum: 'ng/L' } },
        }),
      ]),
    );
    const { body } = await site.get(`/v1/results/${await only()}`);
    expect(body.items).toMatchObject([
      { name: '葡萄糖', text: '7.80', unit: 'mmol/L', verdict: 'high', verdictBy: 'limits', trend: 'glucose' },
      { name: '钾', text: '4.10', verdict: 'usual' },
      { name: '肌钙蛋白', text: '<3' },
    ]);
    expect(body.items[2]).not.toHaveProperty('verdict');
    expect(body.patientName).not.toContain(testPatient(0).patient.name.slice(1));
  });

  it('are replaced by a correction, whatever comes late, and go when they are withdrawn', async () => {
    site = await startRecordsSite(engine);
    const ref = await site.records(site.first).issue(site.whose, reportOf(at(2), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    const id = await only();
    await site.records(site.first).correct(ref, reportOf(at(2), [laboratoryValue(GLUCOSE, '6.6', 'mmol/L')]));
    await site.clock.leap(120_000);
    expect((await list()).body.items).toMatchObject([{ id, status: 'corrected' }]);
    const { body } = await site.get(`/v1/results/${id}`);
    expect(body.items).toMatchObject([{ text: '6.6' }]);
    expect(body).toHaveProperty('correctedAt');
    const trend = await site.get(`/v1/trends?patientId=${site.patientId}&code=glucose`);
    expect(trend.body.lines[0].points).toMatchObject([{ text: '6.6' }]);
    await site.records(site.first).withdraw(ref);
    await site.clock.leap(120_000);
    expect((await list()).body.items).toEqual([]);
    expect((await site.get(`/v1/results/${id}`)).status).toBe(404);
    expect((await site.get(`/v1/trends?patientId=${site.patientId}&code=glucose`)).body.lines).toEqual([]);
  });

  it('of another report under a version that is known already are not taken, and none of its values stands on a line', async () => {
    const other = laboratoryValue(GLUCOSE, '77', 'mmol/L');
    site = await startRecordsSite(engine, {
      wrap: (adapter, id) => {
        const records = adapter.records;
        if (id !== HOSPITAL || !records?.reports) return adapter;
        const { reports } = records;
        let asked = 0;
        return {
          ...adapter,
          records: {
            ...records,
            async reports(query, call) {
              const answer = await reports.call(records, { ...query, cursor: undefined }, call);
              asked += 1;
              if (asked === 1 || !answer.ok) return answer;
              const lying = answer.value.reports.map((report) => ({ ...report, results: [...report.results, other] }));
              return { ok: true, value: { ...answer.value, reports: lying } };
            },
          },
        };
      },
    });
    await site.records(site.first).issue(site.whose, reportOf(at(2), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    const id = await only();
    await site.clock.leap(120_000);
    expect((await site.get(`/v1/results/${id}`)).body.items).toMatchObject([{ text: '5.5' }]);
    const trend = await site.get(`/v1/trends?patientId=${site.patientId}&code=glucose`);
    expect(trend.body.lines[0].points.map(({ text }: { text: string }) => text)).toEqual(['5.5']);
  });

  it('with a verdict in words of the hospital are judged by nobody else, and held back where the words may say critical', async () => {
    site = await startRecordsSite(engine);
    const range = { ranges: [{ low: '3.9', high: '6.1' }] };
    const said = laboratoryValue(GLUCOSE, '5.5', 'mmol/L', { ...range, flagText: '需复查' });
    await site.records(site.first).issue(site.whose, reportOf(at(2), [laboratoryValue('x', '5', 'g/L'), said], { name: '一' }));
    const { items } = (await site.get(`/v1/results/${await only()}`)).body;
    expect(items[0]).toMatchObject({ text: '5.5', saidVerdict: '需复查' });
    expect(items[0]).not.toHaveProperty('verdict');
    const { dependencies } = site.gateway.onedoor;
    const critical = { ...reportOf(at(1), [{ ...said, flagText: '危急值↑↑' }]) };
    const results = normalResults(knowingOf(dependencies, { hospitalId: HOSPITAL, patient: testPatient(0).patient }, at(1)), {
      ...critical,
      ref: 'r',
      version: 1,
      status: 'final',
      original: { mediaType: 'text/plain', text: '' },
    });
    expect(
      headOf({ ...critical, ref: 'r', version: 1, status: 'final', original: { mediaType: 'text/plain', text: '' } }, results)
        .critical,
    ).toBe(true);
  });

  it('that an older answer tells once more do not come back', async () => {
    let late: (() => void) | undefined;
    site = await startRecordsSite(engine, {
      wrap: (adapter, id) => {
        const records = adapter.records;
        if (id !== HOSPITAL || !records?.reports) return adapter;
        const { reports } = records;
        let asked = 0;
        return {
          ...adapter,
          records: {
            ...records,
            async reports(query, call) {
              asked += 1;
              const answer = await reports.call(records, query, call);
              // The first answer is on its way while the second one is asked for and kept.
              if (asked === 1) await new Promise<void>((resolve) => (late = resolve));
              return answer;
            },
          },
        };
      },
    });
    const ref = await site.records(site.first).issue(site.whose, reportOf(at(2), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    expect((await list()).body.sources[0]).toMatchObject({ state: 'asking' });
    await site.records(site.first).withdraw(ref);
    late?.();
    await driven(site, atRest(site.db, site.clock));
    await site.clock.leap(120_000);
    expect((await list()).body.items).toEqual([]);
  });

  it('of several hospitals are one line where units truly agree, to the last digit, and what is on none says why', async () => {
    site = await startRecordsSite(engine);
    const first = site.records(site.first);
    await first.issue(site.whose, reportOf(at(30), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    await site.records(site.second).issue(site.whose, reportOf(at(20), [laboratoryValue(GLUCOSE_MASS, '99', 'mg/dL')]));
    await first.issue(
      site.whose,
      reportOf(at(10), [laboratoryValue(GLUCOSE, '5.8', '', { value: { kind: 'quantity', number: '5.8' } })]),
    );
    const { body } = await site.get(`/v1/trends?patientId=${site.patientId}&code=glucose`);
    await list();
    expect(body.name).toMatchObject({ zh: expect.stringContaining('糖') });
    expect(body.lines).toHaveLength(1);
    expect(body.lines[0]).toMatchObject({
      unit: 'mmol/L',
      points: [
        { text: '5.5', number: '5.5', hospital: HOSPITAL },
        { text: '99', unit: 'mg/dL', number: '5.50', hospital: SECOND },
      ],
      direction: 'level',
    });
    expect(body.apart).toMatchObject([{ text: '5.8', reason: 'no-unit' }]);
  });

  it('that were asked for are kept as long as the hospital lets them, and are read anew from the beginning afterwards', async () => {
    site = await startRecordsSite(engine, { entry: { policy: hospitalPolicy.parse({ records: { keptMinutes: 5 } }) } });
    await site
      .records(site.first)
      .issue(site.whose, reportOf(at(2), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')], { name: 'once' }));
    expect(await names()).toEqual(['once']);
    const kept = async () => (await everythingIn(site.db)).result?.length;
    expect(await kept()).toBe(1);
    await site.clock.leap(6 * 60_000);
    const { store, clock, ids } = site.gateway.onedoor.dependencies;
    for (let look = 0; look < 2; look += 1) await forget({ store, clock, ids });
    expect(await kept()).toBe(0);
    expect((await everythingIn(site.db)).result_point).toEqual([]);
    expect(await names()).toEqual(['once']);
  });

  it('of whoever withdraws their consent are kept no longer, neither those that lie here nor those that are on their way', async () => {
    site = await startRecordsSite(engine);
    await site.records(site.first).issue(site.whose, reportOf(at(2), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    await site.records(site.second).issue(site.whose, reportOf(at(2), [laboratoryValue(GLUCOSE, '5.5', 'mmol/L')]));
    await site.second.setLatency?.(2_500);
    expect((await list()).body.items).toHaveLength(1);
    const consents = await site.get('/v1/consents');
    const withdrawn = await site.post(`/v1/consents/${consents.body.items[0].id}/withdraw`, {});
    expect(withdrawn.status).toBe(200);
    await driven(site, (async () => site.clock.leap(5_000))());
    await driven(site, atRest(site.db, site.clock));
    const rows = await everythingIn(site.db);
    expect([rows.result, rows.result_point, rows.record_reading]).toEqual([[], [], []]);
  });

  it('that a hospital calls critical are told to the person by the hospital first, and not at a kiosk', async () => {
    // Whoever is at no kiosk reads it at once: then it is no news any more.
    site = await startRecordsSite(engine);
    const critical = laboratoryValue('2823-3', '6.9', 'mmol/L', { flag: 'HH' });
    await site.records(site.first).issue(site.whose, reportOf(at(0), [critical]));
    const { body } = await list();
    expect(body.items).toMatchObject([{ unusual: 1 }]);
    expect(body.items[0]).not.toHaveProperty('held');
    expect((await site.get(`/v1/results/${body.items[0].id}`)).body.items).toMatchObject([{ verdict: 'critical-high' }]);
  });

  it('with a code that leads to nothing are shown as they are, and the code is noted for the hospital, without whose it was', async () => {
    site = await startRecordsSite(engine);
    const odd = laboratoryValue('', '7', 'U/L', { codes: [{ system: 'local', code: 'XYZ' }], name: '某指标' });
    await site.records(site.first).issue(site.whose, reportOf(at(1), [odd]));
    const { body } = await site.get(`/v1/results/${await only()}`);
    expect(body.items).toMatchObject([{ name: '某指标', text: '7', unit: 'U/L' }]);
    const noted = (await everythingIn(site.db)).unmapped_code?.join('') ?? '';
    expect(noted).toContain('XYZ');
    expect(noted).not.toContain(site.patientId);
  });

  it('lie sealed: nothing of what was measured, or what came of it, can be read in the database', async () => {
    site = await startRecordsSite(engine);
    const value = laboratoryValue('56888-1', '1', '', { name: 'CANARY-NAME', value: { kind: 'text', text: 'CANARY-VALUE' } });
    await site
      .records(site.first)
      .issue(site.whose, reportOf(at(1), [value], { name: 'CANARY-REPORT', conclusion: 'CANARY-END' }));
    await site.get(`/v1/results/${await only()}`);
    const { unmapped_code: _, ...rows } = await everythingIn(site.db);
    const all = JSON.stringify(rows);
    for (const canary of ['CANARY', '56888-1', 'hiv']) expect(all).not.toContain(canary);
  });

  it('tell lists as they are: "none known" only where the hospital says so, and no source where it has none', async () => {
    site = await startRecordsSite(engine, { second: { without: ['patients', 'records.allergies'] } });
    const empty = await site.get(`/v1/allergies?patientId=${site.patientId}`);
    expect(empty.body).toMatchObject({ items: [], sources: [{ state: 'read' }, { hospital: SECOND, state: 'no-source' }] });
    expect(empty.body.sources[0]).not.toHaveProperty('noneKnown');
    await site.records(site.first).stateNoAllergies?.(site.whose);
    await site.clock.leap(120_000);
    const stated = await site.get(`/v1/allergies?patientId=${site.patientId}`);
    expect(stated.body.sources[0]).toMatchObject({ state: 'read', noneKnown: true });
  });
});

/** What the house forgets, as its recurring task does. */
async function forget(committing: Parameters<typeof import('../../../bff/platform/store/commit.ts').commit>[0]): Promise<void> {
  const { commit } = await import('../../../bff/platform/store/commit.ts');
  const { forgetReadings } = await import('../../../bff/scenes/records/reading-rows.ts');
  const { forgetResults } = await import('../../../bff/scenes/records/result-rows.ts');
  const now = committing.clock.now();
  await commit(committing, 'forget', 'background', [forgetReadings(now, 100), ...forgetResults(now, 100)]);
}
