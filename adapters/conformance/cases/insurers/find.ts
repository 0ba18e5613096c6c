import { expect } from 'vitest';
import { expectFailure, expectOk } from '../../expectations.ts';
import type { InsurerCase } from './insurer-case.ts';

/** `find`: the question after an unknown outcome. */
export const findCases: readonly InsurerCase[] = [
  {
    id: 'FIND-1',
    title: 'answers null for a key that the insurer does not have',
    needs: [],
    async run({ adapter, newKey, call }) {
      expect(expectOk(await adapter.find(newKey(), call()))).toBeNull();
    },
  },
  {
    id: 'FIND-2',
    title: 'finds a quote as open, also when its time is over',
    needs: [],
    async run({ adapter, quoted, insurer, call }) {
      const { request, quote } = await quoted();
      const record = { key: request.key, ref: quote.ref, kind: 'quote', state: 'open', split: quote.split };
      expect(expectOk(await adapter.find(request.key, call()))).toEqual(record);
      await insurer.advance(insurer.quoteMs);
      expect(expectOk(await adapter.find(request.key, call()))).toEqual(record);
    },
  },
  {
    id: 'FIND-3',
    title: 'finds a settlement with its split and its time, and its quote as settled',
    needs: [],
    async run({ adapter, settled, call }) {
      const { request, settlement } = await settled();
      expect(expectOk(await adapter.find(settlement.key, call()))).toEqual({
        ...settlement,
        kind: 'settlement',
        state: 'settled',
      });
      expect(expectOk(await adapter.find(request.key, call()))).toMatchObject({ kind: 'quote', state: 'settled' });
    },
  },
  {
    id: 'FIND-4',
    title: 'finds what was undone as undone',
    needs: [],
    async run({ adapter, settled, call }) {
      const { settlement } = await settled();
      expectOk(await adapter.undo(settlement, call()));
      expect(expectOk(await adapter.find(settlement.key, call()))).toMatchObject({ ref: settlement.ref, state: 'undone' });
    },
  },
  {
    id: 'FIND-5',
    title: 'calls a record malformed whose split does not add up',
    needs: [],
    async run({ adapter, quoted, insurer, call }) {
      const { request } = await quoted();
      await insurer.miscount();
      expectFailure(await adapter.find(request.key, call()), ['malformed']);
    },
  },
];
