import { forgetMessages } from '../partners/inbox.ts';
import { forgetRates } from '../platform/http/share-rates.ts';
import { commit } from '../platform/store/commit.ts';
import { forgetUnits } from '../platform/store/unit-rows.ts';
import { postponeTaskPart } from '../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../platform/tasks/task-runner.ts';
import type { AppointmentDependencies } from '../scenes/appointments/dependencies.ts';
import { forgetCodes } from '../scenes/identity/one-time-codes.ts';
import { forgetProofs, forgetSessions } from '../scenes/identity/sessions.ts';
import { forgetSessionsPast } from '../scenes/queue/rows.ts';

/** Kind of the task that deletes what nobody asks for any more: kept replies, ids of units, ended sessions. */
export const FORGET_OLD_ROWS = 'forget-old-rows';

/** A few thousand rows at a time, often, so that no unit takes long. */
export function forgetHandler(dependencies: AppointmentDependencies, everyMs: number): TaskHandler {
  return async (task) => {
    const now = dependencies.clock.now();
    const again = postponeTaskPart(task, now + everyMs);
    await commit(dependencies, 'forget-old-rows', 'background', [
      again,
      dependencies.idempotency.forgetOld(),
      forgetUnits(now),
      forgetSessions(now),
      ...forgetCodes(now),
      ...forgetProofs(now),
      forgetMessages(now),
      forgetRates(now),
      ...forgetSessionsPast(now),
    ]);
  };
}
