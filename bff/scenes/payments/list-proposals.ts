import type * as z from 'zod';
import type { deskRefunds } from '../../contract/payments/schemas.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { dutyOf } from '../identity/on-duty.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { readWaiting } from './proposal-rows.ts';
import { presentProposal } from './propose-refund.ts';

/** What waits at the hospital of a member of staff who is on duty. Whose money it is about is in the log before anybody is shown. */
export async function listProposals(
  { store, clock, accessLog }: PaymentDependencies,
  { staff, requestId }: { readonly staff: StaffCaller; readonly requestId: string },
): Promise<z.output<typeof deskRefunds> | ProblemReply> {
  const now = clock.now();
  if (!(await dutyOf(store, staff.staffId, now))) return problem('not-on-duty');
  const waiting = await readWaiting(store, staff.hospitalId, now);
  const whose = [...new Set(waiting.map(({ patientId }) => patientId))];
  const [first] = whose;
  if (first !== undefined)
    await accessLog.record(
      {
        actor: { kind: 'staff', id: staff.staffId },
        action: 'payment.list-refunds',
        subject: { kind: 'patient', id: first },
        requestId,
        deviceId: staff.deviceId,
      },
      whose,
    );
  return { items: waiting.map((one) => presentProposal(one, staff, now)) };
}
