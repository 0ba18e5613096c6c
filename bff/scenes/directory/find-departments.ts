import { type BodyPart, bodyPartsOf } from './body-parts.ts';
import type { Directory, Specialty } from './directory.ts';
import { firstForOf } from './first-doors.ts';
import { forWhomOf } from './for-whom.ts';

export interface DepartmentFound {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly aliases: string[];
  readonly bodyParts: BodyPart[];
  readonly firstFor: BodyPart[];
  readonly forSex?: 'male' | 'female';
  readonly ages?: { readonly from?: number; readonly below?: number };
  readonly hospitals: string[];
}

/** A department with where it stands in the list, which is where a page goes on. */
export interface DepartmentPlaced {
  readonly position: string;
  readonly department: DepartmentFound;
}

/** Departments by what people say, the best first; all of them, by code, for nothing. */
export function findDepartments(directory: Directory, typed: string | undefined): readonly DepartmentPlaced[] {
  const show = (specialty: Specialty) => shown(directory, specialty);
  if (typed === undefined || typed.normalize('NFKC').trim() === '')
    return directory.specialties().map((specialty) => ({ position: specialty.code, department: show(specialty) }));
  return directory
    .searchDepartments(typed)
    .map(({ code, position }) => ({ position, department: show(directory.specialty(code)) }));
}

function shown(directory: Directory, { code, name, englishName, aliases }: Specialty): DepartmentFound {
  return {
    code,
    name,
    englishName,
    aliases: aliases.map(({ alias }) => alias),
    bodyParts: [...bodyPartsOf(code)],
    firstFor: [...firstForOf(code)],
    ...forWhomOf(code),
    hospitals: [...directory.hospitalsWith(code)],
  };
}
