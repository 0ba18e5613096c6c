import { facetsOf } from '../../adapters/conformance/facets.ts';
import { systemClock } from '../../bff/platform/clock.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import type { Migration, Store, Unit } from '../../bff/platform/store/store.ts';
import { cityPolicy, hospitalPolicy } from '../../bff/scenes/directory/policy.ts';
import { changed } from '../support/changed-adapter.ts';
import { openSqlite, type TestStore } from '../support/databases.ts';
import { startTestGateway, type TestGateway } from '../support/test-gateway.ts';

export interface GuardWorld {
  readonly gateway: TestGateway;
  readonly db: TestStore;
  /** `hold` keeps the hospital's answers back until its result is called. */
  readonly hospitalAnswers: { hold(): () => void };
  stop(): Promise<void>;
}

/** One guarantee that stands on one guard: it holds, and it breaks when the guard is taken away. */
export interface GuardScenario {
  /** Name of the guard in the unit, or of the constraint, index or trigger in the schema. */
  readonly guard: string;
  readonly guarantee: string;
  run(world: GuardWorld): Promise<void>;
}

type OpenDatabase = (migrations: readonly Migration[] | undefined) => Promise<TestStore>;

const onSqlite: OpenDatabase = (migrations) => openSqlite(systemClock, migrations);

/** A gateway from which one guard was taken away, wherever it is used. */
export async function openGuardWorld(
  removed?: string,
  engine: Store['engine'] = 'sqlite',
  open: OpenDatabase = onSqlite,
): Promise<GuardWorld> {
  const db = await open(migrationsWithout(engine, removed));
  let held: Promise<void> = Promise.resolve();
  const gateway = await startTestGateway({
    store: without(db.store, removed),
    // What holds where nothing is said, and the fewest children that there can be.
    city: cityPolicy.parse({ dependants: 1 }),
    entry: { policy: hospitalPolicy.parse({}) },
    wrap: (adapter) =>
      changed(adapter, {
        booking: {
          async book(request, call) {
            const outcome = await facetsOf(adapter).booking.book(request, call);
            await held;
            return outcome;
          },
        },
      }),
  });
  return {
    gateway,
    db,
    hospitalAnswers: {
      hold() {
        let release: () => void = () => {};
        held = new Promise((resolve) => {
          release = resolve;
        });
        return release;
      },
    },
    async stop() {
      await gateway.stop();
      await db.drop();
    },
  };
}

/** The store, blind to one guard: its statement runs, and nobody looks at how many rows it touched. */
function without(store: Store, removed: string | undefined): Store {
  const blind = (unit: Unit): Unit => ({
    ...unit,
    parts: unit.parts.map((part) =>
      removed === 'asked_at'
        ? withoutAskedAt(part)
        : part.guard?.name === removed
          ? { sql: part.sql, parameters: part.parameters }
          : part,
    ),
  });
  return {
    engine: store.engine,
    commit: (unit) => store.commit(blind(unit)),
    committed: (id) => store.committed(id),
    read: (statement) => store.read(statement),
    waiting: () => store.waiting(),
    migrate: (migrations, now) => store.migrate(migrations, now),
    close: () => store.close(),
  };
}

/** The condition that keeps an older snapshot from overwriting a newer one, made always true. */
function withoutAskedAt<P extends Unit['parts'][number]>(part: P): P {
  return { ...part, sql: part.sql.replace('where "slot"."asked_at" < ?', 'where CAST(? AS BIGINT) > 0') };
}

/** The schema without one constraint, unique index or trigger; `undefined` for the schema as it is. */
function migrationsWithout(engine: Store['engine'], removed: string | undefined): readonly Migration[] | undefined {
  if (removed === undefined) return undefined;
  const whole = migrationsFor(engine);
  const stripped = whole.map(({ name, sql }) => ({ name, sql: strip(sql, removed) }));
  return stripped.some(({ sql }, number) => sql !== whole[number]?.sql) ? stripped : undefined;
}

function strip(sql: string, removed: string): string {
  return sql
    .replace(new RegExp(`,\\s*CONSTRAINT ${removed} CHECK \\([^\\n]*\\)\\n`), '\n')
    .replace(new RegExp(`\\s*CONSTRAINT ${removed} CHECK \\([^\\n]*\\)(?=;?\\n)`), '')
    .replace(new RegExp(`CREATE UNIQUE INDEX ${removed} `), `CREATE INDEX ${removed} `)
    .replace(new RegExp(`CREATE TRIGGER ${removed} [\\s\\S]*?END;`), '')
    .replace(new RegExp(`CREATE TRIGGER ${onPostgres(removed)} [^;]*EXECUTE FUNCTION [^;]*;`), '');
}

/** PostgreSQL has one trigger for both kinds of change. */
function onPostgres(trigger: string): string {
  return trigger.replace(/_no_(update|delete)$/, '_append_only');
}

const TRIES_MAX = 200;

/** What `look` finds once it finds something, within two seconds. */
export async function attempt<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come about');
}
