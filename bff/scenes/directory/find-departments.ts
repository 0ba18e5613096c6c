import { bodyPartsOf } from './body-parts.ts';
import type { Directory, Specialty } from './directory.ts';

export interface DepartmentFound {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly aliases: string[];
  readonly bodyParts: ReturnType<typeof bodyPartsOf>[number][];
  readonly hospitals: string[];
}

/** Departments whose name, alias, English name or pinyin initials contain what was typed; all of them for nothing. By code. */
export function findDepartments(directory: Directory, typed: string | undefined): readonly DepartmentFound[] {
  const wanted = (typed ?? '').normalize('NFKC').trim().toLowerCase();
  return directory
    .specialties()
    .filter((specialty) => matches(specialty, wanted))
    .map((specialty) => ({
      code: specialty.code,
      name: specialty.name,
      englishName: specialty.englishName,
      aliases: specialty.aliases.map(({ alias }) => alias),
      bodyParts: [...bodyPartsOf(specialty.code)],
      hospitals: [...directory.hospitalsWith(specialty.code)],
    }));
}

function matches(specialty: Specialty, wanted: string): boolean {
  if (wanted === '') return true;
  const words = [specialty.name, specialty.englishName, ...specialty.aliases.map(({ alias }) => alias)];
  if (words.some((word) => word.toLowerCase().includes(wanted))) return true;
  return [specialty.initials, ...specialty.aliases.map(({ initials }) => initials)].some((initials) =>
    initials.startsWith(wanted),
  );
}
