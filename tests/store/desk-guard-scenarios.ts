import { digest } from '../../bff/platform/crypto/cipher.ts';
import type { StaffCaller } from '../../bff/platform/http/context.ts';
import { limits } from '../../bff/platform/limits/limits.ts';
import { callTicket } from '../../bff/scenes/desk/call-ticket.ts';
import { endTicket } from '../../bff/scenes/desk/end-ticket.ts';
import { today } from '../../bff/scenes/identity/dependencies.ts';
import { resolveStaff } from '../../bff/scenes/identity/staff.ts';
import { enrolTestDevice, signedInStaff } from '../support/test-device.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { bearer, postAt } from '../support/test-people.ts';
import { laboratoryValue, reportOf } from '../support/test-reports.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';
import { useUp } from './limit-scenarios.ts';

type Clerk = Awaited<ReturnType<typeof signedInStaff>>;

async function onDuty(gateway: GuardWorld['gateway']): Promise<Clerk> {
  const clerk = await signedInStaff(gateway);
  await postAt(clerk.device, '/v1/shifts', {}, clerk.staff);
  return clerk;
}

const draw = ({ device, staff }: Clerk) => postAt(device, '/v1/desk/tickets', { priority: false }, staff);
const call = ({ device, staff }: Clerk) => postAt(device, '/v1/desk/tickets/next', { counter: '3' }, staff);
const hallNow = (gateway: GuardWorld['gateway']) => ({
  hospitalId: HOSPITAL,
  campusRef: 'main',
  day: today(gateway.onedoor.dependencies.clock.now()),
});

async function callerOf(gateway: GuardWorld['gateway'], { staff }: Clerk): Promise<StaffCaller> {
  const caller = await resolveStaff(gateway.onedoor.dependencies, digest(staff['onedoor-staff'] ?? ''));
  if (!caller) throw new Error('nobody is signed in');
  return caller;
}

/** Guards of the numbers at a desk. */
export const deskGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'ticket-waits',
    guarantee: 'two clerks who call at once never get the same number',
    async run({ gateway }) {
      const clerks = [await onDuty(gateway), await onDuty(gateway)] as const;
      await draw(clerks[0]);
      await draw(clerks[0]);
      const { dependencies } = gateway.onedoor;
      const callers = await Promise.all(clerks.map((one) => callerOf(gateway, one)));
      const order = { hall: hallNow(gateway), counter: '3', serving: undefined, requestId: 'req_test' };
      const called = await Promise.all(callers.map((staff) => callTicket(dependencies, { ...order, staff })));
      expectEqual(called.map((row) => row && 'number' in row && Number(row.number)).sort(), [1, 2]);
    },
  },
  {
    guard: 'ticket-open',
    guarantee: 'a number that has been served is not ended once more, by whoever ends it at the same moment',
    async run({ gateway, db }) {
      const [clerk, other] = [await onDuty(gateway), await onDuty(gateway)];
      await draw(clerk);
      const { body } = await call(clerk);
      const { dependencies } = gateway.onedoor;
      const callers = await Promise.all([clerk, other].map((one) => callerOf(gateway, one)));
      const order = { id: String(body.id), outcome: 'served', hall: hallNow(gateway), requestId: 'req_test' } as const;
      await Promise.all(callers.map((staff) => endTicket(dependencies, { ...order, staff })));
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'ticket.end'")).length, 1);
    },
  },
  {
    guard: 'tickets-left-of-device',
    guarantee: 'a device that has drawn its tickets of an hour draws no more',
    async run(world) {
      const clerk = await onDuty(world.gateway);
      expectEqual((await draw(clerk)).status, 201);
      await useUp(world, 'ticketsOfDevice', limits.ticketsOfDevice.figure);
      expectEqual((await draw(clerk)).status, 429);
    },
  },
  {
    guard: 'tickets-left-of-hall',
    guarantee: 'a hall that has had its tickets of a day has no more, at whatever device',
    async run({ gateway }) {
      const { store, ids, clock } = gateway.onedoor.dependencies;
      const clerk = await onDuty(gateway);
      expectEqual((await draw(clerk)).status, 201);
      const parts = [{ sql: 'UPDATE desk_day SET last_number = ?', parameters: [limits.ticketsOfHall.figure] }];
      await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'interactive', deadline: clock.now() + 5_000, parts });
      const other = await enrolTestDevice(gateway);
      expectEqual((await draw({ ...clerk, device: other, staff: {} })).status, 429);
    },
  },
  {
    guard: 'prints-left-today',
    guarantee: 'a clerk prints results no more often in a day than the bound says',
    async run(world) {
      const { gateway } = world;
      const { id, patient } = testPatient(0);
      const issuedAt = gateway.onedoor.dependencies.clock.now();
      await gateway.hospital.records?.issue({ patient }, reportOf(issuedAt, [laboratoryValue('14749-6', '5.5', 'mmol/L')]));
      const { device, staff } = await signedInStaff(gateway);
      const paper = { document: patient.document, reason: '看过证件原件', carrier: 'bearer' };
      const served = await postAt(device, '/v1/desk/patients', paper, staff);
      expectEqual(served.body.patientId, id);
      const print = async () =>
        (await postAt(device, '/v1/desk/results/print', { results: 'all' }, { ...staff, ...bearer(served) })).status;
      expectEqual(await print(), 200);
      await useUp(world, 'printsOfClerk', limits.printsOfClerk.figure);
      expectEqual(await print(), 429);
    },
  },
];
