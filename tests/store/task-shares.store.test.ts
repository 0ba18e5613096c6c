import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { createIds, systemRandom } from '../../bff/platform/ids.ts';
import { silentLog } from '../../bff/platform/log.ts';
import { TaskRunner } from '../../bff/platform/tasks/task-runner.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../support/test-store.ts';
import { unitOf } from './store-guarantees.ts';

const BACKLOG = 5_000;

/** A backlog of due syncs in one statement; `other` is as old as the oldest of them, or younger than the youngest. */
const backlog = (first: number) => ({
  sql: `INSERT INTO task (id, kind, subject_id, state, run_at, wakes, attempts, lease_token, leased_until)
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${BACKLOG})
    SELECT 'tsk_sync' || n, 'sync', 'hospital ' || n, 'ready', ${first} + n, 0, 0, NULL, 0 FROM counted`,
  parameters: [],
});
const other = (runAt: number) => ({
  sql: `INSERT INTO task (id, kind, subject_id, state, run_at, wakes, attempts, lease_token, leased_until)
    VALUES ('tsk_other', 'other', 'a person', 'ready', ${runAt}, 0, 0, NULL, 0)`,
  parameters: [],
});

let db: TestStore;
let release = () => {};
const runners: TaskRunner[] = [];

afterEach(async () => {
  release();
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await db.drop();
});

it('a kind of which this process wrote more tasks than it can work keeps no other kind from being begun', async () => {
  db = await openTestStore('sqlite');
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    const ids = createIds(systemRandom(), Date.now);
    const runner = new TaskRunner({ store: db.store, clock: systemClock, ids, log: silentLog, concurrency: 8 });
    runner.works({ sync: () => gate, other: async () => resolve() });
    runners.push(runner);
    for (let number = 0; number < 40; number += 1) runner.adopt(runner.lease('sync', `hospital ${number}`));
    runner.start();
  });
  await db.store.commit(unitOf([other(0)]));
  await begun;
});

describe.each(STORE_ENGINES)('%s: 5,000 due syncs and one due task of another kind, on two runners', (engine) => {
  it.each([
    ['older and written first', 0, ['other', 'syncs']],
    ['older and written last', 0, ['syncs', 'other']],
    ['younger and written first', BACKLOG + 1, ['other', 'syncs']],
    ['younger and written last', BACKLOG + 1, ['syncs', 'other']],
  ] as const)('the other one, %s, is begun before the 33rd sync', async (_what, runAt, order) => {
    db = await openTestStore(engine);
    for (const what of order) await db.store.commit(unitOf([what === 'other' ? other(runAt) : backlog(1)]));
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let syncs = 0;
    const begunBefore = new Promise<number>((resolve) => {
      const handlers = {
        sync: () => {
          syncs += 1;
          return gate;
        },
        other: async () => resolve(syncs),
        // As many kinds as a gateway has; the one that is waited for stands among the last.
        ...Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`idle ${n}`, async () => {}])),
      };
      const ids = createIds(systemRandom(), Date.now);
      for (let number = 0; number < 2; number += 1) {
        const runner = new TaskRunner({ store: db.store, clock: systemClock, ids, log: silentLog });
        runner.works(handlers);
        runners.push(runner);
      }
      for (const runner of runners) runner.start();
    });
    expect(await begunBefore).toBeLessThan(33);
  });
});
