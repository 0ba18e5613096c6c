import type { OperationInput } from '../../contract/operations.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { guarded } from '../../platform/store/store.ts';
import { patientPresentParts } from '../identity/patient-present.ts';
import { agreementOf, refusePair } from './agree.ts';
import { CODE_WAITS, deleteCode } from './code-rows.ts';
import { countMadePart, countTry, findCode } from './codes.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { givenParts, pairParts, refusedBy } from './give-parts.ts';
import { GRANT_FREE, HELPERS_ROOM, insertGrant, personWithHelpersRoom } from './grant-rows.ts';
import { replyWith } from './list-grants.ts';
import type { Trying } from './take-invitation.ts';

export interface Giving extends Omit<Trying, 'code'> {
  readonly body: OperationInput<'createGrant'>['body'];
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/** The caller lets whoever invited with this code act for them, from now on. The code is used up by it. */
export function createGrant(dependencies: FamilyDependencies, order: Giving): Promise<Answer> {
  const { request, requestId, caller } = order;
  const reply = (id: string) => replyWith(dependencies, id, caller, 201);
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: reply,
    work: () => grantWork(dependencies, order, reply),
  });
}

async function grantWork(
  dependencies: FamilyDependencies,
  { body, caller, place, requestId }: Giving,
  reply: (id: string) => Promise<Answer>,
): Promise<KeyedWork | Decided> {
  const { clock } = dependencies;
  const helpedId = caller.patientId;
  const agreement = agreementOf(dependencies, body, caller);
  if ('problem' in agreement) return { answer: agreement };
  const over = await countTry(dependencies, { patientId: helpedId, place });
  if (over) return { answer: over };
  const found = await findCode(dependencies, 'invitation', body.code);
  if (!found) return { answer: problem('not-found') };
  const helperId = found.patientId;
  const refused = await refusePair(dependencies, helpedId, helperId);
  if (refused) return { answer: refused };
  const now = clock.now();
  const { row } = agreement;
  const { helpers } = dependencies.city.family;
  return {
    name: 'give-grant',
    parts: [
      ...pairParts(dependencies, caller, { helpedId, helperId }, now),
      ...patientPresentParts(caller),
      guarded(deleteCode({ codeHash: found.codeHash, now }), CODE_WAITS),
      guarded(personWithHelpersRoom({ helpedId, owner: helpedId, now, nowToo: now, most: helpers }), HELPERS_ROOM),
      guarded(insertGrant({ ...row, helperId, givenAt: now, takeBy: null }), GRANT_FREE),
      countMadePart(helpedId, now),
      ...givenParts(dependencies, { caller, pair: { helpedId, helperId }, grantId: row.id, requestId, now }),
    ],
    reply: { resourceId: row.id, wait: () => reply(row.id) },
    refused: (guard) => refusedBy(dependencies, guard, now),
  };
}
