import { expect } from 'vitest';
import type { Notice, NoticeSink } from '../../../payments/port.ts';
import { expectOk } from '../../expectations.ts';
import type { PaymentCase, PaymentCaseContext } from '../../payment-case-context.ts';
import type { NoticeManner, PaymentProviderUnderTest } from '../../payment-provider-under-test.ts';

type About = Notice['about'];

/** Has the provider send a notice, and answers what the sink heard and how the provider was answered. */
async function receive(
  { channel, provider }: PaymentCaseContext,
  about: About,
  manner: NoticeManner,
  answer: () => ReturnType<NoticeSink['accept']> = async () => 'accepted',
): Promise<{ readonly heard: readonly Notice[]; readonly status: number }> {
  const heard: Notice[] = [];
  const sink: NoticeSink = {
    accept(notice) {
      heard.push(notice);
      return answer();
    },
  };
  const { inbound } = channel;
  if (inbound === undefined) throw new Error('the channel takes no notices');
  const status = await noticesOf(provider).send(about, manner, (request) => inbound(request, sink));
  return { heard, status };
}

function noticesOf({ notices }: PaymentProviderUnderTest) {
  if (notices === undefined) throw new Error('a channel that takes notices needs PaymentProviderUnderTest.notices');
  return notices;
}

const needs = ['inbound'] as const;
const isSuccess = (status: number) => status >= 200 && status < 300;

/** Notices of the provider. */
export const noticeCases: readonly PaymentCase[] = [
  {
    id: 'NOTICE-1',
    title: 'hands a genuine notice of a payment to the sink and acknowledges it',
    needs,
    async run(context) {
      const { key } = await context.paid();
      const { heard, status } = await receive(context, { kind: 'payment', key }, 'right');
      expect(heard).toMatchObject([{ about: { kind: 'payment', key } }]);
      expect(heard[0]?.id).toMatch(/^[ -~]{1,128}$/);
      expect(heard[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(isSuccess(status)).toBe(true);
    },
  },
  {
    id: 'NOTICE-2',
    title: 'hands on the same number and hash when a notice is sent again, and acknowledges a duplicate',
    needs,
    async run(context) {
      const { key } = await context.paid();
      const first = await receive(context, { kind: 'payment', key }, 'right');
      const again = await receive(context, { kind: 'payment', key }, 'right', async () => 'duplicate');
      expect(again.heard).toEqual(first.heard);
      expect(isSuccess(again.status)).toBe(true);
    },
  },
  {
    id: 'NOTICE-3',
    title: 'hands on a notice of a refund with the key of the refund',
    needs,
    async run(context) {
      const { channel, paid, refundOf, call } = context;
      const request = refundOf((await paid()).key, 400);
      expectOk(await channel.refund(request, call()));
      await context.provider.settled();
      const { heard, status } = await receive(context, { kind: 'refund', key: request.key }, 'right');
      expect(heard).toMatchObject([{ about: { kind: 'refund', key: request.key } }]);
      expect(isSuccess(status)).toBe(true);
    },
  },
  ...(['forged', 'altered', 'stale', 'probe'] as const).map(
    (manner, index): PaymentCase => ({
      id: `NOTICE-${index + 4}`,
      title: `refuses a notice that is ${manner === 'probe' ? 'signed wrongly on purpose' : manner}, and the sink hears nothing`,
      needs,
      cannot: ({ provider }) =>
        provider.notices?.supported.includes(manner) ? undefined : `this provider can send none that is ${manner}`,
      async run(context) {
        const { key } = await context.paid();
        const { heard, status } = await receive(context, { kind: 'payment', key }, manner);
        expect(heard).toEqual([]);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(600);
      },
    }),
  ),
  {
    id: 'NOTICE-8',
    title: 'acknowledges nothing that the gateway could not keep, or under a number that was used for something else',
    needs,
    async run(context) {
      const { key } = await context.paid();
      const about = { kind: 'payment', key } as const;
      const lost = await receive(context, about, 'right', () => Promise.reject(new Error('no room')));
      expect(lost.heard).toHaveLength(1);
      expect(isSuccess(lost.status)).toBe(false);
      const conflict = await receive(context, about, 'right', async () => 'conflict');
      expect(isSuccess(conflict.status)).toBe(false);
    },
  },
  {
    id: 'NOTICE-9',
    title: 'says nothing of amounts and payers to the sink: a notice is what to ask about',
    needs,
    async run(context) {
      const { key } = await context.paid();
      const { heard } = await receive(context, { kind: 'payment', key }, 'right');
      expect(heard.map((notice) => Object.keys(notice).toSorted())).toEqual([['about', 'hash', 'id']]);
    },
  },
];
