import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { allCash, nameOf, settledBill } from '../../adapters/conformance/cases/charges/bills.ts';
import { expectOk, expectRejected } from '../../adapters/conformance/expectations.ts';
import { LIMITS, type StartedSignedHospital, startSimulatedSignedHospital } from './simulated-signed-hospital.ts';

let subject: StartedSignedHospital;
let context: ReturnType<typeof createCaseContext>;
beforeEach(async () => {
  subject = await startSimulatedSignedHospital({ mode: 'strict' });
  context = createCaseContext(subject, { ...DEFAULT_LIMITS, ...LIMITS }, 'fees');
});
afterEach(() => subject.stop());

/** Somebody has booked through us, and owes the fee. */
async function booked() {
  const { facets, openSlot, newKey, newPatient, request, call } = context;
  const { ref: slotRef } = await openSlot();
  const wanted = await request(newKey(), slotRef, newPatient());
  const booking = expectOk(await facets.booking.book(wanted, call()));
  const query = { patient: wanted.patient, patientRef: wanted.patientRef };
  const [visit, ...others] = expectOk(await facets.charges.open(query, call()));
  if (visit === undefined) throw new Error('nothing is owed');
  expect(others).toEqual([]);
  const cash = { channel: 'wechat-pay', ref: '4200001' } as const;
  const settle = (key: string) =>
    facets.charges.settle({ ...query, key, charges: nameOf(visit), split: allCash(visit.total), cash }, call());
  return { booking, slotRef, query, visit, settle };
}
const whole = (settlement: { readonly key: string; readonly ref: string }, amount = 5_000) => ({
  ...{ key: context.newKey(), settlement, amount },
  lines: 'whole' as const,
});

describe('the fee of an order', () => {
  it('an order that was booked through us is owed as one line, its fee, by whoever it is for', async () => {
    const { booking, visit } = await booked();
    expect(visit).toMatchObject({
      visitRef: booking.ref,
      practitioner: '曾静',
      lines: [{ ref: 'fee', name: '挂号费', quantity: '1', price: 5_000, amount: 5_000, class: 'none', ownShare: 10_000 }],
      total: 5_000,
    });
  });

  it('a fee that is given back gives the number back with it, once', async () => {
    const { booking, slotRef, settle } = await booked();
    const { facets, call, hospital } = context;
    const settlement = expectOk(await settle('st-1'));
    expect((await hospital.slot(slotRef)).taken).toBe(1);
    expectOk(await facets.charges.refund(whole(settlement), call()));
    expect((await hospital.slot(slotRef)).taken).toBe(0);
    expect(expectOk(await facets.bookings.find(booking.key, call()))?.status).toBe('cancelled');
  });

  it('the fee of an order that was cancelled first is given back, and the number is not given back twice', async () => {
    const { booking, slotRef, query, settle } = await booked();
    const { facets, call, hospital } = context;
    const settlement = expectOk(await settle('st-1'));
    expectOk(await facets.cancellation.cancel({ key: booking.key, ref: booking.ref }, call()));
    expect(expectOk(await facets.charges.find('st-1', call()))?.refunded).toBe(0);
    expectOk(await facets.charges.refund(whole(settlement), call()));
    expect(expectOk(await facets.charges.find('st-1', call()))?.refunded).toBe(5_000);
    expect((await hospital.slot(slotRef)).taken).toBe(0);
    expect(expectOk(await facets.charges.open(query, call()))).toEqual([]);
  });

  it('an order that was cancelled is not owed and can not be paid', async () => {
    const { booking, query, settle } = await booked();
    const { facets, call } = context;
    expectOk(await facets.cancellation.cancel({ key: booking.key, ref: booking.ref }, call()));
    expect(expectOk(await facets.charges.open(query, call()))).toEqual([]);
    expectRejected(await settle('st-1'), ['charges-unknown']);
    expect(subject.truth.payments(booking.ref)).toEqual([]);
  });

  it('an order that costs nothing any more is not owed', async () => {
    const { booking, query } = await booked();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ act: 'fee', hosRecordId: booking.ref, fee: 0 });
    expect((await fetch(`${subject.controlUrl}/charges`, { method: 'POST', headers, body })).status).toBe(201);
    expect(expectOk(await context.facets.charges.open(query, context.call()))).toEqual([]);
  });

  it('a fee is not split with an insurer, which the contract does not know', async () => {
    const { query, visit, booking } = await booked();
    const { facets, call } = context;
    const { total } = visit;
    const split = { total, fund: 1_000, account: 0, cash: total - 1_000 };
    const cash = { channel: 'cash', ref: 'receipt-1' } as const;
    const request = { ...query, key: 'st-1', charges: nameOf(visit), split, insurance: { ref: 'insurer-1' }, cash };
    expectRejected(await facets.charges.settle(request, call()), ['request-refused']);
    expect(subject.truth.payments(booking.ref)).toEqual([]);
  });
});

describe('the books of a cashier', () => {
  it('the books of a cashier are told at the control port, payments at the window too, with what they come to', async () => {
    const { settlement } = await settledBill(context);
    const other = await booked();
    await context.charges.settle(other.booking.ref);
    const back = whole(settlement, 10_000);
    expectOk(await context.facets.charges.refund(back, context.call()));
    expect(await (await fetch(`${subject.controlUrl}/charges`)).json()).toMatchObject({
      settlements: [
        { payNo: settlement.key, amount: 10_000, way: '1', refunded: 10_000 },
        { payNo: null, amount: 5_000, way: '2', refunded: 0 },
      ],
      refunds: [{ refundNo: back.key, payNo: settlement.key, amount: 10_000 }],
      sums: { total: 15_000, refunded: 10_000 },
    });
  });

  it.each<[string, string, RegExp]>([
    [
      'a second payment of one order',
      `INSERT INTO payment (order_seq, amount, way, way_ref, paid_at, change) VALUES (1, 1, '2', 'x', 1, 99)`,
      /UNIQUE/,
    ],
    [
      'a part of a fee that was given back',
      `INSERT INTO pay_refund (refund_no, payment, amount, refunded_at, change) VALUES ('x', 1, 1, 1, 99)`,
      /CHECK/,
    ],
    ['a payment of another amount', 'UPDATE payment SET amount = 1', /not changed/],
  ])('the books of a cashier can not hold %s', async (_, sql, why) => {
    await settledBill(context);
    const database = new Database(subject.databasePath);
    try {
      expect(() => database.prepare(sql).run()).toThrow(why);
    } finally {
      database.close();
    }
  });
});
