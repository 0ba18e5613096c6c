/** Work that is to be done, as Kysely sees the tables. The truth is in `migrations/`; a test compares the two on every engine. */
export interface TaskTables {
  task: {
    id: string;
    kind: string;
    subject_id: string;
    state: string;
    run_at: number;
    attempts: number;
    wakes: number;
    lease_token: string | null;
    leased_until: number;
  };
}

/** The newest migration of these tables. */
export const TASKS_MIGRATION = '0017_tasks_by_kind.sql';
