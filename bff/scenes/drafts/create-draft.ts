import type * as z from 'zod';
import type { leftDraft } from '../../contract/drafts/schemas.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { envelopeOf, readDataKey } from '../identity/patients.ts';
import { mayActPart } from '../identity/right-to-act.ts';
import { hashOf, newCode, newNearCode } from './codes.ts';
import { type DraftDependencies, draftPlace } from './dependencies.ts';
import { putDraft } from './draft-rows.ts';

export interface DraftOrder {
  readonly body: OperationInput<'createDraft'>['body'];
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/**
 * Keeps what the caller began, sealed by their own key, in place of what they left for the same purpose before. Both of its codes are told
 * once, here; of them only keyed hashes stay.
 */
export function createDraft(dependencies: DraftDependencies, order: DraftOrder): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: async () => problem('not-found'),
    work: () => draftWork(dependencies, order),
  });
}

async function draftWork(dependencies: DraftDependencies, order: DraftOrder): Promise<KeyedWork | Decided> {
  const { clock, ids, random, blindIndex, store } = dependencies;
  const { body, caller, requestId } = order;
  const { patientId, deviceId } = caller;
  const content = JSON.stringify(body.content);
  if (Buffer.byteLength(content) > limits.draftContent.figure) return { answer: problem('payload-too-large') };
  const now = clock.now();
  const expiresAt = now + limits.draftLife.figure;
  const id = ids.inOrder('dft');
  const code = newCode(random);
  const nearCode = deviceId === null ? undefined : newNearCode(random);
  const envelope = envelopeOf(dependencies, { id: patientId, dataKey: await readDataKey(store, patientId) });
  const row = {
    id,
    patientId,
    purpose: body.purpose,
    codeHash: hashOf(blindIndex, id, code),
    nearHash: nearCode === undefined ? null : hashOf(blindIndex, id, nearCode),
    deviceId,
    sealed: envelope.seal(content, draftPlace(id)),
    now,
    expiresAt,
  };
  const left: z.output<typeof leftDraft> = {
    code,
    ...(nearCode === undefined ? {} : { nearCode }),
    expiresAt: shanghaiTime(expiresAt),
  };
  return {
    name: 'create-draft',
    parts: [
      mayActPart(caller, patientId, now, 'non-delegable'),
      putDraft(row),
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'draft.create',
        subject: { kind: 'patient', id: patientId },
        requestId,
        deviceId: deviceId ?? undefined,
      }),
    ],
    reply: { status: 201, body: left },
    // The session ended in between.
    refused: async () => ({ answer: problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } }) }),
  };
}
