import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPayerRoutes } from '../../../bff/main/payer-routes.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { channelAt } from '../../../bff/scenes/payments/dependencies.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, LINES, Payer, TOTAL } from '../../support/payer.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { fresh, postAt, type Reply } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const PUBLIC_URL = 'https://door.example.org';
const SUM = '¥45.00';
const CODE_MS = limits.paymentCode.figure;

describe.each(SAMPLED_ENGINES)('%s: paying from home', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let address: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { publicUrl: PUBLIC_URL } });
    address = '203.0.113.7';
    addPayerRoutes(site.gateway.onedoor, () => address);
    payer = await Payer.come(site.gateway);
  });
  afterEach(() => site.stop());

  /** Lets what is under way come to rest. */
  async function rest(ms = 0) {
    await site.clock.leap(ms);
    for (let step = 0; step < 4; step += 1) {
      await driven(site, atRest(site.db, site.clock));
      await site.clock.leap(1_000);
    }
    await driven(site, atRest(site.db, site.clock));
  }
  async function begin(quotes?: Reply) {
    await payer.owe();
    const made = await payer.payFromHome(quotes);
    const { code } = made.body.fromHome as { code: string };
    return { made, code, id: made.body.id };
  }
  async function look(code: string) {
    const response = await site.gateway.request(`/pay?code=${code}`);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
  async function press(code: string, part = 0) {
    const body = new URLSearchParams({ code, part: String(part) });
    const response = await site.gateway.request('/pay', { method: 'POST', body });
    await rest();
    return { status: response.status, location: response.headers.get('location') };
  }
  const orders = () => [...site.gateway.provider.orders.values()];
  /** The payment as its person sees it, in a session of this moment. */
  async function partOf(id: unknown) {
    payer = await Payer.come(site.gateway);
    return firstPart(await payer.payment(id));
  }
  /** A provider that takes money for an order that it had closed, and says so. */
  async function payLate(key = '') {
    const order = site.gateway.provider.orders.get(key);
    if (!order) throw new Error('no such order');
    order.state = 'paid';
    order.paid = { ref: `late-${key}`, merchant: 'M-test', currency: 'CNY', amount: order.amount, at: site.clock.now() };
    const about = { kind: 'payment', key } as const;
    await site.gateway.onedoor.notices(channelAt('sandbox', HOSPITAL)).accept({ id: `n-${key}`, hash: 'f'.repeat(64), about });
  }

  it('a payment from home asks the provider for nothing until whoever pays wants the code, and its paper holds an address with a code of its own', async () => {
    const { made, code } = await begin();
    await rest();
    expect([made.status, firstPart(made).state, orders()]).toEqual([201, 'paying', []]);
    expect(made.body.fromHome).toEqual({ code, address: `${PUBLIC_URL}/pay?code=${code}` });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(code).not.toBe(made.body.code);
    const { text } = await look(code);
    for (const said of ['*', SUM, '显示付款码', '11月24日 10:00', '只能用手机付']) expect(text).toContain(said);
  });

  it('a code is made at the first press, one however many press, and pays the bill: the hospital settles it and the page says when', async () => {
    const { made, code, id } = await begin();
    const replies = await Promise.all([press(code), press(code), press(code)]);
    expect(replies).toEqual(replies.map(() => ({ status: 303, location: `/pay?code=${code}` })));
    expect(orders()).toMatchObject([{ amount: TOTAL, state: 'waiting' }]);
    const shown = await look(code);
    expect(shown.text).toContain('<svg class="qr"');
    expect(shown.text).toContain('http-equiv="refresh"');
    site.gateway.provider.pay(orders()[0]?.key ?? '');
    await rest(5_000);
    expect((await partOf(id)).state).toBe('paid');
    const { text } = await look(code);
    expect(text).toContain('✓ 11月24日 08:00 已付清');
    expect(text).not.toContain('<svg');
    expect(text).not.toContain('http-equiv="refresh"');
    expect(text).not.toContain(String(made.body.code));
    const did = await site.db.rows("SELECT actor_kind, subject_id FROM audit WHERE action = 'payment.order-from-home'");
    expect(did).toEqual([{ actor_kind: 'anonymous', subject_id: id }]);
  });

  it('a code that is over is closed at the provider before another one is made, under another key', async () => {
    const { code } = await begin();
    await press(code);
    await press(code);
    expect(orders()).toHaveLength(1);
    await rest(CODE_MS);
    expect(orders().map(({ state }) => state)).toEqual(['closed']);
    expect((await look(code)).text).toContain('显示付款码');
    await press(code);
    expect(orders().map(({ state }) => state)).toEqual(['closed', 'waiting']);
    expect(new Set(orders().map(({ key }) => key)).size).toBe(2);
  });

  it('while it is not known what became of a code there is no other, and the one whose making was lost is closed first', async () => {
    const { code } = await begin();
    await press(code);
    const sql = "UPDATE payment_order SET state = 'unknown', code = NULL";
    const unit = { id: 'unt_lost', name: 'lose-code', lane: 'background', deadline: site.clock.now() + 1_000 } as const;
    await site.db.store.commit({ ...unit, parts: [{ sql, parameters: [] }] });
    expect((await look(code)).text).toContain('付款码马上就来');
    const body = new URLSearchParams({ code, part: '0' });
    await site.gateway.request('/pay', { method: 'POST', body });
    expect(orders()).toHaveLength(1);
    await rest(5_000);
    expect(orders().map(({ state }) => state)).toEqual(['closed']);
    expect((await look(code)).text).toContain('显示付款码');
  });

  it('money that comes late for a code that was closed pays the bill, and the code that can be paid then is closed', async () => {
    const { code, id } = await begin();
    await press(code);
    await rest(CODE_MS);
    await press(code);
    const [first, second] = orders();
    await payLate(first?.key);
    await rest();
    expect([(await partOf(id)).state, second?.state]).toEqual(['paid', 'closed']);
    expect(site.gateway.provider.pay(second?.key ?? '')).toBeUndefined();
  });

  it('money that comes a second time goes back by itself to the phone that paid, and the page says so', async () => {
    const { code, id } = await begin();
    await press(code);
    await rest(CODE_MS);
    await press(code);
    const [first, second] = orders();
    site.gateway.provider.pay(second?.key ?? '');
    await rest(5_000);
    expect((await partOf(id)).state).toBe('paid');
    await payLate(first?.key);
    await rest();
    expect([...site.gateway.provider.refunds.values()]).toMatchObject([{ orderKey: first?.key, amount: TOTAL, state: 'done' }]);
    expect((await look(code)).text).toContain(`退回 ${SUM} 给付钱的手机`);
  });

  it('the person can stop it: the code is closed, the page says that nothing can be paid, and a press makes no other', async () => {
    const { code, id } = await begin();
    await press(code);
    await payer.post(`/v1/payments/${String(id)}/cancel`, {});
    expect((await look(code)).text).toContain('现在不能付了');
    await rest(5_000);
    expect([(await partOf(id)).reason, orders()[0]?.state]).toEqual(['cancelled', 'closed']);
    await press(code);
    expect(orders()).toHaveLength(1);
    expect((await look(code)).text).toContain('结束，没有付成');
  });

  it('nobody pays after two hours, and in the last minute no code is made; then the bill can be paid another way', async () => {
    const { code, id } = await begin();
    await site.clock.leap(limits.paymentFromHome.figure - 59_000);
    await press(code);
    expect(orders()).toEqual([]);
    await rest(60_000);
    expect(await partOf(id)).toMatchObject({ state: 'not-paid', reason: 'not-paid-in-time' });
    expect((await payer.pay('cash')).status).toBe(201);
  });

  it('so many codes and no more are made of one bill; when the last is over, the payment has ended', async () => {
    const { code, id } = await begin();
    const max = limits.ordersFromHome.figure;
    for (let nth = 0; nth < max; nth += 1) {
      expect((await partOf(id)).state).toBe('paying');
      await press(code);
      await rest(CODE_MS);
    }
    expect(orders()).toHaveLength(max);
    await press(code);
    expect(orders()).toHaveLength(max);
    expect(await partOf(id)).toMatchObject({ state: 'not-paid', reason: 'not-paid-in-time' });
  });

  it('a cashier finds nothing of it, so that nobody pays it twice', async () => {
    const { made, code } = await begin();
    const cashier = await signedInStaff(site.gateway, undefined, 'cashier');
    await postAt(cashier.device, '/v1/shifts', {}, cashier.staff);
    const amount = { amount: TOTAL, currency: 'CNY' };
    for (const one of [code, made.body.code]) {
      const path = `/v1/desk/payments/${String(one)}/cash`;
      expect((await postAt(cashier.device, path, { amount }, { ...fresh(), ...cashier.staff })).status).toBe(404);
    }
  });

  it('the page says of a bill no line, no number of the person, and of a payment that is not from home nothing', async () => {
    const { made, code, id } = await begin();
    const { text, headers } = await look(code);
    const { patient } = testPatient(0);
    const secrets = [...LINES.map(({ name }) => name), patient.name, patient.document.number, String(id), String(made.body.code)];
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toContain('<script');
    await press(code);
    const logged = site.gateway.logged.join('');
    for (const secret of [code, patient.name, patient.document.number]) expect(logged).not.toContain(secret);
    const other = await Payer.come(site.gateway, 1);
    await other.owe();
    const inCash = await other.pay('cash');
    const unknown = await look('0000000000');
    const theirs = await Promise.all([look(String(inCash.body.code)), look(String(made.body.code))]);
    for (const one of theirs) expect([one.status, one.text]).toEqual([404, unknown.text]);
    const pressed = await press(String(inCash.body.code));
    expect([pressed.status, orders().length]).toEqual([404, 1]);
  });

  it('the paper opens its page for a week, and then no more', async () => {
    const { code } = await begin();
    await site.clock.leap(limits.shownFromHome.figure - 1);
    expect((await look(code)).status).toBe(200);
    await site.clock.leap(1);
    expect((await look(code)).status).toBe(404);
  });

  it('whoever guesses codes is stopped for a minute, and nobody else is', async () => {
    const { code } = await begin();
    for (let guess = 0; guess < limits.guessesOfAddress.figure; guess += 1)
      expect((await look(`000000000${guess % 10}`)).status).toBe(404);
    expect([(await look('0000000000')).status, (await look(code)).status, (await press(code)).status]).toEqual([429, 429, 429]);
    address = '203.0.113.8';
    expect((await look(code)).status).toBe(200);
    address = '203.0.113.7';
    await site.clock.leap(60_000);
    expect((await look(code)).status).toBe(200);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'null' }, 403],
    ['another site of the same name', { 'sec-fetch-site': 'same-site' }, 403],
    ['another origin of an old browser', { origin: 'https://elsewhere.example' }, 403],
    ['its own page', { 'sec-fetch-site': 'same-origin', origin: 'null' }, 303],
    ['its own page in an old browser', { origin: 'null' }, 303],
  ])('a press that %s causes is answered as that', async (_, headers, status) => {
    const { code } = await begin();
    const init = { method: 'POST', body: new URLSearchParams({ code, part: '0' }), headers };
    expect((await site.gateway.request('/pay', init)).status).toBe(status);
    await rest();
    expect(orders()).toHaveLength(status === 303 ? 1 : 0);
  });

  it('a code that is typed small, with a blank, or with O for 0 is the same, and what is no form is refused', async () => {
    const { code } = await begin();
    const typed = `${code.slice(0, 5)} ${code.slice(5)}`.toLowerCase().replace(/0/g, 'o');
    expect((await look(encodeURIComponent(typed))).status).toBe(200);
    for (const body of ['', 'code=1&part=-1', 'code=1&part=x', 'x'.repeat(limits.requestBody.figure + 1)])
      expect((await site.gateway.request('/pay', { method: 'POST', body })).status).toBe(400);
    expect(await (await site.gateway.request('/pay')).text()).toContain('纸上的 10 位编号');
  });

  it('nothing is begun that nobody could pay from home: in cash, or where the page has no address', async () => {
    await payer.owe();
    expect((await payer.payFromHome(undefined, 'cash')).body.code).toBe('channel-unavailable');
    const inside = await startQuietGateway(engine);
    const there = await Payer.come(inside.gateway);
    await there.owe();
    const quotes = await there.quotes();
    expect([quotes.body.fromHome, (await there.payFromHome(quotes)).body.code]).toEqual([false, 'channel-unavailable']);
    await inside.stop();
  });
});
