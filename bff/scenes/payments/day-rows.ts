import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import { DAY_MS, NEAR_MIDNIGHT_MS, PAGES_MAX } from './difference.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/**
 * What this database has of one day, found by the ledger, which has an index by time. A movement is posted when something was learnt, which
 * is not before it happened (`toldAt`, less what clocks differ) and, while an order is watched, not much later: what was learnt later than
 * `LEARNT_LATE_MS` after the day is not looked for at the partner.
 */
const LEARNT_LATE_MS = 3 * DAY_MS;
const ROWS_A_PAGE = 500;

type Page = {
  readonly hospitalId: string;
  readonly from: number;
  readonly to: number;
  readonly afterAt: number;
  readonly afterId: string;
  readonly limit: number;
};
/** Of what happened in `[from, to)` and was learnt in `[learntFrom, learntTo)`. */
type OfChannel = Page & { readonly channel: string; readonly learntFrom: number; readonly learntTo: number };

/** Where a page ends. */
interface Place {
  readonly movedAt: number;
  readonly movementId: string;
}

/** An order that was paid. */
export interface PaidOrder {
  readonly key: string;
  readonly amount: number;
  readonly ref: string | null;
  readonly at: number;
}

const selectPaid = template<OfChannel, PaidOrder & Place>((q, p) =>
  q
    .selectFrom('ledger_movement')
    .innerJoin('payment_order', (join) =>
      join.on(sql<boolean>`payment_order.order_key = substr(ledger_movement.business_key, ${sql.lit('paid:'.length + 1)})`),
    )
    .select([
      'ledger_movement.at as movedAt',
      'ledger_movement.id as movementId',
      'payment_order.order_key as key',
      sql<number>`COALESCE(payment_order.paid_amount, payment_order.amount)`.as('amount'),
      'payment_order.paid_ref as ref',
      sql<number>`payment_order.paid_at`.as('at'),
    ])
    .where('ledger_movement.hospital_id', '=', p.hospitalId)
    .where('ledger_movement.at', '>=', p.learntFrom)
    .where('ledger_movement.at', '<', p.learntTo)
    .where(sql<boolean>`(ledger_movement.at, ledger_movement.id) > (${p.afterAt}, ${p.afterId})`)
    .where(sql<boolean>`ledger_movement.from_account = 'payer'`)
    .where('payment_order.channel', '=', p.channel)
    .where('payment_order.paid_at', '>=', p.from)
    .where('payment_order.paid_at', '<', p.to)
    .orderBy('ledger_movement.at')
    .orderBy('ledger_movement.id')
    .limit(p.limit),
);

/** A refund that arrived. What people gave back by hand, and no provider, is none. */
export interface DoneRefund {
  readonly key: string;
  readonly orderKey: string;
  readonly amount: number;
  readonly ref: string | null;
  readonly sentAt: number | null;
  readonly at: number;
}

const selectBack = template<OfChannel, DoneRefund & Place>((q, p) =>
  q
    .selectFrom('ledger_movement')
    .innerJoin('payment_refund', (join) =>
      join.on(sql<boolean>`payment_refund.refund_key = substr(ledger_movement.business_key, ${sql.lit('back:'.length + 1)})`),
    )
    .innerJoin('payment_order', 'payment_order.order_key', 'payment_refund.order_key')
    .select([
      'ledger_movement.at as movedAt',
      'ledger_movement.id as movementId',
      'payment_refund.refund_key as key',
      'payment_refund.order_key as orderKey',
      'payment_refund.amount',
      'payment_refund.provider_ref as ref',
      'payment_refund.sent_at as sentAt',
      sql<number>`payment_refund.done_at`.as('at'),
    ])
    .where('ledger_movement.hospital_id', '=', p.hospitalId)
    .where('ledger_movement.at', '>=', p.learntFrom)
    .where('ledger_movement.at', '<', p.learntTo)
    .where(sql<boolean>`(ledger_movement.at, ledger_movement.id) > (${p.afterAt}, ${p.afterId})`)
    .where(sql<boolean>`ledger_movement.to_account = 'payer'`)
    .where('payment_order.channel', '=', p.channel)
    .where('payment_refund.done_at', '>=', p.from)
    .where('payment_refund.done_at', '<', p.to)
    .orderBy('ledger_movement.at')
    .orderBy('ledger_movement.id')
    .limit(p.limit),
);

