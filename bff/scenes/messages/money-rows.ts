import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Part } from '../../platform/store/store.ts';
import type { TaskTables } from '../../platform/tasks/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { OversightTables } from '../oversight/tables.ts';
import type { PaymentTables } from '../payments/tables.ts';
import { type MoneyKind, TOLD_IF_LEFT, UNTRUE_ONCE } from './rules.ts';
import type { MessageTables } from './tables.ts';

const template = templates<
  MessageTables &
    TaskTables &
    Pick<IdentityTables, 'session'> &
    Pick<OversightTables, 'consent'> &
    Pick<PaymentTables, 'payment' | 'payment_part'>
>();

/** So long after the money came, or they asked, somebody whose session is open is taken to stand before the screen that tells. */
const WATCHES_MS = 2 * 60_000;

/** The cause of an ending that people gave to a part. */
const BY_STAFF = 'by-staff';

/** What was said of a part of a payment. */
export interface MoneyNews {
  readonly kind: MoneyKind;
  readonly partId: string;
  /** The refund, the order, the refund of charges, or the part: of one kind there is one message about each. */
  readonly about: string;
  readonly fen: number;
  /** Why the money goes back, or who ended the part. */
  readonly cause: string | null;
  /** Since when somebody waits for it; not given: since the money came or, before it came, since the payment was agreed to. */
  readonly since?: number | undefined;
  /** Whoever began it was told then that it would come to this. */
  readonly foretold?: boolean;
  readonly now: number;
}

type Written = {
  id: string;
  kind: string;
  partId: string;
  about: string;
  fen: number;
  cause: string | null;
  since: number | null;
  seen: number;
  always: number;
  now: number;
  deliverBy: number;
};

/** Whoever pays, or the person for whom, has a session that is open where they paid, or anywhere where they asked since, and that was a moment ago. */
const WATCHED = (p: Pick<Written, 'now' | 'since'>) => sql`(CAST(${p.now} AS BIGINT) - COALESCE(CAST(${p.since} AS BIGINT),
  payment_part.paid_at, payment_part.created_at) <= ${sql.lit(WATCHES_MS)}
  AND EXISTS (SELECT 1 FROM session WHERE session.patient_id IN (payment.paid_by, payment.patient_id)
    AND (CAST(${p.since} AS BIGINT) IS NOT NULL OR COALESCE(session.device_id, '') = COALESCE(payment.device_id, ''))
    AND session.ended_at IS NULL AND session.expires_at > CAST(${p.now} AS BIGINT)))`;

const insertMessage = template((q, p: Written) =>
  q
    .insertInto('message')
    .columns([
      'id',
      'patient_id',
      'hospital_id',
      'payment_id',
      'part_id',
      'about',
      'fen',
      'cause',
      'kind',
      'language',
      'seen',
      'state',
      'created_at',
      'deliver_by',
    ])
    .expression((inner) =>
      inner
        .selectFrom('payment_part')
        .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'payment.patient_id',
          'payment_part.hospital_id',
          'payment.id as payment_id',
          'payment_part.id as part_id',
          sql<string>`CAST(${p.about} AS TEXT)`.as('about'),
          sql<number>`CAST(${p.fen} AS BIGINT)`.as('fen'),
          sql<string | null>`CAST(${p.cause} AS TEXT)`.as('cause'),
          sql<string>`CAST(${p.kind} AS TEXT)`.as('kind'),
          sql<string>`COALESCE((SELECT consent.language FROM consent WHERE consent.patient_id = payment.patient_id
            ORDER BY consent.given_at DESC, consent.id DESC LIMIT 1), 'zh')`.as('language'),
          sql<number>`CASE WHEN ${WATCHED(p)} THEN 1 ELSE CAST(${p.seen} AS BIGINT) END`.as('seen'),
          sql<string>`'waiting'`.as('state'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
          sql<number>`CAST(${p.deliverBy} AS BIGINT)`.as('deliver_by'),
        ])
        .where('payment_part.id', '=', p.partId)
        .where(sql<boolean>`(CAST(${p.always} AS BIGINT) = 1 OR NOT ${WATCHED(p)})`),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

const insertAttempt = template((q, p: { messageId: string; sendKey: string }) =>
  q
    .insertInto('message_attempt')
    .columns(['message_id', 'channel', 'send_key', 'state', 'sends', 'tries'])
    .expression(
      q
        .selectFrom('message')
        .select([
          'message.id as message_id',
          sql<string>`'sms'`.as('channel'),
          sql<string>`CAST(${p.sendKey} AS TEXT)`.as('send_key'),
          sql<string>`'ready'`.as('state'),
          sql<number>`0`.as('sends'),
          sql<number>`0`.as('tries'),
        ])
        .where('message.id', '=', p.messageId),
    ),
);

const insertTask = template((q, p: { id: string; kind: string; messageId: string; now: number }) =>
  q
    .insertInto('task')
    .columns(['id', 'kind', 'subject_id', 'state', 'run_at', 'wakes', 'attempts', 'leased_until'])
    .expression(
      q
        .selectFrom('message')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          sql<string>`CAST(${p.kind} AS TEXT)`.as('kind'),
          'message.id as subject_id',
          sql<string>`'ready'`.as('state'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('run_at'),
          sql<number>`0`.as('wakes'),
          sql<number>`0`.as('attempts'),
          sql<number>`0`.as('leased_until'),
        ])
        .where('message.id', '=', p.messageId),
    ),
);

