import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { FamilyTables } from '../family/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { PaymentTables } from '../payments/tables.ts';
import type { SlotTables } from '../slots/tables.ts';
import { MESSAGE_UNREACHED } from './message-rows.ts';
import { MONEY_OVERTAKEN } from './money-rows.ts';
import { OWED } from './rules.ts';
import type { MessageTables } from './tables.ts';

const template = templates<
  MessageTables &
    Pick<AppointmentTables, 'appointment'> &
    Pick<FamilyTables, 'family_grant'> &
    Pick<IdentityTables, 'patient' | 'patient_phone'> &
    Pick<PaymentTables, 'payment' | 'payment_part'> &
    Pick<SlotTables, 'slot'>
>();

/** A message as it is shown to whoever may see its appointment, or its payment, or has given the grant. */
export interface ShownMessage {
  readonly id: string;
  readonly kind: string;
  readonly appointmentId: string | null;
  readonly paymentId: string | null;
  readonly patientId: string;
  readonly patientName: string;
  readonly startsAt: number | null;
  /** Money of which it tells, and why it goes back. */
  readonly fen: number | null;
  readonly cause: string | null;
  readonly createdAt: number;
  readonly readAt: number | null;
  /** When the appointment was made, or the payment: it is shown to whoever may see that. */
  readonly madeAt: number;
  readonly bookedBy: string | null;
  /** Null of a grant. */
  readonly hospitalId: string | null;
  readonly grantId: string | null;
  readonly helperName: string | null;
  /** The number that opens the helper's registration, masked. */
  readonly helperPhone: string | null;
  /** When the helper showed a document last, if ever. */
  readonly helperProvedAt: number | null;
  /** Null of a payment. */
  readonly departmentId: string | null;
}

/** Columns of a message that is shown, over `message`, `patient`, `slot`, `appointment` and `payment`. */
export const SHOWN_COLUMNS = [
  'message.id',
  'message.kind',
  'message.appointment_id as appointmentId',
  'message.payment_id as paymentId',
  'message.patient_id as patientId',
  'patient.masked_name as patientName',
  'message.starts_at as startsAt',
  'message.fen',
  'message.cause',
  'message.created_at as createdAt',
  'message.read_at as readAt',
  'message.hospital_id as hospitalId',
  'message.grant_id as grantId',
  'helper.masked_name as helperName',
  'helper.proved_at as helperProvedAt',
  sql<
    string | null
  >`(SELECT held.masked_phone FROM patient_phone AS held WHERE held.patient_id = helper.id AND held.ended_at IS NULL
    ORDER BY held.bound_at DESC LIMIT 1)`.as('helperPhone'),
  'slot.department_id as departmentId',
] as const;

export const MADE_AT = sql<number>`COALESCE(appointment.created_at, payment.created_at, message.created_at)`;
export const BOOKED_BY = sql<string | null>`COALESCE(appointment.booked_by, payment.paid_by)`;

const selectOne = template<{ id: string }, ShownMessage>((q, p) =>
  q
    .selectFrom('message')
    .leftJoin('appointment', 'appointment.id', 'message.appointment_id')
    .leftJoin('slot', 'slot.id', 'appointment.slot_id')
    .leftJoin('payment', 'payment.id', 'message.payment_id')
    .leftJoin('family_grant', 'family_grant.id', 'message.grant_id')
    .leftJoin('patient as helper', 'helper.id', 'family_grant.helper_id')
    .innerJoin('patient', 'patient.id', 'message.patient_id')
    .select([...SHOWN_COLUMNS, MADE_AT.as('madeAt'), BOOKED_BY.as('bookedBy')])
    .where('message.id', '=', p.id),
);

const selectSome = byLength((length) =>
  template<Values, ShownMessage>((q, p) =>
    q
      .selectFrom('message')
      .leftJoin('appointment', 'appointment.id', 'message.appointment_id')
      .leftJoin('slot', 'slot.id', 'appointment.slot_id')
      .leftJoin('payment', 'payment.id', 'message.payment_id')
      .leftJoin('family_grant', 'family_grant.id', 'message.grant_id')
      .leftJoin('patient as helper', 'helper.id', 'family_grant.helper_id')
      .innerJoin('patient', 'patient.id', 'message.patient_id')
      .select([...SHOWN_COLUMNS, MADE_AT.as('madeAt'), BOOKED_BY.as('bookedBy')])
      .where('message.patient_id', 'in', listed(p, 'patient', length))
      .where(sql<boolean>`(message.created_at, message.id) < (${p.beforeAt}, ${p.beforeId})`)
      .where(MADE_AT, '>=', p.from as number)
      .orderBy('message.created_at', 'desc')
      .orderBy('message.id', 'desc')
      .limit(p.limit as number),
  ),
);

