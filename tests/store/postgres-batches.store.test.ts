import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { PostgresStore } from '../../bff/platform/store/postgres/postgres-store.ts';
import { transactionsOf } from '../../bff/platform/store/postgres/transactions-of.ts';
import { guarded, type Part, type Store, type Unit, UnitExpired } from '../../bff/platform/store/store.ts';
import { openTestStore, type TestStore } from '../support/test-store.ts';
import { type Cut, startCuttingProxy } from './cutting-proxy.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(): Promise<TestStore> {
  const db = await openTestStore('postgres');
  closing.push(() => db.drop());
  return db;
}

let count = 0;

function unit(parts: readonly Part[], more: Partial<Unit> = {}): Unit {
  count += 1;
  return { id: `unt_batch_${count}`, name: 'test', lane: 'interactive', deadline: Date.now() + 20_000, parts, ...more };
}

const note = (id: string): Part => ({
  sql: "INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id) VALUES (?, 0, 't', 't', 't', 't', 't', 't')",
  parameters: [id],
});

/** A row with a number in it. */
const counter = (id: string): Part => ({
  sql: "INSERT INTO hospital (id, name, english_name, initials, duty_desk_name, duty_desk_phone) VALUES (?, '0', 'n', 'n', 'n', 'n')",
  parameters: [id],
});

const plusOne = (id: string): Part => ({
  sql: 'UPDATE hospital SET name = CAST(CAST(name AS BIGINT) + 1 AS TEXT) WHERE id = ?',
  parameters: [id],
});

/** Adds one only to the number that is expected. */
const plusOneIf = (id: string, expected: number): Part =>
  guarded(
    {
      sql: 'UPDATE hospital SET name = CAST(CAST(name AS BIGINT) + 1 AS TEXT) WHERE id = ? AND name = ?',
      parameters: [id, String(expected)],
    },
    'other-number',
  );

const never: Part = guarded({ sql: "UPDATE hospital SET initials = 'x' WHERE id = 'nobody'", parameters: [] }, 'nobody-there');

const notes = async (db: TestStore) => (await db.rows<{ id: string }>('SELECT id FROM audit ORDER BY id')).map(({ id }) => id);
const number = async (db: TestStore, id: string) =>
  Number((await db.rows<{ name: string }>(`SELECT name FROM hospital WHERE id = '${id}'`))[0]?.name);
/** Transactions that wrote units, by the number that PostgreSQL gave each. */
const transactions = async (db: TestStore) => (await db.rows('SELECT DISTINCT xmin::text FROM unit')).length;
const outcomes = (commits: Promise<unknown>[]) =>
  Promise.allSettled(commits).then((all) => all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.name)));

/** A connection that holds a row until it is told to let go. */
async function hold(db: TestStore, id: string) {
  const client = new pg.Client({ connectionString: db.databaseUrl });
  client.on('error', () => {});
  await client.connect();
  closing.push(() => client.end());
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM hospital WHERE id = $1 FOR UPDATE', [id]);
  return { letGo: () => client.query('COMMIT') };
}

async function waitingForLocks(db: TestStore): Promise<readonly number[]> {
  const rows = await db.rows<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows.map(({ pid }) => pid);
}

it('the store on PostgreSQL commits a hundred units that wait in far fewer transactions', async () => {
  const db = await start();
  await Promise.all(Array.from({ length: 100 }, (_, n) => db.store.commit(unit([note(`n${n}`)]))));
  expect(await notes(db)).toHaveLength(100);
  expect(await transactions(db)).toBeLessThanOrEqual(8);
});

it('the store on PostgreSQL refuses units in the middle of a batch without a trace, and judges the others as if those had never run', async () => {
  const db = await start();
  await db.store.commit(unit([counter('h')]));
  const commits = Array.from({ length: 30 }, (_, n) => {
    const kept = [note(`kept-${n}`), plusOneIf('h', n - Math.ceil(n / 5))];
    return db.store.commit(unit(n % 5 === 0 ? [note(`lost-${n}`), plusOne('h'), never] : kept));
  });
  const expected = Array.from({ length: 30 }, (_, n) => (n % 5 === 0 ? { ok: false, guard: 'nobody-there' } : { ok: true }));
  expect(await outcomes(commits)).toEqual(expected);
  expect(await number(db, 'h')).toBe(24);
  const written = await notes(db);
  expect([written.length, written.filter((id) => id.startsWith('lost'))]).toEqual([24, []]);
  expect(await db.rows("SELECT id FROM unit WHERE id LIKE 'unt_batch%'")).toHaveLength(25);
});

