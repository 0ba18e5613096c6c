import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import type { DirectoryTables } from '../directory/tables.ts';
import { APPOINTMENT_CHANGED } from './appointment-rows.ts';
import type { AppointmentTables } from './tables.ts';

const template = templates<AppointmentTables & Pick<DirectoryTables, 'hospital'>>();

export const selectClaimsByKey = template((q, p: { hospitalId: string; bookingKey: string }) =>
  q
    .selectFrom('claim')
    .innerJoin('appointment', 'appointment.id', 'claim.appointment_id')
    .select([
      'claim.id',
      'claim.state',
      'claim.ghost_of as ghostOf',
      'claim.hospital_ref as hospitalRef',
      'claim.created_at as createdAt',
      'claim.settled_at as settledAt',
      'appointment.claim_id as currentId',
    ])
    .where('claim.hospital_id', '=', p.hospitalId)
    .where('claim.booking_key', '=', p.bookingKey),
);

/** Bookings at the hospital that are only to be cancelled and have not been. */
export const countOpenGhosts = template((q, p: { hospitalId: string }) =>
  q
    .selectFrom('claim')
    .select(sql<number>`count(*)`.as('count'))
    .where('hospital_id', '=', p.hospitalId)
    .where(sql<boolean>`ghost_of IS NOT NULL AND state NOT IN ('refused', 'released', 'cancelled')`),
);

/** The claim that stands for an appointment now. */
export const selectCurrentClaim = template((q, p: { appointmentId: string }) =>
  q.selectFrom('appointment').select('claim_id as claimId').where('id', '=', p.appointmentId),
);

/** The claim, but for `claimId`, that stands for this booking of the hospital. */
export const selectHolder = template((q, p: { hospitalId: string; ref: string; claimId: string }) =>
  q
    .selectFrom('claim')
    .select('id')
    .where('hospital_id', '=', p.hospitalId)
    .where('held_ref', '=', p.ref)
    .where('id', '<>', p.claimId),
);

/** The wish to cancel is taken over by the claim that stands for the appointment now, whatever became of it. */
export const keepCancelWanted = template((q, p: { id: string; wanted: number }) =>
  q.updateTable('claim').set({ cancel_wanted: p.wanted }).where('id', '=', p.id),
);

const renewAppointment = template((q, p: { id: string; version: number; claimId: string; next: string }) =>
  q
    .updateTable('appointment')
    .set((row) => ({ version: row('version', '+', 1), live: 1, claim_id: p.next }))
    .where('id', '=', p.id)
    .where('version', '=', p.version)
    .where('claim_id', '=', p.claimId)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM appointment AS other WHERE other.slot_id = appointment.slot_id AND other.patient_id = appointment.patient_id AND other.live = 1)`,
    ),
);

/** Another claim stands for an appointment that had ended; refused where the person has booked the same slot anew. */
export function renewAppointmentPart(values: { id: string; version: number; claimId: string; next: string }): Part {
  return guarded(renewAppointment(values), APPOINTMENT_CHANGED);
}

/** Whether another hospital was sent this key. The table of hospitals is named so that the index, which begins with them, is used. */
export const selectKeyElsewhere = template((q, p: { hospitalId: string; bookingKey: string }) =>
  q
    .selectFrom('claim')
    .select('claim.hospital_id as hospitalId')
    .where('claim.hospital_id', 'in', (row) =>
      row.selectFrom('hospital').select('hospital.id').where('hospital.id', '<>', p.hospitalId),
    )
    .where('claim.booking_key', '=', p.bookingKey)
    .limit(1),
);
