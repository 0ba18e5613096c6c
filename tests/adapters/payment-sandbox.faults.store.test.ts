import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { READ_FAULTS, WRITE_FAULTS } from '../../adapters/conformance/fault-table.ts';
import { FAULTS } from '../../adapters/conformance/partner-under-test.ts';
import type { PaymentChannel } from '../../adapters/payments/port.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';
import type { Call, Outcome } from '../../adapters/port/terms.ts';
import {
  call,
  expectAgreement,
  failed,
  MERCHANT,
  ordered,
  orderOf,
  refundOf,
  type StartedPayments,
  startSimulatedPayments,
} from './simulated-payments.ts';

const DAY_MS = 86_400_000;
/** Only who is never answered waits for it. */
const DEADLINE_MS = 600;
const deadlineUnder = (fault: string) => (/^(timeout|late)/.test(fault) ? call(DEADLINE_MS) : call());

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(options?: Parameters<typeof startSimulatedPayments>[0]): Promise<StartedPayments> {
  const started = await startSimulatedPayments(options);
  stops.push(started.stop);
  return started;
}

interface Write {
  readonly name: string;
  readonly prepare: (started: StartedPayments) => Promise<void>;
  readonly send: (channel: PaymentChannel, started: StartedPayments, call: Call) => Promise<Outcome<unknown, string>>;
  /** Whether the book shows it. */
  readonly done: string;
}

const WRITES: readonly Write[] = [
  {
    name: 'order',
    prepare: async () => {},
    send: (channel, started, asked) =>
      channel.order({ ...orderOf(started, 1_000), expiresAt: Date.parse('2031-03-04T00:00:00Z') }, asked),
    done: "SELECT count(*) FROM pay_order WHERE key = 'order-1'",
  },
  {
    name: 'close',
    prepare: async (started) => void (await ordered(started, 1_000)),
    send: (channel, _started, asked) => channel.close('order-1', asked),
    done: "SELECT count(*) FROM pay_order WHERE key = 'order-1' AND closed_at IS NOT NULL",
  },
  {
    name: 'refund',
    prepare: async (started) => void (await ordered(started, 1_001)),
    send: (channel, _started, asked) => channel.refund(refundOf(1_001), asked),
    done: "SELECT count(*) FROM refund WHERE key = 'refund-1'",
  },
];

describe('the adapter of the payment sandbox under faults', () => {
  for (const { name, prepare, send, done } of WRITES)
    it.concurrent.for(FAULTS)(
      `${name} of the payment sandbox under %s: a permitted answer, the book agrees, and a repetition does it once`,
      async (fault, { onTestFinished }) => {
        const started = await startSimulatedPayments();
        onTestFinished(started.stop);
        await prepare(started);
        await started.act('POST /faults', { operation: 'write', fault, delayMs: 60 });
        const outcome = await send(started.channel, started, deadlineUnder(fault));
        const { ok, failures, effect } = WRITE_FAULTS[fault];
        if (outcome.ok) expect(ok).toBe(true);
        else expect(failures).toContain(outcome.failure.kind);
        await started.act('DELETE /faults');
        const count = started.book.prepare(done).pluck();
        if (effect === 'done') await vi.waitFor(() => expect(count.get()).toBe(1), { timeout: 30_000, interval: 10 });
        if (effect === 'not-done') expect(count.get()).toBe(0);
        expectOk(await send(started.channel, started, call()));
        expect(count.get()).toBe(1);
        await expectAgreement(started);
      },
    );

  it.concurrent.for(FAULTS)(
    'query, queryRefund and bill of the payment sandbox under %s: the truth or a failure, never "not there"',
    async (fault, { onTestFinished }) => {
      const started = await startSimulatedPayments();
      onTestFinished(started.stop);
      const { channel } = started;
      await ordered(started, 1_001);
      expectOk(await channel.refund(refundOf(1_001), call()));
      started.advance(DAY_MS);
      const reads = [
        (asked: Call) => channel.query('order-1', asked),
        (asked: Call) => channel.queryRefund('refund-1', asked),
        (asked: Call) => channel.bill('2031-03-03', asked),
      ];
      const truths = await Promise.all(reads.map((ask) => ask(call())));
      expect(truths.every((truth) => truth.ok && truth.value !== null)).toBe(true);
      await started.act('POST /faults', { operation: 'read', fault, delayMs: 60 });
      const outcomes = await Promise.all(reads.map((ask) => ask(deadlineUnder(fault))));
      for (const [place, outcome] of outcomes.entries()) {
        if (outcome.ok) expect(outcome).toEqual(truths[place]);
        else expect(READ_FAULTS[fault].failures).toContain(outcome.failure.kind);
        if (outcome.ok) expect(READ_FAULTS[fault].ok).toBe(true);
      }
    },
  );

  it('the adapter of the payment sandbox believes nothing without a signature, and is not known with another secret', async () => {
    const started = await start();
    const request = orderOf(started, 1_000);
    expect(await started.stranger.order(request, call())).toEqual(failed('unknown-outcome'));
    expect(await started.stranger.query('order-1', call())).toEqual(failed('unauthenticated'));
    expect(started.book.prepare('SELECT count(*) FROM pay_order').pluck().get()).toBe(0);
    await started.act('POST /faults', { operation: 'any', fault: 'unsigned' });
    expect(await started.channel.order(request, call())).toEqual(failed('unknown-outcome'));
    expect(await started.channel.query('order-1', call())).toEqual(failed('malformed'));
  });

  it('the adapter of the payment sandbox sends nothing with a signal that has fired, and follows no redirect', async () => {
    const started = await start();
    const fired = { signal: AbortSignal.abort() };
    expect(await started.channel.order(orderOf(started, 1_000), fired)).toEqual(failed('unavailable'));
    expect(started.book.prepare('SELECT count(*) FROM request_log').pluck().get()).toBe(0);
    const asked: unknown[] = [];
    const redirecting = {
      now: Date.now,
      async fetch(_input: string, init?: RequestInit) {
        asked.push(init?.redirect);
        return new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } });
      },
    };
    const config = { baseUrl: 'https://pay.example', merchant: MERCHANT.code, secret: MERCHANT.secret };
    const channel = createSandboxPayments(config, redirecting);
    expect(await channel.refund(refundOf(1), call())).toEqual(failed('unknown-outcome'));
    expect(asked).toEqual(['manual']);
  });

  it('the adapter of the payment sandbox tells no description and no amount in a failure', async () => {
    const started = await start();
    const request = orderOf(started, 765_400);
    const outcomes = [];
    for (const fault of ['html-page', 'malformed', 'empty-200', 'server-error-after-commit']) {
      await started.act('POST /faults', { operation: 'any', fault, times: 1 });
      outcomes.push(await started.channel.order(request, call()));
    }
    outcomes.push(await started.channel.order({ ...request, description: '欧阳䶮'.repeat(20) }, call()));
    expect(outcomes.every(({ ok }) => !ok)).toBe(true);
    for (const secret of [request.description, '欧阳䶮', '765400', request.key])
      expect(JSON.stringify(outcomes)).not.toContain(secret);
  });
});
