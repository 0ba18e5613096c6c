import type * as z from 'zod';
import type { slot } from '../../contract/slots/schemas.ts';
import type { clinicPlace } from '../../contract/terms.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { Directory } from '../directory/directory.ts';
import { clinicPlaces } from '../queue/clinic-places.ts';
import type { SlotDependencies } from './dependencies.ts';
import type { SlotRow } from './slot-rows.ts';

export type SlotBody = z.output<typeof slot>;
type ClinicPlace = z.output<typeof clinicPlace>;

type Whereabouts = { hospitalId: string; departmentId: string; practitionerId: string };

/** Where somebody goes and to whom, as the contract shows it. */
export function describe(directory: Directory, { hospitalId, departmentId, practitionerId }: Whereabouts) {
  const hospital = directory.hospital(hospitalId);
  const department = directory.department(departmentId);
  const practitioner = directory.practitioner(practitionerId);
  const campus = directory.campus(department.campusId);
  return {
    department: { code: department.code, name: department.name },
    practitioner: {
      id: practitioner.id,
      name: practitioner.name,
      englishName: practitioner.englishName,
      title: practitioner.title,
    },
    place: {
      hospital: hospital.id,
      hospitalName: hospital.name,
      campus: campus.name,
      englishCampus: campus.visit.englishName,
      address: campus.address,
      englishAddress: campus.visit.englishAddress,
      floor: department.floor,
      room: department.room,
      reportTo: department.preparation.reportTo,
    },
  };
}

/** Slots as the contract shows them. */
export async function presentSlots(dependencies: SlotDependencies, rows: readonly SlotRow[]): Promise<SlotBody[]> {
  const { directory, clock } = dependencies;
  // Whoever books next gets about the first number that nobody has.
  const places = await clinicPlaces(dependencies, rows, (row) => ({
    slotId: row.id,
    number: Math.max(1, (row.numbers ?? 0) - row.free + 1),
  }));
  return rows.map((row, n) => presentSlot(directory, row, places[n], clock.now()));
}

function presentSlot(directory: Directory, row: SlotRow, clinic: ClinicPlace | undefined, now: number): SlotBody {
  return {
    id: row.id,
    start: shanghaiTime(row.startsAt),
    end: shanghaiTime(row.endsAt),
    free: row.free,
    price: { amount: row.feeFen, currency: 'CNY' },
    ...describe(directory, row),
    ...(clinic ? { clinic } : {}),
    ageSeconds: Math.max(0, Math.floor((now - row.askedAt) / 1000)),
  };
}
