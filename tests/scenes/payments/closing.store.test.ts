import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeMoney } from '../../../bff/scenes/payments/close-money.ts';
import { openMoney } from '../../../bff/scenes/payments/open-money.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, Payer, TOTAL } from '../../support/payer.ts';
import { OPERATOR_TOKEN } from '../../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const AN_HOUR_MS = 3_600_000;

interface Shown {
  readonly state: string;
  readonly takenBack?: { readonly state: string };
  readonly refunds: readonly { readonly state: string }[];
}

describe.each(SAMPLED_ENGINES)('%s: what waits for people', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let fate: 'done' | 'abnormal';

  beforeEach(async () => {
    fate = 'abnormal';
    site = await startQuietGateway(engine, { refundFate: () => fate });
    payer = await Payer.come(site.gateway);
  });
  afterEach(() => site.stop());

  async function later(ms = 0): Promise<void> {
    await site.clock.leap(ms);
    await driven(site, atRest(site.db, site.clock));
    // One step wakes the next.
    for (let step = 0; step < 4; step += 1) {
      await site.clock.leap(1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  async function begun() {
    const visit = await payer.owe();
    const { body } = await payer.pay('sandbox');
    await later();
    return { id: body.id, visit, key: [...site.gateway.provider.orders.keys()].at(-1) ?? '' };
  }
  /** Somebody paid, the bill was settled elsewhere meanwhile, and their money can not go back. */
  async function stuck() {
    const { id, visit, key } = await begun();
    await site.gateway.hospital.charges?.settle(visit);
    site.gateway.provider.pay(key);
    await later(5_000);
    await later(60_000);
    return id;
  }
  /** A bill was settled and taken back by the hospital, and the money can not go back. */
  async function takenBack() {
    const { id, key } = await begun();
    site.gateway.provider.pay(key);
    await later(5_000);
    await payer.refund(id);
    await later(5_000);
    await later(60_000);
    return id;
  }
  /** Somebody paid in another currency. */
  async function elsewhere() {
    const { id, key } = await begun();
    site.gateway.provider.pay(key, { currency: 'USD' });
    await later(5_000);
    return id;
  }
  const open = async () =>
    (await openMoney(site.gateway.onedoor.dependencies)).map(({ what, id, state }) => ({ what, id, state }));
  const idOf = async (what: string) => (await open()).find((one) => one.what === what)?.id ?? '';
  const close = (id: string, as: 'settled' | 'undone') =>
    closeMoney(site.gateway.onedoor.dependencies, { id, as, reason: '银行退款单 77', requestId: 'req_test' });
  const shown = async (id: unknown): Promise<Shown> => {
    const [part] = (await (await Payer.come(site.gateway)).payment(id)).body.parts as Shown[];
    if (!part) throw new Error('a payment without parts');
    return part;
  };
  const back = async () => {
    const { body } = await (await Payer.come(site.gateway)).get('/v1/payments?limit=10');
    return (body.items as { back: string }[]).map((one) => one.back);
  };
  /** What is in each account, fen. */
  async function balances(): Promise<Readonly<Record<string, number>>> {
    const rows = await site.db.rows<{ account: string; fen: number }>(
      `SELECT account, SUM(fen) AS fen FROM (SELECT to_account AS account, fen FROM ledger_movement
        UNION ALL SELECT from_account, -fen FROM ledger_movement) AS moved GROUP BY account HAVING SUM(fen) <> 0`,
    );
    return Object.fromEntries(rows.map(({ account, fen }) => [account, Number(fen)]));
  }
  const closings = () => site.db.rows("SELECT reason FROM audit WHERE action = 'payment.close-case' ORDER BY at, id");
  const told = (kind: string) => site.db.rows(`SELECT state FROM message WHERE kind = '${kind}'`);

  it('a refund that is stuck is ended as settled: the payer has the money, and so the ledger says', async () => {
    const id = await stuck();
    expect(await balances()).toEqual({ payer: -TOTAL, held: TOTAL });
    const key = await idOf('refund');
    expect(await close(key, 'settled')).toBe(true);
    expect(await close(key, 'settled')).toBe(false);
    expect(await balances()).toEqual({});
    await later(AN_HOUR_MS);
    // The part waited for nothing but this money.
    expect(await open()).toEqual([]);
    expect(await shown(id)).toMatchObject({ state: 'not-paid', refunds: [{ state: 'done' }] });
    expect(await back()).toEqual(['done']);
    expect(await closings()).toEqual([{ reason: `${key} settled: 银行退款单 77` }]);
  });

  it('of two operators who end one thing at once, each in another way, one does, and its money moves once', async () => {
    await takenBack();
    const [refund, charges] = [await idOf('refund'), await idOf('charge-refund')];
    const done = await Promise.all([close(refund, 'settled'), close(charges, 'undone')]);
    expect(done.filter((one) => one)).toHaveLength(1);
    expect(await balances()).toEqual(done[0] ? {} : { payer: -TOTAL, hospital: TOTAL });
    expect([await open(), (await closings()).length]).toEqual([[], 1]);
  });

  it('a refund that is stuck is ended as undone: the money stays with the hospital, nothing goes back, and its part is ended by itself', async () => {
    const id = await stuck();
    expect(await close(await idOf('refund'), 'undone')).toBe(true);
    expect(await balances()).toEqual({ payer: -TOTAL, hospital: TOTAL });
    await later(AN_HOUR_MS);
    expect((await open()).map(({ what }) => what)).toEqual(['part']);
    expect(await close(await idOf('part'), 'settled')).toBe(true);
    expect([await open(), await balances()]).toEqual([[], { payer: -TOTAL, hospital: TOTAL }]);
    expect(await shown(id)).toMatchObject({ state: 'paid', refunds: [] });
    expect(await back()).toEqual(['none']);
    const [order] = await site.db.rows<{ returned: number }>('SELECT returned FROM payment_order');
    expect(Number(order?.returned)).toBe(0);
  });

  it.each(['charge-refund', 'refund'])(
    'a refund of charges whose money is stuck is ended as settled by its %s: both are done',
    async (what) => {
      const id = await takenBack();
      expect((await open()).map(({ state }) => state).sort()).toEqual(['case', 'stuck']);
      expect(await close(await idOf(what), 'settled')).toBe(true);
      expect([await open(), await balances()]).toEqual([[], {}]);
      expect(await shown(id)).toMatchObject({ state: 'paid', takenBack: { state: 'done' }, refunds: [{ state: 'done' }] });
      expect(await back()).toEqual(['done']);
      await later(AN_HOUR_MS);
      expect([await open(), await balances()]).toEqual([[], {}]);
    },
  );

  it.each(['charge-refund', 'refund'])(
    'and as undone: the hospital has it as before, and what was asked for came to nothing',
    async (what) => {
      const id = await takenBack();
      expect(await close(await idOf(what), 'undone')).toBe(true);
      expect([await open(), await balances()]).toEqual([[], { payer: -TOTAL, hospital: TOTAL }]);
      expect(await shown(id)).toMatchObject({ state: 'paid', takenBack: { state: 'refused' }, refunds: [] });
      expect(await back()).toEqual(['none']);
    },
  );

  it('money that went elsewhere leaves the list with its order, and nothing is posted of it', async () => {
    const id = await elsewhere();
    const key = await idOf('order');
    expect(await close(key, 'undone')).toBe(true);
    expect(await close(key, 'undone')).toBe(false);
    expect((await open()).map(({ what }) => what)).toEqual(['part']);
    expect([await balances(), (await shown(id)).state]).toEqual([{}, 'with-staff']);
    expect(await closings()).toEqual([{ reason: `${key} undone: 银行退款单 77` }]);
  });

  it('money that went elsewhere leaves the list with its part, and the bill can be paid anew', async () => {
    const id = await elsewhere();
    expect((await open()).map(({ what }) => what).sort()).toEqual(['order', 'part']);
    expect(await close(await idOf('part'), 'undone')).toBe(true);
    expect([await open(), await balances()]).toEqual([[], {}]);
    expect((await shown(id)).state).toBe('not-paid');
    expect((await payer.pay('sandbox')).status).toBe(201);
  });

  it('what does not wait for people can not be ended', async () => {
    const { id, key } = await begun();
    const [part] = await site.db.rows<{ id: string }>('SELECT id FROM payment_part');
    for (const one of [key, part?.id ?? '', 'cfd_unknown', 'rfn_unknown', 'prt_unknown'])
      expect(await close(one, 'undone')).toBe(false);
    expect([(await shown(id)).state, await closings()]).toEqual(['paying', []]);
  });

  it('an operator ends it by what the list calls it, at the command line', async () => {
    await takenBack();
    const id = await idOf('charge-refund');
    const ask = (body: object) =>
      site.gateway.request('/operator/payments-close', {
        method: 'POST',
        headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const reply = await ask({ id, as: 'settled', reason: '银行退款单 77' });
    expect([reply.status, await reply.json()]).toEqual([200, { closed: id, as: 'settled' }]);
    expect((await ask({ id, as: 'settled', reason: '银行退款单 77' })).status).toBe(409);
  });

  /** The provider sends it after all. */
  const arrive = () => {
    const [refund] = site.gateway.provider.refunds.values();
    if (!refund) throw new Error('nothing was sent back');
    Object.assign(refund, { state: 'done', doneAt: site.clock.now() });
    return refund;
  };

  it.each(['looked at again', 'told by a notice'])(
    'a refund of charges whose money was stuck ends by itself when that is back, %s',
    async (how) => {
      const id = await takenBack();
      expect(await shown(id)).toMatchObject({ takenBack: { state: 'with-staff' }, refunds: [{ state: 'with-staff' }] });
      expect(await back()).toEqual(['under-way']);
      const refund = arrive();
      if (how === 'looked at again') await later(AN_HOUR_MS);
      else {
        const sink = site.gateway.onedoor.notices('sandbox');
        await sink.accept({ id: 'n-1', hash: '0'.repeat(64), about: { kind: 'refund', key: refund.key } });
        await later();
      }
      expect(await shown(id)).toMatchObject({ state: 'paid', takenBack: { state: 'done' }, refunds: [{ state: 'done' }] });
      expect([await open(), await balances(), await back()]).toEqual([[], {}, ['done']]);
    },
  );

  it('a part whose money was stuck ends by itself when that is back, and its person hears of the money once', async () => {
    const id = await stuck();
    expect(firstPart(await payer.payment(id)).state).toBe('with-staff');
    arrive();
    await later(AN_HOUR_MS);
    expect(await shown(id)).toMatchObject({ state: 'not-paid', refunds: [{ state: 'done' }] });
    expect([await open(), await balances(), await back()]).toEqual([[], {}, ['done']]);
    expect([(await told('payment-money-back')).length, await told('payment-not-paid')]).toEqual([2, []]);
  });
});
