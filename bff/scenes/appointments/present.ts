import type { z } from 'zod';
import type { appointment, slot } from '../../contract/schemas.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { BodyReply } from '../../platform/http/reply.ts';
import type { Directory } from '../directory/directory.ts';
import type { AppointmentRow } from './rows.ts';
import { bookingDetermined, standing } from './rules.ts';
import type { SlotRow } from './slot-rows.ts';

type SlotBody = z.output<typeof slot>;
type AppointmentBody = z.output<typeof appointment>;

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

/** A slot as the contract shows it. */
export function presentSlot(directory: Directory, row: SlotRow, now: number): SlotBody {
  return {
    id: row.id,
    start: shanghaiTime(row.startsAt),
    end: shanghaiTime(row.endsAt),
    free: row.free,
    price: { amount: row.feeFen, currency: 'CNY' },
    ...describe(directory, row),
    ageSeconds: Math.max(0, Math.floor((now - row.askedAt) / 1000)),
  };
}

const REASONS = ['slot-taken', 'hospital-refused', 'hospital-unavailable', 'not-booked', 'cancelled'] as const;

/** An appointment as the contract shows it: FHIR's status, and beside it how far the hospital has confirmed it. */
export function presentAppointment(directory: Directory, row: AppointmentRow): AppointmentBody {
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
    dutyDesk: { name: hospital.dutyDeskName, phone: hospital.dutyDeskPhone },
  };
}

/** The reply with its address and its version. */
export function appointmentReply<S extends number>(
  directory: Directory,
  row: AppointmentRow,
  status: S,
): BodyReply & { status: S } {
  return {
    status,
    body: presentAppointment(directory, row),
    headers: { etag: etagOf(row), location: `/v1/appointments/${row.id}` },
  };
}

/** Changes with everything that is shown: a wish to cancel and a later time to know by have no version of their own. */
export function etagOf(row: AppointmentRow): string {
  return `"${row.version}.${row.cancelWanted ? 1 : 0}.${row.knowBy.toString(36)}"`;
}
