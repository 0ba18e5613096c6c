import { sql } from 'kysely';
import type { Presentation } from '../../../adapters/payments/port.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { OrderState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Names of guards. */
export const ORDER_MOVED = 'order-moved';
/** There is no order of this key yet. */
export const ORDER_ONCE = 'order-once';
/** No more goes back than was paid. */
export const RETURN_COVERED = 'return-covered';
/** The number of the merchant is the one that two people of the hospital agreed to. */
export const MERCHANT_AGREED = 'merchant-agreed';

/** An order with what its next step needs. */
export interface Order {
  readonly key: string;
  readonly partId: string;
  readonly hospitalId: string;
  readonly patientId: string;
  readonly channel: string;
  readonly amount: number;
  readonly state: OrderState;
  readonly presented: Presentation;
  /** What is presented: of a link, its address. */
  readonly code: string | null;
  readonly codeUntil: number | null;
  readonly expiresAt: number;
  readonly watchUntil: number;
  readonly unwanted: boolean;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly tries: number;
  readonly notFound: number;
  readonly paidRef: string | null;
  readonly paidAmount: number | null;
  readonly paidAt: number | null;
  readonly returned: number;
}

const COLUMNS = [
  'payment_order.order_key as key',
  'payment_order.part_id as partId',
  'payment_part.hospital_id as hospitalId',
  'payment.patient_id as patientId',
  'payment_order.channel',
  'payment_order.amount',
  'payment_order.state',
  'payment_order.presented',
  'payment_order.code',
  'payment_order.code_until as codeUntil',
  'payment_order.expires_at as expiresAt',
  'payment_order.watch_until as watchUntil',
  'payment_order.unwanted',
  'payment_order.created_at as createdAt',
  'payment_order.sent_at as sentAt',
  'payment_order.tries',
  'payment_order.not_found as notFound',
  'payment_order.paid_ref as paidRef',
  'payment_order.paid_amount as paidAmount',
  'payment_order.paid_at as paidAt',
  'payment_order.returned',
] as const;

const selectOrder = template((q, p: { key: string }) =>
  q
    .selectFrom('payment_order')
    .innerJoin('payment_part', 'payment_part.id', 'payment_order.part_id')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .select(COLUMNS)
    .where('payment_order.order_key', '=', p.key),
);

const selectOrders = template((q, p: { partId: string }) =>
  q
    .selectFrom('payment_order')
    .innerJoin('payment_part', 'payment_part.id', 'payment_order.part_id')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .select(COLUMNS)
    .where('payment_order.part_id', '=', p.partId)
    .orderBy('payment_order.created_at')
    .orderBy('payment_order.order_key')
    .limit(ORDERS_MAX),
);

/** More than a part can have. */
const ORDERS_MAX = 20;

type Raw = Omit<Order, 'state' | 'unwanted' | 'presented'> & {
  readonly state: string;
  readonly unwanted: number;
  readonly presented: string;
};

function toOrder(row: Raw): Order {
  const { state, presented, unwanted } = row;
  return { ...row, state: state as OrderState, presented: presented as Presentation, unwanted: unwanted === 1 };
}

export async function readOrder(store: Pick<Store, 'read'>, key: string): Promise<Order | undefined> {
  const [row] = await store.read(selectOrder({ key }));
  return row && toOrder(row);
}

/** The orders of a part, the oldest first. */
export async function readOrders(store: Pick<Store, 'read'>, partId: string): Promise<readonly Order[]> {
  return (await store.read(selectOrders({ partId }))).map(toOrder);
}

/** An order that was refused is looked at again like one that is closed: somebody says that it was paid. Any other stays as it is. */
export const watchRefused = template((q, p: { key: string; watchUntil: number }) =>
  q
    .updateTable('payment_order')
    .set({ state: 'closed', watch_until: p.watchUntil, tries: 0, not_found: 0 })
    .where('order_key', '=', p.key)
    .where('state', '=', 'refused'),
);

export interface NewOrder {
  readonly key: string;
  readonly partId: string;
  readonly channel: string;
  /** The merchant's number at the provider, as the gateway has it. */
  readonly merchant: string;
  readonly presented: Presentation;
  readonly amount: number;
  readonly expiresAt: number;
  readonly watchUntil: number;
  readonly now: number;
}

