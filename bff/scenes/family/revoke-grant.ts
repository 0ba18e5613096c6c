import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { mayActPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { grantMessageParts } from '../messages/write-message.ts';
import { deleteCodeOfGrant } from './code-rows.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { endGrant, GRANT_LIVE } from './grant-rows.ts';
import { readOwnGrant, replyWith } from './list-grants.ts';

/**
 * Ends a grant from either side. Whatever the helper does is asked for in the unit that does it, so nothing that has not been done is done any
 * more; what they booked stays booked, and is the helped person's to cancel. Ending it twice answers the first time.
 */
export async function revokeGrant(
  dependencies: FamilyDependencies,
  { id, caller, requestId }: { readonly id: string; readonly caller: Caller; readonly requestId: string },
): Promise<Answer> {
  const { clock, ids } = dependencies;
  const row = await readOwnGrant(dependencies, id, caller);
  if (!row) return problem('not-found');
  const { helpedId, helperId } = row;
  const now = clock.now();
  const people = helperId === null ? [helpedId] : [helpedId, helperId];
  const endedBy = helpedId === caller.patientId ? 'helped' : 'helper';
  const committed = await commit(dependencies, 'revoke-grant', 'interactive', [
    mayActPart(caller, caller.patientId, now, 'non-delegable'),
    guarded(endGrant({ id, endedAt: now, endedBy }), GRANT_LIVE),
    deleteCodeOfGrant({ grantId: id }),
    ...people.map((patientId) =>
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'grant.revoke',
        subject: { kind: 'patient', id: patientId },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ),
    ...(helperId === null ? [] : grantMessageParts(ids, { kind: 'grant-ended', grantId: id, now })),
  ]);
  if (!committed.ok && committed.guard === RIGHT_TO_ACT)
    return problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
  return replyWith(dependencies, id, caller, 200);
}
