import { expect } from 'vitest';
import { expectOk, expectRejected } from '../../expectations.ts';
import { wholeDay } from './days.ts';
import { dayOf, type InsurerCase, settleRequest } from './insurer-case.ts';

/** Several hospitals at one insurer: none sees or touches what is another's. */
export const hospitalCases: readonly InsurerCase[] = [
  {
    id: 'HOSPITAL-1',
    title: 'finds nothing of another hospital',
    needs: [],
    async run({ other, settled, call }) {
      const { request, settlement } = await settled();
      for (const key of [request.key, settlement.key]) expect(expectOk(await other.find(key, call()))).toBeNull();
    },
  },
  {
    id: 'HOSPITAL-2',
    title: 'settles and undoes nothing of another hospital',
    needs: [],
    async run({ other, quoted, settled, only, newKey, call }) {
      const open = await quoted();
      const { settlement } = await settled();
      expectRejected(await other.settle(settleRequest(open, newKey()), call()), ['quote-unknown']);
      for (const { key, ref } of [open.quote, settlement])
        expectRejected(await other.undo({ key, ref }, call()), ['record-unknown']);
      expect((await only(open.quote.key)).state).toBe('open');
      expect((await only(settlement.key)).state).toBe('settled');
    },
  },
  {
    id: 'HOSPITAL-3',
    title: 'reverses a key of its own alone, also where another hospital has the same',
    needs: [],
    async run({ other, settled, only, call, expectAgreement }) {
      const { settlement } = await settled();
      expectOk(await other.reverse(settlement.key, call()));
      expect((await only(settlement.key)).state).toBe('settled');
      await expectAgreement();
    },
  },
  {
    id: 'HOSPITAL-4',
    title: 'quotes two hospitals under the same key and for the same visit, each its own',
    needs: [],
    async run({ adapter, other, bill, insured, insurer, only, call }) {
      const request = bill(await insured());
      const mine = expectOk(await adapter.preSettle(request, call()));
      const theirs = expectOk(await other.preSettle({ ...request, useAccount: false }, call()));
      expect(theirs.ref).not.toBe(mine.ref);
      expect((await only(request.key)).ref).toBe(mine.ref);
      expect(await insurer.records(request.key, 'other')).toMatchObject([{ ref: theirs.ref }]);
    },
  },
  {
    id: 'HOSPITAL-5',
    title: 'lists nothing of another hospital in its day',
    needs: [],
    async run({ other, settled, insurer, call }) {
      const { settlement } = await settled();
      const { rows } = await wholeDay({ adapter: other, call }, dayOf(insurer.now()));
      expect(rows.filter(({ key }) => key === settlement.key)).toEqual([]);
    },
  },
  {
    id: 'HOSPITAL-6',
    title: 'says of each adapter for which hospital it is',
    needs: [],
    async run({ adapter, other }) {
      expect(adapter.institution).not.toBe(other.institution);
      expect(adapter.institution).toMatch(/^[!-~]{1,32}$/);
      expect(adapter.settleWindowMs).toBeGreaterThanOrEqual(0);
    },
  },
];
