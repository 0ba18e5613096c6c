import { expect } from 'vitest';
import { isRef } from '../../../port/terms.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { describeOutcome, expectFailure, expectNothingPersonal, expectOk, expectRejected } from '../../expectations.ts';
import { allCash, nameOf, type OpenBill, openBill, settleInCash, settleInsured } from './bills.ts';

const expectSettlements = async ({ charges }: CaseContext, { visit }: OpenBill, keys: readonly (string | undefined)[]) =>
  expect((await charges.settlements(visit.visitRef)).map(({ key }) => key)).toEqual(keys);

/** `settle` and `find`: a bill is settled once, under one key. */
export const settleCases: readonly HospitalCase[] = [
  {
    id: 'SETTLE-1',
    title: 'settles a visit whole, once, under our key, and finds it so',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const bill = await openBill(context);
      const request = settleInCash(bill, newKey());
      const settled = expectOk(await facets.charges.settle(request, call()));
      const { visitRef } = bill.visit;
      expect(settled).toMatchObject({ key: request.key, visitRef, split: request.split, refunded: 0 });
      expect(isRef(settled.ref)).toBe(true);
      const { ref, split } = settled;
      expect(await charges.settlements(visitRef)).toMatchObject([{ ref, visitRef, key: request.key, split, refunded: 0 }]);
      expect(expectOk(await facets.charges.find(request.key, call()))).toEqual(settled);
    },
  },
  {
    id: 'SETTLE-2',
    title: 'answers the same settlement when key and content are sent again',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const request = settleInCash(bill, newKey());
      const first = expectOk(await facets.charges.settle(request, call()));
      expect(expectOk(await facets.charges.settle(request, call()))).toEqual(first);
      await expectSettlements(context, bill, [request.key]);
    },
  },
  {
    id: 'SETTLE-3',
    title: 'makes one settlement of the same key sent five times at once, and calls none of them rejected',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const request = settleInCash(bill, newKey());
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => facets.charges.settle(request, call())));
      for (const outcome of outcomes)
        if (!outcome.ok) expect(outcome.failure.kind, describeOutcome(outcome)).toBe('unknown-outcome');
      await expectSettlements(context, bill, [request.key]);
    },
  },
  {
    id: 'SETTLE-4',
    title: 'answers key-reused when a used key comes with another bill or other means, and changes nothing',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const [bill, other] = [await openBill(context), await openBill(context)];
      const request = settleInCash(bill, newKey());
      const { ref } = expectOk(await facets.charges.settle(request, call()));
      expectRejected(await facets.charges.settle(settleInCash(other, request.key), call()), ['key-reused']);
      const otherMeans = { ...request, cash: { channel: 'cash', ref: 'receipt-7' } } as const;
      expectRejected(await facets.charges.settle(otherMeans, call()), ['key-reused']);
      expect(await charges.settlements(bill.visit.visitRef)).toMatchObject([{ ref, key: request.key }]);
      await expectSettlements(context, other, []);
    },
  },
  {
    id: 'SETTLE-5',
    title: 'answers charges-changed for a bill that is not the one that was read, and settles nothing',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const bill = await openBill(context);
      const request = settleInCash(bill, newKey());
      const cheaper = { ...request, charges: { ...request.charges, total: 1 }, split: allCash(1) };
      const fewer = { ...request, charges: { ...request.charges, lineRefs: ['never-existed'] } };
      for (const wrong of [cheaper, fewer])
        expectRejected(await facets.charges.settle({ ...wrong, key: newKey() }, call()), ['charges-changed']);
      await charges.change(bill.visit.visitRef);
      expectRejected(await facets.charges.settle(request, call()), ['charges-changed']);
      await expectSettlements(context, bill, []);
      expect(expectOk(await facets.charges.find(request.key, call()))).toBeNull();
    },
  },
  {
    id: 'SETTLE-6',
    title: 'answers charges-settled for a bill that was settled at the window meanwhile, and settles nothing',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const bill = await openBill(context);
      await charges.settle(bill.visit.visitRef);
      expectRejected(await facets.charges.settle(settleInCash(bill, newKey()), call()), ['charges-settled']);
      await expectSettlements(context, bill, [undefined]);
    },
  },
  {
    id: 'SETTLE-7',
    title: "answers charges-unknown for a visit that the hospital does not know, and for another person's",
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const [bill, other] = [await openBill(context), await openBill(context)];
      const never = { ...nameOf(bill.visit), visitRef: 'never-existed' };
      expectRejected(await facets.charges.settle({ ...settleInCash(bill, newKey()), charges: never }, call()), [
        'charges-unknown',
      ]);
      const foreign = { ...settleInCash(bill, newKey()), ...other.query };
      expectRejected(await facets.charges.settle(foreign, call()), ['charges-unknown']);
      await expectSettlements(context, bill, []);
    },
  },
  {
    id: 'SETTLE-8',
    title: 'finds nothing under a key that was never sent, only begins so, or differs in case',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const key = newKey();
      expectOk(await facets.charges.settle(settleInCash(await openBill(context), `${key}-longer`), call()));
      for (const other of [newKey(), key, `${key}-LONGER`]) expect(expectOk(await facets.charges.find(other, call()))).toBeNull();
    },
  },
  {
    id: 'SETTLE-9',
    title: 'settles a bill once when two keys ask at once',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const keys = [newKey(), newKey()];
      const outcomes = await Promise.all(keys.map((key) => facets.charges.settle(settleInCash(bill, key), call())));
      const won = keys.filter((_, index) => outcomes[index]?.ok);
      expect(won).toHaveLength(1);
      for (const outcome of outcomes) if (!outcome.ok) expectRejected(outcome, ['charges-settled']);
      await expectSettlements(context, bill, won);
    },
  },
  {
    id: 'SETTLE-10',
    title: 'stores a key of 32 characters, hyphen and underscore included, exactly',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const run = newKey();
      for (const key of [`${run}_-_`.padEnd(32, 'Zz9'), `-${run}`, `_${run}`]) {
        const bill = await openBill(context);
        expect(expectOk(await facets.charges.settle(settleInCash(bill, key), call())).key).toBe(key);
        await expectSettlements(context, bill, [key]);
      }
    },
  },
  {
    id: 'SETTLE-11',
    title: 'settles what insurance bears a part of, with the split that the books have',
    needs: ['charges', 'charges.insured'],
    async run(context) {
      const { charges, facets, call } = context;
      const bill = await openBill(context);
      const request = await settleInsured(context, bill);
      const settled = expectOk(await facets.charges.settle(request, call()));
      expect(settled.split).toEqual(request.split);
      expect(settled.split.fund).toBeGreaterThan(0);
      expect(await charges.settlements(bill.visit.visitRef)).toMatchObject([{ key: request.key, split: request.split }]);
    },
  },
  {
    id: 'SETTLE-12',
    title: 'settles nothing by a split that does not add up, or that nobody bears',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const request = settleInCash(bill, newKey());
      const { total } = request.split;
      const short = { ...request.split, cash: total - 1 };
      const unborne = { total, fund: 1_000, account: 0, cash: total - 1_000 };
      for (const split of [short, unborne])
        expectFailure(await facets.charges.settle({ ...request, key: newKey(), split }, call()), ['rejected']);
      await expectSettlements(context, bill, []);
    },
  },
  {
    id: 'SETTLE-13',
    title: 'does not vouch for a settlement that does not add up: unknown-outcome when settling, malformed when asked',
    needs: ['charges'],
    cannot: ({ hospital }) => (hospital.charges?.miscount === undefined ? 'this hospital tells no sum of several' : undefined),
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const bill = await openBill(context);
      const request = settleInCash(bill, newKey());
      await charges.miscount?.(true);
      try {
        expectFailure(await facets.charges.settle(request, call()), ['unknown-outcome']);
        expectFailure(await facets.charges.find(request.key, call()), ['malformed']);
      } finally {
        await charges.miscount?.(false);
      }
      await expectSettlements(context, bill, [request.key]);
    },
  },
  {
    id: 'PRIVACY-15',
    title: 'says nothing personal when the hospital refuses to settle or to take back',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const { patient } = bill.query;
      const { number } = patient.document;
      const request = settleInCash(bill, newKey());
      const refund = { key: newKey(), settlement: { key: newKey(), ref: number }, lines: [number], amount: 1 };
      const wrong = [
        await facets.charges.settle({ ...request, charges: { ...request.charges, visitRef: number } }, call()),
        await facets.charges.settle({ ...request, charges: { ...request.charges, lineRefs: [number] } }, call()),
        await facets.charges.refund(refund, call()),
        await facets.charges.refundable(refund.settlement, call()),
      ];
      for (const outcome of wrong) {
        expectFailure(outcome, ['rejected']);
        expectNothingPersonal(outcome, patient);
      }
    },
  },
];
