import { today } from './dependencies.ts';
import { type PatientRow, selectDependants, selectLinks } from './patient-rows.ts';
import { type PatientDependencies, revealRow } from './patients.ts';

type Dependencies = Pick<PatientDependencies, 'store' | 'cipher' | 'random' | 'clock'>;

export interface Dependant {
  readonly patientId: string;
  readonly name: string;
  readonly relationship: 'parent' | 'guardian' | 'grandparent';
}

/** Of age in the mainland (Civil Code Art. 17): from this birthday on they act for themselves. */
const OF_AGE_YEARS = 18;

/** Whether somebody born on this day is a child on that day; both are `YYYY-MM-DD`. */
export function isChild(birthDate: string, on: string): boolean {
  return birthDate > `${Number(on.slice(0, 4)) - OF_AGE_YEARS}${on.slice(4)}`;
}

/** Children for whom this person may act today. */
export async function dependantsOf(dependencies: Dependencies, guardianId: string): Promise<readonly Dependant[]> {
  const rows = await dependencies.store.read(selectDependants({ guardianId }));
  return rows
    .filter((row) => isStillChild(dependencies, row))
    .map(({ id, maskedName, relationship }) => ({
      patientId: id,
      name: maskedName,
      relationship: relationship as Dependant['relationship'],
    }));
}

/**
 * Everybody whose things this person may see and do: themselves, the other registrations that staff linked to theirs, and their
 * children. Always themselves first.
 */
export async function actsFor(dependencies: Dependencies, patientId: string): Promise<readonly string[]> {
  const links = await dependencies.store.read(selectLinks({ patientId }));
  const own = links.map((link) => (link.patientId === patientId ? link.otherId : link.patientId));
  const dependants = await dependantsOf(dependencies, patientId);
  return [...new Set([patientId, ...own, ...dependants.map((dependant) => dependant.patientId)])];
}

function isStillChild(dependencies: Dependencies, row: PatientRow): boolean {
  const localToday = today(dependencies.clock.now());
  const year = Number(localToday.slice(0, 4)) - OF_AGE_YEARS;
  // Only in the year of the birthday is the day needed, and only then is it opened.
  return row.birthYear === year ? isChild(revealRow(dependencies, row).birthDate, localToday) : row.birthYear > year;
}
