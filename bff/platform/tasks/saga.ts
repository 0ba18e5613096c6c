import type { Log } from '../log.ts';
import { type Committing, commit } from '../store/commit.ts';
import type { Commit, Part } from '../store/store.ts';
import {
  finishTaskPart,
  keepLeasePart,
  LEASE_LOST,
  LEASE_MS,
  type LeasedTask,
  postponeTaskPart,
  putDownTaskPart,
  TASK_WOKEN,
  taskRows,
} from './task-rows.ts';
import type { TaskHandler } from './task-runner.ts';

/** What becomes of the task with a step's unit. */
export type After = 'keep' | 'finish' | { readonly runAt: number };

/** Whether the saga goes on at once or the task is put down. */
export type Onward = 'go-on' | 'stop';

/** One step under way, with everything that it may use. */
export interface Working<Subject, Dependencies = SagaDependencies> {
  readonly dependencies: Dependencies;
  readonly task: LeasedTask;
  readonly subject: Subject;
  /**
   * Commits what a step found out, with the task's fence in the same unit. `attempt` writes the unit around the fence, and is called a
   * second time when there is news for the task: the outcome counts all the same, and the saga goes on instead of resting.
   */
  readonly settle: (after: After, attempt: (fence: Part) => Promise<Commit>) => Promise<Onward>;
  /** The same, for parts of which nothing has to be known afterwards. `name`: of the unit, verb-noun. */
  readonly write: (name: string, after: After, parts: readonly Part[]) => Promise<Onward>;
}

/** What goes through states, one subject a task, each step decided by what the rows say. */
export interface Saga<Subject, Step extends string, Dependencies = SagaDependencies> {
  /** In the singular, for whoever reads of a bug: `claim`. */
  readonly name: string;
  /** The subject as the rows have it now. */
  readonly read: (subjectId: string) => Promise<Subject | undefined>;
  /**
   * The next step; pure. `mayCall`: the process that wrote the intent is about to call, and nobody else can have. Whoever finds an intent
   * without it must take its outcome for unknown.
   */
  readonly decide: (subject: Subject, mayCall: boolean) => Step;
  /** When the intent to call was committed; `null` while there is none. */
  readonly intentAt: (subject: Subject) => number | null;
  readonly steps: Readonly<Record<Step, (working: Working<Subject, Dependencies>) => Promise<Onward>>>;
}

export interface SagaDependencies extends Committing {
  readonly log: Log;
}

/** A subject takes few steps between two pauses; more means that two rules disagree. */
const STEPS_MAX = 12;
/** Of news that come one after the other, so many are looked at at once; a partner that sends thousands is heard once a second. */
const NEWS_MAX = 8;
const NEWS_AGAIN_MS = 1_000;

/**
 * Takes a subject through its states until it rests or has to wait. Before each step it is read again, so a step sees what others
 * committed; what a step commits carries the lease's fence, so a process that was only paused changes nothing.
 */
export function sagaHandler<Subject, Step extends string, Dependencies extends SagaDependencies>(
  dependencies: Dependencies,
  saga: Saga<Subject, Step, Dependencies>,
): TaskHandler {
  return async (task) => {
    let leased: LeasedTask | undefined = task;
    let news = 0;
    const heard = () => {
      news += 1;
    };
    for (let count = 0; leased && count - news < STEPS_MAX; count += 1) {
      const subject = await saga.read(task.subjectId);
      if (!subject) throw new TypeError(`a task without its ${saga.name}`);
      const mayCall = count === 0 && wroteTheIntent(leased, saga.intentAt(subject), dependencies.clock.now());
      const step = saga.decide(subject, mayCall);
      const onward: Onward = await saga.steps[step](workingOf(dependencies, leased, subject, heard));
      if (onward === 'stop') return;
      leased = await refreshLease(dependencies, leased);
      if (leased && news >= NEWS_MAX) {
        await commit(dependencies, 'put-down-task', 'outcomes', [
          putDownTaskPart(leased, dependencies.clock.now() + NEWS_AGAIN_MS),
        ]);
        return;
      }
    }
    if (leased) throw new TypeError(`a ${saga.name} does not come to rest`);
  };
}

/**
 * Only the process that wrote the intent has a task that was never leased from the table. One that was held up for longer than its
 * lease may have been taken for dead, and somebody else asks by now.
 */
function wroteTheIntent(task: LeasedTask, intentAt: number | null, now: number): boolean {
  return task.attempts === 0 && intentAt !== null && now - intentAt < LEASE_MS;
}

function workingOf<Subject, Dependencies extends SagaDependencies>(
  dependencies: Dependencies,
  task: LeasedTask,
  subject: Subject,
  heard: () => void,
): Working<Subject, Dependencies> {
  // Another process has the task, or something else moved the subject: what is true now is in the rows, not here.
  const lost = (guard: string): Onward => {
    dependencies.log.write('warn', 'saga.moved-elsewhere', { taskId: task.id, taskKind: task.kind, detail: guard });
    return guard === LEASE_LOST ? 'stop' : 'go-on';
  };
  const settle: Working<Subject>['settle'] = async (after, attempt) => {
    const settled = await attempt(fenceOf(task, after, dependencies.clock.now()));
    if (settled.ok) return after === 'keep' ? 'go-on' : 'stop';
    if (settled.guard !== TASK_WOKEN) return lost(settled.guard);
    heard();
    const kept = await attempt(keepLeasePart(task, dependencies.clock.now()));
    return kept.ok ? 'go-on' : lost(kept.guard);
  };
  return {
    dependencies,
    task,
    subject,
    settle,
    write: (unit, after, parts) => settle(after, (fence) => commit(dependencies, unit, 'outcomes', [fence, ...parts])),
  };
}

function fenceOf(task: LeasedTask, after: After, now: number): Part {
  if (after === 'keep') return keepLeasePart(task, now);
  return after === 'finish' ? finishTaskPart(task) : postponeTaskPart(task, after.runAt);
}

/** The task as it is now, with the wakes that were seen; `undefined` when the lease is lost. */
async function refreshLease({ store }: SagaDependencies, task: LeasedTask): Promise<LeasedTask | undefined> {
  const [row] = await store.read(taskRows.selectTask({ id: task.id }));
  return row?.lease_token === task.leaseToken ? { ...task, wakes: row.wakes } : undefined;
}
