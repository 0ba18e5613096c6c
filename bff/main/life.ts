import type { RateLimiter } from '../platform/http/rate-limit.ts';
import { type SharingDependencies, shareRates } from '../platform/http/share-rates.ts';
import type { BoundedLog } from '../platform/log.ts';
import { commit } from '../platform/store/commit.ts';
import { insertReadyTask } from '../platform/tasks/task-rows.ts';
import type { TaskRunner } from '../platform/tasks/task-runner.ts';
import type { Directory } from '../scenes/directory/directory.ts';
import type { Scene } from '../scenes/scene.ts';

/** The gateway from its start to its end. */
export interface Life {
  /** Loads the directory and writes the recurring tasks. */
  prepare(): Promise<void>;
  /** Prepares, and begins to work. */
  start(): Promise<void>;
  /** Says at /readyz that this process is about to end. */
  draining(): void;
  readonly isDraining: () => boolean;
  /** Finishes what is in flight. */
  stop(): Promise<void>;
}

interface LifeDependencies extends SharingDependencies {
  readonly directory: Directory;
  readonly tasks: TaskRunner;
  readonly rateLimiter: RateLimiter;
  readonly log: BoundedLog;
}

export function lifeOf(dependencies: LifeDependencies, scenes: readonly Scene<never>[]): Life {
  const { store, tasks, rateLimiter, log } = dependencies;
  let isDraining = false;
  let stopSharing = () => {};
  const prepare = () => prepareFor(dependencies, scenes);
  return {
    prepare,
    async start() {
      await prepare();
      // One process owns a SQLite file, so every lease in it belongs to a process that is gone.
      if (store.engine === 'sqlite') await tasks.releaseLeases();
      tasks.start();
      // One process owns a SQLite file; on Workers an isolate has no loop.
      if (store.engine === 'postgres') stopSharing = shareRates(dependencies, rateLimiter);
    },
    draining() {
      isDraining = true;
    },
    isDraining: () => isDraining,
    async stop() {
      stopSharing();
      await tasks.stop();
      log.flush();
    },
  };
}

async function prepareFor(dependencies: LifeDependencies, scenes: readonly Scene<never>[]): Promise<void> {
  const { directory, ids, clock } = dependencies;
  await directory.load();
  const now = clock.now();
  const recurring = scenes.flatMap((scene) => scene.recurring ?? []);
  const parts = recurring.flatMap(({ kind, subjects }) =>
    subjects.map((subject) => insertReadyTask(ids.inOrder('tsk'), kind, subject, now)),
  );
  await commit(dependencies, 'write-recurring-tasks', 'background', parts);
  for (const { prepare } of scenes) await prepare?.();
}
