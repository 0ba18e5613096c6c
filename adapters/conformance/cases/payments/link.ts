import { expect } from 'vitest';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import { AMOUNT, type PaymentCase } from '../../payment-case-context.ts';

const RETURN_TO = 'https://gateway.example/phone/#payment';

/** Asking for an order that the payer opens on the phone that they hold. */
export const linkCases: readonly PaymentCase[] = [
  {
    id: 'LINK-1',
    title: 'gives a link whose page takes the money, for the amount that was asked for',
    needs: ['link'],
    async run({ channel, provider, newKey, linkOf, call }) {
      const request = linkOf(newKey());
      const { code, codeUntil } = expectOk(await channel.order(request, call()));
      expect(URL.canParse(code)).toBe(true);
      expect(code.length).toBeLessThanOrEqual(1_024);
      expect(codeUntil).toBeGreaterThan(Date.now());
      expect(codeUntil).toBeLessThanOrEqual(request.expiresAt);
      expect(await provider.orders(request.key)).toEqual([{ key: request.key, amount: AMOUNT, state: 'waiting' }]);
      expect(await provider.payByLink?.(code)).toBe(true);
      expect(await provider.orders(request.key)).toMatchObject([{ amount: AMOUNT, state: 'paid' }]);
      expect(await provider.payByLink?.(code), 'nobody pays twice').toBe(false);
    },
  },
  {
    id: 'LINK-2',
    title: 'gives a link whose page leads back to where the payer came from, without its saying what became of the order',
    needs: ['link'],
    async run({ channel, provider, newKey, linkOf, call }) {
      const request = linkOf(newKey());
      const link = { payerAddress: request.link?.payerAddress ?? '', returnTo: RETURN_TO };
      const { code } = expectOk(await channel.order({ ...request, link }, call()));
      expect(await provider.leadsBack?.(code, RETURN_TO)).toBe(true);
      expect(await provider.orders(request.key)).toMatchObject([{ state: 'waiting' }]);
      expect(expectOk(await channel.query(request.key, call()))).toMatchObject({ state: 'waiting' });
    },
  },
  {
    id: 'LINK-3',
    title: 'answers the order again when it is asked for again under its key: one order, and its link pays',
    needs: ['link'],
    async run({ channel, provider, newKey, linkOf, call }) {
      const request = linkOf(newKey());
      expectOk(await channel.order(request, call()));
      const again = expectOk(await channel.order(request, call()));
      expect(await provider.orders(request.key)).toHaveLength(1);
      expect(await provider.payByLink?.(again.code)).toBe(true);
    },
  },
  {
    id: 'LINK-4',
    title: 'refuses a link under the key of a code, and a code under the key of a link',
    needs: ['link'],
    async run({ channel, newKey, orderOf, linkOf, call }) {
      const [byCode, byLink] = [newKey(), newKey()];
      expectOk(await channel.order(orderOf(byCode), call()));
      expectRejected(await channel.order(linkOf(byCode), call()), ['key-reused']);
      expectOk(await channel.order(linkOf(byLink), call()));
      expectRejected(await channel.order(orderOf(byLink), call()), ['key-reused']);
    },
  },
  {
    id: 'LINK-5',
    title: 'closes an order by a link: its page takes nothing any more, and another link under its key is refused',
    needs: ['link'],
    async run({ channel, provider, newKey, linkOf, call }) {
      const request = linkOf(newKey());
      const { code } = expectOk(await channel.order(request, call()));
      expectOk(await channel.close(request.key, call()));
      expect(await provider.payByLink?.(code)).toBe(false);
      expect(await provider.orders(request.key)).toMatchObject([{ state: 'closed' }]);
      expectRejected(await channel.order(request, call()), ['order-closed']);
    },
  },
  {
    id: 'LINK-6',
    title: 'gives a second link once the first is closed, under another key, and that one alone pays',
    needs: ['link'],
    async run({ channel, provider, newKey, orderOf, linkOf, call }) {
      const code = orderOf(newKey());
      const first = expectOk(await channel.order(code, call()));
      expectOk(await channel.close(code.key, call()));
      const second = expectOk(await channel.order(linkOf(newKey()), call()));
      expect(await provider.pay(first.code)).toBe(false);
      expect(await provider.payByLink?.(second.code)).toBe(true);
    },
  },
  {
    id: 'LINK-7',
    title: 'sends nothing where it does not know where the payer is',
    needs: ['link'],
    async run({ channel, provider, newKey, linkOf, call }) {
      const before = await provider.requestsSeen();
      for (const payerAddress of ['', 'unknown', '203.0.113.256', '203.0.113.77, 10.0.0.1', '::1%eth0', '[::1]', 'pay.example'])
        expectRejected(await channel.order(linkOf(newKey(), { link: { payerAddress } }), call()), ['request-refused']);
      expect(await provider.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'LINK-8',
    title: 'takes a payer of either kind of address',
    needs: ['link'],
    async run({ channel, newKey, linkOf, call }) {
      for (const payerAddress of ['203.0.113.77', '2001:db8::77', '::ffff:203.0.113.77'])
        expectOk(await channel.order(linkOf(newKey(), { link: { payerAddress } }), call()));
    },
  },
  {
    id: 'LINK-9',
    title: 'hands on no link to a page that is not the provider’s own: whether there is an order is then asked',
    needs: ['link'],
    cannot: ({ provider }) => (provider.misdirect === undefined ? 'this provider can not be made to misdirect' : undefined),
    async run({ channel, provider, newKey, linkOf, call }) {
      const request = linkOf(newKey());
      await provider.misdirect?.(true);
      expectFailure(await channel.order(request, call()), ['unknown-outcome']);
      await provider.misdirect?.(false);
      expect(expectOk(await channel.query(request.key, call()))).toMatchObject({ state: 'waiting' });
    },
  },
  {
    id: 'LINK-10',
    title: 'makes one order, however often its link is asked for at once under its key',
    needs: ['link'],
    async run({ channel, provider, newKey, linkOf, call }) {
      const request = linkOf(newKey());
      const answers = await Promise.all(Array.from({ length: 8 }, () => channel.order(request, call())));
      const links = answers.map((answer) => expectOk(answer).code);
      expect(await provider.orders(request.key)).toHaveLength(1);
      expect(await provider.payByLink?.(links[0] ?? '')).toBe(true);
    },
  },
];
