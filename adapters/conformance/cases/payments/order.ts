import { expect } from 'vitest';
import { expectOk, expectRejected } from '../../expectations.ts';
import { AMOUNT, type PaymentCase } from '../../payment-case-context.ts';

/** Asking for an order. */
export const orderCases: readonly PaymentCase[] = [
  {
    id: 'ORDER-1',
    title: 'gives a code that somebody can pay, for the amount that was asked for',
    needs: [],
    async run({ channel, provider, newKey, orderOf, call }) {
      const request = orderOf(newKey());
      const { code, codeUntil } = expectOk(await channel.order(request, call()));
      expect(code).toMatch(/^[!-~]{1,512}$/);
      expect(codeUntil).toBeGreaterThan(Date.now());
      expect(codeUntil).toBeLessThanOrEqual(request.expiresAt);
      expect(await provider.orders(request.key)).toEqual([{ key: request.key, amount: AMOUNT, state: 'waiting' }]);
      expect(await provider.pay(code)).toBe(true);
      expect(await provider.orders(request.key)).toMatchObject([{ amount: AMOUNT, state: 'paid' }]);
    },
  },
  {
    id: 'ORDER-2',
    title: 'answers the order again when it is asked for again under its key: one order, and its code pays',
    needs: [],
    async run({ channel, provider, ordered, call }) {
      const { key, request } = await ordered();
      const again = expectOk(await channel.order(request, call()));
      expect(await provider.orders(key)).toHaveLength(1);
      expect(await provider.pay(again.code)).toBe(true);
    },
  },
  {
    id: 'ORDER-3',
    title: 'refuses another amount under a key that was used, and the order stays what it was',
    needs: [],
    async run({ channel, provider, ordered, call }) {
      const { key, request } = await ordered();
      expectRejected(await channel.order({ ...request, amount: AMOUNT + 1 }, call()), ['key-reused']);
      expect(await provider.orders(key)).toMatchObject([{ amount: AMOUNT, state: 'waiting' }]);
    },
  },
  {
    id: 'ORDER-4',
    title: 'refuses to make an order again that was paid',
    needs: [],
    async run({ channel, paid, call }) {
      const { request } = await paid();
      expectRejected(await channel.order(request, call()), ['order-paid']);
    },
  },
  {
    id: 'ORDER-5',
    title: 'refuses to make an order again that was closed',
    needs: [],
    async run({ channel, provider, ordered, call }) {
      const { key, request } = await ordered();
      expectOk(await channel.close(key, call()));
      expectRejected(await channel.order(request, call()), ['order-closed']);
      expect(await provider.orders(key)).toMatchObject([{ state: 'closed' }]);
    },
  },
  {
    id: 'ORDER-6',
    title: 'sends nothing for a key or an amount that the port does not have',
    needs: [],
    async run({ channel, provider, newKey, orderOf, call }) {
      const before = await provider.requestsSeen();
      for (const key of ['', 'short', 'x'.repeat(33), 'a/../../b', 'with blank', '../close?x', '漢字漢字漢字'])
        expectRejected(await channel.order(orderOf(key), call()), ['request-refused']);
      for (const amount of [0, -1, 0.5, Number.NaN, 2 ** 60])
        expectRejected(await channel.order(orderOf(newKey(), { amount }), call()), ['request-refused', 'amount-refused']);
      expect(await provider.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'ORDER-7',
    title: 'keeps keys of 6 and of 32 characters whole, and exact in every letter',
    needs: [],
    async run({ channel, provider, newKey, orderOf, call }) {
      const long = newKey();
      const keys = [long, long.toLowerCase(), `${long.slice(-5)}-`];
      for (const key of keys) expectOk(await channel.order(orderOf(key), call()));
      for (const key of keys) expect(await provider.orders(key)).toMatchObject([{ key }]);
    },
  },
  {
    id: 'ORDER-8',
    title: 'makes one order, however often it is asked for at once under its key',
    needs: [],
    async run({ channel, provider, newKey, orderOf, call }) {
      const request = orderOf(newKey());
      const answers = await Promise.all(Array.from({ length: 8 }, () => channel.order(request, call())));
      const codes = answers.map((answer) => expectOk(answer).code);
      expect(await provider.orders(request.key)).toHaveLength(1);
      expect(await provider.pay(codes[0] ?? '')).toBe(true);
    },
  },
];
