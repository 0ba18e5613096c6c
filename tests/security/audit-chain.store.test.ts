import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../bff/platform/audit/chain.ts';
import { checkpointsOf, linksOf } from '../../bff/platform/audit/read-chain.ts';
import { SEAL_AUDIT } from '../../bff/platform/audit/seal-audit.ts';
import { verifyChain } from '../../bff/platform/audit/verify-chain.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { wakeTaskPart } from '../../bff/platform/tasks/task-rows.ts';
import { AUDIT_SEED } from '../support/test-gateway.ts';
import { ENGINES } from '../support/test-store.ts';
import { atRest, driven, type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

const signer = createSigner(AUDIT_SEED);
const MINUTE_MS = 60_000;

describe.each(ENGINES)('%s: the chain of the audit', (engine) => {
  let site: QuietGateway;
  beforeEach(async () => {
    site = await startQuietGateway(engine);
    for (const key of ['first', 'second', 'third']) await act(key);
    await seal();
    await act('fourth');
    await seal();
  });
  afterEach(() => site.stop());

  /** Somebody signs in, books, and looks at what they booked: a handful of audit rows. */
  async function act(key: string): Promise<void> {
    const person = await signedIn(site.gateway);
    const { slotId } = await site.gateway.openSlot(1);
    const booked = await driven(site, site.gateway.book({ slotId, ...person, key: `audit-chain-${key}` }));
    expect(booked.status).toBe(201);
    const listed = await site.gateway.request('/v1/appointments', { headers: person.headers });
    expect(listed.status).toBe(200);
  }

  async function seal(): Promise<void> {
    await site.clock.advance(2 * MINUTE_MS);
    const { store, clock, ids, tasks } = site.gateway.onedoor.dependencies;
    const unit = { id: ids.inOrder('unt'), name: 'wake', lane: 'background', deadline: clock.now() + MINUTE_MS } as const;
    await store.commit({ ...unit, parts: [wakeTaskPart(SEAL_AUDIT, 'gateway', clock.now())] });
    tasks.poke();
    await site.clock.advance(1_000);
    await atRest(site.db, site.clock);
  }

  async function verify(exported: readonly Checkpoint[] = []) {
    const { store } = site.db;
    return verifyChain(linksOf(store), [...(await checkpointsOf(store)), ...exported], signer);
  }

  /** What somebody does who owns the database: triggers do not stop them. */
  async function tamper(...statements: readonly string[]): Promise<void> {
    if (engine === 'postgres') {
      for (const table of ['audit', 'audit_link', 'audit_checkpoint'])
        await site.db.rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      for (const statement of statements) await site.db.rows(statement);
      return;
    }
    const db = new Database(site.db.databaseUrl.slice('file:'.length));
    for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[])
      db.exec(`DROP TRIGGER ${name}`);
    for (const statement of statements) db.exec(statement);
    db.close();
  }

  const linked = () => site.db.rows<{ seq: number; audit_id: string }>('SELECT seq, audit_id FROM audit_link ORDER BY seq');
  const idAt = async (seq: number) => (await linked()).find((link) => link.seq === seq)?.audit_id ?? '';

  it('the chain of the audit has every row once, is signed, and verifies', async () => {
    const rows = await site.db.rows('SELECT id FROM audit');
    const sealed = await linked();
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(sealed.map(({ audit_id }) => audit_id)).size).toBe(rows.length);
    expect(await verify()).toEqual({ links: rows.length, checkpoints: 2, findings: [] });
  });

  it('the chain of the audit names a row that was edited, in any column', async () => {
    for (const column of [
      'at',
      'actor_kind',
      'actor_id',
      'action',
      'subject_kind',
      'subject_id',
      'request_id',
      'device_id',
      'reason',
    ]) {
      const id = await idAt(5);
      const [before] = await site.db.rows<Record<string, unknown>>(`SELECT ${column} AS was FROM audit WHERE id = '${id}'`);
      await tamper(`UPDATE audit SET ${column} = ${column === 'at' ? 1 : "'x'"} WHERE id = '${id}'`);
      expect((await verify()).findings, column).toEqual([{ kind: 'edited', seq: 5, auditId: id }]);
      const was = before?.was;
      await tamper(
        `UPDATE audit SET ${column} = ${was === null ? 'NULL' : typeof was === 'string' ? `'${was}'` : was} WHERE id = '${id}'`,
      );
    }
    expect((await verify()).findings).toEqual([]);
  });

  it('the chain of the audit names a row that was deleted', async () => {
    const id = await idAt(7);
    await tamper(`DELETE FROM audit WHERE id = '${id}'`);
    expect((await verify()).findings).toEqual([{ kind: 'deleted', seq: 7, auditId: id }]);
  });

  it('the chain of the audit names two rows that were swapped', async () => {
    const [third, sixth] = [await idAt(3), await idAt(6)];
    await tamper(
      "UPDATE audit_link SET audit_id = 'aside' WHERE seq = 3",
      `UPDATE audit_link SET audit_id = '${third}' WHERE seq = 6`,
      `UPDATE audit_link SET audit_id = '${sixth}' WHERE seq = 3`,
    );
    expect((await verify()).findings).toEqual([
      { kind: 'swapped', seq: 3, auditId: sixth, withSeq: 6 },
      { kind: 'swapped', seq: 6, auditId: third, withSeq: 3 },
    ]);
  });

  it('the chain of the audit names where the tail was cut, links and all', async () => {
    const { length } = await linked();
    const ids = await Promise.all([length - 1, length].map(idAt));
    await tamper(`DELETE FROM audit WHERE id IN ('${ids.join("', '")}')`, `DELETE FROM audit_link WHERE seq > ${length - 2}`);
    expect((await verify()).findings).toEqual([{ kind: 'tail-cut', seq: length - 1 }]);
  });

  it('the chain of the audit names links that are missing in the middle', async () => {
    const id = await idAt(4);
    await tamper(`DELETE FROM audit WHERE id = '${id}'`, 'DELETE FROM audit_link WHERE seq = 4');
    expect((await verify()).findings).toEqual([{ kind: 'links-missing', seq: 4 }]);
  });

  it('the chain of the audit knows a chain that was made anew with the stolen key, by the checkpoint in the log', async () => {
    const logged = site.gateway.logged.map((line) => JSON.parse(line) as { event: string; checkpoint?: string });
    const exported = logged.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [JSON.parse(checkpoint) as Checkpoint]));
    expect(exported).toHaveLength(2);
    const id = await idAt(2);
    await tamper(
      `UPDATE audit SET action = 'nothing.happened' WHERE id = '${id}'`,
      'DELETE FROM audit_link',
      'DELETE FROM audit_checkpoint',
    );
    await seal();
    expect((await verify()).findings, 'the database alone looks sound').toEqual([]);
    expect((await verify(exported)).findings[0]).toMatchObject({ kind: 'rewritten' });
  });

  it('the chain of the audit is not sound when every signed end was taken away', async () => {
    const { length } = await linked();
    await tamper('DELETE FROM audit_checkpoint');
    expect((await verify()).findings).toEqual([{ kind: 'unsigned', seq: length }]);
  });

  it('the chain of the audit takes no checkpoint for genuine that another key signed', async () => {
    const [checkpoint] = await checkpointsOf(site.db.store);
    const other = createSigner('D'.repeat(42).concat('A'));
    const { signature, ...signed } = checkpoint as Checkpoint;
    const forged = { ...signed, signature: other.sign(JSON.stringify(signed)) };
    expect(signature).not.toBe(forged.signature);
    expect((await verify([forged])).findings).toEqual([{ kind: 'checkpoint-forged', seq: forged.seq }]);
  });

  it('the chain of the audit seals a row that was committed late, with an id from before the last checkpoint', async () => {
    const { ids, clock } = site.gateway.onedoor.dependencies;
    const late = `${ids.inOrder('aud')}`;
    await seal();
    await tamper(
      `INSERT INTO audit (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id) VALUES ('${late}', ${clock.now()}, 'gateway', 'onedoor', 'late.row', 'nothing', 'none', 'req')`,
    );
    await seal();
    expect((await linked()).map(({ audit_id }) => audit_id)).toContain(late);
    expect((await verify()).findings).toEqual([]);
  });
});