export async function readShownMessage(store: Pick<Store, 'read'>, id: string): Promise<ShownMessage | undefined> {
  return (await store.read(selectOne({ id })))[0];
}

/** People whose messages one statement reads. */
export const PEOPLE_TOGETHER = 50;

/** Where a page begins: after the last row of the page before. */
export type Before = { readonly at: number; readonly id: string };

/** The newest first, about appointments and payments that were made at `from` or later. */
export async function readShownMessages(
  store: Pick<Store, 'read'>,
  patientIds: readonly string[],
  { before, from, limit }: { before?: Before; from: number; limit: number },
): Promise<readonly ShownMessage[]> {
  const { at: beforeAt, id: beforeId } = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const found: ShownMessage[] = [];
  for (let start = 0; start < patientIds.length; start += PEOPLE_TOGETHER) {
    const some = patientIds.slice(start, start + PEOPLE_TOGETHER);
    const asked = { ...listValues('patient', some), beforeAt, beforeId, from, limit };
    found.push(...(await store.read(selectSome(some.length)(asked))));
  }
  return found.toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1)).slice(0, limit);
}

/** Read once; whoever has read it is called by nobody, nor written to. */
export const markRead = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('message')
    .set({ read_at: p.now, state: sql<string>`CASE WHEN state IN ('waiting', 'unreached') THEN 'read' ELSE state END` })
    .where('id', '=', p.id)
    .where('read_at', 'is', null),
);

const OWED_KINDS = sql.join(OWED.map((kind) => sql.lit(kind)));
/** Nobody calls about money of which it is not true any more. */
const HOLDS = sql<boolean>`NOT ${MONEY_OVERTAKEN}`;

/** A line of the list of calls. */
export interface UnreachedRow {
  readonly id: string;
  readonly kind: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly phone: string | null;
  readonly startsAt: number | null;
  readonly since: number;
  readonly dueBy: number;
}

/** Whom the desk of a hospital is to call, the most urgent first. Of who has withdrawn their consent, only what the hospital owes them. */
export const selectUnreached = template<{ hospitalId: string; afterAt: number; afterId: string; limit: number }, UnreachedRow>(
  (q, p) =>
    q
      .selectFrom('message')
      .innerJoin('patient as owner', 'owner.id', 'message.patient_id')
      .innerJoin('patient as holder', (join) => join.on('holder.id', '=', sql<string>`COALESCE(owner.superseded_by, owner.id)`))
      .leftJoin('patient_phone as phone', (join) =>
        join.onRef('phone.patient_id', '=', 'message.recipient_id').on('phone.ended_at', 'is', null),
      )
      .select([
        'message.id',
        'message.kind',
        'holder.id as patientId',
        'holder.masked_name as patientName',
        'phone.masked_phone as phone',
        'message.starts_at as startsAt',
        sql<number>`message.unreached_at`.as('since'),
        sql<number>`message.due_by`.as('dueBy'),
      ])
      .where('message.hospital_id', '=', p.hospitalId)
      .where(sql<boolean>`message.state = 'unreached'`)
      .where((row) =>
        row.or([row('holder.consented', 'is not', null), row(sql<string>`message.kind`, 'in', sql<string>`(${OWED_KINDS})`)]),
      )
      .where(HOLDS)
      .where(sql<boolean>`(message.due_by, message.id) > (${p.afterAt}, ${p.afterId})`)
      .orderBy('message.due_by')
      .orderBy('message.id')
      .limit(p.limit),
);

const closeMessage = template((q, p: { id: string; hospitalId: string; staffId: string; outcome: string; now: number }) =>
  q
    .updateTable('message')
    .set({ state: 'closed', closed_at: p.now, closed_by: p.staffId, outcome: p.outcome })
    .where('id', '=', p.id)
    .where('hospital_id', '=', p.hospitalId)
    .where(sql<boolean>`state = 'unreached'`),
);

/** Taken off the list, or refused with `MESSAGE_UNREACHED` where it is not on the list of this hospital. */
export function closeMessagePart(values: Parameters<typeof closeMessage>[0]): Part {
  return guarded(closeMessage(values), MESSAGE_UNREACHED);
}

/** How many people the desk of each hospital is to call, and how many of them should have been called by now. */
export const countUnreached = template<{ now: number }, { hospitalId: string | null; count: number; overdue: number }>((q, p) =>
  q
    .selectFrom('message')
    .select([
      'hospital_id as hospitalId',
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(CASE WHEN due_by < ${p.now} THEN 1 ELSE 0 END)`.as('overdue'),
    ])
    .where(sql<boolean>`state = 'unreached'`)
    .where(HOLDS)
    .groupBy('hospital_id'),
);
