import { expect } from 'vitest';
import type { ChargeRefund, ChargeSettlement } from '../../../port/charges.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import { openBill, refundWhole, settledBill } from './bills.ts';

const PAGE_LIMIT = 300;

/** Reads the changes to their end. Fails when they do not end. */
async function chargesSince({ facets, call }: CaseContext, from: string | undefined) {
  const settlements: ChargeSettlement[] = [];
  const refunds: ChargeRefund[] = [];
  let cursor = from;
  for (let pages = 1; pages <= PAGE_LIMIT; pages++) {
    const changes = expectOk(await facets.charges.changes(cursor, call()));
    settlements.push(...changes.settlements);
    refunds.push(...changes.refunds);
    cursor = changes.cursor;
    if (!changes.more) return { settlements, refunds, cursor, pages };
  }
  throw new Error(`changes did not end after ${PAGE_LIMIT} pages`);
}

/** `changes`: what is held against our own books. */
export const chargeChangesCases: readonly HospitalCase[] = [
  {
    id: 'CHANGES-1',
    title: 'tells a settlement made after the cursor, and of a refund both it and what is left',
    needs: ['charges'],
    async run(context) {
      const { facets, newKey, call } = context;
      const before = await chargesSince(context, undefined);
      const { settlement } = await settledBill(context);
      const first = await chargesSince(context, before.cursor);
      expect(first.settlements).toContainEqual(settlement);
      const refund = expectOk(await facets.charges.refund(refundWhole(settlement, newKey()), call()));
      const second = await chargesSince(context, first.cursor);
      expect(second.refunds).toContainEqual(refund);
      expect(second.settlements.findLast(({ key }) => key === settlement.key)?.refunded).toBe(settlement.split.total);
    },
  },
  {
    id: 'CHANGES-2',
    title: 'leaves no settlement and no refund out over several pages',
    needs: ['charges'],
    async run(context) {
      const { facets, limits, newKey, call } = context;
      const { cursor } = await chargesSince(context, undefined);
      const settled: string[] = [];
      const refunded: string[] = [];
      // Every second one is taken back: as many changes as there are slots for paging.
      for (let index = 0; index < (limits.slotsForPaging * 2) / 3; index++) {
        const { settlement } = await settledBill(context);
        settled.push(settlement.key);
        if (index % 2 === 0) continue;
        refunded.push(expectOk(await facets.charges.refund(refundWhole(settlement, newKey()), call())).key);
      }
      const { settlements, refunds, pages } = await chargesSince(context, cursor);
      const told = new Set([...settlements, ...refunds].map(({ key }) => key));
      expect([...settled, ...refunded].filter((key) => !told.has(key))).toEqual([]);
      expect(pages, 'configure the adapter with smaller pages').toBeGreaterThan(1);
    },
  },
  {
    id: 'CHANGES-3',
    title: 'comes to rest at the end of the changes of charges',
    needs: ['charges'],
    async run(context) {
      await settledBill(context);
      const { cursor } = await chargesSince(context, undefined);
      const again = await chargesSince(context, cursor);
      const third = await chargesSince(context, again.cursor);
      expect(third.settlements.length + third.refunds.length).toBeLessThanOrEqual(
        again.settlements.length + again.refunds.length,
      );
    },
  },
  {
    id: 'CHANGES-4',
    title: 'does not follow a cursor of charges that it never gave',
    needs: ['charges'],
    async run({ facets, hospital, call }) {
      const before = await hospital.requestsSeen();
      for (const cursor of ['', 'nonsense', 'https://attacker.invalid/settlements', '../../admin'])
        expect((await facets.charges.changes(cursor, call())).ok, `cursor ${JSON.stringify(cursor)}`).toBe(false);
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'CHANGES-5',
    title: 'tells nothing of what was settled at the window',
    needs: ['charges'],
    async run(context) {
      const { cursor } = await chargesSince(context, undefined);
      const { visit } = await openBill(context);
      await context.charges.settle(visit.visitRef);
      const { settlements } = await chargesSince(context, cursor);
      expect(settlements.filter(({ visitRef }) => visitRef === visit.visitRef)).toEqual([]);
    },
  },
];
