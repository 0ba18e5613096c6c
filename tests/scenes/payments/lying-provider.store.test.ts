import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentChannel } from '../../../adapters/payments/port.ts';
import { GIVE_UP_MS } from '../../../bff/scenes/payments/rules.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { Payer, TOTAL } from '../../support/payer.ts';
import type { ProviderTwin } from '../../support/provider-twin.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const AN_HOUR_MS = 3_600_000;

interface Part {
  readonly state: string;
  readonly reason?: string;
  readonly knowBy?: string;
  readonly refunds: readonly { readonly state: string; readonly at?: string }[];
}

/** Calls of the provider that a test answers itself. */
type Told = { -readonly [Call in 'order' | 'query' | 'close' | 'refund' | 'queryRefund']?: PaymentChannel[Call] };

describe.each(SAMPLED_ENGINES)('%s: a payment provider that lies under its right signature', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let provider: ProviderTwin;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    payer = await Payer.come(site.gateway);
    provider = site.gateway.provider;
  });
  afterEach(() => site.stop());

  const says = (calls: Told) => Object.assign(provider, calls);
  async function later(ms = 0): Promise<void> {
    await site.clock.leap(ms);
    await driven(site, atRest(site.db, site.clock));
    // One step wakes the next.
    for (let step = 0; step < 4; step += 1) {
      await site.clock.leap(1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  async function begun(who = payer): Promise<{ readonly id: unknown; readonly key: string }> {
    await who.owe();
    const { body } = await who.pay('sandbox');
    await later();
    return { id: body.id, key: [...provider.orders.keys()].at(-1) ?? '' };
  }
  const shown = async (id: unknown, number = 0): Promise<Part> => {
    const [part] = (await (await Payer.come(site.gateway, number)).payment(id)).body.parts as Part[];
    if (!part) throw new Error('a payment without parts');
    return part;
  };
  const posted = () => site.db.rows<{ fen: number }>('SELECT fen FROM ledger_movement');
  const truly = (key: string) => {
    const order = provider.orders.get(key);
    if (!order?.paid) throw new Error('nobody paid');
    return order.paid;
  };

  it('more than any bill is, is no amount: nothing of it is in the ledger, and people end it', async () => {
    const { id, key } = await begun();
    provider.pay(key, { amount: Number.MAX_SAFE_INTEGER });
    await later(5_000);
    expect(await shown(id)).toMatchObject({ state: 'with-staff', reason: 'paid-elsewhere' });
    expect([await posted(), provider.refunds.size]).toEqual([[], 0]);
  });

  it.each([
    ['at another merchant', { merchant: 'somebody' }],
    ['in another currency', { currency: 'USD' }],
  ])('whoever is said to have paid %s is not told that they did not pay: people end it', async (_, other) => {
    const { id, key } = await begun();
    provider.pay(key);
    Object.assign(truly(key), other);
    await later(5_000);
    expect(await shown(id)).toMatchObject({ state: 'with-staff', reason: 'paid-elsewhere' });
    expect(await posted()).toEqual([]);
  });

  it('one transaction pays one order: the second that it is said to pay goes to people, and is settled nowhere', async () => {
    const first = await begun();
    const other = await Payer.come(site.gateway, 1);
    const second = await begun(other);
    provider.pay(first.key);
    await later(5_000);
    provider.pay(second.key);
    Object.assign(truly(second.key), { ref: truly(first.key).ref });
    await later(5_000);
    expect([(await shown(first.id)).state, (await shown(second.id, 1)).state]).toEqual(['paid', 'with-staff']);
    expect((await posted()).map(({ fen }) => Number(fen))).toEqual([TOTAL, TOTAL]);
    expect(provider.refunds.size).toBe(0);
  });

  it('an order that never had a code is told as a channel that does not work, not as a person who did not pay in time', async () => {
    says({ order: async () => ({ ok: false, failure: { kind: 'malformed', detail: 'noise' } }) });
    await payer.owe();
    const { body } = await payer.pay('sandbox');
    await later(60_000);
    await later(60_000);
    expect(await shown(body.id)).toMatchObject({ state: 'not-paid', reason: 'channel-unavailable' });
  });

  it('while the provider does not close an order, the person is told anew by when they know, and after 26 hours people take over', async () => {
    const { id } = await begun();
    says({ close: async () => ({ ok: false, failure: { kind: 'unknown-outcome', detail: 'silence' } }) });
    await payer.post(`/v1/payments/${String(id)}/cancel`, {});
    for (let hour = 0; hour < 3; hour += 1) {
      await later(AN_HOUR_MS);
      const { knowBy = '' } = await shown(id);
      expect(Date.parse(knowBy)).toBeGreaterThan(site.clock.now());
    }
    await later(GIVE_UP_MS);
    expect((await shown(id)).state).toBe('with-staff');
  });

  it.each([
    ['1970', Date.UTC(1970, 0, 1)],
    ['the year 9999', Date.UTC(9999, 0, 1)],
  ])('money that is said to have arrived in %s arrived when we heard of it', async (_, at) => {
    const { id, key } = await begun();
    await payer.post(`/v1/payments/${String(id)}/cancel`, {});
    provider.pay(key);
    const truth = provider.refund;
    says({
      refund: async (request, call) => {
        const answer = await truth(request, call);
        return answer.ok ? { ok: true, value: { ...answer.value, at } } : answer;
      },
    });
    await later(60_000);
    const [refund] = (await shown(id)).refunds;
    expect(refund?.state).toBe('done');
    expect(Math.abs(Date.parse(refund?.at ?? '') - site.clock.now())).toBeLessThan(5 * 60_000);
  });

  it('a refund that people brought about at the provider ends here by itself, and is at nobody’s window any more', async () => {
    const { id, key } = await begun();
    await payer.post(`/v1/payments/${String(id)}/cancel`, {});
    provider.pay(key);
    const truth = provider.refund;
    says({ refund: async () => ({ ok: false, failure: { kind: 'rejected', reason: 'not-refundable', detail: '' } }) });
    await later(60_000);
    expect((await shown(id)).refunds).toMatchObject([{ state: 'with-staff' }]);
    const [row] = await site.db.rows<{ refund_key: string; amount: number }>('SELECT refund_key, amount FROM payment_refund');
    const request = { key: row?.refund_key ?? '', orderKey: key, amount: Number(row?.amount), total: TOTAL };
    await truth(request, { signal: new AbortController().signal });
    await later(AN_HOUR_MS);
    expect((await shown(id)).refunds).toMatchObject([{ state: 'done' }]);
    const balance = await site.db.rows<{ fen: number }>(
      "SELECT SUM(CASE WHEN to_account = 'held' THEN fen ELSE -fen END) AS fen FROM ledger_movement WHERE 'held' IN (from_account, to_account)",
    );
    expect(Number(balance[0]?.fen)).toBe(0);
  });
});
