import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import type { TaskTables } from '../../platform/tasks/tables.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { OversightTables } from '../oversight/tables.ts';
import type { PaymentTables } from '../payments/tables.ts';
import type { SlotTables } from '../slots/tables.ts';
import { MONEY_OVERTAKEN } from './money-rows.ts';
import { AHEAD_MS, type AttemptState, type MessageKind, type MessageLanguage, type MessageState } from './rules.ts';
import type { MessageTables } from './tables.ts';

const template = templates<
  MessageTables &
    TaskTables &
    Pick<AppointmentTables, 'appointment'> &
    Pick<IdentityTables, 'patient'> &
    Pick<OversightTables, 'consent'> &
    Pick<PaymentTables, 'payment'> &
    Pick<SlotTables, 'slot'>
>();

/** Name of the guard: nobody moved the message or its attempt in between. */
export const MESSAGE_MOVED = 'message-moved';
/** Name of the guard: the message is on the list of calls of this hospital. */
export const MESSAGE_UNREACHED = 'message-unreached';

/** The only way to the phone so far. */
const SMS = 'sms';

const REACHES_MS = limits.messageReaches.figure;
const TRIED_AT_LEAST_MS = 5 * 60_000;

/** What was said of an appointment, in one of its versions. */
export interface News {
  readonly id: string;
  readonly kind: MessageKind;
  readonly appointmentId: string;
  readonly version: number;
  /** Whoever booked still waits for this answer, and is told it there. */
  readonly seen: boolean;
  readonly now: number;
}

type Written = Omit<News, 'seen'> & { seen: number };

