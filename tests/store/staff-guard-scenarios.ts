import type { Answer } from '../../bff/platform/http/reply.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { linkPatients, unlinkPatients } from '../../bff/scenes/identity/link-patients.ts';
import { openStaffSession, removeStaff } from '../../bff/scenes/identity/staff.ts';
import { signedInStaff } from '../support/test-device.ts';
import { HOSPITAL } from '../support/test-gateway.ts';
import { cardOf, putDown } from '../support/test-people.ts';
import { blindOnce, spied } from './blind-store.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

type Staff = Awaited<ReturnType<typeof signedInStaff>>;

export const staffGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'link-proposal-new',
    guarantee: 'what a colleague proposed a moment ago is confirmed, not proposed over',
    async run({ gateway }) {
      const { say, staff } = await twoRegistrations(gateway, 2);
      expectEqual(statusOf(await say(staff[0])), 202);
      const nothing = blindOnce(gateway.onedoor.dependencies.store, 'from "patient_link_proposal"', []);
      expectEqual(statusOf(await say(staff[1], nothing)), 201);
    },
  },
  {
    guard: 'link-proposal-open',
    guarantee: 'a proposal that was used up links nobody a second time',
    async run({ gateway, db }) {
      const { say, staff } = await twoRegistrations(gateway, 3);
      const { store } = gateway.onedoor.dependencies;
      await say(staff[0]);
      const seen: unknown[] = [];
      const watching = spied(store, 'from "patient_link_proposal"', (rows) => seen.push(...rows));
      const linked = await say(staff[1], watching);
      const { id = '' } = ('body' in linked ? linked.body : {}) as { id?: string };
      const order = { id, reason: 'they are two', staff: callerOf(staff[2]), requestId: 'req_test' };
      await unlinkPatients(gateway.onedoor.dependencies, order);
      expectEqual(statusOf(await say(staff[2], blindOnce(store, 'from "patient_link_proposal"', seen))), 202);
      expectEqual(await db.rows('SELECT id FROM patient_link WHERE live = 1'), []);
    },
  },
  {
    guard: 'staff-active',
    guarantee: 'a member of staff is removed once, and said so once in the audit',
    async run({ gateway, db }) {
      const { number } = await signedInStaff(gateway);
      const remove = () => removeStaff(gateway.onedoor.dependencies, { hospitalId: HOSPITAL, number, requestId: 'req_test' });
      await Promise.all([remove(), remove()]);
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'staff.remove'")).length, 1);
    },
  },
  {
    guard: 'staff-unchanged',
    guarantee: 'who is removed while their PIN is being compared is not signed in',
    async run({ gateway }) {
      const { dependencies } = gateway.onedoor;
      const { number, device } = await signedInStaff(gateway);
      const at = { id: device.id, kind: 'kiosk', hospitalId: HOSPITAL, thumbprint: '' } as const;
      const seen: unknown[] = [];
      const given = { number, pin: '135790', device: at, requestId: 'req_test' };
      const watching = spied(dependencies.store, 'from "staff"', (rows) => seen.push(...rows));
      await openStaffSession({ ...dependencies, store: watching }, given);
      await removeStaff(dependencies, { hospitalId: HOSPITAL, number, requestId: 'req_test' });
      const stale = blindOnce(dependencies.store, 'from "staff"', seen);
      expectEqual(await openStaffSession({ ...dependencies, store: stale }, given), undefined);
    },
  },
];

/** Two registrations that may be one person, staff of the hospital where both have been, and what each of the staff says of them. */
async function twoRegistrations(gateway: GuardWorld['gateway'], size: number) {
  const staff: Staff[] = [];
  for (let count = 0; count < size; count += 1) staff.push(await signedInStaff(gateway));
  const ids: string[] = [];
  for (const card of [cardOf(1), cardOf(2, { type: 'passport', number: 'E12345678' })]) {
    const at = staff[0]?.device;
    if (at) ids.push(String((await putDown(gateway, at, card)).body.patientId));
  }
  const [patientId = '', otherId = ''] = ids;
  let said = 0;
  const say = (by: Staff | undefined, store: Store = gateway.onedoor.dependencies.store): Promise<Answer> => {
    said += 1;
    const caller = callerOf(by);
    const request = { subject: caller.staffId, route: 'link', key: `key-number-${said}`, bodyHash: `${said}` };
    const order = { patientId, otherId, reason: 'two documents', staff: caller, request, requestId: 'req_test' };
    return linkPatients({ ...gateway.onedoor.dependencies, store }, order);
  };
  return { staff, say };
}

function callerOf(staff: Staff | undefined) {
  if (!staff) throw new Error('nobody');
  const { staffId, device } = staff;
  return { staffId, role: 'clerk', name: '', hospitalId: HOSPITAL, deviceId: device.id, tokenHash: '', locked: false } as const;
}

function statusOf(answer: Answer): number {
  return 'status' in answer ? answer.status : 0;
}
