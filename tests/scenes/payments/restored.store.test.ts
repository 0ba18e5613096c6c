import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../../bff/platform/store/commit.ts';
import { compareDay } from '../../../bff/scenes/payments/compare-day.ts';
import { noteRestore } from '../../../bff/scenes/payments/forgotten-payments.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, Payer, TOTAL } from '../../support/payer.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

/** Of `MORNING`. */
const DAY = '2026-11-24';
const A_DAY_MS = 24 * 3_600_000;

describe.each(SAMPLED_ENGINES)('%s: a gateway that was restored from a backup of before a payment', (engine) => {
  let before: QuietGateway;
  let restored: QuietGateway;
  let payer: Payer;

  /** The second gateway has the hospital, the provider and the keys of the first, and none of its rows. */
  beforeEach(async () => {
    before = await startQuietGateway(engine);
    restored = await startQuietGateway(engine, { share: before.gateway });
    payer = await Payer.come(before.gateway);
  });
  afterEach(async () => {
    await before.stop();
    await restored.stop();
  });

  async function later(site: QuietGateway, ms = 0): Promise<void> {
    await site.clock.leap(ms);
    await driven(site, atRest(site.db, site.clock));
    // One step wakes the next.
    for (let step = 0; step < 5; step += 1) {
      await site.clock.leap(1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  const orders = () => [...before.gateway.provider.orders.keys()];

  it('a gateway that was restored finds under the same key what somebody had paid, and asks them for nothing more', async () => {
    const visit = await payer.owe();
    await payer.pay('sandbox');
    await later(before);
    const [key = ''] = orders();
    before.gateway.provider.pay(key);
    const again = await Payer.come(restored.gateway);
    const paid = await again.pay('sandbox');
    await later(restored, 5_000);
    expect(firstPart(await again.payment(paid.body.id)).state).toBe('paid');
    expect([orders(), before.gateway.provider.kept(key)]).toEqual([[key], TOTAL]);
    expect(await restored.gateway.hospital.charges?.settlements(visit)).toHaveLength(1);
  });

  /** Somebody's first attempt came to nothing, and the second got a code; the backup is of before both. */
  async function beginTwice(): Promise<{ readonly key: string; readonly paymentId: string }> {
    await payer.owe();
    const { provider } = before.gateway;
    const { order } = provider;
    provider.order = async () => ({ ok: false, failure: { kind: 'unavailable', detail: 'not now' } });
    const first = await payer.pay('sandbox');
    await later(before);
    expect(firstPart(await payer.payment(first.body.id)).reason).toBe('channel-unavailable');
    provider.order = order;
    const second = await payer.pay('sandbox');
    await later(before);
    const { dependencies } = restored.gateway.onedoor;
    await commit(dependencies, 'restore', 'background', [noteRestore({ at: restored.clock.now() })]);
    const [key = ''] = orders();
    return { key, paymentId: String(second.body.id) };
  }

  it('a gateway that was restored asks nobody for a second payment, though its first attempt goes better than the one that it has forgotten', async () => {
    const { key } = await beginTwice();
    before.gateway.provider.pay(key);
    const again = await Payer.come(restored.gateway);
    const paid = await again.pay('sandbox');
    await later(restored, 5_000);
    expect(firstPart(await again.payment(paid.body.id)).state).toBe('paid');
    expect([orders(), before.gateway.provider.kept(key)]).toEqual([[key], TOTAL]);
  });

  it('a gateway that was restored closes a forgotten code before it shows another, and shows none where the provider does not answer', async () => {
    const { key } = await beginTwice();
    const again = await Payer.come(restored.gateway);
    const { provider } = before.gateway;
    const { query } = provider;
    provider.query = async () => ({ ok: false, failure: { kind: 'unavailable', detail: 'not now' } });
    expect((await again.pay('sandbox')).body.code).toBe('channel-unavailable');
    provider.query = query;
    await again.pay('sandbox');
    await later(restored, 5_000);
    expect([...provider.orders.values()].map(({ state }) => state)).toEqual(['closed', 'waiting']);
    expect(provider.orders.get(key)?.state).toBe('closed');
  });

  it('a gateway that was restored lets somebody pay anew whose forgotten payment went back, and does not take that one up again', async () => {
    const { key, paymentId } = await beginTwice();
    const { provider } = before.gateway;
    await payer.post(`/v1/payments/${paymentId}/cancel`, {});
    provider.pay(key);
    await later(before, 60_000);
    expect(provider.kept(key)).toBe(0);
    const again = await Payer.come(restored.gateway);
    const found = await again.pay('sandbox');
    await later(restored, 5_000);
    expect(firstPart(await again.payment(found.body.id)).state).toBe('not-paid');
    const second = await again.pay('sandbox');
    await later(restored);
    const [other = ''] = orders().filter((one) => one !== key);
    provider.pay(other);
    await later(restored, 5_000);
    expect(firstPart(await again.payment(second.body.id)).state).toBe('paid');
    expect([key, other].map((one) => provider.kept(one))).toEqual([0, TOTAL]);
  });

  it('what a restored gateway learns days after it was paid is looked for in the bill of its own day, and is not missing', async () => {
    await payer.owe();
    await payer.pay('sandbox');
    await later(before);
    // What was there before is gone, and hears nothing of it.
    await driven(before, before.gateway.stop());
    before.gateway.provider.pay(orders()[0] ?? '');
    for (const { clock } of [before, restored]) await clock.leap(3 * A_DAY_MS);
    const again = await Payer.come(restored.gateway);
    const paid = await again.pay('sandbox');
    await later(restored, 5_000);
    expect(firstPart(await again.payment(paid.body.id)).state).toBe('paid');
    for (const { clock } of [before, restored]) await clock.leap(A_DAY_MS);
    const found = await compareDay(restored.gateway.onedoor.dependencies, '2026-11-27');
    expect([found.differences, found.unread]).toEqual([[], []]);
  });

  it('a gateway that was restored pays nothing with money that has gone back since, and sends none of it back again', async () => {
    await payer.owe();
    const first = await payer.pay('sandbox');
    await later(before);
    const [key = ''] = orders();
    await payer.post(`/v1/payments/${String(first.body.id)}/cancel`, {});
    before.gateway.provider.pay(key);
    await later(before, 60_000);
    expect(before.gateway.provider.kept(key)).toBe(0);
    const again = await Payer.come(restored.gateway);
    const found = await again.pay('sandbox');
    await later(restored, 5_000);
    expect(firstPart(await again.payment(found.body.id)).state).toBe('not-paid');
    expect(before.gateway.provider.refunds.size).toBe(1);
    const second = await again.pay('sandbox');
    await later(restored);
    const [, other = ''] = orders();
    before.gateway.provider.pay(other);
    await later(restored, 5_000);
    expect(firstPart(await again.payment(second.body.id)).state).toBe('paid');
    expect([key, other].map((one) => before.gateway.provider.kept(one))).toEqual([0, TOTAL]);
    const balance = await restored.db.rows<{ fen: number }>(
      "SELECT SUM(CASE WHEN to_account = 'held' THEN fen ELSE -fen END) AS fen FROM ledger_movement WHERE 'held' IN (from_account, to_account)",
    );
    expect(Number(balance[0]?.fen)).toBe(0);
  });

  it('what was paid and settled before a restore, and what was only paid, are named to an operator once the day is over', async () => {
    const other = await Payer.come(before.gateway, 1);
    await payer.owe();
    await payer.pay('sandbox');
    await later(before);
    const [settled = ''] = orders();
    before.gateway.provider.pay(settled);
    await later(before, 5_000);
    await other.owe();
    await other.pay('sandbox');
    await later(before);
    const [, paid = ''] = orders();
    before.gateway.provider.pay(paid);
    const { dependencies } = restored.gateway.onedoor;
    expect((await compareDay(dependencies, DAY)).unread).toEqual([{ hospital: HOSPITAL, who: 'provider', why: 'no-bill-yet' }]);
    await before.clock.leap(A_DAY_MS);
    const { differences, unread } = await compareDay(dependencies, DAY);
    expect(unread).toEqual([]);
    expect(differences.map(({ who, what, key, fen, settled: done }) => [who, what, key, fen, done])).toEqual(
      expect.arrayContaining([
        ['provider', 'payment', settled, TOTAL, true],
        ['provider', 'payment', paid, TOTAL, false],
        ['hospital', 'settled', expect.stringMatching(/^prt_/), TOTAL, undefined],
      ]),
    );
    expect(differences.map(({ is }) => is)).toEqual(['unknown', 'unknown', 'unknown']);
    expect((await compareDay(before.gateway.onedoor.dependencies, DAY)).differences).toEqual([]);
  });
});
