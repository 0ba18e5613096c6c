import { sql } from 'kysely';
import { template } from '../../platform/store/statement.ts';
import { guarded, type Part, type Statement } from '../../platform/store/store.ts';
import type { ClaimState } from './rules.ts';

/** Names of guards, as they appear in refusals. */
export const SLOT_TAKEN = 'slot-taken';
export const ALREADY_BOOKED = 'already-booked';
export const CLAIM_MOVED = 'claim-moved';
export const APPOINTMENT_CHANGED = 'appointment-changed';

/** A claim with what its next step needs. */
export interface Claim {
  readonly id: string;
  readonly appointmentId: string;
  readonly slotId: string;
  readonly hospitalId: string;
  readonly bookingKey: string;
  readonly ghostOf: string | null;
  readonly places: number;
  readonly state: ClaimState;
  readonly createdAt: number;
  readonly waitsUntil: number;
  readonly sentAt: number | null;
  readonly settledAt: number | null;
  readonly hospitalRef: string | null;
  readonly tries: number;
  readonly notFound: number;
  readonly cancelWanted: boolean;
  readonly knowBy: number;
  readonly reason: string | null;
  readonly queueNumber: number | null;
  readonly patientId: string;
  readonly version: number;
  readonly slotRef: string;
}

const selectClaim = template((q, p: { id: string }) =>
  q
    .selectFrom('claim')
    .innerJoin('appointment', 'appointment.id', 'claim.appointment_id')
    .innerJoin('slot', 'slot.id', 'claim.slot_id')
    .select([
      'claim.id',
      'claim.appointment_id as appointmentId',
      'claim.slot_id as slotId',
      'claim.hospital_id as hospitalId',
      'claim.booking_key as bookingKey',
      'claim.ghost_of as ghostOf',
      'claim.places',
      'claim.state',
      'claim.created_at as createdAt',
      'claim.waits_until as waitsUntil',
      'claim.sent_at as sentAt',
      'claim.settled_at as settledAt',
      'claim.hospital_ref as hospitalRef',
      'claim.tries',
      'claim.not_found as notFound',
      'claim.cancel_wanted as cancelWanted',
      'claim.know_by as knowBy',
      'claim.reason',
      'claim.queue_number as queueNumber',
      'appointment.patient_id as patientId',
      'appointment.version',
      'slot.hospital_slot_ref as slotRef',
    ])
    .where('claim.id', '=', p.id),
);

export async function readClaim(read: Read, id: string): Promise<Claim | undefined> {
  const [row] = await read(selectClaim({ id }));
  return row ? { ...row, state: row.state as ClaimState, cancelWanted: row.cancelWanted === 1 } : undefined;
}

export type Read = <Row>(statement: Statement<Row>) => Promise<readonly Row[]>;

const takePlace = template((q, p: { slotId: string; now: number }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '+', 1) }))
    .where('id', '=', p.slotId)
    .where(sql<boolean>`state = 'open'`)
    .where('starts_at', '>', p.now)
    .whereRef('claimed', '<', 'offered'),
);

/** One place of an open slot that has not begun, or the refusal `SLOT_TAKEN`. */
export function takePlacePart(slotId: string, now: number): Part {
  return { ...guarded(takePlace({ slotId, now }), SLOT_TAKEN), contended: slotId };
}

const freePlace = template((q, p: { slotId: string }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '-', 1) }))
    .where('id', '=', p.slotId),
);

const freePlaceAndStopOffering = template((q, p: { slotId: string }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '-', 1), offered: row('claimed', '-', 1) }))
    .where('id', '=', p.slotId),
);

/** A place that the hospital gave away after our backup: it is ours, and it was never offered here. */
export const addAdoptedPlace = template((q, p: { slotId: string }) =>
  q
    .updateTable('slot')
    .set((row) => ({ claimed: row('claimed', '+', 1), offered: row('offered', '+', 1) }))
    .where('id', '=', p.slotId),
);

/** The place goes back. `stopOffering`: the hospital just said that it has none, so nothing more is sold until it is asked again. */
export function freePlacePart(slotId: string, stopOffering: boolean): Part {
  return { ...(stopOffering ? freePlaceAndStopOffering({ slotId }) : freePlace({ slotId })), contended: slotId };
}

type AppointmentValues = {
  id: string;
  patientId: string;
  slotId: string;
  claimId: string;
  now: number;
  coverage: string;
  bookedBy: string;
};

