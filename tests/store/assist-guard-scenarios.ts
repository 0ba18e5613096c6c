import { actOnGlass } from '../../bff/scenes/assist/act.ts';
import { selectAssist } from '../../bff/scenes/assist/assist-rows.ts';
import { callForHelp } from '../../bff/scenes/assist/call-for-help.ts';
import { endAssistNow } from '../../bff/scenes/assist/end-assist.ts';
import { acceptJoin } from '../../bff/scenes/assist/join-assist.ts';
import { assistDependenciesOf } from '../scenes/assist/assist-dependencies.ts';
import { enrolTestDevice, signedInStaff, type TestDevice } from '../support/test-device.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { agreed, bearer, cardOf, fresh, postAt, type Reply } from '../support/test-people.ts';
import { blindOnce, rowsSeen } from './blind-store.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';
import { useUp } from './limit-scenarios.ts';

type Helper = Awaited<ReturnType<typeof signedInStaff>>;

const CALL = { step: 'home', language: 'zh' } as const;

export const assistGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'help-call-free',
    guarantee: 'a press that comes while another one is being written is the same call',
    async run({ gateway }) {
      const kiosk = await enrolTestDevice(gateway);
      await helperOf(gateway);
      const dependencies = assistDependenciesOf(gateway);
      const press = { ...CALL, deviceId: kiosk.id, cause: 'pressed', requestId: 'req_test' } as const;
      const first = await callForHelp(dependencies, press);
      const store = blindOnce(dependencies.store, 'from "help_call"', []);
      const second = await callForHelp({ ...dependencies, store }, press);
      expectEqual('made' in first && 'made' in second && [first.made, second.made], [true, false]);
      expectEqual('row' in first && 'row' in second && first.row.id === second.row.id, true);
    },
  },
  {
    guard: 'help-call-open',
    guarantee: 'a call that ended while a red flag came is not made urgent; another one is made',
    async run({ gateway }) {
      const kiosk = await enrolTestDevice(gateway);
      await helperOf(gateway);
      const dependencies = assistDependenciesOf(gateway);
      const flag = { ...CALL, deviceId: kiosk.id, cause: 'red-flag', requestId: 'req_test' } as const;
      const { body } = await postAt(kiosk, '/v1/help-calls', CALL);
      const seen = await rowsSeen(dependencies.store, 'from "help_call"', (store) =>
        callForHelp({ ...dependencies, store }, { ...flag, cause: 'pressed' }),
      );
      await postAt(kiosk, `/v1/help-calls/${body.id}/end`, {});
      const store = blindOnce(dependencies.store, 'from "help_call"', seen);
      const called = await callForHelp({ ...dependencies, store }, flag);
      expectEqual('made' in called && called.made, true);
    },
  },
  {
    guard: 'help-calls-left',
    guarantee: 'a kiosk whose calls of the hour are used up makes no other',
    async run(world) {
      const kiosk = await enrolTestDevice(world.gateway);
      await helperOf(world.gateway);
      const { body } = await postAt(kiosk, '/v1/help-calls', CALL);
      await postAt(kiosk, `/v1/help-calls/${body.id}/end`, {});
      await useUp(world, 'helpCallsOfDevice', 12);
      expectEqual((await postAt(kiosk, '/v1/help-calls', CALL)).status, 429);
    },
  },
  {
    guard: 'help-call-unanswered',
    guarantee: 'of two who say at once that they come one has the call',
    async run({ gateway }) {
      const kiosk = await enrolTestDevice(gateway);
      const helpers = [await helperOf(gateway), await helperOf(gateway)];
      const { body } = await postAt(kiosk, '/v1/help-calls', CALL);
      const said = await Promise.all(helpers.map((helper) => by(helper, `/v1/help-calls/${body.id}/answer`)));
      expectEqual(said.map(({ status }) => status).sort(), [200, 409]);
    },
  },
  {
    guard: 'assist-lives',
    guarantee: 'a session ends once, and is said once to have ended in the audit',
    async run({ gateway, db }) {
      const { id } = await helped(await enrolTestDevice(gateway), await helperOf(gateway));
      const dependencies = assistDependenciesOf(gateway);
      const [row] = await dependencies.store.read(selectAssist({ id, now: dependencies.clock.now() }));
      if (!row) throw new Error('nobody is helped');
      const ending = { actor: { kind: 'staff', id: row.staffId }, requestId: 'req_test' } as const;
      await endAssistNow(dependencies, row, 'helped', ending);
      await endAssistNow(dependencies, row, 'helped', ending);
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'assist.end'")).length, 1);
    },
  },
  {
    guard: 'assist-free',
    guarantee: 'a helper who asks at two kiosks at once helps at one',
    async run({ gateway }) {
      const kiosks = [await enrolTestDevice(gateway), await enrolTestDevice(gateway)];
      const helper = await helperOf(gateway);
      const calls = await Promise.all(kiosks.map((kiosk) => postAt(kiosk, '/v1/help-calls', CALL)));
      const joins = await Promise.all(calls.map((call) => join(helper, call)));
      expectEqual(joins.map(({ status }) => status).sort(), [201, 409]);
    },
  },
  {
    guard: 'assist-asked',
    guarantee: 'a yes that is pressed twice is one yes',
    async run({ gateway, db }) {
      const kiosk = await enrolTestDevice(gateway);
      const { body } = await join(await helperOf(gateway), await postAt(kiosk, '/v1/help-calls', CALL));
      const dependencies = assistDependenciesOf(gateway);
      const said = { id: String(body.id), deviceId: kiosk.id, caller: undefined, requestId: 'req_test' };
      const seen = await rowsSeen(dependencies.store, 'from "assist_session"', (store) =>
        acceptJoin({ ...dependencies, store }, said),
      );
      await acceptJoin(
        { ...dependencies, store: blindOnce(dependencies.store, 'from "assist_session"', seen.slice(0, 1)) },
        said,
      );
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'assist.accept'")).length, 1);
    },
  },
  {
    guard: 'join-tries-left',
    guarantee: 'a helper whose codes of the hour are used up joins with the right one neither',
    async run(world) {
      const kiosk = await enrolTestDevice(world.gateway);
      const helper = await helperOf(world.gateway);
      const call = await postAt(kiosk, '/v1/help-calls', CALL);
      await by(helper, '/v1/assist-sessions', { helpCallId: call.body.id, code: wrongFor(call) });
      await useUp(world, 'joinTries', 30);
      expectEqual((await join(helper, await postAt(kiosk, '/v1/help-calls', CALL))).status, 429);
    },
  },
  {
    guard: 'assist-runs',
    guarantee: 'an act that was under way when the patient went on alone does nothing',
    async run({ gateway, db }) {
      const kiosk = await enrolTestDevice(gateway);
      const helper = await helperOf(gateway);
      const { id } = await helped(kiosk, helper);
      const dependencies = assistDependenciesOf(gateway);
      const order = { id, act: { kind: 'language', language: 'en' }, staff: callerOf(helper), requestId: 'req_test' } as const;
      const seen = await rowsSeen(dependencies.store, 'from "assist_session"', (store) =>
        actOnGlass({ ...dependencies, store }, order),
      );
      await postAt(kiosk, `/v1/assist-sessions/${id}/end`, { outcome: 'alone' });
      await actOnGlass({ ...dependencies, store: blindOnce(dependencies.store, 'from "assist_session"', seen) }, order);
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'assist.language'")).length, 1);
    },
  },
  {
    guard: 'patient-present',
    guarantee: 'nobody books in a session in which a helper had a hand since the card was shown',
    async run({ gateway, db }) {
      const kiosk = await enrolTestDevice(gateway);
      const helper = await helperOf(gateway);
      const { id: patientId } = testPatient(0);
      const evidence = { kind: 'demo', patientId };
      const patient = await postAt(kiosk, '/v1/sessions', { evidence, carrier: 'bearer' });
      await helped(kiosk, helper, bearer(patient));
      const { slotId } = await gateway.openSlot(1);
      const { body } = await postAt(kiosk, '/v1/appointments', { slotId, patientId }, fresh(bearer(patient)));
      expectEqual([body.code, (await db.rows('SELECT id FROM appointment')).length], ['presence-required', 0]);
    },
  },
  {
    guard: 'shown-since',
    guarantee: 'a document that was read before a helper had a hand in opens no session',
    async run({ gateway }) {
      const kiosk = await enrolTestDevice(gateway);
      await helped(kiosk, await helperOf(gateway));
      const now = Math.floor(gateway.onedoor.dependencies.clock.now() / 1000);
      const consents = await agreed(gateway);
      const shown = async (iat: number) => {
        const document = await kiosk.read(cardOf(1), { iat });
        return postAt(kiosk, '/v1/sessions', { evidence: { kind: 'document-read', document }, consents, carrier: 'bearer' });
      };
      expectEqual((await shown(now - 30)).body.code, 'evidence-refused');
      expectEqual((await shown(now + 2)).status, 201);
    },
  },
];

