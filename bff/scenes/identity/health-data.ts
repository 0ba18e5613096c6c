import { evidenceLevels } from '../../contract/evidence.ts';
import { type Caller, callerLevel } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { hasConsented } from '../oversight/consents.ts';
import { booksFor, childrenOf } from './acting-for.ts';
import { documentForms } from './documents/document-forms.ts';
import type { ActingScope } from './helped-people.ts';
import { type PatientDependencies, revealRow } from './patients.ts';

type Dependencies = Pick<PatientDependencies, 'store' | 'cipher' | 'random' | 'clock'>;

/**
 * Whether this caller may look at what tells of a person's illnesses, as results and bills do: it is theirs, or of a child for whom they act,
 * or of a grown-up who let them do this; they agreed to the notice; and who they are was shown by a document or vouched for, or the phone was
 * bound to them by one. `undefined`: they may.
 */
export async function refuseHealthData(
  dependencies: Dependencies,
  caller: Caller,
  patientId: string,
  scope: ActingScope,
): Promise<ProblemReply | undefined> {
  if (!evidenceLevels[callerLevel(caller)].readsHealthData) return problem('document-required');
  if (!(await booksFor(dependencies, caller, scope)).includes(patientId)) return problem('not-found');
  if (!(await isShownChild(dependencies, caller, patientId))) return problem('document-required');
  return (await hasConsented(dependencies, patientId)) ? undefined : problem('consent-required');
}

/**
 * Of a child with a document of its own that document has to have been read where the guardian's was: one clerk alone makes nobody the reader of
 * somebody's child. A child that has none yet, as one with a certificate of birth, can only be vouched for.
 */
async function isShownChild(dependencies: Dependencies, caller: Caller, patientId: string): Promise<boolean> {
  if (patientId === caller.patientId) return true;
  const child = (await childrenOf(dependencies, caller)).find(({ id }) => id === patientId);
  if (child?.proxyLevel !== 'vouched-for') return true;
  return documentForms[revealRow(dependencies, child).document.type].needsGuardian === true;
}
