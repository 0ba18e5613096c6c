import { expect } from 'vitest';
import type { ChargeRefundRequest, ChargeSettlement, VisitCharges } from '../../../port/charges.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { describeOutcome, expectOk, expectRejected } from '../../expectations.ts';
import { openBill, refundWhole, settledBill, settleInsured } from './bills.ts';

/** What the books have taken back of a settlement. */
async function expectRefunded({ charges }: CaseContext, { visitRef }: VisitCharges, amount: number): Promise<void> {
  const refunded = (await charges.settlements(visitRef)).map((settlement) => settlement.refunded);
  expect(refunded, `taken back of ${visitRef}`).toEqual([amount]);
}

const nameOf = ({ key, ref }: ChargeSettlement) => ({ key, ref });

/** One line of a settlement: 60 % of it where a visit has lines. */
function refundFirstLine({ visit, settlement }: { visit: VisitCharges; settlement: ChargeSettlement }, key: string) {
  const [line] = visit.lines;
  return {
    key,
    settlement: nameOf(settlement),
    lines: [line?.ref ?? ''],
    amount: line?.amount ?? 0,
  } satisfies ChargeRefundRequest;
}

const oneLine = ({ hospital }: CaseContext) =>
  hospital.charges?.linesPerVisit === 'one' ? 'a visit of this hospital is charged as one line' : undefined;

