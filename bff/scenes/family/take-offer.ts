import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { guarded } from '../../platform/store/store.ts';
import { patientPresentParts } from '../identity/patient-present.ts';
import { refusePair } from './agree.ts';
import { CODE_WAITS, deleteCode } from './code-rows.ts';
import { countTry, findCode } from './codes.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { givenParts, pairParts, refusedBy } from './give-parts.ts';
import { OFFER_WAITS, takeGrant } from './grant-rows.ts';
import { replyWith } from './list-grants.ts';
import type { Trying } from './take-invitation.ts';

export interface TakingOffer extends Trying {
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/** The caller takes what somebody offered with this code: it works once, and from then on they may act for them. */
export function takeOffer(dependencies: FamilyDependencies, order: TakingOffer): Promise<Answer> {
  const { request, requestId, caller } = order;
  const reply = (id: string) => replyWith(dependencies, id, caller, 201);
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: reply,
    work: () => takingWork(dependencies, order, reply),
  });
}

async function takingWork(
  dependencies: FamilyDependencies,
  { code, caller, place, requestId }: TakingOffer,
  reply: (id: string) => Promise<Answer>,
): Promise<KeyedWork | Decided> {
  const helperId = caller.patientId;
  const over = await countTry(dependencies, { patientId: helperId, place });
  if (over) return { answer: over };
  const found = await findCode(dependencies, 'offer', code);
  if (!found || found.grantId === null) return { answer: problem('not-found') };
  const { patientId: helpedId, grantId, codeHash } = found;
  const refused = await refusePair(dependencies, helpedId, helperId);
  if (refused) return { answer: refused };
  const now = dependencies.clock.now();
  return {
    name: 'take-offer',
    parts: [
      ...pairParts(dependencies, caller, { helpedId, helperId }, now),
      ...patientPresentParts(caller),
      guarded(deleteCode({ codeHash, now }), CODE_WAITS),
      guarded(takeGrant({ id: grantId, helperId, now, nowToo: now }), OFFER_WAITS),
      ...givenParts(dependencies, { caller, pair: { helpedId, helperId }, grantId, requestId, now }),
    ],
    reply: { resourceId: grantId, wait: () => reply(grantId) },
    refused: (guard) => refusedBy(dependencies, guard, now),
  };
}
