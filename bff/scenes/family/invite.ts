import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { mayBeginPart } from '../identity/right-to-act.ts';
import { refuseChild } from './agree.ts';
import { codeEnd, codeParts, countMadePart, newInvitationCode } from './codes.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { refusedBy } from './give-parts.ts';

export interface Inviting {
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/** A code by which whoever is to be helped finds the caller. It gives nothing, to nobody; told once, here. */
export function createInvitation(dependencies: FamilyDependencies, order: Inviting): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: async () => problem('not-found'),
    work: () => invitationWork(dependencies, order),
  });
}

async function invitationWork(dependencies: FamilyDependencies, { caller, requestId }: Inviting): Promise<KeyedWork | Decided> {
  const { clock, ids, random, blindIndex } = dependencies;
  const { patientId } = caller;
  const child = await refuseChild(dependencies, patientId);
  if (child) return { answer: child };
  const now = clock.now();
  const expiresAt = codeEnd(now, { printed: false });
  const code = newInvitationCode(random);
  return {
    name: 'create-invitation',
    parts: [
      mayBeginPart(caller, patientId, now, 'non-delegable'),
      ...codeParts(blindIndex, { kind: 'invitation', code, patientId, grantId: null, now, expiresAt }),
      countMadePart(patientId, now),
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'grant.invite',
        subject: { kind: 'patient', id: patientId },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ],
    reply: { status: 201, body: { code, expiresAt: shanghaiTime(expiresAt) } },
    refused: (guard) => refusedBy(dependencies, guard, now),
  };
}