/** `refund`, `refundable` and `findRefund`: never more than was settled. */
export const refundCases: readonly HospitalCase[] = [
  {
    id: 'REFUND-1',
    title: 'takes back a settlement whole, once, under our key, and says what is left',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const { visit, settlement } = await settledBill(context);
      const before = expectOk(await facets.charges.refundable(nameOf(settlement), call()));
      expect(before).toMatchObject({ whole: true, refunded: 0 });
      const request = refundWhole(settlement, newKey());
      const refund = expectOk(await facets.charges.refund(request, call()));
      expect(refund).toMatchObject({ key: request.key, settlementKey: settlement.key, amount: visit.total });
      expect(await charges.refunds(request.key)).toEqual([
        { key: request.key, settlementRef: settlement.ref, amount: visit.total },
      ]);
      await expectRefunded(context, visit, visit.total);
      expect(expectOk(await facets.charges.findRefund(request.key, call()))).toEqual(refund);
      const after = { whole: false, lines: [], refunded: visit.total };
      expect(expectOk(await facets.charges.refundable(nameOf(settlement), call()))).toEqual(after);
      expect(expectOk(await facets.charges.find(settlement.key, call()))).toEqual({ ...settlement, refunded: visit.total });
    },
  },
  {
    id: 'REFUND-2',
    title: 'takes back one line, and then all that is left',
    needs: ['charges'],
    cannot: oneLine,
    async run(context) {
      const { facets, newKey, call } = context;
      const settled = await settledBill(context);
      const { visit, settlement } = settled;
      const first = refundFirstLine(settled, newKey());
      const offered = expectOk(await facets.charges.refundable(nameOf(settlement), call())).lines;
      expect(offered).toEqual(visit.lines.map(({ ref, amount }) => ({ ref, amount })));
      expectOk(await facets.charges.refund(first, call()));
      await expectRefunded(context, visit, first.amount);
      const left = expectOk(await facets.charges.refundable(nameOf(settlement), call()));
      expect(left).toEqual({ whole: true, lines: offered.slice(1), refunded: first.amount });
      const rest = refundWhole({ ...settlement, refunded: first.amount }, newKey());
      expect(expectOk(await facets.charges.refund(rest, call())).amount).toBe(visit.total - first.amount);
      await expectRefunded(context, visit, visit.total);
    },
  },
  {
    id: 'REFUND-3',
    title: 'answers the same refund when key and content are sent again, also five times at once',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const settled = await settledBill(context);
      const request = refundFirstLine(settled, newKey());
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => facets.charges.refund(request, call())));
      for (const outcome of outcomes)
        if (!outcome.ok) expect(outcome.failure.kind, describeOutcome(outcome)).toBe('unknown-outcome');
      const refund = expectOk(await facets.charges.refund(request, call()));
      expect(expectOk(await facets.charges.refund(request, call()))).toEqual(refund);
      expect(await charges.refunds(request.key)).toHaveLength(1);
      await expectRefunded(context, settled.visit, request.amount);
    },
  },
  {
    id: 'REFUND-4',
    title: 'answers key-reused when a used key comes with another settlement, and takes nothing back',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const [settled, other] = [await settledBill(context), await settledBill(context)];
      const request = refundWhole(settled.settlement, newKey());
      expectOk(await facets.charges.refund(request, call()));
      expectRejected(await facets.charges.refund(refundWhole(other.settlement, request.key), call()), ['key-reused']);
      await expectRefunded(context, other.visit, 0);
    },
  },
  {
    id: 'REFUND-5',
    title: 'answers charges-changed for an amount that is not the sum of what is named, and takes nothing back',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const settled = await settledBill(context);
      const right = [refundWhole(settled.settlement, newKey()), refundFirstLine(settled, newKey())];
      for (const request of right)
        for (const amount of [request.amount - 1, request.amount + 1])
          expectRejected(await facets.charges.refund({ ...request, key: newKey(), amount }, call()), ['charges-changed']);
      await expectRefunded(context, settled.visit, 0);
    },
  },
  {
    id: 'REFUND-6',
    title: 'takes back more than half once when two keys ask for it at once',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const settled = await settledBill(context);
      const wanted = [refundFirstLine(settled, newKey()), refundFirstLine(settled, newKey())];
      const outcomes = await Promise.all(wanted.map((request) => facets.charges.refund(request, call())));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      for (const outcome of outcomes) if (!outcome.ok) expectRejected(outcome, ['not-refundable']);
      await expectRefunded(context, settled.visit, wanted[0]?.amount ?? 0);
      const books = await Promise.all(wanted.map(({ key }) => charges.refunds(key)));
      expect(books.flat()).toHaveLength(1);
    },
  },
  {
    id: 'REFUND-7',
    title: 'takes back no line alone whose cost insurance has borne; the whole it does',
    needs: ['charges', 'charges.insured'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const settlement = expectOk(await facets.charges.settle(await settleInsured(context, bill), call()));
      const { whole, lines } = expectOk(await facets.charges.refundable(nameOf(settlement), call()));
      const uncovered = bill.visit.lines.filter(({ class: kind }) => kind === 'none');
      expect({ whole, lines }).toEqual({ whole: true, lines: uncovered.map(({ ref, amount }) => ({ ref, amount })) });
      const alone = refundFirstLine({ visit: bill.visit, settlement }, newKey());
      expectRejected(await facets.charges.refund(alone, call()), ['not-refundable']);
      await expectRefunded(context, bill.visit, 0);
      expectOk(await facets.charges.refund(refundWhole(settlement, newKey()), call()));
      await expectRefunded(context, bill.visit, bill.visit.total);
    },
  },
  {
    id: 'REFUND-8',
    title: 'answers not-refundable for what was used already, and has said so before',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const settled = await settledBill(context);
      await charges.close(settled.settlement.ref);
      const nothing = { whole: false, lines: [], refunded: 0 };
      expect(expectOk(await facets.charges.refundable(nameOf(settled.settlement), call()))).toEqual(nothing);
      for (const request of [refundWhole(settled.settlement, newKey()), refundFirstLine(settled, newKey())])
        expectRejected(await facets.charges.refund(request, call()), ['not-refundable']);
      await expectRefunded(context, settled.visit, 0);
    },
  },
  {
    id: 'REFUND-9',
    title: 'answers settlement-unknown where key and reference do not name one settlement, and takes nothing back',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const [settled, other] = [await settledBill(context), await settledBill(context)];
      const right = refundWhole(settled.settlement, newKey());
      const { key, ref } = nameOf(settled.settlement);
      const names = [
        { key: newKey(), ref },
        { key, ref: 'never-existed' },
        { key, ref: other.settlement.ref },
      ];
      for (const settlement of names) {
        expectRejected(await facets.charges.refundable(settlement, call()), ['settlement-unknown']);
        const wrong = { ...right, key: newKey(), settlement };
        expectRejected(await facets.charges.refund(wrong, call()), ['settlement-unknown']);
      }
      for (const { visit } of [settled, other]) await expectRefunded(context, visit, 0);
    },
  },
  {
    id: 'REFUND-10',
    title: 'finds no refund under a key that was never sent, only begins so, or is of a settlement',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const { settlement } = await settledBill(context);
      const key = newKey();
      expectOk(await facets.charges.refund(refundWhole(settlement, `${key}-longer`), call()));
      for (const other of [newKey(), key, `${key}-LONGER`, settlement.key])
        expect(expectOk(await facets.charges.findRefund(other, call()))).toBeNull();
    },
  },
  {
    id: 'REFUND-11',
    title: 'takes back nothing more of what was taken back whole',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const settled = await settledBill(context);
      expectOk(await facets.charges.refund(refundWhole(settled.settlement, newKey()), call()));
      for (const again of [refundWhole(settled.settlement, newKey()), refundFirstLine(settled, newKey())])
        expectRejected(await facets.charges.refund(again, call()), ['not-refundable']);
      await expectRefunded(context, settled.visit, settled.visit.total);
    },
  },
];
