import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import type { HospitalEntry } from './city-file.ts';
import {
  deleteClosures,
  deleteOpeningHours,
  insertAlias,
  insertClosure,
  insertOpeningHours,
  insertSync,
  upsertCampus,
  upsertDepartment,
  upsertHospital,
  upsertPractitioner,
  upsertSpecialty,
} from './directory-rows.ts';
import { initialsOf, nameInitialsOf } from './initials.ts';
import { latinNameOf } from './latin-name.ts';

export interface ImportDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Brings the configured hospitals into the directory, one unit a hospital. Repeating it changes nothing. */
export async function importHospitals(dependencies: ImportDependencies, hospitals: readonly HospitalEntry[]): Promise<void> {
  for (const hospital of hospitals) await commit(dependencies, 'import-hospital', 'background', partsOf(hospital));
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
      visit: JSON.stringify(hospital.visit),
      policy: JSON.stringify(hospital.policy ?? {}),
    }),
    insertSync({ hospitalId: id }),
    ...hospital.campuses.flatMap((campus) => campusParts(id, campus)),
    ...closureParts(hospital),
    ...hospital.departments.flatMap((department) => departmentParts(id, department)),
    ...hospital.practitioners.map(({ departmentRef, ...practitioner }) =>
      upsertPractitioner({
        ...practitioner,
        id: `${id}.${practitioner.ref}`,
        hospitalId: id,
        departmentId: `${id}.${departmentRef}`,
        englishName: practitioner.englishName ?? latinNameOf(practitioner.name),
        initials: nameInitialsOf(practitioner.name),
      }),
    ),
  ];
}

function campusParts(hospitalId: string, campus: HospitalEntry['campuses'][number]): readonly Statement[] {
  const { ref, name, address, position, openingHours, ...visit } = campus;
  const id = `${hospitalId}.${ref}`;
  const latitudeMicro = position ? Math.round(position.latitude * 1e6) : null;
  const longitudeMicro = position ? Math.round(position.longitude * 1e6) : null;
  return [
    upsertCampus({ id, hospitalId, ref, name, address, latitudeMicro, longitudeMicro, visit: JSON.stringify(visit) }),
    deleteOpeningHours({ campusId: id }),
    ...openingHours.flatMap(({ weekdays, opens, closes }) =>
      weekdays.map((weekday) =>
        insertOpeningHours({ campusId: id, weekday, opensAt: minutesOf(opens), closesAt: minutesOf(closes) }),
      ),
    ),
  ];
}

/** `08:30` is 510. */
function minutesOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
}

function closureParts({ id: hospitalId, closures }: HospitalEntry): readonly Statement[] {
  return [
    deleteClosures({ hospitalId }),
    ...closures.map(({ kind, from, to, note }, index) =>
      insertClosure({
        id: `${hospitalId}.${index}`,
        hospitalId,
        kind,
        startsAt: Date.parse(from),
        endsAt: Date.parse(to),
        note: note.zh,
        englishNote: note.en,
      }),
    ),
  ];
}

function departmentParts(hospitalId: string, department: HospitalEntry['departments'][number]): readonly Statement[] {
  const { code, name, englishName, fasting, preparation, reportTo } = department;
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
      preparation: JSON.stringify({ fasting, note: preparation, reportTo }),
    }),
  ];
}
