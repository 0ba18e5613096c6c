import { grantWording } from '../../bff/contract/family/grant-wording.ts';

import { endSome } from '../../bff/scenes/family/end-grants.ts';
import { testPatient } from '../support/test-gateway.ts';
import { fresh, post } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';
import { useUp } from './limit-scenarios.ts';

const AGREED = { version: grantWording.version, language: 'zh' };

/** What the people of a scenario do with each other's codes. */
async function people({ gateway }: GuardWorld) {
  const sessions = await Promise.all(
    [0, 1, 2].map(async (number) => ({ authorization: `Bearer ${await gateway.signIn(testPatient(number).id)}` })),
  );
  const send = (by: number, path: string, body: object = {}) => post(gateway, path, body, fresh(sessions[by]));
  const offer = async (by = 0) => (await send(by, '/v1/family/offers', { agreed: AGREED, printed: true })).body;
  const take = async (code: unknown, by = 1) => (await send(by, '/v1/family/offers/take', { code })).status;
  return { send, offer, take };
}

async function change({ gateway }: GuardWorld, sql: string): Promise<void> {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  const parts = [{ sql, parameters: [] }];
  await store.commit({ id: ids.next('unt'), name: 'probe', lane: 'background', deadline: clock.now() + 5_000, parts });
}

/** The right code leads to nothing once the bound of a scenario is used up. */
function triesScenario(guard: string, bound: string, figure: number, of: string): GuardScenario {
  return {
    guard,
    guarantee: `${of} takes no grant with the right code either, once the tries are used up`,
    async run(world) {
      const { offer, take } = await people(world);
      const { code } = await offer();
      expectEqual(await take(code === '00000000' ? '11111111' : '00000000'), 404);
      await useUp(world, bound, figure);
      expectEqual(await take(code), 429);
    },
  };
}

