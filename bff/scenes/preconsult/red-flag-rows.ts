import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Part, Statement } from '../../platform/store/store.ts';
import type { PreconsultTables } from './tables.ts';

const template = templates<PreconsultTables>();

type Noted = {
  patientId: string;
  ruleHash: string;
  saidBy: string;
  deviceId: string | null;
  contentId: string;
  contentVersion: string;
  sealed: string;
  now: number;
  until: number;
};

const noteRedFlag = template((q, p: Noted) =>
  q
    .insertInto('red_flag')
    .values({
      patient_id: p.patientId,
      rule_hash: p.ruleHash,
      said_by: p.saidBy,
      device_id: p.deviceId,
      content_id: p.contentId,
      content_version: p.contentVersion,
      sealed: p.sealed,
      first_at: p.now,
      at: p.now,
      until: p.until,
    })
    .onConflict((conflict) =>
      conflict.columns(['patient_id', 'rule_hash']).doUpdateSet((row) => ({
        said_by: row.ref('excluded.said_by'),
        device_id: row.ref('excluded.device_id'),
        content_id: row.ref('excluded.content_id'),
        content_version: row.ref('excluded.content_version'),
        sealed: row.ref('excluded.sealed'),
        at: row.ref('excluded.at'),
        until: row.ref('excluded.until'),
      })),
    ),
);

/** What was said, under its rule; said again it holds from now on. */
export function noteRedFlagPart(values: Noted): Part {
  return noteRedFlag(values);
}

const deleteOld = template((q, p: { before: number; limit: number }) =>
  q
    .deleteFrom('red_flag')
    .where(
      sql<boolean>`(patient_id, rule_hash) IN (SELECT patient_id, rule_hash FROM red_flag WHERE at < ${p.before} ORDER BY at LIMIT ${p.limit})`,
    ),
);

/** What was said so long ago is forgotten. */
export function forgetRedFlags(before: number, limit: number): Statement {
  return deleteOld({ before, limit });
}
