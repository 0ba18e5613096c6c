import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import {
  guarded,
  type Lane,
  type Part,
  type Store,
  StoreOverloaded,
  type Unit,
  UnitExpired,
} from '../../bff/platform/store/store.ts';
import { ENGINES, openTestStore, type TestStore } from '../support/test-store.ts';

const open: TestStore[] = [];

afterEach(async () => {
  for (const db of open.splice(0)) await db.drop();
});

let count = 0;

function unit(parts: readonly Part[], more: Partial<Unit> = {}): Unit {
  count += 1;
  return { id: `unt_${count}`, name: 'test', lane: 'interactive', deadline: Date.now() + 20_000, parts, ...more };
}

const note = (id: string): Part => ({
  sql: "INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id) VALUES (?, 0, 't', 't', 't', 't', 't', 't')",
  parameters: [id],
});

const hospital = (id: string): Part => ({
  sql: "INSERT INTO hospital (id, name, english_name, initials, duty_desk_name, duty_desk_phone) VALUES (?, 'n', 'n', 'n', '0', 'n')",
  parameters: [id],
});

/** Adds one to a number that stands in a row, unless it has reached `limit`. */
const increment = (limit: number): Part =>
  guarded(
    {
      sql: "UPDATE hospital SET duty_desk_name = CAST(CAST(duty_desk_name AS BIGINT) + 1 AS TEXT) WHERE id = 'h' AND CAST(duty_desk_name AS BIGINT) < ?",
      parameters: [limit],
    },
    'limit-reached',
  );

async function start(engine: (typeof ENGINES)[number]): Promise<TestStore> {
  const db = await openTestStore(engine);
  open.push(db);
  return db;
}

const audits = async (db: TestStore) => (await db.rows<{ id: string }>('SELECT id FROM audit ORDER BY id')).map(({ id }) => id);

describe.each(ENGINES)('%s: a unit of work', (engine) => {
  it('applies all of its parts or none, and names the first guard that does not hold', async () => {
    const { store, ...db } = await start(engine);
    const never = guarded({ sql: "UPDATE hospital SET name = 'x' WHERE id = 'nobody'", parameters: [] }, 'nobody-there');
    expect(await store.commit(unit([note('a'), never, note('b')]))).toEqual({ ok: false, guard: 'nobody-there' });
    expect(await audits({ store, ...db })).toEqual([]);
    expect(await store.commit(unit([note('a'), note('b')]))).toEqual({ ok: true });
    expect(await audits({ store, ...db })).toEqual(['a', 'b']);
  });

  it('is applied once under its id, however often it is sent, and can be asked for', async () => {
    const db = await start(engine);
    const once = unit([note('once')]);
    expect(await db.store.committed(once.id)).toBe(false);
    const answers = await Promise.all([db.store.commit(once), db.store.commit(once), db.store.commit(once)]);
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await audits(db)).toEqual(['once']);
    expect(await db.store.committed(once.id)).toBe(true);
  });

  it('does not take its neighbours down when it breaks a constraint', async () => {
    const db = await start(engine);
    await db.store.commit(unit([note('there')]));
    const results = await Promise.allSettled([
      db.store.commit(unit([note('left')])),
      db.store.commit(unit([note('half'), note('there')])),
      db.store.commit(unit([note('right')])),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { name: 'ConstraintViolation' } });
    expect(await audits(db)).toEqual(['left', 'right', 'there']);
  });

  it('counts exactly to the limit when 300 units increment one row at once', async () => {
    const db = await start(engine);
    await db.store.commit(unit([hospital('h')]));
    const commits = await Promise.all(Array.from({ length: 300 }, () => db.store.commit(unit([increment(20)]))));
    expect(commits.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await db.rows("SELECT duty_desk_name AS n FROM hospital WHERE id = 'h'")).toEqual([{ n: '20' }]);
  });

  it('is dropped unwritten when its deadline has passed', async () => {
    const db = await start(engine);
    await expect(db.store.commit(unit([note('late')], { deadline: Date.now() - 1 }))).rejects.toBeInstanceOf(UnitExpired);
    expect(await audits(db)).toEqual([]);
  });

  it('is refused when a thousand wait, at five hundred in the lanes behind, and never in the lane of outcomes', async () => {
    const db = await start(engine);
    await db.store.commit(unit([hospital('h')]));
    const send = (lane: Lane, times: number) =>
      Array.from({ length: times }, () =>
        db.store.commit(unit([increment(1_000_000)], { lane })).then(
          () => 'done',
          (error: Error) => error.name,
        ),
      );
    const sent = [...send('background', 700), ...send('interactive', 700), ...send('outcomes', 100)];
    const answers = await Promise.all(sent);
    const overloaded = answers.filter((answer) => answer === StoreOverloaded.name).length;
    expect(overloaded).toBeGreaterThan(300);
    expect(answers.slice(-100)).toEqual(Array.from({ length: 100 }, () => 'done'));
    const done = answers.filter((answer) => answer === 'done').length;
    expect(await db.rows("SELECT duty_desk_name AS n FROM hospital WHERE id = 'h'")).toEqual([{ n: String(done) }]);
  });

  it('leaves nothing to migrate the second time, and has the tables that the code knows', async () => {
    const db = await start(engine);
    const { migrationsFor } = await import('../../bff/platform/store/migrations.ts');
    expect(await db.store.migrate(migrationsFor(engine), 0)).toEqual([]);
    const { query } = await import('../../bff/platform/store/statement.ts');
    for (const table of [
      'unit',
      'audit',
      'task',
      'idempotency',
      'slot',
      'slot_sync',
      'patient',
      'session',
      'appointment',
      'appointment_event',
      'claim',
    ] as const) {
      await expect(db.store.read(query.selectFrom(table).selectAll().limit(1).compile() as never)).resolves.toBeDefined();
    }
  });
});

