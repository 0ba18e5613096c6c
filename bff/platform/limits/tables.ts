/** What was used of bounds that are counted over a time, as Kysely sees the table. The truth is in `store/migrations/`; a test compares the two on every engine. */
export interface LimitTables {
  bound_use: {
    bound: string;
    subject: string;
    ends_at: number;
    used: number;
  };
}

/** The newest migration of these tables. */
export const LIMITS_MIGRATION = '0022_appointments_limits.sql';
