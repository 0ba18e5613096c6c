import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceKind } from '../../../bff/contract/access.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL, OPERATOR_TOKEN, testPatient } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post, postAt, putDown } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const PHONE = '13800000001';
const REFUSED = [403, 'device-refused'];

describe.each(SAMPLED_ENGINES)('%s: kinds of devices', (engine) => {
  let site: QuietGateway;
  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  const at = (kind: DeviceKind) => enrolTestDevice(site.gateway, HOSPITAL, kind);
  const told = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.code];
  const withCode = async (kind: DeviceKind) => {
    const person = personOf(cardOf(1));
    const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(site.gateway, PHONE) };
    const consents = await agreed(site.gateway);
    return told(await postAt(await at(kind), '/v1/sessions', { evidence, person, consents, carrier: 'bearer' }));
  };

  it('a document that a phone or a desk says to have read opens nobody’s session, and registers nobody', async () => {
    expect(told(await putDown(site.gateway, await at('phone'), cardOf(1)))).toEqual(REFUSED);
    expect(told(await putDown(site.gateway, await at('desk'), cardOf(1)))).toEqual(REFUSED);
    expect(await site.db.rows('SELECT token_hash FROM session')).toEqual([]);
    expect((await putDown(site.gateway, await at('kiosk'), cardOf(1))).status).toBe(201);
  });

  it('at one device one PIN is compared at a time, so that nobody there makes those at other devices wait', async () => {
    const desk = await at('desk');
    const { number } = await signedInStaff(site.gateway);
    const typed = () => postAt(desk, '/v1/staff-sessions', { number, pin: '135790', carrier: 'bearer' });
    // The first is compared until the two others have been answered, however busy the machine is.
    const { pins } = site.gateway.onedoor.dependencies;
    const fits = pins.fits.bind(pins);
    let release = () => {};
    const compared = new Promise<void>((resolve) => {
      release = resolve;
    });
    vi.spyOn(pins, 'fits').mockImplementation((pin, hash) => compared.then(() => fits(pin, hash)));
    const statuses: number[] = [];
    const sent = [typed(), typed(), typed()].map((reply) => reply.then(({ status }) => void statuses.push(status)));
    await expect.poll(() => statuses).toEqual([429, 429]);
    release();
    await Promise.all(sent);
    expect(statuses).toEqual([429, 429, 201]);
    expect((await typed()).status).toBe(201);
  });

  it('a child is not registered on a document that a desk says to have read', async () => {
    const desk = await at('desk');
    const { number } = await signedInStaff(site.gateway);
    const { token } = (await postAt(desk, '/v1/staff-sessions', { number, pin: '135790', carrier: 'bearer' })).body;
    const person = personOf(cardOf(1));
    const consents = await agreed(site.gateway);
    const evidence = { kind: 'staff-present', document: person.document, reason: '本人到场' };
    const given = { evidence, person, consents, carrier: 'bearer' };
    const staff = { 'onedoor-staff': String(token) };
    const guardian = await postAt(desk, '/v1/sessions', given, staff);
    expect(guardian.status).toBe(201);
    const document = await desk.read(cardOf(2, { birthDate: '2020-01-31' }));
    const body = { document, relationship: 'guardian', consents };
    expect(told(await postAt(desk, '/v1/patients/me/dependants', body, fresh({ ...bearer(guardian), ...staff })))).toEqual(
      REFUSED,
    );
  });

  it('nobody’s session is opened on the phone of a member of staff, whatever they show; at a desk one is', async () => {
    expect(await withCode('phone')).toEqual(REFUSED);
    const demo = { evidence: { kind: 'demo', patientId: testPatient(0).id }, carrier: 'bearer' };
    expect(told(await postAt(await at('phone'), '/v1/sessions', demo))).toEqual(REFUSED);
    // Of two codes of one instant neither is the newest.
    await site.clock.leap(1_000);
    expect((await withCode('desk'))[0]).toBe(201);
  });

  it('a device is of the kind for which its code was made: a kiosk where nothing was said', async () => {
    const operator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    const place = { hospital: HOSPITAL, campus: 'main', floor: '1F', name: '一号机', window: '3号窗口' };
    const enrol = (more: object) => post(site.gateway, '/operator/device-enrol', { ...place, ...more }, operator);
    for (const more of [{}, { kind: 'desk' }, { kind: 'phone' }]) expect((await enrol(more)).status).toBe(200);
    expect((await enrol({ kind: 'toaster' })).status).toBe(400);
    const kinds = await site.db.rows<{ kind: string }>('SELECT kind FROM device_enrolment');
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['desk', 'kiosk', 'phone']);
    const phone = await at('phone');
    const record = (await (await phone.request('/v1/devices/me')).json()) as Record<string, unknown>;
    expect(record.kind).toBe('phone');
    const { devices } = (await post(site.gateway, '/operator/device-list', {}, operator)).body as { devices: object[] };
    expect(devices).toContainEqual(expect.objectContaining({ id: phone.id, kind: 'phone' }));
  });
});