/** What an insurer settled, or undid, of a part. One of which it bore nothing moved nothing, and is not looked for. */
export interface InsurerMove {
  readonly key: string;
  readonly kind: 'settled' | 'undone';
  readonly ref: string | null;
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
  readonly at: number;
}

const selectInsured = template<Page, Omit<InsurerMove, 'kind'> & Place & { kind: string }>((q, p) =>
  q
    .selectFrom('ledger_movement')
    .innerJoin('payment_part', 'payment_part.id', 'ledger_movement.part_id')
    .select([
      'ledger_movement.at as movedAt',
      'ledger_movement.id as movementId',
      'ledger_movement.at',
      'payment_part.id as key',
      sql<string>`CASE WHEN ledger_movement.to_account = 'held' THEN 'settled' ELSE 'undone' END`.as('kind'),
      'payment_part.insurance_ref as ref',
      sql<number>`COALESCE(payment_part.settled_fund, 0)`.as('fund'),
      sql<number>`COALESCE(payment_part.settled_account, 0)`.as('account'),
      sql<number>`COALESCE(payment_part.settled_cash, 0)`.as('cash'),
    ])
    .where('ledger_movement.hospital_id', '=', p.hospitalId)
    .where('ledger_movement.at', '>=', p.from)
    .where('ledger_movement.at', '<', p.to)
    .where(sql<boolean>`(ledger_movement.at, ledger_movement.id) > (${p.afterAt}, ${p.afterId})`)
    .where(sql<boolean>`payment_part.insurance = 'insurer'`)
    .where('payment_part.insurance_ref', 'is not', null)
    .where(
      sql<boolean>`ledger_movement.business_key IN ('fund:' || payment_part.id, 'account:' || payment_part.id,
        'unfund:' || payment_part.id, 'unaccount:' || payment_part.id)`,
    )
    .orderBy('ledger_movement.at')
    .orderBy('ledger_movement.id')
    .limit(p.limit),
);

/** What of a day was read, and whether that is all of it. */
interface OwnDay<Row> {
  readonly rows: readonly Row[];
  readonly whole: boolean;
}

async function everyPage<Row extends Place>(
  read: (after: { afterAt: number; afterId: string; limit: number }) => Promise<readonly Row[]>,
): Promise<OwnDay<Row>> {
  const rows: Row[] = [];
  let after = { afterAt: 0, afterId: '' };
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const some = await read({ ...after, limit: ROWS_A_PAGE });
    rows.push(...some);
    const last = some.at(-1);
    if (!last || some.length < ROWS_A_PAGE) return { rows, whole: true };
    after = { afterAt: Number(last.movedAt), afterId: last.movementId };
  }
  return { rows, whole: false };
}

type Reading = Pick<Store, 'read'>;

/** A merchant at a provider, and a span `[from, to)`. */
export interface MerchantSpan {
  readonly hospitalId: string;
  readonly channel: string;
  readonly from: number;
  readonly to: number;
}

const learnt = ({ from, to }: MerchantSpan) => ({ learntFrom: from - NEAR_MIDNIGHT_MS, learntTo: to + LEARNT_LATE_MS });

/** Orders that were paid in the span, by their own time. */
export function readPaid(store: Reading, span: MerchantSpan): Promise<OwnDay<PaidOrder>> {
  return everyPage((after) => store.read(selectPaid({ ...span, ...after, ...learnt(span) })));
}

/** Refunds that arrived in the span, by their own time. */
export function readBack(store: Reading, span: MerchantSpan): Promise<OwnDay<DoneRefund>> {
  return everyPage((after) => store.read(selectBack({ ...span, ...after, ...learnt(span) })));
}

/** What we learnt in the span that an insurer had settled or undone, each once. */
export async function readInsured(store: Reading, span: Omit<MerchantSpan, 'channel'>): Promise<OwnDay<InsurerMove>> {
  const { rows, whole } = await everyPage((after) => store.read(selectInsured({ ...span, ...after })));
  const moves = new Map(
    rows.map((row): [string, InsurerMove] => [`${row.kind} ${row.key}`, { ...row, kind: row.kind as InsurerMove['kind'] }]),
  );
  return { rows: [...moves.values()], whole };
}
