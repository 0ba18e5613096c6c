import type { OperationReply } from '../../contract/operations.ts';
import type { Caller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { seenByHelped } from '../identity/helped-people.ts';
import { countTry, findCode } from './codes.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { choicesOf } from './present-grant.ts';

/** Somebody tries a code, from somewhere. */
export interface Trying {
  readonly code: string;
  readonly caller: Caller;
  /** The device or the address. */
  readonly place: string;
}

/** Who invites with this code, and what the caller could let them do. A wrong code, an old one and a used one get one answer. */
export async function takeInvitation(
  dependencies: FamilyDependencies,
  { code, caller, place }: Trying,
): Promise<OperationReply<'takeInvitation'>['body'] | ProblemReply> {
  const over = await countTry(dependencies, { patientId: caller.patientId, place });
  if (over) return over;
  const found = await findCode(dependencies, 'invitation', code);
  if (!found) return problem('not-found');
  const { patientId, expiresAt } = found;
  return {
    ...(await seenByHelped(dependencies.store, patientId)),
    expiresAt: shanghaiTime(expiresAt),
    ...choicesOf(dependencies, caller),
  };
}
