import type { BrokenRule } from './identity-rules.ts';

/** Rules of summaries that are kept by the database, each of which the simulation misses when it is gone. */
export const BROKEN_PRECONSULT_RULES: readonly BrokenRule[] = [
  {
    rule: 'nothing is sent for an appointment that is being given back',
    without: (sql) =>
      sql.replace('AND claim.cancel_wanted = 0', '').replace('"claim"."cancel_wanted" as "cancelWanted"', '0 as "cancelWanted"'),
  },
  {
    rule: 'what went out is taken back when the appointment ends',
    without: (sql) => (sql.startsWith('update "task"') && sql.includes('preconsult.appointment_id') ? undefined : sql),
  },
  {
    rule: 'summaries go out in the order in which they were agreed to',
    without: (sql) => (sql.includes('from "summary_delivery"') ? sql.replace('order by "nth"', 'order by "nth" desc') : sql),
  },
  {
    rule: 'what becomes of a summary is written down',
    without: (sql) => (sql.startsWith('update "summary_delivery" set "state"') ? undefined : sql),
  },
  {
    rule: 'each yes is written down with its summary',
    without: (sql) => (sql.startsWith('insert into "summary_delivery"') ? undefined : sql),
  },
  {
    rule: 'a hospital speaks of its own summaries alone',
    without: (sql) => (sql.includes('set "doctor_answer"') ? sql.replace('"hospital_id" = ?', '(? IS NOT NULL)') : sql),
  },
  {
    rule: 'what a doctor said is written down',
    without: (sql) => (sql.startsWith('update "summary_delivery" set "doctor_answer"') ? undefined : sql),
  },
];
