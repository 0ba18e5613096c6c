import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { MessageTables } from '../messages/tables.ts';
import { CASE_WITHIN_MS } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables & Pick<MessageTables, 'message'>>();

/** Something about money that has not come to rest. */
export interface OpenMoney {
  readonly what: 'part' | 'refund' | 'order' | 'charge-refund';
  readonly id: string;
  readonly hospitalId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly fen: number;
  readonly since: number;
  /** By when people, the duty desk of the hospital first of all, have ended it; null while it goes on by itself. */
  readonly endBy: number | null;
}

/** Its clock runs since the person was told; of what is older than messages are kept, since it began. */
const endBy = (about: string, began: string, isForPeople: string) =>
  sql<number | null>`CASE WHEN ${sql.raw(isForPeople)} THEN COALESCE((SELECT message.created_at FROM message
    WHERE message.about = ${sql.ref(about)} AND message.kind = 'payment-with-staff'), ${sql.ref(began)}) + ${sql.lit(CASE_WITHIN_MS)} END`.as(
    'endBy',
  );

type Shown = { readonly limit: number };

export const selectOpenParts = template<Shown, Omit<OpenMoney, 'what'>>((q, p) =>
  q
    .selectFrom('payment_part')
    .select([
      'id',
      'hospital_id as hospitalId',
      'state',
      'reason',
      'total as fen',
      'created_at as since',
      sql<number | null>`CASE WHEN state = 'case' THEN know_by END`.as('endBy'),
    ])
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .limit(p.limit),
);

export const selectOpenRefunds = template<Shown, Omit<OpenMoney, 'what'>>((q, p) =>
  q
    .selectFrom('payment_refund')
    .innerJoin('payment_part', 'payment_part.id', 'payment_refund.part_id')
    .select([
      'payment_refund.refund_key as id',
      'payment_part.hospital_id as hospitalId',
      'payment_refund.state',
      'payment_refund.cause as reason',
      'payment_refund.amount as fen',
      'payment_refund.created_at as since',
      endBy('payment_refund.refund_key', 'payment_refund.created_at', "payment_refund.state = 'stuck'"),
    ])
    .where('payment_refund.done_at', 'is', null)
    .orderBy('payment_refund.created_at')
    .limit(p.limit),
);

/** Orders that were paid elsewhere than to us. */
export const selectElsewhere = template<Shown, Omit<OpenMoney, 'what'>>((q, p) =>
  q
    .selectFrom('payment_order')
    .innerJoin('payment_part', 'payment_part.id', 'payment_order.part_id')
    .select([
      'payment_order.order_key as id',
      'payment_part.hospital_id as hospitalId',
      'payment_order.state',
      sql<string | null>`NULL`.as('reason'),
      'payment_order.amount as fen',
      'payment_order.created_at as since',
      endBy('payment_order.order_key', 'payment_order.created_at', "payment_order.state = 'elsewhere'"),
    ])
    .where(sql<boolean>`payment_order.state = 'elsewhere'`)
    .orderBy('payment_order.created_at')
    .limit(p.limit),
);

export const selectOpenChargeRefunds = template<Shown, Omit<OpenMoney, 'what'>>((q, p) =>
  q
    .selectFrom('charge_refund')
    .innerJoin('payment_part', 'payment_part.id', 'charge_refund.part_id')
    .select([
      'charge_refund.id',
      'payment_part.hospital_id as hospitalId',
      'charge_refund.state',
      'charge_refund.reason',
      'charge_refund.amount as fen',
      'charge_refund.created_at as since',
      endBy('charge_refund.id', 'charge_refund.created_at', "charge_refund.state = 'case'"),
    ])
    .where('charge_refund.live', '=', 1)
    .orderBy('charge_refund.created_at')
    .limit(p.limit),
);

/** Parts under way and cases, by hospital and state. */
export const selectPartCounts = template<Record<string, never>, { hospitalId: string; state: string; count: number }>((q) =>
  q
    .selectFrom('payment_part')
    .select(['hospital_id as hospitalId', 'state', sql<number>`count(*)`.as('count')])
    .where('ended_at', 'is', null)
    .groupBy(['hospital_id', 'state']),
);
