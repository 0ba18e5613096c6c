import { limits } from '../../bff/platform/limits/limits.ts';
import type { Unit } from '../../bff/platform/store/store.ts';
import { enrolTestDevice } from '../support/test-device.ts';
import { type TestGateway, testPatient } from '../support/test-gateway.ts';
import { agreed, cardOf, codeFor, personOf, post, putDown } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

const PHONE = '13900000001';
const CARD = cardOf(1);

/** Does something else right before the first unit of this name is committed: what the unit's request had looked at is no longer so. */
export function before(gateway: TestGateway, name: string, meanwhile: () => Promise<unknown>): void {
  const { store } = gateway.onedoor.dependencies;
  const { commit } = store;
  let done = false;
  store.commit = async (unit: Unit) => {
    if (unit.name === name && !done) {
      done = true;
      await meanwhile();
    }
    return commit.call(store, unit);
  };
}

async function withdraw({ gateway }: GuardWorld, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { items } = (await (await gateway.request('/v1/consents', { headers })).json()) as { items: { id: string }[] };
  await gateway.request(`/v1/consents/${items[0]?.id}/withdraw`, { method: 'POST', body: '{}', headers });
}

async function byCode(gateway: TestGateway, more: Record<string, unknown> = {}) {
  const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(gateway, PHONE) };
  return post(gateway, '/v1/sessions', { evidence, carrier: 'bearer', ...more });
}

async function claim(gateway: TestGateway) {
  return byCode(gateway, { person: personOf(CARD), consents: await agreed(gateway) });
}

async function write({ gateway, db }: GuardWorld, sql: string): Promise<void> {
  const { ids, clock } = gateway.onedoor.dependencies;
  const unit = { id: ids.next('unt'), name: 'probe', lane: 'background', deadline: clock.now() + 5_000 } as const;
  await db.store.commit({ ...unit, parts: [{ sql, parameters: [] }] });
}

/** Who is who, and what their evidence allows, at the moment of the unit. */
export const identityGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'session-lives',
    guarantee: 'of two sessions that end each other at once one stays',
    async run({ gateway }) {
      const patientId = testPatient(0).id;
      const [one, other] = [await gateway.signIn(patientId), await gateway.signIn(patientId)];
      const endOthers = (token: string) => post(gateway, '/v1/sessions/end-others', {}, { authorization: `Bearer ${token}` });
      before(gateway, 'end-sessions', () => endOthers(other));
      await endOthers(one);
      // What the second one ended ends nothing any more, so the second one is still there.
      expectEqual((await endOthers(other)).status, 200);
      expectEqual((await endOthers(one)).status, 401);
    },
  },
  {
    guard: 'right-to-act',
    guarantee: 'nothing is booked once the session or the consent has ended, however short before',
    async run(world) {
      const { gateway } = world;
      const { slotId } = await gateway.openSlot(1);
      const patientId = testPatient(0).id;
      const token = await gateway.signIn(patientId);
      before(gateway, 'book-appointment', () => withdraw(world, token));
      const reply = await gateway.book({ slotId, patientId, token, key: 'a-moment-too-late' });
      expectEqual(reply.status, 401);
      expectEqual((await gateway.hospital.requestsSeen()).writes, 0);
    },
  },
  {
    guard: 'patient-stands',
    guarantee: 'no session is opened for somebody who withdraws at that moment',
    async run(world) {
      const { gateway, db } = world;
      const patientId = testPatient(0).id;
      const token = await gateway.signIn(patientId);
      before(gateway, 'open-session', () => withdraw(world, token));
      const reply = await post(gateway, '/v1/sessions', { evidence: { kind: 'demo', patientId } });
      expectEqual([reply.status, reply.body.code], [409, 'consent-required']);
      expectEqual(await db.rows('SELECT token_hash FROM session WHERE ended_at IS NULL'), []);
    },
  },
  {
    guard: 'phone-bound',
    guarantee: 'a code opens nothing once its phone was taken from the registration',
    async run(world) {
      await claim(world.gateway);
      before(world.gateway, 'open-session', () => write(world, 'UPDATE patient_phone SET ended_at = 1'));
      const reply = await byCode(world.gateway);
      expectEqual([reply.status, reply.body.code], [409, 'registration-required']);
    },
  },
  {
    guard: 'phone-room',
    guarantee: 'one phone opens no more people than a family has',
    async run(world) {
      await claim(world.gateway);
      for (let more = 1; more < limits.peopleOfPhone.figure; more += 1)
        await write(
          world,
          `INSERT INTO patient_phone SELECT 'phn_${more}', patient_id, phone_index, masked_phone, bound_at, held_at, NULL FROM patient_phone LIMIT 1`,
        );
      const other = { person: personOf(cardOf(2)), consents: await agreed(world.gateway) };
      const reply = await byCode(world.gateway, other);
      expectEqual([reply.status, reply.body.code], [409, 'phone-full']);
    },
  },
  {
    guard: 'claim-stands',
    guarantee: 'a claim is taken over once, and said so once in the audit',
    async run({ gateway, db }) {
      const device = await enrolTestDevice(gateway);
      await putDown(gateway, device, CARD);
      await claim(gateway);
      before(gateway, 'open-session', () => putDown(gateway, device, CARD));
      const reply = await putDown(gateway, device, CARD);
      expectEqual(reply.status, 201);
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'claim.take-over'")).length, 1);
    },
  },
  {
    guard: 'patient_document_proved',
    guarantee: 'one document is one person, also when two readings of it register at once',
    async run({ gateway, db }) {
      const device = await enrolTestDevice(gateway);
      before(gateway, 'open-session', () => putDown(gateway, device, CARD));
      await putDown(gateway, device, CARD);
      expectEqual(await db.rows("SELECT count(*) AS n FROM patient_document WHERE masked_number LIKE '319%'"), [{ n: 1 }]);
    },
  },
];
