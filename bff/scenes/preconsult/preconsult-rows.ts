import { type Kysely, sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import type { AppointmentTables } from '../appointments/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { SlotTables } from '../slots/tables.ts';
import type { PreconsultTables } from './tables.ts';

type Tables = PreconsultTables &
  Pick<AppointmentTables, 'appointment' | 'claim'> &
  Pick<SlotTables, 'slot'> &
  Pick<IdentityTables, 'patient'>;

const template = templates<Tables>();

/** Names of guards. */
export const PRECONSULT_NEW = 'preconsult-new';
/** Nobody changed the answers since they were read. */
export const RESPONSE_UNCHANGED = 'response-unchanged';

/** A form that is filled in for an appointment, and how the appointment stands. */
export interface PreconsultRow {
  readonly id: string;
  readonly patientId: string;
  readonly appointmentId: string;
  readonly begunBy: string;
  readonly contentId: string;
  readonly contentVersion: string;
  readonly sealed: string;
  readonly version: number;
  /** How many summaries of it the person has agreed to. */
  readonly submitted: number;
  readonly createdAt: number;
  readonly changedAt: number;
  /** How it is known who the person is. */
  readonly patientLevel: string;
  readonly hospitalId: string;
  readonly startsAt: number;
  readonly claimState: string;
  readonly cancelWanted: number;
  readonly bookingKey: string;
  readonly bookingRef: string | null;
}

/** Each with how its appointment stands. */
const preconsults = (q: Kysely<Tables>) =>
  q
    .selectFrom('preconsult')
    .innerJoin('appointment', 'appointment.id', 'preconsult.appointment_id')
    .innerJoin('claim', 'claim.id', 'appointment.claim_id')
    .innerJoin('slot', 'slot.id', 'appointment.slot_id')
    .innerJoin('patient', 'patient.id', 'preconsult.patient_id')
    .select([
      'preconsult.id',
      'preconsult.patient_id as patientId',
      'preconsult.appointment_id as appointmentId',
      'preconsult.begun_by as begunBy',
      'preconsult.content_id as contentId',
      'preconsult.content_version as contentVersion',
      'preconsult.sealed',
      'preconsult.version',
      'preconsult.submitted',
      'preconsult.created_at as createdAt',
      'preconsult.changed_at as changedAt',
      'patient.level as patientLevel',
      'slot.hospital_id as hospitalId',
      'slot.starts_at as startsAt',
      'claim.state as claimState',
      'claim.cancel_wanted as cancelWanted',
      'claim.booking_key as bookingKey',
      'claim.hospital_ref as bookingRef',
    ]);

const selectPreconsult = template<{ id: string }, PreconsultRow>((q, p) => preconsults(q).where('preconsult.id', '=', p.id));

export async function readPreconsult(store: Pick<Store, 'read'>, id: string): Promise<PreconsultRow | undefined> {
  const [row] = await store.read(selectPreconsult({ id }));
  return row;
}

const selectPreconsultsOf = template<{ appointmentId: string }, PreconsultRow>((q, p) =>
  preconsults(q).where('preconsult.appointment_id', '=', p.appointmentId),
);

/** The form that was begun for an appointment: it has one at the most. */
export async function findPreconsult(store: Pick<Store, 'read'>, appointmentId: string): Promise<PreconsultRow | undefined> {
  const [row] = await store.read(selectPreconsultsOf({ appointmentId }));
  return row;
}

type Inserted = {
  id: string;
  patientId: string;
  appointmentId: string;
  begunBy: string;
  contentId: string;
  contentVersion: string;
  sealed: string;
  now: number;
};

const insertPreconsult = template((q, p: Inserted) =>
  q
    .insertInto('preconsult')
    .values({
      id: p.id,
      patient_id: p.patientId,
      appointment_id: p.appointmentId,
      begun_by: p.begunBy,
      content_id: p.contentId,
      content_version: p.contentVersion,
      sealed: p.sealed,
      version: 1,
      submitted: 0,
      created_at: p.now,
      changed_at: p.now,
    })
    .onConflict((conflict) => conflict.column('appointment_id').doNothing()),
);

/** The form, or `PRECONSULT_NEW` when this appointment has one already. */
export function insertPreconsultPart(values: Inserted): Part {
  return guarded(insertPreconsult(values), PRECONSULT_NEW);
}

type Saved = Pick<PreconsultRow, 'id' | 'version' | 'contentId' | 'contentVersion' | 'sealed' | 'submitted'> & { now: number };

const saveResponse = template((q, p: Saved) =>
  q
    .updateTable('preconsult')
    .set({
      content_id: p.contentId,
      content_version: p.contentVersion,
      sealed: p.sealed,
      version: sql<number>`version + 1`,
      submitted: p.submitted,
      changed_at: p.now,
    })
    .where('id', '=', p.id)
    .where('version', '=', p.version),
);

/** The answers as they are now; `RESPONSE_UNCHANGED` when somebody else changed them since `version`. */
export function saveResponsePart(values: Saved): Part {
  return guarded(saveResponse(values), RESPONSE_UNCHANGED);
}

const selectOld = (before: number, limit: number) => sql<boolean>`preconsult_id IN (
  SELECT id FROM preconsult WHERE created_at < ${before} ORDER BY created_at LIMIT ${limit})`;

const deleteOldDeliveries = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('summary_delivery').where(selectOld(p.before, p.limit)),
);

const deleteOldPreconsults = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('preconsult')
    .where(sql<boolean>`id IN (SELECT id FROM preconsult WHERE created_at < ${p.before} ORDER BY created_at LIMIT ${p.limit})`)
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM summary_delivery WHERE summary_delivery.preconsult_id = preconsult.id)`),
);

/** Forms of visits that are long over: first what went out of them, then they themselves. */
export function forgetPreconsults(before: number, limit: number): readonly Statement[] {
  return [deleteOldDeliveries({ before, limit }), deleteOldPreconsults({ before, limit })];
}
