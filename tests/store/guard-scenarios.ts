import { digest } from '../../bff/platform/crypto/cipher.ts';
import { silentLog } from '../../bff/platform/log.ts';
import type { LeasedTask } from '../../bff/platform/tasks/task-rows.ts';
import { insertReadyTask, keepLeasePart } from '../../bff/platform/tasks/task-rows.ts';
import { TaskRunner } from '../../bff/platform/tasks/task-runner.ts';
import { insertClaim, readClaim, updateClaimPart } from '../../bff/scenes/appointments/appointment-rows.ts';
import { SETTLE_CLAIM } from '../../bff/scenes/appointments/dependencies.ts';
import { moveClaim } from '../../bff/scenes/appointments/move-claim.ts';
import { closeSession } from '../../bff/scenes/identity/sessions.ts';
import { applySnapshot } from '../../bff/scenes/slots/sync-slots.ts';
import { HALF_HOUR_MS, HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { assistGuardScenarios } from './assist-guard-scenarios.ts';
import { breakGlassGuardScenarios } from './break-glass-guard-scenarios.ts';
import { deskGuardScenarios } from './desk-guard-scenarios.ts';
import { draftGuardScenarios } from './draft-guard-scenarios.ts';
import { expectEqual, expectTrue } from './expectations.ts';
import { familyGuardScenarios } from './family-guard-scenarios.ts';
import { attempt, type GuardScenario, type GuardWorld } from './guard-world.ts';
import { identityGuardScenarios } from './identity-guard-scenarios.ts';
import { limitScenarios } from './limit-scenarios.ts';
import { messageGuardScenarios } from './message-guard-scenarios.ts';
import { passkeyGuardScenarios } from './passkey-guard-scenarios.ts';
import { paymentGuardScenarios } from './payment-guard-scenarios.ts';
import { phoneGuardScenarios } from './phone-guard-scenarios.ts';
import { preconsultGuardScenarios } from './preconsult-guard-scenarios.ts';
import { recordGuardScenarios } from './record-guard-scenarios.ts';
import { shiftGuardScenarios } from './shift-guard-scenarios.ts';
import { staffGuardScenarios } from './staff-guard-scenarios.ts';

const PROBES = 12;

export const guardScenarios: readonly GuardScenario[] = [
  {
    guard: 'slot-taken',
    guarantee: 'only the winner of the last place is sent to the hospital',
    async run({ gateway }) {
      const { slotId } = await gateway.openSlot(1);
      const replies = await Promise.all([0, 1].map(async (n) => gateway.book(await order(gateway, n, slotId, `taken-key-${n}`))));
      expectEqual(replies.map(({ status }) => status).sort(), [201, 409]);
      expectEqual((await gateway.hospital.requestsSeen()).writes, 1);
    },
  },
  {
    guard: 'already-booked',
    guarantee: 'one person holds one place of a slot',
    async run({ gateway }) {
      const { slotId } = await gateway.openSlot(3);
      expectEqual((await gateway.book(await order(gateway, 0, slotId, 'first-key'))).status, 201);
      const second = await gateway.book(await order(gateway, 0, slotId, 'second-key'));
      expectEqual([second.status, second.body.code], [409, 'already-booked']);
    },
  },
  {
    guard: 'idempotency-key-used',
    guarantee: 'twenty identical requests at once are one booking',
    async run({ gateway, db }) {
      const { slotId } = await gateway.openSlot(5);
      const same = await order(gateway, 0, slotId, 'the-same-key');
      const replies = await Promise.all(Array.from({ length: 20 }, () => gateway.book(same)));
      expectTrue(
        replies.every(({ status, body }) => status === 201 || body.code === 'idempotency-key-running'),
        'every reply is the booking or "running"',
      );
      expectEqual((await db.rows('SELECT id FROM appointment')).length, 1);
    },
  },
  {
    guard: 'claim-moved',
    guarantee: 'a claim that somebody else moved is not moved again from where it was',
    async run(world) {
      const { dependencies } = world.gateway.onedoor;
      const ghost = await ghostClaim(world);
      const first = await moveClaim(dependencies, ghost, 'cancel-sent', {}, []);
      const second = await moveClaim(dependencies, ghost, 'cancelled', {}, []);
      expectEqual([first.ok, second.ok], [true, false]);
    },
  },
  {
    guard: 'appointment-changed',
    guarantee: 'a decision made on an old version of the appointment is refused',
    async run(world) {
      const { dependencies } = world.gateway.onedoor;
      const claim = await confirmedClaim(world);
      const stale = { ...claim, version: claim.version + 7 };
      const moved = await moveClaim(dependencies, stale, 'cancelling', {}, []);
      expectEqual(moved.ok, false);
    },
  },
  {
    guard: 'lease-lost',
    guarantee: 'a process whose lease was taken over can not move the claim any more',
    async run(world) {
      const { dependencies } = world.gateway.onedoor;
      const claim = await confirmedClaim(world);
      const stale: LeasedTask = {
        id: 'tsk_gone',
        kind: SETTLE_CLAIM,
        subjectId: claim.id,
        attempts: 0,
        wakes: 0,
        leaseToken: 'lse_stale',
      };
      const moved = await moveClaim(dependencies, claim, 'cancelling', {}, [keepLeasePart(stale, dependencies.clock.now())]);
      expectEqual(moved.ok, false);
    },
  },
  {
    guard: 'task-woken',
    guarantee: 'a wish to cancel that comes while the hospital is booking is carried out at once',
    async run({ gateway, db, hospitalAnswers }) {
      const { slotId } = await gateway.openSlot(1);
      const release = hospitalAnswers.hold();
      const booking = gateway.book(await order(gateway, 0, slotId, 'slow-booking'));
      const id = await attempt(
        async () => (await db.rows<{ id: string }>("SELECT appointment_id AS id FROM claim WHERE state = 'sent'"))[0]?.id,
      );
      const cancelling = gateway.cancel({ id, token: await gateway.signIn(testPatient(0).id), key: 'cancel-it-now' });
      await attempt(async () => (await db.rows('SELECT id FROM claim WHERE cancel_wanted = 1'))[0]);
      release();
      expectEqual((await booking).status, 201);
      expectEqual((await cancelling).status, 200);
    },
  },
  {
    guard: 'task-free',
    guarantee: 'two processes that look for work at the same moment do not both begin it',
    async run({ gateway }) {
      const { store, clock, ids } = gateway.onedoor.dependencies;
      // The gateway's own runner would take some, and has no handler for them.
      await gateway.onedoor.dependencies.tasks.stop();
      const begun: string[] = [];
      const handlers = { probe: async ({ subjectId }: LeasedTask) => void begun.push(subjectId) };
      const now = clock.now();
      // More than one, so that they can not all be begun before the other process has looked.
      const parts = Array.from({ length: PROBES }, (_, n) => insertReadyTask(`tsk_probe${n}`, 'probe', `once ${n}`, now - 1));
      await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'background', deadline: now + 5_000, parts });
      const runners = [0, 1].map(() => new TaskRunner({ store, clock, ids, log: silentLog, pollMs: 60_000 }));
      for (const runner of runners) {
        runner.works(handlers);
        runner.start();
      }
      await attempt(async () => (new Set(begun).size === PROBES ? begun : undefined));
      // What the other one took too is begun a moment later, if it is begun at all.
      for (let tries = 0; tries < 30 && begun.length === PROBES; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      for (const runner of runners) await runner.stop();
      expectEqual(begun.length, PROBES);
    },
  },
  {
    guard: 'task-exists',
    guarantee: 'a wish to cancel that nobody would carry out is refused, not lost',
    async run(world) {
      const { gateway } = world;
      const claim = await confirmedClaim(world);
      const { store, ids, clock } = gateway.onedoor.dependencies;
      const remove = { sql: 'DELETE FROM task WHERE subject_id = ?', parameters: [claim.id] };
      await store.commit({
        id: ids.next('unt'),
        name: 'probe',
        lane: 'background',
        deadline: clock.now() + 5_000,
        parts: [remove],
      });
      const reply = await gateway.cancel({
        id: claim.appointmentId,
        token: await gateway.signIn(claim.patientId),
        key: 'nobody-works',
      });
      expectEqual(reply.status, 500);
    },
  },
  {
    guard: 'session-open',
    guarantee: 'a session is ended once, and said so once in the audit',
    async run({ gateway, db }) {
      const { store, clock, ids } = gateway.onedoor.dependencies;
      const token = await gateway.signIn(testPatient(0).id);
      const caller = {
        patientId: testPatient(0).id,
        tokenHash: digest(token),
        deviceId: null,
        evidence: 'demo',
        phoneId: null,
        seesFrom: 0,
        served: false,
      } as const;
      const close = () => closeSession({ store, clock, ids }, caller, 'req_test');
      await Promise.all([close(), close()]);
      expectEqual((await db.rows("SELECT id FROM audit WHERE action = 'session.close'")).length, 1);
    },
  },
  {
    guard: 'slot_never_oversold',
    guarantee: 'an unguarded increment sent straight to the store is refused by the constraint',
    async run({ gateway, db }) {
      const { slotId } = await gateway.openSlot(1);
      const { store, ids, clock } = gateway.onedoor.dependencies;
      const increment = { sql: 'UPDATE slot SET claimed = claimed + 1 WHERE id = ?', parameters: [slotId] };
      const send = () =>
        store.commit({
          id: ids.next('unt'),
          name: 'probe',
          lane: 'interactive',
          deadline: clock.now() + 5_000,
          parts: [increment],
        });
      await send();
      const error = await send().then(
        () => 'accepted',
        (reason: Error) => reason.name,
      );
      expectEqual(error, 'ConstraintViolation');
      expectEqual(await db.rows('SELECT claimed FROM slot'), [{ claimed: 1 }]);
    },
  },
  {
    guard: 'appointment_once',
    guarantee: 'the schema itself lets one person stand once in a slot',
    async run(world) {
      const claim = await confirmedClaim(world);
      const { store, ids, clock } = world.gateway.onedoor.dependencies;
      const copy = {
        sql: "INSERT INTO appointment (id, patient_id, slot_id, claim_id, created_at, version, live) SELECT 'apt_copy', patient_id, slot_id, claim_id, created_at, version, live FROM appointment WHERE id = ?",
        parameters: [claim.appointmentId],
      };
      const unit = {
        id: ids.next('unt'),
        name: 'probe',
        lane: 'interactive',
        deadline: clock.now() + 5_000,
        parts: [copy],
      } as const;
      const error = await store.commit(unit).then(
        () => 'accepted',
        (reason: Error) => reason.name,
      );
      expectEqual(error, 'ConstraintViolation');
    },
  },
  {
    guard: 'claim_ghost_once',
    guarantee: 'one late booking of the hospital is cancelled as one ghost',
    async run(world) {
      const first = await ghostClaim(world);
      await commitGhost(world, { ...first, id: 'clm_again' });
      expectEqual((await world.db.rows('SELECT id FROM claim WHERE ghost_of IS NOT NULL')).length, 1);
    },
  },
  {
    guard: 'claim_held_once',
    guarantee: 'one booking of a hospital stands for one person, whoever asks at the same time',
    async run(world) {
      const first = await confirmedClaim(world);
      const { gateway, db } = world;
      const { slotId } = await gateway.openSlot(1, 48 * 3_600_000);
      expectEqual((await gateway.book(await order(gateway, 1, slotId, 'another-person'))).status, 201);
      const { store, ids, clock } = gateway.onedoor.dependencies;
      const [row] = await db.rows<{ id: string }>(`SELECT id FROM claim WHERE id <> '${first.id}'`);
      const second = await readClaim(store, row?.id ?? '');
      if (!second) throw new Error('no second claim');
      const parts = [updateClaimPart('confirmed', { ...second, hospitalRef: first.hospitalRef })];
      const unit = { id: ids.next('unt'), name: 'probe', lane: 'interactive', deadline: clock.now() + 5_000, parts } as const;
      const error = await store.commit(unit).then(
        () => 'accepted',
        (reason: Error) => reason.name,
      );
      expectEqual(error, 'ConstraintViolation');
    },
  },
  ...(['audit', 'appointment_event'] as const).flatMap((table) =>
    (['update', 'delete'] as const).map(
      (change): GuardScenario => ({
        guard: `${table}_no_${change}`,
        guarantee: `a row of ${table} can not be ${change}d`,
        async run(world) {
          await confirmedClaim(world);
          const { store, ids, clock } = world.gateway.onedoor.dependencies;
          const part = { sql: change === 'update' ? `UPDATE ${table} SET at = 0` : `DELETE FROM ${table}`, parameters: [] };
          const before = await world.db.rows(`SELECT * FROM ${table}`);
          await store
            .commit({ id: ids.next('unt'), name: 'probe', lane: 'interactive', deadline: clock.now() + 5_000, parts: [part] })
            .catch(() => {});
          expectEqual(await world.db.rows(`SELECT * FROM ${table}`), before);
        },
      }),
    ),
  ),
  {
    guard: 'asked_at',
    guarantee: 'a snapshot that is older than what is known changes nothing',
    async run({ gateway, db }) {
      const { ref } = await gateway.openSlot(2);
      const { dependencies } = gateway.onedoor;
      const now = dependencies.clock.now();
      const startsAt = now + 24 * 3_600_000;
      const snapshot = { ref, departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt: startsAt + HALF_HOUR_MS };
      await applySnapshot(dependencies, { hospitalId: HOSPITAL, askedAt: now + 1_000, slots: [{ ...snapshot, free: 1 }] });
      await applySnapshot(dependencies, { hospitalId: HOSPITAL, askedAt: now - 60_000, slots: [{ ...snapshot, free: 2 }] });
      expectEqual(await db.rows('SELECT offered FROM slot'), [{ offered: 1 }]);
    },
  },
  ...identityGuardScenarios,
  ...limitScenarios,
  ...passkeyGuardScenarios,
  ...paymentGuardScenarios,
  ...preconsultGuardScenarios,
  ...recordGuardScenarios,
  ...shiftGuardScenarios,
  ...staffGuardScenarios,
  ...assistGuardScenarios,
  ...breakGlassGuardScenarios,
  ...deskGuardScenarios,
  ...draftGuardScenarios,
  ...phoneGuardScenarios,
  ...familyGuardScenarios,
  ...messageGuardScenarios,
];

