import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import type { HospitalEntry } from './city-file.ts';
import { initialsOf, nameInitialsOf } from './initials.ts';
import {
  insertAlias,
  insertSync,
  upsertCampus,
  upsertDepartment,
  upsertHospital,
  upsertPractitioner,
  upsertSpecialty,
} from './rows.ts';

export interface ImportDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const IMPORT_DEADLINE_MS = 30_000;

/** Brings the configured hospitals into the directory, one unit a hospital. Repeating it changes nothing. */
export async function importHospitals(dependencies: ImportDependencies, hospitals: readonly HospitalEntry[]): Promise<void> {
  const { store, clock, ids } = dependencies;
  for (const hospital of hospitals) {
    const deadline = clock.now() + IMPORT_DEADLINE_MS;
    const parts = partsOf(hospital);
    await store.commit({ id: ids.inOrder('unt'), name: 'import-hospital', lane: 'background', deadline, parts });
  }
}

function partsOf(hospital: HospitalEntry): readonly Statement[] {
  const id = hospital.id;
  return [
    upsertHospital({
      id,
      name: hospital.name,
      englishName: hospital.englishName,
      initials: initialsOf(hospital.name),
      dutyDeskName: hospital.dutyDesk.name,
      dutyDeskPhone: hospital.dutyDesk.phone,
    }),
    insertSync({ hospitalId: id }),
    ...hospital.campuses.map((campus) => upsertCampus({ ...campus, id: `${id}.${campus.ref}`, hospitalId: id })),
    ...hospital.departments.flatMap((department) => departmentParts(id, department)),
    ...hospital.practitioners.map(({ departmentRef, ...practitioner }) =>
      upsertPractitioner({
        ...practitioner,
        id: `${id}.${practitioner.ref}`,
        hospitalId: id,
        departmentId: `${id}.${departmentRef}`,
        initials: nameInitialsOf(practitioner.name),
      }),
    ),
  ];
}

function departmentParts(hospitalId: string, department: HospitalEntry['departments'][number]): readonly Statement[] {
  const { code, name, englishName } = department;
  return [
    upsertSpecialty({ code, name, englishName, initials: initialsOf(name) }),
    ...department.aliases.map((alias) => insertAlias({ code, alias, initials: initialsOf(alias) })),
    upsertDepartment({
      id: `${hospitalId}.${department.ref}`,
      hospitalId,
      ref: department.ref,
      code,
      name,
      campusId: `${hospitalId}.${department.campusRef}`,
      floor: department.floor,
      room: department.room,
    }),
  ];
}