const insertMessage = template((q, p: { [K in keyof Written]: Written[K] } & { by: number; least: number; ahead: number }) =>
  q
    .insertInto('message')
    .columns([
      'id',
      'patient_id',
      'hospital_id',
      'appointment_id',
      'version',
      'kind',
      'language',
      'starts_at',
      'seen',
      'state',
      'created_at',
      'deliver_by',
    ])
    .expression((inner) =>
      inner
        .selectFrom('appointment')
        .innerJoin('slot', 'slot.id', 'appointment.slot_id')
        .select([
          sql<string>`CAST(${p.id} AS TEXT)`.as('id'),
          'appointment.patient_id',
          'slot.hospital_id',
          'appointment.id as appointment_id',
          sql<number>`CAST(${p.version} AS BIGINT)`.as('version'),
          sql<string>`CAST(${p.kind} AS TEXT)`.as('kind'),
          sql<string>`COALESCE((SELECT consent.language FROM consent WHERE consent.patient_id = appointment.patient_id
            ORDER BY consent.given_at DESC, consent.id DESC LIMIT 1), 'zh')`.as('language'),
          'slot.starts_at',
          sql<number>`CAST(${p.seen} AS BIGINT)`.as('seen'),
          sql<string>`'waiting'`.as('state'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
          sql<number>`CASE WHEN slot.starts_at - ${p.ahead} < ${p.least} THEN CAST(${p.least} AS BIGINT)
            WHEN slot.starts_at - ${p.ahead} < ${p.by} THEN slot.starts_at - ${p.ahead}
            ELSE CAST(${p.by} AS BIGINT) END`.as('deliver_by'),
        ])
        .where('appointment.id', '=', p.appointmentId),
    ),
);

const insertAttempt = template((q, p: { messageId: string; sendKey: string }) =>
  q.insertInto('message_attempt').values({
    message_id: p.messageId,
    channel: SMS,
    send_key: p.sendKey,
    state: 'ready',
    sends: 0,
    tries: 0,
    sent_at: null,
  }),
);

/** The key under which a message will be sent, behind the part that writes it. */
export const insertAttemptPart = (messageId: string, sendKey: string): Part => insertAttempt({ messageId, sendKey });

/** The message and the key under which it will be sent. */
export function insertMessageParts(news: News, sendKey: string): readonly Part[] {
  const { now } = news;
  const times = { by: now + REACHES_MS, least: now + TRIED_AT_LEAST_MS, ahead: AHEAD_MS };
  return [insertMessage({ ...news, seen: news.seen ? 1 : 0, ...times }), insertAttempt({ messageId: news.id, sendKey })];
}

/** A message with what its next step needs. */
export interface Message {
  readonly id: string;
  /** Of what it tells; where neither is there, of records that were opened in an emergency. */
  readonly appointmentId: string | null;
  readonly paymentId: string | null;
  /** Null of a grant. */
  readonly hospitalId: string | null;
  /** Of an appointment alone. */
  readonly departmentId: string | null;
  /** Whose session booked, or paid. */
  readonly bookedBy: string | null;
  /** Whose it is now: who took the registration over, where it was only a claim. */
  readonly holderId: string;
  readonly kind: MessageKind;
  readonly language: MessageLanguage;
  /** When the visit is; of an appointment alone. */
  readonly startsAt: number | null;
  /** When the visit is, when the payment was agreed to, or when the records were opened. */
  readonly at: number;
  /** Numbers of the clinic; null where a time was given. */
  readonly numbers: number | null;
  /** Money of which it tells, and why it goes back. */
  readonly fen: number | null;
  readonly cause: string | null;
  readonly seen: boolean;
  readonly state: MessageState;
  readonly createdAt: number;
  readonly heldUntil: number | null;
  readonly deliverBy: number;
  readonly recipientId: string | null;
  readonly consented: boolean;
  readonly overtaken: boolean;
  readonly sendKey: string;
  readonly attempt: AttemptState;
  readonly sends: number;
  readonly tries: number;
  readonly sentAt: number | null;
}

/** A newer message of the same appointment, or of money what holds no more. */
const OVERTAKEN = sql`(EXISTS (SELECT 1 FROM message AS newer
  WHERE newer.appointment_id = message.appointment_id AND newer.version > message.version) OR ${MONEY_OVERTAKEN})`;

const selectMessage = template((q, p: { id: string }) =>
  q
    .selectFrom('message')
    .innerJoin('message_attempt', 'message_attempt.message_id', 'message.id')
    .leftJoin('appointment', 'appointment.id', 'message.appointment_id')
    .leftJoin('slot', 'slot.id', 'appointment.slot_id')
    .leftJoin('payment', 'payment.id', 'message.payment_id')
    .innerJoin('patient as owner', 'owner.id', 'message.patient_id')
    .innerJoin('patient as holder', (join) => join.on('holder.id', '=', sql<string>`COALESCE(owner.superseded_by, owner.id)`))
    .select([
      'message.id',
      'message.appointment_id as appointmentId',
      'message.payment_id as paymentId',
      'message.hospital_id as hospitalId',
      'slot.department_id as departmentId',
      sql<string | null>`COALESCE(appointment.booked_by, payment.paid_by)`.as('bookedBy'),
      'holder.id as holderId',
      'message.kind',
      'message.language',
      'message.starts_at as startsAt',
      sql<number>`COALESCE(message.starts_at, payment.created_at, message.created_at)`.as('at'),
      'slot.numbers',
      'message.fen',
      'message.cause',
      'message.seen',
      'message.state',
      'message.created_at as createdAt',
      'message.held_until as heldUntil',
      'message.deliver_by as deliverBy',
      'message.recipient_id as recipientId',
      'holder.consented',
      sql<number>`CASE WHEN ${OVERTAKEN} THEN 1 ELSE 0 END`.as('overtaken'),
      'message_attempt.send_key as sendKey',
      'message_attempt.state as attempt',
      'message_attempt.sends',
      'message_attempt.tries',
      'message_attempt.sent_at as sentAt',
    ])
    .where('message.id', '=', p.id)
    .where(sql<boolean>`message_attempt.channel = 'sms'`),
);

export async function readMessage(store: Pick<Store, 'read'>, id: string): Promise<Message | undefined> {
  const [row] = await store.read(selectMessage({ id }));
  return (
    row && {
      ...row,
      kind: row.kind as MessageKind,
      language: row.language as MessageLanguage,
      state: row.state as MessageState,
      attempt: row.attempt as AttemptState,
      consented: row.consented !== null,
      overtaken: row.overtaken === 1,
      seen: row.seen === 1,
    }
  );
}

const updateAttempt = template(
  (
    q,
    p: { messageId: string; from: string; sendsBefore: number; to: string; sends: number; tries: number; sentAt: number | null },
  ) =>
    q
      .updateTable('message_attempt')
      .set({ state: p.to, sends: p.sends, tries: p.tries, sent_at: p.sentAt })
      .where('message_id', '=', p.messageId)
      .where(sql<boolean>`channel = 'sms'`)
      .where('state', '=', p.from)
      .where('sends', '=', p.sendsBefore),
);

/** Moves the attempt, or refuses with `MESSAGE_MOVED` when somebody else moved it first. */
export function moveAttemptPart(from: Message, to: Pick<Message, 'attempt' | 'sends' | 'tries' | 'sentAt'>): Part {
  const { id: messageId, attempt, sends: sendsBefore } = from;
  const { attempt: state, sends, tries, sentAt } = to;
  return guarded(updateAttempt({ messageId, from: attempt, sendsBefore, to: state, sends, tries, sentAt }), MESSAGE_MOVED);
}

type Moved = { id: string; to: string; recipientId: string | null; unreachedAt: number | null; dueBy: number | null };

const updateWaiting = template((q, p: Moved) =>
  q
    .updateTable('message')
    .set({ state: p.to, recipient_id: p.recipientId, unreached_at: p.unreachedAt, due_by: p.dueBy })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'waiting'`),
);

/** Moves a message that still waits; `MESSAGE_MOVED` where it waits no more. */
export function moveMessagePart(
  id: string,
  to: MessageState,
  values: Partial<Pick<Moved, 'recipientId' | 'unreachedAt' | 'dueBy'>>,
): Part {
  const { recipientId = null, unreachedAt = null, dueBy = null } = values;
  return guarded(updateWaiting({ id, to, recipientId, unreachedAt, dueBy }), MESSAGE_MOVED);
}

const holdMessage = template((q, p: { id: string; until: number; deliverBy: number }) =>
  q
    .updateTable('message')
    .set({ held_until: p.until, deliver_by: p.deliverBy })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'waiting'`)
    .where('held_until', 'is', null),
);

