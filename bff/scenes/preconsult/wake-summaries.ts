import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import type { Part } from '../../platform/store/store.ts';
import type { TaskTables } from '../../platform/tasks/tables.ts';
import { DELIVER_SUMMARIES } from './dependencies.ts';
import type { PreconsultTables } from './tables.ts';

const template = templates<PreconsultTables & TaskTables>();

const wakeSummaries = template((q, p: { appointmentId: string; kind: string; now: number }) =>
  q
    .updateTable('task')
    .set((row) => ({ state: 'ready', run_at: p.now, wakes: row('wakes', '+', 1) }))
    .where('kind', '=', p.kind)
    .where(
      sql<boolean>`subject_id IN (SELECT preconsult.id FROM preconsult WHERE preconsult.appointment_id = ${p.appointmentId})`,
    ),
);

/** This appointment ended: whoever takes its summaries to the hospital looks again, and takes back what a doctor could still read. */
export function wakeSummariesPart(appointmentId: string, now: number): Part {
  return wakeSummaries({ appointmentId, kind: DELIVER_SUMMARIES, now });
}
