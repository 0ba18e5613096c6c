import type { Caller } from '../../platform/http/context.ts';
import { childrenOf } from '../identity/acting-for.ts';
import { today } from '../identity/dependencies.ts';
import { revealPatient } from '../identity/patients.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { ReadingDependencies } from './dependencies.ts';
import { isKeptForMinor } from './rules.ts';

/** What has to be known of something about an appointment to say whether it is kept for a minor. */
type Keepable = Pick<AppointmentRow, 'patientId' | 'bookedBy' | 'hospitalId' | 'departmentId'>;

/**
 * Without what the hospital keeps for a minor who is old enough: their guardian does not see it, unless they booked it themselves. The
 * minor's own session sees everything.
 */
export async function withoutKept<Row extends Keepable>(
  dependencies: ReadingDependencies,
  rows: readonly Row[],
  caller: Caller,
): Promise<readonly Row[]> {
  const doubtful = rows.filter(
    (row) => row.patientId !== caller.patientId && row.bookedBy !== caller.patientId && mayBeKept(dependencies, row),
  );
  if (doubtful.length === 0) return rows;
  const children = new Set((await childrenOf(dependencies, caller)).map(({ id }) => id));
  const born = new Map<string, string>();
  for (const { patientId } of doubtful)
    if (children.has(patientId) && !born.has(patientId))
      born.set(patientId, (await revealPatient(dependencies, patientId)).birthDate);
  const kept = doubtful.filter((row) => {
    const birthDate = born.get(row.patientId);
    return birthDate !== undefined && isKeptThere(dependencies, row, birthDate);
  });
  return rows.filter((row) => !kept.includes(row));
}

/** Whether the guardian of a minor of this birthday does not hear of an appointment there, unless they booked it. */
export function isKeptThere(
  dependencies: Pick<ReadingDependencies, 'clock' | 'directory'>,
  where: Pick<AppointmentRow, 'hospitalId' | 'departmentId'>,
  birthDate: string,
): boolean {
  return isKeptForMinor(policyOf(dependencies, where), birthDate, today(dependencies.clock.now()), codeOf(dependencies, where));
}

function mayBeKept(dependencies: ReadingDependencies, row: Keepable): boolean {
  return policyOf(dependencies, row).departments.length > 0;
}

type Naming = Pick<ReadingDependencies, 'directory'>;
const policyOf = ({ directory }: Naming, { hospitalId }: Pick<AppointmentRow, 'hospitalId'>) =>
  directory.policyOf(hospitalId).minors;
const codeOf = ({ directory }: Naming, { departmentId }: Pick<AppointmentRow, 'departmentId'>) =>
  directory.department(departmentId).code;
