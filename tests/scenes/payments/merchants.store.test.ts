import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinMerchants } from '../../../bff/scenes/payments/merchants.ts';
import { type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { Payer } from '../../support/payer.ts';
import { HOSPITAL, OPERATOR_TOKEN } from '../../support/test-gateway.ts';
import { post } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const A_DAY_MS = 24 * 3_600_000;
const PINS: Readonly<Record<string, string>> = { F1: '481516', F2: '234299', F3: '271828', K1: '314159' };

describe.each(SAMPLED_ENGINES)('%s: the number of a merchant', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    for (const number of ['F1', 'F2']) await add(number, 'finance');
    await add('K1', 'cashier');
    await site.clock.leap(A_DAY_MS);
  });
  afterEach(() => site.stop());

  const operator = (command: string, body: object) =>
    post(site.gateway, `/operator/${command}`, body, { authorization: `Bearer ${OPERATOR_TOKEN}` });
  const add = (number: string, role: string) =>
    operator('staff-add', { hospital: HOSPITAL, number, name: number, role, pin: PINS[number] });
  const wish = (step: 'propose' | 'agree', number: string, merchant = '1900000999', pin = PINS[number]) =>
    operator(`merchant-${step}`, { hospital: HOSPITAL, channel: 'sandbox', merchant, number, pin });
  const agreed = async () =>
    (await site.db.rows<{ number: string }>(`SELECT number FROM merchant WHERE hospital_id = '${HOSPITAL}'`))[0]?.number;
  const ours = () => site.gateway.provider.merchant;
  /** Whether somebody can begin to pay by a code. */
  async function payable(): Promise<number> {
    const payer = await Payer.come(site.gateway);
    if ((await payer.bills()).length === 0) await payer.owe();
    return (await payer.pay('sandbox')).status;
  }

  it('a hospital joins with the number of its file, and no start of a gateway changes it afterwards', async () => {
    expect(await agreed()).toBe(ours());
    await wish('propose', 'F1');
    await wish('agree', 'F2');
    await joinMerchants(site.gateway.onedoor.dependencies);
    expect(await agreed()).toBe('1900000999');
    expect(site.gateway.logged.join()).toContain('merchant.not-agreed');
  });

  it('another number is the hospital’s once a second person of its finance office agrees, and who they were is written down', async () => {
    expect((await wish('propose', 'F1')).status).toBe(200);
    expect(await agreed()).toBe(ours());
    expect((await wish('agree', 'F2')).status).toBe(200);
    expect(await agreed()).toBe('1900000999');
    const audit = await site.db.rows("SELECT action, actor_kind FROM audit WHERE action LIKE 'merchant.%' ORDER BY action DESC");
    expect(audit).toEqual([
      { action: 'merchant.propose', actor_kind: 'staff' },
      { action: 'merchant.agree', actor_kind: 'staff' },
    ]);
    expect(await site.db.rows('SELECT * FROM merchant_proposal')).toEqual([]);
  });

  it('nobody is asked for money under a number to which two people have not agreed, and cash is taken all the same', async () => {
    await wish('propose', 'F1');
    await wish('agree', 'F2');
    expect(await payable()).toBe(503);
    const payer = await Payer.come(site.gateway);
    expect((await payer.pay('cash')).status).toBe(201);
    expect(site.gateway.provider.orders.size).toBe(0);
    await wish('propose', 'F2', ours());
    await wish('agree', 'F1', ours());
    const other = await Payer.come(site.gateway, 1);
    await other.owe();
    expect((await other.pay('sandbox')).status).toBe(201);
  });

  it.each([
    ['one person twice', () => wish('agree', 'F1'), 409],
    ['a number that nobody proposed', () => wish('agree', 'F2', '1900000998'), 409],
    ['a wrong PIN', () => wish('agree', 'F2', '1900000999', '000000'), 404],
    ['a cashier', () => wish('agree', 'K1'), 404],
    ['a number of staff that is not there', () => wish('agree', 'F9', '1900000999', '000000'), 404],
  ])('%s makes no other number the hospital’s', async (_, attempt, status) => {
    await wish('propose', 'F1');
    expect((await attempt()).status).toBe(status);
    expect(await agreed()).toBe(ours());
  });

  it('whoever was added, or got another PIN, less than a day ago neither proposes nor agrees', async () => {
    await add('F3', 'finance');
    await operator('staff-pin', { hospital: HOSPITAL, number: 'F2', pin: '999331' });
    await wish('propose', 'F1');
    for (const [number, pin] of [
      ['F3', '271828'],
      ['F2', '999331'],
    ] as const)
      for (const step of ['propose', 'agree'] as const)
        expect((await wish(step, number, '1900000999', pin)).body.say).toContain('less than a day ago');
    await site.clock.leap(A_DAY_MS);
    expect((await wish('agree', 'F3')).status).toBe(200);
  });

  it('a wish that is older than three days has to be wished for again', async () => {
    await wish('propose', 'F1');
    await site.clock.leap(3 * A_DAY_MS + 1);
    expect((await wish('agree', 'F2')).status).toBe(409);
    expect(await agreed()).toBe(ours());
  });

  it('PINs are not guessed at the command line: after five in a quarter of an hour the right one is refused too', async () => {
    await wish('propose', 'F1');
    for (let guess = 0; guess < 5; guess += 1) await wish('agree', 'F2', '1900000999', `00000${guess}`);
    expect((await wish('agree', 'F2')).body.say).toContain('wait a quarter of an hour');
    await site.clock.leap(15 * 60_000);
    expect((await wish('agree', 'F2')).status).toBe(200);
  });

  it('an operator sees which number is agreed to, which one the file has, and which one is wished for', async () => {
    await wish('propose', 'F1');
    const { merchants } = (await operator('merchant-list', {})).body as { merchants: Record<string, unknown>[] };
    expect(merchants.find(({ hospital }) => hospital === HOSPITAL)).toMatchObject({
      channel: 'sandbox',
      number: ours(),
      configured: ours(),
      proposed: '1900000999',
    });
  });

  it('a hospital that is no merchant at a provider gets no number there', async () => {
    const body = { hospital: HOSPITAL, channel: 'wechat-pay', merchant: '1900000999', number: 'F1', pin: PINS.F1 };
    expect((await operator('merchant-propose', body)).status).toBe(409);
    expect((await operator('merchant-propose', { ...body, merchant: undefined })).status).toBe(400);
  });
});
