import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { DeliveryState } from './rules.ts';
import type { PreconsultTables } from './tables.ts';

const template = templates<PreconsultTables & Pick<AppointmentTables, 'appointment' | 'claim'>>();

/** Names of guards. */
export const DELIVERY_MOVED = 'delivery-moved';
/** The appointment is booked at the hospital, and nobody has asked to give it back. */
export const BOOKING_STANDS = 'booking-stands';

/** One summary on its way. */
export interface Delivery {
  readonly key: string;
  readonly preconsultId: string;
  readonly nth: number;
  readonly hospitalId: string;
  readonly state: DeliveryState;
  readonly sealed: string;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly settledAt: number | null;
  readonly tries: number;
  readonly notFound: number;
  readonly hospitalRef: string | null;
  readonly reason: string | null;
  readonly doctorAnswer: string | null;
  readonly doctorAt: number | null;
}

const COLUMNS = [
  'delivery_key as key',
  'preconsult_id as preconsultId',
  'nth',
  'hospital_id as hospitalId',
  'state',
  'sealed',
  'created_at as createdAt',
  'sent_at as sentAt',
  'settled_at as settledAt',
  'tries',
  'not_found as notFound',
  'hospital_ref as hospitalRef',
  'reason',
  'doctor_answer as doctorAnswer',
  'doctor_at as doctorAt',
] as const;

const selectDeliveries = template((q, p: { preconsultId: string }) =>
  q
    .selectFrom('summary_delivery')
    .select(COLUMNS)
    .where('preconsult_id', '=', p.preconsultId)
    .orderBy('nth')
    .limit(limits.summariesOfPreconsult.figure),
);

/** The summaries of one pre-consult, in the order in which the person agreed to them. */
export async function readDeliveries(store: Pick<Store, 'read'>, preconsultId: string): Promise<readonly Delivery[]> {
  const rows = await store.read(selectDeliveries({ preconsultId }));
  return rows.map((row) => ({ ...row, state: row.state as DeliveryState }));
}

type Inserted = { key: string; preconsultId: string; nth: number; hospitalId: string; sealed: string; now: number };

const insertDelivery = template((q, p: Inserted) =>
  q.insertInto('summary_delivery').values({
    delivery_key: p.key,
    preconsult_id: p.preconsultId,
    nth: p.nth,
    hospital_id: p.hospitalId,
    state: 'waiting',
    sealed: p.sealed,
    created_at: p.now,
    sent_at: null,
    settled_at: null,
    tries: 0,
    not_found: 0,
    hospital_ref: null,
    reason: null,
    doctor_answer: null,
    doctor_at: null,
  }),
);

export function insertDeliveryPart(values: Inserted): Part {
  return insertDelivery(values);
}

type Moved = {
  key: string;
  from: string;
  to: string;
  sentAt: number | null;
  settledAt: number | null;
  tries: number;
  notFound: number;
  hospitalRef: string | null;
  reason: string | null;
};

const moveDelivery = template((q, p: Moved) =>
  q
    .updateTable('summary_delivery')
    .set({
      state: p.to,
      sent_at: p.sentAt,
      settled_at: p.settledAt,
      tries: p.tries,
      not_found: p.notFound,
      hospital_ref: p.hospitalRef,
      reason: p.reason,
    })
    .where('delivery_key', '=', p.key)
    .where('state', '=', p.from),
);

/** The delivery as it is to be; `DELIVERY_MOVED` when something else moved it. */
export function moveDeliveryPart(from: DeliveryState, to: Delivery): Part {
  const { key, sentAt, settledAt, tries, notFound, hospitalRef, reason } = to;
  return guarded(
    moveDelivery({ key, from, to: to.state, sentAt, settledAt, tries, notFound, hospitalRef, reason }),
    DELIVERY_MOVED,
  );
}

const keepStanding = template((q, p: { preconsultId: string }) =>
  q
    .updateTable('preconsult')
    .set((row) => ({ submitted: row.ref('submitted') }))
    .where('preconsult.id', '=', p.preconsultId)
    .where(sql<boolean>`EXISTS (SELECT 1 FROM appointment JOIN claim ON claim.id = appointment.claim_id
      WHERE appointment.id = preconsult.appointment_id AND claim.state = 'confirmed' AND claim.cancel_wanted = 0)`),
);

/** Looked at in the unit that writes the intent: nothing is sent for an appointment that is being given back. */
export function bookingStandsPart(preconsultId: string): Part {
  return guarded(keepStanding({ preconsultId }), BOOKING_STANDS);
}

const noteDoctor = template((q, p: { hospitalId: string; key: string; answer: string; at: number }) =>
  q
    .updateTable('summary_delivery')
    // Nobody answers before it was said, whatever the hospital's clock shows.
    .set({ doctor_answer: p.answer, doctor_at: sql<number>`CASE WHEN created_at > ${p.at} THEN created_at ELSE ${p.at} END` })
    .where('hospital_id', '=', p.hospitalId)
    .where('delivery_key', '=', p.key)
    .where(sql<boolean>`(doctor_at IS NULL OR doctor_at <= ${p.at})`),
);

/** What a doctor said of a summary; an older answer than the one that is known changes nothing. */
export function noteDoctorPart(values: { hospitalId: string; key: string; answer: string; at: number }): Part {
  return noteDoctor(values);
}
