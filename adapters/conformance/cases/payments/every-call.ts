import { expect } from 'vitest';
import { DEADLINE_MS } from '../../../port/terms.ts';
import { expectTimely } from '../../deadline.ts';
import { expectFailure, expectOk } from '../../expectations.ts';
import type { PaymentCase, PaymentCaseContext } from '../../payment-case-context.ts';
import { PAYMENT_PROBES, type PaymentArguments, preparePayment } from './probes.ts';

/** A provider that is well and far away, or busy: every single request takes this long. */
const LATENCY_MS = 400;

/** Fails the case unless nothing of it happened: no new order, no new refund, the waiting order waits. */
async function expectNothing(
  { provider }: PaymentCaseContext,
  { newKey, waitingKey }: PaymentArguments,
  waits: boolean,
): Promise<void> {
  await provider.settled();
  expect(await provider.orders(newKey)).toEqual([]);
  expect(await provider.refunds(newKey)).toEqual([]);
  expect(await provider.orders(waitingKey)).toMatchObject(waits ? [{ state: 'waiting' }] : []);
}

/** The same requirement on every call of the port. */
export const everyPaymentCallCases: readonly PaymentCase[] = PAYMENT_PROBES.flatMap(
  ({ name, class: kind, needs, ask }): PaymentCase[] => [
    {
      id: `SILENCE-${name}`,
      title: `answers ${name} at the deadline while the provider is silent`,
      needs: [],
      fault: 'timeout-before-commit',
      async run(context) {
        const { channel, provider, limits, call } = context;
        const args = await preparePayment(context, needs);
        await provider.setFault('timeout-before-commit', kind === 'write' ? 'write' : 'read');
        const outcome = await expectTimely(limits, ask(channel, args, context, call(limits.deadlineMs)));
        expectFailure(outcome, kind === 'write' ? ['unknown-outcome'] : ['unavailable']);
      },
    },
    {
      id: `FIRED-${name}`,
      title: `sends nothing when ${name} is called with a signal that has already fired`,
      needs: [],
      async run(context) {
        const { channel, provider, limits } = context;
        const args = await preparePayment(context, needs);
        const before = await provider.requestsSeen();
        const outcome = await expectTimely(limits, ask(channel, args, context, { signal: AbortSignal.abort() }));
        expectFailure(outcome, ['unavailable']);
        expect(await provider.requestsSeen()).toEqual(before);
        await expectNothing(context, args, needs.includes('waiting'));
      },
    },
    {
      id: `CREDENTIALS-${name}`,
      title: `${kind === 'write' ? 'changes nothing, and never says rejected,' : 'says unauthenticated'} when the provider does not take its credentials for ${name}`,
      needs: [],
      cannot: ({ stranger }) => (stranger === undefined ? 'there is no channel with wrong credentials' : undefined),
      async run(context) {
        const { stranger, call } = context;
        if (stranger === undefined) throw new Error('no stranger');
        const args = await preparePayment(context, needs);
        const outcome = await ask(stranger, args, context, call());
        expectFailure(outcome, kind === 'write' ? ['unauthenticated', 'unknown-outcome'] : ['unauthenticated']);
        await expectNothing(context, args, needs.includes('waiting'));
      },
    },
    {
      id: `LATENCY-${name}`,
      title: `answers ${name} before the gateway's deadline when every request takes ${LATENCY_MS} ms`,
      needs: [],
      cannot: ({ provider }) => (provider.setLatency === undefined ? 'this provider cannot be slowed down' : undefined),
      async run(context) {
        const args = await preparePayment(context, needs);
        await context.provider.setLatency?.(LATENCY_MS);
        expectOk(await ask(context.channel, args, context, context.call(DEADLINE_MS[kind])));
      },
    },
  ],
);
