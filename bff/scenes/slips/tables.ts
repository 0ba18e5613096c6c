/** Slips on paper, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface SlipTables {
  slip: {
    code: string;
    appointment_id: string;
    issued_at: number;
  };
}

/** The newest migration of these tables. */
export const SLIPS_MIGRATION = '0004_people.sql';
