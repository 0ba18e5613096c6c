import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { SlotTables } from '../slots/tables.ts';
import type { ClaimState } from './rules.ts';
import type { AppointmentTables } from './tables.ts';

const template = templates<AppointmentTables & Pick<SlotTables, 'slot'> & Pick<IdentityTables, 'patient'>>();

/** Names of guards, as they appear in refusals. */
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
  /** A clerk asked for it at a desk: the person is told what became of it. */
  readonly cancelledForThem: boolean;
  readonly knowBy: number;
  readonly reason: string | null;
  readonly queueNumber: number | null;
  readonly patientId: string;
  readonly version: number;
  readonly slotRef: string;
}

/** `claim.cancel_wanted`: by whom cancelling was asked for. `FOR_THEM`: by somebody else, or in a session that shows no document. */
const NOT_WANTED = 0;
export const WANTED = 1;
export const WANTED_FOR_THEM = 2;

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

export async function readClaim(store: Pick<Store, 'read'>, id: string): Promise<Claim | undefined> {
  const [row] = await store.read(selectClaim({ id }));
  if (!row) return undefined;
  const { cancelWanted } = row;
  const wanted = { cancelWanted: cancelWanted !== NOT_WANTED, cancelledForThem: cancelWanted === WANTED_FOR_THEM };
  return { ...row, ...wanted, state: row.state as ClaimState };
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
        held_ref: sql<string | null>`CASE WHEN CAST(${p.ghostOf} AS TEXT) IS NULL THEN CAST(${p.hospitalRef} AS TEXT) END`,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** States in which a claim stands for the booking that it names: the hospital may give that one to nobody else. */
const HOLDING = sql`('confirmed', 'cancelling', 'cancel-sent', 'manual')`;

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
  ) => {
    const held = sql<
      string | null
    >`CASE WHEN claim.ghost_of IS NULL AND CAST(${p.to} AS TEXT) IN ${HOLDING} THEN CAST(${p.hospitalRef} AS TEXT) END`;
    return q
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
        held_ref: held,
      })
      .where('id', '=', p.id)
      .where('state', '=', p.from);
  },
);

/**
 * Moves the claim, or refuses with `CLAIM_MOVED` when somebody else moved it first. Who stands for the booking that it names is asked
 * before; of two that ask at once the second is undone by the index `claim_held_once`, and asks again.
 */
export function updateClaimPart(from: ClaimState, to: Claim): Part {
  const { id, sentAt, settledAt, hospitalRef, tries, notFound, knowBy, reason, queueNumber } = to;
  return guarded(
    updateClaim({ id, from, to: to.state, sentAt, settledAt, hospitalRef, tries, notFound, knowBy, reason, queueNumber }),
    CLAIM_MOVED,
  );
}

/** Who asked first stays: what somebody wanted themselves is no news to them. */
const setCancelWanted = template((q, p: { id: string; wanted: number }) =>
  q
    .updateTable('claim')
    .set({ cancel_wanted: sql<number>`CASE WHEN cancel_wanted = ${NOT_WANTED} THEN ${p.wanted} ELSE cancel_wanted END` })
    .where('id', '=', p.id)
    .where('state', 'not in', ['refused', 'released', 'cancelled', 'manual']),
);

export function cancelWantedPart(claimId: string, forThem: boolean): Part {
  return guarded(setCancelWanted({ id: claimId, wanted: forThem ? WANTED_FOR_THEM : WANTED }), CLAIM_MOVED);
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
  /** Numbers of the clinic that the slot is; null where one comes at `startsAt`. */
  readonly numbers: number | null;
  /** The person's own; null where the hospital gave none. */
  readonly queueNumber: number | null;
  readonly coverage: string;
  /** Whose session booked it; null in rows from before that was kept. */
  readonly bookedBy: string | null;
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
  'appointment.booked_by as bookedBy',
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

const selectAppointments = byLength((length) =>
  template<Values, RawAppointment>((q, p) =>
    q
      .selectFrom('appointment')
      .innerJoin('claim', 'claim.id', 'appointment.claim_id')
      .innerJoin('slot', 'slot.id', 'appointment.slot_id')
      .innerJoin('patient', 'patient.id', 'appointment.patient_id')
      .select(APPOINTMENT_COLUMNS)
      .where('appointment.patient_id', 'in', listed(p, 'patient', length))
      .where(sql<boolean>`(appointment.created_at, appointment.id) < (${p.beforeAt}, ${p.beforeId})`)
      .where('appointment.created_at', '>=', p.from as number)
      .orderBy('appointment.created_at', 'desc')
      .orderBy('appointment.id', 'desc')
      .limit(p.limit as number),
  ),
);

type RawAppointment = Omit<AppointmentRow, 'state' | 'cancelWanted'> & { state: string; cancelWanted: number };

function toAppointmentRow(row: RawAppointment): AppointmentRow {
  return { ...row, state: row.state as ClaimState, cancelWanted: row.cancelWanted !== NOT_WANTED };
}

export async function readAppointmentRow(store: Pick<Store, 'read'>, id: string): Promise<AppointmentRow | undefined> {
  const [row] = await store.read(selectAppointment({ id }));
  return row ? toAppointmentRow(row) : undefined;
}

/** People whose appointments one statement reads. */
const PATIENTS_TOGETHER = 50;

/** The newest first; `before` is the last row of the page before, and nothing from before `from` is shown. */
export async function readAppointmentRows(
  store: Pick<Store, 'read'>,
  patientIds: readonly string[],
  { before, from, limit }: { before?: { at: number; id: string }; from: number; limit: number },
): Promise<readonly AppointmentRow[]> {
  const { at: beforeAt, id: beforeId } = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const pages: RawAppointment[] = [];
  for (let start = 0; start < patientIds.length; start += PATIENTS_TOGETHER) {
    const some = patientIds.slice(start, start + PATIENTS_TOGETHER);
    pages.push(
      ...(await store.read(selectAppointments(some.length)({ ...listValues('patient', some), beforeAt, beforeId, from, limit }))),
    );
  }
  const newestFirst = pages.toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1));
  return newestFirst.slice(0, limit).map(toAppointmentRow);
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
