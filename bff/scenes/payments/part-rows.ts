import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { Insurance, PartState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Names of guards. */
export const PART_MOVED = 'part-moved';
/** The order pays the cash part: none did before, its amount is the one that was agreed to, and nobody had cancelled. */
export const CASH_WANTED = 'cash-wanted';
/** The part waits for money that nobody has paid, and nobody has stopped it. */
export const STILL_DUE = 'still-due';

/** A part of a payment with what its next step needs. */
export interface PaymentPart {
  readonly id: string;
  readonly paymentId: string;
  readonly quoteId: string;
  readonly patientId: string;
  readonly version: number;
  readonly channel: string;
  readonly code: string;
  /** By which somebody pays from home; `null` where nobody does. */
  readonly payerCode: string | null;
  readonly hospitalId: string;
  readonly visitRef: string;
  readonly total: number;
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
  readonly settledFund: number | null;
  readonly settledAccount: number | null;
  readonly settledCash: number | null;
  readonly insurance: Insurance;
  readonly state: PartState;
  readonly reason: string | null;
  readonly cashOrder: string | null;
  readonly cancelWanted: boolean;
  readonly payUntil: number;
  readonly createdAt: number;
  readonly paidAt: number | null;
  readonly sentAt: number | null;
  readonly endedAt: number | null;
  readonly knowBy: number;
  readonly tries: number;
  readonly notFound: number;
  readonly insuranceRef: string | null;
  readonly settlementRef: string | null;
  readonly invoiceNumber: string | null;
}

const COLUMNS = [
  'payment_part.id',
  'payment_part.payment_id as paymentId',
  'payment_part.quote_id as quoteId',
  'payment.patient_id as patientId',
  'payment.version',
  'payment.channel',
  'payment.code',
  'payment.payer_code as payerCode',
  'payment_part.hospital_id as hospitalId',
  'payment_part.visit_ref as visitRef',
  'payment_part.total',
  'payment_part.fund',
  'payment_part.account',
  'payment_part.cash',
  'payment_part.settled_fund as settledFund',
  'payment_part.settled_account as settledAccount',
  'payment_part.settled_cash as settledCash',
  'payment_part.insurance',
  'payment_part.state',
  'payment_part.reason',
  'payment_part.cash_order as cashOrder',
  'payment_part.cancel_wanted as cancelWanted',
  'payment_part.pay_until as payUntil',
  'payment_part.created_at as createdAt',
  'payment_part.paid_at as paidAt',
  'payment_part.sent_at as sentAt',
  'payment_part.ended_at as endedAt',
  'payment_part.know_by as knowBy',
  'payment_part.tries',
  'payment_part.not_found as notFound',
  'payment_part.insurance_ref as insuranceRef',
  'payment_part.settlement_ref as settlementRef',
  'payment_part.invoice_number as invoiceNumber',
] as const;

type Raw = Omit<PaymentPart, 'state' | 'insurance' | 'cancelWanted'> & {
  readonly state: string;
  readonly insurance: string;
  readonly cancelWanted: number;
};

function toPart(row: Raw): PaymentPart {
  return {
    ...row,
    state: row.state as PartState,
    insurance: row.insurance as Insurance,
    cancelWanted: row.cancelWanted === 1,
  };
}

const selectPart = template((q, p: { id: string }) =>
  q
    .selectFrom('payment_part')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .select(COLUMNS)
    .where('payment_part.id', '=', p.id),
);

/** Bills that one confirmation pays at most. */
export const PARTS_MAX = 20;

const selectParts = template((q, p: { paymentId: string }) =>
  q
    .selectFrom('payment_part')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .select(COLUMNS)
    .where('payment_part.payment_id', '=', p.paymentId)
    .orderBy('payment_part.quote_id')
    .limit(PARTS_MAX),
);

export async function readPart(store: Pick<Store, 'read'>, id: string): Promise<PaymentPart | undefined> {
  const [row] = await store.read(selectPart({ id }));
  return row && toPart(row);
}

const selectByCode = template((q, p: { code: string }) =>
  q
    .selectFrom('payment_part')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .select(COLUMNS)
    .where('payment.code', '=', p.code)
    .orderBy('payment_part.quote_id')
    .limit(PARTS_MAX),
);

/** The parts of the payment whose paper has this code. */
export async function readPartsByCode(store: Pick<Store, 'read'>, code: string): Promise<readonly PaymentPart[]> {
  return (await store.read(selectByCode({ code }))).map(toPart);
}

const selectByPayerCode = template((q, p: { code: string }) =>
  q
    .selectFrom('payment_part')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .select(COLUMNS)
    .where('payment.payer_code', '=', p.code)
    .orderBy('payment_part.quote_id')
    .limit(PARTS_MAX),
);

/** The parts of the payment that somebody pays from home by this code; none of any other payment. */
export async function readPartsByPayerCode(store: Pick<Store, 'read'>, code: string): Promise<readonly PaymentPart[]> {
  return (await store.read(selectByPayerCode({ code }))).map(toPart);
}

const idsOfBill = template((q, p: { hospitalId: string; visitRef: string }) =>
  q.selectFrom('payment_part').select('id').where('hospital_id', '=', p.hospitalId).where('visit_ref', '=', p.visitRef),
);

/** Whether it can be paid: nobody has paid it, and nobody has given it up. */
export function isPayable({ state, cashOrder, cancelWanted }: PaymentPart): boolean {
  return state === 'due' && cashOrder === null && !cancelWanted;
}

/** Parts that ever paid, or were to pay, this bill. */
export async function readPartIds(
  store: Pick<Store, 'read'>,
  bill: { readonly hospitalId: string; readonly visitRef: string },
): Promise<ReadonlySet<string>> {
  return new Set((await store.read(idsOfBill(bill))).map(({ id }) => id));
}

/** The parts of a payment, in the order in which their bills were quoted. */
export async function readParts(store: Pick<Store, 'read'>, paymentId: string): Promise<readonly PaymentPart[]> {
  return (await store.read(selectParts({ paymentId }))).map(toPart);
}

export const insertPart = template(
  (
    q,
    p: {
      id: string;
      paymentId: string;
      quoteId: string;
      hospitalId: string;
      visitRef: string;
      total: number;
      fund: number;
      account: number;
      cash: number;
      insurance: string;
      payUntil: number;
      now: number;
    },
  ) =>
    q
      .insertInto('payment_part')
      .values({
        id: p.id,
        payment_id: p.paymentId,
        quote_id: p.quoteId,
        hospital_id: p.hospitalId,
        visit_ref: p.visitRef,
        total: p.total,
        fund: p.fund,
        account: p.account,
        cash: p.cash,
        settled_fund: null,
        settled_account: null,
        settled_cash: null,
        insurance: p.insurance,
        state: 'due',
        reason: null,
        cash_order: null,
        cancel_wanted: 0,
        pay_until: p.payUntil,
        created_at: p.now,
        paid_at: null,
        sent_at: null,
        ended_at: null,
        know_by: p.payUntil,
        tries: 0,
        not_found: 0,
        insurance_ref: null,
        settlement_ref: null,
        invoice_number: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing()),
);

const updatePart = template(
  (
    q,
    p: {
      id: string;
      from: string;
      to: string;
      reason: string | null;
      settledFund: number | null;
      settledAccount: number | null;
      settledCash: number | null;
      paidAt: number | null;
      sentAt: number | null;
      endedAt: number | null;
      knowBy: number;
      tries: number;
      notFound: number;
      insuranceRef: string | null;
      settlementRef: string | null;
      invoiceNumber: string | null;
    },
  ) =>
    q
      .updateTable('payment_part')
      .set({
        state: p.to,
        reason: p.reason,
        settled_fund: p.settledFund,
        settled_account: p.settledAccount,
        settled_cash: p.settledCash,
        paid_at: p.paidAt,
        sent_at: p.sentAt,
        ended_at: p.endedAt,
        know_by: p.knowBy,
        tries: p.tries,
        not_found: p.notFound,
        insurance_ref: p.insuranceRef,
        settlement_ref: p.settlementRef,
        invoice_number: p.invoiceNumber,
      })
      .where('id', '=', p.id)
      .where('state', '=', p.from),
);

/** Moves the part, or refuses with `PART_MOVED` when somebody else moved it first. */
export function updatePartPart(from: PartState, to: PaymentPart): Part {
  const { id, state, reason, settledFund, settledAccount, settledCash, paidAt, sentAt, endedAt, knowBy, tries, notFound } = to;
  const { insuranceRef, settlementRef, invoiceNumber } = to;
  return guarded(
    updatePart({
      id,
      from,
      to: state,
      reason,
      settledFund,
      settledAccount,
      settledCash,
      paidAt,
      sentAt,
      endedAt,
      knowBy,
      tries,
      notFound,
      insuranceRef,
      settlementRef,
      invoiceNumber,
    }),
    PART_MOVED,
  );
}

const takeCash = template((q, p: { id: string; orderKey: string; amount: number; currentTime: number }) =>
  q
    .updateTable('payment_part')
    .set({ cash_order: p.orderKey, paid_at: p.currentTime })
    .where('id', '=', p.id)
    .where('cash_order', 'is', null)
    .where(sql<boolean>`cancel_wanted = 0`)
    .where(sql<boolean>`state IN ('due', 'closing')`)
    .where('cash', '=', p.amount),
);

/** The order pays the cash part; `CASH_WANTED` where it is not wanted (any more), or not this amount. */
export function takeCashPart(id: string, orderKey: string, amount: number, now: number): Part {
  return guarded(takeCash({ id, orderKey, amount, currentTime: now }), CASH_WANTED);
}

const stillDue = template((q, p: { id: string; currentTime: number }) =>
  q
    .updateTable('payment_part')
    .set((row) => ({ tries: row.ref('tries') }))
    .where('id', '=', p.id)
    .where('cash_order', 'is', null)
    .where(sql<boolean>`cancel_wanted = 0`)
    .where(sql<boolean>`state = 'due'`)
    .where('pay_until', '>', p.currentTime),
);

/** It waits for its cash, and holds its row until the unit ends, so that it is not stopped meanwhile; `STILL_DUE` where it does not. */
export function stillDuePart(id: string, now: number): Part {
  return guarded(stillDue({ id, currentTime: now }), STILL_DUE);
}

const cancelPart = template((q, p: { id: string }) =>
  q
    .updateTable('payment_part')
    .set({ cancel_wanted: 1 })
    .where('id', '=', p.id)
    .where('cash_order', 'is', null)
    .where(sql<boolean>`state IN ('due', 'closing')`),
);

/** Nobody wants to pay it any more; `PART_MOVED` where it is paid already. */
export function cancelPartPart(id: string): Part {
  return guarded(cancelPart({ id }), PART_MOVED);
}
