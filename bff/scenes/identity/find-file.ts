import { contradicted } from '../../partners/contradictions.ts';
import { commit } from '../../platform/store/commit.ts';
import { fileIndexOf, indexFiles, indexFor } from './file-owner.ts';
import { insertFiling, settleFilingPart } from './local-patient-rows.ts';
import { type FilingDependencies, localRefOf, refPlace, type Whose } from './local-patients.ts';
import { selectPatient } from './patient-rows.ts';
import { envelopeOf, revealRow } from './patients.ts';

/** Whether a hospital has a file of somebody, by its own word. `none`: it has none, or only people there can say which it is. */
export type FoundFile =
  | { readonly kind: 'found'; readonly ref: string }
  | { readonly kind: 'none' }
  /** It did not answer. */
  | { readonly kind: 'unavailable' };

/**
 * The person's file at a hospital, looked for where it is not known, and never opened: whoever only looks is not registered anywhere. It
 * is written down as a booking would, so that nobody else's can be it. Only for somebody who proved who they are.
 */
export async function findFile(dependencies: FilingDependencies, whose: Whose): Promise<FoundFile> {
  const { store, clock, hospitals } = dependencies;
  const known = await localRefOf(dependencies, whose.patientId, whose.hospitalId);
  if (known !== undefined) return { kind: 'found', ref: known };
  const [row] = await store.read(selectPatient({ id: whose.patientId }));
  if (!row || row.provedAt === null) return { kind: 'none' };
  const found = await hospitals.ask(whose.hospitalId, 'patients', 'find', revealRow(dependencies, row));
  if (!found.ok) return { kind: 'unavailable' };
  if (found.value.kind !== 'one') return { kind: 'none' };
  const { ref } = found.value;
  if (!(await indexFiles(dependencies, whose.hospitalId))) return { kind: 'unavailable' };
  const index = fileIndexOf(dependencies, whose.hospitalId, ref);
  const refIndex = await indexFor(dependencies, whose, index);
  if (refIndex === undefined) {
    // It is the file of somebody else: a person at the hospital has to look.
    contradicted(dependencies, whose.hospitalId, 'file-of-another-person');
    return { kind: 'none' };
  }
  const now = clock.now();
  const sealedRef = envelopeOf(dependencies, row).seal(ref, refPlace(whose.patientId, whose.hospitalId));
  const not = refIndex === index.current ? index : { current: '', other: '' };
  await commit(dependencies, 'find-file', 'interactive', [
    insertFiling({ ...whose, now }),
    settleFilingPart(whose, { state: 'known', sealedRef, refIndex, not }, now),
  ]);
  // Whoever wrote it down at the same moment may have been told another number.
  const settled = await localRefOf(dependencies, whose.patientId, whose.hospitalId);
  return settled === undefined ? { kind: 'none' } : { kind: 'found', ref: settled };
}
