import type { Ids } from '../ids.ts';
import { commit } from '../store/commit.ts';
import type { Part, Store } from '../store/store.ts';
import { type AuditEntry, auditPart } from './audit.ts';
import { auditGroup } from './group-rows.ts';

/** Rows of one unit. */
const ENTRIES_MAX = 100;

interface Waiting {
  readonly entry: AuditEntry;
  readonly group: readonly Part[];
  readonly at: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Who looked at whose data. The row is committed before anything is shown: when it can not be written, nothing is shown. Rows that
 * come while others are being committed share the next unit, because a unit costs more than its rows.
 */
export class AccessLog {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #now: () => number;
  #waiting: Waiting[] = [];
  #committing = false;

  constructor(store: Store, ids: Ids, now: () => number) {
    this.#store = store;
    this.#ids = ids;
    this.#now = now;
  }

  /**
   * Resolves when the row is durable. One act is one row: where it looked at the things of several people, its subject is the group of
   * them, and each of them finds it.
   *
   * @throws what the store throws: overloaded, unavailable, expired.
   */
  record(entry: AuditEntry, whose: readonly string[] = []): Promise<void> {
    const group = whose.length > 1 ? auditGroup(whose) : undefined;
    const row = group ? { ...entry, subject: { kind: 'group', id: group.id } } : entry;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry: row, group: group?.parts ?? [], at: this.#now(), resolve, reject });
      if (!this.#committing) void this.#commitWaiting();
    });
  }

  async #commitWaiting(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, ENTRIES_MAX);
      try {
        await this.#commit(some);
        for (const { resolve } of some) resolve();
      } catch (error) {
        for (const { reject } of some) reject(error);
      }
    }
    this.#committing = false;
  }

  async #commit(some: readonly Waiting[]): Promise<void> {
    const parts = some.flatMap(({ entry, group, at }) => [...group, auditPart(this.#ids, at, entry)]);
    const committing = { store: this.#store, ids: this.#ids, clock: { now: this.#now } };
    const committed = await commit(committing, 'log-access', 'access', parts);
    if (!committed.ok) throw new TypeError(`an access log has no guard, but ${committed.guard} refused it`);
  }
}
