import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { guarded } from '../../platform/store/store.ts';
import { newCode } from '../drafts/codes.ts';
import { patientPresentParts } from '../identity/patient-present.ts';
import { maskedNameOf } from '../identity/patients.ts';
import { mayBeginPart } from '../identity/right-to-act.ts';
import { agreementOf, refuseChild } from './agree.ts';
import { codeEnd, codeParts, countMadePart } from './codes.ts';
import type { FamilyDependencies } from './dependencies.ts';
import { refusedBy } from './give-parts.ts';
import { GRANT_FREE, HELPERS_ROOM, insertGrant, personWithHelpersRoom } from './grant-rows.ts';
import { presentGrant } from './present-grant.ts';

export interface Offering {
  readonly body: OperationInput<'createOffer'>['body'];
  readonly caller: Caller;
  readonly deviceName: string | null;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/**
 * The caller agrees now that whoever brings the code acts for them, once; on a card for some days. It can be revoked like any grant before
 * anybody took it.
 */
export function createOffer(dependencies: FamilyDependencies, order: Offering): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: async () => problem('not-found'),
    work: () => offerWork(dependencies, order),
  });
}

async function offerWork(
  dependencies: FamilyDependencies,
  { body, caller, deviceName, requestId }: Offering,
): Promise<KeyedWork | Decided> {
  const { clock, ids, random, blindIndex, store, city } = dependencies;
  const { patientId } = caller;
  const agreement = agreementOf(dependencies, body, caller);
  if ('problem' in agreement) return { answer: agreement };
  const child = await refuseChild(dependencies, patientId);
  if (child) return { answer: child };
  const now = clock.now();
  const { row } = agreement;
  const expiresAt = codeEnd(now, body);
  const code = newCode(random);
  const most = city.family.helpers;
  const waiting = { helperId: null, givenAt: null, takeBy: expiresAt };
  const shown = {
    ...row,
    ...waiting,
    helpedName: await maskedNameOf(store, patientId),
    helperName: null,
    deviceName,
    agreedAt: now,
    endedAt: null,
    endedBy: null,
  };
  return {
    name: 'offer-grant',
    parts: [
      mayBeginPart(caller, patientId, now, 'non-delegable'),
      ...patientPresentParts(caller),
      guarded(personWithHelpersRoom({ helpedId: patientId, owner: patientId, now, nowToo: now, most }), HELPERS_ROOM),
      guarded(insertGrant({ ...row, ...waiting }), GRANT_FREE),
      ...codeParts(blindIndex, { kind: 'offer', code, patientId, grantId: row.id, now, expiresAt }),
      countMadePart(patientId, now),
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'grant.offer',
        subject: { kind: 'patient', id: patientId },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ],
    reply: { status: 201, body: { code, grant: presentGrant(shown, patientId, now) } },
    refused: (guard) => refusedBy(dependencies, guard, now),
  };
}
