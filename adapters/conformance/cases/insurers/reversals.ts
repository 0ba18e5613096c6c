import { expect } from 'vitest';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import { dayOf, type InsurerCase, type InsurerContext, settleRequest } from './insurer-case.ts';

const DAY_MS = 86_400_000;

/** Nothing stands under the key: there is no record, or one that was undone. */
async function expectNothing({ insurer, expectAgreement }: InsurerContext, key: string): Promise<void> {
  expect((await insurer.records(key)).filter(({ state }) => state !== 'undone')).toEqual([]);
  await expectAgreement();
}

/** `reverse` (冲正): a write whose answer was lost. */
export const reverseCases: readonly InsurerCase[] = [
  {
    id: 'REVERSE-1',
    title: 'takes back a settlement whose answer was lost, and the balance is as before',
    needs: [],
    fault: 'reset-after-commit',
    async run(context) {
      const { adapter, quoted, insurer, newKey, call } = context;
      const made = await quoted();
      const key = newKey();
      await insurer.setFault('reset-after-commit', 'write');
      expectFailure(await adapter.settle(settleRequest(made, key), call()), ['unknown-outcome']);
      await insurer.setFault(null);
      expect(await insurer.balance(made.person.ref)).toBeLessThan(made.person.balance);
      expectOk(await adapter.reverse(key, call()));
      await expectNothing(context, key);
      expect(await insurer.balance(made.person.ref)).toBe(made.person.balance);
    },
  },
  {
    id: 'REVERSE-2',
    title: 'keeps a settlement that arrives after its reversal from taking effect',
    needs: [],
    fault: 'late-commit',
    async run(context) {
      const { adapter, quoted, insurer, limits, newKey, call } = context;
      const made = await quoted();
      const key = newKey();
      await insurer.setFault('late-commit', 'write');
      expectFailure(await adapter.settle(settleRequest(made, key), call(limits.deadlineMs)), ['unknown-outcome']);
      await insurer.setFault(null);
      expect(await insurer.records(key), 'it has not arrived').toEqual([]);
      expectOk(await adapter.reverse(key, call()));
      await insurer.settled();
      await expectNothing(context, key);
      expect(await insurer.balance(made.person.ref)).toBe(made.person.balance);
    },
  },
  {
    id: 'REVERSE-3',
    title: 'keeps a quote that arrives after its reversal from being kept',
    needs: [],
    fault: 'late-commit',
    async run(context) {
      const { adapter, bill, insured, insurer, limits, call } = context;
      const request = bill(await insured());
      await insurer.setFault('late-commit', 'write');
      expectFailure(await adapter.preSettle(request, call(limits.deadlineMs)), ['unknown-outcome']);
      await insurer.setFault(null);
      expectOk(await adapter.reverse(request.key, call()));
      await insurer.settled();
      await expectNothing(context, request.key);
    },
  },
  {
    id: 'REVERSE-4',
    title: 'reverses a key that never arrived, and takes no write under it from then on',
    needs: [],
    async run(context) {
      const { adapter, bill, insured, newKey, quoted, call } = context;
      const request = bill(await insured());
      const made = await quoted();
      const key = newKey();
      for (const unused of [request.key, key]) expectOk(await adapter.reverse(unused, call()));
      expectRejected(await adapter.preSettle(request, call()), ['key-reused']);
      expectRejected(await adapter.settle(settleRequest(made, key), call()), ['key-reused']);
      expect(expectOk(await adapter.find(request.key, call()))).toBeNull();
      for (const unused of [request.key, key]) await expectNothing(context, unused);
    },
  },
  {
    id: 'REVERSE-5',
    title: 'answers a reversal again, and gives nothing back twice',
    needs: [],
    async run(context) {
      const { adapter, settled, insurer, call } = context;
      const { person, settlement } = await settled();
      for (const _time of [1, 2, 3]) expectOk(await adapter.reverse(settlement.key, call()));
      expect(await insurer.balance(person.ref)).toBe(person.balance);
      await expectNothing(context, settlement.key);
    },
  },
  {
    id: 'REVERSE-6',
    title: 'leaves the quote of a settlement that was reversed to be settled under another key',
    needs: [],
    async run({ adapter, settled, insurer, only, newKey, call, expectAgreement }) {
      const made = await settled();
      expectOk(await adapter.reverse(made.settlement.key, call()));
      expect((await only(made.request.key)).state).toBe('open');
      const again = expectOk(await adapter.settle(settleRequest(made, newKey()), call()));
      expect(again.split).toEqual(made.quote.split);
      expect(await insurer.balance(made.person.ref)).toBe(made.person.balance - again.split.account);
      await expectAgreement();
    },
  },
  {
    id: 'REVERSE-7',
    title: 'says not-undoable of a settlement whose day is closed, which stands',
    needs: [],
    async run({ adapter, settled, insurer, only, call }) {
      const { settlement } = await settled();
      const day = dayOf(insurer.now());
      await insurer.advance(DAY_MS);
      await insurer.closeDay(day);
      expectRejected(await adapter.reverse(settlement.key, call()), ['not-undoable']);
      expect((await only(settlement.key)).state).toBe('settled');
    },
  },
  {
    id: 'REVERSE-8',
    title: 'takes back a quote whose answer was lost',
    needs: [],
    fault: 'server-error-after-commit',
    async run(context) {
      const { adapter, bill, insured, insurer, call } = context;
      const request = bill(await insured());
      await insurer.setFault('server-error-after-commit', 'write');
      expectFailure(await adapter.preSettle(request, call()), ['unknown-outcome']);
      await insurer.setFault(null);
      expect(await insurer.records(request.key)).toHaveLength(1);
      expectOk(await adapter.reverse(request.key, call()));
      await expectNothing(context, request.key);
    },
  },
];
