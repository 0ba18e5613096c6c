import type { StaffCaller } from '../../bff/platform/http/context.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { countReadPart } from '../../bff/scenes/records/break-glass/break-glass-rows.ts';
import { reviewBreakGlass } from '../../bff/scenes/records/break-glass/review-break-glass.ts';
import { signedInStaff } from '../support/test-device.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { postAt } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';
import { useUp } from './limit-scenarios.ts';
import { expectRefused } from './payment-guard-scenarios.ts';

type Clinician = Awaited<ReturnType<typeof signedInStaff>>;

const open = ({ device, staff }: Clinician, person = 0) => {
  const { document } = testPatient(person).patient;
  const body = { person: { document }, reason: 'unconscious', words: '送来时叫不醒，不知道在吃什么药' };
  return postAt(device, '/v1/break-glass', body, staff);
};

/** A clinician who opened somebody's records. */
async function opened({ gateway }: GuardWorld) {
  const clinician = await signedInStaff(gateway, HOSPITAL, 'clinician');
  const { status, body } = await open(clinician);
  expectEqual(status, 201);
  return { clinician, id: String(body.id) };
}

function review({ gateway }: GuardWorld, id: string, staffId: string, verdict: 'justified' | 'not-justified') {
  const staff: StaffCaller = {
    staffId,
    role: 'reviewer',
    name: '李',
    hospitalId: HOSPITAL,
    deviceId: 'dev_1',
    tokenHash: 'hash',
    locked: false,
  };
  const said = { id, verdict, note: '看过病历' };
  return reviewBreakGlass(gateway.onedoor.dependencies, said, { staff, requestId: 'req_test' });
}

/** Guards of what is opened in an emergency. */
export const breakGlassGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'break-glass-once',
    guarantee: 'a clinician who asks twice at once opens somebody’s records once',
    async run({ gateway }) {
      const clinician = await signedInStaff(gateway, HOSPITAL, 'clinician');
      const statuses = (await Promise.all([open(clinician), open(clinician)])).map(({ status }) => status);
      expectEqual(statuses.sort(), [200, 201]);
    },
  },
  {
    guard: 'break-glass-open',
    guarantee: 'what was opened in an emergency is read by whoever opened it, and not after its time',
    async run(world) {
      const { clinician, id } = await opened(world);
      const { dependencies } = world.gateway.onedoor;
      const now = dependencies.clock.now();
      const read = (staffId: string, at: number) =>
        commit(dependencies, 'read', 'access', [countReadPart({ id, staffId, now: at })]).then(({ ok }) => ok);
      expectEqual(
        [
          await read(clinician.staffId, now),
          await read('stf_other', now),
          await read(clinician.staffId, now + 4 * 3_600_000 + 10_000),
        ],
        [true, false, false],
      );
    },
  },
  {
    guard: 'break-glass-unreviewed',
    guarantee: 'what was opened in an emergency is reviewed once, and never by whoever opened it',
    async run(world) {
      const { clinician, id } = await opened(world);
      expectEqual('problem' in (await review(world, id, clinician.staffId, 'justified')), true);
      const { staffId } = await signedInStaff(world.gateway, HOSPITAL, 'reviewer');
      await review(world, id, staffId, 'not-justified');
      await review(world, id, staffId, 'justified');
      const said = `SELECT reason FROM audit WHERE action = 'break-glass.review'`;
      expectEqual(await world.db.rows(said), [{ reason: 'not-justified' }]);
    },
  },
  {
    guard: 'break_glass_two_people',
    guarantee: 'no row says that somebody reviewed what they opened themselves',
    async run(world) {
      await opened(world);
      await expectRefused(
        world,
        "UPDATE break_glass SET reviewed_by = staff_id, reviewed_at = opened_at, verdict = 'justified', sealed_note = sealed",
      );
    },
  },
  {
    guard: 'break-glass-left-today',
    guarantee: 'a clinician opens the records of no more people in a day than the bound says',
    async run(world) {
      const { clinician } = await opened(world);
      await useUp(world, 'breakGlassOfDay', 10);
      expectEqual((await open(clinician, 1)).status, 429);
    },
  },
  {
    guard: 'break-glass-tries-left',
    guarantee: 'a clinician asks for no more people in a day than the bound says, whoever is found',
    async run(world) {
      const { clinician } = await opened(world);
      await useUp(world, 'breakGlassTries', 30);
      expectEqual((await open(clinician, 1)).status, 429);
    },
  },
];
