import { expect } from 'vitest';
import type {
  ChargeLine,
  ChargeRefundRequest,
  ChargeSettlement,
  ChargesName,
  ChargesQuery,
  SettlementName,
  SettleRequest,
  Split,
  VisitCharges,
} from '../../../port/charges.ts';
import type { Patient } from '../../../port/terms.ts';
import type { CaseContext } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import type { Charging } from '../../probe.ts';

type Line = Omit<ChargeLine, 'ref'>;

/** 100 yuan, of which the first line is 60; covered whole, covered after a share of one's own, not covered. */
export const LINES: readonly [Line, Line, Line] = [
  { name: '血常规', quantity: '1', unit: '次', price: 6_000, amount: 6_000, class: 'a', ownShare: 0 },
  { name: '阿莫西林胶囊', quantity: '1.5', unit: '盒', price: 2_000, amount: 3_000, class: 'b', ownShare: 1_000 },
  { name: '医用口罩', quantity: '2', unit: '只', price: 500, amount: 1_000, class: 'none', ownShare: 10_000 },
];
export const TOTAL = 10_000;

const AT = Date.parse('2031-02-03T09:30:00+08:00');

/** A bill that the hospital has opened, as the adapter reads it. */
export interface OpenBill {
  readonly query: ChargesQuery;
  readonly visit: VisitCharges;
}

/** Opens a bill of `LINES` at the hospital, for somebody of whom no other case knows unless told. */
export async function openBill(context: CaseContext, patient?: Patient): Promise<OpenBill> {
  const { charges, newPatient, person } = context;
  const query = await person(patient ?? newPatient());
  const visitRef = await charges.open({ ...query, at: AT, lines: LINES });
  return { query, visit: await openVisit(context, query, visitRef) };
}

/** One visit that is open, read through the adapter. */
export async function openVisit({ facets, call }: CaseContext, query: ChargesQuery, visitRef: string): Promise<VisitCharges> {
  const visit = expectOk(await facets.charges.open(query, call())).find((one) => one.visitRef === visitRef);
  expect(visit, `the open visit ${visitRef}`).toBeDefined();
  return visit as VisitCharges;
}

export function nameOf({ visitRef, lines, total }: VisitCharges): ChargesName {
  return { visitRef, lineRefs: lines.map(({ ref }) => ref), total };
}

export const allCash = (total: number): Split => ({ total, fund: 0, account: 0, cash: total });

/** Settles a bill by the person's own means. */
export function settleInCash({ query, visit }: OpenBill, key: string): SettleRequest {
  const cash = { channel: 'wechat-pay', ref: `420000${key}` } as const;
  return { ...query, key, charges: nameOf(visit), split: allCash(visit.total), cash };
}

/** Settles a bill of which insurance bears a part, in the way that this hospital has. */
export async function settleInsured({ facets, newKey, call }: CaseContext, { query, visit }: OpenBill): Promise<SettleRequest> {
  const charges = nameOf(visit);
  const key = newKey();
  const means = ({ cash }: Split) =>
    cash === 0 ? {} : { cash: { channel: 'wechat-pay', ref: `420000${key}` } as const satisfies SettleRequest['cash'] };
  if (facets.charges.insurance === 'insurer') {
    const split = { total: visit.total, fund: 5_000, account: 500, cash: visit.total - 5_500 };
    return { ...query, key, charges, split, insurance: { ref: `insurer-${key}` }, ...means(split) };
  }
  const asked = { ...query, key: newKey(), charges, useAccount: true };
  const { ref, split } = expectOk(await facets.charges.quote(asked, call()));
  return { ...query, key, charges, split, quoteRef: ref, ...means(split) };
}

/** A bill that was settled in cash, under a key of its own. */
export async function settledBill(
  context: CaseContext,
  patient?: Patient,
): Promise<OpenBill & { readonly settlement: ChargeSettlement }> {
  const bill = await openBill(context, patient);
  const request = settleInCash(bill, context.newKey());
  return { ...bill, settlement: expectOk(await context.facets.charges.settle(request, context.call())) };
}

/** All that is left of a settlement. */
export function refundWhole({ key: settled, ref, split, refunded }: ChargeSettlement, key: string): ChargeRefundRequest {
  return { key, settlement: { key: settled, ref }, lines: 'whole', amount: split.total - refunded };
}

/** Arguments about a bill that no hospital has. */
export function neverCharged({ newKey }: CaseContext, { patient, patientRef }: ChargesQuery): Charging {
  const query: ChargesQuery = patientRef === undefined ? { patient } : { patient, patientRef };
  const charges = { visitRef: 'never-existed', lineRefs: ['line-1'], total: TOTAL };
  const settled: SettlementName = { key: newKey(), ref: 'never-existed' };
  return {
    quote: { ...query, key: newKey(), charges, useAccount: false },
    settle: { ...query, key: newKey(), charges, split: allCash(TOTAL), cash: { channel: 'cash', ref: 'receipt-1' } },
    settled,
    refund: { key: newKey(), settlement: settled, lines: 'whole', amount: TOTAL },
  };
}

/** A bill that is open and another of the same person that was settled. */
export async function charged(context: CaseContext): Promise<Charging> {
  const { query, settlement } = await settledBill(context);
  const open = await openBill(context, query.patient);
  return {
    quote: { ...query, key: context.newKey(), charges: nameOf(open.visit), useAccount: false },
    settle: settleInCash(open, context.newKey()),
    settled: { key: settlement.key, ref: settlement.ref },
    refund: refundWhole(settlement, context.newKey()),
  };
}
