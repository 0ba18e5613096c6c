import { expect } from 'vitest';
import { expectOk } from '../../expectations.ts';
import { AMOUNT, type PaymentCase } from '../../payment-case-context.ts';

/** Asking what the provider has under a key. */
export const queryCases: readonly PaymentCase[] = [
  {
    id: 'QUERY-1',
    title: 'says null of a key under which there is no order, and of what can be none',
    needs: [],
    async run({ channel, newKey, call }) {
      for (const key of [newKey(), 'a/../../b', '', 'x'.repeat(200)])
        expect(expectOk(await channel.query(key, call()))).toBeNull();
    },
  },
  {
    id: 'QUERY-2',
    title: 'says of an order that nobody has paid that it waits',
    needs: [],
    async run({ channel, ordered, call }) {
      const { key } = await ordered();
      expect(expectOk(await channel.query(key, call()))).toEqual({ key, state: 'waiting' });
    },
  },
  {
    id: 'QUERY-3',
    title: 'says who was paid, how much, when and under which number',
    needs: [],
    async run({ channel, provider, paid, call }) {
      const before = Math.floor(Date.now() / 1000) * 1000;
      const { key } = await paid();
      const found = expectOk(await channel.query(key, call()));
      const [order] = await provider.orders(key);
      expect(found).toMatchObject({
        key,
        state: 'paid',
        paid: { ref: order?.ref, merchant: channel.merchant, currency: 'CNY', amount: AMOUNT },
      });
      expect(found?.paid?.at).toBeGreaterThanOrEqual(before);
      expect(found?.paid?.at).toBeLessThanOrEqual(Date.now());
    },
  },
  {
    id: 'QUERY-4',
    title: 'says closed of an order that was closed',
    needs: [],
    async run({ channel, ordered, call }) {
      const { key } = await ordered();
      expectOk(await channel.close(key, call()));
      expect(expectOk(await channel.query(key, call()))).toEqual({ key, state: 'closed' });
    },
  },
  {
    id: 'QUERY-5',
    title: 'says paid of a payment of which some, or all, went back',
    needs: [],
    async run({ channel, paid, refundOf, call }) {
      const { key } = await paid();
      for (const amount of [500, AMOUNT - 500]) {
        expectOk(await channel.refund(refundOf(key, amount), call()));
        expect(expectOk(await channel.query(key, call()))).toMatchObject({ state: 'paid', paid: { amount: AMOUNT } });
      }
    },
  },
  ...(
    [
      ['QUERY-6', 'amount', { amount: 1 }],
      ['QUERY-7', 'merchant', { merchant: '1999999999' }],
      ['QUERY-8', 'currency', { currency: 'USD' }],
    ] as const
  ).map(
    ([id, what, told]): PaymentCase => ({
      id,
      title: `tells another ${what} than was asked for as the provider tells it, and never the one that was asked for`,
      needs: [],
      cannot: ({ provider }) => (provider.lies ? undefined : 'this provider can not be made to lie'),
      async run({ channel, provider, ordered, call }) {
        const { key, code } = await ordered();
        await provider.pay(code, told);
        expect(expectOk(await channel.query(key, call()))).toMatchObject({ state: 'paid', paid: told });
      },
    }),
  ),
];
