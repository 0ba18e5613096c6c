import type { Patient } from '../../../adapters/port/terms.ts';
import { limits } from '../../platform/limits/limits.ts';
import { today } from './dependencies.ts';
import { isChild } from './documents/age.ts';
import { type PatientRow, selectGuardians, selectPatient } from './patient-rows.ts';
import { type PatientDependencies, phoneIndexes, revealRow } from './patients.ts';
import { selectHeldPhone } from './phone-rows.ts';

type Dependencies = Pick<PatientDependencies, 'store' | 'cipher' | 'random' | 'blindIndex' | 'clock'>;

/** Whose phone something goes to, and its whole number, which must not be logged or kept. */
export interface Reached {
  readonly patientId: string;
  readonly phone: string;
}

/** About whom somebody is to be told. */
export interface Concerned {
  readonly patientId: string;
  /** Whose session it was about which they are told, where that is known. */
  readonly bookedBy: string | null;
  /** Whether a guardian is not to hear of it, with a child of this birthday. */
  readonly isKept: (birthDate: string) => boolean;
}

/** More than have a reason to act for one child. */
const GUARDIANS_MAX = 9;

/**
 * Whose phone is to ring about this person: their own, and for a child that of its guardian, first of the one who booked. What a hospital
 * keeps for a minor goes to a guardian only who booked it themselves. `undefined` where nobody holds a phone that can be believed.
 */
export async function reachedBy(
  dependencies: Dependencies,
  { patientId, bookedBy, isKept }: Concerned,
): Promise<Reached | undefined> {
  const { store, clock } = dependencies;
  const [row] = await store.read(selectPatient({ id: patientId }));
  if (!row) return undefined;
  const patient = revealRow(dependencies, row);
  if (!isChild(patient.birthDate, today(clock.now()))) return phoneOf(dependencies, row, patient);
  const guardians = await store.read(selectGuardians({ patientId, limit: GUARDIANS_MAX }));
  const booker = guardians.filter(({ id }) => id === bookedBy);
  const others = isKept(patient.birthDate) ? [] : guardians.filter(({ id }) => id !== bookedBy);
  for (const guardian of [...booker, ...others]) {
    const reached = await phoneOf(dependencies, guardian, revealRow(dependencies, guardian));
    if (reached) return reached;
  }
  return phoneOf(dependencies, row, patient);
}

/** The number that lies sealed with the person, while it is still the one that opens their registration. */
async function phoneOf(dependencies: Dependencies, { id }: PatientRow, { phone }: Patient): Promise<Reached | undefined> {
  if (phone === undefined) return undefined;
  const heldSince = dependencies.clock.now() - limits.phoneLapses.figure;
  const indexes = phoneIndexes(dependencies.blindIndex, phone);
  const [held] = await dependencies.store.read(selectHeldPhone({ patientId: id, ...indexes, heldSince }));
  return held ? { patientId: id, phone } : undefined;
}
