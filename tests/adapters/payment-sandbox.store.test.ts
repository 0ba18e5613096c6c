import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { payByLink } from './pay-by-link.ts';
import {
  acknowledged,
  call,
  expectAgreement,
  failed,
  MERCHANT,
  ordered,
  orderOf,
  refundOf,
  rejected,
  type StartedPayments,
  startSimulatedPayments,
} from './simulated-payments.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(options?: Parameters<typeof startSimulatedPayments>[0]): Promise<StartedPayments> {
  const started = await startSimulatedPayments(options);
  stops.push(started.stop);
  return started;
}

const paid = (amount: number) => ({ state: 'paid', paid: { merchant: MERCHANT.code, currency: 'CNY', amount } });

describe('the payment sandbox, by the amount of an order', () => {
  it('payment sandbox, 01: an order is paid at once, and a notice says so', async () => {
    const started = await start();
    await ordered(started, 12_301);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject(paid(12_301));
    await acknowledged(started, 1);
    expect(started.notices).toMatchObject([{ about: { kind: 'payment', key: 'order-1' } }]);
    await expectAgreement(started);
  });

  it('payment sandbox, 02: an order is never paid, also when it is told to be', async () => {
    const started = await start();
    await ordered(started, 2);
    await expect(started.act('POST /payments', { merchant: MERCHANT.code, key: 'order-1' })).rejects.toThrow('409');
    expect(expectOk(await started.channel.query('order-1', call()))).toEqual({ key: 'order-1', state: 'waiting' });
  });

  it.each([
    [
      'payment sandbox, 03: an order is paid with another amount',
      10_003,
      { merchant: MERCHANT.code, currency: 'CNY', amount: 10_004 },
    ],
    [
      'payment sandbox, 10: an order is paid to another merchant',
      10_010,
      { merchant: 'M0000STRANGER', currency: 'CNY', amount: 10_010 },
    ],
    [
      'payment sandbox, 11: an order is paid in another currency',
      10_011,
      { merchant: MERCHANT.code, currency: 'USD', amount: 10_011 },
    ],
  ])('%s, and the adapter reports it as it is', async (_what, amount, expected) => {
    const started = await start();
    await ordered(started, amount);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject({ state: 'paid', paid: expected });
    await expectAgreement(started);
  });

  it('payment sandbox, 04: an order is paid twice, the bill shows both, and both can be sent back, but no more', async () => {
    const started = await start();
    await ordered(started, 504);
    await acknowledged(started, 2);
    expect(new Set(started.notices.map(({ id }) => id)).size).toBe(2);
    for (const key of ['refund-1', 'refund-2'])
      expect(expectOk(await started.channel.refund({ ...refundOf(504), key }, call()))).toMatchObject({ state: 'done' });
    expect(await started.channel.refund({ ...refundOf(1, 504), key: 'refund-3' }, call())).toEqual(rejected('not-refundable'));
    started.advance(DAY_MS);
    const bill = expectOk(await started.channel.bill('2031-03-03', call()));
    expect(bill).toMatchObject({ paid: 1_008, refunded: 1_008 });
    expect(new Set(bill?.rows.map(({ ref }) => ref)).size).toBe(4);
    await expectAgreement(started);
  });

  it('payment sandbox, 05: an order is paid after its closing has succeeded', async () => {
    const started = await start();
    await ordered(started, 1_005);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject({ state: 'waiting' });
    expect(await started.channel.close('order-1', call())).toEqual({ ok: true, value: null });
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject(paid(1_005));
    await acknowledged(started, 1);
  });

  it('payment sandbox, 06: an order is paid and no notice of it is ever written down', async () => {
    const started = await start();
    await ordered(started, 1_006);
    await ordered(started, 1_001, 'order-2');
    await acknowledged(started, 1);
    expect(started.notices).toMatchObject([{ about: { key: 'order-2' } }]);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject(paid(1_006));
    expect(started.book.prepare('SELECT key FROM notice').pluck().all()).toEqual(['order-2']);
  });

  it.each([
    [1_007, 'processing'],
    [1_008, 'abnormal'],
    [1_012, 'closed'],
  ])('payment sandbox: of an order of %i fen a refund is %s, and stays so', async (amount, state) => {
    const started = await start();
    await ordered(started, amount);
    expect(expectOk(await started.channel.refund(refundOf(amount), call()))).toMatchObject({ state, amount });
    started.advance(30 * DAY_MS);
    expect(expectOk(await started.channel.queryRefund('refund-1', call()))).toMatchObject({ state });
    // What was closed was not sent back, and can be asked for again; what is on its way can not.
    const again = await started.channel.refund({ ...refundOf(amount), key: 'refund-2' }, call());
    if (state === 'closed') expect(again).toMatchObject({ ok: true });
    else expect(again).toEqual(rejected('not-refundable'));
    await expectAgreement(started);
  });

  it('payment sandbox, 09: an order is refused, and there is none', async () => {
    const started = await start();
    expect(await started.channel.order(orderOf(started, 909), call())).toEqual(rejected('amount-refused'));
    expect(await started.channel.query('order-1', call())).toEqual({ ok: true, value: null });
    expect(await started.channel.close('order-1', call())).toEqual(rejected('order-unknown'));
  });

  it('payment sandbox, 13: a refund is balance-short at first, and taken under the same key afterwards', async () => {
    const started = await start();
    await ordered(started, 1_013);
    expect(await started.channel.refund(refundOf(1_013), call())).toEqual(rejected('balance-short'));
    expect(await started.channel.queryRefund('refund-1', call())).toEqual({ ok: true, value: null });
    expect(expectOk(await started.channel.refund(refundOf(1_013), call()))).toMatchObject({ state: 'done' });
  });

  it('payment sandbox, 14: a notice comes twice, under one id and with one hash', async () => {
    const started = await start();
    await ordered(started, 1_014);
    await acknowledged(started, 2);
    const [first, second] = started.notices;
    expect(second).toEqual(first);
  });

  it('payment sandbox, 15: a notice comes before a query shows the payment', async () => {
    const started = await start({ lagMs: HOUR_MS });
    await ordered(started, 1_015);
    await acknowledged(started, 1);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject({ state: 'waiting' });
    started.advance(HOUR_MS);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject(paid(1_015));
  });

  it('payment sandbox: any other amount waits until it is told to be paid', async () => {
    const started = await start();
    await ordered(started, 1_000);
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject({ state: 'waiting' });
    await started.act('POST /payments', { merchant: MERCHANT.code, key: 'order-1' });
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject(paid(1_000));
    await expect(started.act('POST /payments', { merchant: MERCHANT.code, key: 'order-1' })).rejects.toThrow('409');
  });
});

