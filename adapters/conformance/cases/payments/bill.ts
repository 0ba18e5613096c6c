import { expect } from 'vitest';
import type { BillRow } from '../../../payments/port.ts';
import { expectFailure, expectOk } from '../../expectations.ts';
import { AMOUNT, type PaymentCase } from '../../payment-case-context.ts';

const sum = (rows: readonly BillRow[], kind: BillRow['kind']) =>
  rows.filter((row) => row.kind === kind).reduce((all, { amount }) => all + amount, 0);

/** The provider's bill of a day. */
export const billCases: readonly PaymentCase[] = [
  {
    id: 'BILL-1',
    title: 'tells every payment and every refund of a day once, with sums that are the sums of its rows',
    needs: [],
    async run({ channel, provider, ordered, paid, refundOf, call }) {
      const [one, other] = [await paid(), await paid()];
      const unpaid = await ordered();
      const parts = [refundOf(one.key, 300), refundOf(one.key, 200), refundOf(other.key, AMOUNT)];
      for (const part of parts) expectOk(await channel.refund(part, call()));
      await provider.settled();
      const day = await provider.closeDay();
      const bill = expectOk(await channel.bill(day, call()));
      if (bill === null) throw new Error('no bill');
      const { rows } = bill;
      expect(bill).toMatchObject({ day, paid: sum(rows, 'payment'), refunded: sum(rows, 'refund') });
      for (const { key } of [one, other]) {
        const ref = (await provider.orders(key))[0]?.ref;
        const payments = rows.filter((row) => row.kind === 'payment' && row.key === key);
        expect(payments).toEqual([{ kind: 'payment', key, ref, amount: AMOUNT, at: expect.any(Number) }]);
      }
      for (const { key, orderKey, amount } of parts)
        expect(rows.filter(({ refundKey }) => refundKey === key)).toMatchObject([{ kind: 'refund', key: orderKey, amount }]);
      expect(rows.filter(({ key }) => key === unpaid.key)).toEqual([]);
      const truth = (await provider.orders()).filter(({ state }) => state === 'paid');
      expect(bill.paid).toBe(truth.reduce((all, { amount }) => all + amount, 0));
    },
  },
  {
    id: 'BILL-2',
    title: 'says null of a day of which there is no bill yet',
    needs: [],
    async run({ channel, call }) {
      expect(expectOk(await channel.bill('2035-02-28', call()))).toBeNull();
    },
  },
  ...(['cut', 'other-sum'] as const).map(
    (flaw, index): PaymentCase => ({
      id: `BILL-${index + 3}`,
      title: `does not believe a bill that ${flaw === 'cut' ? 'is cut short' : 'does not add up'}`,
      needs: [],
      async run({ channel, provider, paid, call }) {
        await paid();
        expectFailure(await channel.bill(await provider.closeDay(flaw), call()), ['malformed']);
        expect(expectOk(await channel.bill(await provider.closeDay(), call()))?.rows.length).toBeGreaterThan(0);
      },
    }),
  ),
  {
    id: 'BILL-5',
    title: 'asks nothing about what is no day',
    needs: [],
    async run({ channel, provider, call }) {
      const before = await provider.requestsSeen();
      for (const day of ['2026-02-30', '20260101', '2026-1-1', '', '2026-01-01&x=1'])
        expectFailure(await channel.bill(day, call()), ['rejected']);
      expect(await provider.requestsSeen()).toEqual(before);
    },
  },
];
