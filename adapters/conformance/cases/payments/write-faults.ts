import { expect } from 'vitest';
import type { OrderRequest } from '../../../payments/port.ts';
import { expectOk } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { AMOUNT, type PaymentCase, type PaymentCaseContext, type PaymentNeed } from '../../payment-case-context.ts';
import { permittedText, writeUnderFault } from '../../under-fault.ts';

/** How often something happened, as the fault itself makes it true; `either` leaves it to the provider. */
function expectEffect(fault: Fault, happened: number, ok: boolean): void {
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(happened, `what happened under ${fault}`).toBe(effect === 'done' ? 1 : 0);
  expect(happened, 'never twice').toBeLessThanOrEqual(1);
  if (ok) expect(happened, 'a success is the truth').toBe(1);
}

const orderUnderFault = (context: PaymentCaseContext, fault: Fault) =>
  askedUnderFault(context, fault, context.orderOf(context.newKey()), (code) => context.provider.pay(code));

const linkUnderFault = (context: PaymentCaseContext, fault: Fault) =>
  askedUnderFault(context, fault, context.linkOf(context.newKey()), async (link) => context.provider.payByLink?.(link));

async function askedUnderFault(
  context: PaymentCaseContext,
  fault: Fault,
  request: OrderRequest,
  pay: (code: string) => Promise<boolean | undefined>,
): Promise<void> {
  const { channel, provider, limits, call } = context;
  const write = () => channel.order(request, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: 1, write });
  const { length } = await provider.orders(request.key);
  expectEffect(fault, length, outcome.ok);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(length, 'unavailable is no order').toBe(0);
  const found = expectOk(await channel.query(request.key, call()));
  expect(found === null ? 0 : 1, 'asking agrees with the provider').toBe(length);
  // Sent again under its key there is one order, and what is presented pays it.
  const { code } = expectOk(await channel.order(request, call()));
  expect(await pay(code)).toBe(true);
  expect(await provider.orders(request.key)).toMatchObject([{ state: 'paid', amount: AMOUNT }]);
}

async function closeUnderFault(context: PaymentCaseContext, fault: Fault): Promise<void> {
  const { channel, provider, limits, ordered, call } = context;
  const { key, code } = await ordered();
  const outcome = await writeUnderFault(context, fault, {
    healthyWrites: 1,
    write: () => channel.close(key, call(limits.deadlineMs)),
  });
  const isClosed = async () => ((await provider.orders(key))[0]?.state === 'closed' ? 1 : 0);
  expectEffect(fault, await isClosed(), outcome.ok);
  const found = expectOk(await channel.query(key, call()));
  expect(found?.state === 'closed' ? 1 : 0, 'asking agrees with the provider').toBe(await isClosed());
  expectOk(await channel.close(key, call()));
  expect(await provider.pay(code)).toBe(false);
}

async function refundUnderFault(context: PaymentCaseContext, fault: Fault): Promise<void> {
  const { channel, provider, limits, paid, refundOf, call } = context;
  const request = refundOf((await paid()).key, AMOUNT);
  const write = () => channel.refund(request, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: 1, write });
  const { length } = await provider.refunds(request.key);
  expectEffect(fault, length, outcome.ok);
  const found = expectOk(await channel.queryRefund(request.key, call()));
  expect(found === null ? 0 : 1, 'asking agrees with the provider').toBe(length);
  // Sent again under its key the money goes back once.
  expectOk(await channel.refund(request, call()));
  expect(await provider.refunds(request.key)).toMatchObject([{ orderKey: request.orderKey, amount: AMOUNT, live: true }]);
  expect((await provider.refunds()).filter(({ orderKey }) => orderKey === request.orderKey)).toHaveLength(1);
}

const WRITES: readonly (readonly [
  id: string,
  what: string,
  run: (context: PaymentCaseContext, fault: Fault) => Promise<void>,
  needs: readonly PaymentNeed[],
])[] = [
  ['ORDER', 'an order', orderUnderFault, []],
  ['LINK', 'an order by a link', linkUnderFault, ['link']],
  ['CLOSE', 'a closing', closeUnderFault, []],
  ['REFUND', 'a refund', refundUnderFault, []],
];

/** Every write under every fault: `ORDER-F-late-commit`, `REFUND-F-html-page`, … */
export const paymentWriteFaultCases: readonly PaymentCase[] = WRITES.flatMap(([id, what, run, needs]) =>
  FAULTS.map(
    (fault): PaymentCase => ({
      id: `${id}-F-${fault}`,
      title: `answers ${what} under ${fault} with ${permittedText(fault)}, and the provider's book agrees`,
      needs,
      fault,
      run: (context) => run(context, fault),
    }),
  ),
);
