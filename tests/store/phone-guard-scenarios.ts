import { enrolTestDevice, ORIGIN } from '../support/test-device.ts';
import { bearer, cardOf, codeFor, post, postAt, putDown, type Reply } from '../support/test-people.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';
import { before } from './identity-guard-scenarios.ts';
import { useUp } from './limit-scenarios.ts';

const PHONE = '13900000001';

async function byCode({ gateway }: GuardWorld, cookie?: string): Promise<Reply> {
  const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(gateway, PHONE) };
  return post(gateway, '/v1/sessions', { evidence, carrier: 'bearer' }, cookie === undefined ? {} : { cookie });
}

/** A phone that waits to be bound, and its person with their card at a kiosk. */
async function waiting(world: GuardWorld) {
  const { gateway } = world;
  const kiosk = await enrolTestDevice(gateway);
  const card = await putDown(gateway, kiosk, cardOf(1), { phone: PHONE });
  const code = await byCode(world);
  const { body, headers } = await post(gateway, '/v1/phone-bindings', {}, bearer(code));
  const at = (path: string, given: unknown = {}) => postAt(kiosk, path, given, bearer(card));
  return {
    cookie: headers.get('set-cookie')?.split(';')[0] ?? '',
    wrong: body.code === '00000000' ? '00000001' : '00000000',
    enter: (code: unknown = body.code) => at('/v1/phone-binding-entries', { code }),
    confirm: () => at(`/v1/phone-bindings/${String(body.id)}/confirm`),
    async forget(cookie: string) {
      const asked = { method: 'DELETE', headers: { host: 'localhost', cookie, ...bearer(code) } };
      await gateway.request(`${ORIGIN}/v1/sessions/current?forget=true`, asked);
    },
  };
}

/** The right code is refused once the bound of a scenario is used up. */
function triesScenario(guard: string, bound: string, figure: number, of: string): GuardScenario {
  return {
    guard,
    guarantee: `${of} enters the right code of a phone in vain, once the tries are used up`,
    async run(world) {
      const { enter, wrong } = await waiting(world);
      expectEqual((await enter(wrong)).status, 404);
      await useUp(world, bound, figure);
      expectEqual((await enter()).status, 429);
    },
  };
}

/** Whose own a phone is, at the moment of the unit. */
export const phoneGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'bound-phone-stands',
    guarantee: 'a browser that was forgotten right before stands on a phone that is held and no more',
    async run(world) {
      const { cookie, enter, confirm, forget } = await waiting(world);
      await enter();
      await confirm();
      before(world.gateway, 'open-session', () => forget(cookie));
      expectEqual((await byCode(world, cookie)).body.level, 'phone-held');
    },
  },
  {
    guard: 'binding-waits',
    guarantee: 'a phone whose person says twice at once that it is theirs is bound once',
    async run(world) {
      const { enter, confirm } = await waiting(world);
      await enter();
      const replies: Reply[] = [];
      before(world.gateway, 'bind-phone', async () => replies.push(await confirm()));
      replies.push(await confirm());
      expectEqual(new Set(replies.map(({ status, body }) => `${status} ${String(body.id)}`)).size, 1);
      expectEqual((await world.db.rows('SELECT id FROM bound_phone')).length, 1);
    },
  },
  {
    guard: 'bindings-room',
    guarantee: 'no more phones wait to be bound to one person than may',
    async run(world) {
      await waiting(world);
      const { ids, clock } = world.gateway.onedoor.dependencies;
      const columns = 'patient_id, phone_id, secret_hash, code_hash, digits, created_at, expires_at';
      const copies = Array.from({ length: 9 }, (_, nth) => ({
        sql: `INSERT INTO phone_binding (id, token_hash, ${columns}) SELECT 'phb_${nth}', 'session ${nth}', ${columns} FROM phone_binding LIMIT 1`,
        parameters: [],
      }));
      const unit = { id: ids.next('unt'), name: 'probe', lane: 'background', deadline: clock.now() + 5_000 } as const;
      await world.db.store.commit({ ...unit, parts: copies });
      expectEqual((await post(world.gateway, '/v1/phone-bindings', {}, bearer(await byCode(world)))).status, 429);
    },
  },
  {
    guard: 'sessions-room',
    guarantee: 'a code opens no session beside ten that stand on a document',
    async run(world) {
      const kiosk = await enrolTestDevice(world.gateway);
      for (let nth = 0; nth < 10; nth += 1) await putDown(world.gateway, kiosk, cardOf(1), { phone: PHONE });
      expectEqual((await byCode(world)).status, 429);
    },
  },
  triesScenario('binding-tries-left-of-person', 'bindingTries', 10, 'a person'),
  triesScenario('binding-tries-left-of-place', 'bindingTriesOfPlace', 100, 'whoever stands at one place'),
];