/**
 * The message with its key and its task. Nothing where there is one of this kind about the same already, because money is moved whatever is
 * told of it; nor of what is told to nobody who sees it for themselves.
 */
export function insertMoneyParts(
  { kind, partId, about, fen, cause, since, foretold, now }: MoneyNews,
  { id, sendKey, task }: { readonly id: string; readonly sendKey: string; readonly task: { id: string; kind: string } },
): readonly Part[] {
  // What people brought to an end is told to everybody: what was told before is true no more.
  const always = TOLD_IF_LEFT.includes(kind) && cause !== BY_STAFF ? 0 : 1;
  const deliverBy = now + limits.messageReaches.figure;
  const told = { seen: foretold ? 1 : 0, always, since: since ?? null };
  return [
    insertMessage({ id, kind, partId, about, fen, cause, now, deliverBy, ...told }),
    insertAttempt({ messageId: id, sendKey }),
    insertTask({ ...task, messageId: id, now }),
  ];
}

const refundIs = (...states: readonly ('stuck' | 'done' | 'kept')[]) =>
  sql`EXISTS (SELECT 1 FROM payment_refund WHERE payment_refund.refund_key = message.about
    AND payment_refund.state IN (${sql.join(states.map((state) => sql.lit(state)))}))`;

/** People brought to an end what the message is about: money that went elsewhere, or a refund of charges. */
const ENDED_BY_PEOPLE = sql`(EXISTS (SELECT 1 FROM payment_order WHERE payment_order.order_key = message.about AND payment_order.state = 'ended')
  OR EXISTS (SELECT 1 FROM charge_refund WHERE charge_refund.id = message.about AND charge_refund.ended_at IS NOT NULL))`;

const HOLDS_NO_MORE = {
  stuck: refundIs('stuck', 'kept'),
  done: refundIs('done'),
  ended: sql`(${refundIs('done', 'kept')} OR ${ENDED_BY_PEOPLE} OR EXISTS (SELECT 1 FROM message AS ending WHERE ending.part_id = message.part_id
    AND ending.cause = ${sql.lit(BY_STAFF)} AND ending.created_at >= message.created_at))`,
};

/** What a message tells of money holds no more, as `UNTRUE_ONCE` has it. */
export const MONEY_OVERTAKEN = sql<boolean>`(${sql.join(
  Object.entries(UNTRUE_ONCE).flatMap(([kind, once]) =>
    once === undefined ? [] : [sql`(message.kind = ${sql.lit(kind)} AND ${HOLDS_NO_MORE[once]})`],
  ),
  sql` OR `,
)})`;
