import { expect } from 'vitest';
import type { Outcome } from '../../../port/terms.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { WRITE_FAULTS } from '../../fault-table.ts';
import { FAULTS, type Fault } from '../../partner-under-test.ts';
import { permittedText, writesDuring, writeUnderFault } from '../../under-fault.ts';
import { openBill, refundWhole, settledBill, settleInCash } from './bills.ts';

/** What the books hold agrees with the fault and with the answer. */
function expectEffect(held: number, fault: Fault, outcome: Outcome<unknown>): void {
  const { effect } = WRITE_FAULTS[fault];
  if (effect !== 'either') expect(held, `in the books after ${fault}`).toBe(effect === 'done' ? 1 : 0);
  expect(held, 'never two').toBeLessThanOrEqual(1);
  if (outcome.ok) expect(held, 'a success stands in the books').toBe(1);
  if (!outcome.ok && outcome.failure.kind === 'unavailable') expect(held, 'unavailable stands nowhere').toBe(0);
}

async function settleUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { charges, facets, limits, newKey, call } = context;
  const rehearsal = settleInCash(await openBill(context), newKey());
  const healthy = await writesDuring(context, () => facets.charges.settle(rehearsal, call()));
  const bill = await openBill(context);
  const request = settleInCash(bill, newKey());
  const write = () => facets.charges.settle(request, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  const held = await charges.settlements(bill.visit.visitRef);
  expectEffect(held.length, fault, outcome);
  const found = expectOk(await facets.charges.find(request.key, call()));
  expect(found === null ? [] : [found.ref], 'find agrees with the books').toEqual(held.map(({ ref }) => ref));
  const again = expectOk(await facets.charges.settle(request, call()));
  expect(await charges.settlements(bill.visit.visitRef)).toMatchObject([{ ref: again.ref, key: request.key }]);
}

async function refundUnderFault(context: CaseContext, fault: Fault): Promise<void> {
  const { charges, facets, limits, newKey, call } = context;
  const rehearsal = refundWhole((await settledBill(context)).settlement, newKey());
  const healthy = await writesDuring(context, () => facets.charges.refund(rehearsal, call()));
  const { visit, settlement } = await settledBill(context);
  const request = refundWhole(settlement, newKey());
  const write = () => facets.charges.refund(request, call(limits.deadlineMs));
  const outcome = await writeUnderFault(context, fault, { healthyWrites: healthy.writes, write });
  const held = (await charges.refunds(request.key)).length;
  expectEffect(held, fault, outcome);
  const found = expectOk(await facets.charges.findRefund(request.key, call()));
  expect(found === null ? 0 : 1, 'findRefund agrees with the books').toBe(held);
  expectOk(await facets.charges.refund(request, call()));
  expect(await charges.refunds(request.key)).toHaveLength(1);
  expect(await charges.settlements(visit.visitRef)).toMatchObject([{ refunded: visit.total }]);
}

/** Settling and taking back under every fault: `SETTLE-F-late-commit`, `REFUND-F-refused`, … */
export const chargesUnderFaultCases: readonly HospitalCase[] = FAULTS.flatMap((fault): HospitalCase[] => [
  {
    id: `SETTLE-F-${fault}`,
    title: `answers a settlement under ${fault} with ${permittedText(fault)}, and the hospital's books agree`,
    needs: ['charges'],
    fault,
    run: (context) => settleUnderFault(context, fault),
  },
  {
    id: `REFUND-F-${fault}`,
    title: `answers a refund under ${fault} with ${permittedText(fault)}, and the hospital's books agree`,
    needs: ['charges'],
    fault,
    run: (context) => refundUnderFault(context, fault),
  },
]);
