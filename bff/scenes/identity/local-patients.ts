import type { Hospitals } from '../../partners/hospitals.ts';
import { keyIdOf } from '../../platform/crypto/cipher.ts';
import type { Signals } from '../../platform/events/signals.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { commit } from '../../platform/store/commit.ts';
import { insertLeasedTask, insertReadyTask, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';
import { insertFilingPart, type LocalPatientRow, readLocalPatient, renewFiling, reopenFiling } from './local-patient-rows.ts';
import { selectPatient } from './patient-rows.ts';
import { envelopeOf, type PatientDependencies } from './patients.ts';

export interface FilingDependencies extends PatientDependencies {
  readonly hospitals: Hospitals;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Kind of the task that gets one person's file at one hospital; its subject is `<patient> <hospital>`. */
export const FILE_PATIENT = 'file-patient';

export type Whose = { readonly patientId: string; readonly hospitalId: string };

export const refPlace = (patientId: string, hospitalId: string) => `local_patient|${patientId} ${hospitalId}|sealed_ref`;

/** Key under which whoever waits for a person's file is woken. */
export function filingSignalOf({ patientId, hospitalId }: Whose): string {
  return `filing ${patientId} ${hospitalId}`;
}

/** Whoever books waits this long for the file: a search and an opening, each at its deadline. */
const FILED_WITHIN_MS = 11_000;
/** Other processes' commits are seen at the latest after this time. */
const LOOK_EVERY_MS = 500;

/**
 * Makes sure that the hospital has a file of the person (建档) and that we know its number, before anything is booked there. Whoever
 * has one waits for nothing. What is ambiguous waits for a person at the hospital. `undefined`: all is well.
 */
export async function ensureLocalPatient(
  dependencies: FilingDependencies,
  patientId: string,
  hospitalId: string,
): Promise<ProblemReply | undefined> {
  const { store, hospitals, clock, signals } = dependencies;
  if (!hospitals.facet(hospitalId, 'patients')) return undefined;
  const whose = { patientId, hospitalId };
  const known = await readLocalPatient(store, whose);
  if (known?.state === 'known') return undefined;
  const [row] = await store.read(selectPatient({ id: patientId }));
  if (!row) return problem('not-found');
  // A file that is opened under a wrong name keeps its owner out, and whether there is one is nobody else's to know.
  if (row.provedAt === null) return problem('document-required');
  const since = clock.now();
  const listener = signals.listen(filingSignalOf(whose));
  try {
    await want(dependencies, whose, known);
    while (clock.now() - since < FILED_WITHIN_MS) {
      await listener.next(LOOK_EVERY_MS);
      const now = await readLocalPatient(store, whose);
      if (now?.state === 'known') return undefined;
      if (now?.state === 'ambiguous') return problem('identity-ambiguous');
      if (now && now.failedAt !== null && now.failedAt >= since) break;
    }
  } finally {
    listener.close();
  }
  return problem('hospital-unavailable', { headers: { 'retry-after': '10' } });
}

/** Writes down that the file is wanted, and begins to look for it; or has whoever is at it look now. */
async function want(dependencies: FilingDependencies, whose: Whose, known: LocalPatientRow | undefined): Promise<void> {
  const { ids, clock, tasks } = dependencies;
  const now = clock.now();
  const subject = `${whose.patientId} ${whose.hospitalId}`;
  if (!known) {
    const task = tasks.lease(FILE_PATIENT, subject);
    const parts = [insertLeasedTask(task, now), insertFilingPart(whose, now)];
    const wanted = await commit(dependencies, 'want-file', 'interactive', parts);
    if (wanted.ok) tasks.adopt(task);
    // Somebody wanted it in this very moment, and is at it.
    return;
  }
  // Whoever is at it is not disturbed: it ends by itself, and each wake is one more look.
  const underWay = known.state === 'filing' && known.failedAt === null && now - known.changedAt < FILED_WITHIN_MS;
  if (underWay) return;
  await commit(dependencies, 'want-file-again', 'interactive', [
    insertReadyTask(ids.inOrder('tsk'), FILE_PATIENT, subject, now),
    wakeTaskPart(FILE_PATIENT, subject, now),
    known.state === 'ambiguous' ? reopenFiling({ ...whose, now }) : renewFiling({ ...whose, now }),
  ]);
  tasks.poke();
}

/** The person's own number at the hospital, where it books by it. */
export async function localRefOf(
  dependencies: Pick<PatientDependencies, 'store' | 'cipher' | 'random'>,
  patientId: string,
  hospitalId: string,
): Promise<string | undefined> {
  const local = await readLocalPatient(dependencies.store, { patientId, hospitalId });
  if (local?.state !== 'known' || local.sealedRef === null) return undefined;
  const [row] = await dependencies.store.read(selectPatient({ id: patientId }));
  if (!row) return undefined;
  // Sealed before the person had a key of their own, it is sealed by the key file's still.
  const cipher = keyIdOf(local.sealedRef) === patientId ? envelopeOf(dependencies, row) : dependencies.cipher;
  return cipher.open(local.sealedRef, refPlace(patientId, hospitalId));
}
