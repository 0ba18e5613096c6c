import type { Patient } from '../../../adapters/port.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/store.ts';
import { maskName } from './masking.ts';
import { insertPatient, selectPatient } from './rows.ts';

export interface PatientDependencies {
  readonly store: Store;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly ids: Ids;
}

const REGISTER_DEADLINE_MS = 30_000;
/** Patients written in one unit. */
const PATIENTS_PER_UNIT = 100;

const placeOf = (id: string) => `patient|${id}|sealed`;

/** Registers people under given ids; who is there already stays as they are. */
export async function registerPatients(
  { store, cipher, clock, ids }: PatientDependencies,
  people: readonly { readonly id: string; readonly patient: Patient }[],
): Promise<void> {
  for (let start = 0; start < people.length; start += PATIENTS_PER_UNIT) {
    const now = clock.now();
    const parts = people
      .slice(start, start + PATIENTS_PER_UNIT)
      .map(({ id, patient }) =>
        insertPatient({ id, sealed: cipher.seal(JSON.stringify(patient), placeOf(id)), maskedName: maskName(patient.name), now }),
      );
    await store.commit({
      id: ids.inOrder('unt'),
      name: 'register-patients',
      lane: 'background',
      deadline: now + REGISTER_DEADLINE_MS,
      parts,
    });
  }
}

/** The person's data in clear, for a hospital that is about to be told. It must not be logged or kept. */
export async function revealPatient(
  { store, cipher }: Pick<PatientDependencies, 'store' | 'cipher'>,
  id: string,
): Promise<Patient> {
  const [row] = await store.read(selectPatient({ id }));
  if (!row) throw new TypeError('no such patient');
  return JSON.parse(cipher.open(row.sealed, placeOf(id))) as Patient;
}