async function order(gateway: GuardWorld['gateway'], patient: number, slotId: string, key: string) {
  const patientId = testPatient(patient).id;
  return { slotId, patientId, key, token: await gateway.signIn(patientId) };
}

async function confirmedClaim({ gateway, db }: GuardWorld) {
  const { slotId } = await gateway.openSlot(1);
  expectEqual((await gateway.book(await order(gateway, 0, slotId, 'confirmed-key'))).status, 201);
  const [row] = await db.rows<{ id: string }>("SELECT id FROM claim WHERE state = 'confirmed'");
  const { store } = gateway.onedoor.dependencies;
  const claim = await readClaim(store, row?.id ?? '');
  if (!claim) throw new Error('no confirmed claim');
  return claim;
}

async function ghostClaim(world: GuardWorld) {
  const claim = await confirmedClaim(world);
  const ghost = { ...claim, id: 'clm_ghost', ghostOf: claim.id, hospitalRef: 'late-1', state: 'cancelling' as const, places: 0 };
  await commitGhost(world, ghost);
  return ghost;
}

async function commitGhost({ gateway }: GuardWorld, ghost: Awaited<ReturnType<typeof confirmedClaim>>): Promise<void> {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  const now = clock.now();
  const { id, appointmentId, slotId, hospitalId, bookingKey, ghostOf, places, state, hospitalRef } = ghost;
  const values = {
    id,
    appointmentId,
    slotId,
    hospitalId,
    bookingKey,
    ghostOf,
    places,
    state,
    hospitalRef,
    now,
    waitsUntil: now,
    sentAt: now,
    settledAt: null,
    queueNumber: null,
    knowBy: now,
  };
  await store.commit({
    id: ids.next('unt'),
    name: 'probe',
    lane: 'background',
    deadline: now + 5_000,
    parts: [insertClaim(values)],
  });
}
