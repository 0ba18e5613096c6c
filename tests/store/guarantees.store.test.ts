import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { SqliteStore } from '../../bff/platform/store/sqlite/sqlite-store.ts';
import { guarded, type Lane, type Part, type Store, StoreOverloaded, UnitExpired } from '../../bff/platform/store/store.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../support/test-store.ts';
import { expectCarriedOver } from './carried-over.ts';
import { audits, hospital, increment, note, unitOf } from './store-guarantees.ts';

/** What the gateway's rooms say of their tables, read from the source: types are gone when it runs. */
const sources = import.meta.glob('../../bff/**/tables.ts', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>;

function declaredTables(): readonly { readonly table: string; readonly columns: readonly string[] }[] {
  return Object.values(sources).flatMap((source) =>
    [...source.matchAll(/^ {2}(\w+): \{\n((?: {4}\w+: .*;\n)+) {2}\};/gm)].map(([, table = '', body = '']) => ({
      table,
      columns: [...body.matchAll(/^ {4}(\w+):/gm)].map(([, column = '']) => column),
    })),
  );
}

const open: TestStore[] = [];

afterEach(async () => {
  for (const db of open.splice(0)) await db.drop();
});

async function start(engine: (typeof STORE_ENGINES)[number]): Promise<TestStore> {
  const db = await openTestStore(engine);
  open.push(db);
  return db;
}

describe.each(STORE_ENGINES)('%s: a unit of work', (engine) => {
  it('a unit of work applies all of its parts or none, and names the first guard that does not hold', async () => {
    const db = await start(engine);
    const never = guarded({ sql: "UPDATE hospital SET name = 'x' WHERE id = 'nobody'", parameters: [] }, 'nobody-there');
    expect(await db.store.commit(unitOf([note('a'), never, note('b')]))).toEqual({ ok: false, guard: 'nobody-there' });
    expect(await audits(db)).toEqual([]);
    expect(await db.store.commit(unitOf([note('a'), note('b')]))).toEqual({ ok: true });
    expect(await audits(db)).toEqual(['a', 'b']);
  });

  it('a unit of work is applied once under its id, however often it is sent, and can be asked for', async () => {
    const db = await start(engine);
    const once = unitOf([note('once')]);
    expect(await db.store.committed(once.id)).toBe(false);
    const answers = await Promise.all([db.store.commit(once), db.store.commit(once), db.store.commit(once)]);
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await audits(db)).toEqual(['once']);
    expect(await db.store.committed(once.id)).toBe(true);
  });

  it('a unit of work does not take its neighbours down when it breaks a constraint', async () => {
    const db = await start(engine);
    await db.store.commit(unitOf([note('there')]));
    const results = await Promise.allSettled([
      db.store.commit(unitOf([note('left')])),
      db.store.commit(unitOf([note('half'), note('there')])),
      db.store.commit(unitOf([note('right')])),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { name: 'ConstraintViolation' } });
    expect(await audits(db)).toEqual(['left', 'right', 'there']);
  });

  it('a unit of work counts exactly to the limit when 300 units increment one row at once', async () => {
    const db = await start(engine);
    await db.store.commit(unitOf([hospital('h')]));
    const commits = await Promise.all(Array.from({ length: 300 }, () => db.store.commit(unitOf([increment(20)]))));
    expect(commits.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await db.rows("SELECT duty_desk_name AS n FROM hospital WHERE id = 'h'")).toEqual([{ n: '20' }]);
  });

  it('a unit of work is dropped unwritten when its deadline has passed', async () => {
    const db = await start(engine);
    await expect(db.store.commit(unitOf([note('late')], { deadline: Date.now() - 1 }))).rejects.toBeInstanceOf(UnitExpired);
    expect(await audits(db)).toEqual([]);
  });

  it('a unit of work is refused when a thousand wait, at five hundred in the lanes behind, and never in the lane of outcomes', async () => {
    const db = await start(engine);
    await db.store.commit(unitOf([hospital('h')]));
    const send = (lane: Lane, times: number) =>
      Array.from({ length: times }, () =>
        db.store.commit(unitOf([increment(1_000_000)], { lane })).then(
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

  it('the migration to levels of evidence carries every row of the first release over, and says of each person only what can be known', () =>
    expectCarriedOver(engine));

  it('leaves nothing to migrate the second time', async () => {
    const db = await start(engine);
    const { migrationsFor } = await import('../../bff/platform/store/migrations.ts');
    expect(await db.store.migrate(migrationsFor(engine), 0)).toEqual([]);
  });

  it('has every table and column that a room of the gateway declares', async () => {
    const db = await start(engine);
    for (const { table, columns } of declaredTables())
      await expect(db.rows(`SELECT ${columns.join(', ')} FROM ${table} LIMIT 1`), table).resolves.toBeDefined();
  });
});

it('has no column that no room of the gateway declares', async () => {
  const db = await start('sqlite');
  for (const { table, columns } of declaredTables()) {
    const known = await db.rows<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`);
    expect(known.map(({ name }) => name).sort(), table).toEqual([...columns].sort());
  }
});

it('declares each table in one room', () => {
  const names = declaredTables().map(({ table }) => table);
  expect(names.length).toBeGreaterThan(30);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(STORE_ENGINES.filter((engine) => engine !== 'sqlite'))('%s: two processes', (engine) => {
  it('two processes count together exactly to the limit', async () => {
    const db = await start(engine);
    const other = db.second();
    await db.store.commit(unitOf([hospital('h')]));
    const stores: readonly Store[] = [db.store, other];
    const commits = await Promise.all(
      Array.from({ length: 400 }, (_, n) => (stores[n % 2] as Store).commit(unitOf([increment(33)]))),
    );
    expect(commits.filter(({ ok }) => ok)).toHaveLength(33);
  });

  it('two processes retry a deadlock instead of failing', async () => {
    const db = await start(engine);
    const other = db.second();
    await db.store.commit(unitOf([hospital('h1'), hospital('h2')]));
    const touch = (id: string): Part => ({ sql: 'UPDATE hospital SET name = ? WHERE id = ?', parameters: ['x', id] });
    const crossing = Array.from({ length: 4 }, (_, n) => {
      const order = n % 2 === 0 ? ['h1', 'h2'] : ['h2', 'h1'];
      return (n % 2 === 0 ? db.store : other).commit(unitOf(order.map(touch)));
    });
    expect((await Promise.all(crossing)).every(({ ok }) => ok)).toBe(true);
  });
});

describe('sqlite', () => {
  it('SQLite refuses a second process on the same file, and says what to do', async () => {
    const db = await start('sqlite');
    expect(() => new SqliteStore({ path: db.databaseUrl.slice(5), now: systemClock.now })).toThrow(/PostgreSQL/);
  });

  it('SQLite runs one fsync for all units of a turn: 200 at once are far fewer transactions', async () => {
    const db = await start('sqlite');
    await Promise.all(Array.from({ length: 200 }, (_, n) => db.store.commit(unitOf([note(`n${n}`)]))));
    expect(await audits(db)).toHaveLength(200);
    const commits = new Set(
      (await db.rows<{ committed_at: number }>('SELECT committed_at FROM unit')).map(({ committed_at }) => committed_at),
    );
    expect(commits.size).toBeLessThan(50);
  });
});
