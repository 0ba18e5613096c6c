import { commit } from '../../bff/platform/store/commit.ts';
import { approve } from '../../bff/scenes/preconsult/clinical-content.ts';
import { triageContent } from '../../bff/scenes/preconsult/contents.ts';
import { bookingStandsPart, type Delivery, moveDeliveryPart, readDeliveries } from '../../bff/scenes/preconsult/delivery-rows.ts';
import { insertPreconsultPart, readPreconsult, saveResponsePart } from '../../bff/scenes/preconsult/preconsult-rows.ts';
import { testPatient } from '../support/test-gateway.ts';
import { fresh, post } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

/** A form that somebody has begun for an appointment of theirs. */
async function begun({ gateway }: GuardWorld) {
  const patientId = testPatient(0).id;
  const headers = { authorization: `Bearer ${await gateway.signIn(patientId)}` };
  const { slotId } = await gateway.openSlot(1);
  const booked = await post(gateway, '/v1/appointments', { slotId, patientId }, fresh(headers));
  const appointmentId = String(booked.body.id);
  const form = { appointmentId, questionnaire: 'general-history', saidBy: { who: 'patient' } };
  const id = String((await post(gateway, '/v1/preconsults', form, headers)).body.id);
  return { patientId, appointmentId, headers, id };
}

/** The same, and the person has agreed. */
async function submitted(world: GuardWorld) {
  const made = await begun(world);
  expectEqual((await post(world.gateway, `/v1/preconsults/${made.id}/submit`, {}, fresh(made.headers))).status, 200);
  const [delivery] = await readDeliveries(world.gateway.onedoor.dependencies.store, made.id);
  if (!delivery) throw new Error('nothing is on its way');
  return { ...made, delivery };
}

export const preconsultGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'approval-new',
    guarantee: 'a version of clinical content is signed once: of two who sign it, one is told that it was signed before',
    async run({ gateway }) {
      const { dependencies } = gateway.onedoor;
      const sign = (approvedBy: string) =>
        approve(dependencies, { content: triageContent, approvedBy, approvedOn: '2026-11-20', requestId: 'req_test' });
      expectEqual(await sign('王医生'), true);
      expectEqual(await sign('李医生'), false);
    },
  },
  {
    guard: 'preconsult-new',
    guarantee: 'an appointment has one form of a kind: who begins it a second time goes on with the first',
    async run(world) {
      const { id, patientId, appointmentId } = await begun(world);
      const { dependencies } = world.gateway.onedoor;
      const row = await readPreconsult(dependencies.store, id);
      if (!row) throw new Error('no form was begun');
      const again = { ...row, id: `pre_${'2'.repeat(30)}`, patientId, appointmentId, now: dependencies.clock.now() };
      expectEqual((await commit(dependencies, 'begin-again', 'interactive', [insertPreconsultPart(again)])).ok, false);
    },
  },
  {
    guard: 'response-unchanged',
    guarantee: 'of two who change the answers that they both saw, one is refused',
    async run(world) {
      const { id } = await begun(world);
      const { dependencies } = world.gateway.onedoor;
      const row = await readPreconsult(dependencies.store, id);
      if (!row) throw new Error('no form was begun');
      const save = () => commit(dependencies, 'save-twice', 'interactive', [saveResponsePart({ ...row, now: row.changedAt })]);
      expectEqual([(await save()).ok, (await save()).ok], [true, false]);
    },
  },
  {
    guard: 'delivery-moved',
    guarantee: 'a summary that was delivered is not sent anew by whoever saw it waiting',
    async run(world) {
      const { delivery } = await submitted(world);
      const { dependencies } = world.gateway.onedoor;
      const late: Delivery = { ...delivery, state: 'sending' };
      expectEqual((await commit(dependencies, 'send-again', 'outcomes', [moveDeliveryPart('waiting', late)])).ok, false);
    },
  },
  {
    guard: 'booking-stands',
    guarantee: 'no summary is sent for an appointment that somebody is giving back',
    async run(world) {
      const { id, appointmentId } = await begun(world);
      const { dependencies } = world.gateway.onedoor;
      const sql = `UPDATE claim SET cancel_wanted = 1 WHERE appointment_id = '${appointmentId}'`;
      await commit(dependencies, 'want-to-cancel', 'interactive', [{ sql, parameters: [] }]);
      expectEqual((await commit(dependencies, 'send-summary', 'outcomes', [bookingStandsPart(id)])).ok, false);
    },
  },
];
