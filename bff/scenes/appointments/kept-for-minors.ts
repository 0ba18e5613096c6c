import type { Caller } from '../../platform/http/context.ts';
import { childrenOf } from '../identity/acting-for.ts';
import { today } from '../identity/dependencies.ts';
import { revealPatient } from '../identity/patients.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { ReadingDependencies } from './dependencies.ts';
import { isKeptForMinor } from './rules.ts';

/** Where something is about which a guardian may hear; of a payment the department is not known, and of a grant there is no hospital. */
type Where = { readonly hospitalId: string | null; readonly departmentId: string | null };

/** What has to be known of something about an appointment or a payment to say whether it is kept for a minor. */
type Keepable = Pick<AppointmentRow, 'patientId'> & { readonly bookedBy: string | null } & Where;

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

/** Whether the guardian of a minor of this birthday does not hear of what is there, unless they booked or paid it. */
export function isKeptThere(
  dependencies: Pick<ReadingDependencies, 'clock' | 'directory'>,
  where: Where,
  birthDate: string,
): boolean {
  const policy = policyOf(dependencies, where);
  return policy !== undefined && isKeptForMinor(policy, birthDate, today(dependencies.clock.now()), codeOf(dependencies, where));
}

function mayBeKept(dependencies: ReadingDependencies, row: Keepable): boolean {
  return (policyOf(dependencies, row)?.departments.length ?? 0) > 0;
}

type Naming = Pick<ReadingDependencies, 'directory'>;
const policyOf = ({ directory }: Naming, { hospitalId }: Pick<Where, 'hospitalId'>) =>
  hospitalId === null ? undefined : directory.policyOf(hospitalId).minors;
const codeOf = ({ directory }: Naming, { departmentId }: Where) =>
  departmentId === null ? undefined : directory.department(departmentId).code;
