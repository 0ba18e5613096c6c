import { type AuditEntry, auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { commit } from '../../platform/store/commit.ts';
import type { MessageDependencies } from './dependencies.ts';
import { closeMessagePart, readShownMessage, selectUnreached, type UnreachedRow } from './shown-rows.ts';
import { subjectOf } from './subject-of.ts';

type Dependencies = Pick<MessageDependencies, 'store' | 'clock' | 'ids' | 'accessLog'>;

/** Who looks, in which request. */
export interface AtTheDesk {
  readonly staff: StaffCaller;
  readonly requestId: string;
}

/** Whom the desk of the clerk's hospital is to call, the most urgent first. Who is shown to whom is logged before anybody is. */
export async function listUnreached(
  { store, accessLog }: Dependencies,
  page: { readonly after?: { readonly at: number; readonly id: string }; readonly limit: number },
  { staff, requestId }: AtTheDesk,
): Promise<readonly UnreachedRow[]> {
  const { at, id } = page.after ?? { at: 0, id: '' };
  const asked = { hospitalId: staff.hospitalId, afterAt: at, afterId: id, limit: page.limit };
  const rows = await store.read(selectUnreached(asked));
  const whose = [...new Set(rows.map(({ patientId }) => patientId))];
  const [first] = whose;
  const subject = first === undefined ? { kind: 'hospital', id: staff.hospitalId } : { kind: 'patient', id: first };
  await accessLog.record({ ...actedBy(staff), action: 'message.list-unreached', subject, requestId }, whose);
  return rows;
}

/** Takes a message off the list, once, with what became of the call. False where it is not on the list of the clerk's hospital. */
export async function closeUnreached(
  dependencies: Dependencies,
  { id, outcome }: { readonly id: string; readonly outcome: 'reached' | 'not-reached' },
  { staff, requestId }: AtTheDesk,
): Promise<boolean> {
  const { store, clock, ids } = dependencies;
  const row = await readShownMessage(store, id);
  if (!row) return false;
  const now = clock.now();
  const committed = await commit(dependencies, 'close-message', 'interactive', [
    closeMessagePart({ id, hospitalId: staff.hospitalId, staffId: staff.staffId, outcome, now }),
    auditPart(ids, now, {
      ...actedBy(staff),
      action: `message.${outcome}`,
      subject: subjectOf(row),
      requestId,
    }),
  ]);
  return committed.ok;
}

function actedBy({ staffId, deviceId }: StaffCaller): Pick<AuditEntry, 'actor' | 'deviceId'> {
  return { actor: { kind: 'staff', id: staffId }, deviceId };
}
