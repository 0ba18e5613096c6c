import { afterEach, describe, expect, it } from 'vitest';
import { HOSPITAL, OPERATOR_TOKEN } from '../../support/test-gateway.ts';
import { post } from '../../support/test-people.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';

describe.each(SAMPLED_ENGINES)('%s: codes of a hospital that lead to nothing', (engine) => {
  let site: RecordsSite;
  afterEach(() => site.stop());

  const unmapped = (body: object, token = OPERATOR_TOKEN) =>
    post(site.gateway, '/operator/records-unmapped', body, { authorization: `Bearer ${token}` });

  it('codes of a hospital that lead to nothing are told to its operator once each, since when, and not whose they were', async () => {
    site = await startRecordsSite(engine);
    const since = site.clock.now();
    const odd = (number: string) =>
      laboratoryValue('', number, 'U/L', { codes: [{ system: 'urn:lis', code: 'XYZ' }], name: '某指标' });
    const known = laboratoryValue('14749-6', '5.5', 'mmol/L');
    const records = site.records(site.first);
    await records.issue(site.whose, reportOf(since - 1, [odd('7'), known]));
    await records.issue(site.whose, reportOf(since - 2, [odd('8')]));
    await site.get(`/v1/results?patientId=${site.patientId}`);
    const told = await unmapped({ hospital: HOSPITAL });
    expect(told.status).toBe(200);
    expect(told.body).toEqual({
      hospital: HOSPITAL,
      codes: [{ system: 'urn:lis', code: 'XYZ', unit: 'U/L', name: '某指标', since: expect.any(String) }],
    });
    const [{ since: at = '' } = {}] = (told.body as { codes?: { since: string }[] }).codes ?? [];
    expect(Math.abs(Date.parse(at) - since)).toBeLessThan(60_000);
    expect(JSON.stringify(told.body)).not.toContain(site.patientId);
    expect((await unmapped({ hospital: SECOND })).body).toEqual({ hospital: SECOND, codes: [] });
  });

  it('codes of a hospital that lead to nothing are told for one hospital that there is, and to the operator alone', async () => {
    site = await startRecordsSite(engine);
    expect((await unmapped({})).status).toBe(400);
    expect((await unmapped({ hospital: 'nowhere' })).status).toBe(404);
    expect((await unmapped({ hospital: HOSPITAL }, 'another')).status).toBe(404);
  });
});
