import type * as z from 'zod';
import type { appointment, clinicPlace } from '../../contract/terms.ts';
import { digest } from '../../platform/crypto/cipher.ts';
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

const REASONS = ['slot-taken', 'slot-gone', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'] as const;

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
  return { status, body, headers: { etag: etagOf(dependencies.directory, row, body), location: `/v1/appointments/${row.id}` } };
}

/**
 * Names what is shown, in two halves: the appointment, and the estimate of when its number is called. Both come from the body itself, so
 * that nothing that is shown can change without it: a time that the hospital moved, a price, a room.
 */
function etagOf(directory: Directory, row: AppointmentRow, body: AppointmentBody | undefined): string {
  return `"${shownOf(directory, row)}.${digest(JSON.stringify(body?.clinic ?? null)).slice(0, 22)}"`;
}

/** The appointment as it is shown, less the estimate. The version is in it, because what came and went again is news too. */
function shownOf(directory: Directory, row: AppointmentRow): string {
  const { version, cancelWanted, knowBy, queueNumber, numbers } = row;
  const shown = [version, cancelWanted, knowBy, queueNumber, numbers, presentAppointment(directory, row, undefined)];
  return digest(JSON.stringify(shown)).slice(0, 22);
}

/** Whether a caller has seen the appointment as it is now. Who wants to cancel need not have seen the newest estimate. */
export function hasSeen(directory: Directory, row: AppointmentRow, ifMatch: string): boolean {
  return /^"([\w-]{22})\.[\w-]{22}"$/.exec(ifMatch)?.[1] === shownOf(directory, row);
}
