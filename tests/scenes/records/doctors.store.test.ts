import { afterEach, describe, expect, it } from 'vitest';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import { shareWording } from '../../../bff/contract/records/share-wording.ts';
import { everythingIn } from '../../security/quiet-gateway.ts';
import { aroundCalls } from '../../support/changed-adapter.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';
import { type AtWork, atWork } from './staff-at-work.ts';

const HOUR = 3_600_000;
const AGREED = { version: shareWording.version, language: 'zh' };

describe.each(SAMPLED_ENGINES)('%s: what a person shares with a doctor', (engine) => {
  let site: RecordsSite;
  let doctor: AtWork;
  afterEach(() => site.stop());

  /** Somebody with reports at both hospitals, and a doctor of the second. */
  async function begin(reports = 1): Promise<readonly string[]> {
    site = await startRecordsSite(engine, { settings: { rateLimitPerMinute: 100_000 } });
    for (let nth = 0; nth < reports; nth += 1) {
      const value = laboratoryValue('14749-6', `5.${nth}0`, 'mmol/L', { name: '葡萄糖' });
      await site.records(site.first).issue(site.whose, reportOf(site.clock.now() - (nth + 1) * HOUR, [value]));
    }
    const read = await site.get(`/v1/results?patientId=${site.patientId}`);
    doctor = await atWork(site, 'clinician', SECOND);
    return read.body.items.map(({ id }: { id: string }) => id);
  }
  async function share(more: object = {}): Promise<string> {
    const { status, body } = await site.post('/v1/shares', {
      patientId: site.patientId,
      with: { kind: 'doctor', hospital: SECOND },
      parts: { results: 'all', lists: ['visits', 'medications', 'allergies', 'conditions'] },
      agreed: AGREED,
      ...more,
    });
    expect(status).toBe(201);
    return body.share.id;
  }
  /** What a doctor hears of a share, without what is another at each request. */
  const heard = async (by: AtWork, id: string) => {
    const { status, text } = await by.get(`/v1/shared/${id}`);
    return { status, text: text.replace(/req_[\w-]{22}/g, 'req').replaceAll(id, 'id') };
  };
  const reads = () => site.db.rows<Record<string, unknown>>('SELECT outcome, staff_id, sealed_recipient FROM share_read');

  it('is read value by value, to the last digit, and the person sees who read it and when', async () => {
    await begin();
    const id = await share();
    const { status, body, text } = await doctor.get(`/v1/shared/${id}`);
    expect(status).toBe(200);
    const { name, birthDate, document } = testPatient(0).patient;
    expect(body.person).toMatchObject({ name, birthDate });
    expect(body.results.items).toMatchObject([{ items: [{ name: '葡萄糖', text: '5.00', unit: 'mmol/L' }] }]);
    expect(Object.keys(body.lists).sort()).toEqual(['allergies', 'conditions', 'medications', 'visits']);
    expect(text).not.toContain(document.number);
    expect(text).not.toContain(site.patientId);
    const { items } = (await site.get(`/v1/shares?patientId=${site.patientId}`)).body;
    expect(items[0].reads).toMatchObject([{ outcome: 'read', who: '小李', proved: true }]);
    const log = (await site.get('/v1/access-log?limit=50')).body.items;
    expect(log).toContainEqual(expect.objectContaining({ action: 'share.read', who: 'staff', name: '小李' }));
    // The same by another connection: one reading, by this member, and one row of the audit.
    expect(await reads()).toEqual([{ outcome: 'read', staff_id: doctor.staffId, sealed_recipient: null }]);
    const audit = await site.db.rows(
      `SELECT id FROM audit WHERE action = 'share.read' AND actor_kind = 'staff' AND actor_id = '${doctor.staffId}' AND subject_id = '${site.patientId}'`,
    );
    expect(audit).toHaveLength(1);
    // The person has not read it themselves by that.
    expect(await site.db.rows('SELECT id FROM result WHERE first_read_at IS NOT NULL')).toEqual([]);
  });

  it('is asked for at its hospital again when what was kept has gone', async () => {
    await begin();
    const id = await share();
    await site.clock.leap(2 * HOUR);
    const { body } = await doctor.get(`/v1/shared/${id}`);
    expect(body.results.items).toMatchObject([{ items: [{ text: '5.00' }] }]);
  });

  it('comes in pages, each of which is noted, and nothing of it twice', async () => {
    await begin(5);
    const id = await share();
    const seen: string[] = [];
    let path: string | undefined = `/v1/shared/${id}?limit=2`;
    for (let page = 0; path !== undefined && page < 9; page += 1) {
      const { body }: Awaited<ReturnType<AtWork['get']>> = await doctor.get(path);
      seen.push(...body.results.items.map((one: { id: string }) => one.id));
      expect(Object.keys(body.lists).length > 0).toBe(page === 0);
      path = body.results.next;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    expect(await reads()).toHaveLength(3);
  });

  it('is what was chosen, and no other report or list', async () => {
    const ids = await begin(3);
    const id = await share({ parts: { results: [ids[1]], lists: ['visits'] } });
    const { body } = await doctor.get(`/v1/shared/${id}`);
    expect(body.results.items.map((one: { id: string }) => one.id)).toEqual([ids[1]]);
    expect(Object.keys(body.lists)).toEqual(['visits']);
    const [listed] = (await doctor.get('/v1/shared')).body.items;
    expect(listed).toMatchObject({ id, parts: { results: 1, lists: ['visits'] } });
  });

  it('is never a report of somebody else, whatever was chosen', async () => {
    await begin();
    const { id: otherId, patient } = testPatient(1);
    const value = laboratoryValue('14749-6', '9.90', 'mmol/L');
    await site.records(site.first).issue({ patient }, reportOf(site.clock.now(), [value]));
    const stranger = { authorization: `Bearer ${await site.gateway.signIn(otherId)}` };
    const [other] = (await site.get(`/v1/results?patientId=${otherId}`, stranger)).body.items;
    const id = await share({ parts: { results: [other.id] } });
    expect((await doctor.get(`/v1/shared/${id}`)).body.results.items).toEqual([]);
  });

  it('is listed with the name masked while it is open, for its hospital alone, and who looked stands in the log', async () => {
    await begin();
    const ids = [await share(), await share()];
    const first = await doctor.get('/v1/shared?limit=1');
    const second = await doctor.get(first.body.next);
    expect([...first.body.items, ...second.body.items].map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(first.text).not.toContain(testPatient(0).patient.name);
    expect((await (await atWork(site, 'clinician')).get('/v1/shared')).body.items).toEqual([]);
    const looked = await site.db.rows(`SELECT id FROM audit WHERE action = 'share.list' AND subject_id = '${site.patientId}'`);
    expect(looked).toHaveLength(2);
  });

  it('is refused once it is revoked, expired or withdrawn, and at another hospital: each as if there were none, and nothing is written', async () => {
    await begin();
    const [revoked, short, long] = [await share(), await share({ hours: 1 }), await share({ hours: 48 })];
    const none = await heard(doctor, `shr_${'x'.repeat(22)}`);
    expect(none.status).toBe(404);
    const elsewhere = await atWork(site, 'clinician');
    expect(await heard(elsewhere, long)).toEqual(none);
    expect((await doctor.get(`/v1/shared/${revoked}`)).status).toBe(200);
    await site.post(`/v1/shares/${revoked}/revoke`, {});
    expect(await heard(doctor, revoked)).toEqual(none);
    await site.clock.leap(HOUR);
    expect(await heard(doctor, short)).toEqual(none);
    const again = { authorization: `Bearer ${await site.gateway.signIn(site.patientId)}` };
    const consents = await site.get('/v1/consents', again);
    await site.post(`/v1/consents/${consents.body.items[0].id}/withdraw`, {}, again);
    expect(await heard(doctor, long)).toEqual(none);
    expect((await doctor.get('/v1/shared')).body.items).toEqual([]);
    expect(await reads()).toHaveLength(1);
    expect((await everythingIn(site.db)).audit?.filter((row) => row.includes('share.read'))).toHaveLength(1);
  });

  it('is refused though it was revoked only while hospitals were being asked', async () => {
    let revoke: (() => Promise<unknown>) | undefined;
    const wrap = (adapter: HospitalAdapter) =>
      aroundCalls(adapter, async (operation, _given, ask) => {
        if (operation === 'records.visits') await revoke?.();
        return ask();
      });
    site = await startRecordsSite(engine, { wrap });
    doctor = await atWork(site, 'clinician', SECOND);
    const id = await share();
    let revoked = 0;
    revoke = async () => {
      revoke = undefined;
      revoked = (await site.post(`/v1/shares/${id}/revoke`, {})).status;
    };
    expect((await doctor.get(`/v1/shared/${id}`)).status).toBe(404);
    expect(revoked).toBe(200);
    expect(await reads()).toEqual([]);
  });

  it('is nobody’s else who works there: a clerk, a reviewer and a volunteer hear that there is nothing', async () => {
    await begin();
    const id = await share();
    for (const role of ['clerk', 'reviewer', 'volunteer', 'cashier', 'hospital-it'] as const) {
      const member = await atWork(site, role, SECOND);
      expect([role, (await member.get(`/v1/shared/${id}`)).status, (await member.get('/v1/shared')).status]).toEqual([
        role,
        404,
        404,
      ]);
    }
    expect(await reads()).toEqual([]);
  });
});
