import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { KEY_USED, type KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Answer, problem, toWire } from '../../platform/http/reply.ts';
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
export async function linkPatients(dependencies: IdentityDependencies, order: LinkOrder): Promise<Answer> {
  const { idempotency, store, clock, ids } = dependencies;
  const { request, staff, reason, requestId } = order;
  const kept = await idempotency.replay(request, 0, async () => problem('already-linked'));
  if (kept) return kept;
  const [patientId = '', otherId = ''] = [order.patientId, order.otherId].sort();
  const known = await Promise.all([patientId, otherId].map((id) => store.read(selectPatient({ id }))));
  if (patientId === otherId || known.some((rows) => rows.length === 0)) return problem('not-found');
  const now = clock.now();
  const id = ids.next('lnk');
  const reply = { status: 201, body: { id, patientId, otherId, linkedAt: shanghaiTime(now) } } as const;
  const committed = await commit(dependencies, 'link-patients', 'interactive', [
    idempotency.settledAtOnce(request, toWire(reply, requestId)),
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
  ]);
  if (committed.ok) return reply;
  const again =
    committed.guard === KEY_USED ? await idempotency.replay(request, 0, async () => problem('already-linked')) : undefined;
  return again ?? problem('already-linked');
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
