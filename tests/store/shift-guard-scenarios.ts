import { digest } from '../../bff/platform/crypto/cipher.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { onDutyPart } from '../../bff/scenes/identity/on-duty.ts';
import { closeShift, openShift } from '../../bff/scenes/identity/shifts.ts';
import { closeStaffSession, resolveStaff } from '../../bff/scenes/identity/staff.ts';
import { signedInStaff } from '../support/test-device.ts';
import { HOSPITAL } from '../support/test-gateway.ts';
import { expectEqual, expectTrue } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

const HALL = { hospitalId: HOSPITAL, campusRef: 'main' };

export const shiftGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'staff-present',
    guarantee: 'who signs out while they come on duty does not come on duty',
    async run({ gateway, db }) {
      const { dependencies } = gateway.onedoor;
      const caller = await signedIn(gateway);
      await closeStaffSession(dependencies, caller, 'req_test');
      expectEqual(await openShift(dependencies, caller, 'req_test'), undefined);
      expectEqual(await db.rows('SELECT id FROM shift'), []);
    },
  },
  {
    guard: 'shift-open',
    guarantee: 'a shift ends once, and is said once to have ended in the audit',
    async run({ gateway, db }) {
      const { dependencies } = gateway.onedoor;
      const caller = await signedIn(gateway);
      const shift = await openShift(dependencies, caller, 'req_test');
      const end = () => closeShift(dependencies, { id: shift?.id ?? '', caller, requestId: 'req_test' });
      await Promise.all([end(), end()]);
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'shift.end'")).length, 1);
    },
  },
  {
    guard: 'on-duty',
    guarantee: 'nothing is written for a member of staff who is not on duty in this hall',
    async run({ gateway }) {
      const { dependencies } = gateway.onedoor;
      const caller = await signedIn(gateway);
      const act = async (hall: typeof HALL) =>
        (await commit(dependencies, 'act', 'interactive', [onDutyPart(caller.staffId, hall, dependencies.clock.now())])).ok;
      expectEqual(await act(HALL), false);
      await openShift(dependencies, caller, 'req_test');
      expectTrue(await act(HALL), 'who is on duty may act');
      expectEqual(await act({ ...HALL, campusRef: 'elsewhere' }), false);
    },
  },
];

async function signedIn(gateway: GuardWorld['gateway']) {
  const { staff } = await signedInStaff(gateway);
  const caller = await resolveStaff(gateway.onedoor.dependencies, digest(staff['onedoor-staff'] ?? ''));
  if (!caller) throw new Error('nobody is signed in');
  return caller;
}
