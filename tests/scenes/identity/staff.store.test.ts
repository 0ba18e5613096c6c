import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeStaffPin, openStaffSession, removeStaff } from '../../../bff/scenes/identity/staff.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { bearer, cardOf, personOf, postAt, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const RIGHT = '135790';
const WRONG = '000000';
const WINDOW_MS = 15 * 60_000;

describe.each(SAMPLED_ENGINES)('%s: staff at devices', (engine) => {
  let site: QuietGateway;
  let member: Awaited<ReturnType<typeof signedInStaff>>;
  let kiosk: TestDevice;
  let other: TestDevice;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
    member = await signedInStaff(site.gateway);
    kiosk = await enrolTestDevice(site.gateway);
    other = await enrolTestDevice(site.gateway);
  });
  afterEach(() => site.stop());

  const signIn = (at: TestDevice, pin: string, number = member.number) =>
    postAt(at, '/v1/staff-sessions', { number, pin, carrier: 'bearer' });
  const statuses = async (at: TestDevice, pins: readonly string[]) => {
    const found: number[] = [];
    for (const pin of pins) found.push((await signIn(at, pin)).status);
    return found;
  };
  const signedOut = async (token: unknown, at: TestDevice) =>
    (await at.request('/v1/staff-sessions/current', { method: 'DELETE', headers: { 'onedoor-staff': String(token) } })).status;

  async function vouchedFor() {
    const card = cardOf(1);
    const evidence = { kind: 'staff-present', document: personOf(card).document, reason: '本人到场，证件已核' };
    const { version } = (await replyOf(await kiosk.request('/v1/privacy-notice'))).body;
    const consents = { privacyNotice: version, healthData: version, language: 'zh' };
    const vouched = await postAt(
      member.device,
      '/v1/sessions',
      { evidence, person: personOf(card), consents, carrier: 'bearer' },
      member.staff,
    );
    expect(vouched.status).toBe(201);
    return vouched;
  }

  it('five wrong PINs at one device close the number there for a quarter of an hour, and at no other device', async () => {
    const five = Array.from({ length: 5 }, () => WRONG);
    expect(await statuses(kiosk, [...five, RIGHT])).toEqual([403, 403, 403, 403, 403, 403]);
    expect((await signIn(other, RIGHT)).status).toBe(201);
    expect((await signIn(kiosk, RIGHT)).status, 'who signed in elsewhere').toBe(403);
    await site.clock.leap(WINDOW_MS + 1);
    expect((await signIn(kiosk, RIGHT)).status).toBe(201);
  });

  it('wrong PINs at one device close no other number there', async () => {
    const colleague = await signedInStaff(site.gateway);
    await statuses(
      kiosk,
      Array.from({ length: 5 }, () => WRONG),
    );
    expect((await signIn(kiosk, RIGHT, colleague.number)).status).toBe(201);
  });

  it('right PINs count for nothing, however often somebody signs in at one device', async () => {
    expect(await statuses(kiosk, [WRONG, WRONG, RIGHT, RIGHT, WRONG, WRONG, RIGHT])).toEqual([403, 403, 201, 201, 403, 403, 201]);
  });

  it('tries at one device at the same moment, at several gateways, are not more than tries one after the other', async () => {
    // One gateway compares one PIN of a device at a time.
    const device = { id: kiosk.id, kind: 'kiosk', hospitalId: HOSPITAL, thumbprint: '' } as const;
    const given = { number: member.number, pin: WRONG, device, requestId: 'req_test' };
    const elsewhere = () => openStaffSession(site.gateway.onedoor.dependencies, given);
    await Promise.all(Array.from({ length: 7 }, elsewhere));
    const counted = await site.db.rows(`SELECT tries FROM staff_pin_try WHERE device_id = '${kiosk.id}'`);
    expect(counted.map(({ tries }) => Number(tries))).toEqual([5]);
  });

  it('a hundred wrong PINs of a day slow every device down to one try, and the right one still opens where nobody typed a wrong one', async () => {
    await site.db.store.commit({
      id: site.gateway.ids.inOrder('unt'),
      name: 'probe',
      lane: 'background',
      deadline: site.clock.now() + 5_000,
      parts: [{ sql: `UPDATE staff SET tries = 100, tries_from = ${site.clock.now()}`, parameters: [] }],
    });
    expect(await statuses(kiosk, [WRONG, RIGHT])).toEqual([403, 403]);
    expect(await statuses(other, [RIGHT, RIGHT])).toEqual([201, 201]);
    await site.clock.leap(WINDOW_MS + 1);
    expect((await signIn(kiosk, RIGHT)).status).toBe(201);
    await site.clock.leap(24 * 3_600_000);
    expect(await statuses(kiosk, [WRONG, RIGHT]), 'a day later').toEqual([403, 201]);
  });

  it('a member of staff who was removed is signed out everywhere in the same unit, with those for whom they vouched, and never signs in again', async () => {
    const vouched = await vouchedFor();
    const second = await signIn(kiosk, RIGHT);
    const given = { hospitalId: HOSPITAL, number: member.number, requestId: 'req_test' };
    expect(await removeStaff(site.gateway.onedoor.dependencies, given)).toBe(member.staffId);
    expect(await signedOut(second.body.token, kiosk)).toBe(401);
    expect(await signedOut(member.staff['onedoor-staff'], member.device)).toBe(401);
    expect((await member.device.request('/v1/patients/me', { headers: bearer(vouched) })).status).toBe(401);
    expect((await signIn(other, RIGHT)).status).toBe(403);
    expect(await removeStaff(site.gateway.onedoor.dependencies, given), 'twice').toBeUndefined();
    expect(await site.db.rows("SELECT actor_kind, subject_id FROM audit WHERE action = 'staff.remove'")).toEqual([
      { actor_kind: 'operator', subject_id: member.staffId },
    ]);
  });

  it('a new PIN takes the place of the old one, and ends what was opened with that', async () => {
    const old = await signIn(kiosk, RIGHT);
    const vouched = await vouchedFor();
    await statuses(
      other,
      Array.from({ length: 5 }, () => WRONG),
    );
    const given = { hospitalId: HOSPITAL, number: member.number, pin: '246813', requestId: 'req_test' };
    expect(await changeStaffPin(site.gateway.onedoor.dependencies, given)).toBe(member.staffId);
    expect((await member.device.request('/v1/patients/me', { headers: bearer(vouched) })).status).toBe(401);
    expect(await signedOut(old.body.token, kiosk)).toBe(401);
    expect(await statuses(other, [RIGHT, '246813'])).toEqual([403, 201]);
    expect(JSON.stringify(await site.db.rows('SELECT * FROM audit'))).not.toContain('246813');
    expect(await changeStaffPin(site.gateway.onedoor.dependencies, { ...given, number: 'nobody' })).toBeUndefined();
  });
});
