import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { selectLinks } from './link-rows.ts';
import {
  indexFiling,
  type LocalPatientRow,
  partFiling,
  readLocalPatient,
  selectFileOwners,
  selectUnindexed,
} from './local-patient-rows.ts';
import { type FilingDependencies, localRefOf, type Whose } from './local-patients.ts';
import { saySameDocument } from './patients.ts';

const REF_COLUMN = 'local_patient|sealed_ref';

/** The keyed hashes under which a hospital's file may be found, while keys are being exchanged. */
export interface FileIndex {
  readonly current: string;
  readonly other: string;
}

export function fileIndexOf({ blindIndex }: Pick<FilingDependencies, 'blindIndex'>, hospitalId: string, ref: string): FileIndex {
  const [current = '', other = current] = blindIndex.all(REF_COLUMN, `${hospitalId} ${ref}`);
  return { current, other };
}

/** What stands for the index of a file that two registrations of one person share: the first one has the index itself. */
const sharedIndexOf = (patientId: string) => `linked.${patientId}`;

/**
 * Under which index the file may be written down as this person's. `undefined`: it is the file of somebody else, whom staff has not
 * linked as the same person; then a person at the hospital has to look.
 */
export async function indexFor(
  { store }: Pick<FilingDependencies, 'store'>,
  { patientId, hospitalId }: Whose,
  index: FileIndex,
): Promise<string | undefined> {
  const owners = await store.read(selectFileOwners({ hospitalId, patientId, current: index.current, other: index.other }));
  if (owners.length === 0) return index.current;
  const links = await store.read(selectLinks({ patientId, from: 0 }));
  const same = new Set(links.flatMap((link) => [link.patientId, link.otherId]));
  for (const { patientId: owner } of owners) {
    // Somebody claims this document and somebody else proved it: to the hospital they are one person.
    if (!same.has(owner) && !(await saySameDocument(store, patientId, owner))) return undefined;
  }
  return sharedIndexOf(patientId);
}

/** Whose file a hospital means by its reference; nobody where it is not known here. */
export async function ownersOf(
  { store, blindIndex }: Pick<FilingDependencies, 'store' | 'blindIndex'>,
  hospitalId: string,
  ref: string,
): Promise<readonly string[]> {
  const { current, other } = fileIndexOf({ blindIndex }, hospitalId, ref);
  const owners = await store.read(selectFileOwners({ hospitalId, patientId: '', current, other }));
  return owners.map(({ patientId }) => patientId);
}

const ROWS_AT_ONCE = 50;
/** Batches of one look: a task has a lease, and what is left waits for the next look. */
const BATCHES_MAX = 20;

/**
 * Gives an index to the files of a hospital that were written down before there was one, so that each is found as somebody's. Of two
 * people who had been given one file, the one who is looked at later has none from then on and is looked for again. False: there is more.
 */
export async function indexFiles(dependencies: FilingDependencies, hospitalId: string): Promise<boolean> {
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const rows = await dependencies.store.read(selectUnindexed({ hospitalId, limit: ROWS_AT_ONCE }));
    for (const { patientId } of rows) await indexOne(dependencies, { patientId, hospitalId });
    if (rows.length < ROWS_AT_ONCE) return true;
  }
  return false;
}

async function indexOne(dependencies: FilingDependencies, whose: Whose): Promise<void> {
  const ref = await localRefOf(dependencies, whose.patientId, whose.hospitalId);
  if (ref === undefined) return;
  const { store, clock, log } = dependencies;
  const refIndex = await indexFor(dependencies, whose, fileIndexOf(dependencies, whose.hospitalId, ref));
  const row: LocalPatientRow | undefined = await readLocalPatient(store, whose);
  if (row?.sealedRef === undefined || row.sealedRef === null) return;
  const { sealedRef } = row;
  if (refIndex === undefined) log.write('warn', 'filing.file-of-two-people', { hospitalId: whose.hospitalId });
  const part =
    refIndex === undefined
      ? partFiling({ ...whose, sealedRef, now: clock.now() })
      : indexFiling({ ...whose, sealedRef, refIndex });
  await commit(dependencies, 'index-file', 'background', [guarded(part, 'file-unindexed')]);
}
