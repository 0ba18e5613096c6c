import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { everythingIn } from '../../security/quiet-gateway.ts';
import { useUp } from '../../store/limit-scenarios.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, startRecordsSite } from './records-site.ts';
import { type AtWork, atWork } from './staff-at-work.ts';

const HOUR = 3_600_000;
const PATH = '/v1/desk/results/print';

describe.each(SAMPLED_ENGINES)('%s: results that a clerk prints', (engine) => {
  let site: RecordsSite;
  let clerk: AtWork;
  afterEach(() => site.stop());

  async function begin(entry: object = {}): Promise<void> {
    site = await startRecordsSite(engine, { settings: { rateLimitPerMinute: 100_000 }, ...entry });
    const value = laboratoryValue('14749-6', '5.50', 'mmol/L', { name: '葡萄糖' });
    await site.records(site.first).issue(site.whose, reportOf(site.clock.now() - HOUR, [value]));
    clerk = await atWork(site, 'clerk');
  }
  /** Headers of the session of whom the clerk serves. */
  async function serve(by = clerk, number = 0): Promise<Record<string, string>> {
    const body = { document: testPatient(number).patient.document, reason: '看过证件原件', carrier: 'bearer' };
    const served = await by.post('/v1/desk/patients', body);
    expect(served.status, served.text).toBe(201);
    return { authorization: `Bearer ${served.body.token}` };
  }
  const print = (served: Record<string, string>, by = clerk, results: unknown = 'all') => by.post(PATH, { results }, served);
  const audited = () =>
    site.db.rows(`SELECT actor_kind, actor_id, subject_id FROM audit WHERE action = 'result.print' ORDER BY at, id`);

  it('come with a cover sheet, the name masked, and stand in the person’s log under the name of the clerk', async () => {
    await begin();
    await clerk.post('/v1/shifts');
    const served = await serve();
    const { status, body, text } = await print(served);
    expect(status).toBe(200);
    expect(body.cover).toMatchObject({ reports: 1, more: false });
    expect(body.reports).toMatchObject([{ items: [{ name: '葡萄糖', text: '5.50' }] }]);
    for (const theirs of [testPatient(0).patient.name, testPatient(0).patient.document.number])
      expect(text).not.toContain(theirs);
    const log = (await site.get('/v1/access-log?limit=50')).body.items;
    expect(log).toContainEqual(expect.objectContaining({ action: 'result.print', who: 'staff', name: '小李' }));
    // By another connection: one row of the audit, one print in the day of the hall, and the person has it now.
    expect(await audited()).toEqual([{ actor_kind: 'staff', actor_id: clerk.staffId, subject_id: site.patientId }]);
    expect(await site.db.rows('SELECT prints, bookings, cancellations FROM desk_day')).toEqual([
      { prints: 1, bookings: 0, cancellations: 0 },
    ]);
    expect((await clerk.get('/v1/desk/day')).body.prints).toBe(1);
    expect(await site.db.rows('SELECT id FROM result WHERE first_read_at IS NULL')).toEqual([]);
  });

  it('come without values where the hospital tells the person first, and are not read by that', async () => {
    await begin();
    const critical = laboratoryValue('2823-3', '7.9', 'mmol/L', { name: '血钾', flag: 'HH' });
    await site.records(site.first).issue(site.whose, reportOf(site.clock.now(), [critical], { name: '急诊生化' }));
    const { body, text } = await print(await serve());
    const held = body.reports.find(({ name }: { name: string }) => name === '急诊生化');
    expect(held).toMatchObject({ held: true, items: [], values: 0, dutyDesk: { phone: expect.any(String) } });
    expect(text).not.toContain('7.9');
    expect(await site.db.rows('SELECT id FROM result WHERE first_read_at IS NULL')).toEqual([{ id: held.id }]);
  });

  it('are those that were asked for, and never those of somebody else', async () => {
    await begin();
    const { id: otherId, patient } = testPatient(1);
    const value = laboratoryValue('14749-6', '9.90', 'mmol/L');
    await site.records(site.first).issue({ patient }, reportOf(site.clock.now(), [value]));
    const stranger = { authorization: `Bearer ${await site.gateway.signIn(otherId)}` };
    const [other] = (await site.get(`/v1/results?patientId=${otherId}`, stranger)).body.items;
    const [own] = (await site.get(`/v1/results?patientId=${site.patientId}`)).body.items;
    const served = await serve();
    const { body, text } = await print(served, clerk, [other.id, own.id, own.id]);
    expect(body.reports.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    expect(text).not.toContain('9.90');
  });

  it('are the newest twenty, and the cover sheet says that there are more', async () => {
    await begin();
    for (let nth = 0; nth < 22; nth += 1) {
      const value = laboratoryValue('14749-6', `6.${nth}`, 'mmol/L');
      await site.records(site.first).issue(site.whose, reportOf(site.clock.now() - nth * 60_000, [value]));
    }
    const { body } = await print(await serve());
    expect([body.reports.length, body.cover]).toEqual([
      limits.reportsPrinted.figure,
      expect.objectContaining({ more: true, reports: limits.reportsPrinted.figure }),
    ]);
  });

  it('are nothing where there is nothing: no print is counted, and that somebody looked is written down', async () => {
    site = await startRecordsSite(engine);
    clerk = await atWork(site, 'clerk');
    const { body } = await print(await serve());
    expect(body).toMatchObject({ cover: { reports: 0 }, reports: [] });
    expect(await audited()).toEqual([]);
    expect(await site.db.rows(`SELECT id FROM audit WHERE action = 'result.list' AND actor_kind = 'staff'`)).toHaveLength(1);
    expect(await site.db.rows('SELECT prints FROM desk_day')).toEqual([]);
  });

  it('are for no volunteer, stranger, cashier or clinician, nor for a clerk whom the person does not stand before; nothing is written', async () => {
    await begin();
    const served = await serve();
    const before = (await everythingIn(site.db)).audit;
    for (const role of ['volunteer', 'cashier', 'clinician', 'reviewer'] as const) {
      const member = await atWork(site, role);
      expect([role, (await print(served, member)).status]).toEqual([role, 404]);
    }
    expect((await print({})).status).toBe(401);
    expect((await print(served, await atWork(site, 'clerk'))).status).toBe(401);
    // A session that somebody opened for themselves is theirs to use.
    expect((await print(site.headers)).status).toBe(401);
    expect((await site.post(PATH, { results: 'all' })).status).toBe(401);
    expect(await audited()).toEqual([]);
    expect((await everythingIn(site.db)).audit?.length).toBeGreaterThanOrEqual(before?.length ?? 0);
    expect(await site.db.rows('SELECT prints FROM desk_day WHERE prints > 0')).toEqual([]);
  });

  it('are bounded for each clerk and day', async () => {
    await begin();
    const served = await serve();
    expect((await print(served)).status).toBe(200);
    await useUp({ gateway: site.gateway } as Parameters<typeof useUp>[0], 'printsOfClerk', limits.printsOfClerk.figure - 1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => print(served)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429, 429]);
    expect(await audited()).toHaveLength(2);
  });
});
