import { type Clock, pause } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { errorFields, type Log } from '../log.ts';
import { commit } from '../store/commit.ts';
import type { Part, Store } from '../store/store.ts';
import { guarded } from '../store/store.ts';
import { LEASE_MS, type LeasedTask, postponeTaskPart, TASK_FREE, taskRows } from './task-rows.ts';

/** Works one task. It commits its own units, each with a fence of the task in it. */
export type TaskHandler = (task: LeasedTask) => Promise<void>;

export interface TaskRunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** How often due tasks are looked for, ms. */
  readonly pollMs?: number;
  /** Tasks worked at once in this process. */
  readonly concurrency?: number;
}

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 300_000;

/**
 * Works leased rows, on any number of processes. A killed process loses nothing: its leases run out and others go on. A process
 * that was only paused is fenced: whatever it commits carries its lease's token, and the token has changed.
 */
export class TaskRunner {
  readonly #options: TaskRunnerOptions;
  readonly #waiting: LeasedTask[] = [];
  readonly #concurrency: number;
  #handlers: Readonly<Record<string, TaskHandler>> = {};
  #inFlight = 0;
  #stopped = false;
  #asked = false;
  #cancelPoll: () => void = () => {};
  #idle: (() => void) | undefined;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency ?? 256;
  }

  /** What works tasks, by their kind; given before the first task, because handlers are built from parts that write tasks. */
  works(handlers: Readonly<Record<string, TaskHandler>>): void {
    this.#handlers = handlers;
  }

  /** Begins to look for due tasks. */
  start(): void {
    void this.#poll();
  }

  /** Lets go of leases that a process which is certainly dead still holds: for a store that only one process may use. */
  async releaseLeases(): Promise<void> {
    await this.#commit('release-leases', [taskRows.releaseLeases({ never: 0 })]);
  }

  /** A lease for a task that the caller is about to write. */
  lease(kind: string, subjectId: string, traceparent?: string): LeasedTask {
    const { ids } = this.#options;
    const lease = { id: ids.inOrder('tsk'), kind, subjectId, attempts: 0, wakes: 0, leaseToken: ids.inOrder('lse') };
    return traceparent === undefined ? lease : { ...lease, traceparent };
  }

  /** Whether somebody wants work done now: a task was adopted, or due ones are to be looked for. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Works a task whose leased row was just committed. */
  adopt(task: LeasedTask): void {
    this.#asked = true;
    this.#waiting.push(task);
    this.#fill();
  }

  /** Looks for due tasks now instead of at the next poll. */
  poke(): void {
    this.#asked = true;
    this.#cancelPoll();
    this.#cancelPoll = this.#options.clock.after(0, () => void this.#poll());
  }

  /**
   * For a platform on which nothing runs in the background: works what is due until nothing is due or under way any more. After `until`
   * nothing new is begun.
   */
  async runDue(until: number): Promise<void> {
    const { clock, pollMs } = this.#options;
    for (;;) {
      const found = clock.now() < until ? await this.#look() : 0;
      if (found === 0 && this.#inFlight === 0) return;
      await pause(clock, found > 0 ? 1 : (pollMs ?? 250));
    }
  }

  /** Takes no more tasks and resolves when the ones in flight have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelPoll();
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  async #poll(): Promise<void> {
    if (this.#stopped) return;
    this.#cancelPoll();
    const found = await this.#look();
    if (this.#stopped) return;
    this.#cancelPoll();
    this.#cancelPoll = this.#options.clock.after(found > 0 ? 1 : (this.#options.pollMs ?? 250), () => void this.#poll());
  }

  /** How many were found; a store that does not answer has none for now. */
  async #look(): Promise<number> {
    try {
      return await this.#leaseDue();
    } catch (error) {
      this.#options.log.write('error', 'tasks.poll-failed', errorFields(error));
      return 0;
    }
  }

  async #leaseDue(): Promise<number> {
    const { store, clock } = this.#options;
    const room = this.#concurrency - this.#inFlight - this.#waiting.length;
    if (room <= 0) return 0;
    const due = await store.read(taskRows.selectDue({ now: clock.now(), limit: Math.min(room, 32) }));
    const leased = await Promise.all(due.map((row) => this.#leaseOne(row.id)));
    return leased.filter(Boolean).length;
  }

  async #leaseOne(id: string): Promise<boolean> {
    const { store, clock, ids } = this.#options;
    const now = clock.now();
    const leaseToken = ids.inOrder('lse');
    const lease = guarded(taskRows.leaseTask({ id, now, leaseToken, leasedUntil: now + LEASE_MS }), TASK_FREE);
    const commit = await this.#commit('lease-task', [lease]);
    if (!commit.ok) return false;
    const [row] = await store.read(taskRows.selectTask({ id }));
    if (!row) return false;
    this.adopt({ id, kind: row.kind, subjectId: row.subject_id, attempts: row.attempts, wakes: row.wakes, leaseToken });
    return true;
  }

  #fill(): void {
    while (!this.#stopped && this.#inFlight < this.#concurrency) {
      const task = this.#waiting.shift();
      if (!task) return;
      this.#inFlight += 1;
      void this.#work(task);
    }
  }

  async #work(task: LeasedTask): Promise<void> {
    const { log } = this.#options;
    try {
      const handler = this.#handlers[task.kind];
      if (!handler) throw new TypeError('no handler for this kind of task');
      await handler(task);
    } catch (error) {
      log.write('error', 'task.failed', { taskId: task.id, taskKind: task.kind, ...errorFields(error) });
      await this.#retryLater(task);
    }
    this.#inFlight -= 1;
    if (this.#stopped && this.#inFlight === 0) this.#idle?.();
    this.#fill();
  }

  /** A handler that threw met a bug or an unreachable store: the task runs again later, and nothing is given up. */
  async #retryLater(task: LeasedTask): Promise<void> {
    const delayMs = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(task.attempts, 10));
    const part = postponeTaskPart(task, this.#options.clock.now() + delayMs);
    await this.#commit('postpone-task', [part]).catch((error) => {
      this.#options.log.write('warn', 'task.lease-left-to-expire', { taskId: task.id, ...errorFields(error) });
    });
  }

  #commit(name: string, parts: readonly Part[]) {
    return commit(this.#options, name, 'outcomes', parts);
  }
}
