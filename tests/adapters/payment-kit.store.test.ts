import { afterAll, beforeAll, expect, it } from 'vitest';
import { ALL_PAYMENT_CASES } from '../../adapters/conformance/all-payment-cases.ts';
import { createPaymentContext, PAYMENT_LIMITS } from '../../adapters/conformance/payment-case-context.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import type { PaymentChannel } from '../../adapters/payments/port.ts';
import { type StartedWechatPay, startSimulatedWechatPay } from './simulated-wechat-pay.ts';

let started: StartedWechatPay;
beforeAll(async () => {
  started = await startSimulatedWechatPay();
});
afterAll(() => started.stop());

type Spoiled = (channel: PaymentChannel) => Partial<PaymentChannel>;

const success = async <T>(value: T) => ({ ok: true as const, value });
const rejected = async (reason: 'order-unknown' | 'not-refundable') =>
  ({ ok: false, failure: { kind: 'rejected', reason, detail: '' } }) as const;

/** Lies that would cost somebody money, and the case that has to find each. */
const LIES: readonly (readonly [id: string, what: string, spoil: Spoiled])[] = [
  [
    'ORDER-1',
    'gives a code that pays nothing',
    () => ({ order: () => success({ code: 'weixin://x', codeUntil: Date.now() + 1_000 }) }),
  ],
  [
    'ORDER-3',
    'takes another amount under the same key for the order that is there',
    (channel) => ({
      async order(request, call) {
        const made = await channel.order(request, call);
        return made.ok ? made : success({ code: 'weixin://x', codeUntil: request.expiresAt });
      },
    }),
  ],
  ['QUERY-1', 'finds an order that is not there', () => ({ query: (key) => success({ key, state: 'waiting' }) })],
  [
    'QUERY-6',
    'says the amount that was asked for',
    (channel) => ({
      async query(key, call) {
        const found = await channel.query(key, call);
        return found.ok && found.value?.paid ? success({ ...found.value, paid: { ...found.value.paid, amount: 2_500 } }) : found;
      },
    }),
  ],
  ['CLOSE-1', 'closes nothing', () => ({ close: () => success(null) })],
  [
    'CLOSE-3',
    'says closed of what was paid',
    (channel) => ({
      async close(key, call) {
        await channel.close(key, call);
        return success(null);
      },
    }),
  ],
  [
    'REFUND-2',
    'refunds under a key of its own each time',
    (channel) => ({ refund: (request, call) => channel.refund({ ...request, key: crypto.randomUUID().slice(0, 32) }, call) }),
  ],
  [
    'REFUND-4',
    'sends less back than was asked for',
    (channel) => ({ refund: (request, call) => channel.refund({ ...request, amount: 1 }, call) }),
  ],
  [
    'REFUND-F-timeout-after-commit',
    'says that nothing went back when no answer came',
    (channel) => ({
      async refund(request, call) {
        const made = await channel.refund(request, call);
        return made.ok ? made : rejected('not-refundable');
      },
    }),
  ],
  [
    'ORDER-F-server-error-after-commit',
    'sends an order again by itself',
    (channel) => ({
      async order(request, call) {
        const made = await channel.order(request, call);
        return made.ok ? made : channel.order(request, call);
      },
    }),
  ],
  [
    'QUERY-F-html-page',
    'says null when it can not read',
    (channel) => ({
      async query(key, call) {
        const found = await channel.query(key, call);
        return found.ok ? found : success(null);
      },
    }),
  ],
  [
    'BILL-1',
    'leaves a refund out of the bill',
    (channel) => ({
      async bill(day, call) {
        const bill = await channel.bill(day, call);
        if (!bill.ok || bill.value === null) return bill;
        return success({ ...bill.value, rows: bill.value.rows.filter(({ kind }) => kind === 'payment'), refunded: 0 });
      },
    }),
  ],
  [
    'NOTICE-4',
    'hands on what is forged',
    () => ({
      async inbound(_request, sink) {
        await sink.accept({ id: '1', hash: 'a'.repeat(64), about: { kind: 'payment', key: 'order-1' } });
        return new Response(null, { status: 204 });
      },
    }),
  ],
  [
    'NOTICE-8',
    'acknowledges what was not kept',
    (channel) => ({
      async inbound(request, sink) {
        await channel.inbound?.(request, sink);
        return new Response(null, { status: 204 });
      },
    }),
  ],
  [
    'FIRED-refund',
    'sends although nobody waits',
    (channel) => ({ refund: (request) => channel.refund(request, { signal: AbortSignal.timeout(5_000) }) }),
  ],
  [
    'PRIVACY-1',
    'says whose order it was',
    (channel) => ({
      async order(request, call) {
        const made = await channel.order(request, call);
        return made.ok ? made : { ok: false, failure: { kind: 'unknown-outcome', detail: request.description } };
      },
    }),
  ],
];

it.each(LIES)('case %s of the kit finds a payment channel that %s', async (id, what, spoil) => {
  const wanted = ALL_PAYMENT_CASES.find((candidate) => candidate.id === id);
  if (wanted === undefined) throw new Error(`the kit has no case ${id}`);
  // One provider for all: keys of two runs differ.
  const run = String(LIES.findIndex((lie) => lie[1] === what) + 100);
  const context = (channel: PaymentChannel, name: string) => createPaymentContext({ ...started, channel }, PAYMENT_LIMITS, name);
  expect(await runCase(wanted, context(started.channel, `sound${run}`))).toEqual({ kind: 'run' });
  const spoiled = { ...started.channel, ...spoil(started.channel) };
  await expect(runCase(wanted, context(spoiled, `spoil${run}`))).rejects.toThrow();
});
