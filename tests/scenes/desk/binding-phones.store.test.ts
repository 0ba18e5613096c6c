import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { bearer, codeFor, post, type Reply } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type Clerk, DeskHall } from './desk-hall.ts';

const PHONE = '13900000001';
const LOCKED_AFTER_MS = 60_000;

describe.each(SAMPLED_ENGINES)('%s: a phone that is bound at a desk', (engine) => {
  let hall: DeskHall;
  let clerk: Clerk;
  /** Whom the clerk serves, with the phone that they gave. */
  let served: Record<string, string>;
  /** What their phone shows. */
  let asked: Reply['body'];

  beforeEach(async () => {
    hall = await DeskHall.open(engine);
    clerk = await hall.clerk({ duty: false });
    const reply = await hall.serve(clerk, 1, { phone: PHONE });
    expect(reply.status, reply.text).toBe(201);
    served = bearer(reply);
    await hall.site.clock.leap(1_000);
    const evidence = { kind: 'one-time-code', phone: PHONE, code: await codeFor(hall.site.gateway, PHONE) };
    const onPhone = await post(hall.site.gateway, '/v1/sessions', { evidence, carrier: 'bearer' });
    expect(onPhone.status, onPhone.text).toBe(201);
    asked = (await post(hall.site.gateway, '/v1/phone-bindings', {}, bearer(onPhone))).body;
  });
  afterEach(() => hall.stop());

  const enter = (code: unknown, session = served, by = clerk) => hall.by(by, '/v1/phone-binding-entries', { code }, session);
  const confirm = (session = served, by = clerk) => hall.by(by, `/v1/phone-bindings/${String(asked.id)}/confirm`, {}, session);
  const answerOf = ({ status, body }: Reply) => [status, body.code];
  const boundPhones = () => hall.rows('SELECT staff_id FROM bound_phone');
  const wrong = () => (asked.code === '00000000' ? '00000001' : '00000000');

  it('a clerk who serves somebody binds the phone that shows the same digits, under the clerk’s name, and saying it twice binds it once', async () => {
    const entered = await enter(asked.code);
    expect(entered).toMatchObject({ status: 200, body: { digits: asked.digits, phone: '139****0001' } });
    expect(await boundPhones()).toEqual([]);
    const [first, again] = [await confirm(), await confirm()];
    expect([first.status, again.status, again.body.id]).toEqual([200, 200, first.body.id]);
    expect(await boundPhones()).toEqual([{ staff_id: clerk.staffId }]);
  });

  it('a clerk who serves nobody, or whose person was followed by another, enters no code and confirms none', async () => {
    expect(answerOf(await enter(asked.code, {}))).toEqual([401, 'unauthenticated']);
    expect((await enter(asked.code)).status).toBe(200);
    const next = await hall.served(clerk, 2);
    expect(answerOf(await confirm())).toEqual([401, 'unauthenticated']);
    expect(answerOf(await enter(asked.code, next.session))).toEqual([404, 'not-found']);
    expect(answerOf(await confirm(next.session))).toEqual([404, 'not-found']);
    expect(await boundPhones()).toEqual([]);
  });

  it('whoever is served binds nothing without their clerk, nor with the clerk of another desk, nor once their own is locked', async () => {
    expect((await enter(asked.code)).status).toBe(200);
    const nobody = { ...clerk, staff: {} as Clerk['staff'] };
    expect((await confirm(served, nobody)).status).toBe(401);
    expect((await confirm(served, await hall.clerk({ duty: false }))).status).toBe(401);
    expect(await boundPhones()).toEqual([]);
    await hall.site.clock.leap(LOCKED_AFTER_MS);
    expect((await confirm()).status).toBe(401);
    expect(await boundPhones()).toEqual([]);
  });

  it('at a desk wrong codes are tried ten times a quarter of an hour for one person, whoever the clerk is, and then the right one is refused', async () => {
    for (let time = 0; time < limits.bindingTries.figure; time += 1)
      expect(answerOf(await enter(wrong()))).toEqual([404, 'not-found']);
    expect(answerOf(await enter(asked.code))).toEqual([429, 'rate-limited']);
    expect(answerOf(await confirm())).toEqual([404, 'not-found']);
    const other = await hall.clerk({ duty: false });
    const again = await hall.served(other, 1);
    expect(answerOf(await enter(asked.code, again.session, other))).toEqual([429, 'rate-limited']);
    expect(await boundPhones()).toEqual([]);
  });
});
