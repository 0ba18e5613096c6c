import { expect } from 'vitest';
import { expectOk, expectRejected } from '../../expectations.ts';
import { AMOUNT, type PaymentCase, type PaymentCaseContext } from '../../payment-case-context.ts';

/** What of an order is on its way back or has arrived, in the provider's own book. */
async function sentBack({ provider }: PaymentCaseContext, orderKey: string): Promise<number> {
  const own = (await provider.refunds()).filter((refund) => refund.orderKey === orderKey && refund.live);
  return own.reduce((sum, { amount }) => sum + amount, 0);
}

/** Sending money back to where it came from. */
export const refundCases: readonly PaymentCase[] = [
  {
    id: 'REFUND-1',
    title: 'sends a part back, and says how much, of which order and under which number',
    needs: [],
    async run(context) {
      const { channel, paid, refundOf, call } = context;
      const { key: orderKey } = await paid();
      const request = refundOf(orderKey, 900);
      const made = expectOk(await channel.refund(request, call()));
      expect(made).toMatchObject({ key: request.key, orderKey, amount: 900 });
      expect(['processing', 'done']).toContain(made.state);
      expect(await sentBack(context, orderKey)).toBe(900);
    },
  },
  {
    id: 'REFUND-2',
    title: 'sends back once, however often a refund is asked for under its key',
    needs: [],
    async run(context) {
      const { channel, provider, paid, refundOf, call } = context;
      const { key: orderKey } = await paid();
      const request = refundOf(orderKey, AMOUNT);
      const first = expectOk(await channel.refund(request, call()));
      const again = expectOk(await channel.refund(request, call()));
      expect(again.ref).toBe(first.ref);
      const atOnce = await Promise.all(Array.from({ length: 6 }, () => channel.refund(request, call())));
      for (const answer of atOnce) expect(expectOk(answer).ref).toBe(first.ref);
      expect(await provider.refunds(request.key)).toHaveLength(1);
      expect(await sentBack(context, orderKey)).toBe(AMOUNT);
    },
  },
  {
    id: 'REFUND-3',
    title: 'refuses another amount, and another order, under a key that was used; the first refund stays',
    needs: [],
    async run(context) {
      const { channel, provider, paid, refundOf, call } = context;
      const [one, other] = [await paid(), await paid()];
      const request = refundOf(one.key, 700);
      expectOk(await channel.refund(request, call()));
      expectRejected(await channel.refund({ ...request, amount: 800 }, call()), ['key-reused']);
      expectRejected(await channel.refund({ ...request, orderKey: other.key }, call()), ['key-reused']);
      expect(await provider.refunds(request.key)).toMatchObject([{ orderKey: one.key, amount: 700 }]);
      expect(await sentBack(context, other.key)).toBe(0);
    },
  },
  {
    id: 'REFUND-4',
    title: 'refuses more than is left of a payment, and nothing of it goes back',
    needs: [],
    async run(context) {
      const { channel, paid, refundOf, call } = context;
      const { key: orderKey } = await paid();
      expectOk(await channel.refund(refundOf(orderKey, 2_000), call()));
      const over = refundOf(orderKey, 501);
      expectRejected(await channel.refund(over, call()), ['not-refundable', 'amount-refused']);
      expect(expectOk(await channel.queryRefund(over.key, call()))).toBeNull();
      expectOk(await channel.refund(refundOf(orderKey, 500), call()));
      expect(await sentBack(context, orderKey)).toBe(AMOUNT);
      expectRejected(await channel.refund(refundOf(orderKey, 1), call()), ['not-refundable', 'amount-refused']);
    },
  },
  {
    id: 'REFUND-5',
    title: 'sends back no more than was paid when several refunds of it are asked for at once',
    needs: [],
    async run(context) {
      const { channel, paid, refundOf, call } = context;
      const { key: orderKey } = await paid();
      const requests = Array.from({ length: 6 }, () => refundOf(orderKey, 900));
      const answers = await Promise.all(requests.map((request) => channel.refund(request, call())));
      const made = answers.filter((answer) => answer.ok);
      expect(made).toHaveLength(2);
      for (const answer of answers) if (!answer.ok) expectRejected(answer, ['not-refundable', 'amount-refused']);
      expect(await sentBack(context, orderKey)).toBe(1_800);
    },
  },
  {
    id: 'REFUND-6',
    title: 'refuses to send back what nobody has paid, and of an order that is not there',
    needs: [],
    async run({ channel, provider, ordered, newKey, refundOf, call }) {
      const { key } = await ordered();
      const unpaid = refundOf(key, 100);
      expectRejected(await channel.refund(unpaid, call()), ['not-refundable', 'request-refused', 'order-unknown']);
      const nothing = refundOf(newKey(), 100);
      expectRejected(await channel.refund(nothing, call()), ['order-unknown']);
      for (const refund of [unpaid, nothing]) expect(await provider.refunds(refund.key)).toEqual([]);
    },
  },
  {
    id: 'REFUND-7',
    title: 'says when the merchant has not enough to send back; the same key sends it once there is',
    needs: [],
    cannot: ({ provider }) => (provider.setBalance ? undefined : 'the balance of this provider can not be set'),
    async run(context) {
      const { channel, provider, paid, refundOf, call } = context;
      const { key: orderKey } = await paid();
      const request = refundOf(orderKey, 1_000);
      await provider.setBalance?.(999);
      expectRejected(await channel.refund(request, call()), ['balance-short']);
      expect(await sentBack(context, orderKey)).toBe(0);
      await provider.setBalance?.(1_000_000_000);
      expectOk(await channel.refund(request, call()));
      expect(await sentBack(context, orderKey)).toBe(1_000);
    },
  },
  {
    id: 'REFUND-8',
    title: 'sends nothing for an amount above the order, or a key that the port does not have',
    needs: [],
    async run({ channel, provider, paid, refundOf, call }) {
      const { key: orderKey } = await paid();
      const before = await provider.requestsSeen();
      for (const amount of [0, -1, 1.5, AMOUNT + 1])
        expectRejected(await channel.refund(refundOf(orderKey, amount), call()), ['amount-refused', 'request-refused']);
      for (const key of ['', 'short', 'x'.repeat(65), '../x/../y'])
        expectRejected(await channel.refund(refundOf(orderKey, 1, key), call()), ['request-refused']);
      expect(await provider.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'QREFUND-1',
    title: 'says null of a key under which there is no refund, and of what can be none',
    needs: [],
    async run({ channel, newKey, call }) {
      for (const key of [newKey(), 'a/../../b', '']) expect(expectOk(await channel.queryRefund(key, call()))).toBeNull();
    },
  },
  {
    id: 'QREFUND-2',
    title: 'says of a refund what asking for it said',
    needs: [],
    async run({ channel, paid, refundOf, call }) {
      const { key: orderKey } = await paid();
      const request = refundOf(orderKey, 300);
      const made = expectOk(await channel.refund(request, call()));
      const found = expectOk(await channel.queryRefund(request.key, call()));
      expect(found).toMatchObject({ key: request.key, orderKey, ref: made.ref, amount: 300 });
      if (found?.state === 'done') expect(found.at).toBeLessThanOrEqual(Date.now());
    },
  },
  ...(['done', 'abnormal', 'closed'] as const).map(
    (state, index): PaymentCase => ({
      id: `QREFUND-${index + 3}`,
      title: `says ${state} of a refund that is`,
      needs: [],
      cannot: ({ provider }) => (provider.setRefund ? undefined : 'what becomes of a refund can not be set here'),
      async run({ channel, provider, paid, refundOf, call }) {
        const { key: orderKey } = await paid();
        const request = refundOf(orderKey, 300);
        expectOk(await channel.refund(request, call()));
        await provider.setRefund?.(request.key, state);
        const found = expectOk(await channel.queryRefund(request.key, call()));
        expect(found?.state).toBe(state);
        expect(found?.at === undefined).toBe(state !== 'done');
      },
    }),
  ),
];
