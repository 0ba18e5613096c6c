import { expect } from 'vitest';
import { expectTimely } from '../../deadline.ts';
import { describeOutcome, expectFailure, expectOk } from '../../expectations.ts';
import { READ_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import type { PaymentCase, PaymentCaseContext } from '../../payment-case-context.ts';
import { PAYMENT_PROBES, preparePayment } from './probes.ts';

type Probe = (typeof PAYMENT_PROBES)[number];
type Reading = Probe & { readonly read: NonNullable<Probe['read']> };

const READINGS = PAYMENT_PROBES.filter((probe): probe is Reading => probe.read !== undefined);

async function readUnderFault(context: PaymentCaseContext, { read, needs, ask }: Reading, fault: Fault): Promise<void> {
  const { channel, provider, limits, call } = context;
  const args = await preparePayment(context, needs);
  const seen = async () => (await provider.requestsSeen()).total;
  const before = await seen();
  expect(read.isTrue(expectOk(await ask(channel, args, context, call())), args), 'the truth, before').toBe(true);
  const healthy = (await seen()) - before;
  await provider.setFault(fault, 'read');
  const struck = await seen();
  const outcome = await expectTimely(limits, ask(channel, args, context, call(limits.deadlineMs)));
  const permitted = READ_FAULTS[fault];
  if (outcome.ok) {
    expect(permitted.ok, `a success under ${fault}: ${describeOutcome(outcome)}`).toBe(true);
    expect(read.isTrue(outcome.value, args), `an untrue success under ${fault}: ${describeOutcome(outcome)}`).toBe(true);
  } else expectFailure(outcome, permitted.failures);
  if (fault !== 'duplicate') expect((await seen()) - struck, 'a channel never repeats a call').toBeLessThanOrEqual(healthy);
  await provider.setFault(null);
  expect(read.isTrue(expectOk(await ask(channel, args, context, call())), args), 'the truth, once healed').toBe(true);
}

/** Every read under every fault: `QUERY-F-slow`, `BILL-F-html-page`, … */
export const paymentReadFaultCases: readonly PaymentCase[] = READINGS.flatMap((probe) =>
  FAULTS.map((fault) => ({
    id: `${probe.read.id}-F-${fault}`,
    title: `tells the truth or a failure of ${probe.name} under ${fault}`,
    needs: [],
    fault,
    run: (context: PaymentCaseContext) => readUnderFault(context, probe, fault),
  })),
);
