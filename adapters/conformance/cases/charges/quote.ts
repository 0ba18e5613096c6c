import { expect } from 'vitest';
import { addsUp } from '../../../port/charges.ts';
import { isRef } from '../../../port/terms.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk, expectRejected } from '../../expectations.ts';
import { nameOf, type OpenBill, openBill, settleInsured } from './bills.ts';

const quoteOf = ({ query, visit }: OpenBill, key: string, useAccount = false) => ({
  ...query,
  key,
  charges: nameOf(visit),
  useAccount,
});

const nothingSettled = async ({ charges }: CaseContext, { visit }: OpenBill) =>
  expect(await charges.settlements(visit.visitRef)).toEqual([]);

/** `quote` and `dropQuote`: where the hospital's own system settles insurance. */
export const quoteCases: readonly HospitalCase[] = [
  {
    id: 'QUOTE-1',
    title: 'quotes what insurance would pay: it adds up to the total, holds for a while, and settles nothing',
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const { ref, split, until } = expectOk(await facets.charges.quote(quoteOf(bill, newKey()), call()));
      expect(isRef(ref)).toBe(true);
      expect(addsUp(split, bill.visit.total), JSON.stringify(split)).toBe(true);
      expect(split.fund).toBeGreaterThan(0);
      expect(until).toBeGreaterThan(0);
      await nothingSettled(context, bill);
    },
  },
  {
    id: 'QUOTE-2',
    title: 'answers the same quote when key and content are sent again, and key-reused for other content',
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const asked = quoteOf(bill, newKey());
      const first = expectOk(await facets.charges.quote(asked, call()));
      expect(expectOk(await facets.charges.quote(asked, call()))).toEqual(first);
      expectRejected(await facets.charges.quote({ ...asked, useAccount: true }, call()), ['key-reused']);
      expectRejected(await facets.charges.quote(quoteOf(await openBill(context), asked.key), call()), ['key-reused']);
    },
  },
  {
    id: 'QUOTE-3',
    title: "uses the person's own account only where that is asked for",
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      expect(expectOk(await facets.charges.quote(quoteOf(bill, newKey(), false), call())).split.account).toBe(0);
      expect(expectOk(await facets.charges.quote(quoteOf(bill, newKey(), true), call())).split.account).toBeGreaterThan(0);
    },
  },
  {
    id: 'QUOTE-4',
    title: 'settles nothing by a quote that was dropped; dropping it again, or one that never was, is a success',
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { facets, newKey, call } = context;
      const bill = await openBill(context);
      const asked = quoteOf(bill, newKey(), true);
      const { ref, split } = expectOk(await facets.charges.quote(asked, call()));
      for (const key of [asked.key, asked.key, newKey()])
        expect(expectOk(await facets.charges.dropQuote(key, call()))).toBeNull();
      const request = { ...(await settleInsured(context, bill)), split, quoteRef: ref };
      expectRejected(await facets.charges.settle(request, call()), ['quote-unknown']);
      await nothingSettled(context, bill);
    },
  },
  {
    id: 'QUOTE-5',
    title: 'answers quote-expired for a quote whose time is over, and settles nothing',
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { charges, facets, call } = context;
      const bill = await openBill(context);
      const request = await settleInsured(context, bill);
      await charges.expireQuotes?.();
      expectRejected(await facets.charges.settle(request, call()), ['quote-expired']);
      await nothingSettled(context, bill);
    },
  },
  {
    id: 'QUOTE-6',
    title: 'quotes nothing for a bill that is unknown, was changed, or was settled at the window',
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const bill = await openBill(context);
      const unknown = { ...quoteOf(bill, newKey()), charges: { ...nameOf(bill.visit), visitRef: 'never-existed' } };
      expectRejected(await facets.charges.quote(unknown, call()), ['charges-unknown']);
      await charges.change(bill.visit.visitRef);
      expectRejected(await facets.charges.quote(quoteOf(bill, newKey()), call()), ['charges-changed']);
      const settled = await openBill(context);
      await charges.settle(settled.visit.visitRef);
      expectRejected(await facets.charges.quote(quoteOf(settled, newKey()), call()), ['charges-settled']);
    },
  },
  {
    id: 'QUOTE-7',
    title: 'settles one bill by its quote, once, and no other bill by it',
    needs: ['charges', 'charges.quote'],
    async run(context) {
      const { charges, facets, newKey, call } = context;
      const [bill, other] = [await openBill(context), await openBill(context)];
      const request = await settleInsured(context, bill);
      const foreign = { ...request, ...other.query, key: newKey(), charges: nameOf(other.visit) };
      expectRejected(await facets.charges.settle(foreign, call()), ['quote-unknown']);
      await nothingSettled(context, other);
      const settled = expectOk(await facets.charges.settle(request, call()));
      expect(settled.split).toEqual(request.split);
      expect(await charges.settlements(bill.visit.visitRef)).toMatchObject([{ key: request.key, split: request.split }]);
    },
  },
];
