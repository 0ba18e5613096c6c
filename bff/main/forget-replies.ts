import { postponeTaskPart } from '../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../platform/tasks/task-runner.ts';
import { type AppointmentDependencies, commit } from '../scenes/appointments/dependencies.ts';

/** Kind of the task that forgets kept replies after their 72 hours. */
export const FORGET_REPLIES = 'forget-replies';

const EVERY_MS = 3600 * 1000;

export function forgetHandler(dependencies: AppointmentDependencies): TaskHandler {
  return async (task) => {
    const again = postponeTaskPart(task, dependencies.clock.now() + EVERY_MS);
    await commit(dependencies, 'forget-replies', 'background', [again, dependencies.idempotency.forgetOld()]);
  };
}
