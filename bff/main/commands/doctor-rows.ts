import { selectLastCheckpoint, selectUnsealed } from '../../platform/audit/chain-rows.ts';
import { LATE_MAX_MS } from '../../platform/audit/seal-audit.ts';
import { systemClock } from '../../platform/clock.ts';
import { idsFrom } from '../../platform/ids.ts';
import type { Statement } from '../../platform/store/store.ts';
import { type Check, type Diagnosis, type Examined, read } from './doctor-checks.ts';

const HOUR_MS = 3_600_000;
const LATE_MS = 10 * 60_000;

/** What lies in the rows: work that stands still, people who wait, an audit that is not sealed. */
export const checkRows: Check = async (examined) => {
  if (!examined.database) return [];
  return [
    ...(await checkTasks(examined)),
    ...(await checkClaims(examined)),
    ...(await checkRecovery(examined)),
    ...(await checkAudit(examined)),
  ];
};

async function checkTasks({ database }: Examined): Promise<readonly Diagnosis[]> {
  const now = systemClock.now();
  const statement: Statement<{ kind: string; count: number }> = {
    sql: "SELECT kind, count(*) AS count FROM task WHERE state = 'ready' AND run_at < ? AND leased_until < ? GROUP BY kind",
    parameters: [now - LATE_MS, now],
  };
  const late = await read(database, statement);
  if (late.length === 0) return [{ state: 'ok', about: 'tasks', found: 'none is late' }];
  const words = late.map(({ kind, count }) => `${count} ${kind}`).join(', ');
  const mend = 'is a gateway running? If one is, look for task.failed in its log';
  return [{ state: 'FAULT', about: 'tasks', found: `late by more than ten minutes: ${words}`, mend }];
}

async function checkClaims({ database }: Examined): Promise<readonly Diagnosis[]> {
  const manual: Statement<{ hospital: string; count: number }> = {
    sql: "SELECT hospital_id AS hospital, count(*) AS count FROM claim WHERE state = 'manual' GROUP BY hospital_id",
    parameters: [],
  };
  const unknown: Statement<{ hospital: string; count: number }> = {
    sql: `SELECT claim.hospital_id AS hospital, count(*) AS count FROM task JOIN claim ON claim.id = task.subject_id
      WHERE task.state = 'ready' AND claim.state = 'unknown' AND claim.created_at < ? GROUP BY claim.hospital_id`,
    parameters: [systemClock.now() - HOUR_MS],
  };
  const waiting = (await read(database, manual)).map(({ hospital, count }): Diagnosis => {
    const mend = 'the duty desk settles it at the hospital; the log line claim.needs-staff names the appointment';
    return { state: 'note', about: hospital, found: `${count} bookings wait for the duty desk`, mend };
  });
  const open = (await read(database, unknown)).map(({ hospital, count }): Diagnosis => {
    const mend = 'does the hospital answer? Ask its IT whether the answers of its booking system are lost';
    return { state: 'FAULT', about: hospital, found: `${count} bookings have been unknown for more than an hour`, mend };
  });
  return [...waiting, ...open];
}

async function checkRecovery({ database }: Examined): Promise<readonly Diagnosis[]> {
  const closed: Statement<{ hospital: string }> = {
    sql: 'SELECT hospital_id AS hospital FROM slot_sync WHERE recovering = 1 ORDER BY hospital_id',
    parameters: [],
  };
  return (await read(database, closed)).map(({ hospital }): Diagnosis => {
    const mend = 'it opens when its list was read. If it has none, compare by hand, then onedoor hospital reopen';
    return { state: 'note', about: hospital, found: 'nothing is booked there since the restore', mend };
  });
}

async function checkAudit({ database }: Examined): Promise<readonly Diagnosis[]> {
  if (!database) return [];
  const about = 'audit';
  const mend = 'is a gateway running? Its task seal-audit seals within seconds. Then run onedoor audit verify';
  try {
    const late = idsFrom('aud', systemClock.now() - 2 * LATE_MAX_MS);
    const [checkpoint] = await database.read(selectLastCheckpoint({}));
    const [unsealed] = await database.read(selectUnsealed({ from: 'aud_', limit: 1 }));
    if (unsealed && unsealed.id < late) return [{ state: 'FAULT', about, found: 'rows of long ago are not sealed', mend }];
    return [{ state: 'ok', about, found: checkpoint ? `sealed up to number ${checkpoint.seq}` : 'nothing to seal yet' }];
  } catch {
    return [];
  }
}
