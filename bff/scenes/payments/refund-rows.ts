import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { RefundState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Name of the guard: the refund is where it was read. */
export const REFUND_MOVED = 'refund-moved';

/** Why money goes back. */
export type RefundCause = 'undone' | 'less-needed' | 'late' | 'twice' | 'other-amount' | 'asked';

/** Money on its way back, with what its next step needs. */
export interface Refund {
  readonly key: string;
  readonly orderKey: string;
  readonly orderAmount: number;
  readonly partId: string;
  readonly paymentId: string;
  readonly hospitalId: string;
  readonly channel: string;
  readonly amount: number;
  readonly cause: RefundCause;
  readonly state: RefundState;
  readonly providerRef: string | null;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly doneAt: number | null;
  readonly tries: number;
  readonly notFound: number;
}

const COLUMNS = [
  'payment_refund.refund_key as key',
  'payment_refund.order_key as orderKey',
  // What was asked for, whatever was paid: the provider compares it with its own order.
  'payment_order.amount as orderAmount',
  'payment_refund.part_id as partId',
  'payment_part.payment_id as paymentId',
  'payment_part.hospital_id as hospitalId',
  'payment_order.channel',
  'payment_refund.amount',
  'payment_refund.cause',
  'payment_refund.state',
  'payment_refund.provider_ref as providerRef',
  'payment_refund.created_at as createdAt',
  'payment_refund.sent_at as sentAt',
  'payment_refund.done_at as doneAt',
  'payment_refund.tries',
  'payment_refund.not_found as notFound',
] as const;

const selectRefund = template((q, p: { key: string }) =>
  q
    .selectFrom('payment_refund')
    .innerJoin('payment_order', 'payment_order.order_key', 'payment_refund.order_key')
    .innerJoin('payment_part', 'payment_part.id', 'payment_refund.part_id')
    .select(COLUMNS)
    .where('payment_refund.refund_key', '=', p.key),
);

const selectRefunds = template((q, p: { partId: string }) =>
  q
    .selectFrom('payment_refund')
    .innerJoin('payment_order', 'payment_order.order_key', 'payment_refund.order_key')
    .innerJoin('payment_part', 'payment_part.id', 'payment_refund.part_id')
    .select(COLUMNS)
    .where('payment_refund.part_id', '=', p.partId)
    .where(sql<boolean>`payment_refund.state <> 'kept'`)
    .orderBy('payment_refund.created_at')
    .orderBy('payment_refund.refund_key')
    .limit(REFUNDS_MAX),
);

/** A provider takes fifty of one order. */
const REFUNDS_MAX = 100;

type Raw = Omit<Refund, 'state' | 'cause'> & { readonly state: string; readonly cause: string };

function toRefund(row: Raw): Refund {
  return { ...row, state: row.state as RefundState, cause: row.cause as RefundCause };
}

export async function readRefund(store: Pick<Store, 'read'>, key: string): Promise<Refund | undefined> {
  const [row] = await store.read(selectRefund({ key }));
  return row && toRefund(row);
}

/** The refunds of a part, the oldest first; none of which people have said that the money stays with the hospital. */
export async function readRefunds(store: Pick<Store, 'read'>, partId: string): Promise<readonly Refund[]> {
  return (await store.read(selectRefunds({ partId }))).map(toRefund);
}

export const insertRefund = template(
  (q, p: { key: string; orderKey: string; partId: string; amount: number; cause: string; state: string; now: number }) =>
    q.insertInto('payment_refund').values({
      refund_key: p.key,
      order_key: p.orderKey,
      part_id: p.partId,
      amount: p.amount,
      cause: p.cause,
      state: p.state,
      provider_ref: null,
      created_at: p.now,
      sent_at: null,
      done_at: null,
      tries: 0,
      not_found: 0,
    }),
);

const updateRefund = template(
  (
    q,
    p: {
      key: string;
      from: string;
      to: string;
      providerRef: string | null;
      sentAt: number | null;
      doneAt: number | null;
      tries: number;
      notFound: number;
    },
  ) =>
    q
      .updateTable('payment_refund')
      .set({
        state: p.to,
        provider_ref: p.providerRef,
        sent_at: p.sentAt,
        done_at: p.doneAt,
        tries: p.tries,
        not_found: p.notFound,
      })
      .where('refund_key', '=', p.key)
      .where('state', '=', p.from),
);

/** Moves the refund, or refuses with `REFUND_MOVED` when somebody else moved it first. */
export function moveRefundPart(from: Refund, to: Partial<Refund>): Part {
  const { key, state, providerRef, sentAt, doneAt, tries, notFound } = { ...from, ...to };
  return guarded(updateRefund({ key, from: from.state, to: state, providerRef, sentAt, doneAt, tries, notFound }), REFUND_MOVED);
}
