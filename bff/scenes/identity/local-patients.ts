import { type Hospitals, WRITE_DEADLINE_MS } from '../../partners/hospitals.ts';
import { pause } from '../../platform/clock.ts';
import { keyIdOf } from '../../platform/crypto/cipher.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { insertFiling, type LocalPatientRow, retakeFiling, selectLocalPatient, settleFiling } from './local-patient-rows.ts';
import { type PatientRow, selectPatient } from './patient-rows.ts';
import { envelopeOf, type PatientDependencies, revealRow } from './patients.ts';

type Dependencies = PatientDependencies & { readonly hospitals: Hospitals };

const FILING_FREE = 'filing-free';
const FILING_OPEN = 'filing-open';
const WAIT_FOR_OTHERS_MS = 2_000;
const LOOK_EVERY_MS = 50;
const refPlace = (patientId: string, hospitalId: string) => `local_patient|${patientId} ${hospitalId}|sealed_ref`;

/**
 * Makes sure that the hospital has a file of the person (建档) and that we know its number, before anything is booked there. Looked
 * for first, opened only when there is none; the intent to open one is committed before the call, and after a lost answer the next
 * booking looks again. What is ambiguous waits for a person at the hospital. `undefined`: all is well.
 */
export async function ensureLocalPatient(
  dependencies: Dependencies,
  patientId: string,
  hospitalId: string,
): Promise<ProblemReply | undefined> {
  const { store, hospitals } = dependencies;
  if (!hospitals.capabilities(hospitalId).findPatient) return undefined;
  const [known] = await store.read(selectLocalPatient({ patientId, hospitalId }));
  if (known?.state === 'known') return undefined;
  const [row] = await store.read(selectPatient({ id: patientId }));
  if (!row) return problem('not-found');
  const patient = revealRow(dependencies, row);
  const found = await hospitals.findPatient(hospitalId, patient);
  if (!found.ok) return away();
  switch (found.value.kind) {
    case 'one':
      return settle(dependencies, known, row, hospitalId, found.value.ref);
    case 'ambiguous':
      return ambiguous(dependencies, known, patientId, hospitalId);
    case 'none':
      return open(dependencies, known, row, hospitalId);
  }
}

/** The person's own number at the hospital, where it books by it. */
export async function localRefOf(
  dependencies: Pick<PatientDependencies, 'store' | 'cipher' | 'random'>,
  patientId: string,
  hospitalId: string,
): Promise<string | undefined> {
  const [local] = await dependencies.store.read(selectLocalPatient({ patientId, hospitalId }));
  if (local?.state !== 'known' || local.sealedRef === null) return undefined;
  const [row] = await dependencies.store.read(selectPatient({ id: patientId }));
  if (!row) return undefined;
  // Sealed before the person had a key of their own, it is sealed by the key file's still.
  const cipher = keyIdOf(local.sealedRef) === patientId ? envelopeOf(dependencies, row) : dependencies.cipher;
  return cipher.open(local.sealedRef, refPlace(patientId, hospitalId));
}

async function open(
  dependencies: Dependencies,
  known: LocalPatientRow | undefined,
  row: PatientRow,
  hospitalId: string,
): Promise<ProblemReply | undefined> {
  const { hospitals, clock } = dependencies;
  if (!hospitals.capabilities(hospitalId).registerPatient) return problem('identity-ambiguous');
  const now = clock.now();
  // Nobody else opens a file for the same person meanwhile: hospitals make two of two requests that race. Whoever meant to open one
  // may still be at it until the call's deadline has passed and the hospital has settled.
  const before = now - WRITE_DEADLINE_MS - hospitals.capabilities(hospitalId).settleWindowMs;
  const whose = { patientId: row.id, hospitalId, now };
  const intent = known ? retakeFiling({ ...whose, before }) : insertFiling(whose);
  const begun = await commit(dependencies, 'open-file', 'interactive', [guarded(intent, FILING_FREE)]);
  if (!begun.ok) return othersFile(dependencies, row.id, hospitalId);
  const registered = await hospitals.registerPatient(hospitalId, revealRow(dependencies, row));
  if (registered.ok) return settle(dependencies, { state: 'filing', sealedRef: null }, row, hospitalId, registered.value.ref);
  const { failure } = registered;
  if (failure.kind === 'rejected') return ambiguous(dependencies, { state: 'filing', sealedRef: null }, row.id, hospitalId);
  return away();
}

/** Another request of the same person is opening the file just now. */
async function othersFile(
  { store, clock }: Dependencies,
  patientId: string,
  hospitalId: string,
): Promise<ProblemReply | undefined> {
  const until = clock.now() + WAIT_FOR_OTHERS_MS;
  while (clock.now() < until) {
    await pause(clock, LOOK_EVERY_MS);
    const [row] = await store.read(selectLocalPatient({ patientId, hospitalId }));
    if (row?.state === 'known') return undefined;
    if (row?.state === 'ambiguous') return problem('identity-ambiguous');
  }
  return away();
}

async function settle(
  dependencies: Dependencies,
  known: LocalPatientRow | undefined,
  row: PatientRow,
  hospitalId: string,
  ref: string,
): Promise<undefined> {
  const sealedRef = envelopeOf(dependencies, row).seal(ref, refPlace(row.id, hospitalId));
  await write(dependencies, known, { patientId: row.id, hospitalId, state: 'known', sealedRef });
}

async function ambiguous(
  dependencies: Dependencies,
  known: LocalPatientRow | undefined,
  patientId: string,
  hospitalId: string,
): Promise<ProblemReply> {
  await write(dependencies, known, { patientId, hospitalId, state: 'ambiguous', sealedRef: null });
  return problem('identity-ambiguous');
}

async function write(
  dependencies: Dependencies,
  known: LocalPatientRow | undefined,
  to: { patientId: string; hospitalId: string; state: 'known' | 'ambiguous'; sealedRef: string | null },
): Promise<void> {
  const now = dependencies.clock.now();
  const first = guarded(insertFiling({ patientId: to.patientId, hospitalId: to.hospitalId, now }), FILING_FREE);
  const settled = guarded(settleFiling({ ...to, now }), FILING_OPEN);
  await commit(dependencies, 'settle-file', 'interactive', known ? [settled] : [first, settled]);
}

function away(): ProblemReply {
  return problem('hospital-unavailable', { headers: { 'retry-after': '10' } });
}
