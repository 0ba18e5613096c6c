import type { Caller } from '../../platform/http/context.ts';
import { childrenOf } from '../identity/acting-for.ts';
import { today } from '../identity/dependencies.ts';
import { revealPatient } from '../identity/patients.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { ReadingDependencies } from './dependencies.ts';
import { isKeptForMinor } from './rules.ts';

/**
 * Without what the hospital keeps for a minor who is old enough: their guardian does not see it, unless they booked it themselves. The
 * minor's own session sees everything.
 */
export async function withoutKept(
  dependencies: ReadingDependencies,
  rows: readonly AppointmentRow[],
  caller: Caller,
): Promise<readonly AppointmentRow[]> {
  const doubtful = rows.filter(
    (row) => row.patientId !== caller.patientId && row.bookedBy !== caller.patientId && mayBeKept(dependencies, row),
  );
  if (doubtful.length === 0) return rows;
  const children = new Set((await childrenOf(dependencies, caller)).map(({ id }) => id));
  const born = new Map<string, string>();
  for (const { patientId } of doubtful)
    if (children.has(patientId) && !born.has(patientId))
      born.set(patientId, (await revealPatient(dependencies, patientId)).birthDate);
  const now = today(dependencies.clock.now());
  const kept = doubtful.filter((row) => {
    const birthDate = born.get(row.patientId);
    return birthDate !== undefined && isKeptForMinor(policyOf(dependencies, row), birthDate, now, codeOf(dependencies, row));
  });
  return rows.filter((row) => !kept.includes(row));
}

function mayBeKept(dependencies: ReadingDependencies, row: AppointmentRow): boolean {
  return policyOf(dependencies, row).departments.length > 0;
}

const policyOf = ({ directory }: ReadingDependencies, { hospitalId }: AppointmentRow) => directory.policyOf(hospitalId).minors;
const codeOf = ({ directory }: ReadingDependencies, { departmentId }: AppointmentRow) => directory.department(departmentId).code;
