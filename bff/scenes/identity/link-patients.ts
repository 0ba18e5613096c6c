import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { endLink, insertLink, LINK_FREE, LINK_LIVE, selectLink, selectPatient } from './patient-rows.ts';

export interface LinkOrder {
  readonly patientId: string;
  readonly otherId: string;
  readonly reason: string;
  readonly staff: StaffCaller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/**
 * Two registrations are one person who has two documents, says a member of staff who saw both. Nothing is moved and nothing is
 * merged: each registration keeps its own, so that parting them again is as simple.
 */
export function linkPatients(dependencies: IdentityDependencies, order: LinkOrder): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: async () => problem('already-linked'),
    work: () => linkWork(dependencies, order),
  });
}

async function linkWork(
  { store, clock, ids }: IdentityDependencies,
  { patientId: one, otherId: other, staff, reason, requestId }: LinkOrder,
): Promise<KeyedWork | Decided> {
  const [patientId = '', otherId = ''] = [one, other].sort();
  const known = await Promise.all([patientId, otherId].map((id) => store.read(selectPatient({ id }))));
  if (patientId === otherId || known.some((rows) => rows.length === 0)) return { answer: problem('not-found') };
  const now = clock.now();
  const id = ids.next('lnk');
  return {
    name: 'link-patients',
    parts: [
      guarded(insertLink({ id, patientId, otherId, reason, now, staffId: staff.staffId }), LINK_FREE),
      ...[patientId, otherId].map((subjectId) =>
        auditPart(ids, now, {
          actor: { kind: 'staff', id: staff.staffId },
          action: 'patient.link',
          subject: { kind: 'patient', id: subjectId },
          requestId,
          deviceId: staff.deviceId,
          reason,
        }),
      ),
    ],
    reply: { status: 201, body: { id, patientId, otherId, linkedAt: shanghaiTime(now) } },
    refused: async () => ({ answer: problem('already-linked') }),
  };
}

/** They are two people after all. Parting what is parted already is no error. */
export async function unlinkPatients(
  dependencies: IdentityDependencies,
  order: { id: string; reason: string; staff: StaffCaller; requestId: string },
): Promise<Answer> {
  const { store, clock, ids } = dependencies;
  const { id, staff, reason, requestId } = order;
  const [link] = await store.read(selectLink({ id }));
  if (!link) return problem('not-found');
  const now = clock.now();
  await commit(dependencies, 'unlink-patients', 'interactive', [
    guarded(endLink({ id, now, staffId: staff.staffId }), LINK_LIVE),
    ...[link.patientId, link.otherId].map((subjectId) =>
      auditPart(ids, now, {
        actor: { kind: 'staff', id: staff.staffId },
        action: 'patient.unlink',
        subject: { kind: 'patient', id: subjectId },
        requestId,
        deviceId: staff.deviceId,
        reason,
      }),
    ),
  ]);
  const { patientId, otherId, linkedAt } = link;
  return { status: 200, body: { id, patientId, otherId, linkedAt: shanghaiTime(linkedAt) } };
}