async function helperOf(gateway: GuardWorld['gateway']): Promise<Helper> {
  const helper = await signedInStaff(gateway, HOSPITAL, 'volunteer');
  await by(helper, '/v1/shifts');
  return helper;
}

function by({ device, staff }: Helper, path: string, body: unknown = {}): Promise<Reply> {
  return postAt(device, path, body, staff);
}

function join(helper: Helper, { body }: Reply): Promise<Reply> {
  return by(helper, '/v1/assist-sessions', { helpCallId: body.id, code: (body.join as { code: string }).code });
}

function wrongFor({ body }: Reply): string {
  return String((Number((body.join as { code: string }).code) + 1) % 1_000_000).padStart(6, '0');
}

/** A session that the patient said yes to. */
async function helped(kiosk: TestDevice, helper: Helper, patient: Record<string, string> = {}): Promise<{ readonly id: string }> {
  const { body } = await join(helper, await postAt(kiosk, '/v1/help-calls', CALL));
  await postAt(kiosk, `/v1/assist-sessions/${body.id}/accept`, {}, patient);
  return { id: String(body.id) };
}

function callerOf({ staffId, device }: Helper) {
  return {
    staffId,
    role: 'volunteer',
    name: '',
    hospitalId: HOSPITAL,
    deviceId: device.id,
    tokenHash: '',
    locked: false,
  } as const;
}
