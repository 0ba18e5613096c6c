import type { Clock } from '../clock.ts';
import type { Signer } from '../crypto/signer.ts';
import { type Ids, idsFrom } from '../ids.ts';
import type { Log } from '../log.ts';
import { commit } from '../store/commit.ts';
import type { Part, Store } from '../store/store.ts';
import { keepLeasePart, type LeasedTask, postponeTaskPart } from '../tasks/task-rows.ts';
import type { TaskHandler } from '../tasks/task-runner.ts';
import { GENESIS, type Link, linkHash, signCheckpoint } from './chain.ts';
import { insertCheckpoint, insertLinkParts, selectLastCheckpoint, selectLastLink, selectUnsealed } from './chain-rows.ts';

/** Kind of the task that seals audit rows and signs the end of their chain. */
export const SEAL_AUDIT = 'seal-audit';

export interface SealDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly signer: Signer;
}

/** Rows in one unit. */
const ROWS_MAX = 300;
/** Rounds before the task is put down, so that a long backlog shares the store with everybody. */
const ROUNDS_MAX = 20;
/**
 * A row may be committed this much later than its id was made: a unit is dropped at its deadline, which is a minute at most, and a
 * lost commit is repeated within seconds. Rows that are later still are found by `onedoor audit verify`.
 */
export const LATE_MAX_MS = 10 * 60_000;
/** At least so often a new end of the chain is signed; ten minutes are the most that may be lost to somebody with the database. */
const CHECKPOINT_EVERY_MS = 60_000;

/** Only one process has the task's lease; one that lost it is refused by the lease's guard and by the place in the chain. */
export function sealHandler(dependencies: SealDependencies, everyMs: number): TaskHandler {
  return async (task) => {
    const more = await sealSome(dependencies, task);
    const { clock } = dependencies;
    await commit(dependencies, 'postpone-seal', 'background', [postponeTaskPart(task, clock.now() + (more ? 0 : everyMs))]);
  };
}

/** True when there may be more. */
async function sealSome(dependencies: SealDependencies, task: LeasedTask): Promise<boolean> {
  const { store, clock } = dependencies;
  const startedAt = clock.now();
  const [checkpoint] = await store.read(selectLastCheckpoint({}));
  let from = idsFrom('aud', Math.max(0, (checkpoint?.sealedUntil ?? 0) - LATE_MAX_MS));
  let [last] = await store.read(selectLastLink({}));
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const rows = await store.read(selectUnsealed({ from, limit: ROWS_MAX }));
    const links: Link[] = [];
    for (const row of rows) {
      last = { seq: (last?.seq ?? 0) + 1, auditId: row.id, hash: linkHash(last?.hash ?? GENESIS, row) };
      links.push(last);
    }
    const complete = rows.length < ROWS_MAX;
    const due = startedAt - (checkpoint?.at ?? 0) >= CHECKPOINT_EVERY_MS;
    const sign = complete && due && last !== undefined && last.seq > (checkpoint?.seq ?? 0);
    const parts = [...insertLinkParts(links), ...(sign && last ? checkpointParts(dependencies, last, startedAt) : [])];
    if (parts.length > 0) {
      const committed = await commit(dependencies, 'seal-audit', 'background', [keepLeasePart(task, clock.now()), ...parts]);
      if (!committed.ok) return false;
    }
    if (complete) return false;
    // What comes late behind this is found by the next run, which begins ten minutes back again.
    from = rows.at(-1)?.id ?? from;
  }
  return true;
}

function checkpointParts({ clock, signer, log }: SealDependencies, { seq, hash }: Link, sealedUntil: number): readonly Part[] {
  const signed = signCheckpoint(signer, { seq, hash, at: clock.now(), sealedUntil });
  // The log is shipped off the machine, and with it what no change of the database can take back.
  log.write('info', 'audit.checkpoint', { checkpoint: JSON.stringify(signed) });
  return [insertCheckpoint({ ...signed })];
}
