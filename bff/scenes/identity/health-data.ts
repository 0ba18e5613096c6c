import { evidenceLevels } from '../../contract/evidence.ts';
import { type Caller, callerLevel } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { hasConsented } from '../oversight/consents.ts';
import { booksFor } from './acting-for.ts';
import type { PatientDependencies } from './patients.ts';

/**
 * Whether this caller may look at what tells of a person's illnesses, as results and bills do: it is theirs, or of a child for whom they act;
 * they agreed to the notice; and who they are was shown by a document or vouched for. `undefined`: they may.
 */
export async function refuseHealthData(
  dependencies: Pick<PatientDependencies, 'store' | 'cipher' | 'random' | 'clock'>,
  caller: Caller,
  patientId: string,
): Promise<ProblemReply | undefined> {
  if (!evidenceLevels[callerLevel(caller)].proves) return problem('document-required');
  if (!(await booksFor(dependencies, caller)).includes(patientId)) return problem('not-found');
  return (await hasConsented(dependencies, patientId)) ? undefined : problem('consent-required');
}