/** The message waits for the end of quiet hours, and reaches somebody by then and its own time; once, else `MESSAGE_MOVED`. */
export function holdMessagePart(id: string, held: { readonly until: number; readonly deliverBy: number }): Part {
  return guarded(holdMessage({ id, ...held }), MESSAGE_MOVED);
}

type Intended = { id: string; recipientId: string; language: string; wishes: number };

const intendMessage = template((q, p: Intended) =>
  q
    .updateTable('message')
    .set({ recipient_id: p.recipientId, language: p.language })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'waiting'`)
    .where(sql<boolean>`EXISTS (SELECT 1 FROM patient AS owner JOIN patient AS holder ON holder.id = COALESCE(owner.superseded_by, owner.id)
      WHERE owner.id = message.patient_id AND holder.consented IS NOT NULL)`)
    .where(sql<boolean>`NOT ${OVERTAKEN}`)
    .where(sql<boolean>`COALESCE((SELECT version FROM message_preference WHERE patient_id = ${p.recipientId}), 0) = ${p.wishes}`),
);

/**
 * The message is about to go to this person's phone in this language: it still waits, nothing newer is told, whose it is still agrees, and the
 * recipient has not said anything else of messages since version `wishes`; else `MESSAGE_MOVED`.
 */
export function intendMessagePart(intended: Intended): Part {
  return guarded(intendMessage(intended), MESSAGE_MOVED);
}

const FORGOTTEN_MAX = 2_000;

/** The oldest messages that are older than they are kept; the same in each statement of a unit, so long as they are deleted last. */
const OLD = (p: { before: number; limit: number }) =>
  sql`SELECT id FROM message WHERE created_at < ${p.before} ORDER BY created_at, id LIMIT ${p.limit}`;

const deleteTasks = template((q, p: { kind: string; before: number; limit: number }) =>
  q
    .deleteFrom('task')
    .where('kind', '=', p.kind)
    .where(sql<boolean>`subject_id IN (${OLD(p)})`),
);

const deleteAttempts = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('message_attempt').where(sql<boolean>`message_id IN (${OLD(p)})`),
);

const deleteMessages = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('message').where(sql<boolean>`id IN (${OLD(p)})`),
);

/** Forgets old messages with their attempts and tasks, whatever became of them. */
export function forgetOldMessages(taskKind: string, now: number): readonly Statement[] {
  const old = { before: now - limits.messageLife.figure, limit: FORGOTTEN_MAX };
  return [deleteTasks({ kind: taskKind, ...old }), deleteAttempts(old), deleteMessages(old)];
}
