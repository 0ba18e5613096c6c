import type { Store } from '../../bff/platform/store/store.ts';

/** The store, which says the first time of this table what it said before. */
export function blindOnce(store: Store, table: string, rows: readonly unknown[]): Store {
  let blind = true;
  return reading(store, async (statement) => {
    if (!blind || !statement.sql.includes(table)) return store.read(statement);
    blind = false;
    return rows as never;
  });
}

/** The store, and whoever wants to know what it says of this table. */
export function spied(store: Store, table: string, see: (rows: readonly unknown[]) => void): Store {
  return reading(store, async (statement) => {
    const rows = await store.read(statement);
    if (statement.sql.includes(table)) see(rows);
    return rows;
  });
}

function reading(store: Store, read: Store['read']): Store {
  return {
    engine: store.engine,
    commit: (unit) => store.commit(unit),
    committed: (id) => store.committed(id),
    read,
    waiting: () => store.waiting(),
    migrate: (migrations, now) => store.migrate(migrations, now),
    close: () => store.close(),
  };
}

/** What the store says of this table while something is done with it. */
export async function rowsSeen(
  store: Store,
  table: string,
  act: (watched: Store) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  await act(spied(store, table, (rows) => seen.push(...rows)));
  return seen;
}
