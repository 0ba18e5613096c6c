import type { BrokenRule } from './identity-rules.ts';

/** Rules of calls and helpers, each taken away where it is kept: the simulation has to notice. */
export const BROKEN_ASSIST_RULES: readonly BrokenRule[] = [
  {
    rule: 'a last step needs the card after a helper',
    without: (sql) =>
      sql.replace('NOT EXISTS (SELECT 1 FROM assist_session', '1 = 1 OR NOT EXISTS (SELECT 1 FROM assist_session'),
  },
  {
    rule: 'a session is of one patient',
    without: (sql) => (sql.startsWith('update "assist_session" set "patient_id"') ? undefined : sql),
  },
  {
    rule: 'a session ends with the patient’s',
    without: (sql) => sql.replaceAll('CASE WHEN assist_session.session_hash IS NOT NULL', 'CASE WHEN 1 = 0'),
  },
  {
    rule: 'a helper is on duty',
    without: (sql) => sql.replace('AND shift.ended_at IS NULL\n    AND shift.since', 'AND shift.since'),
  },
  {
    rule: 'a session that is over stays over when its helper comes on duty again',
    without: (sql) => sql.replace('AND shift.since <= assist_session.asked_at ', ''),
  },
  {
    rule: 'a call that nobody answers goes on to others',
    without: (sql) =>
      sql.startsWith('update "help_call" set "stage"') ? sql.replace('"stage" = ?', '"stage" = COALESCE(stage, ?)') : sql,
  },
];