it('the store on PostgreSQL refuses by the first guard, also when a later part then breaks a constraint', async () => {
  const db = await start();
  await db.store.commit(unit([note('there')]));
  const commits = [unit([note('a')]), unit([never, note('there')]), unit([note('there'), never]), unit([note('b')])];
  const answers = await outcomes(commits.map((one) => db.store.commit(one)));
  expect(answers).toEqual([{ ok: true }, { ok: false, guard: 'nobody-there' }, 'ConstraintViolation', { ok: true }]);
  expect(await notes(db)).toEqual(['a', 'b', 'there']);
});

it('the store on PostgreSQL keeps a repeated id once, among units that are new', async () => {
  const db = await start();
  await db.store.commit(unit([counter('h')]));
  const again = unit([plusOne('h')]);
  await db.store.commit(again);
  const all = [unit([plusOne('h')]), again, unit([plusOne('h')]), again];
  expect(await outcomes(all.map((one) => db.store.commit(one)))).toEqual(all.map(() => ({ ok: true })));
  expect(await number(db, 'h')).toBe(3);
});

it('the store on PostgreSQL loses nothing and doubles nothing when its backends are killed in the middle of a batch', async () => {
  const db = await start();
  await db.store.commit(unit([counter('h'), counter('free')]));
  const held = await hold(db, 'h');
  const commits = Array.from({ length: 40 }, (_, n) => db.store.commit(unit([note(`n${n}`), plusOne(n === 20 ? 'h' : 'free')])));
  await expect.poll(() => waitingForLocks(db).then((pids) => pids.length), { interval: 5 }).toBeGreaterThan(0);
  const told = outcomes(commits);
  for (const pid of await waitingForLocks(db)) await db.rows(`SELECT pg_terminate_backend(${pid})`);
  await held.letGo();
  expect(await told).toEqual(commits.map(() => ({ ok: true })));
  expect([await number(db, 'h'), await number(db, 'free')]).toEqual([1, 39]);
});

async function throughProxy(db: TestStore) {
  const proxy = await startCuttingProxy(db.databaseUrl);
  const store = new PostgresStore({ url: proxy.url, clock: systemClock, random: Math.random });
  closing.push(() => proxy.close());
  closing.push(() => store.close());
  return { proxy, store };
}

it.each<Cut>(['before-commit', 'after-commit'])(
  'the store on PostgreSQL asks by id and doubles nothing when the connection is lost %s',
  async (when) => {
    const db = await start();
    const { proxy, store } = await throughProxy(db);
    await store.commit(unit([counter('h')]));
    proxy.cut(2, when);
    const commits = Array.from({ length: 50 }, () => store.commit(unit([plusOne('h')])));
    expect(await outcomes(commits)).toEqual(commits.map(() => ({ ok: true })));
    expect([proxy.left(), await number(db, 'h')]).toEqual([0, 50]);
  },
);

it.each<Cut>(['before-commit', 'after-commit'])(
  'the store on PostgreSQL asks the same of a batch with a refusal, lost %s',
  async (when) => {
    const db = await start();
    const { proxy, store } = await throughProxy(db);
    await store.commit(unit([counter('h')]));
    proxy.cut(1, when);
    const commits = Array.from({ length: 20 }, (_, n) => store.commit(unit(n === 3 ? [plusOne('h'), never] : [plusOne('h')])));
    const expected = commits.map((_, n) => (n === 3 ? { ok: false, guard: 'nobody-there' } : { ok: true }));
    expect(await outcomes(commits)).toEqual(expected);
    expect([proxy.left(), await number(db, 'h')]).toEqual([0, 19]);
  },
);

it('the store on PostgreSQL says that a unit is unknown when every connection is lost, and can be asked afterwards', async () => {
  const db = await start();
  const { proxy, store } = await throughProxy(db);
  await store.commit(unit([counter('h')]));
  proxy.cut(100, 'before-commit');
  const lost = unit([plusOne('h')]);
  expect(await outcomes([store.commit(lost)])).toEqual(['StoreUnavailable']);
  proxy.cut(0, 'before-commit');
  expect(await store.committed(lost.id)).toBe(false);
});