const insertAppointment = template((q, p: AppointmentValues) =>
  q
    .insertInto('appointment')
    .values({
      id: p.id,
      patient_id: p.patientId,
      slot_id: p.slotId,
      claim_id: p.claimId,
      created_at: p.now,
      version: 1,
      live: 1,
      coverage: p.coverage,
      booked_by: p.bookedBy,
    })
    .onConflict((conflict) => conflict.columns(['slot_id', 'patient_id', 'live']).doNothing()),
);

/** The appointment, or the refusal `ALREADY_BOOKED` when the same person already has a place in this slot. */
export function insertAppointmentPart(values: AppointmentValues): Part {
  return guarded(insertAppointment(values), ALREADY_BOOKED);
}

export const insertEvent = template((q, p: { appointmentId: string; version: number; at: number; claimState: string }) =>
  q
    .insertInto('appointment_event')
    .values({ appointment_id: p.appointmentId, version: p.version, at: p.at, claim_state: p.claimState }),
);

export const insertClaim = template(
  (
    q,
    p: {
      id: string;
      appointmentId: string;
      slotId: string;
      hospitalId: string;
      bookingKey: string;
      ghostOf: string | null;
      places: number;
      state: string;
      now: number;
      waitsUntil: number;
      sentAt: number | null;
      hospitalRef: string | null;
      knowBy: number;
      settledAt: number | null;
      queueNumber: number | null;
    },
  ) =>
    q
      .insertInto('claim')
      .values({
        id: p.id,
        appointment_id: p.appointmentId,
        slot_id: p.slotId,
        hospital_id: p.hospitalId,
        booking_key: p.bookingKey,
        ghost_of: p.ghostOf,
        places: p.places,
        state: p.state,
        created_at: p.now,
        waits_until: p.waitsUntil,
        sent_at: p.sentAt,
        settled_at: p.settledAt,
        hospital_ref: p.hospitalRef,
        tries: 0,
        not_found: 0,
        cancel_wanted: 0,
        know_by: p.knowBy,
        reason: null,
        queue_number: p.queueNumber,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

const updateClaim = template(
  (
    q,
    p: {
      id: string;
      from: string;
      to: string;
      sentAt: number | null;
      settledAt: number | null;
      hospitalRef: string | null;
      tries: number;
      notFound: number;
      knowBy: number;
      reason: string | null;
      queueNumber: number | null;
    },
  ) =>
    q
      .updateTable('claim')
      .set({
        state: p.to,
        sent_at: p.sentAt,
        settled_at: p.settledAt,
        hospital_ref: p.hospitalRef,
        tries: p.tries,
        not_found: p.notFound,
        know_by: p.knowBy,
        reason: p.reason,
        queue_number: p.queueNumber,
      })
      .where('id', '=', p.id)
      .where('state', '=', p.from),
);

/** Moves the claim, or refuses with `CLAIM_MOVED` when somebody else moved it first. */
export function updateClaimPart(from: ClaimState, to: Claim): Part {
  const { id, sentAt, settledAt, hospitalRef, tries, notFound, knowBy, reason, queueNumber } = to;
  return guarded(
    updateClaim({ id, from, to: to.state, sentAt, settledAt, hospitalRef, tries, notFound, knowBy, reason, queueNumber }),
    CLAIM_MOVED,
  );
}

const setCancelWanted = template((q, p: { id: string }) =>
  q
    .updateTable('claim')
    .set({ cancel_wanted: 1 })
    .where('id', '=', p.id)
    .where('state', 'not in', ['refused', 'released', 'cancelled', 'manual']),
);

export function cancelWantedPart(claimId: string): Part {
  return guarded(setCancelWanted({ id: claimId }), CLAIM_MOVED);
}

export const dropCancelWanted = template((q, p: { id: string }) =>
  q.updateTable('claim').set({ cancel_wanted: 0 }).where('id', '=', p.id),
);

const bumpAppointment = template((q, p: { id: string; version: number; live: number | null }) =>
  q
    .updateTable('appointment')
    .set((row) => ({ version: row('version', '+', 1), live: p.live }))
    .where('id', '=', p.id)
    .where('version', '=', p.version),
);

/** The next version of the appointment, or the refusal `APPOINTMENT_CHANGED`. */
export function bumpAppointmentPart(id: string, version: number, live: boolean): Part {
  return guarded(bumpAppointment({ id, version, live: live ? 1 : null }), APPOINTMENT_CHANGED);
}

/** An appointment with the state of its claim; names come from the directory. */
export interface AppointmentRow {
  readonly id: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly version: number;
  readonly createdAt: number;
  readonly claimId: string;
  readonly state: ClaimState;
  readonly cancelWanted: boolean;
  readonly knowBy: number;
  readonly reason: string | null;
  readonly slotId: string;
  readonly hospitalId: string;
  readonly departmentId: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly feeFen: number;
  /** Numbers of the session that the slot is; null where one comes at `startsAt`. */
  readonly numbers: number | null;
  /** The person's own; null where the hospital gave none. */
  readonly queueNumber: number | null;
  readonly coverage: string;
}

const APPOINTMENT_COLUMNS = [
  'appointment.id',
  'appointment.patient_id as patientId',
  'patient.masked_name as patientName',
  'appointment.version',
  'appointment.created_at as createdAt',
  'claim.id as claimId',
  'claim.state',
  'claim.cancel_wanted as cancelWanted',
  'claim.know_by as knowBy',
  'claim.reason',
  'slot.id as slotId',
  'slot.hospital_id as hospitalId',
  'slot.department_id as departmentId',
  'slot.practitioner_id as practitionerId',
  'slot.starts_at as startsAt',
  'slot.ends_at as endsAt',
  'slot.fee_fen as feeFen',
  'slot.numbers',
  'claim.queue_number as queueNumber',
  'appointment.coverage',
] as const;

const selectAppointment = template((q, p: { id: string }) =>
  q
    .selectFrom('appointment')
    .innerJoin('claim', 'claim.id', 'appointment.claim_id')
    .innerJoin('slot', 'slot.id', 'appointment.slot_id')
    .innerJoin('patient', 'patient.id', 'appointment.patient_id')
    .select(APPOINTMENT_COLUMNS)
    .where('appointment.id', '=', p.id),
);

/** One person acts for a handful; a list of one shape is compiled once. */
type Patients = { [K in `p${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`]: string };

function patientsOf(ids: readonly string[]): Patients {
  const of = (index: number) => ids[index] ?? ids[0] ?? '';
  return { p0: of(0), p1: of(1), p2: of(2), p3: of(3), p4: of(4), p5: of(5), p6: of(6), p7: of(7) };
}

const selectAppointments = template((q, p: Patients & { beforeAt: number; beforeId: string; limit: number }) =>
  q
    .selectFrom('appointment')
    .innerJoin('claim', 'claim.id', 'appointment.claim_id')
    .innerJoin('slot', 'slot.id', 'appointment.slot_id')
    .innerJoin('patient', 'patient.id', 'appointment.patient_id')
    .select(APPOINTMENT_COLUMNS)
    .where('appointment.patient_id', 'in', [p.p0, p.p1, p.p2, p.p3, p.p4, p.p5, p.p6, p.p7])
    .where(sql<boolean>`(appointment.created_at, appointment.id) < (${p.beforeAt}, ${p.beforeId})`)
    .orderBy('appointment.created_at', 'desc')
    .orderBy('appointment.id', 'desc')
    .limit(p.limit),
);

type RawAppointment = Omit<AppointmentRow, 'state' | 'cancelWanted'> & { state: string; cancelWanted: number };

function toAppointmentRow(row: RawAppointment): AppointmentRow {
  return { ...row, state: row.state as ClaimState, cancelWanted: row.cancelWanted === 1 };
}

export async function readAppointmentRow(read: Read, id: string): Promise<AppointmentRow | undefined> {
  const [row] = await read(selectAppointment({ id }));
  return row ? toAppointmentRow(row) : undefined;
}

/** The newest first; `before` is the last row of the page before. */
export async function readAppointmentRows(
  read: Read,
  patientIds: readonly string[],
  before: { at: number; id: string } | undefined,
  limit: number,
): Promise<readonly AppointmentRow[]> {
  const position = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const rows = await read(selectAppointments({ ...patientsOf(patientIds), beforeAt: position.at, beforeId: position.id, limit }));
  return rows.map(toAppointmentRow);
}

export const selectEvents = template((q, p: { appointmentId: string; after: number; limit: number }) =>
  q
    .selectFrom('appointment_event')
    .select(['version', 'at', 'claim_state as claimState'])
    .where('appointment_id', '=', p.appointmentId)
    .where('version', '>', p.after)
    .orderBy('version')
    .limit(p.limit),
);

export const selectClaimsByKey = template((q, p: { hospitalId: string; bookingKey: string }) =>
  q
    .selectFrom('claim')
    .select(['id', 'state', 'ghost_of as ghostOf', 'hospital_ref as hospitalRef'])
    .where('hospital_id', '=', p.hospitalId)
    .where('booking_key', '=', p.bookingKey),
);
