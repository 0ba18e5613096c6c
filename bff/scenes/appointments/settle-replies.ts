import { type ProblemReply, problem, toWire, type WireReply } from '../../platform/http/reply.ts';
import type { Part } from '../../platform/store/store.ts';
import { nearestAlternatives } from '../slots/search-slots.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { AppointmentDependencies } from './dependencies.ts';
import { appointmentReply } from './present.ts';
import { bookingDetermined, ENDED } from './rules.ts';

/** Whoever asked to cancel waits under this name. */
export function cancellationOf(appointmentId: string): string {
  return `cancel ${appointmentId}`;
}

/**
 * Parts that keep the determined replies to the requests which wait for this appointment, as of a state that is about to be
 * committed with them. `row` already shows that state; `cancelRefused`: the hospital will not cancel, and the booking stands.
 */
export async function settleReplies(
  dependencies: AppointmentDependencies,
  row: AppointmentRow,
  { requestId, cancelRefused }: { requestId: string; cancelRefused: boolean },
): Promise<readonly Part[]> {
  const { idempotency } = dependencies;
  const parts: Part[] = [];
  if (bookingDetermined(row.state)) {
    const reply = ENDED.includes(row.state) ? await refusal(dependencies, row) : await appointmentReply(dependencies, row, 201);
    parts.push(idempotency.settle(row.id, toWire(reply, requestId)));
  }
  const cancelled = cancelRefused
    ? toWire(problem('not-cancellable'), requestId)
    : await cancellationReply(dependencies, row, requestId);
  if (cancelled) parts.push(idempotency.settle(cancellationOf(row.id), cancelled));
  return parts;
}

/** A wish to cancel is settled when the appointment has ended, however it ended. */
async function cancellationReply(
  dependencies: AppointmentDependencies,
  row: AppointmentRow,
  requestId: string,
): Promise<WireReply | undefined> {
  if (ENDED.includes(row.state)) return toWire(await appointmentReply(dependencies, row, 200), requestId);
  return undefined;
}

/** Why the booking did not come about. */
async function refusal(dependencies: AppointmentDependencies, row: AppointmentRow): Promise<ProblemReply> {
  switch (row.reason) {
    case 'slot-taken':
    case 'slot-gone':
      return problem(row.reason, { extra: { alternatives: await nearestAlternatives(dependencies, row.slotId) } });
    case 'hospital-unavailable':
      return problem('hospital-unavailable', { headers: { 'retry-after': '10' } });
    default:
      return problem('booking-refused');
  }
}