it('the store on PostgreSQL commits all units of two processes whose batches want the same rows in opposite order', async () => {
  const db = await start();
  const rows = Array.from({ length: 10 }, (_, n) => `h${n}`);
  await db.store.commit(unit(rows.map(counter)));
  const stores: readonly Store[] = [db.store, db.second()];
  const commits = Array.from({ length: 12 }, () =>
    [rows, [...rows].reverse()].flatMap((order, one) =>
      order.map((id) => stores[one]?.commit(unit([plusOne(id)])) as Promise<unknown>),
    ),
  ).flat();
  expect(await outcomes(commits)).toEqual(commits.map(() => ({ ok: true })));
  expect(await Promise.all(rows.map((id) => number(db, id)))).toEqual(rows.map(() => 24));
});

it('the store on PostgreSQL keeps a batch from waiting long for a row that somebody else holds: its other units are committed meanwhile', async () => {
  const db = await start();
  await db.store.commit(unit([counter('h')]));
  const held = await hold(db, 'h');
  const stuck = db.store.commit(unit([plusOne('h')]));
  const others = Array.from({ length: 40 }, (_, n) => db.store.commit(unit([note(`n${n}`)])));
  expect(await outcomes(others)).toEqual(others.map(() => ({ ok: true })));
  expect(await number(db, 'h')).toBe(0);
  await held.letGo();
  expect([await stuck, await number(db, 'h')]).toEqual([{ ok: true }, 1]);
});

it('the store on PostgreSQL drops a unit whose deadline passes while every writer is busy', async () => {
  const db = await start();
  await db.store.commit(unit([counter('h')]));
  const held = await hold(db, 'h');
  const stuck: Promise<unknown>[] = [];
  for (let writers = 1; writers <= 2; writers += 1) {
    stuck.push(db.store.commit(unit([plusOne('h')])));
    await expect.poll(() => waitingForLocks(db).then((pids) => pids.length), { interval: 5 }).toBe(writers);
  }
  const late = db.store.commit(unit([note('late')], { deadline: Date.now() + 20 }));
  const refused = expect(late).rejects.toBeInstanceOf(UnitExpired);
  await new Promise((resolve) => setTimeout(resolve, 40));
  await held.letGo();
  await refused;
  await Promise.all(stuck);
  expect(await notes(db)).toEqual([]);
});

it('the store on PostgreSQL runs contended rows last and in one order, and a big unit in a transaction of its own', () => {
  const waiting = (id: string, contended: string | undefined, parts: number) => ({
    unit: unit(
      Array.from({ length: parts }, () => (contended === undefined ? note(id) : { ...note(id), contended })),
      { id },
    ),
    resolve: () => {},
    reject: () => {},
  });
  const batch = [
    waiting('c', 'slot-3', 2),
    waiting('big', undefined, 299),
    waiting('a', 'slot-1', 2),
    waiting('own', undefined, 2),
  ];
  expect(transactionsOf(batch).map((group) => group.map((one) => one.unit.id))).toEqual([['big'], ['own', 'a', 'c']]);
});

it('the store on PostgreSQL answers reads that share a round trip each for itself', async () => {
  const { store } = await start();
  const broken = { sql: 'SELECT 1 / CAST(? AS INTEGER) AS n', parameters: [0] };
  const missing = { sql: 'SELECT nothing FROM nowhere', parameters: [] };
  const fine = (n: number) => ({ sql: 'SELECT CAST(? AS BIGINT) AS n, NULL AS none, id FROM unit', parameters: [n] });
  await store.commit(unit([note('a')], { id: 'unt_read' }));
  const reads = [fine(1), broken, fine(2), missing, missing, fine(3), broken];
  const answers = await outcomes(reads.map((one) => store.read(one)));
  const row = (n: number) => [{ n, none: null, id: 'unt_read' }];
  expect(answers).toEqual([row(1), 'Error', row(2), 'Error', 'Error', row(3), 'Error']);
  expect(await store.read(fine(4))).toEqual(row(4));
});
