import { expect } from 'vitest';
import type { Outcome } from '../../../port/terms.ts';
import { describeOutcome } from '../../expectations.ts';
import { FAULTS } from '../../partner-under-test.ts';
import { PAYER, PAYER_ADDRESS, type PaymentCase } from '../../payment-case-context.ts';
import { EVERYTHING, PAYMENT_PROBES, preparePayment } from './probes.ts';

/** `Failure.detail` is logged: nothing of a person may be in it, nor the key by which one is found. */
function expectNothingPersonal(outcome: Outcome<unknown, string>, ...also: readonly string[]): void {
  if (outcome.ok) return;
  const text = JSON.stringify(outcome.failure);
  const decoded = text.includes('%') ? decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25')) : text;
  for (const detail of [PAYER, ...also]) {
    expect(text.includes(detail), `personal data in: ${describeOutcome(outcome)}`).toBe(false);
    expect(decoded.includes(detail), `personal data in: ${describeOutcome(outcome)}`).toBe(false);
  }
}

export const paymentPrivacyCases: readonly PaymentCase[] = [
  {
    id: 'PRIVACY-1',
    title: 'says nothing personal when the provider refuses',
    needs: [],
    async run({ channel, paid, orderOf, refundOf, newKey, call }) {
      const { key, request } = await paid();
      const past = orderOf(newKey(), { expiresAt: Date.parse('2020-01-01T00:00:00+08:00') });
      for (const outcome of [
        await channel.order(past, call()),
        await channel.order(request, call()),
        await channel.order(orderOf(PAYER), call()),
        await channel.close(key, call()),
        await channel.refund(refundOf(newKey(), 1), call()),
      ]) {
        expect(outcome.ok).toBe(false);
        expectNothingPersonal(outcome, key);
      }
    },
  },
  {
    id: 'PRIVACY-LINK',
    title: 'says nothing of where a payer is who wanted a link, refused or under any fault',
    needs: ['link'],
    async run({ channel, provider, limits, linkOf, newKey, call }) {
      const past = linkOf(newKey(), { expiresAt: Date.parse('2020-01-01T00:00:00+08:00') });
      expectNothingPersonal(await channel.order(past, call()), PAYER_ADDRESS);
      const wrong = `${PAYER_ADDRESS} `;
      expectNothingPersonal(await channel.order(linkOf(newKey(), { link: { payerAddress: wrong } }), call()), PAYER_ADDRESS);
      for (const fault of provider.supportedFaults) {
        await provider.setFault(fault, 'write');
        expectNothingPersonal(await channel.order(linkOf(newKey()), call(limits.deadlineMs)), PAYER_ADDRESS);
      }
    },
  },
  ...FAULTS.map(
    (fault, index): PaymentCase => ({
      id: `PRIVACY-${index + 2}`,
      title: `says nothing personal under ${fault}, whatever is called`,
      needs: [],
      fault,
      async run(context) {
        const { channel, provider, limits, call } = context;
        const args = await preparePayment(context, EVERYTHING);
        for (const target of ['read', 'write'] as const) {
          await provider.setFault(fault, target);
          const struck = PAYMENT_PROBES.filter((probe) => (probe.class === 'write') === (target === 'write'));
          const outcomes = await Promise.all(struck.map(({ ask }) => ask(channel, args, context, call(limits.deadlineMs))));
          for (const outcome of outcomes) expectNothingPersonal(outcome, args.newKey, args.paidKey, args.refundKey);
        }
      },
    }),
  ),
];
