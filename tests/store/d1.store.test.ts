import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingMigrations } from '../../bff/platform/store/d1/applied-migrations.ts';
import type { D1Binding, D1Prepared } from '../../bff/platform/store/d1/d1-binding.ts';
import { D1Store } from '../../bff/platform/store/d1/d1-store.ts';
import { splitStatements } from '../../bff/platform/store/d1/split-statements.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import { StoreUnavailable } from '../../bff/platform/store/store.ts';
import { recountSlots, selectSeen, touchParts } from '../../bff/scenes/slots/snapshot-rows.ts';
import { startD1, type TestD1 } from '../support/d1-server.ts';
import { audits, note, unitOf } from './store-guarantees.ts';

const server = startD1();
afterAll(() => server.stop());

let d1: TestD1;
let lost: 'nothing' | 'requests' | 'answers';
let batches: number;
let store: D1Store;

/** The way to the database, on which requests or answers of a batch can get lost. */
function wire(): D1Binding {
  return {
    prepare: (sql) => d1.binding.prepare(sql),
    async batch(statements: readonly D1Prepared[]) {
      batches += 1;
      const losing = lost;
      if (losing === 'requests') throw new Error('D1_ERROR: Network connection lost.');
      const done = await d1.binding.batch(statements);
      if (losing === 'answers') throw new Error('D1_ERROR: Network connection lost.');
      return done;
    },
  };
}

beforeEach(async () => {
  d1 = await server.database();
  lost = 'nothing';
  store = new D1Store({ db: wire(), now: Date.now });
  await store.migrate(migrationsFor('d1'), Date.now());
  batches = 0;
});

afterEach(() => store.close());

const written = () => audits({ rows: d1.rows });

describe('d1: an answer that got lost', () => {
  it('an answer of D1 that got lost is asked for: the unit was committed, and is not sent again', async () => {
    lost = 'answers';
    expect(await store.commit(unitOf([note('a')]))).toEqual({ ok: true });
    expect(batches).toBe(1);
    expect(await written()).toEqual(['a']);
  });

  it('an answer of D1 that got lost is sent once more under its id when the unit is not there, and then is unknown', async () => {
    lost = 'requests';
    await expect(store.commit(unitOf([note('a')]))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(batches).toBe(2);
    expect(await written()).toEqual([]);
    lost = 'nothing';
    expect(await store.commit(unitOf([note('a')]))).toEqual({ ok: true });
  });
});

describe('d1: limits', () => {
  it('the store on D1 keeps six batches in flight and serves whoever waits', async () => {
    let [now, most] = [0, 0];
    const slow = new D1Store({
      now: Date.now,
      db: {
        prepare: (sql) => d1.binding.prepare(sql),
        async batch(statements) {
          now += 1;
          most = Math.max(most, now);
          const done = await d1.binding.batch(statements);
          now -= 1;
          return done;
        },
      },
    });
    await Promise.all(Array.from({ length: 40 }, (_, n) => slow.commit(unitOf([note(`n${n}`)]))));
    expect(most).toBe(6);
    expect(await written()).toHaveLength(40);
    await slow.close();
    await expect(slow.commit(unitOf([note('late')]))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('D1 refuses 101 parameters, and a snapshot of any size stays below', async () => {
    const marks = (count: number) => ({
      sql: `SELECT ${Array.from({ length: count }, () => '?')} `,
      parameters: Array(count).fill(1),
    });
    expect(await store.read(marks(100))).toHaveLength(1);
    await expect(store.read(marks(101))).rejects.toThrow('statement refused');
    const row = {
      id: 'i',
      hospitalId: 'h',
      departmentId: 'd',
      departmentCode: 'c',
      practitionerId: 'p',
      startsAt: 0,
      endsAt: 1,
      feeFen: 0,
      free: 1,
      numbers: null,
    };
    const rows = Array.from({ length: 48 }, (_, n) => ({ ...row, ref: `r${n}` }));
    const statements = [...touchParts(rows, 1, true), ...touchParts(rows, 1, false), recountSlots(rows, 1, 1), selectSeen(rows)];
    expect(Math.max(...statements.map(({ parameters }) => parameters.length))).toBeLessThanOrEqual(100);
  });

  it('the store on D1 reads by a session of its own that begins at the primary', async () => {
    const constraints: string[] = [];
    const db: D1Binding = {
      ...wire(),
      withSession(constraint) {
        constraints.push(constraint);
        return d1.binding;
      },
    };
    await new D1Store({ db, now: Date.now }).committed('nobody');
    expect(constraints).toEqual(['first-primary']);
  });
});

describe('d1: migrations', () => {
  it('migrations on D1 are split where a statement ends, and a trigger is one statement', () => {
    const sql = `-- one; not two
      CREATE TABLE a (b TEXT DEFAULT 'x;y'); -- END
      CREATE TRIGGER t BEFORE INSERT ON a BEGIN
        SELECT CASE WHEN new.b = ';' THEN RAISE(ABORT, 'no') END;
        SELECT 1;
      END;
      DROP TABLE a;`;
    expect(splitStatements(sql).map((statement) => statement.split('\n').at(-1)?.trim())).toEqual([
      "CREATE TABLE a (b TEXT DEFAULT 'x;y')",
      'END',
      'DROP TABLE a',
    ]);
  });

  it('migrations on D1 that a database lacks are named, for whoever can not bring them itself', async () => {
    const wanted = migrationsFor('d1').map(({ name }) => name);
    expect(await missingMigrations(store, wanted)).toEqual([]);
    const empty = new D1Store({ db: (await server.database()).binding, now: Date.now });
    expect(await missingMigrations(empty, wanted)).toEqual(wanted);
    await empty.migrate(migrationsFor('d1').slice(0, 2), Date.now());
    expect(await missingMigrations(empty, wanted)).toEqual(wanted.slice(2));
  });

  it('migrations on D1 are noted where wrangler notes them', async () => {
    const rows = await d1.rows<{ name: string }>('SELECT name FROM d1_migrations ORDER BY id');
    expect(rows.map(({ name }) => name)).toEqual(migrationsFor('d1').map(({ name }) => name));
  });
});
