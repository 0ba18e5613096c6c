import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../adapters/payments/port.ts';
import { addInboundRoutes } from '../../../bff/main/inbound-routes.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { ledgerOf } from '../../../bff/scenes/payments/ledger.ts';
import { postParts } from '../../../bff/scenes/payments/ledger-rows.ts';
import { readOrders } from '../../../bff/scenes/payments/order-rows.ts';
import { refundParts } from '../../../bff/scenes/payments/refund-parts.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, Payer, TOTAL } from '../../support/payer.ts';
import { ORIGIN } from '../../support/test-device.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { fresh, type Reply } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const A_DAY_MS = 24 * 3_600_000;

/** What lost money elsewhere, replayed: each title says what happened there first. */
describe.each(SAMPLED_ENGINES)('%s: failures of other payment systems', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let paid: Reply;
  let key: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    addInboundRoutes(site.gateway.onedoor);
    payer = await Payer.come(site.gateway);
    await payer.owe();
    paid = await payer.pay('sandbox');
    await rest();
    key = [...site.gateway.provider.orders.keys()].at(-1) ?? '';
  });
  afterEach(() => site.stop());

  async function rest(ms = 0): Promise<void> {
    await site.clock.leap(ms);
    await driven(site, atRest(site.db, site.clock));
    // One step wakes the next.
    for (let step = 0; step < 4; step += 1) {
      await site.clock.leap(1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  async function hear(notice: Notice): Promise<number> {
    const headers = { 'x-genuine': site.gateway.provider.merchant, host: 'localhost' };
    const init = { method: 'POST', body: JSON.stringify(notice), headers };
    const { status } = await site.gateway.request(`${ORIGIN}/inbound/payments/sandbox/${HOSPITAL}`, init);
    await rest();
    return status;
  }
  const part = async () => firstPart(await payer.payment(paid.body.id));
  /** What the rows say, once the person's session has ended. */
  const state = async () => (await site.db.rows<{ state: string }>('SELECT state FROM payment_part'))[0]?.state;
  const movements = () =>
    site.db.rows<{ from_account: string; to_account: string; fen: number }>(
      'SELECT from_account, to_account, fen FROM ledger_movement ORDER BY business_key',
    );
  const paidOnce = async () => (await movements()).filter(({ from_account }) => from_account === 'payer').length;
  async function settled(): Promise<Notice> {
    const notice = site.gateway.provider.pay(key) as Notice;
    await hear(notice);
    expect((await part()).state).toBe('paid');
    return notice;
  }
  const told = (id: string, kind: 'payment' | 'refund' = 'payment'): Notice => ({
    id,
    hash: id.padEnd(64, '0').slice(0, 64),
    about: { kind, key },
  });

  it.each([
    ['as they come', (notices: readonly Notice[]) => notices],
    ['in reverse', (notices: readonly Notice[]) => notices.toReversed()],
  ])(
    'one address for pay, refund, close and "finished": three notices that name the paid order again, %s, pay nothing a second time and undo nothing',
    async (_, order) => {
      await settled();
      await payer.refund(paid.body.id, 'line');
      await rest(60_000);
      const before = await movements();
      const kept = site.gateway.provider.kept(key);
      const notices = order([
        told('partial-refund-same-status'),
        told('full-refund-closes'),
        told('finished-after-three-months'),
      ]);
      for (const notice of notices) {
        await site.clock.leap(30 * A_DAY_MS);
        expect(await hear(notice)).toBe(204);
      }
      expect(await movements()).toEqual(before);
      expect([await paidOnce(), await state(), site.gateway.provider.kept(key)]).toEqual([1, 'settled', kept]);
    },
  );

  it('a notice after closing: who pays two seconds before the order closes, and is heard of after it, has the bill paid or the money back, and a notice after that moves nothing back', async () => {
    await payer.post(`/v1/payments/${String(paid.body.id)}/cancel`, {});
    const notice = site.gateway.provider.pay(key) as Notice;
    await rest(22_000);
    expect(await hear(notice)).toBe(204);
    await rest(60_000);
    expect(await part()).toMatchObject({ state: 'not-paid', reason: 'cancelled' });
    expect(site.gateway.provider.kept(key)).toBe(0);
    const before = await movements();
    await site.clock.leap(A_DAY_MS);
    expect(await hear({ ...notice, id: 'again-after-the-visit' })).toBe(204);
    expect(await movements()).toEqual(before);
    expect(await state()).toBe('undone');
  });

  it('an order that is closed here and not at the provider: nobody is told that a bill is unpaid before the provider says that the code is dead', async () => {
    const close = site.gateway.provider.close;
    site.gateway.provider.close = async () => ({ ok: false, failure: { kind: 'unknown-outcome', detail: 'lost' } });
    await payer.post(`/v1/payments/${String(paid.body.id)}/cancel`, {});
    await rest(30_000);
    expect((await part()).state).not.toBe('not-paid');
    site.gateway.provider.close = close;
    await rest(10 * 60_000);
    expect((await part()).state).toBe('not-paid');
    expect(site.gateway.provider.pay(key)).toBeUndefined();
  });

  it('a refund that is asked for again: the same key has the same answer and one posting, and another content under it is refused', async () => {
    await settled();
    const { body } = await payer.get(`/v1/payments/${String(paid.body.id)}/refunds`);
    const [first] = body.parts as { whole: object }[];
    const path = `/v1/payments/${String(paid.body.id)}/refunds`;
    const headers = fresh();
    const wanted = { part: 0, lines: 'whole', amount: first?.whole };
    const answers = [await payer.post(path, wanted, headers), await payer.post(path, wanted, headers)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const other = await payer.post(path, { ...wanted, amount: { amount: 1, currency: 'CNY' } }, headers);
    expect(other.body.code).toBe('idempotency-key-reused');
    await rest(60_000);
    expect((await movements()).filter(({ to_account }) => to_account === 'payer')).toEqual([
      { from_account: 'held', to_account: 'payer', fen: TOTAL },
    ]);
    expect([site.gateway.provider.refunds.size, site.gateway.provider.kept(key)]).toEqual([1, 0]);
  });

  it('more than was paid is sent back: of refunds that race each other no more goes back than was paid', async () => {
    await settled();
    const { store, ids, clock, tellOfMoney } = site.gateway.onedoor.dependencies;
    const [row] = await site.db.rows<{ id: string }>('SELECT id FROM payment_part');
    const partId = row?.id ?? '';
    const [order] = await readOrders(store, partId);
    const back = { orderKey: order?.key ?? '', partId, channel: 'sandbox', amount: TOTAL - 1, cause: 'asked' } as const;
    const race = ['asked', 'late', 'twice', 'undone'].map((cause) =>
      commit(
        { store, ids, clock },
        'probe',
        'interactive',
        refundParts({ ids, clock, tellOfMoney }, { ...back, cause } as typeof back).parts,
      ),
    );
    const won = (await Promise.all(race)).filter(({ ok }) => ok);
    expect(won).toHaveLength(1);
    const [kept] = await site.db.rows<{ returned: number }>('SELECT returned FROM payment_order');
    expect(Number(kept?.returned)).toBe(TOTAL - 1);
  });

  it('a notice of a refund before the one of its payment: it is acknowledged, and the payment is found all the same', async () => {
    const notice = site.gateway.provider.pay(key) as Notice;
    expect(await hear({ ...told('refund-before-payment', 'refund'), about: { kind: 'refund', key: 'ref_unknown' } })).toBe(204);
    expect(await hear(notice)).toBe(204);
    expect([(await part()).state, await paidOnce()]).toEqual(['paid', 1]);
  });

  it('a movement of yesterday that is written after one of today: the balance of each day is the sum of its movements', async () => {
    await settled();
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const [row] = await site.db.rows<{ id: string }>('SELECT id FROM payment_part');
    const posting = (at: number) => ({ hospitalId: HOSPITAL, partId: row?.id ?? '', at, nextId: () => ids.inOrder('lgr') });
    const post = (at: number, fen: number, businessKey: string) =>
      commit({ store, ids, clock }, 'probe', 'interactive', [
        ...postParts(posting(at), [{ from: 'hospital', to: 'held', fen, businessKey }]),
      ]);
    await post(clock.now(), 300, 'probe:today');
    await post(clock.now() - A_DAY_MS, 200, 'probe:yesterday');
    const hospital = async (day: string) =>
      (await ledgerOf(site.gateway.onedoor.dependencies, day)).find(({ account }) => account === 'hospital');
    expect(await hospital('2026-11-23')).toMatchObject({ before: 0, out: 200, after: -200 });
    expect(await hospital('2026-11-24')).toMatchObject({ before: -200, in: TOTAL, out: 300, after: TOTAL - 500 });
  });
});
