import { expect } from 'vitest';
import { addsUp, type ChargeLine } from '../../../port/charges.ts';
import { expectOk } from '../../expectations.ts';
import { type InsurerCase, type Person, settleRequest, totalOf } from './insurer-case.ts';

/** Numbers in [0, 1) that are the same in every run: a linear congruential generator, good enough to draw bills. */
function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const LINES_MAX = 12;
const PEOPLE = 20;

/** A bill with odd amounts and shares, as they come when prices are per gram and shares have four places. */
function drawBill(next: () => number): { readonly lines: readonly ChargeLine[]; readonly useAccount: boolean } {
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const lines = Array.from({ length: whole(1, LINES_MAX) }, (_, place): ChargeLine => {
    const thousandths = whole(1, 9_999);
    const price = whole(1, 99_999);
    const amount = Math.max(1, Math.round((thousandths * price) / 1_000));
    const kind = (['a', 'b', 'none'] as const)[whole(0, 2)] ?? 'a';
    const ownShare = { a: 0, b: whole(0, 9_999), none: 10_000 }[kind];
    const quantity = String(thousandths / 1_000);
    return { ref: `l${place}`, name: `项目 ${place}`, quantity, price, amount, class: kind, ownShare };
  }).filter(({ price, amount, quantity }) => Math.abs(Number(quantity) * price - amount) < 0.9);
  const fallback: ChargeLine = { ref: 'l', name: '项目', quantity: '1', price: 1, amount: 1, class: 'a', ownShare: 0 };
  return { lines: lines.length === 0 ? [fallback] : lines, useAccount: next() < 0.7 };
}

/** Sums, whatever the bill. */
export const sumCases: readonly InsurerCase[] = [
  {
    id: 'SUMS-1',
    title: 'quotes every bill to the fen, covers nothing of class none, and takes no more than the account holds',
    needs: [],
    async run({ adapter, insured, bill, limits, only, call, expectAgreement }) {
      const next = drawing(20_270_301);
      const people: Person[] = [];
      for (let count = 0; count < PEOPLE; count += 1)
        people.push(await insured({ balance: Math.floor(next() * 50_000), deductible: Math.floor(next() * 30_000) }));
      let covered = 0;
      for (let count = 0; count < limits.bills; count += 1) {
        const { lines, useAccount } = drawBill(next);
        const person = people[count % PEOPLE] as Person;
        const request = bill(person, { lines, useAccount });
        const { split, key } = expectOk(await adapter.preSettle(request, call()));
        const words = `bill ${count}: ${JSON.stringify(split)}`;
        expect(addsUp(split, totalOf(lines)), words).toBe(true);
        const own = totalOf(lines.filter((line) => line.class === 'none'));
        expect(split.fund, words).toBeLessThanOrEqual(split.total - own);
        expect(split.account, words).toBeLessThanOrEqual(useAccount ? person.balance : 0);
        expect((await only(key)).split, words).toEqual(split);
        if (split.fund > 0) covered += 1;
      }
      expect(covered, 'bills of which insurance bears something').toBeGreaterThan(limits.bills / 4);
      await expectAgreement();
    },
  },
  {
    id: 'SUMS-2',
    title: 'settles and undoes bills of one person so that balance, deductible and sums agree at each step',
    needs: [],
    async run({ adapter, insured, quoted, insurer, newKey, call, expectAgreement }) {
      const next = drawing(7);
      const person = await insured({ balance: 200_000, deductible: 40_000 });
      let left = person.balance;
      for (let count = 0; count < 12; count += 1) {
        const made = await quoted(person, drawBill(next));
        const settlement = expectOk(await adapter.settle(settleRequest(made, newKey()), call()));
        expect(settlement.split).toEqual(made.quote.split);
        const undone = count % 3 === 2;
        if (undone) expectOk(await adapter.undo(settlement, call()));
        else left -= settlement.split.account;
        expect(await insurer.balance(person.ref)).toBe(left);
        await expectAgreement();
      }
    },
  },
];
