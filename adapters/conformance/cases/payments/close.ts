import { expect } from 'vitest';
import { expectOk, expectRejected } from '../../expectations.ts';
import type { PaymentCase } from '../../payment-case-context.ts';

/** Closing an order: from then on nobody can pay it. */
export const closeCases: readonly PaymentCase[] = [
  {
    id: 'CLOSE-1',
    title: 'closes an order: no phone can pay it any more',
    needs: [],
    async run({ channel, provider, ordered, call }) {
      const { key, code } = await ordered();
      expectOk(await channel.close(key, call()));
      expect(await provider.pay(code)).toBe(false);
      expect(await provider.orders(key)).toMatchObject([{ state: 'closed' }]);
    },
  },
  {
    id: 'CLOSE-2',
    title: 'says success of an order that is closed already',
    needs: [],
    async run({ channel, ordered, call }) {
      const { key } = await ordered();
      expectOk(await channel.close(key, call()));
      expectOk(await channel.close(key, call()));
    },
  },
  {
    id: 'CLOSE-3',
    title: 'says of an order that was paid that it was, and the payment stays',
    needs: [],
    async run({ channel, provider, paid, call }) {
      const { key } = await paid();
      expectRejected(await channel.close(key, call()), ['order-paid']);
      expect(await provider.orders(key)).toMatchObject([{ state: 'paid' }]);
      expect(expectOk(await channel.query(key, call()))).toMatchObject({ state: 'paid' });
    },
  },
  {
    id: 'CLOSE-4',
    title: 'says of an order that is not there that it is not',
    needs: [],
    async run({ channel, newKey, call }) {
      expectRejected(await channel.close(newKey(), call()), ['order-unknown']);
      expectRejected(await channel.close('a/../../b', call()), ['order-unknown']);
    },
  },
  {
    id: 'CLOSE-5',
    title: 'agrees with the provider when a phone pays at the moment of closing: paid or closed, never both',
    needs: [],
    async run({ channel, provider, ordered, call }) {
      for (let round = 0; round < 5; round += 1) {
        const { key, code } = await ordered();
        const [closed, went] = await Promise.all([channel.close(key, call()), provider.pay(code)]);
        expect(closed.ok).toBe(!went);
        if (!closed.ok) expectRejected(closed, ['order-paid']);
        expect(await provider.orders(key)).toMatchObject([{ state: went ? 'paid' : 'closed' }]);
      }
    },
  },
];