describe('postgres: two processes', () => {
  it('count together exactly to the limit', async () => {
    const db = await start('postgres');
    const other = db.second();
    await db.store.commit(unit([hospital('h')]));
    const stores: readonly Store[] = [db.store, other];
    const commits = await Promise.all(
      Array.from({ length: 400 }, (_, n) => (stores[n % 2] as Store).commit(unit([increment(33)]))),
    );
    expect(commits.filter(({ ok }) => ok)).toHaveLength(33);
  });

  it('retry a deadlock instead of failing', async () => {
    const db = await start('postgres');
    const other = db.second();
    await db.store.commit(unit([hospital('h1'), hospital('h2')]));
    const touch = (id: string): Part => ({ sql: 'UPDATE hospital SET name = ? WHERE id = ?', parameters: ['x', id] });
    const crossing = Array.from({ length: 4 }, (_, n) => {
      const order = n % 2 === 0 ? ['h1', 'h2'] : ['h2', 'h1'];
      return (n % 2 === 0 ? db.store : other).commit(unit(order.map(touch)));
    });
    expect((await Promise.all(crossing)).every(({ ok }) => ok)).toBe(true);
  });
});

describe('sqlite', () => {
  it('refuses a second process on the same file, and says what to do', async () => {
    const db = await start('sqlite');
    expect(() => new SqliteStore({ path: db.databaseUrl.slice(5), now: systemClock.now })).toThrow(/PostgreSQL/);
  });

  it('runs one fsync for all units of a turn: 200 at once are far fewer transactions', async () => {
    const db = await start('sqlite');
    await Promise.all(Array.from({ length: 200 }, (_, n) => db.store.commit(unit([note(`n${n}`)]))));
    expect(await audits(db)).toHaveLength(200);
    const commits = new Set(
      (await db.rows<{ committed_at: number }>('SELECT committed_at FROM unit')).map(({ committed_at }) => committed_at),
    );
    expect(commits.size).toBeLessThan(50);
  });
});
