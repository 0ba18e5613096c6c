import { expect } from 'vitest';
import { addsUp } from '../../../port/charges.ts';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import { type InsurerCase, LINES, settleRequest, totalOf } from './insurer-case.ts';

const CONTENDERS = 10;

/** `preSettle`: what would be paid. */
export const quoteCases: readonly InsurerCase[] = [
  {
    id: 'QUOTE-1',
    title: 'quotes a bill with a split that is its total and is the one in the ledger',
    needs: [],
    async run({ quoted, insurer, only }) {
      const { request, quote } = await quoted();
      expect(quote.key).toBe(request.key);
      expect(addsUp(quote.split, request.total)).toBe(true);
      expect(quote.until).toBeGreaterThan(insurer.now());
      expect(await only(request.key)).toEqual({
        key: request.key,
        ref: quote.ref,
        kind: 'quote',
        state: 'open',
        split: quote.split,
      });
    },
  },
  {
    id: 'QUOTE-2',
    title: 'answers the same quote when the same is asked under the same key',
    needs: [],
    async run({ adapter, quoted, only, call }) {
      const { request, quote } = await quoted();
      expect(expectOk(await adapter.preSettle(request, call()))).toEqual(quote);
      await only(request.key);
    },
  },
  {
    id: 'QUOTE-3',
    title: 'refuses a key that was used for another bill, and leaves the first as it was',
    needs: [],
    async run({ adapter, quoted, only, call }) {
      const { request, quote } = await quoted();
      const lines = LINES.slice(0, 1);
      for (const change of [{ useAccount: false }, { visitRef: 'another' }, { lines, total: totalOf(lines) }])
        expectRejected(await adapter.preSettle({ ...request, ...change }, call()), ['key-reused']);
      expect((await only(request.key)).split).toEqual(quote.split);
    },
  },
  {
    id: 'QUOTE-4',
    title: 'refuses a bill of a person whom the insurer does not know',
    needs: [],
    async run({ adapter, bill, insured, insurer, call }) {
      const request = bill({ ...(await insured()), ref: 'P-never-existed' });
      expectRejected(await adapter.preSettle(request, call()), ['not-insured']);
      expect(await insurer.records(request.key)).toEqual([]);
    },
  },
  {
    id: 'QUOTE-5',
    title: 'refuses a bill of somebody for whom nothing is paid at present',
    needs: [],
    async run({ adapter, bill, insured, insurer, call }) {
      const person = await insured();
      await insurer.suspend(person.ref);
      expectRejected(await adapter.preSettle(bill(person), call()), ['suspended']);
    },
  },
  {
    id: 'QUOTE-6',
    title: 'refuses lines that are not their total, and lines that are there twice',
    needs: [],
    async run({ adapter, bill, insured, call }) {
      const person = await insured();
      const [first = LINES[0]] = LINES;
      const twice = [first, first].filter((line) => line !== undefined);
      for (const change of [{ total: totalOf(LINES) + 1 }, { lines: twice, total: totalOf(twice) }])
        expectRejected(await adapter.preSettle(bill(person, change), call()), ['lines-refused']);
    },
  },
  {
    id: 'QUOTE-7',
    title: 'refuses a line that the catalogue does not have',
    needs: [],
    async run({ adapter, bill, insured, insurer, newKey, call }) {
      const name = `停用项目 ${newKey()}`;
      await insurer.refuseLines(name);
      const lines = LINES.map((line, place) => (place === 1 ? { ...line, name } : line));
      expectRejected(await adapter.preSettle(bill(await insured(), { lines }), call()), ['lines-refused']);
    },
  },
  {
    id: 'QUOTE-8',
    title: 'moves no balance with a quote',
    needs: [],
    async run({ quoted, insurer }) {
      const { person, quote } = await quoted();
      expect(quote.split.account).toBeGreaterThan(0);
      expect(await insurer.balance(person.ref)).toBe(person.balance);
    },
  },
  {
    id: 'QUOTE-9',
    title: 'refuses to quote charges that are settled already',
    needs: [],
    async run({ adapter, settled, newKey, call }) {
      const { request } = await settled();
      expectRejected(await adapter.preSettle({ ...request, key: newKey() }, call()), ['settled-already']);
    },
  },
  {
    id: 'QUOTE-10',
    title: 'says that the outcome is unknown when the split of a quote does not add up',
    needs: [],
    async run({ adapter, bill, insured, insurer, call }) {
      const request = bill(await insured());
      await insurer.miscount();
      expectFailure(await adapter.preSettle(request, call()), ['unknown-outcome']);
      await insurer.setFault(null);
      expect(addsUp(expectOk(await adapter.preSettle(request, call())).split, request.total)).toBe(true);
    },
  },
  {
    id: 'QUOTE-11',
    title: 'takes nothing from the account of a person who does not want it used',
    needs: [],
    async run({ quoted }) {
      const { quote, request } = await quoted(undefined, { useAccount: false });
      expect(quote.split.account).toBe(0);
      expect(addsUp(quote.split, request.total)).toBe(true);
    },
  },
  {
    id: 'QUOTE-12',
    title: `keeps one quote when the same is asked ${CONTENDERS} times at once`,
    needs: [],
    async run({ adapter, bill, insured, only, call }) {
      const request = bill(await insured());
      const outcomes = await Promise.all(Array.from({ length: CONTENDERS }, () => adapter.preSettle(request, call())));
      const refs = new Set(outcomes.map((outcome) => expectOk(outcome).ref));
      expect(refs.size).toBe(1);
      await only(request.key);
    },
  },
  {
    id: 'QUOTE-13',
    title: 'sends nothing under a key that is none, and a reference that is none settles nothing',
    needs: [],
    async run({ adapter, bill, insured, quoted, insurer, newKey, call }) {
      const person = await insured();
      const made = await quoted(person);
      const before = await insurer.requestsSeen();
      for (const key of ['', '../settlements/x', 'a b', 'k'.repeat(33), '键'])
        expectRejected(await adapter.preSettle(bill(person, { key }), call()), ['request-refused']);
      const hostile = { ...settleRequest(made, newKey()), quote: { key: made.request.key, ref: '\n' } };
      expectRejected(await adapter.settle(hostile, call()), ['request-refused']);
      expect(await insurer.requestsSeen()).toEqual(before);
    },
  },
];
