import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { createLog } from '../../bff/platform/log.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { finishTaskPart, insertReadyTask, type LeasedTask } from '../../bff/platform/tasks/task-rows.ts';
import { TaskRunner } from '../../bff/platform/tasks/task-runner.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';

let db: TestStore;
let worked: string[];
let logged: string[];

beforeEach(async () => {
  db = await openTestStore('sqlite');
  worked = [];
  logged = [];
});
afterEach(() => db.drop());

const ids = createIds(systemRandom(), systemClock.now);

function commit(parts: Parameters<Store['commit']>[0]['parts']) {
  return db.store.commit({ id: ids.next('unt'), name: 'test', lane: 'outcomes', deadline: Date.now() + 5_000, parts });
}

/** Notes what it works; `first` makes `second`, as one task of the gateway makes another. */
async function handler(task: LeasedTask): Promise<void> {
  worked.push(task.subjectId);
  const next = task.subjectId === 'first' ? [insertReadyTask('tsk_second', 'note', 'second', Date.now())] : [];
  await commit([finishTaskPart(task), ...next]);
}

function runner(store: Store = db.store): TaskRunner {
  const log = createLog({ sink: (line) => logged.push(line), level: 'error', now: Date.now });
  const tasks = new TaskRunner({ store, clock: systemClock, ids, log, pollMs: 5 });
  tasks.works({ note: handler });
  return tasks;
}

it('a task runner without a loop works what is due, and what that makes due, and ends by itself', async () => {
  await commit([insertReadyTask('tsk_first', 'note', 'first', Date.now() - 1)]);
  await commit([insertReadyTask('tsk_later', 'note', 'later', Date.now() + 60_000)]);
  const tasks = runner();
  expect(tasks.asked).toBe(false);
  await tasks.runDue(Date.now() + 10_000);
  expect(worked).toEqual(['first', 'second']);
});

it('a task runner without a loop begins nothing after its time, and brings what was adopted to its end', async () => {
  await commit([insertReadyTask('tsk_due', 'note', 'due', Date.now() - 1)]);
  const tasks = runner();
  const lease = tasks.lease('note', 'adopted');
  tasks.adopt(lease);
  expect(tasks.asked).toBe(true);
  await tasks.runDue(Date.now() - 1);
  expect(worked).toEqual(['adopted']);
});

it('a task runner without a loop leaves everything as it is when the store does not answer, and says so', async () => {
  const dead: Store = {
    ...db.store,
    read: () => Promise.reject(new Error('gone')),
    commit: () => Promise.reject(new Error('gone')),
  };
  await runner(dead).runDue(Date.now() + 10_000);
  expect(worked).toEqual([]);
  expect(logged.join()).toContain('tasks.poll-failed');
});

it('a task runner whose task failed names the kind, whom it is about, and the code of the error, and no word of its message', async () => {
  await commit([insertReadyTask('tsk_failing', 'note', 'some-hospital', Date.now() - 1)]);
  const log = createLog({ sink: (line) => logged.push(line), level: 'error', now: Date.now });
  const fields = ({ subjectId }: LeasedTask) => ({ hospitalId: subjectId });
  const tasks = new TaskRunner({ store: db.store, clock: systemClock, ids, log, pollMs: 5, fields });
  tasks.works({
    note: () => {
      const cause = Object.assign(new Error('duplicate of Zhang San'), { code: '21000' });
      return Promise.reject(new Error('refused: Zhang San', { cause }));
    },
  });
  await tasks.runDue(Date.now() + 200);
  expect(JSON.parse(logged[0] ?? '{}')).toMatchObject({
    event: 'task.failed',
    taskKind: 'note',
    hospitalId: 'some-hospital',
    error: 'Error',
    code: '21000',
  });
  expect(logged.join()).not.toContain('Zhang');
});
