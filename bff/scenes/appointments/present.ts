import type { z } from 'zod';
import type { appointment } from '../../contract/appointments/schemas.ts';
import type { clinicPlace } from '../../contract/terms.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { BodyReply } from '../../platform/http/reply.ts';
import type { Directory } from '../directory/directory.ts';
import { clinicPlaces } from '../queue/clinic-places.ts';
import { describe } from '../slots/present-slots.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { ReadingDependencies } from './dependencies.ts';
import { bookingDetermined, standing } from './rules.ts';

type AppointmentBody = z.output<typeof appointment>;
type ClinicPlace = z.output<typeof clinicPlace>;

/** What can be said of an appointment's place in its clinic at this moment. */
export async function clinicPlaceOf(dependencies: ReadingDependencies, row: AppointmentRow): Promise<ClinicPlace | undefined> {
  const [place] = await clinicPlaces(dependencies, [row], ({ slotId, queueNumber }) => ({ slotId, number: queueNumber }));
  return place;
}

const REASONS = ['slot-taken', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'] as const;

/** Appointments as the contract shows them: FHIR's status, and beside it how far the hospital has confirmed it. */
export async function presentAppointments(
  dependencies: ReadingDependencies,
  rows: readonly AppointmentRow[],
): Promise<AppointmentBody[]> {
  const places = await clinicPlaces(dependencies, rows, ({ slotId, queueNumber }) => ({ slotId, number: queueNumber }));
  return rows.map((row, n) => presentAppointment(dependencies.directory, row, places[n]));
}

function presentAppointment(directory: Directory, row: AppointmentRow, clinic: ClinicPlace | undefined): AppointmentBody {
  const hospital = directory.hospital(row.hospitalId);
  const shown = standing(row.state, row.cancelWanted);
  const open = !bookingDetermined(row.state) || shown.cancellation === 'requested';
  const reason = REASONS.find((known) => known === row.reason);
  return {
    id: row.id,
    ...shown,
    ...(open ? { knowBy: shanghaiTime(row.knowBy) } : {}),
    ...(reason && shown.status === 'cancelled' ? { reason } : {}),
    patientId: row.patientId,
    patientName: row.patientName,
    coverage: row.coverage as AppointmentBody['coverage'],
    start: shanghaiTime(row.startsAt),
    end: shanghaiTime(row.endsAt),
    price: { amount: row.feeFen, currency: 'CNY' },
    ...describe(directory, row),
    ...(clinic && shown.status !== 'cancelled' ? { clinic } : {}),
    dutyDesk: { name: hospital.dutyDeskName, phone: hospital.dutyDeskPhone },
  };
}

/** The reply with its address and its version. */
export async function appointmentReply<S extends number>(
  dependencies: ReadingDependencies,
  row: AppointmentRow,
  status: S,
): Promise<BodyReply & { status: S }> {
  const [body] = await presentAppointments(dependencies, [row]);
  return { status, body, headers: { etag: etagOf(row), location: `/v1/appointments/${row.id}` } };
}

/**
 * Changes with everything about the appointment that is shown: a wish to cancel and a later time to know by have no version of their
 * own. When a number is likely to be called is no property of it: who wants to cancel need not have seen the newest estimate.
 */
export function etagOf(row: AppointmentRow): string {
  return `"${row.version}.${row.cancelWanted ? 1 : 0}.${row.knowBy.toString(36)}"`;
}
