import { expect } from 'vitest';
import { addsUp } from '../../../port/charges.ts';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import { type InsurerCase, settleRequest } from './insurer-case.ts';

const CONTENDERS = 6;

/** `settle`: a quote becomes a settlement. */
export const settleCases: readonly InsurerCase[] = [
  {
    id: 'SETTLE-1',
    title: 'settles what was quoted, and takes the account part once',
    needs: [],
    async run({ settled, insurer, only, expectAgreement }) {
      const { person, quote, settlement } = await settled();
      expect(settlement.split).toEqual(quote.split);
      expect(Math.abs(settlement.settledAt - insurer.now())).toBeLessThan(60_000);
      const { key, ref } = settlement;
      expect(await only(key)).toEqual({ key, ref, kind: 'settlement', state: 'settled', split: quote.split });
      expect(await insurer.balance(person.ref)).toBe(person.balance - quote.split.account);
      await expectAgreement();
    },
  },
  {
    id: 'SETTLE-2',
    title: 'answers the same settlement when the same is asked under the same key, and takes nothing more',
    needs: [],
    async run({ adapter, settled, insurer, only, call, ...context }) {
      const made = await settled();
      const { person, quote, settlement } = made;
      expect(expectOk(await adapter.settle(settleRequest(made, settlement.key), call()))).toEqual(settlement);
      await only(settlement.key);
      expect(await insurer.balance(person.ref)).toBe(person.balance - quote.split.account);
      await context.expectAgreement();
    },
  },
  {
    id: 'SETTLE-3',
    title: 'refuses a key that was used for another settlement, or for a quote',
    needs: [],
    async run({ adapter, settled, quoted, only, call }) {
      const first = await settled();
      const second = await quoted();
      for (const key of [first.settlement.key, first.request.key, second.request.key])
        expectRejected(await adapter.settle(settleRequest(second, key), call()), ['key-reused']);
      expect((await only(second.request.key)).state).toBe('open');
    },
  },
  {
    id: 'SETTLE-4',
    title: 'refuses a quote that the insurer does not have, by its key or by its reference',
    needs: [],
    async run({ adapter, quoted, only, newKey, call }) {
      const made = await quoted();
      const { quote, split } = settleRequest(made, '');
      for (const wrong of [
        { ...quote, key: newKey() },
        { ...quote, ref: 'never-existed' },
      ])
        expectRejected(await adapter.settle({ key: newKey(), quote: wrong, split }, call()), ['quote-unknown']);
      expect((await only(quote.key)).state).toBe('open');
    },
  },
  {
    id: 'SETTLE-5',
    title: 'refuses a quote whose time is over',
    needs: [],
    async run({ adapter, quoted, insurer, newKey, only, call }) {
      const made = await quoted();
      await insurer.advance(insurer.quoteMs);
      expectRejected(await adapter.settle(settleRequest(made, newKey()), call()), ['quote-expired']);
      expect((await only(made.request.key)).state).toBe('open');
    },
  },
  {
    id: 'SETTLE-6',
    title: 'answers the split that holds when the balance was used elsewhere since the quote',
    needs: [],
    async run({ adapter, quoted, insurer, only, newKey, call, expectAgreement }) {
      const made = await quoted();
      const { split } = made.quote;
      await insurer.spendElsewhere(made.person.ref, made.person.balance - 100);
      const settlement = expectOk(await adapter.settle(settleRequest(made, newKey()), call()));
      expect(settlement.split).toEqual({ ...split, account: 100, cash: split.cash + split.account - 100 });
      expect((await only(settlement.key)).split).toEqual(settlement.split);
      expect(await insurer.balance(made.person.ref)).toBe(0);
      await expectAgreement();
    },
  },
  {
    id: 'SETTLE-7',
    title: 'refuses to settle for somebody who was suspended since the quote, and takes nothing',
    needs: [],
    async run({ adapter, quoted, insurer, newKey, call }) {
      const made = await quoted();
      await insurer.suspend(made.person.ref);
      const key = newKey();
      expectRejected(await adapter.settle(settleRequest(made, key), call()), ['suspended']);
      expect(await insurer.records(key)).toEqual([]);
      expect(await insurer.balance(made.person.ref)).toBe(made.person.balance);
    },
  },
  {
    id: 'SETTLE-8',
    title: 'refuses to settle the same charges again under another key',
    needs: [],
    async run({ adapter, settled, newKey, insurer, call, expectAgreement }) {
      const made = await settled();
      expectRejected(await adapter.settle(settleRequest(made, newKey()), call()), ['settled-already']);
      expect(await insurer.balance(made.person.ref)).toBe(made.person.balance - made.quote.split.account);
      await expectAgreement();
    },
  },
  {
    id: 'SETTLE-9',
    title: 'settles nothing when the person agreed to another split than the quote had',
    needs: [],
    async run({ adapter, quoted, newKey, only, call }) {
      const made = await quoted();
      const { split } = made.quote;
      const other = { ...split, fund: split.fund + 100, cash: split.cash - 100 };
      expectFailure(await adapter.settle({ ...settleRequest(made, newKey()), split: other }, call()), ['rejected']);
      expect((await only(made.request.key)).state).toBe('open');
    },
  },
  {
    id: 'SETTLE-10',
    title: 'says that the outcome is unknown when the split of a settlement does not add up',
    needs: [],
    async run({ adapter, quoted, insurer, newKey, call }) {
      const made = await quoted();
      const request = settleRequest(made, newKey());
      await insurer.miscount();
      expectFailure(await adapter.settle(request, call()), ['unknown-outcome']);
      await insurer.setFault(null);
      expect(addsUp(expectOk(await adapter.settle(request, call())).split, made.request.total)).toBe(true);
    },
  },
  {
    id: 'SETTLE-11',
    title: 'says quote-unknown of a quote that the insurer has lost, and the bill can be quoted again',
    needs: [],
    async run({ adapter, quoted, insurer, newKey, call }) {
      const made = await quoted();
      await insurer.lose(made.request.key);
      expect(expectOk(await adapter.find(made.request.key, call()))).toBeNull();
      expectRejected(await adapter.settle(settleRequest(made, newKey()), call()), ['quote-unknown']);
      expect(expectOk(await adapter.preSettle({ ...made.request, key: newKey() }, call())).split).toEqual(made.quote.split);
    },
  },
  {
    id: 'SETTLE-12',
    title: `settles once when ${CONTENDERS} hands settle one quote at once under keys of their own`,
    needs: [],
    async run({ adapter, quoted, insurer, newKey, call, expectAgreement }) {
      const made = await quoted();
      const keys = Array.from({ length: CONTENDERS }, () => newKey());
      const outcomes = await Promise.all(keys.map((key) => adapter.settle(settleRequest(made, key), call())));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      for (const outcome of outcomes.filter(({ ok }) => !ok)) expectRejected(outcome, ['settled-already']);
      expect(await insurer.balance(made.person.ref)).toBe(made.person.balance - made.quote.split.account);
      await expectAgreement();
    },
  },
];