const insertOrder = template((q, p: { [K in keyof NewOrder]: NewOrder[K] }) =>
  q
    .insertInto('payment_order')
    .columns([
      'order_key',
      'part_id',
      'channel',
      'presented',
      'amount',
      'state',
      'expires_at',
      'watch_until',
      'unwanted',
      'created_at',
      'sent_at',
      'tries',
      'not_found',
      'returned',
    ])
    .expression((inner) =>
      inner
        .selectFrom('payment_part')
        .innerJoin('merchant', 'merchant.hospital_id', 'payment_part.hospital_id')
        .select([
          sql<string>`CAST(${p.key} AS TEXT)`.as('order_key'),
          'payment_part.id as part_id',
          'merchant.channel',
          sql<string>`CAST(${p.presented} AS TEXT)`.as('presented'),
          sql<number>`CAST(${p.amount} AS BIGINT)`.as('amount'),
          sql<string>`'sent'`.as('state'),
          sql<number>`CAST(${p.expiresAt} AS BIGINT)`.as('expires_at'),
          sql<number>`CAST(${p.watchUntil} AS BIGINT)`.as('watch_until'),
          sql<number>`0`.as('unwanted'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('sent_at'),
          sql<number>`0`.as('tries'),
          sql<number>`0`.as('not_found'),
          sql<number>`0`.as('returned'),
        ])
        .where('payment_part.id', '=', p.partId)
        .where('merchant.channel', '=', p.channel)
        .where('merchant.number', '=', p.merchant),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

/** The first order of a new part; `MERCHANT_AGREED` where the hospital's number at the provider is another one than the gateway has. */
export function insertOrderPart(order: NewOrder): Part {
  return guarded(insertOrder({ ...order }), MERCHANT_AGREED);
}

/** Another order of a part; `ORDER_ONCE` where somebody wrote one of this key first, or the merchant's number is not agreed to. */
export function insertNextOrderPart(order: NewOrder): Part {
  return guarded(insertOrder({ ...order }), ORDER_ONCE);
}

type PaidOrder = { key: string; partId: string; amount: number; staffId: string; shiftId: string; now: number };

const insertPaid = template((q, p: PaidOrder) =>
  q.insertInto('payment_order').values({
    order_key: p.key,
    part_id: p.partId,
    channel: 'cash',
    presented: 'code',
    amount: p.amount,
    state: 'paid',
    code: null,
    code_until: null,
    expires_at: p.now,
    watch_until: p.now,
    unwanted: 0,
    created_at: p.now,
    sent_at: p.now,
    tries: 0,
    not_found: 0,
    paid_ref: p.key,
    paid_amount: p.amount,
    paid_at: p.now,
    staff_id: p.staffId,
    shift_id: p.shiftId,
    returned: 0,
  }),
);

/** What a cashier took, fen: an order that is paid as it is written. */
export function insertCashOrder(values: PaidOrder): Part {
  return insertPaid(values);
}

const updateOrder = template(
  (
    q,
    p: {
      key: string;
      from: string;
      to: string;
      code: string | null;
      codeUntil: number | null;
      sentAt: number | null;
      tries: number;
      notFound: number;
      paidRef: string | null;
      paidAmount: number | null;
      paidAt: number | null;
    },
  ) =>
    q
      .updateTable('payment_order')
      .set({
        state: p.to,
        code: p.code,
        code_until: p.codeUntil,
        sent_at: p.sentAt,
        tries: p.tries,
        not_found: p.notFound,
        paid_ref: p.paidRef,
        paid_amount: p.paidAmount,
        paid_at: p.paidAt,
      })
      .where('order_key', '=', p.key)
      .where('state', '=', p.from),
);

/** Moves the order, or refuses with `ORDER_MOVED` when somebody else moved it first. */
export function moveOrderPart(from: Order, to: Partial<Order>): Part {
  const { key, state, code, codeUntil, sentAt, tries, notFound, paidRef, paidAmount, paidAt } = { ...from, ...to };
  const values = { code, codeUntil, sentAt, tries, notFound, paidRef, paidAmount, paidAt };
  return guarded(updateOrder({ key, from: from.state, to: state, ...values }), ORDER_MOVED);
}

/** Nobody is to pay the orders of this part any more; whatever there is of them. */
export const unwantOrders = template((q, p: { partId: string }) =>
  q.updateTable('payment_order').set({ unwanted: 1 }).where('part_id', '=', p.partId),
);

/**
 * For the restore of a backup: somebody may have paid these orders since, and had their money back. A code that is not known here leads to
 * that question.
 */
export const forgetCodes = template((q, p: { code: null }) =>
  q.updateTable('payment_order').set({ code: p.code }).where(sql<boolean>`state IN ('sent', 'unknown', 'open', 'closing')`),
);

const addReturned = template((q, p: { key: string; amount: number }) =>
  q
    .updateTable('payment_order')
    .set((row) => ({ returned: row('returned', '+', p.amount) }))
    .where('order_key', '=', p.key)
    .where(sql<boolean>`state = 'paid'`)
    .where(sql<boolean>`paid_amount - returned >= ${p.amount}`),
);

/** So much of the order does not go back after all: beside the move of its refund, which happens once. */
export const keepReturned = template((q, p: { key: string; amount: number }) =>
  q
    .updateTable('payment_order')
    .set((row) => ({ returned: row('returned', '-', p.amount) }))
    .where('order_key', '=', p.key),
);

/** What of this part's orders went elsewhere is with people no more. */
export const endElsewhere = template((q, p: { partId: string; state: 'ended' }) =>
  q.updateTable('payment_order').set({ state: p.state }).where('part_id', '=', p.partId).where(sql<boolean>`state = 'elsewhere'`),
);

/** So much of the order goes back, in flight included; refused as `RETURN_COVERED` where less is left. */
export function returnPart(key: string, amount: number): Part {
  return guarded(addReturned({ key, amount }), RETURN_COVERED);
}
