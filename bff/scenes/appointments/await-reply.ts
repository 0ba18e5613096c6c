import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Answer, problem, type Reply } from '../../platform/http/reply.ts';
import { readAppointmentRow } from './appointment-rows.ts';
import { type AppointmentDependencies, replySignalOf } from './dependencies.ts';
import { appointmentReply } from './present.ts';

/** The caller waits this long for a determined answer, then is told where to look (202). */
export const DETERMINED_WITHIN_MS = 3_000;

/** A key whose first request began less than this long ago belongs to somebody who is still being answered. */
export const RUNNING_MS = DETERMINED_WITHIN_MS + 1_000;

/** The determined reply as soon as it is committed, or the appointment as it stands when the time is up. */
export async function awaitReply(
  dependencies: AppointmentDependencies,
  request: KeyedRequest,
  appointmentId: string,
  signal: AbortSignal,
): Promise<Answer> {
  const { clock, signals, idempotency } = dependencies;
  const until = clock.now() + DETERMINED_WITHIN_MS;
  const listener = signals.listen(replySignalOf(appointmentId));
  const close = () => listener.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for (;;) {
      // Another process may settle it: look at the rows at least once a second.
      await listener.next(Math.min(until - clock.now(), 1_000));
      const wire = await idempotency.determined(request);
      if (wire) return { wire };
      if (clock.now() >= until || signal.aborted) return await undetermined(dependencies, appointmentId);
    }
  } finally {
    signal.removeEventListener('abort', close);
    listener.close();
  }
}

/** 202: what is known now, where to look, and by when one will know. */
export async function undetermined(dependencies: AppointmentDependencies, appointmentId: string): Promise<Reply> {
  const row = await readAppointmentRow(dependencies.store, appointmentId);
  return row ? appointmentReply(dependencies, row, 202) : problem('not-found');
}
