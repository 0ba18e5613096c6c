import { expect } from 'vitest';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import { dayOf, type InsurerCase, settleRequest } from './insurer-case.ts';

const DAY_MS = 86_400_000;

/** `undo`: a quote that nobody settles, or a settlement, whole. */
export const undoCases: readonly InsurerCase[] = [
  {
    id: 'UNDO-1',
    title: 'gives up a quote, which can not be settled any more',
    needs: [],
    async run({ adapter, quoted, only, newKey, call, expectAgreement }) {
      const made = await quoted();
      const { key, ref } = made.quote;
      expect(expectOk(await adapter.undo({ key, ref }, call()))).toMatchObject({ key, ref, kind: 'quote', state: 'undone' });
      expect((await only(key)).state).toBe('undone');
      expectRejected(await adapter.settle(settleRequest(made, newKey()), call()), ['quote-unknown']);
      await expectAgreement();
    },
  },
  {
    id: 'UNDO-2',
    title: 'undoes a settlement whole, once, however often it is asked',
    needs: [],
    async run({ adapter, settled, insurer, only, call, expectAgreement }) {
      const { person, settlement } = await settled();
      for (const _time of [1, 2, 3])
        expect(expectOk(await adapter.undo(settlement, call()))).toMatchObject({ ref: settlement.ref, state: 'undone' });
      expect((await only(settlement.key)).state).toBe('undone');
      expect(await insurer.balance(person.ref)).toBe(person.balance);
      await expectAgreement();
    },
  },
  {
    id: 'UNDO-3',
    title: 'answers record-unknown where key and reference do not name the same record, and undoes nothing',
    needs: [],
    async run({ adapter, settled, only, newKey, call }) {
      const [first, second] = [await settled(), await settled()];
      const wrong = [
        { key: newKey(), ref: first.settlement.ref },
        { key: first.settlement.key, ref: second.settlement.ref },
        { key: first.settlement.key, ref: 'never-existed' },
      ];
      for (const request of wrong) expectRejected(await adapter.undo(request, call()), ['record-unknown']);
      for (const { settlement } of [first, second]) expect((await only(settlement.key)).state).toBe('settled');
    },
  },
  {
    id: 'UNDO-4',
    title: 'says not-undoable of a settlement whose day is closed, which stands',
    needs: [],
    async run({ adapter, settled, insurer, only, call, expectAgreement }) {
      const { person, quote, settlement } = await settled();
      const day = dayOf(insurer.now());
      await insurer.advance(DAY_MS);
      await insurer.closeDay(day);
      expectRejected(await adapter.undo(settlement, call()), ['not-undoable']);
      expect((await only(settlement.key)).state).toBe('settled');
      expect(await insurer.balance(person.ref)).toBe(person.balance - quote.split.account);
      await expectAgreement();
    },
  },
  {
    id: 'UNDO-5',
    title: 'never takes the quote away from under a settlement that stands',
    needs: [],
    async run({ adapter, settled, only, call }) {
      const { quote, settlement } = await settled();
      expectFailure(await adapter.undo({ key: quote.key, ref: quote.ref }, call()), ['rejected']);
      expect((await only(settlement.key)).state).toBe('settled');
    },
  },
  {
    id: 'UNDO-6',
    title: 'does not use the key of what was undone again, and lets the charges be settled under another',
    needs: [],
    async run({ adapter, settled, insurer, newKey, call, expectAgreement }) {
      const made = await settled();
      expectOk(await adapter.undo(made.settlement, call()));
      const { request, settlement, person } = made;
      expectFailure(await adapter.settle(settleRequest(made, settlement.key), call()), ['rejected']);
      const quote = expectOk(await adapter.preSettle({ ...request, key: newKey() }, call()));
      const again = expectOk(await adapter.settle(settleRequest({ ...made, quote }, newKey()), call()));
      expect(again.split).toEqual(settlement.split);
      expect(await insurer.balance(person.ref)).toBe(person.balance - again.split.account);
      await expectAgreement();
    },
  },
  {
    id: 'UNDO-7',
    title: 'gives the deductible of the year back with a settlement',
    needs: [],
    async run({ adapter, insured, settled, call }) {
      const person = await insured({ deductible: 5_000, balance: 0 });
      const first = await settled(person);
      const second = await settled(person);
      expect(second.settlement.split.fund).toBeGreaterThan(first.settlement.split.fund);
      for (const { settlement } of [second, first]) expectOk(await adapter.undo(settlement, call()));
      expect((await settled(person)).settlement.split).toEqual(first.settlement.split);
    },
  },
];
