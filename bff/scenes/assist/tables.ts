/** Calls for help and who helps, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface AssistTables {
  help_call: {
    id: string;
    device_id: string;
    hospital_id: string;
    campus_ref: string;
    step: string;
    language: string;
    cause: string;
    urgent: number;
    stage: string;
    answered_by: string | null;
    next_at: number;
    created_at: number;
    ended_at: number | null;
    outcome: string | null;
    ticket: string | null;
    live: number | null;
  };
  assist_session: {
    id: string;
    help_call_id: string;
    device_id: string;
    staff_id: string;
    patient_id: string | null;
    session_hash: string | null;
    state: string;
    asked_at: number;
    until: number;
    seen_at: number;
    touched_at: number | null;
    ended_at: number | null;
    outcome: string | null;
    acts: number;
    journey: string | null;
    journey_version: number | null;
    live: number | null;
  };
  assist_act: {
    session_id: string;
    sequence: number;
    content: string;
    at: number;
  };
}

/** The newest migration of these tables. */
export const ASSIST_MIGRATION = '0030_assist.sql';
