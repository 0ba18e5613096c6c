import { afterEach, expect, it } from 'vitest';
import { AccessLog } from '../../../bff/platform/audit/access-log.ts';
import { createIds, systemRandom } from '../../../bff/platform/ids.ts';
import { type Commit, type Store, StoreUnavailable, type Unit } from '../../../bff/platform/store/store.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../../support/test-store.ts';

const open: TestStore[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.drop();
});

const ids = createIds(systemRandom(), Date.now);
const entry = (number: number) => ({
  actor: { kind: 'patient', id: `pat_${number}` } as const,
  action: 'appointment.read',
  subject: { kind: 'appointment', id: `apt_${number}` },
  requestId: `req_${number}`,
});

/** The store, with a note of each unit, and with a say in what becomes of it. */
function watched(store: Store, commit: (unit: Unit) => Promise<Commit>): Store {
  return {
    engine: store.engine,
    commit,
    committed: (id) => store.committed(id),
    read: (statement) => store.read(statement),
    waiting: () => store.waiting(),
    migrate: (migrations, now) => store.migrate(migrations, now),
    close: () => store.close(),
  };
}

it.each(STORE_ENGINES)('%s: writes each look down before it resolves, many in one unit', async (engine) => {
  const db = await openTestStore(engine);
  open.push(db);
  const sizes: number[] = [];
  const log = new AccessLog(
    watched(db.store, (unit) => {
      sizes.push(unit.parts.length);
      return db.store.commit(unit);
    }),
    ids,
    Date.now,
  );
  const there = async (number: number) => {
    await log.record(entry(number));
    const rows = await db.store.read({ sql: 'SELECT 1 AS one FROM audit WHERE request_id = ?', parameters: [`req_${number}`] });
    expect(rows).toHaveLength(1);
  };
  await Promise.all(Array.from({ length: 250 }, (_, number) => there(number)));
  expect(sizes).toEqual([1, 100, 100, 49]);
  expect(await db.rows('SELECT DISTINCT subject_id FROM audit')).toHaveLength(250);
});

it('the access log tells everybody whose row was not written, and goes on with the next', async () => {
  let fails = true;
  const db = await openTestStore('sqlite');
  open.push(db);
  const store = watched(db.store, (unit) => (fails ? Promise.reject(new StoreUnavailable('away')) : db.store.commit(unit)));
  const log = new AccessLog(store, ids, Date.now);
  const results = await Promise.allSettled([log.record(entry(1)), log.record(entry(2)), log.record(entry(3))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await db.rows('SELECT id FROM audit')).toEqual([]);
  fails = false;
  await log.record(entry(4));
  expect(await db.rows('SELECT request_id FROM audit')).toEqual([{ request_id: 'req_4' }]);
});
