import { type Kysely, sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../store/statement.ts';
import type { Statement, Store } from '../store/store.ts';
import { guarded, type Part } from '../store/store.ts';
import type { TaskTables } from './tables.ts';

const template = templates<TaskTables>();

/** A task that this process may work on until another process takes its lease over. */
export interface LeasedTask {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly attempts: number;
  /** Wakes seen when it was leased; a later wake means that there is news. */
  readonly wakes: number;
  readonly leaseToken: string;
  /** W3C trace of the request that made it, as long as it stays in the process that wrote it. */
  readonly traceparent?: string;
  /** What whoever wrote it hands to the call that follows, and what no row may hold: it is gone with the process, and with the task. Never logged. */
  readonly unwritten?: string;
}

/** Names of guards. */
export const LEASE_LOST = 'lease-lost';
export const TASK_WOKEN = 'task-woken';
export const TASK_FREE = 'task-free';
export const TASK_EXISTS = 'task-exists';

/** How long a lease lasts without a sign of life. Longer than any call's deadline. */
export const LEASE_MS = 20_000;

const insertTask = template(
  (q, p: { id: string; kind: string; subjectId: string; runAt: number; leaseToken: string | null; leasedUntil: number }) =>
    q
      .insertInto('task')
      .values({
        id: p.id,
        kind: p.kind,
        subject_id: p.subjectId,
        state: 'ready',
        run_at: p.runAt,
        wakes: 0,
        attempts: 0,
        lease_token: p.leaseToken,
        leased_until: p.leasedUntil,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

const leaseTask = template((q, p: { id: string; now: number; leaseToken: string; leasedUntil: number }) =>
  q
    .updateTable('task')
    .set((row) => ({
      lease_token: p.leaseToken,
      leased_until: p.leasedUntil,
      attempts: row('attempts', '+', 1),
    }))
    .where('id', '=', p.id)
    .where('state', '=', 'ready')
    .where('run_at', '<=', p.now)
    .where('leased_until', '<', p.now),
);

const keepLease = template((q, p: { id: string; leaseToken: string; leasedUntil: number }) =>
  q.updateTable('task').set({ leased_until: p.leasedUntil }).where('id', '=', p.id).where('lease_token', '=', p.leaseToken),
);

const finishTask = template((q, p: { id: string; leaseToken: string; wakes: number }) =>
  q
    .updateTable('task')
    .set({ state: 'done', lease_token: null, leased_until: 0 })
    .where('id', '=', p.id)
    .where('lease_token', '=', p.leaseToken)
    .where('wakes', '=', p.wakes),
);

const postponeTask = template((q, p: { id: string; leaseToken: string; wakes: number; runAt: number }) =>
  q
    .updateTable('task')
    .set({ run_at: p.runAt, lease_token: null, leased_until: 0 })
    .where('id', '=', p.id)
    .where('lease_token', '=', p.leaseToken)
    .where('wakes', '=', p.wakes),
);

const putDownTask = template((q, p: { id: string; leaseToken: string; runAt: number }) =>
  q
    .updateTable('task')
    .set({ run_at: p.runAt, lease_token: null, leased_until: 0 })
    .where('id', '=', p.id)
    .where('lease_token', '=', p.leaseToken),
);

const wakeTask = template((q, p: { kind: string; subjectId: string; now: number }) =>
  q
    .updateTable('task')
    .set((row) => ({ state: 'ready', run_at: p.now, wakes: row('wakes', '+', 1) }))
    .where('kind', '=', p.kind)
    .where('subject_id', '=', p.subjectId),
);

const releaseLeases = template((q, p: { never: number }) =>
  q.updateTable('task').set({ lease_token: null, leased_until: 0 }).where('leased_until', '>', p.never),
);

const selectTask = template((q, p: { id: string }) =>
  q.selectFrom('task').select(['id', 'kind', 'subject_id', 'attempts', 'wakes', 'lease_token']).where('id', '=', p.id),
);

type DueOfKind = { readonly kind: string; readonly limit: number };
type Due = { readonly id: string; readonly kind: string };

/** Due tasks in one look at all kinds; with more than these, each kind is looked at by itself. */
const FEW = 32;

/** D1 takes at most five SELECTs in a compound one. */
const KINDS_TOGETHER = 5;

/**
 * The oldest due tasks of each of these kinds, at most `limit` of each: a kind with a backlog of thousands is not in the way of another.
 * Mostly there are few, and one statement finds them all; a look by kind costs some ten times as much.
 */
export async function readDue(store: Store, kinds: readonly DueOfKind[], now: number): Promise<readonly Due[]> {
  const names = kinds.map(({ kind }) => kind);
  const some = await store.read(dueOfAny(names.length)({ ...listValues('kind', names), now, limit: FEW + 1 }));
  if (some.length > FEW) return (await Promise.all(selectDue(kinds, now).map((statement) => store.read(statement)))).flat();
  const oldestFirst = [...some].sort((one, other) => one.runAt - other.runAt);
  return kinds.flatMap(({ kind, limit }) => oldestFirst.filter((due) => due.kind === kind).slice(0, limit));
}

const dueOfAny = byLength((length) =>
  template<Values & { now: number; limit: number }, Due & { runAt: number }>((q, p) =>
    q
      .selectFrom('task')
      .select(['id', 'kind', 'run_at as runAt'])
      .where('kind', 'in', listed(p, 'kind', length))
      .where(sql<boolean>`state = 'ready'`)
      .where('run_at', '<=', p.now)
      .where('leased_until', '<', p.now)
      .limit(p.limit),
  ),
);

/** One look at an index a kind, a few kinds a statement. */
function selectDue(kinds: readonly DueOfKind[], now: number): readonly Statement<Due>[] {
  return Array.from({ length: Math.ceil(kinds.length / KINDS_TOGETHER) }, (_, group) => {
    const some = kinds.slice(group * KINDS_TOGETHER, (group + 1) * KINDS_TOGETHER);
    const values: Values = {};
    some.forEach(({ kind, limit }, n) => {
      Object.assign(values, { [`kind${n}`]: kind, [`limit${n}`]: limit, [`now${n}`]: now });
    });
    return dueOf(some.length)(values);
  });
}

const dueOf = byLength((length) =>
  template<Values, Due>((q, p) => {
    const [first, ...others] = Array.from({ length }, (_, n) => dueOfKind(q, p, n));
    if (!first) throw new TypeError('no kind of task is looked for');
    return others.reduce(
      (union, other, n) => union.unionAll(q.selectFrom(other.as(`due${n + 1}`)).select(['id', 'kind'])),
      q.selectFrom(first.as('due0')).select(['id', 'kind']),
    );
  }),
);

/** Its own subselect, so that the order and the limit are those of one kind (SQL has one of each for a whole union). */
function dueOfKind(q: Kysely<TaskTables>, p: Values, n: number) {
  return q
    .selectFrom('task')
    .select(['id', 'kind'])
    .where('kind', '=', p[`kind${n}`] as string)
    .where(sql<boolean>`state = 'ready'`)
    .where('run_at', '<=', p[`now${n}`] as number)
    .where('leased_until', '<', p[`now${n}`] as number)
    .orderBy('run_at')
    .limit(p[`limit${n}`] as number);
}

/** A new task, leased at once by the process that writes it, so that it begins without a second commit. */
export function insertLeasedTask(task: LeasedTask, now: number): Statement {
  return insertTask({
    id: task.id,
    kind: task.kind,
    subjectId: task.subjectId,
    runAt: now,
    leaseToken: task.leaseToken,
    leasedUntil: now + LEASE_MS,
  });
}

/** A new task that nobody works on yet; nothing when there is one for this subject already. */
export function insertReadyTask(id: string, kind: string, subjectId: string, runAt: number): Statement {
  return insertTask({ id, kind, subjectId, runAt, leaseToken: null, leasedUntil: 0 });
}

/** Fence: refused as `LEASE_LOST` when another process took the task over. */
export function keepLeasePart(task: LeasedTask, now: number): Part {
  return guarded(keepLease({ id: task.id, leaseToken: task.leaseToken, leasedUntil: now + LEASE_MS }), LEASE_LOST);
}

/** The work is done; refused as `TASK_WOKEN` when there is news or the lease is lost. */
export function finishTaskPart(task: LeasedTask): Part {
  return guarded(finishTask({ id: task.id, leaseToken: task.leaseToken, wakes: task.wakes }), TASK_WOKEN);
}

/** To be continued at `runAt`; refused as `TASK_WOKEN` when there is news or the lease is lost. */
export function postponeTaskPart(task: LeasedTask, runAt: number): Part {
  return guarded(postponeTask({ id: task.id, leaseToken: task.leaseToken, wakes: task.wakes, runAt }), TASK_WOKEN);
}

/** To be continued at `runAt`, whatever news there is: it is looked at then. Refused as `LEASE_LOST` when another process took it over. */
export function putDownTaskPart(task: LeasedTask, runAt: number): Part {
  return guarded(putDownTask({ id: task.id, leaseToken: task.leaseToken, runAt }), LEASE_LOST);
}

/** There is news for the task of this subject: it is to run now, also when it was done. */
export function wakeTaskPart(kind: string, subjectId: string, now: number): Part {
  return guarded(wakeTask({ kind, subjectId, now }), TASK_EXISTS);
}

export const taskRows = { leaseTask, releaseLeases, selectTask };

/** Tasks of one kind that should run and that nobody works on. */
export interface DueTasks {
  readonly kind: string;
  readonly count: number;
  readonly oldestAt: number;
}

const selectDueKinds = template<{ now: number }, DueTasks>((q, p) =>
  q
    .selectFrom('task')
    .select(['kind', sql<number>`count(*)`.as('count'), sql<number>`min(run_at)`.as('oldestAt')])
    .where(sql<boolean>`state = 'ready'`)
    .where('run_at', '<=', p.now)
    .where('leased_until', '<', p.now)
    .groupBy('kind'),
);

/** What waits to be worked on, by kind. */
export function measureTasks(store: Store, now: number): Promise<readonly DueTasks[]> {
  return store.read(selectDueKinds({ now }));
}