export const familyGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'family-code-waits',
    guarantee: 'of five who give a grant to one invitation at once exactly one does',
    async run(world) {
      const { send } = await people(world);
      const { code } = (await send(1, '/v1/family/invitations')).body;
      const give = async () => (await send(0, '/v1/grants', { code, agreed: AGREED })).status;
      expectEqual((await Promise.all(Array.from({ length: 5 }, give))).sort(), [201, 404, 404, 404, 404]);
    },
  },
  {
    guard: 'offer-waits',
    guarantee: 'a code whose grant has ended gives nothing',
    async run(world) {
      const { offer, take } = await people(world);
      const { code } = await offer();
      await change(world, "UPDATE family_grant SET live = NULL, ended_at = 1, ended_by = 'helped'");
      expectEqual(await take(code), 404);
      expectEqual(await world.db.rows("SELECT id FROM audit WHERE action = 'grant.give'"), []);
    },
  },
  {
    guard: 'family-codes-room',
    guarantee: 'of five invitations at once three wait',
    async run(world) {
      const { send } = await people(world);
      const invite = async () => (await send(1, '/v1/family/invitations')).status;
      expectEqual((await Promise.all(Array.from({ length: 5 }, invite))).sort(), [201, 201, 201, 409, 409]);
    },
  },
  {
    guard: 'helpers-room',
    guarantee: 'a person has five helpers and no sixth',
    async run(world) {
      const { send, offer, take } = await people(world);
      for (const by of [1, 2]) expectEqual(await take((await offer()).code, by), 201);
      // Three cards that wait count too; their codes are for the bound of codes.
      for (let n = 0; n < 3; n += 1) await offer();
      await change(world, 'DELETE FROM family_code');
      const sixth = await send(0, '/v1/family/offers', { agreed: AGREED });
      expectEqual([sixth.status, sixth.body.because], [409, 'too-many']);
    },
  },
  {
    guard: 'helped-room',
    guarantee: 'a person helps eight and no ninth',
    async run(world) {
      const { send, offer, take } = await people(world);
      expectEqual(await take((await offer(0)).code), 201);
      const copies = Array.from({ length: 7 }, (_, n) => [
        `INSERT INTO patient SELECT 'pat_${n}', sealed, masked_name, created_at, data_key, key_id, birth_year, level, proved_at, consented, superseded_by, superseded_at FROM patient WHERE id = '${testPatient(2).id}'`,
        `INSERT INTO family_grant SELECT 'grt_${n}', 'pat_${n}', helper_id, appointments, results, money, evidence, proved, sees_from, channel, device_id, language, wording_version, wording_hash, agreed_at, take_by, given_at, ends_at, live, ended_at, ended_by, told, phone_id FROM family_grant WHERE helped_id = '${testPatient(0).id}'`,
      ]);
      for (const sql of copies.flat()) await change(world, sql);
      const { code } = await offer(2);
      const ninth = await send(1, '/v1/family/offers/take', { code });
      expectEqual([ninth.status, ninth.body.role], [409, 'helper']);
    },
  },
  {
    guard: 'grant-free',
    guarantee: 'two people have one live grant in one direction',
    async run(world) {
      const { send, offer, take } = await people(world);
      expectEqual(await take((await offer()).code), 201);
      const { code } = (await send(1, '/v1/family/invitations')).body;
      // Somebody gives another one between the part that ends the older and the one that writes the newer.
      const { store } = world.gateway.onedoor.dependencies;
      const { commit } = store;
      let tried = 0;
      store.commit = async (unit) => {
        if (unit.name !== 'give-grant' || tried > 0) return commit.call(store, unit);
        tried += 1;
        return commit.call(store, { ...unit, parts: unit.parts.filter(({ sql }) => !isReplacing(sql)) });
      };
      const given = await send(0, '/v1/grants', { code, agreed: AGREED });
      store.commit = commit;
      expectEqual([given.status, tried], [201, 1]);
      expectEqual(await world.db.rows('SELECT count(*) AS count FROM family_grant WHERE live = 1'), [{ count: 1 }]);
    },
  },
  {
    guard: 'grant-live',
    guarantee: 'of five who revoke a grant at once one does, and one message says so',
    async run(world) {
      const { send, offer, take } = await people(world);
      const { code, grant } = (await offer()) as { code: string; grant: { id: string } };
      expectEqual(await take(code), 201);
      const revoke = async () => (await send(0, `/v1/grants/${grant.id}/revoke`)).status;
      expectEqual(await Promise.all(Array.from({ length: 5 }, revoke)), [200, 200, 200, 200, 200]);
      expectEqual((await world.db.rows("SELECT id FROM audit WHERE action = 'grant.revoke'")).length, 2);
    },
  },
  {
    guard: 'grant-untold',
    guarantee: 'that a grant ended with a registration is told once',
    async run(world) {
      const { offer, take } = await people(world);
      expectEqual(await take((await offer()).code), 201);
      await change(world, "UPDATE family_grant SET live = NULL, ended_at = 1, ended_by = 'taken-over'");
      const { dependencies } = world.gateway.onedoor;
      await Promise.all(Array.from({ length: 3 }, () => endSome(dependencies)));
      expectEqual((await world.db.rows("SELECT id FROM audit WHERE action = 'grant.end'")).length, 2);
    },
  },
  {
    guard: 'grants-left-today',
    guarantee: 'a person makes twenty codes and grants a day',
    async run(world) {
      const { send } = await people(world);
      expectEqual((await send(1, '/v1/family/invitations')).status, 201);
      await useUp(world, 'grantsADay', 20);
      expectEqual((await send(1, '/v1/family/invitations')).status, 429);
    },
  },
  triesScenario('family-tries-left-of-person', 'familyTries', 10, 'a person'),
  triesScenario('family-tries-left-of-place', 'familyTriesOfPlace', 100, 'whoever tries from one place'),
  triesScenario('family-tries-left-in-all', 'familyTriesInAll', 2_000, 'anybody'),
];

/** The part that ends the grant which the two had before. */
const isReplacing = (sql: string) => /update "?family_grant"? set/i.test(sql) && /helped_id/.test(sql) && /helper_id/.test(sql);
