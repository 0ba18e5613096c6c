import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StaffRole } from '../../../bff/contract/access.ts';
import { importHospitals } from '../../../bff/scenes/directory/import-hospitals.ts';
import { revokeDevice } from '../../../bff/scenes/identity/devices.ts';
import { onDuty } from '../../../bff/scenes/identity/on-duty.ts';
import { forgetShifts } from '../../../bff/scenes/identity/shifts.ts';
import { changeStaffPin, removeStaff } from '../../../bff/scenes/identity/staff.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../../support/test-device.ts';
import { HOSPITAL, hospitalEntry } from '../../support/test-gateway.ts';
import { postAt, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const SHIFT_MS = 12 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const PIN = '135790';
const HALL = { hospitalId: HOSPITAL, campusRef: 'main' };

type Member = Awaited<ReturnType<typeof signedInStaff>>;

describe.each(SAMPLED_ENGINES)('%s: shifts', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { patients: 0 });
  });
  afterEach(() => site.stop());

  const come = (role: StaffRole = 'volunteer'): Promise<Member> => signedInStaff(site.gateway, undefined, role);
  const open = ({ device, staff }: Member) => postAt(device, '/v1/shifts', {}, staff);
  const end = ({ device, staff }: Member, id: unknown) => postAt(device, `/v1/shifts/${id}/end`, {}, staff);
  const list = async ({ device, staff }: Member, query = '') =>
    replyOf(await device.request(`/v1/shifts${query}`, { headers: staff }));
  const idsOf = ({ body }: Awaited<ReturnType<typeof list>>) => (body.items as { id: string }[]).map(({ id }) => id);
  const signInAt = async ({ number, staffId }: Member, device: TestDevice): Promise<Member> => {
    const { body } = await postAt(device, '/v1/staff-sessions', { number, pin: PIN, carrier: 'bearer' });
    return { device, staff: { 'onedoor-staff': String(body.token) }, staffId, number };
  };
  const here = async (roles: readonly StaffRole[] = ['volunteer', 'clerk', 'cashier', 'reviewer']) =>
    (await onDuty(site.gateway.onedoor.dependencies, HALL, roles)).map(({ staffId }) => staffId);
  const openInDatabase = () => site.db.rows('SELECT id FROM shift WHERE ended_at IS NULL');

  it('a shift is in the hall of the device where its member signed in, for twelve hours', async () => {
    const member = await come();
    const { status, body } = await open(member);
    expect(status).toBe(201);
    expect(body).toMatchObject({ staffId: member.staffId, name: '小李', role: 'volunteer', hospital: HOSPITAL, ended: false });
    expect(Date.parse(String(body.since))).toBe(site.clock.now());
    expect(Date.parse(String(body.until))).toBe(site.clock.now() + SHIFT_MS);
    expect(await onDuty(site.gateway.onedoor.dependencies, HALL, ['volunteer'])).toMatchObject([
      { shiftId: body.id, staffId: member.staffId, role: 'volunteer', deviceId: member.device.id },
    ]);
  });

  it('who is on duty is told by hall and by role', async () => {
    const [volunteer, cashier] = [await come(), await come('cashier')];
    await open(volunteer);
    await site.clock.leap(1_000);
    await open(cashier);
    expect(await here()).toEqual([cashier.staffId, volunteer.staffId]);
    expect(await here(['volunteer'])).toEqual([volunteer.staffId]);
    expect(await onDuty(site.gateway.onedoor.dependencies, { ...HALL, campusRef: 'other' }, ['volunteer'])).toEqual([]);
  });

  it('a member of staff has one shift: another one ends the former, also when both are opened at the same moment', async () => {
    const member = await come();
    const first = (await open(member)).body.id;
    await site.clock.leap(1_000);
    const elsewhere = await signInAt(member, await enrolTestDevice(site.gateway));
    const second = (await open(elsewhere)).body.id;
    expect(second).not.toBe(first);
    expect(await openInDatabase()).toEqual([{ id: second }]);
    await Promise.all([open(member), open(elsewhere), open(member)]);
    expect((await openInDatabase()).length).toBe(1);
  });

  it('a shift is ended by its member, and by a clerk of the hospital; by nobody else, and twice is no error', async () => {
    const [member, colleague, clerk] = [await come(), await come(), await come('clerk')];
    const { id } = (await open(member)).body;
    expect((await end(colleague, id)).status).toBe(404);
    expect(await here()).toEqual([member.staffId]);
    await site.clock.leap(1_000);
    const ended = await end(clerk, id);
    expect([ended.status, ended.body.ended, Date.parse(String(ended.body.until))]).toEqual([200, true, site.clock.now()]);
    expect((await end(member, id)).body).toEqual(ended.body);
    expect(await here()).toEqual([]);
    const audit = await site.db.rows("SELECT actor_id, subject_id FROM audit WHERE action = 'shift.end'");
    expect(audit).toEqual([{ actor_id: clerk.staffId, subject_id: member.staffId }]);
  });

  it('a shift that nobody ends is over after twelve hours', async () => {
    const member = await come();
    const { id } = (await open(member)).body;
    await site.clock.leap(SHIFT_MS - 1);
    expect(await here()).toEqual([member.staffId]);
    await site.clock.leap(1);
    expect(await here()).toEqual([]);
    expect((await end(await signInAt(member, member.device), id)).body.ended).toBe(true);
  });

  it('a shift goes on while the session in which it was opened is locked, and after it was ended', async () => {
    const member = await come();
    await open(member);
    await site.clock.leap(60_000);
    expect(await here()).toEqual([member.staffId]);
    await member.device.request('/v1/staff-sessions/current', { method: 'DELETE', headers: member.staff });
    expect(await here()).toEqual([member.staffId]);
  });

  it('a shift is over when its member is removed, gets another PIN, or the device where they came on duty is revoked', async () => {
    const { dependencies } = site.gateway.onedoor;
    const [removed, changed, lost] = [await come(), await come(), await come()];
    for (const member of [removed, changed, lost]) await open(member);
    await removeStaff(dependencies, { hospitalId: HOSPITAL, number: removed.number, requestId: 'req_test' });
    await changeStaffPin(dependencies, { hospitalId: HOSPITAL, number: changed.number, pin: '246813', requestId: 'req_test' });
    await revokeDevice(dependencies, { id: lost.device.id, reason: 'stolen', requestId: 'req_test' });
    expect(await here()).toEqual([]);
  });

  it('a clerk sees who is on duty in the hospital, page by page, the last one to come first; everybody else their own shift', async () => {
    const clerk = await come('clerk');
    const opened: string[] = [];
    let last = clerk;
    for (let count = 0; count < 3; count += 1) {
      last = await come();
      opened.unshift(String((await open(last)).body.id));
      await site.clock.leap(1_000);
    }
    const first = await list(clerk, '?limit=2');
    expect(idsOf(first)).toEqual(opened.slice(0, 2));
    const rest = await list(clerk, String(first.body.next).replace('/v1/shifts', ''));
    expect([idsOf(rest), rest.body.next]).toEqual([opened.slice(2), undefined]);
    expect(idsOf(await list(last))).toEqual(opened.slice(0, 1));
    expect(idsOf(await list(await come('cashier')))).toEqual([]);
  });

  it('a clerk of another hospital neither sees nor ends a shift', async () => {
    const { id } = (await open(await come())).body;
    const { dependencies } = site.gateway.onedoor;
    await importHospitals(dependencies, [hospitalEntry(HOSPITAL), hospitalEntry('test-second')]);
    const stranger = await signedInStaff(site.gateway, 'test-second');
    expect(idsOf(await list(stranger))).toEqual([]);
    expect((await end(stranger, id)).status).toBe(404);
    expect(await openInDatabase()).toEqual([{ id }]);
    expect((await open(stranger)).body.hospital).toBe('test-second');
    expect(await here(['clerk']), 'of this hall').toEqual([]);
  });

  it('a shift is forgotten a day after it was to be over, and not before', async () => {
    await open(await come());
    const forget = async () => {
      const { store, ids, clock } = site.gateway.onedoor.dependencies;
      const parts = [forgetShifts(clock.now())];
      await store.commit({ id: ids.inOrder('unt'), name: 'forget', lane: 'background', deadline: clock.now() + 5_000, parts });
      return (await site.db.rows('SELECT id FROM shift')).length;
    };
    await site.clock.leap(SHIFT_MS + DAY_MS);
    expect(await forget()).toBe(1);
    await site.clock.leap(1);
    expect(await forget()).toBe(0);
  });
});
