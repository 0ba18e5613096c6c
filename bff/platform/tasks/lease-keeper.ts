import { type Committing, commit } from '../store/commit.ts';
import { keepLeasePart, LEASE_MS, type LeasedTask } from './task-rows.ts';

/** Often enough that a call which takes its whole deadline does not cost the lease. */
const KEEP_EVERY_MS = LEASE_MS / 4;

/** Keeps the lease of a task that works for long without a unit of its own. False: somebody else has the task now. */
export function leaseKeeper(committing: Committing, task: LeasedTask): () => Promise<boolean> {
  let keptAt = committing.clock.now();
  return async () => {
    const now = committing.clock.now();
    if (now - keptAt < KEEP_EVERY_MS) return true;
    keptAt = now;
    return (await commit(committing, 'keep-lease', 'background', [keepLeasePart(task, now)])).ok;
  };
}
