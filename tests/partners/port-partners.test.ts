import { expect, it } from 'vitest';
import { PAYMENT_CALLS, PAYMENT_REJECT_REASONS, type PaymentChannel } from '../../adapters/payments/port.ts';
import type { Failure } from '../../adapters/port/terms.ts';
import { PortPartners } from '../../bff/partners/port-partners.ts';
import { Metrics } from '../../bff/platform/metrics.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** A provider that answers every question about an order like this. */
function answering(kind: Failure<never>['kind']): PortPartners<PaymentChannel> {
  const channel: Partial<PaymentChannel> = {
    merchant: 'M-test',
    query: async () => ({ ok: false, failure: { kind, detail: '' } }) as Awaited<ReturnType<PaymentChannel['query']>>,
  };
  return new PortPartners<PaymentChannel>({
    kind: 'payment',
    ports: new Map([['sandbox', channel as PaymentChannel]]),
    calls: PAYMENT_CALLS,
    reasons: PAYMENT_REJECT_REASONS,
    clock: new VirtualClock(0),
    log: { write: () => {} },
    metrics: new Metrics(),
  });
}

async function afterAsking(kind: Failure<never>['kind']): Promise<boolean> {
  const partners = answering(kind);
  for (let ask = 0; ask < 20; ask += 1) await partners.ask('sandbox', 'query', 'ord_one');
  return partners.reachable('sandbox');
}

it('answers that can not be read about one order do not close a provider for everybody else', async () => {
  expect(await afterAsking('malformed')).toBe(true);
});

it.each(['unavailable', 'unauthenticated'] as const)('a provider that is %s is not asked for a while', async (kind) => {
  expect(await afterAsking(kind)).toBe(false);
});
