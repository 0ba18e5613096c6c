/** Ids of the units that were committed, as Kysely sees the tables. The truth is in `migrations/`; a test compares the two on every engine. */
export interface UnitTables {
  unit: {
    id: string;
    committed_at: number;
  };
}

/** The newest migration of these tables. */
export const STORE_MIGRATION = '0012_guard.sql';
