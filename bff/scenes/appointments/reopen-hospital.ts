import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import type { AppointmentDependencies } from './dependencies.ts';

/**
 * Opens a hospital that has no list of bookings to read, after people have compared what it holds with what is here. False when it was
 * not closed.
 */
export async function reopenHospital(
  { store, clock, ids, recovery }: Pick<AppointmentDependencies, 'store' | 'clock' | 'ids' | 'recovery'>,
  { hospitalId, requestId }: { hospitalId: string; requestId: string },
): Promise<boolean> {
  const now = clock.now();
  const committed = await commit({ store, clock, ids }, 'reopen-hospital', 'interactive', [
    guarded(recovery.endedPart(hospitalId), 'hospital-recovering'),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'hospital.reopen',
      subject: { kind: 'hospital', id: hospitalId },
      requestId,
    }),
  ]);
  return committed.ok;
}
