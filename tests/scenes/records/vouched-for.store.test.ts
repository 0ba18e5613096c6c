import { afterEach, describe, expect, it } from 'vitest';
import { shareWording } from '../../../bff/contract/records/share-wording.ts';
import { residentId } from '../../../fixtures/people/document-numbers.ts';
import { driven } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, fresh, personOf, postAt, putDown, type Reply, replyOf } from '../../support/test-people.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type RecordsSite, startRecordsSite } from './records-site.ts';

const PIN = '135790';

describe.each(SAMPLED_ENGINES)('%s: results of somebody for whom a clerk vouched', (engine) => {
  let site: RecordsSite;
  let kiosk: TestDevice;
  afterEach(() => site.stop());

  const at = <T>(work: Promise<T>) => driven(site, work);
  const get = async (path: string, headers: Record<string, string>) => replyOf(await at(kiosk.request(path, { headers })));

  /** A clerk at a kiosk, and the session of the first person for whom they vouch there. */
  async function begin(): Promise<{ readonly vouched: Record<string, string>; readonly staff: Record<string, string> }> {
    site = await startRecordsSite(engine);
    kiosk = await enrolTestDevice(site.gateway);
    await site.records(site.first).issue(site.whose, reportOf(site.clock.now(), [laboratoryValue('14749-6', '5.5', 'mmol/L')]));
    const { number } = await signedInStaff(site.gateway);
    const { body } = await at(postAt(kiosk, '/v1/staff-sessions', { number, pin: PIN, carrier: 'bearer' }));
    const staff = { 'onedoor-staff': String(body.token) };
    const evidence = { kind: 'staff-present', document: testPatient(0).patient.document, reason: '看过证件原件' };
    const opened = await at(postAt(kiosk, '/v1/sessions', { evidence, carrier: 'bearer' }, staff));
    expect(opened.status, opened.text).toBe(201);
    return { vouched: bearer(opened), staff };
  }

  it('are read while the clerk is there, stand in the log under the name of who vouched, and are gone with the clerk', async () => {
    const { vouched, staff } = await begin();
    const listed = `/v1/results?patientId=${site.patientId}`;
    expect((await get(listed, vouched)).status).toBe(200);
    const { items } = (await site.get('/v1/access-log?limit=50')).body;
    const read = items.find(({ action }: { action: string }) => action === 'result.list');
    expect(read).toMatchObject({ who: 'staff', name: '小李' });
    const closed = await at(kiosk.request('/v1/staff-sessions/current', { method: 'DELETE', headers: staff }));
    expect(closed.status).toBe(204);
    expect((await get(listed, vouched)).status).toBe(401);
  });

  it('are shared with nobody by it: that is the person’s own yes', async () => {
    const { vouched } = await begin();
    const order = {
      patientId: site.patientId,
      with: { kind: 'doctor', hospital: HOSPITAL },
      hours: 24,
      parts: { results: 'all' },
      agreed: { version: shareWording.version, language: 'zh' },
    };
    const shared = await at(postAt(kiosk, '/v1/shares', order, fresh(vouched)));
    expect([shared.status, shared.body.code]).toEqual([409, 'document-required']);
    expect(await site.db.rows('SELECT id FROM share')).toEqual([]);
  });

  it('are not a guardian’s where one clerk alone said so, and are where the child’s card was read', async () => {
    const { staff } = await begin();
    const card = (birthDate: string, name: string) =>
      cardOf(4, { birthDate, name, number: residentId({ birthDate, sex: 'female', serial: 4 }) });
    const child = card('2016-05-01', '李小花');
    const parent = await at(putDown(site.gateway, kiosk, card('1985-02-03', '李大花')));
    const consents = await at(agreed(site.gateway));
    const name = (body: object, headers: Record<string, string> = {}): Promise<Reply> =>
      at(postAt(kiosk, '/v1/patients/me/dependants', body, fresh({ ...bearer(parent), ...headers })));
    const vouched = await name({ person: personOf(child), reason: '户口本', relationship: 'parent', consents }, staff);
    expect(vouched.status, vouched.text).toBe(201);
    const listed = `/v1/results?patientId=${String(vouched.body.patientId)}`;
    const refused = await get(listed, bearer(parent));
    expect([refused.status, refused.body.code]).toEqual([409, 'document-required']);
    const shown = await name({ document: await kiosk.read(child), relationship: 'parent', consents });
    expect(shown.status, shown.text).toBe(201);
    expect((await get(`/v1/results?patientId=${String(shown.body.patientId)}`, bearer(parent))).status).toBe(200);
  });
});
