import type { Store } from '../store/store.ts';
import type { AuditRow, Checkpoint } from './chain.ts';
import { type LinkedRow, selectCheckpoints, selectLinks } from './chain-rows.ts';
import type { FoundLink } from './verify-chain.ts';

const LINKS_PER_READ = 500;

/** The whole chain with its rows, some at a time. */
export async function* linksOf(store: Pick<Store, 'read'>): AsyncGenerator<FoundLink> {
  let after = 0;
  for (;;) {
    const rows = await store.read(selectLinks({ after, limit: LINKS_PER_READ }));
    for (const row of rows) yield foundLink(row);
    if (rows.length < LINKS_PER_READ) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

/** Every checkpoint that the database has. */
export async function checkpointsOf(store: Pick<Store, 'read'>): Promise<readonly Checkpoint[]> {
  const all: Checkpoint[] = [];
  for (;;) {
    const some = await store.read(selectCheckpoints({ after: all.at(-1)?.seq ?? 0, limit: LINKS_PER_READ }));
    all.push(...some);
    if (some.length < LINKS_PER_READ) return all;
  }
}

function foundLink({ seq, auditId, hash, ...row }: LinkedRow): FoundLink {
  return { seq, auditId, hash, row: row.id === null ? undefined : (row as AuditRow) };
}
