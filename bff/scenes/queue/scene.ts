import type { Scene } from '../scene.ts';
import type { QueueDependencies } from './dependencies.ts';
import { forgetClinicsPast } from './queue-rows.ts';
import { WATCH_QUEUES, watchQueuesHandler } from './watch-queues.ts';

/** How far clinics have come, and when somebody with a number will be called. */
export function queueScene(dependencies: QueueDependencies, { everyMs }: { readonly everyMs: number }): Scene<never> {
  const { hospitals } = dependencies;
  return {
    operations: {},
    tasks: { [WATCH_QUEUES]: watchQueuesHandler(dependencies, everyMs) },
    recurring: [{ kind: WATCH_QUEUES, subjects: hospitals.ids().filter((id) => hospitals.facet(id, 'queue') !== undefined) }],
    forget: forgetClinicsPast,
  };
}
