import * as z from 'zod';
import {
  appointmentId,
  clinicPlace,
  coverage,
  dutyDesk,
  instant,
  money,
  namedDepartment,
  namedPractitioner,
  patientId,
  place,
  slotId,
} from '../terms.ts';

const confirmation = z
  .enum(['confirming', 'confirmed', 'refused', 'asking', 'with-staff'])
  .meta({ id: 'Confirmation', description: 'How far the hospital has confirmed what `status` says.' });

export const appointment = z
  .object({
    id: appointmentId,
    status: z.enum(['pending', 'booked', 'cancelled']).meta({ description: 'FHIR R4 Appointment.status.' }),
    confirmation,
    cancellation: z.enum(['none', 'requested', 'done']),
    knowBy: instant.optional().meta({ description: 'While it is open: by when the person will know.' }),
    reason: z
      .enum(['slot-taken', 'slot-gone', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'])
      .optional()
      .meta({ description: 'Why it ended, when it did not end in a booking that stands.' }),
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    coverage,
    start: instant,
    end: instant,
    price: money,
    department: namedDepartment,
    practitioner: namedPractitioner,
    place,
    clinic: clinicPlace.optional(),
    dutyDesk,
  })
  .meta({ id: 'Appointment' });

export const appointmentEvent = z.object({ status: z.string(), confirmation, cancellation: z.string(), at: instant }).meta({
  id: 'AppointmentEvent',
  description:
    "One server-sent event; its id is the appointment's version. Beside it, `event: clinic` carries a ClinicPlace when the estimate has moved.",
});

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  appointmentId: z.strictObject({ id: appointmentId }),
  book: z.strictObject({ slotId, patientId, coverage: coverage.default('self-pay') }),
};
