import { forgetMessages } from '../partners/inbox.ts';
import { selectLastCheckpoint } from '../platform/audit/chain-rows.ts';
import { SEAL_AUDIT, type SealDependencies, sealHandler } from '../platform/audit/seal-audit.ts';
import type { Idempotency } from '../platform/http/idempotency.ts';
import { forgetRates } from '../platform/http/share-rates.ts';
import { forgetUses } from '../platform/limits/use-rows.ts';
import type { Sample } from '../platform/metrics.ts';
import { commit } from '../platform/store/commit.ts';
import type { Store } from '../platform/store/store.ts';
import { forgetUnits } from '../platform/store/unit-rows.ts';
import { measureTasks, postponeTaskPart } from '../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../platform/tasks/task-runner.ts';
import type { Scene } from '../scenes/scene.ts';
import type { Settings } from './settings.ts';

/** Kind of the task that deletes what nobody asks for any more: kept replies, ids of units, ended sessions. */
export const FORGET_OLD_ROWS = 'forget-old-rows';

type HouseDependencies = SealDependencies & { readonly idempotency: Idempotency };

/** What the gateway does for itself, whatever its scenes are: it seals the audit, and forgets what nobody asks for any more. */
export function houseScene(
  dependencies: HouseDependencies,
  scenes: readonly Scene<never>[],
  { sealEveryMs, forgetEveryMs }: Pick<Settings, 'sealEveryMs' | 'forgetEveryMs'>,
): Scene<never> {
  return {
    operations: {},
    tasks: {
      [SEAL_AUDIT]: sealHandler(dependencies, sealEveryMs),
      [FORGET_OLD_ROWS]: forgetHandler(dependencies, scenes, forgetEveryMs),
    },
    recurring: [FORGET_OLD_ROWS, SEAL_AUDIT].map((kind) => ({ kind, subjects: ['gateway'] })),
    measure: (now) => measureHouse(dependencies.store, now),
  };
}

/** A few thousand rows at a time, often, so that no unit takes long. */
function forgetHandler(dependencies: HouseDependencies, scenes: readonly Scene<never>[], everyMs: number): TaskHandler {
  return async (task) => {
    const now = dependencies.clock.now();
    const own = [dependencies.idempotency.forgetOld(), forgetUnits(now), forgetMessages(now), forgetRates(now), forgetUses(now)];
    const theirs = scenes.flatMap((scene) => scene.forget?.(now) ?? []);
    const parts = [postponeTaskPart(task, now + everyMs), ...own, ...theirs];
    await commit(dependencies, FORGET_OLD_ROWS, 'background', parts);
  };
}

async function measureHouse(store: Store, now: number): Promise<readonly Sample[]> {
  const [tasks, [checkpoint]] = await Promise.all([measureTasks(store, now), store.read(selectLastCheckpoint({}))]);
  const since = (at: number) => Math.max(0, (now - at) / 1000);
  return [
    ...tasks.flatMap(({ kind, count, oldestAt }): Sample[] => [
      { name: 'onedoor_tasks_due', labels: `kind="${kind}"`, value: count },
      { name: 'onedoor_tasks_due_oldest_seconds', labels: `kind="${kind}"`, value: since(oldestAt) },
    ]),
    ...(checkpoint ? [{ name: 'onedoor_audit_checkpoint_age_seconds', value: since(checkpoint.at) } as const] : []),
  ];
}
