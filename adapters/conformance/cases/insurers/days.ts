import { expect } from 'vitest';
import type { InsurerDayRow } from '../../../insurers/port.ts';
import { expectFailure, expectOk } from '../../expectations.ts';
import { dayOf, type InsurerCase, type InsurerContext } from './insurer-case.ts';

const DAY_MS = 86_400_000;
const PAGES_MAX = 200;

/** The whole list of a day, page by page. */
export async function wholeDay(
  { adapter, call }: Pick<InsurerContext, 'adapter' | 'call'>,
  day: string,
): Promise<{ readonly rows: readonly InsurerDayRow[]; readonly pages: number }> {
  const rows: InsurerDayRow[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= PAGES_MAX; pages += 1) {
    const page = expectOk(await adapter.day({ day, ...(cursor === undefined ? {} : { cursor }) }, call()));
    rows.push(...page.rows);
    if (page.next === undefined) return { rows, pages };
    cursor = page.next;
  }
  throw new Error(`paging did not end after ${PAGES_MAX} pages`);
}

/** `day`: what was settled and undone on one day. */
export const dayCases: readonly InsurerCase[] = [
  {
    id: 'DAY-1',
    title: 'lists what was settled and what was undone on its day, with their splits',
    needs: [],
    async run(context) {
      const { adapter, settled, quoted, insurer, call } = context;
      const kept = await settled();
      const gone = await settled();
      const open = await quoted();
      expectOk(await adapter.undo(gone.settlement, call()));
      const { rows } = await wholeDay(context, dayOf(insurer.now()));
      const about = ({ settlement: { key, ref, split } }: typeof kept) => ({ key, ref, split });
      expect(rows.filter(({ key }) => key === kept.settlement.key)).toEqual([
        { ...about(kept), kind: 'settled', at: kept.settlement.settledAt },
      ]);
      expect(rows.filter(({ key }) => key === gone.settlement.key)).toEqual([
        { ...about(gone), kind: 'settled', at: gone.settlement.settledAt },
        { ...about(gone), kind: 'undone', at: expect.any(Number) },
      ]);
      expect(rows.filter(({ key }) => key === open.request.key)).toEqual([]);
    },
  },
  {
    id: 'DAY-2',
    title: 'leaves nothing out and tells nothing twice over several pages',
    needs: [],
    async run(context) {
      const { limits, settled, insurer } = context;
      const keys: string[] = [];
      for (let count = 0; count < limits.settlementsForPaging; count += 1) keys.push((await settled()).settlement.key);
      const { rows, pages } = await wholeDay(context, dayOf(insurer.now()));
      const told = rows.filter(({ kind }) => kind === 'settled').map(({ key }) => key);
      expect(told.filter((key) => keys.includes(key))).toEqual(keys);
      expect(new Set(told).size).toBe(told.length);
      expect(pages, 'configure the insurer with smaller pages').toBeGreaterThan(1);
    },
  },
  {
    id: 'DAY-3',
    title: 'lists what was undone on the day on which it was undone',
    needs: [],
    async run(context) {
      const { adapter, settled, insurer, call } = context;
      const { settlement } = await settled();
      const first = dayOf(insurer.now());
      await insurer.advance(DAY_MS);
      expectOk(await adapter.undo(settlement, call()));
      const kinds = async (day: string) =>
        (await wholeDay(context, day)).rows.filter(({ key }) => key === settlement.key).map(({ kind }) => kind);
      expect(await kinds(first)).toEqual(['settled']);
      expect(await kinds(dayOf(insurer.now()))).toEqual(['undone']);
    },
  },
  {
    id: 'DAY-4',
    title: 'answers an empty list for a day on which nothing was settled',
    needs: [],
    async run({ adapter, call }) {
      expect(expectOk(await adapter.day({ day: '2020-02-29' }, call()))).toEqual({ rows: [] });
    },
  },
  {
    id: 'DAY-5',
    title: 'does not follow a cursor that it never gave, nor one of another day',
    needs: [],
    async run(context) {
      const { adapter, limits, settled, insurer, call } = context;
      for (let count = 0; count < limits.settlementsForPaging; count += 1) await settled();
      const day = dayOf(insurer.now());
      const { next } = expectOk(await adapter.day({ day }, call()));
      expect(next).toBeDefined();
      for (const cursor of ['', 'nonsense', 'https://attacker.invalid/', '../../admin'])
        expect((await adapter.day({ day, cursor }, call())).ok, `cursor ${JSON.stringify(cursor)}`).toBe(false);
      expect((await adapter.day({ day: '2020-02-29', cursor: next ?? '' }, call())).ok).toBe(false);
    },
  },
  {
    id: 'DAY-6',
    title: 'calls a list malformed in which a split does not add up, and hides no row of it',
    needs: [],
    async run({ adapter, settled, insurer, call }) {
      await settled();
      await insurer.miscount();
      expectFailure(await adapter.day({ day: dayOf(insurer.now()) }, call()), ['malformed']);
    },
  },
  {
    id: 'DAY-7',
    title: 'asks for no day that is none',
    needs: [],
    async run({ adapter, call }) {
      for (const day of ['', '2027-02-30', '20270301', '2027-03-01/../../records'])
        expectFailure(await adapter.day({ day }, call()), ['rejected']);
    },
  },
];
