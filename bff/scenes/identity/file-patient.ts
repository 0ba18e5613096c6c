import { DEADLINE_MS, type Patient, VERDICT_GRACE_MS } from '../../../adapters/port/terms.ts';
import { contradicted } from '../../partners/contradictions.ts';
import { commit } from '../../platform/store/commit.ts';
import { type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { fileIndexOf, indexFiles, indexFor } from './file-owner.ts';
import {
  failFilingPart,
  type LocalPatientRow,
  readLocalPatient,
  sendFilingPart,
  settleFilingPart,
} from './local-patient-rows.ts';
import { type FilingDependencies, filingSignalOf, refPlace } from './local-patients.ts';
import { type PatientRow, selectPatient } from './patient-rows.ts';
import { envelopeOf, revealRow } from './patients.ts';
import { type FilingStep, nextFilingStep } from './rules.ts';

/** How soon a hospital that did not answer is asked again. */
const AGAIN_MS = 5_000;

/** A person's file at one hospital, and who it is of. */
interface Filing extends LocalPatientRow {
  readonly row: PatientRow;
}

/**
 * Finds a person's file at a hospital or has one opened, until the hospital's number of the person is known or a person has to decide.
 * The intent to open one is committed before the call; after a lost answer the file is looked for, and asked for again only when the
 * first request can not arrive any more.
 */
export function filingHandler(dependencies: FilingDependencies): TaskHandler {
  const { store, clock } = dependencies;
  return sagaHandler<Filing, FilingStep, FilingDependencies>(dependencies, {
    name: 'filing',
    async read(subjectId) {
      const [patientId = '', hospitalId = ''] = subjectId.split(' ');
      const filing = await readLocalPatient(store, { patientId, hospitalId });
      const [row] = await store.read(selectPatient({ id: patientId }));
      return filing && row && { ...filing, row };
    },
    decide: (filing) => nextFilingStep(filing, clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps: {
      look: (working) => look(dependencies, working),
      rest: ({ write }) => write('finish-filing', 'finish', []),
    },
  });
}

async function look(dependencies: FilingDependencies, working: Working<Filing>): Promise<Onward> {
  const { subject } = working;
  const patient = revealRow(dependencies, subject.row);
  if (!(await indexFiles(dependencies, subject.hospitalId))) return failed(dependencies, working, subject.sentAt, AGAIN_MS);
  const found = await dependencies.hospitals.ask(subject.hospitalId, 'patients', 'find', patient);
  if (!found.ok) return failed(dependencies, working, subject.sentAt, AGAIN_MS);
  switch (found.value.kind) {
    case 'one':
      return settle(dependencies, working, found.value.ref);
    case 'ambiguous':
      return settle(dependencies, working, undefined);
    case 'none':
      return open(dependencies, working, patient);
  }
}

async function open(dependencies: FilingDependencies, working: Working<Filing>, patient: Patient): Promise<Onward> {
  const { hospitals, clock } = dependencies;
  const { subject } = working;
  const settleWindowMs = hospitals.facet(subject.hospitalId, 'booking')?.settleWindowMs ?? 0;
  // Who has no file goes to the window, where somebody opens one.
  if (!hospitals.facet(subject.hospitalId, 'patients')?.register) return settle(dependencies, working, undefined);
  const now = clock.now();
  const arrivesMs = DEADLINE_MS.write + VERDICT_GRACE_MS + settleWindowMs;
  if (subject.sentAt !== null && now - subject.sentAt < arrivesMs)
    return failed(dependencies, working, subject.sentAt, subject.sentAt + arrivesMs - now);
  let sent = false;
  const onward = await working.settle('keep', async (fence) => {
    const committed = await commit(dependencies, 'send-filing', 'outcomes', [
      fence,
      sendFilingPart(subject, now, now - arrivesMs),
    ]);
    sent = committed.ok;
    return committed;
  });
  if (!sent) return onward;
  const registered = await hospitals.ask(subject.hospitalId, 'patients', 'register', patient);
  if (registered.ok) return settle(dependencies, working, registered.value.ref);
  if (registered.failure.kind === 'rejected') return settle(dependencies, working, undefined);
  const certainlyNot = registered.failure.kind === 'unavailable' || registered.failure.kind === 'unauthenticated';
  return failed(dependencies, working, certainlyNot ? null : now, certainlyNot ? AGAIN_MS : arrivesMs);
}

const NOBODYS = { current: '', other: '' };

/**
 * The hospital's number of the person; without one, people have to decide. So they have where the number is somebody else's: two people
 * under one file would be treated for each other's illnesses.
 */
async function settle(
  dependencies: FilingDependencies,
  { subject, write }: Working<Filing>,
  ref: string | undefined,
): Promise<Onward> {
  const { patientId, hospitalId, row } = subject;
  const index = fileIndexOf(dependencies, hospitalId, ref ?? '');
  const refIndex = ref === undefined ? undefined : await indexFor(dependencies, subject, index);
  if (ref !== undefined && refIndex === undefined) contradicted(dependencies, hospitalId, 'file-of-another-person');
  const known = ref !== undefined && refIndex !== undefined;
  const settled = {
    state: known ? 'known' : 'ambiguous',
    sealedRef: known ? envelopeOf(dependencies, row).seal(ref, refPlace(patientId, hospitalId)) : null,
    refIndex: refIndex ?? null,
    // Nobody else has what is not written down, nor may a file that is shared be taken for somebody else's.
    not: refIndex === index.current ? index : NOBODYS,
  } as const;
  const onward = await write('settle-filing', 'finish', [settleFilingPart(subject, settled, dependencies.clock.now())]);
  dependencies.signals.notify(filingSignalOf(subject));
  return onward;
}

async function failed(
  dependencies: FilingDependencies,
  { subject, write }: Working<Filing>,
  sentAt: number | null,
  againMs: number,
): Promise<Onward> {
  const now = dependencies.clock.now();
  const onward = await write('fail-filing', { runAt: now + againMs }, [failFilingPart(subject, sentAt, now)]);
  dependencies.signals.notify(filingSignalOf(subject));
  return onward;
}
