import { type Clock, pause } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { limits } from '../limits/limits.ts';
import { errorFields, type Log, type LogFields } from '../log.ts';
import { commit } from '../store/commit.ts';
import type { Part, Store } from '../store/store.ts';
import { guarded } from '../store/store.ts';
import { LEASE_MS, type LeasedTask, postponeTaskPart, readDue, TASK_FREE, taskRows } from './task-rows.ts';

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
  /** What the log may say of a task besides its kind: which hospital it is about. */
  readonly fields?: (task: LeasedTask) => LogFields;
}

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 300_000;

/** Due tasks leased in one look. */
const LOOK_MAX = limits.tasksOfLook.figure;
/** Of what a process works at once, a kind may have this part; the rest is there for the others, however late hospitals answer. */
const SHARE = 3 / 4;

/**
 * Works leased rows, on any number of processes. Each kind has its share: of every look, and of what is worked at once. A killed process loses nothing: its leases run out and others go on. A process
 * that was only paused is fenced: whatever it commits carries its lease's token, and the token has changed.
 */
export class TaskRunner {
  readonly #options: TaskRunnerOptions;
  /** Leased and not begun, by kind. */
  readonly #waiting = new Map<string, LeasedTask[]>();
  readonly #working = new Map<string, number>();
  readonly #concurrency: number;
  readonly #share: number;
  #handlers: Readonly<Record<string, TaskHandler>> = {};
  #inFlight = 0;
  #stopped = false;
  #asked = false;
  #cancelPoll: () => void = () => {};
  #idle: (() => void) | undefined;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency ?? 256;
    this.#share = Math.max(1, Math.floor(this.#concurrency * SHARE));
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
    const waiting = this.#waiting.get(task.kind) ?? [];
    waiting.push(task);
    this.#waiting.set(task.kind, waiting);
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
    const room = Object.keys(this.#handlers)
      .map((kind) => ({ kind, limit: Math.min(this.#roomFor(kind), LOOK_MAX) }))
      .filter(({ limit }) => limit > 0);
    const free = this.#concurrency - this.#inFlight - this.#nextInLine();
    if (free <= 0 || room.length === 0) return 0;
    const due = await readDue(store, room, clock.now());
    const some = inTurn(due).slice(0, Math.min(free, LOOK_MAX));
    const leased = await Promise.all(some.map((row) => this.#leaseOne(row.id)));
    return leased.filter(Boolean).length;
  }

  /** Leased tasks that would begin if there were room; those beyond their kind's share keep no place from the others. */
  #nextInLine(): number {
    const perKind = [...this.#waiting].map(([kind, tasks]) =>
      Math.min(tasks.length, this.#share - (this.#working.get(kind) ?? 0)),
    );
    return perKind.reduce((sum, count) => sum + count, 0);
  }

  /** How many more of this kind may be under way. */
  #roomFor(kind: string): number {
    return this.#share - (this.#working.get(kind) ?? 0) - (this.#waiting.get(kind)?.length ?? 0);
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
      const task = this.#next();
      if (!task) return;
      this.#inFlight += 1;
      this.#working.set(task.kind, (this.#working.get(task.kind) ?? 0) + 1);
      void this.#work(task);
    }
  }

  /** Of the kind of which the fewest are worked on, among those that have not their share. */
  #next(): LeasedTask | undefined {
    const atWork = (kind: string) => this.#working.get(kind) ?? 0;
    const kinds = [...this.#waiting.keys()].filter((kind) => atWork(kind) < this.#share);
    const [kind] = kinds.sort((one, other) => atWork(one) - atWork(other));
    if (kind === undefined) return undefined;
    const waiting = this.#waiting.get(kind) ?? [];
    const task = waiting.shift();
    if (waiting.length === 0) this.#waiting.delete(kind);
    return task;
  }

  async #work(task: LeasedTask): Promise<void> {
    const { log, fields } = this.#options;
    try {
      const handler = this.#handlers[task.kind];
      if (!handler) throw new TypeError('no handler for this kind of task');
      await handler(task);
    } catch (error) {
      log.write('error', 'task.failed', { taskId: task.id, taskKind: task.kind, ...fields?.(task), ...errorFields(error) });
      await this.#retryLater(task);
    }
    this.#inFlight -= 1;
    this.#working.set(task.kind, (this.#working.get(task.kind) ?? 1) - 1);
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

/** The oldest of each kind first, then the second of each, and so on. */
function inTurn<Row extends { readonly kind: string }>(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  const placed = rows.map((row) => {
    const place = seen.get(row.kind) ?? 0;
    seen.set(row.kind, place + 1);
    return { row, place };
  });
  return placed.sort((one, other) => one.place - other.place).map(({ row }) => row);
}
