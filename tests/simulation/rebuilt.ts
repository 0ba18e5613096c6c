import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openKeyFile } from '../../bff/main/key-file.ts';
import { checkpointsOf, linksOf } from '../../bff/platform/audit/read-chain.ts';
import { verifyChain } from '../../bff/platform/audit/verify-chain.ts';
import { createSigner } from '../../bff/platform/crypto/signer.ts';
import { migrationsFor } from '../../bff/platform/store/migrations.ts';
import type { Statement } from '../../bff/platform/store/store.ts';

/** What a database that was found after a fault has to say. */
export interface Rebuilt {
  /** Appointments that were promised and are not there, or without their claim, its event or their audit row. */
  readonly lost: number;
  readonly links: number;
  /** Everything else that is not as it must be. */
  readonly failures: readonly string[];
}

const WHOLE = `SELECT appointment.id FROM appointment
  JOIN claim ON claim.id = appointment.claim_id AND claim.appointment_id = appointment.id AND claim.state = 'confirmed'
  WHERE EXISTS (SELECT 1 FROM audit WHERE subject_id = appointment.id AND action = 'appointment.book')
    AND EXISTS (SELECT 1 FROM appointment_event WHERE appointment_id = appointment.id AND claim_state = 'confirmed')
    AND EXISTS (SELECT 1 FROM idempotency WHERE resource_id = appointment.id AND status = 201)`;

/** An appointment is written with its claim, its key and its task in one unit: none of them is ever there alone. */
const HALF = `SELECT count(*) FROM appointment WHERE NOT EXISTS (SELECT 1 FROM claim WHERE claim.id = appointment.claim_id)
    OR NOT EXISTS (SELECT 1 FROM task WHERE kind = 'settle-claim' AND subject_id = appointment.claim_id)
    OR NOT EXISTS (SELECT 1 FROM idempotency WHERE resource_id = appointment.id)`;

const LEAKS = `SELECT count(*) FROM slot WHERE claimed <> (SELECT count(*) FROM claim WHERE claim.slot_id = slot.id AND places = 1
    AND state NOT IN ('refused', 'released', 'cancelled'))`;

/** Lays the files out in an empty folder and opens the database in it. */
export async function rebuild(folder: string, files: ReadonlyMap<string, Buffer>, acknowledged: readonly string[]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  return inspect(folder, acknowledged);
}

/** Opens `onedoor.sqlite` as SQLite does after a crash, and holds it against what was promised. */
export async function inspect(folder: string, acknowledged: readonly string[]): Promise<Rebuilt> {
  const db = new Database(join(folder, 'onedoor.sqlite'));
  try {
    const failures: string[] = [];
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') failures.push(`integrity_check: ${integrity}`);
    const known = new Set(db.prepare('SELECT name FROM migration').pluck().all());
    const missing = migrationsFor('sqlite').filter(({ name }) => !known.has(name)).length;
    if (missing > 0) return { lost: acknowledged.length, links: 0, failures: [...failures, `${missing} migrations are missing`] };
    const whole = new Set(db.prepare(WHOLE).pluck().all());
    for (const [what, sql] of Object.entries({ 'half a booking': HALF, 'a place that nobody holds': LEAKS })) {
      const found = Number(db.prepare(sql).pluck().get());
      if (found > 0) failures.push(`${found} times ${what}`);
    }
    const chain = await verify(folder, db);
    return {
      lost: acknowledged.filter((id) => !whole.has(id)).length,
      links: chain.links,
      failures: [...failures, ...chain.failures],
    };
  } catch (error) {
    return { lost: acknowledged.length, links: 0, failures: [`the database can not be read: ${(error as Error).message}`] };
  } finally {
    db.close();
  }
}

async function verify(folder: string, db: Database.Database) {
  const keys = openKeyFile(join(folder, 'keys.json'), () => {
    throw new Error('the keys are gone');
  });
  const store = {
    read: async <Row>({ sql, parameters }: Statement<Row>) => db.prepare(sql).all(parameters) as Row[],
  };
  const { links, findings } = await verifyChain(linksOf(store), await checkpointsOf(store), createSigner(keys.auditSeed));
  return { links, failures: findings.map(({ kind }) => `the audit's chain: ${kind}`) };
}
