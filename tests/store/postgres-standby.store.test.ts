import { expect, inject, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { StoreUnavailable, type Unit } from '../../bff/platform/store/store.ts';
import { openPostgres } from '../support/databases.ts';

function unit(id: string): Unit {
  const parts = [{ sql: 'INSERT INTO unit (id, committed_at) VALUES (?, ?)', parameters: [`${id}-part`, 1] }];
  return { id, name: 'test', lane: 'interactive', deadline: Date.now() + 60_000, parts };
}

const one = { sql: 'SELECT 1 AS one', parameters: [] };

/** `npm run prove -- failover` has a real standby; here the primary says for a while that it takes no writes, as a standby does. */
it('the store on PostgreSQL is unavailable while the address leads to a server that takes no writes, for reads too, and goes on when it does', async () => {
  const db = await openPostgres(inject('postgresUrl'), systemClock);
  const name = new URL(db.databaseUrl).pathname.slice(1);
  const ended =
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
  try {
    expect(await db.store.commit(unit('unt_1'))).toEqual({ ok: true });
    await db.rows(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await db.rows(ended);
    const standby = db.second();
    for (const store of [standby, db.store]) {
      await expect(store.commit(unit('unt_2'))).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.read(one)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.committed('unt_1')).rejects.toBeInstanceOf(StoreUnavailable);
    }
    await db.rows(`SET default_transaction_read_only = off`);
    await db.rows(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    expect(await db.store.commit(unit('unt_2'))).toEqual({ ok: true });
    expect(await standby.committed('unt_2')).toBe(true);
  } finally {
    await db.drop();
  }
});

it('the store on PostgreSQL does not call it a bug when a server that became read-only refuses a write', async () => {
  const db = await openPostgres(inject('postgresUrl'), systemClock);
  try {
    // The whole statement runs in a read-only transaction, as on a primary that was demoted under an open connection.
    const demoted: Unit = {
      ...unit('unt_3'),
      parts: [{ sql: 'SET TRANSACTION READ ONLY', parameters: [] }, ...unit('unt_3').parts],
    };
    await expect(db.store.commit(demoted)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await db.store.commit(unit('unt_4'))).toEqual({ ok: true });
  } finally {
    await db.drop();
  }
});
