import type { Migration, Store } from './store.ts';

const portable = import.meta.glob('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>;
const overlay = import.meta.glob('./migrations/postgres/*.sql', { query: '?raw', import: 'default', eager: true }) as Record<
  string,
  string
>;

/** Every migration in order. A file in `migrations/postgres/` replaces the portable file of the same name. */
export function migrationsFor(engine: Store['engine']): readonly Migration[] {
  const files = new Map(Object.entries(portable).map(([path, sql]) => [fileName(path), sql]));
  if (engine === 'postgres') {
    for (const [path, sql] of Object.entries(overlay)) files.set(fileName(path), sql);
  }
  return [...files].map(([name, sql]) => ({ name, sql })).sort((left, right) => (left.name < right.name ? -1 : 1));
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
