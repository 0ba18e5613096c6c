import { describe, expect, it } from 'vitest';
import { createIds } from '../../bff/platform/ids.ts';
import { silentLog } from '../../bff/platform/log.ts';
import type { Commit, Store } from '../../bff/platform/store/store.ts';
import { type Onward, type Saga, type SagaDependencies, sagaHandler } from '../../bff/platform/tasks/saga.ts';
import { LEASE_LOST, LEASE_MS, type LeasedTask, TASK_WOKEN } from '../../bff/platform/tasks/task-rows.ts';

type Step = 'ask' | 'rest';
const NOW = 1_000_000;
const TASK: LeasedTask = { id: 'tsk_1', kind: 'probe', subjectId: 'one', attempts: 0, wakes: 0, leaseToken: 'lse_1' };

/** A store that answers units as it is told, and reads the task as it is held. */
function scripted(answers: readonly Commit[], leaseToken = TASK.leaseToken) {
  const units: string[] = [];
  const left = [...answers];
  const store = {
    commit: async ({ name, parts }) => {
      units.push(`${name} ${parts.map(({ guard }) => guard?.name).join()}`);
      return left.shift() ?? { ok: true };
    },
    read: async () => [{ lease_token: leaseToken, wakes: 1 }],
  } as Partial<Store> as Store;
  return { store, units };
}

function run(store: Store, change: Partial<Saga<{ rests: boolean; sentAt: number | null }, Step>>, task = TASK) {
  const dependencies = {
    store,
    clock: { now: () => NOW },
    ids: createIds(
      (length) => new Uint8Array(length),
      () => NOW,
    ),
    log: silentLog,
  };
  return sagaHandler<{ rests: boolean; sentAt: number | null }, Step, SagaDependencies>(dependencies, {
    name: 'probe',
    read: async () => ({ rests: false, sentAt: null }),
    decide: ({ rests }) => (rests ? 'rest' : 'ask'),
    intentAt: ({ sentAt }) => sentAt,
    steps: { ask: ({ write }) => write('ask-probe', 'finish', []), rest: async () => 'stop' },
    ...change,
  })(task);
}

describe('the engine of sagas', () => {
  it('puts a task down with the outcome of its step, in one unit', async () => {
    const { store, units } = scripted([{ ok: true }]);
    await run(store, {});
    expect(units).toEqual([`ask-probe ${TASK_WOKEN}`]);
  });

  it('a partner that sends news without end is heard eight times, and then the task is put down for a second', async () => {
    const woken = { ok: false, guard: TASK_WOKEN } as const;
    const { store, units } = scripted(Array.from({ length: 100 }, (_, at) => (at % 2 === 0 && at < 16 ? woken : { ok: true })));
    await run(store, {});
    expect(units).toHaveLength(17);
    expect(units.at(-1)).toBe(`put-down-task ${LEASE_LOST}`);
  });

  it('keeps an outcome for whose task there is news, and goes on with what the rows say then', async () => {
    const { store, units } = scripted([{ ok: false, guard: TASK_WOKEN }]);
    let reads = 0;
    const read = async () => {
      reads += 1;
      return { rests: reads > 1, sentAt: null };
    };
    await run(store, { read });
    expect(units).toEqual([`ask-probe ${TASK_WOKEN}`, `ask-probe ${LEASE_LOST}`]);
    expect(reads).toBe(2);
  });

  it('stops without a second unit when another process has the task', async () => {
    const { store, units } = scripted([{ ok: false, guard: LEASE_LOST }]);
    await run(store, { steps: { ask: ({ write }) => write('ask-probe', 'keep', []), rest: async () => 'stop' } });
    expect(units).toHaveLength(1);
  });

  it('stops when its lease was taken over between two steps', async () => {
    const { store } = scripted([], 'lse_of_another');
    let steps = 0;
    const ask = async (): Promise<Onward> => {
      steps += 1;
      return 'go-on';
    };
    await run(store, { steps: { ask, rest: async () => 'stop' } });
    expect(steps).toBe(1);
  });

  it('ends with an error when two rules send a subject back and forth', async () => {
    const { store } = scripted([]);
    await expect(run(store, { steps: { ask: async () => 'go-on', rest: async () => 'stop' } })).rejects.toThrow('come to rest');
  });

  it.each([
    ['the process that wrote the intent', TASK, NOW, true],
    ['one that found the task in the table', { ...TASK, attempts: 1 }, NOW, false],
    ['one that was held up for longer than its lease', TASK, NOW - LEASE_MS, false],
    ['one without an intent', TASK, null, false],
  ] as const)(
    'gives the right to call to %s: only to whoever nobody else can have taken for dead',
    async (_who, task, sentAt, may) => {
      const { store } = scripted([]);
      const asked: boolean[] = [];
      await run(
        store,
        {
          read: async () => ({ rests: true, sentAt }),
          decide: (_subject, mayCall) => {
            asked.push(mayCall);
            return 'rest';
          },
        },
        task,
      );
      expect(asked).toEqual([may]);
    },
  );
});
