import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { ChargeRefundState, RefundState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Names of guards. */
export const CHARGE_REFUND_MOVED = 'charge-refund-moved';
/** Nothing of this part is being taken back at this moment. */
export const NO_REFUND_UNDER_WAY = 'no-refund-under-way';

/** A refund of charges with what its next step needs. */
export interface ChargeRefundRow {
  readonly id: string;
  readonly partId: string;
  readonly lines: readonly string[] | 'whole';
  readonly amount: number;
  readonly state: ChargeRefundState;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly endedAt: number | null;
  readonly tries: number;
  readonly notFound: number;
  readonly hospitalRef: string | null;
  readonly refundKey: string | null;
  /** What became of the money that goes back. */
  readonly back: RefundState | undefined;
}

const COLUMNS = [
  'charge_refund.id',
  'charge_refund.part_id as partId',
  'charge_refund.line_refs as lineRefs',
  'charge_refund.amount',
  'charge_refund.state',
  'charge_refund.reason',
  'charge_refund.created_at as createdAt',
  'charge_refund.sent_at as sentAt',
  'charge_refund.ended_at as endedAt',
  'charge_refund.tries',
  'charge_refund.not_found as notFound',
  'charge_refund.hospital_ref as hospitalRef',
  'charge_refund.refund_key as refundKey',
  'payment_refund.state as back',
] as const;

const selectOne = template((q, p: { id: string }) =>
  q
    .selectFrom('charge_refund')
    .leftJoin('payment_refund', 'payment_refund.refund_key', 'charge_refund.refund_key')
    .select(COLUMNS)
    .where('charge_refund.id', '=', p.id),
);

export async function readChargeRefund(store: Pick<Store, 'read'>, id: string): Promise<ChargeRefundRow | undefined> {
  const [row] = await store.read(selectOne({ id }));
  return row && toRow(row);
}

/** What a cashier proposed, of which the hospital has heard nothing. */
const PROPOSED = ['proposed', 'declined', 'lapsed'] as const;

/** A refund that a hospital was asked for. */
export interface AskedRefund extends ChargeRefundRow {
  readonly state: Exclude<ChargeRefundState, (typeof PROPOSED)[number]>;
}

function isAsked(row: ChargeRefundRow): row is AskedRefund {
  return PROPOSED.every((state) => state !== row.state);
}

/** A part has so many lines at most, and each is taken back once; what was refused counts, too. */
const ASKED_MAX = 500;

const selectOfPayment = template((q, p: { paymentId: string }) =>
  q
    .selectFrom('charge_refund')
    .innerJoin('payment_part', 'payment_part.id', 'charge_refund.part_id')
    .leftJoin('payment_refund', 'payment_refund.refund_key', 'charge_refund.refund_key')
    .select(COLUMNS)
    .where('payment_part.payment_id', '=', p.paymentId)
    .where('charge_refund.state', 'not in', PROPOSED)
    .orderBy('charge_refund.created_at', 'desc')
    .orderBy('charge_refund.id', 'desc')
    .limit(ASKED_MAX),
);

/** What a hospital was asked to take back of a payment, the newest last; nothing that staff have only proposed. */
export async function readAskedRefunds(store: Pick<Store, 'read'>, paymentId: string): Promise<readonly AskedRefund[]> {
  return (await store.read(selectOfPayment({ paymentId }))).map(toRow).filter(isAsked).reverse();
}

type Raw = Omit<ChargeRefundRow, 'lines' | 'state' | 'back'> & {
  readonly lineRefs: string;
  readonly state: string;
  readonly back: string | null;
};

function toRow({ lineRefs, state, back, ...rest }: Raw): ChargeRefundRow {
  return {
    ...rest,
    lines: lineRefs === 'whole' ? 'whole' : (JSON.parse(lineRefs) as string[]),
    state: state as ChargeRefundState,
    back: (back ?? undefined) as RefundState | undefined,
  };
}

const selectLive = template((q, p: { partId: string }) =>
  q.selectFrom('charge_refund').select(['id', 'state']).where('part_id', '=', p.partId).where('live', '=', 1),
);

/** Whether something of this part is being taken back. */
export async function isBeingRefunded(store: Pick<Store, 'read'>, partId: string): Promise<boolean> {
  return (await store.read(selectLive({ partId }))).length > 0;
}

/** Whether the insurer is being asked to undo what it settled of this part. */
export async function isBeingUndone(store: Pick<Store, 'read'>, partId: string): Promise<boolean> {
  return (await store.read(selectLive({ partId }))).some(({ state }) => state === 'undoing');
}

const selectByRefund = template((q, p: { refundKey: string }) =>
  q.selectFrom('charge_refund').select('id').where('refund_key', '=', p.refundKey),
);

/** The refund of charges that waits for this money to arrive. */
export async function waitingFor(store: Pick<Store, 'read'>, refundKey: string): Promise<string | undefined> {
  return (await store.read(selectByRefund({ refundKey })))[0]?.id;
}

type NewRefund = { id: string; partId: string; lineRefs: string; amount: number; askedBy: string | null; now: number };

const insertOne = template((q, p: NewRefund) =>
  q
    .insertInto('charge_refund')
    .values({
      id: p.id,
      part_id: p.partId,
      line_refs: p.lineRefs,
      amount: p.amount,
      state: 'sent',
      live: 1,
      reason: null,
      asked_by: p.askedBy,
      started_by: null,
      confirmed_by: null,
      created_at: p.now,
      sent_at: p.now,
      ended_at: null,
      tries: 0,
      not_found: 0,
      hospital_ref: null,
      refund_key: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** One at a time for a part; `NO_REFUND_UNDER_WAY` where there is one. */
export function insertChargeRefundPart(values: NewRefund): Part {
  return guarded(insertOne(values), NO_REFUND_UNDER_WAY);
}

const updateOne = template(
  (
    q,
    p: {
      id: string;
      from: string;
      to: string;
      live: number | null;
      reason: string | null;
      sentAt: number | null;
      endedAt: number | null;
      tries: number;
      notFound: number;
      hospitalRef: string | null;
      refundKey: string | null;
    },
  ) =>
    q
      .updateTable('charge_refund')
      .set({
        state: p.to,
        live: p.live,
        reason: p.reason,
        sent_at: p.sentAt,
        ended_at: p.endedAt,
        tries: p.tries,
        not_found: p.notFound,
        hospital_ref: p.hospitalRef,
        refund_key: p.refundKey,
      })
      .where('id', '=', p.id)
      .where('state', '=', p.from),
);

const ENDED: readonly ChargeRefundState[] = ['done', 'refused'];

/** Moves it, or refuses with `CHARGE_REFUND_MOVED` when somebody else moved it first. */
export function moveChargeRefundPart(from: ChargeRefundRow, to: Partial<ChargeRefundRow>, now: number): Part {
  const { id, state, reason, sentAt, tries, notFound, hospitalRef, refundKey } = { ...from, ...to };
  const ended = ENDED.includes(state);
  const times = { sentAt, endedAt: ended ? now : null, live: ended ? null : 1 };
  const values = { id, from: from.state, to: state, reason, tries, notFound, hospitalRef, refundKey };
  return guarded(updateOne({ ...values, ...times }), CHARGE_REFUND_MOVED);
}

/** What a hospital has taken back of a part, fen of its bill. */
export interface TakenBack {
  readonly amount: number;
  /** When the money was back; `null` while it is on its way. */
  readonly endedAt: number | null;
}

const selectTakenBack = template((q, p: { partId: string; limit: number }) =>
  q
    .selectFrom('charge_refund')
    .select(['amount', 'ended_at as endedAt', 'state'])
    .where('part_id', '=', p.partId)
    .where('state', 'in', ['undoing', 'returning', 'done', 'case'])
    .orderBy('created_at')
    .limit(p.limit),
);

/** More than lines of a bill. */
const TAKEN_BACK_MAX = 200;

/** What the hospital has taken back of this part, the oldest first; nothing of what it refused, or has not answered. */
export async function readTakenBack(store: Pick<Store, 'read'>, partId: string): Promise<readonly TakenBack[]> {
  const rows = await store.read(selectTakenBack({ partId, limit: TAKEN_BACK_MAX }));
  return rows.map(({ amount, endedAt, state }) => ({ amount, endedAt: state === 'done' ? endedAt : null }));
}
