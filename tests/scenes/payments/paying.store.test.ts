import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { forgetQuotes } from '../../../bff/scenes/payments/quote-rows.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, LINES, Payer, TOTAL, useUpQuotes } from '../../support/payer.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { agreed, bearer, cardOf, codeFor, fresh, personOf, post, postAt, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

describe.each(SAMPLED_ENGINES)('%s: paying', (engine) => {
  let site: QuietGateway;
  let payer: Payer;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    payer = await Payer.come(site.gateway);
  });
  afterEach(() => site.stop());

  /** Lets what is under way come to rest, and answers the payment. */
  async function later(id: unknown, ms = 0) {
    await site.clock.leap(ms);
    await driven(site, atRest(site.db, site.clock));
    // One step wakes the next.
    for (let step = 0; step < 3; step += 1) {
      await site.clock.leap(1_000);
      await driven(site, atRest(site.db, site.clock));
    }
    return payer.payment(id);
  }
  /** The key under which the provider knows the newest order. */
  async function orderOf(id: unknown): Promise<string> {
    await later(id);
    return [...site.gateway.provider.orders.keys()].at(-1) ?? '';
  }
  const balance = () =>
    site.db.rows<{ from_account: string; to_account: string; fen: number }>(
      'SELECT from_account, to_account, fen FROM ledger_movement ORDER BY from_account DESC',
    );

  it('shows what is open with its lines, at the hospital alone whose it is, and nobody else’s', async () => {
    await payer.owe();
    const { status, body } = await payer.get(`/v1/bills?patientId=${payer.patientId}`);
    expect(status).toBe(200);
    const [hospital] = body.hospitals as { hospital: string; state: string; visits: Record<string, unknown>[] }[];
    expect(hospital).toMatchObject({ hospital: HOSPITAL, state: 'read' });
    expect(hospital?.visits).toHaveLength(1);
    expect(hospital?.visits[0]).toMatchObject({ total: { amount: TOTAL }, beingPaid: false });
    expect(hospital?.visits[0]?.lines).toHaveLength(LINES.length);
    const other = await Payer.come(site.gateway, 1);
    expect(await other.bills()).toEqual([]);
    expect((await other.get(`/v1/bills?patientId=${payer.patientId}`)).status).toBe(404);
  });

  it('tells who pays what, and then what is paid, in the order in which the bills were asked for', async () => {
    const [line] = LINES.slice(1);
    if (!line) throw new Error('a bill without lines');
    const fen = [100, 200, 300, 400, 500, 600];
    for (const amount of fen) await payer.owe([{ ...line, quantity: '1', price: amount, amount }]);
    const asked = await payer.quotes((await payer.bills()).toReversed());
    const { body } = await payer.get(`/v1/quotes/${String(asked.body.id)}`);
    const quotes = body.quotes as { split: { total: { amount: number } } }[];
    expect(quotes.map(({ split }) => split.total.amount)).toEqual(fen.toReversed());
    const paying = await payer.pay('sandbox', asked);
    const parts = paying.body.parts as { agreed: { total: { amount: number } } }[];
    expect(parts.map(({ agreed }) => agreed.total.amount)).toEqual(fen.toReversed());
  });

  it('pays a bill by a code: the hospital settles it, the ledger says so, and the receipt has its lines', async () => {
    const visit = await payer.owe();
    const paid = await payer.pay('sandbox');
    expect([paid.status, firstPart(paid).state]).toEqual([201, 'paying']);
    const key = await orderOf(paid.body.id);
    expect(firstPart(await payer.payment(paid.body.id)).code).toBe(`sim://${key}`);
    site.gateway.provider.pay(key);
    expect(firstPart(await later(paid.body.id, 5_000)).state).toBe('paid');
    const [settlement] = (await site.gateway.hospital.charges?.settlements(visit)) ?? [];
    expect(settlement?.split).toEqual({ total: TOTAL, fund: 0, account: 0, cash: TOTAL });
    expect(await balance()).toEqual([
      { from_account: 'payer', to_account: 'held', fen: TOTAL },
      { from_account: 'held', to_account: 'hospital', fen: TOTAL },
    ]);
    const receipt = await payer.get(`/v1/receipts/${String(paid.body.id)}`);
    expect([receipt.status, receipt.body.notInvoice]).toEqual([200, true]);
    const [part] = receipt.body.parts as { lines: { name: string }[] }[];
    expect(part?.lines.map(({ name }) => name)).toEqual(LINES.map(({ name }) => name));
    expect(await payer.bills()).toEqual([]);
  });

  it('asks a hospital that settles insurance itself what it would pay, and pays the rest', async () => {
    const visit = await payer.owe();
    const quotes = await payer.quotes(undefined, true);
    await later(quotes.body.id);
    const told = await payer.get(`/v1/quotes/${String(quotes.body.id)}`);
    expect(told.body.state).toBe('ready');
    const [quote] = told.body.quotes as { split: Record<string, { amount: number }> }[];
    const { fund, account, cash } = quote?.split ?? {};
    expect((fund?.amount ?? 0) + (account?.amount ?? 0) + (cash?.amount ?? 0)).toBe(TOTAL);
    expect(fund?.amount).toBeGreaterThan(0);
    const paid = await payer.pay('sandbox', told);
    site.gateway.provider.pay(await orderOf(paid.body.id));
    expect(firstPart(await later(paid.body.id, 5_000)).state).toBe('paid');
    const [settlement] = (await site.gateway.hospital.charges?.settlements(visit)) ?? [];
    expect(settlement?.split).toEqual({ total: TOTAL, fund: fund?.amount, account: account?.amount, cash: cash?.amount });
  });

  it('refuses to pay a bill that has changed since it was quoted', async () => {
    const visit = await payer.owe();
    const quotes = await payer.quotes();
    await site.gateway.hospital.charges?.change(visit);
    const refused = await payer.pay('sandbox', quotes);
    expect([refused.status, refused.body.code]).toEqual([409, 'bill-changed']);
    expect(await site.db.rows('SELECT id FROM payment')).toEqual([]);
  });

  it('refuses quotes that are ten minutes old, and a second payment of the same quotes', async () => {
    await payer.owe();
    const quotes = await payer.quotes();
    const paid = await payer.pay('cash', quotes);
    expect(paid.status).toBe(201);
    const again = await payer.pay('cash', quotes);
    expect([again.status, again.body.code]).toEqual([409, 'quotes-expired']);
    const other = await Payer.come(site.gateway, 1);
    await other.owe();
    const old = await other.quotes();
    await site.clock.leap(limits.quoteHolds.figure);
    const late = await other.pay('cash', old);
    expect([late.status, late.body.code]).toEqual([409, 'quotes-expired']);
  });

  it('lets nobody pay a bill that is being paid, and everybody once that came to nothing', async () => {
    await payer.owe();
    const bills = await payer.bills();
    const [first, second] = [await payer.quotes(bills), await payer.quotes(bills)];
    const paid = await payer.pay('cash', first);
    const refused = await payer.pay('cash', second);
    expect([refused.status, refused.body.code]).toEqual([409, 'bill-in-payment']);
    await payer.post(`/v1/payments/${String(paid.body.id)}/cancel`, {});
    expect(firstPart(await later(paid.body.id))).toMatchObject({ state: 'not-paid', reason: 'cancelled' });
    expect((await payer.pay('cash', await payer.quotes(bills))).status).toBe(201);
  });

  it('closes the code when its time is over, and sends back by itself what somebody paid too late', async () => {
    await payer.owe();
    const paid = await payer.pay('sandbox');
    const key = await orderOf(paid.body.id);
    await payer.post(`/v1/payments/${String(paid.body.id)}/cancel`, {});
    // The phone pays before the provider hears that it is cancelled.
    site.gateway.provider.pay(key);
    expect(firstPart(await later(paid.body.id))).toMatchObject({ state: 'not-paid', reason: 'cancelled' });
    await later(paid.body.id, 60_000);
    expect(site.gateway.provider.kept(key)).toBe(0);
    const [part] = (await payer.payment(paid.body.id)).body.parts as { refunds: unknown[] }[];
    expect(part?.refunds).toMatchObject([{ amount: { amount: TOTAL }, cause: 'late', state: 'done' }]);
  });

  it('takes cash once, from a cashier on duty of that hospital, for the amount that is due', async () => {
    await payer.owe();
    const paid = await payer.pay('cash');
    const address = `/v1/desk/payments/${String(paid.body.code)}`;
    const cashier = await signedInStaff(site.gateway, undefined, 'cashier');
    const shown = await replyOf(await cashier.device.request(address, { headers: cashier.staff }));
    expect(shown.body).toMatchObject({ state: 'due', due: { amount: TOTAL } });
    expect(shown.text).not.toContain(LINES[0]?.name);
    const take = (amount: number) =>
      postAt(cashier.device, `${address}/cash`, { amount: { amount, currency: 'CNY' } }, { ...fresh(), ...cashier.staff });
    expect((await take(TOTAL)).body.code).toBe('not-on-duty');
    await postAt(cashier.device, '/v1/shifts', {}, cashier.staff);
    expect((await take(TOTAL - 1)).body.code).toBe('payment-not-due');
    const taken = await take(TOTAL);
    expect([taken.status, taken.body.state]).toEqual([200, 'paid']);
    expect((await take(TOTAL)).body.code).toBe('payment-not-due');
    expect(firstPart(await later(paid.body.id)).state).toBe('paid');
    const audit = await site.db.rows("SELECT actor_id FROM audit WHERE action = 'payment.take-cash'");
    expect(audit).toEqual([{ actor_id: cashier.staffId }]);
  });

  it('has a cashier give back in cash what was paid in cash, once, and for the amount that is due', async () => {
    await payer.owe();
    const paid = await payer.pay('cash');
    const address = `/v1/desk/payments/${String(paid.body.code)}`;
    const cashier = await signedInStaff(site.gateway, undefined, 'cashier');
    await postAt(cashier.device, '/v1/shifts', {}, cashier.staff);
    const act = (what: string, amount: number) =>
      postAt(cashier.device, `${address}/${what}`, { amount: { amount, currency: 'CNY' } }, { ...fresh(), ...cashier.staff });
    await act('cash', TOTAL);
    await later(paid.body.id);
    expect((await act('returns', TOTAL)).body.code).toBe('payment-not-due');
    await payer.refund(paid.body.id);
    await later(paid.body.id, 1_000);
    const shown = await replyOf(await cashier.device.request(address, { headers: cashier.staff }));
    expect(shown.body.back).toEqual({ amount: TOTAL, currency: 'CNY' });
    expect((await act('returns', 1)).body.code).toBe('payment-not-due');
    expect((await act('returns', TOTAL)).status).toBe(200);
    expect((await act('returns', TOTAL)).body.code).toBe('payment-not-due');
    await later(paid.body.id);
    expect(await site.db.rows('SELECT state FROM charge_refund')).toEqual([{ state: 'done' }]);
    const [back] = await site.db.rows<{ fen: number }>("SELECT SUM(fen) AS fen FROM ledger_movement WHERE to_account = 'payer'");
    expect(Number(back?.fen)).toBe(TOTAL);
  });

  it('takes nothing back in a session that a clerk vouched for, nor for somebody whose agreement is taken back', async () => {
    await payer.owe();
    const paid = await payer.pay('sandbox');
    site.gateway.provider.pay(await orderOf(paid.body.id));
    await later(paid.body.id, 5_000);
    const tried = async () => {
      const asked = await payer.post(`/v1/payments/${String(paid.body.id)}/refunds`, {
        part: 0,
        lines: 'whole',
        amount: { amount: TOTAL, currency: 'CNY' },
      });
      return [(await payer.get(`/v1/payments/${String(paid.body.id)}/refunds`)).body.code, asked.body.code];
    };
    const change = (sql: string) =>
      commit(site.gateway.onedoor.dependencies, 'change-in-test', 'outcomes', [{ sql, parameters: [] }]);
    await change("UPDATE session SET evidence = 'staff-present'");
    expect(await tried()).toEqual(['document-required', 'document-required']);
    await change("UPDATE session SET evidence = 'demo'");
    await change(`UPDATE consent SET withdrawn_at = ${site.clock.now()}`);
    expect(await tried()).toEqual(['consent-required', 'consent-required']);
    expect(await site.db.rows('SELECT id FROM charge_refund')).toEqual([]);
    expect((await payer.payment(paid.body.id)).status, 'what was paid can still be looked at').toBe(200);
  });

  it('takes a line back alone, and then the rest; the money goes back to where it came from', async () => {
    await payer.owe();
    const paid = await payer.pay('sandbox');
    const key = await orderOf(paid.body.id);
    site.gateway.provider.pay(key);
    await later(paid.body.id, 5_000);
    expect((await payer.refund(paid.body.id, 'line')).status).toBe(201);
    await later(paid.body.id, 60_000);
    const left = site.gateway.provider.kept(key);
    expect(left).toBeLessThan(TOTAL);
    expect((await payer.refund(paid.body.id)).status).toBe(201);
    await later(paid.body.id, 60_000);
    expect(site.gateway.provider.kept(key)).toBe(0);
    const [part] = (await payer.get(`/v1/payments/${String(paid.body.id)}/refunds`)).body.parts as { state: string }[];
    expect(part?.state).toBe('nothing');
    const rows = await site.db.rows<{ fen: number }>(
      `SELECT SUM(CASE WHEN to_account = 'held' THEN fen WHEN from_account = 'held' THEN -fen ELSE 0 END) AS fen FROM ledger_movement`,
    );
    expect(Number(rows[0]?.fen)).toBe(0);
  });

  it('sends back what was paid where it is not what was asked for, under the order’s own amount, and tells the person that it is not paid', async () => {
    await payer.owe();
    const paid = await payer.pay('sandbox');
    const key = await orderOf(paid.body.id);
    site.gateway.provider.pay(key, { amount: TOTAL - 1 });
    const told = await later(paid.body.id, 60_000);
    expect(firstPart(told)).toMatchObject({ state: 'not-paid', reason: 'other' });
    const [part] = told.body.parts as { refunds: object[] }[];
    expect(part?.refunds).toMatchObject([{ amount: { amount: TOTAL - 1 }, cause: 'other-amount', state: 'done' }]);
    expect(site.gateway.provider.kept(key)).toBe(0);
  });

  it('a provider that says neither that an order is closed nor that it was paid is asked less and less often', async () => {
    await payer.owe();
    const paid = await payer.pay('sandbox');
    const key = await orderOf(paid.body.id);
    site.gateway.provider.contradict(key);
    const before = site.gateway.provider.asked;
    await later(paid.body.id, 10 * 60_000);
    for (let minute = 0; minute < 30; minute += 1) await later(paid.body.id, 60_000);
    expect(site.gateway.provider.asked - before).toBeLessThan(200);
  });

  it('an order that the provider refused, and that somebody paid all the same, is asked about when a notice comes, and goes back', async () => {
    await payer.owe();
    const paid = await payer.pay('sandbox');
    const key = await orderOf(paid.body.id);
    const { dependencies } = site.gateway.onedoor;
    await commit(dependencies, 'change-in-test', 'outcomes', [
      { sql: `UPDATE payment_order SET state = 'refused' WHERE order_key = '${key}'`, parameters: [] },
    ]);
    await payer.post(`/v1/payments/${String(paid.body.id)}/cancel`, {});
    await later(paid.body.id, 60_000);
    const notice = site.gateway.provider.pay(key);
    if (!notice) throw new Error('nothing was paid');
    await site.gateway.onedoor.notices(`sandbox ${HOSPITAL}`).accept(notice);
    await later(paid.body.id, 120_000);
    expect(site.gateway.provider.kept(key)).toBe(0);
    expect(await site.db.rows('SELECT cause, state FROM payment_refund')).toEqual([{ cause: 'late', state: 'done' }]);
  });

  it('shows neither bills nor payments to a phone that was held, and pays nothing for it', async () => {
    const phone = '13900000021';
    const evidence = { kind: 'one-time-code', phone, code: await codeFor(site.gateway, phone) };
    const body = { evidence, person: personOf(cardOf(3)), consents: await agreed(site.gateway), carrier: 'bearer' };
    const opened = await post(site.gateway, '/v1/sessions', body);
    const headers = bearer(opened);
    const read = await replyOf(await site.gateway.request(`/v1/bills?patientId=${String(opened.body.patientId)}`, { headers }));
    expect([read.status, read.body.code]).toEqual([409, 'document-required']);
    const wanted = {
      patientId: opened.body.patientId,
      bills: [{ hospital: HOSPITAL, visitRef: 'v', billHash: 'h' }],
      insurance: false,
    };
    expect((await post(site.gateway, '/v1/quotes', wanted, { ...headers, ...fresh() })).body.code).toBe('document-required');
  });

  it('keeps no line of a bill, no name and no code of insurance in clear, in the database or the log', async () => {
    await payer.owe([{ ...LINES[0], name: '金丝雀检查' } as (typeof LINES)[number]]);
    const bills = await payer.bills();
    await payer.post('/v1/quotes', { patientId: payer.patientId, bills, insurance: true, insuranceToken: 'canary-token' });
    await payer.pay('cash', await payer.quotes(bills));
    const tables = ['bill_quote', 'payment', 'payment_part', 'payment_order', 'payment_event', 'audit', 'idempotency'];
    for (const table of tables) {
      const text = JSON.stringify(await site.db.rows(`SELECT * FROM ${table}`));
      for (const canary of ['金丝雀', 'canary-token', testPatient(0).patient.name]) expect(text, table).not.toContain(canary);
    }
    expect(site.gateway.logged.join()).not.toMatch(/金丝雀|canary-token/);
  });

  it('forgets after a week what was quoted and not paid, and nothing of what was paid', async () => {
    await payer.owe();
    const bills = await payer.bills();
    await payer.quotes(bills);
    const paid = await payer.pay('cash', await payer.quotes(bills));
    await payer.post(`/v1/payments/${String(paid.body.id)}/cancel`, {});
    await later(paid.body.id, limits.quoteHolds.figure);
    const { dependencies } = site.gateway.onedoor;
    const count = async () => (await site.db.rows('SELECT id FROM bill_quote')).length;
    const forget = (now: number) => commit(dependencies, 'forget-old-rows', 'background', forgetQuotes('quote-bill', now));
    await forget(site.clock.now() + limits.quoteKept.figure - limits.quoteHolds.figure * 2);
    expect(await count()).toBe(2);
    await forget(site.clock.now() + limits.quoteKept.figure);
    expect(await count()).toBe(1);
    expect((await payer.payment(paid.body.id)).status).toBe(200);
  });

  it('refuses more quotes of one person in an hour than the bound', async () => {
    await payer.owe();
    const bills = await payer.bills();
    expect((await payer.quotes(bills)).status).toBe(201);
    await useUpQuotes(site.gateway);
    const refused = await payer.quotes(bills);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-quotes']);
  });
});