describe('the payment sandbox and its keys', () => {
  it('the payment sandbox answers the same order again, a new code where the last is over, and refuses other content', async () => {
    const started = await start({ codeMs: 60_000 });
    const request = orderOf(started, 1_000);
    const first = expectOk(await started.channel.order(request, call()));
    expect(expectOk(await started.channel.order(request, call()))).toEqual(first);
    started.advance(60_000);
    const renewed = expectOk(await started.channel.order(request, call()));
    expect(renewed.code).not.toBe(first.code);
    expect(renewed.codeUntil).toBeGreaterThan(first.codeUntil);
    for (const change of [{ amount: 1_100 }, { description: '别的' }, { expiresAt: request.expiresAt + 1_000 }])
      expect(await started.channel.order({ ...request, ...change }, call())).toEqual(rejected('key-reused'));
    expect(started.book.prepare('SELECT count(*) FROM pay_order').pluck().get()).toBe(1);
  });

  it('the payment sandbox takes nothing by a link that is old, and by another one of the same order still, once', async () => {
    const started = await start({ linkMs: 60_000 });
    const request = { ...orderOf(started, 1_000), link: { payerAddress: '203.0.113.77' } };
    const first = expectOk(await started.channel.order(request, call()));
    expect(first.codeUntil).toBeLessThanOrEqual(started.now() + 60_000);
    started.advance(60_000);
    expect(await payByLink(first.code)).toBe(false);
    const renewed = expectOk(await started.channel.order(request, call()));
    expect(renewed.code).not.toBe(first.code);
    expect(await payByLink(renewed.code)).toBe(true);
    expect(await payByLink(renewed.code)).toBe(false);
    await acknowledged(started, 1);
    expect(await started.channel.order(request, call())).toEqual(rejected('order-paid'));
    expect(expectOk(await started.channel.query('order-1', call()))).toMatchObject(paid(1_000));
    await expectAgreement(started);
  });

  it('the payment sandbox closes an order once and for all, and says order-paid of one that was paid', async () => {
    const started = await start();
    const request = await ordered(started, 1_000);
    for (const _time of [1, 2]) expect(await started.channel.close('order-1', call())).toEqual({ ok: true, value: null });
    expect(await started.channel.order(request, call())).toEqual(rejected('order-closed'));
    await expect(started.act('POST /payments', { merchant: MERCHANT.code, key: 'order-1' })).rejects.toThrow('409');
    const settled = await ordered(started, 1_001, 'order-2');
    expect(await started.channel.close('order-2', call())).toEqual(rejected('order-paid'));
    expect(await started.channel.order(settled, call())).toEqual(rejected('order-paid'));
  });

  it('the payment sandbox sends money back once under a key, and never more than came in', async () => {
    const started = await start();
    await ordered(started, 1_001);
    const request = refundOf(600, 1_001);
    const first = expectOk(await started.channel.refund(request, call()));
    expect(expectOk(await started.channel.refund(request, call()))).toEqual(first);
    expect(await started.channel.refund({ ...request, amount: 601 }, call())).toEqual(rejected('key-reused'));
    expect(await started.channel.refund({ ...request, key: 'refund-2' }, call())).toEqual(rejected('not-refundable'));
    expect(await started.channel.refund({ ...request, key: 'refund-3', total: 1_000 }, call())).toEqual(
      rejected('request-refused'),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, place) =>
        started.channel.refund({ ...refundOf(200, 1_001), key: `refund-1${place}` }, call()),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    await expectAgreement(started);
  });

  it('the payment sandbox says balance-short where the money was taken out, and takes the refund once more has come in', async () => {
    const started = await start();
    await ordered(started, 1_001);
    await started.act('POST /withdrawals', { merchant: MERCHANT.code, amount: 500 });
    expect(await started.channel.refund(refundOf(1_001), call())).toEqual(rejected('balance-short'));
    await ordered(started, 1_101, 'order-2');
    expect(expectOk(await started.channel.refund(refundOf(1_001), call()))).toMatchObject({ state: 'done' });
    await expectAgreement(started);
  });

  it('the payment sandbox says processing of a refund until it has arrived', async () => {
    const started = await start({ refundMs: HOUR_MS });
    await ordered(started, 1_001);
    expect(expectOk(await started.channel.refund(refundOf(1_001), call()))).toMatchObject({ state: 'processing' });
    started.advance(HOUR_MS);
    expect(expectOk(await started.channel.queryRefund('refund-1', call()))).toMatchObject({
      state: 'done',
      at: expect.any(Number),
    });
  });

  it('the payment sandbox shows one merchant nothing of another, and keeps their keys apart', async () => {
    const started = await start();
    await ordered(started, 1_001);
    const { other } = started;
    expect(await other.query('order-1', call())).toEqual({ ok: true, value: null });
    expect(await other.close('order-1', call())).toEqual(rejected('order-unknown'));
    expect(await other.refund(refundOf(1_001), call())).toEqual(rejected('order-unknown'));
    expectOk(await other.order(orderOf(started, 2_000), call()));
    expect(expectOk(await other.query('order-1', call()))).toMatchObject({ state: 'waiting' });
  });

  it('the adapter of the payment sandbox sends nothing that its wire can not say', async () => {
    const started = await start();
    const request = orderOf(started, 1_000);
    for (const change of [
      { key: 'short' },
      { key: 'k'.repeat(33) },
      { key: '../refunds' },
      { amount: 0 },
      { amount: 1.5 },
      { expiresAt: 1 },
    ])
      expect(await started.channel.order({ ...request, ...change }, call())).toEqual(rejected('request-refused'));
    expect(await started.channel.bill('../orders/order-1', call())).toEqual(rejected('request-refused'));
    expect(started.book.prepare('SELECT count(*) FROM request_log').pluck().get()).toBe(0);
    const long = { ...request, description: '长'.repeat(41) };
    expect(await started.channel.order(long, call())).toEqual(rejected('request-refused'));
    expect(started.book.prepare('SELECT count(*) FROM pay_order').pluck().get()).toBe(0);
  });

  it('the payment sandbox has a bill once its day is over, and the sums are those of its rows', async () => {
    const started = await start();
    await ordered(started, 1_001);
    await ordered(started, 1_010, 'order-2');
    expectOk(await started.channel.refund(refundOf(300, 1_001), call()));
    expect(await started.channel.bill('2031-03-03', call())).toEqual({ ok: true, value: null });
    started.advance(DAY_MS);
    const bill = expectOk(await started.channel.bill('2031-03-03', call()));
    expect(bill).toMatchObject({ day: '2031-03-03', paid: 1_001, refunded: 300 });
    expect(bill?.rows).toMatchObject([
      { kind: 'payment', key: 'order-1', amount: 1_001 },
      { kind: 'refund', key: 'order-1', refundKey: 'refund-1', amount: 300 },
    ]);
    await started.act('POST /faults', { operation: 'bill', fault: 'wrong-sums' });
    expect(await started.channel.bill('2031-03-03', call())).toEqual(failed('malformed'));
  });

  it('the book of the payment sandbox refuses more back than came in, and a payment that is changed', async () => {
    const started = await start();
    await ordered(started, 1_001);
    const book = new Database(started.databasePath);
    const refused = (sql: string) => expect(() => book.exec(sql), sql).toThrow();
    refused(
      `INSERT INTO refund (merchant, key, pay_order, amount, fate) VALUES ('${MERCHANT.code}', 'refund-9', 1, 1002, 'processing')`,
    );
    refused('UPDATE payment SET amount = 1');
    refused('UPDATE merchant SET balance = -1');
    book.prepare('UPDATE merchant SET balance = balance + 1 WHERE code = ?').run(MERCHANT.code);
    book.close();
    expect(await started.act('GET /audit')).toEqual({
      disagreements: [`a balance is what came in less what went out: not ${MERCHANT.code}`],
    });
  });
});
