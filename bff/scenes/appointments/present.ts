import type { z } from 'zod';
import type { appointment, sessionPlace, slot } from '../../contract/schemas.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { BodyReply } from '../../platform/http/reply.ts';
import type { Directory } from '../directory/directory.ts';
import { describePlaces, type PlaceInSession } from '../queue/session-places.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import type { AppointmentRow } from './rows.ts';
import { bookingDetermined, standing } from './rules.ts';
import type { SlotRow } from './slot-rows.ts';

type SlotBody = z.output<typeof slot>;
type AppointmentBody = z.output<typeof appointment>;
type SessionPlace = z.output<typeof sessionPlace>;

type Whereabouts = { hospitalId: string; departmentId: string; practitionerId: string };

function describe(directory: Directory, { hospitalId, departmentId, practitionerId }: Whereabouts) {
  const hospital = directory.hospital(hospitalId);
  const department = directory.department(departmentId);
  const practitioner = directory.practitioner(practitionerId);
  const campus = directory.campus(department.campusId);
  return {
    department: { code: department.code, name: department.name },
    practitioner: { id: practitioner.id, name: practitioner.name, title: practitioner.title },
    place: {
      hospital: hospital.id,
      hospitalName: hospital.name,
      campus: campus.name,
      address: campus.address,
      floor: department.floor,
      room: department.room,
    },
  };
}

/** Slots as the contract shows them. */
export async function presentSlots(dependencies: AppointmentDependencies, rows: readonly SlotRow[]): Promise<SlotBody[]> {
  const { directory, clock } = dependencies;
  // Whoever books next gets about the first number that nobody has.
  const places = await placesOf(dependencies, rows, (row) => ({
    slotId: row.id,
    number: Math.max(1, (row.numbers ?? 0) - row.free + 1),
  }));
  return rows.map((row, n) => presentSlot(directory, row, places[n], clock.now()));
}

function presentSlot(directory: Directory, row: SlotRow, session: SessionPlace | undefined, now: number): SlotBody {
  return {
    id: row.id,
    start: shanghaiTime(row.startsAt),
    end: shanghaiTime(row.endsAt),
    free: row.free,
    price: { amount: row.feeFen, currency: 'CNY' },
    ...describe(directory, row),
    ...(session ? { session } : {}),
    ageSeconds: Math.max(0, Math.floor((now - row.askedAt) / 1000)),
  };
}

type InSession = Omit<PlaceInSession, 'slotId' | 'numbers' | 'number'> & { readonly numbers: number | null };

/** What can be said of the rows that are places in sessions; nothing for the others. */
async function placesOf<Row extends InSession>(
  dependencies: AppointmentDependencies,
  rows: readonly Row[],
  of: (row: Row) => Pick<PlaceInSession, 'slotId' | 'number'>,
): Promise<readonly (SessionPlace | undefined)[]> {
  const inSession = rows.filter((row) => row.numbers !== null);
  if (inSession.length === 0) return [];
  const described = await describePlaces(
    dependencies,
    inSession.map((row) => ({ ...row, ...of(row), numbers: row.numbers ?? 1 })),
  );
  return rows.map((row) => described[inSession.indexOf(row)]);
}

/** What can be said of an appointment's place in its session at this moment. */
export async function sessionOf(dependencies: AppointmentDependencies, row: AppointmentRow): Promise<SessionPlace | undefined> {
  const [place] = await placesOf(dependencies, [row], ({ slotId, queueNumber }) => ({ slotId, number: queueNumber }));
  return place;
}

const REASONS = ['slot-taken', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'] as const;

/** Appointments as the contract shows them: FHIR's status, and beside it how far the hospital has confirmed it. */
export async function presentAppointments(
  dependencies: AppointmentDependencies,
  rows: readonly AppointmentRow[],
): Promise<AppointmentBody[]> {
  const places = await placesOf(dependencies, rows, ({ slotId, queueNumber }) => ({ slotId, number: queueNumber }));
  return rows.map((row, n) => presentAppointment(dependencies.directory, row, places[n]));
}

function presentAppointment(directory: Directory, row: AppointmentRow, session: SessionPlace | undefined): AppointmentBody {
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
    ...(session && shown.status !== 'cancelled' ? { session } : {}),
    dutyDesk: { name: hospital.dutyDeskName, phone: hospital.dutyDeskPhone },
  };
}

/** The reply with its address and its version. */
export async function appointmentReply<S extends number>(
  dependencies: AppointmentDependencies,
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
