import { commit } from '../../bff/platform/store/commit.ts';
import type { Part } from '../../bff/platform/store/store.ts';
import { closeUnreached } from '../../bff/scenes/messages/call-list.ts';
import { moveAttemptPart, readMessage } from '../../bff/scenes/messages/message-rows.ts';
import { readPreferences, savePreferencesPart } from '../../bff/scenes/messages/preference-rows.ts';
import { messageParts } from '../../bff/scenes/messages/write-message.ts';
import { signedInStaff } from '../support/test-device.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { agreed, cardOf, codeFor, personOf, post } from '../support/test-people.ts';
import { expectEqual, expectTrue } from './expectations.ts';
import { attempt, type GuardScenario, type GuardWorld } from './guard-world.ts';

const PHONE = '13900000001';

export const messageGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'message-moved',
    guarantee: 'a message that somebody else took on is not taken on again from where it was',
    async run(world) {
      const { store } = world.gateway.onedoor.dependencies;
      const message = await readMessage(store, (await booked(world, await withPhone(world))).messageId);
      if (!message) throw new Error('no message');
      const sent = { ...message, attempt: 'failed', sends: message.sends + 1 } as const;
      const first = await write(world, [moveAttemptPart(message, sent)]);
      expectEqual([first, await write(world, [moveAttemptPart(message, sent)])], [true, false]);
    },
  },
  {
    guard: 'message-unreached',
    guarantee: 'whom nothing reached is taken off the list of calls once, and said so once in the audit',
    async run(world) {
      const { dependencies } = world.gateway.onedoor;
      const { staffId, device } = await signedInStaff(world.gateway, undefined, 'clerk');
      const { id: patientId } = testPatient(0);
      const { appointmentId } = await booked(world, { patientId, token: await world.gateway.signIn(patientId) });
      const id = await told(world, appointmentId, 9);
      expectEqual(await settled(world, id), 'unreached');
      const staff = {
        staffId,
        role: 'clerk',
        name: '',
        hospitalId: HOSPITAL,
        deviceId: device.id,
        tokenHash: '',
        locked: false,
      } as const;
      const close = () => closeUnreached(dependencies, { id, outcome: 'reached' }, { staff, requestId: 'req_test' });
      await Promise.all([close(), close()]);
      expectEqual((await world.db.rows("SELECT id FROM audit WHERE action = 'message.reached'")).length, 1);
    },
  },
  {
    guard: 'message-preferences-unchanged',
    guarantee: 'of two who replace the wishes that they saw, the first time or a later one, one is told that they are others now',
    async run(world) {
      const { store } = world.gateway.onedoor.dependencies;
      const { id } = testPatient(0);
      for (const round of [1, 2]) {
        const before = await readPreferences(store, id);
        const save = () => write(world, [savePreferencesPart(before, { ...before, phoneOff: ['payment-paid'] }, round)]);
        expectEqual([await save(), await save(), before.version], [true, false, round - 1]);
      }
    },
  },
  {
    guard: 'messages-left-of-phone',
    guarantee: 'a phone gets no more messages a day than it may, and the desk calls instead',
    async run(world) {
      const { appointmentId } = await booked(world, await withPhone(world));
      expectEqual(await settled(world, await told(world, appointmentId, 9)), 'delivered');
      await useUp(world, 'messagesOfPhone', 20);
      expectEqual(await settled(world, await told(world, appointmentId, 10)), 'unreached');
    },
  },
  {
    guard: 'messages-left-of-city',
    guarantee: 'the city sends no more messages an hour than it may, and the operator hears of it',
    async run(world) {
      const { appointmentId } = await booked(world, await withPhone(world));
      expectEqual(await settled(world, await told(world, appointmentId, 9)), 'delivered');
      await useUp(world, 'messagesAnHour', 6_000);
      const id = await told(world, appointmentId, 10);
      await attempt(async () => world.gateway.logged.find((line) => line.includes('messages.stopped')));
      expectTrue((await stateOf(world, id)) === 'waiting', 'it waits for the next hour');
    },
  },
];

async function write({ gateway }: GuardWorld, parts: readonly Part[]): Promise<boolean> {
  return (await commit(gateway.onedoor.dependencies, 'probe', 'interactive', parts)).ok;
}

async function useUp(world: GuardWorld, bound: string, figure: number): Promise<void> {
  await write(world, [{ sql: 'UPDATE bound_use SET used = ? WHERE bound = ?', parameters: [figure, bound] }]);
}

async function withPhone({ gateway }: GuardWorld) {
  const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(gateway, PHONE) };
  const session = { evidence, person: personOf(cardOf(1)), consents: await agreed(gateway), carrier: 'bearer' };
  const { body } = await post(gateway, '/v1/sessions', session);
  return { patientId: String(body.patientId), token: String(body.token) };
}

let days = 0;

/** An appointment whose own message is settled, and that message. */
async function booked(world: GuardWorld, who: { readonly patientId: string; readonly token: string }) {
  days += 1;
  const { slotId } = await world.gateway.openSlot(1, (1 + (days % 7)) * 24 * 3_600_000);
  const { body } = await world.gateway.book({ slotId, ...who, key: `message-key-${days}` });
  const appointmentId = String(body.id);
  const messageId = await messageOf(world, appointmentId, 2);
  await settled(world, messageId);
  return { appointmentId, messageId };
}

/** The hospital cancelled the appointment, which is what one of its versions says. */
async function told(world: GuardWorld, appointmentId: string, version: number): Promise<string> {
  const { ids, clock } = world.gateway.onedoor.dependencies;
  const news = { kind: 'booking-cancelled-by-hospital', appointmentId, version, seen: false, now: clock.now() } as const;
  await write(world, messageParts(ids, news));
  return messageOf(world, appointmentId, version);
}

async function messageOf({ db }: GuardWorld, appointmentId: string, version: number): Promise<string> {
  const sql = `SELECT id FROM message WHERE appointment_id = '${appointmentId}' AND version = ${version}`;
  return (await db.rows<{ id: string }>(sql))[0]?.id ?? '';
}

async function stateOf({ db }: GuardWorld, id: string): Promise<string | undefined> {
  return (await db.rows<{ state: string }>(`SELECT state FROM message WHERE id = '${id}'`))[0]?.state;
}

/** What became of a message, once it waits no more. */
async function settled(world: GuardWorld, id: string): Promise<string> {
  return attempt(async () => {
    const state = await stateOf(world, id);
    return state === 'waiting' ? undefined : state;
  });
}
