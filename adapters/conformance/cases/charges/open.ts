import { expect } from 'vitest';
import { visitFault } from '../../../port/charges.ts';
import type { HospitalCase } from '../../case-context.ts';
import { expectFailure, expectOk } from '../../expectations.ts';
import { LINES, openBill, settledBill, TOTAL } from './bills.ts';

/** `open`: what a person owes. */
export const openCases: readonly HospitalCase[] = [
  {
    id: 'OPEN-1',
    title: 'lists a visit that is open with its lines as the hospital has them, and sums that agree',
    needs: ['charges'],
    async run(context) {
      const { visit } = await openBill(context);
      expect(visitFault(visit)).toBeUndefined();
      expect(visit.total).toBe(TOTAL);
      if (context.charges.linesPerVisit === 'many')
        expect(visit.lines.map(({ ref: _, ...line }) => line)).toEqual(LINES.map((line) => ({ ...line })));
      else expect(visit.lines).toMatchObject([{ amount: TOTAL, class: 'none' }]);
    },
  },
  {
    id: 'OPEN-2',
    title: 'lists nothing for somebody who owes nothing',
    needs: ['charges'],
    async run({ facets, newPatient, person, call }) {
      expect(expectOk(await facets.charges.open(await person(newPatient()), call()))).toEqual([]);
    },
  },
  {
    id: 'OPEN-3',
    title: "never shows one person another's charges",
    needs: ['charges'],
    async run(context) {
      const { facets, call } = context;
      const [one, other] = [await openBill(context), await openBill(context)];
      for (const { query, visit } of [one, other]) {
        const visits = expectOk(await facets.charges.open(query, call()));
        expect(visits.map(({ visitRef }) => visitRef)).toEqual([visit.visitRef]);
      }
    },
  },
  {
    id: 'OPEN-4',
    title: 'lists every visit of one person that is open, each under a reference of its own',
    needs: ['charges'],
    async run(context) {
      const { facets, call } = context;
      const first = await openBill(context);
      const second = await openBill(context, first.query.patient);
      const visits = expectOk(await facets.charges.open(first.query, call()));
      const refs = [first.visit.visitRef, second.visit.visitRef];
      expect(visits.map(({ visitRef }) => visitRef).toSorted()).toEqual(refs.toSorted());
      expect(visits.map(({ total }) => total)).toEqual([TOTAL, TOTAL]);
    },
  },
  {
    id: 'OPEN-5',
    title: 'no longer lists what was settled, by us or at the window',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, call } = context;
      const { query } = await settledBill(context);
      const other = await openBill(context, query.patient);
      await charges.settle(other.visit.visitRef);
      expect(expectOk(await facets.charges.open(query, call()))).toEqual([]);
    },
  },
  {
    id: 'OPEN-6',
    title: 'shows a bill that was changed as it is now',
    needs: ['charges'],
    async run(context) {
      const { charges, facets, call } = context;
      const { query, visit } = await openBill(context);
      await charges.change(visit.visitRef);
      const [now, ...others] = expectOk(await facets.charges.open(query, call()));
      expect(others).toEqual([]);
      expect(now?.visitRef).toBe(visit.visitRef);
      expect(now?.total).not.toBe(visit.total);
    },
  },
  {
    id: 'OPEN-7',
    title: 'calls a bill malformed of which the sum is not that of its lines, and corrects nothing',
    needs: ['charges'],
    cannot: ({ hospital }) => (hospital.charges?.miscount === undefined ? 'this hospital tells no sum of several' : undefined),
    async run(context) {
      const { charges, facets, call } = context;
      const { query } = await openBill(context);
      await charges.miscount?.(true);
      try {
        expectFailure(await facets.charges.open(query, call()), ['malformed']);
      } finally {
        await charges.miscount?.(false);
      }
    },
  },
];
