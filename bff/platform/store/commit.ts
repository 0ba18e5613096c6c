import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Commit, Lane, Part, Store } from './store.ts';

/** What committing a unit takes: where, when, and under which id. */
export interface Committing {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'inOrder'>;
}

/** How long a unit of each lane may wait, ms: somebody stands at a screen for an interactive one; others may take longer. */
const WAITS_MS: Record<Lane, number> = {
  interactive: 3_000,
  access: 3_000,
  outcomes: 20_000,
  sync: 20_000,
  background: 60_000,
};

/**
 * Commits the parts as a unit of their own, named verb-noun. After its lane's time nobody waits for it any more.
 * @throws what `Store.commit` throws.
 */
export function commit(committing: Committing, name: string, lane: Lane, parts: readonly Part[]): Promise<Commit> {
  const { store, clock, ids } = committing;
  return store.commit({ id: ids.inOrder('unt'), name, lane, deadline: clock.now() + WAITS_MS[lane], parts });
}
